from . import asn_reason
