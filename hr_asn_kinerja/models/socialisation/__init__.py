"""Explaining the appraisal before it begins."""

from . import asn_socialisation_mixin
from . import asn_socialisation
from . import asn_socialisation_material
from . import asn_socialisation_question
from . import asn_socialisation_participant
from . import asn_socialisation_session
from . import asn_socialisation_ask
from . import asn_socialisation_page
from . import asn_socialisation_coverage
from . import asn_socialisation_plan
