"""The officer's desk: board of units, reminders and changes for many at once."""

from . import asn_skp_bulk
from . import asn_bulk_run
from . import asn_bulk_line
from . import asn_unit_board
from . import asn_bulk_nudge
from . import asn_bulk_reassign
from . import asn_bulk_reassign_undo
