"""Credit points (angka kredit) of functional posts, from released evaluations."""

from . import asn_credit
from . import asn_credit_sync
from . import asn_credit_opening
from . import asn_credit_standing
from . import asn_credit_standing_words
from . import asn_evaluation_credit
from . import hr_version_credit
