"""Lives that are not tidy: segments, absences, acting heads, requests, missing evaluators."""

from . import asn_skp_segment
from . import asn_skp_segment_steps
from . import asn_skp_successor
from . import asn_skp_suggestion
from . import asn_skp_trouble
from . import asn_acting
from . import asn_skp_acting
from . import asn_absence_kind
from . import asn_absence
from . import asn_evaluation_absence
from . import asn_change_request
