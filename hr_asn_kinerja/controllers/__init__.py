from . import evidence
from . import export
from . import my_data
from . import verify
from . import xml_rpc
