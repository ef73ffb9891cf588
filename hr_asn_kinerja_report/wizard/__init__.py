from . import asn_reconciliation
from . import asn_reconciliation_line
from . import asn_workbook_order
