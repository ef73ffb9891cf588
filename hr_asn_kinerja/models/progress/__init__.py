"""Where somebody stands during the period: the own page, the page of a team, silence."""

from . import asn_progress_settings
from . import asn_skp_standing
from . import asn_skp_signs
from . import asn_skp_performance
from . import asn_skp_team
from . import asn_skp_around
from . import asn_skp_silence
