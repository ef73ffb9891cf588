"""What a unit achieved in a period, and what follows from it for its head."""

from . import res_company_achievement
from . import asn_achievement_mapping
from . import asn_transition_achievement
from . import asn_unit_achievement
from . import asn_unit_achievement_people
from . import asn_unit_achievement_workflow
from . import asn_evaluation_head
from . import asn_evaluation_rating_head
from . import asn_period_achievement
from . import hr_version_achievement
from . import asn_acting_achievement
