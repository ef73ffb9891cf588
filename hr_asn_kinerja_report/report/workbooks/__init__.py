"""Lists as workbooks: one short declaration each."""

from . import asn_workbook_cells
from . import asn_workbook
from . import book_exchange
