"""Work that was logged, and the evaluation of a period."""

from . import asn_realisation
from . import asn_evaluation
from . import asn_evaluation_workflow
from . import asn_evaluation_months
from . import asn_evaluation_indicator
from . import asn_evaluation_behaviour
from . import asn_evaluation_rating
