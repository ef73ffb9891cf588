from . import asn_official_print
from . import asn_print_plan
from . import asn_print_evaluation
