"""Feedback all year: open, for the evaluator, or without a name."""

from . import asn_sealed_mixin
from . import ir_model
from . import res_company_feedback
from . import asn_feedback_tone
from . import asn_feedback_request
from . import asn_feedback
from . import asn_feedback_people
from . import asn_feedback_page
from . import asn_feedback_steps
from . import asn_feedback_ask
from . import asn_feedback_anonymous
from . import asn_skp_feedback
from . import asn_feedback_reminder
