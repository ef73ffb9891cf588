"""The rules are tested as a package of their own, without the addon around them.

The folder must not become a package: its name is the name of the package under test.
"""

import sys
from pathlib import Path

from hypothesis import settings

ADDON = Path(__file__).resolve().parents[2] / "hr_asn_kinerja"

if str(ADDON) not in sys.path:
    sys.path.insert(0, str(ADDON))

# A busy machine must not fail a property, and a run leaves nothing behind to remember.
settings.register_profile("rules", deadline=None, database=None)
settings.load_profile("rules")
