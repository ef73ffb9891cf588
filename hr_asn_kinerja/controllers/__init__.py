from . import evidence
from . import my_data
from . import verify
