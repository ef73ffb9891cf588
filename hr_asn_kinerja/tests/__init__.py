from . import test_asn_period
from . import test_asn_skp
from . import test_asn_realisation
from . import test_asn_evaluation
from . import test_flow_half_year
