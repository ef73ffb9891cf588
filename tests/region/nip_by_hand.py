"""The structure of a NIP, written a second time so that the generator is not its own judge."""

import re
from datetime import date

_STRUCTURE = re.compile(
    r"(?P<birth>[0-9]{8})(?P<year>[0-9]{4})(?P<middle>[0-9]{2})(?P<sex>[12])(?P<sequence>[0-9]{3})"
)


def take_apart(nip):
    """Return (birth, appointment year, month or PPPK code, sex as L/P, sequence), or None."""
    match = _STRUCTURE.fullmatch(nip)
    if not match:
        return None
    digits = match["birth"]
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    middle, sequence = int(match["middle"]), int(match["sequence"])
    if not (1 <= middle <= 12 or 21 <= middle <= 29) or not sequence:
        return None
    if int(match["year"]) <= birth.year:
        return None
    return birth, int(match["year"]), middle, "L" if match["sex"] == "1" else "P", sequence
