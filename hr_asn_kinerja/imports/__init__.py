"""Reading units, posts, people, plans and entries from files; used by the dialog and by programs.

One class for each kind of file. All check everything first and say everything that is wrong at
once; then they write in bulk, because a region brings thousands of rows.
"""

from .employees import EmployeeImport
from .officials import OfficialImport
from .plans import PlanImport
from .posts import PostImport
from .realisations import RealisationImport
from .service_log import ServiceLogImport
from .units import UnitImport

# In the order in which a new region imports its files.
KINDS = {
    loader.kind: loader
    for loader in (
        UnitImport,
        PostImport,
        OfficialImport,
        EmployeeImport,
        PlanImport,
        RealisationImport,
        ServiceLogImport,
    )
}
