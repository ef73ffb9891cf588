from . import asn_print_run
from . import asn_print_line
from . import asn_print_run_batch
from . import asn_print_run_file
