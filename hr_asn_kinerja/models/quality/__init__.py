"""Hints on the wording of plans."""

from . import asn_quality_rule
from . import asn_skp_quality
