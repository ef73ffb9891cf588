"""Personal data: why and how long it is kept, the notice, one's own data, the end of retention."""

from . import res_company_privacy
from . import hr_employee_privacy
from . import asn_retention_run
from . import asn_retention_line
from . import asn_retention_erase
from . import asn_retention_content
from . import asn_signature_privacy
from . import asn_privacy_notice
from . import asn_my_data
from . import asn_my_data_file
from . import asn_my_data_page
