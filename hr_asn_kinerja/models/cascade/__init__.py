"""How results support the superior's: links, changes, matrix, alignment."""

from . import asn_skp_cascade
from . import asn_skp_unlinked
from . import asn_skp_parent_change
from . import asn_skp_coverage
from . import asn_skp_matrix
from . import asn_skp_alignment
from . import asn_skp_alignment_shares
from . import asn_skp_alignment_paths
