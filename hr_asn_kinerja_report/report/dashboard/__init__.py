from . import asn_evaluation_dashboard
from . import asn_indicator_figure
from . import asn_dashboard
from . import asn_dashboard_people
from . import asn_dashboard_work
