"""What every document shares: guard, workflow, copies of the person, log of steps."""

from . import access_refusals
from . import asn_guarded_mixin
from . import asn_guarded_links
from . import asn_guarded_filter
from . import asn_guarded_reading
from . import asn_guarded_shapes
from . import asn_workflow_mixin
from . import asn_snapshot_mixin
from . import asn_measure_mixin
from . import asn_office_mixin
from . import asn_transition
from . import asn_transition_reading
from . import asn_printed_record
from . import ir_actions_server
from . import ir_attachment
from . import ir_default
from . import ir_http
from . import ir_http_language
from . import ir_http_page
from . import asn_references
from . import mail_activity
from . import mail_thread
