"""Behaviour at work: the seven BerAKHLAK values and a suggested rating.

PermenPANRB 6/2022 takes the core values of SE MenPANRB 20/2021 as expected behaviour, each with
three guides. The evaluator gives one rating for behaviour as a whole; aids per value, in three
steps or from 1 to 5, only lead to a suggestion.

>>> [value.name for value in values(date(2026, 12, 31))][:2]
['Berorientasi Pelayanan', 'Akuntabel']
>>> good = {code: 3 for code in CODES}
>>> suggest(good, date(2026, 12, 31))
'meets'
>>> suggest({**good, "loyal": 4, "adaptive": 5, "competent": 4, "harmonious": 4},
...         date(2026, 12, 31))
'above'
>>> suggest({**good, "loyal": 1, "adaptive": "below"}, date(2026, 12, 31))
'below'
>>> suggest({**good, "punctual": 3}, date(2026, 12, 31))
Traceback (most recent call last):
    ...
rules.exceptions.UnknownValueError: 'punctual' is not a known behaviour value; expected one of: \
service_oriented, accountable, competent, harmonious, loyal, adaptive, collaborative.
"""

from dataclasses import dataclass
from datetime import date

from .exceptions import InvalidInputError, UnknownValueError
from .rating import ABOVE, BELOW, MEETS, RATINGS
from .tables import Dated, DatedTable

SERVICE_ORIENTED = "service_oriented"
ACCOUNTABLE = "accountable"
COMPETENT = "competent"
HARMONIOUS = "harmonious"
LOYAL = "loyal"
ADAPTIVE = "adaptive"
COLLABORATIVE = "collaborative"

CODES = (
    SERVICE_ORIENTED,
    ACCOUNTABLE,
    COMPETENT,
    HARMONIOUS,
    LOYAL,
    ADAPTIVE,
    COLLABORATIVE,
)


@dataclass(frozen=True)
class BehaviourValue:
    """A core value: stable code, official name, its three guides in order."""

    code: str
    name: str
    guides: "tuple[str, str, str]"


VALUES = DatedTable(
    "BerAKHLAK values",
    (
        Dated(
            date(2022, 1, 1),
            None,
            (
                BehaviourValue(
                    SERVICE_ORIENTED,
                    "Berorientasi Pelayanan",
                    (
                        "Memahami dan memenuhi kebutuhan masyarakat",
                        "Ramah, cekatan, solutif, dan dapat diandalkan",
                        "Melakukan perbaikan tiada henti",
                    ),
                ),
                BehaviourValue(
                    ACCOUNTABLE,
                    "Akuntabel",
                    (
                        "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, "
                        "dan berintegritas tinggi",
                        "Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, "
                        "efektif, dan efisien",
                        "Tidak menyalahgunakan kewenangan jabatan",
                    ),
                ),
                BehaviourValue(
                    COMPETENT,
                    "Kompeten",
                    (
                        "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah",
                        "Membantu orang lain belajar",
                        "Melaksanakan tugas dengan kualitas terbaik",
                    ),
                ),
                BehaviourValue(
                    HARMONIOUS,
                    "Harmonis",
                    (
                        "Menghargai setiap orang apa pun latar belakangnya",
                        "Suka menolong orang lain",
                        "Membangun lingkungan kerja yang kondusif",
                    ),
                ),
                BehaviourValue(
                    LOYAL,
                    "Loyal",
                    (
                        "Memegang teguh ideologi Pancasila, Undang-Undang Dasar Negara Republik "
                        "Indonesia Tahun 1945, setia kepada Negara Kesatuan Republik Indonesia "
                        "serta pemerintahan yang sah",
                        "Menjaga nama baik sesama ASN, pimpinan, instansi, dan negara",
                        "Menjaga rahasia jabatan dan negara",
                    ),
                ),
                BehaviourValue(
                    ADAPTIVE,
                    "Adaptif",
                    (
                        "Cepat menyesuaikan diri menghadapi perubahan",
                        "Terus berinovasi dan mengembangkan kreativitas",
                        "Bertindak proaktif",
                    ),
                ),
                BehaviourValue(
                    COLLABORATIVE,
                    "Kolaboratif",
                    (
                        "Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
                        "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
                        "Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama",
                    ),
                ),
            ),
            "SE MenPANRB 20/2021; PermenPANRB 6/2022",
        ),
    ),
)

# The five-step aid that some agencies use, read as one of the three ratings.
STEPS = {1: BELOW, 2: BELOW, 3: MEETS, 4: ABOVE, 5: ABOVE}


@dataclass(frozen=True)
class SuggestionRule:
    """How aids per value lead to one suggested rating.

    Our choice: "above" needs most values (four of seven) above and none below, as it means a
    model to others. "below" needs two values below, as it alone makes the predicate Kurang: a
    single weak value is for feedback. With less than four values rated there is no suggestion.

    :raises InvalidInputError: ``rule_out_of_range`` for a number outside 1 to 7
    """

    above_values: int = 4
    below_values: int = 2
    rated_values: int = 4

    def __post_init__(self):
        for number in (self.above_values, self.below_values, self.rated_values):
            if not 1 <= number <= len(CODES):
                raise InvalidInputError(
                    "A number of values must be 1 to %(most)d, not %(number)s.",
                    code="rule_out_of_range",
                    most=len(CODES),
                    number=str(number),
                )


SUGGESTION_RULE = SuggestionRule()


def values(on):
    """Return the seven :class:`BehaviourValue` in force on the day `on`, in official order."""
    return VALUES.on(on)


def step_of(aid):
    """Return the rating that an aid for one value stands for.

    :param aid: 1 to 5, or already one of :data:`rules.rating.RATINGS`
    :raises UnknownValueError: for anything else

    >>> step_of(5), step_of("meets")
    ('above', 'meets')
    """
    if aid in RATINGS:
        return aid
    if isinstance(aid, int) and not isinstance(aid, bool) and aid in STEPS:
        return STEPS[aid]
    raise UnknownValueError("rating aid", aid, (*STEPS, *RATINGS))


def suggest(aids, on, rule=SUGGESTION_RULE):
    """Suggest the rating of behaviour; the evaluator decides.

    :param aids: mapping from the code of a value to 1..5, to a rating, or to None (not rated).
        Values that are missing count as not rated
    :param on: last day of the period
    :param rule: :class:`SuggestionRule`
    :return: one of :data:`rules.rating.RATINGS`, or None when too few values are rated
    :raises UnknownValueError: for a code that is no value on that day, or an unknown aid
    """
    known = tuple(value.code for value in values(on))
    for code in aids:
        if code not in known:
            raise UnknownValueError("behaviour value", code, known)
    steps = [step_of(aid) for aid in aids.values() if aid is not None]
    if len(steps) < rule.rated_values:
        return None
    below = steps.count(BELOW)
    if below >= rule.below_values:
        return BELOW
    if not below and steps.count(ABOVE) >= rule.above_values:
        return ABOVE
    return MEETS
