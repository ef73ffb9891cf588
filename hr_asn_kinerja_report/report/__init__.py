from . import asn_evaluation_report
from . import asn_recap
from . import asn_recap_xlsx
from . import asn_reading
from . import ir_actions_report
from . import analysis
from . import dashboard
from . import prints
