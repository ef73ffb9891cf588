"""Figures that nobody types: rules over other records, and logs of services."""

from . import asn_service
from . import asn_service_log
from . import asn_service_figure
from . import asn_source_model
from . import asn_indicator_source
from . import asn_indicator_source_rule
from . import asn_indicator_source_service
from . import asn_indicator_source_fed
from . import asn_indicator_source_run
from . import asn_indicator_source_preview
from . import asn_realisation_source
from . import res_company_reader
from . import hr_department_head
