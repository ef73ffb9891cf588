"""Development instead of punishment: plans, actions, a catalogue, and lists for the HR office."""

from . import res_company_development
from . import asn_development_catalogue
from . import asn_development_plan
from . import asn_development_workflow
from . import asn_development_action
from . import asn_development_effect
from . import asn_development_taking
from . import asn_development_start
from . import asn_development_reminder
from . import asn_development_overview
from . import asn_evaluation_development
from . import asn_skp_development
from . import asn_follow_up
from . import asn_follow_up_collect
from . import asn_transition_development
