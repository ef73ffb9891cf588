"""Community satisfaction (SKM): index of nine elements and grade of the service.

PermenPANRB 14/2017: the mean of each element (1 to 4) weighs exactly one ninth; the index times
25 gives a value from 25 to 100, graded D to A. The printed bands leave gaps between them, so
the value is rounded to two places, half up, before it is graded.

>>> means = {code: Decimal(3) for code in ELEMENTS}
>>> index(means)
Decimal('75.00')
>>> grade(index(means), date(2026, 12, 31)).code
'C'
>>> index({"U1": Decimal(3)})
Traceback (most recent call last):
    ...
rules.exceptions.InvalidInputError: The index needs all nine elements; missing: U2, U3, U4, U5, \
U6, U7, U8, U9.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from .decimals import PERCENT_PLACES, exact, round_half_up
from .exceptions import InvalidInputError, UnknownValueError
from .tables import Dated, DatedTable

# Stored by code: some printed forms swap U8 and U9.
ELEMENTS = {
    "U1": "Persyaratan",
    "U2": "Sistem, Mekanisme, dan Prosedur",
    "U3": "Waktu Penyelesaian",
    "U4": "Biaya/Tarif",
    "U5": "Produk Spesifikasi Jenis Pelayanan",
    "U6": "Kompetensi Pelaksana",
    "U7": "Perilaku Pelaksana",
    "U8": "Penanganan Pengaduan, Saran, dan Masukan",
    "U9": "Sarana dan Prasarana",
}

LOWEST_SCORE = 1
HIGHEST_SCORE = 4
CONVERSION = 25


@dataclass(frozen=True)
class Band:
    """A grade: code, official label, lowest and highest converted value, both included."""

    code: str
    label: str
    lowest: Decimal
    highest: Decimal


BANDS = DatedTable(
    "grades of the satisfaction index",
    (
        Dated(
            date(2017, 1, 1),
            None,
            (
                Band("A", "Sangat Baik", Decimal("88.31"), Decimal("100.00")),
                Band("B", "Baik", Decimal("76.61"), Decimal("88.30")),
                Band("C", "Kurang Baik", Decimal("65.00"), Decimal("76.60")),
                Band("D", "Tidak Baik", Decimal("25.00"), Decimal("64.99")),
            ),
            "PermenPANRB 14/2017, annex",
        ),
    ),
)


def index(means):
    """Return the index of a service on the scale 25 to 100.

    :param means: mapping from every code of :data:`ELEMENTS` to the mean score of the element,
        1 to 4, as Decimal or Fraction
    :return: Decimal with two places, half up: sum of mean / 9, times 25
    :raises InvalidInputError: ``element_missing`` when one of the nine has no mean,
        ``score_out_of_range``
    :raises UnknownValueError: a code that is no element
    """
    for code in means:
        if code not in ELEMENTS:
            raise UnknownValueError("satisfaction element", code, ELEMENTS)
    missing = [code for code in ELEMENTS if means.get(code) is None]
    if missing:
        raise InvalidInputError(
            "The index needs all nine elements; missing: %(missing)s.",
            code="element_missing",
            missing=", ".join(missing),
        )
    total = Fraction(0)
    for code, mean in means.items():
        number = exact(mean, f"mean of {code}")
        if not LOWEST_SCORE <= number <= HIGHEST_SCORE:
            raise _out_of_range(f"The mean of {code}", mean)
        total += number
    return round_half_up(total / len(ELEMENTS) * CONVERSION, PERCENT_PLACES)


def grade(value, on):
    """Return the :class:`Band` of a converted value.

    :param value: index from 25 to 100; compared when rounded to two places, half up
    :param on: last day of the survey
    :raises InvalidInputError: ``index_out_of_range``

    >>> grade(Decimal("88.304"), date(2026, 12, 31)).code
    'B'
    """
    rounded = round_half_up(exact(value, "index"), PERCENT_PLACES)
    for band in BANDS.on(on):
        if band.lowest <= rounded <= band.highest:
            return band
    raise InvalidInputError(
        "A satisfaction index lies from 25 to 100, not at %(value)s.",
        code="index_out_of_range",
        value=str(value),
    )


def _out_of_range(what, value):
    return InvalidInputError(
        "%(what)s lies from 1 to 4, not at %(value)s.",
        code="score_out_of_range",
        what=what,
        value=str(value),
    )
