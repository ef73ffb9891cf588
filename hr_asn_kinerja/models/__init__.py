"""The rooms, in the order in which they build on each other."""

from . import base
from . import reference
from . import organisation
from . import period
from . import plan
from . import evaluation
from . import office
from . import career
from . import cascade
from . import template
from . import agreement
from . import quality
from . import socialisation
from . import source
from . import progress
from . import innovation
from . import feedback
from . import round
from . import dialogue
from . import coaching
from . import achievement
from . import calibration
from . import development
from . import release
from . import objection
from . import signature
from . import credit
from . import privacy
from . import year  # last: closes what the other rooms hold
from .achievement import asn_evaluation_head_score  # overrules the figures of the year
from . import trail  # last: notes what all the others show
