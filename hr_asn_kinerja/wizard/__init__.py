from . import asn_reason
from . import asn_import
