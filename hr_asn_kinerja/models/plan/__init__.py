"""The plan (SKP): results, indicators, targets, behaviour, appendices."""

from . import asn_skp
from . import asn_skp_workflow
from . import asn_skp_result
from . import asn_skp_indicator
from . import asn_skp_target
from . import asn_skp_behaviour
from . import asn_skp_appendix
