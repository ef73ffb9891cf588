"""Workflow of the calibration of a unit: who confirms a distribution that leaves the pattern."""

from .table import EXCEPTION_REASON, HR_OFFICE, REASON, SUPERIOR, Transition

T = Transition

# Before release the distribution of a unit is looked at (SE MenPANRB 3/2023). The HR office or the
# head of the unit above confirms it; whoever is rated in it has no role here. It never blocks.
CALIBRATION_STATES = ("open", "confirmed")
CALIBRATION = (
    T("open", "confirm", (HR_OFFICE, SUPERIOR), "confirmed", (EXCEPTION_REASON,)),
    T("confirmed", "reopen", (HR_OFFICE, SUPERIOR), "open", (REASON,)),
)
CALIBRATION_PARTS = {"open": {}, "confirmed": {}}
