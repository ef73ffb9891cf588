from . import asn_official_print
from . import asn_print_plan
from . import asn_print_matrix
from . import asn_print_evaluation
from . import asn_print_credit
from . import asn_print_record
from . import asn_print_distribution
from . import asn_record_buttons
