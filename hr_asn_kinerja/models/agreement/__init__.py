"""Agreeing a plan: remarks, versions and their comparison, deadlines."""

from . import asn_skp_line_version
from . import asn_skp_cascade_notice  # before the end of a line, which it tells of
from . import asn_skp_revision
from . import asn_skp_version
from . import asn_skp_comparison
from . import asn_skp_remark
from . import asn_reminder
from . import asn_skp_reminder
from . import asn_skp_escalation
from . import asn_skp_digest
from . import asn_workflow_reminders
from . import asn_realisation_version
