"""Innovations: proposed, endorsed, made a result, measured, shown to the region."""

from . import asn_innovation_effect_mixin
from . import asn_innovation
from . import asn_innovation_member
from . import asn_innovation_files
from . import asn_innovation_measure
from . import asn_innovation_workflow
from . import asn_innovation_plan
from . import asn_innovation_appreciation
from . import asn_innovation_gallery
from . import asn_innovation_transition
