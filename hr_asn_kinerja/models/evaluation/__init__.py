"""Work that was logged, and the evaluation of a period."""

from . import asn_skp_log
from . import asn_realisation
from . import asn_realisation_review
from . import asn_realisation_log
from . import asn_realisation_week
from . import asn_evidence_mixin
from . import asn_evidence_file
from . import asn_evidence
from . import asn_evaluation
from . import asn_evaluation_workflow
from . import asn_evaluation_months
from . import asn_evaluation_indicator
from . import asn_evaluation_figures
from . import asn_evaluation_behaviour
from . import asn_evaluation_rating
from . import asn_evaluation_reflection
from . import asn_evaluation_deviation
from . import asn_evaluation_conflict
from . import asn_evaluation_shown
from . import asn_evaluation_rating_page
from . import asn_evaluation_rating_save
from . import asn_evaluation_self_review
