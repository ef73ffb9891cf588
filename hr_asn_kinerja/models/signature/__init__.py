"""Who signed what when: an append-only chain, and the page that proves a printed sheet."""

from . import asn_signature
from . import asn_signature_database
from . import asn_signature_frame
from . import asn_signature_content
from . import asn_signature_chain
from . import asn_signature_check
from . import asn_signature_page
from . import asn_skp_signature
from . import asn_evaluation_signature
from . import asn_objection_signature
from . import asn_signature_scan
