"""What the HR office may propose after an evaluation (tindak lanjut), and from which article.

PermenPANRB 6/2022, stage 4: a high predicate is a reason for a reward, a low one first of all for
coaching. PP 30/2019 Art. 56-58: who stays below is moved to another fitting or a lower post; who
cannot be placed waits up to one year. The software only lists; an official decides, never a rule.

>>> [row.proposal for row in proposals("needs_improvement", 1)]
['guidance']
>>> [row.proposal for row in proposals("needs_improvement", 2)]
['guidance', 'competence_test', 'reassignment']
>>> [row.proposal for row in proposals("good", 1)]
[]
>>> low_streak(["poor", "needs_improvement", "good", "poor"])
2
>>> proposals("average", 1)
Traceback (most recent call last):
    ...
rules.exceptions.UnknownValueError: 'average' is not a known predicate; expected one of: \
very_good, good, needs_improvement, poor, very_poor.
"""

from dataclasses import dataclass

from .exceptions import UnknownValueError
from .predicate import NEEDS_IMPROVEMENT, POOR, PREDICATES, VERY_GOOD, VERY_POOR

REWARD = "reward"
CONSEQUENCE = "consequence"

LOW_PREDICATES = (NEEDS_IMPROVEMENT, POOR, VERY_POOR)

# Statuses of the civil service, as in ``asn_status``.
OFFICIALS = ("cpns", "pns")
CONTRACTED = ("pppk", "pppk_part_time")


@dataclass(frozen=True)
class Proposal:
    """One row: from so many low ratings in a row on, for people of these statuses."""

    predicate: str
    proposal: str
    kind: str
    article: str
    least_times: int = 1
    statuses: tuple[str, ...] = OFFICIALS + CONTRACTED
    functional_only: bool = False


_REWARD = "PermenPANRB 6/2022 (penghargaan atas predikat Sangat Baik)"
_SPECIAL = "PermenPANRB 1/2023 (kenaikan pangkat istimewa jabatan fungsional)"
_GUIDANCE = "PermenPANRB 6/2022 (bimbingan kinerja), ditinjau paling lama 6 bulan"
_COUNSELLING = "PermenPANRB 6/2022 (bimbingan dan konseling kinerja)"
_PLACEMENT = "PP 30/2019 Pasal 56–58"
_CONTRACT = "Perjanjian kerja PPPK (perpanjangan memperhatikan hasil evaluasi kinerja)"

TABLE = (
    Proposal(VERY_GOOD, "talent_pool", REWARD, _REWARD, statuses=OFFICIALS),
    Proposal(VERY_GOOD, "training", REWARD, _REWARD),
    Proposal(VERY_GOOD, "study", REWARD, _REWARD, statuses=OFFICIALS),
    Proposal(VERY_GOOD, "promotion", REWARD, _REWARD, statuses=OFFICIALS),
    Proposal(
        VERY_GOOD, "special_promotion", REWARD, _SPECIAL, statuses=("pns",), functional_only=True
    ),
    Proposal(NEEDS_IMPROVEMENT, "guidance", CONSEQUENCE, _GUIDANCE),
    Proposal(NEEDS_IMPROVEMENT, "competence_test", CONSEQUENCE, _PLACEMENT, 2, OFFICIALS),
    Proposal(NEEDS_IMPROVEMENT, "reassignment", CONSEQUENCE, _PLACEMENT, 2, OFFICIALS),
    # Our choice: coaching comes first, what follows from the articles only when it is repeated.
    Proposal(POOR, "counselling", CONSEQUENCE, _COUNSELLING),
    Proposal(POOR, "reassignment", CONSEQUENCE, _PLACEMENT, 2, OFFICIALS),
    Proposal(POOR, "lower_post", CONSEQUENCE, _PLACEMENT, 2, OFFICIALS),
    Proposal(POOR, "contract", CONSEQUENCE, _CONTRACT, 1, CONTRACTED),
    Proposal(VERY_POOR, "counselling", CONSEQUENCE, _COUNSELLING),
    Proposal(VERY_POOR, "reassignment", CONSEQUENCE, _PLACEMENT, 2, OFFICIALS),
    Proposal(VERY_POOR, "lower_post", CONSEQUENCE, _PLACEMENT, 2, OFFICIALS),
    Proposal(VERY_POOR, "contract", CONSEQUENCE, _CONTRACT, 1, CONTRACTED),
)
PROPOSALS = tuple(dict.fromkeys(row.proposal for row in TABLE))


def _check(predicate: str) -> None:
    if predicate not in PREDICATES:
        raise UnknownValueError("predicate", predicate, PREDICATES)


def proposals(
    predicate: str, low_times: int = 1, status: str = "pns", is_functional: bool = False
) -> tuple[Proposal, ...]:
    """Return the rows of the table that hold for one person, in its order.

    :param low_times: low predicates in a row up to and with this one; see :func:`low_streak`

    >>> [row.proposal for row in proposals("very_good", 0, "pppk")]
    ['training']
    """
    _check(predicate)
    return tuple(
        row
        for row in TABLE
        if row.predicate == predicate
        and (row.kind == REWARD or low_times >= row.least_times)
        and status in row.statuses
        and (is_functional or not row.functional_only)
    )


def low_streak(newest_first: list[str]) -> int:
    """Return how many low predicates stand in a row, from the newest back.

    >>> low_streak(["good", "poor"]), low_streak([])
    (0, 0)
    """
    count = 0
    for predicate in newest_first:
        _check(predicate)
        if predicate not in LOW_PREDICATES:
            break
        count += 1
    return count
