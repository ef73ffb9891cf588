"""Careers that fit together: age, appointment, rank, level and the number that carries them.

All dates are read from the reference day, so that the files never depend on the day they are made.
"""

from dataclasses import dataclass
from datetime import date

from .posts import SKILLED_LEVELS

REFERENCE = date(2026, 1, 1)
YEAR = REFERENCE.year

PNS_RANKS = (
    ("I/a", "I/b", "I/c", "I/d"),
    ("II/a", "II/b", "II/c", "II/d"),
    ("III/a", "III/b", "III/c", "III/d"),
    ("IV/a", "IV/b", "IV/c", "IV/d", "IV/e"),
)
_LADDER = tuple(rank for group in PNS_RANKS for rank in group)

# First rank by education, and the last one that regular promotion of an executor reaches.
_ENTRY = {"SMA": "II/a", "D3": "II/c", "S1": "III/a"}
_REGULAR_END = {"SMA": "III/b", "D3": "III/c", "S1": "III/d"}

# Ranks that belong to a functional level (PermenPANRB 1/2023) or a structural echelon.
_LEVEL_RANKS = {
    "Pemula": ("II/a", "II/a"),
    "Terampil": ("II/c", "II/d"),
    "Mahir": ("III/a", "III/b"),
    "Penyelia": ("III/c", "III/d"),
    "Ahli Pertama": ("III/a", "III/b"),
    "Ahli Muda": ("III/c", "III/d"),
    "Ahli Madya": ("IV/a", "IV/c"),
    "Ahli Utama": ("IV/d", "IV/e"),
}
_ECHELON_RANKS = {
    "II.a": ("IV/c", "IV/d"),
    "II.b": ("IV/b", "IV/c"),
    "III.a": ("IV/a", "IV/b"),
    "III.b": ("III/d", "IV/a"),
    "IV.a": ("III/c", "III/d"),
    "IV.b": ("III/b", "III/c"),
}
_PPPK_LEVEL = {
    "Terampil": "VII",
    "Mahir": "IX",
    "Ahli Pertama": "IX",
    "Ahli Muda": "XI",
}
_PPPK_EXECUTOR = {"SMA": "V", "D3": "VII", "S1": "IX"}

# Digits 13-14 of an NI PPPK: full time and, as reported, part time.
_PPPK_CODES = {"PPPK": "21", "PPPK Paruh Waktu": "24"}

_RETIREMENT = {"jpt": 60, "administrator": 58, "pengawas": 58, "pelaksana": 58, "fungsional": 58}
_RETIREMENT_SENIOR = 60
_APPOINTMENT_MONTHS = (1, 3, 3, 4, 12)
_PROMOTION_MONTHS = (4, 10)

# Sequence numbers from here on mark the number as made up: real ones start with 001.
FIRST_SEQUENCE = 901
LAST_SEQUENCE = 999


@dataclass(frozen=True)
class Career:
    """What a number and a rank say about a person."""

    nip: str
    birth: date
    status: str
    rank: str
    rank_date: date
    post_date: date
    years: int


class Numbers:
    """Hands out numbers that no other person of the region has."""

    def __init__(self):
        self._taken = {}

    def number(self, birth, appointment, code, sex):
        """Return an 18-digit NIP, or an NI PPPK when `code` is given (Perka BKN 22/2007).

        None when all sequence numbers of that day and month are used up.
        """
        middle = code or f"{appointment.month:02}"
        start = f"{birth:%Y%m%d}{appointment.year}{middle}{'1' if sex == 'L' else '2'}"
        sequence = self._taken.get(start, FIRST_SEQUENCE)
        if sequence > LAST_SEQUENCE:
            return None
        self._taken[start] = sequence + 1
        return f"{start}{sequence}"


def draw(random, numbers, kind, sex, status, echelon="", level="", education="S1"):
    """Return a :class:`Career` for a post.

    :param kind: position kind: jpt, administrator, pengawas, pelaksana or fungsional
    :param status: CPNS, PNS, PPPK or PPPK Paruh Waktu
    :param echelon: II.a to IV.b for the first three kinds
    :param level: functional level when `kind` is fungsional
    :param education: SMA, D3 or S1
    """
    while True:
        if status in _PPPK_CODES:
            career = _contract(random, numbers, sex, status, level, education)
        else:
            career = _permanent(random, numbers, kind, sex, status, echelon, level, education)
        if career:
            return career


def _permanent(random, numbers, kind, sex, status, echelon, level, education):
    if level in SKILLED_LEVELS:
        education = "D3"
    first = _LADDER.index(_ENTRY[education])
    if status == "CPNS":
        rank, years = first, random.choice((0, 1))
    else:
        if echelon or level:
            low, high = _ECHELON_RANKS.get(echelon) or _LEVEL_RANKS[level]
        else:
            low, high = _ENTRY[education], _REGULAR_END[education]
        rank = random.randint(_LADDER.index(low), _LADDER.index(high))
        years = max(2, (rank - first) * 4 + random.choice((0, 1, 2, 3, 3)))
    limit = _RETIREMENT_SENIOR if level in ("Ahli Madya", "Ahli Utama") else _RETIREMENT[kind]
    entry_age = {"SMA": 20, "D3": 22, "S1": 23}[education] + random.choice((0, 0, 1, 2, 3, 5, 8))
    if entry_age + years > limit - 2:
        entry_age = limit - 2 - years
        if entry_age < 19:
            return None
    appointed = date(YEAR - 1 - years, random.choice(_APPOINTMENT_MONTHS), 1)
    birth = _birthday(random, appointed.year - entry_age)
    nip = numbers.number(birth, appointed, "", sex)
    if not nip:
        return None
    if status == "CPNS" or rank == first:
        rank_date = appointed
    else:
        rank_date = date(
            YEAR - 1 - random.randrange(min(4, years)), random.choice(_PROMOTION_MONTHS), 1
        )
    post_date = appointed
    if years > 2:
        since = random.randrange(min(5 if echelon else 8, years))
        post_date = date(YEAR - 1 - since, random.choice((1, 2, 4, 7, 9)), 1)
    return Career(
        nip,
        birth,
        status,
        _LADDER[rank],
        max(rank_date, appointed),
        max(post_date, appointed),
        years,
    )


def _contract(random, numbers, sex, status, level, education):
    years = random.choice((0, 0, 1, 1, 2, 3)) if status == "PPPK" else 0
    appointed = date(YEAR - 1 - years, random.choice((3, 6, 8, 10)), 1)
    birth = _birthday(random, appointed.year - random.randint(24, 48))
    nip = numbers.number(birth, appointed, _PPPK_CODES[status], sex)
    if not nip:
        return None
    rank = _PPPK_LEVEL[level] if level else _PPPK_EXECUTOR[education]
    return Career(nip, birth, status, rank, appointed, appointed, years)


def _birthday(random, year):
    return date(year, random.randint(1, 12), random.randint(1, 28))
