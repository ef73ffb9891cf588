"""Looking at a unit's ratings before they are released: nine-box, pattern, moves, exceptions."""

from . import res_company_calibration
from . import asn_calibration
from . import asn_calibration_confirmation
from . import asn_calibration_transition
from . import asn_calibration_change
from . import asn_calibration_board
from . import asn_calibration_units
from . import asn_calibration_distribution
from . import asn_calibration_people
from . import asn_calibration_outliers
from . import asn_evaluation_move
