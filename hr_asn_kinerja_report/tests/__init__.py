from . import test_asn_evaluation_report
from . import test_asn_evaluation_report_access
from . import test_asn_recap
from . import test_asn_recap_xlsx
from . import test_asn_recap_http
from . import test_asn_prints
from . import test_asn_prints_http
from . import test_asn_prints_credit
