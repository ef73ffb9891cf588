from . import asn_reason
from . import asn_feedback_round_open
from . import asn_skp_compare
from . import asn_cascade_take
from . import asn_skp_end
from . import asn_skp_split
from . import asn_import
from . import asn_skp_template_apply
