from . import my_report
from . import open_page
from . import prints
from . import report_names
