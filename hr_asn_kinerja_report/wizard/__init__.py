from . import asn_reconciliation
from . import asn_reconciliation_line
