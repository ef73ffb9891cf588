from . import evidence
from . import verify
