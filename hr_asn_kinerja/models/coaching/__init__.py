"""Coaching and counselling: between the two people concerned and the HR office."""

from . import asn_coaching_statement
from . import asn_coaching
from . import asn_coaching_lines
from . import asn_coaching_workflow
from . import asn_coaching_record
from . import asn_skp_coaching
