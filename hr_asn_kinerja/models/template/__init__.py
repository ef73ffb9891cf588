"""Plans filled in from a template, from last year or from a colleague."""

from . import asn_skp_template
from . import asn_skp_template_result
from . import asn_skp_template_indicator
from . import asn_skp_template_run
from . import asn_skp_template_sort
from . import asn_skp_template_rows
from . import asn_skp_template_preview
from . import asn_skp_template_filling
from . import asn_skp_template_undo
from . import asn_skp_filling
