"""Who read ratings of whom: written by the server, seen by the person and by the auditor."""

from . import res_company_trail
from . import asn_access_log
from . import asn_access_log_writing
from . import asn_access_log_database
from . import asn_reading_mixin
from . import asn_reading_models
from . import asn_evaluation_reading
from . import asn_calibration_reading
from . import asn_transition_database
from . import ir_actions_report
