"""The 360-degree round: who gives is chosen, people answer, the person sees sums only."""

from . import asn_behaviour_scale
from . import asn_feedback_round
from . import asn_feedback_round_steps
from . import asn_feedback_round_nominee
from . import asn_feedback_round_answer
from . import asn_feedback_round_page
from . import asn_feedback_round_report
from . import asn_feedback_round_closing
from . import asn_feedback_round_rule
from . import asn_feedback_round_opening
from . import asn_feedback_round_notice
