"""Lists as workbooks: one short declaration each."""

from . import asn_workbook_cells
from . import asn_workbook
from . import book_exchange
from . import book_late
from . import book_indicator
from . import book_objection
from . import book_development
from . import book_credit
from . import book_history
from . import book_distribution
