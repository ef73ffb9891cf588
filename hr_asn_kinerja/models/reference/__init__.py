"""What plans are written with: ranks, values, library of indicators."""

from . import asn_rank
from . import asn_behaviour_value
from . import asn_indicator
from . import asn_import_templates
