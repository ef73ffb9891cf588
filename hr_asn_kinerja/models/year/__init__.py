"""The year: annual evaluations with all segments and periods in view, and its closing."""

from . import res_company_year
from . import asn_transition
from . import asn_evaluation_year
from . import asn_period_annual
from . import asn_skp_annual
from . import asn_year_lock
from . import asn_year_view
from . import asn_evaluation_year_page
from . import asn_skp_next_year
from . import asn_period_carry_over
