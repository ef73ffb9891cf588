from . import asn_analysis_mixin
from . import asn_indicator_report
from . import asn_completeness_report
from . import asn_realisation_report
from . import asn_development_report
from . import asn_objection_report
from . import asn_feedback_report
