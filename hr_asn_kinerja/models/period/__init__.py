"""Years and evaluation periods: opening and closing them for everybody."""

from . import asn_period
from . import asn_period_first_day
from . import asn_period_opening
from . import asn_period_opening_evaluations
from . import asn_period_closing
