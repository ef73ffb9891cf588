"""Answering the result: objection, explanation, decision, with their days (PP 30/2019 Art. 59)."""

from . import res_company_objection
from . import asn_transition
from . import asn_objection
from . import asn_objection_answer
from . import asn_objection_workflow
from . import asn_objection_file
from . import asn_objection_timeline
from . import asn_objection_reminder
from . import asn_evaluation_objection
from . import asn_period_objection
