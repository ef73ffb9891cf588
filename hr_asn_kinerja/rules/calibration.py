"""What stands out before ratings are released: deviations, leaning evaluators, all the same.

PermenPANRB 6/2022 Art. 25 and SE MenPANRB 3/2023 leave the rating to the evaluator and let the
leader look at the distribution. What is found here is a reason to look, never a verdict.

>>> people = [Rated(n, 7, "above", "meets", "meets") for n in range(5)]
>>> [(found.key, found.steps) for found in deviations(people[:1])]
[(0, 1)]
>>> leaning(people, Decimal("2.00"), Decimal("2.00"))
(Leaning(evaluator=7, people=5, results=Decimal('1.00'), behaviour=Decimal('0.00'), \
direction='lenient'),)
>>> all_the_same(people)
(Uniform(evaluator=7, people=5, result_rating='above', behaviour_rating='meets'),)
>>> mean_of({"above": 1, "meets": 2})
Decimal('2.33')
>>> mean_of({"good": 1})
Traceback (most recent call last):
    ...
rules.exceptions.UnknownValueError: 'good' is not a known rating; expected one of: \
above, meets, below.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .decimals import exact, round_half_up
from .rating import ABOVE, BELOW, MEETS, check_rating

LENIENT = "lenient"
SEVERE = "severe"

# One step of the scale is 1, so that a mean and a difference of means can be told in steps.
STEPS = {BELOW: 1, MEETS: 2, ABOVE: 3}
MEAN_PLACES = 2

# Our choices: half a step is worth a look, from five people on; three who are all the same, too.
LEANS_FROM = Decimal("0.5")
LEANS_PEOPLE = 5
SAME_PEOPLE = 3


@dataclass(frozen=True)
class Rated:
    """One rated person: key of the evaluation, evaluator, both ratings, suggested rating or None.

    :raises UnknownValueError: a rating that is none
    """

    key: Hashable
    evaluator: Hashable
    result_rating: str
    behaviour_rating: str
    suggested: "str | None" = None

    def __post_init__(self):
        check_rating(self.result_rating)
        check_rating(self.behaviour_rating)
        if self.suggested is not None:
            check_rating(self.suggested)


@dataclass(frozen=True)
class Deviation:
    """How many steps the rating of results stands above (+) or below (-) the suggested one."""

    key: Hashable
    steps: int


@dataclass(frozen=True)
class Leaning:
    """Mean of an evaluator minus the mean of all, in steps, for results and behaviour.

    ``direction`` is None where the difference is too small, or the people too few, to speak of.
    """

    evaluator: Hashable
    people: int
    results: Decimal
    behaviour: Decimal
    direction: "str | None"


@dataclass(frozen=True)
class Uniform:
    """An evaluator who gave everybody the same two ratings."""

    evaluator: Hashable
    people: int
    result_rating: str
    behaviour_rating: str


def deviations(people: Collection[Rated]) -> "tuple[Deviation, ...]":
    """Return whose rating of results is not the suggested one, the furthest first."""
    found = [
        Deviation(person.key, STEPS[person.result_rating] - STEPS[person.suggested])
        for person in people
        if person.suggested is not None and person.suggested != person.result_rating
    ]
    return tuple(sorted(found, key=lambda deviation: -abs(deviation.steps)))


def mean_of(counts: Mapping[str, int]) -> "Decimal | None":
    """Return the mean of ratings in steps (1 below, 2 meets, 3 above); None for nobody.

    :param counts: mapping from rating to number of people
    :raises UnknownValueError: a rating that is none
    """
    mean = _mean({check_rating(rating): count for rating, count in counts.items()})
    return None if mean is None else round_half_up(mean, MEAN_PLACES)


def leaning(
    people: Collection[Rated],
    mean_results: Decimal,
    mean_behaviour: Decimal,
    least: int = LEANS_PEOPLE,
) -> "tuple[Leaning, ...]":
    """Compare each evaluator with the mean of all, the largest difference first.

    :param mean_results: mean rating of results of the region in steps, see :func:`mean_of`
    :param mean_behaviour: the same for behaviour
    :param least: people from which an evaluator is called lenient or severe
    """
    found = []
    for evaluator, rated in _by_evaluator(people).items():
        results = _mean_of_people(rated, "result_rating") - exact(mean_results, "mean")
        behaviour = _mean_of_people(rated, "behaviour_rating") - exact(mean_behaviour, "mean")
        both = (results + behaviour) / 2
        direction = None
        if len(rated) >= least and both >= LEANS_FROM:
            direction = LENIENT
        elif len(rated) >= least and both <= -LEANS_FROM:
            direction = SEVERE
        found.append(
            Leaning(
                evaluator,
                len(rated),
                round_half_up(results, MEAN_PLACES),
                round_half_up(behaviour, MEAN_PLACES),
                direction,
            )
        )
    return tuple(sorted(found, key=lambda one: -abs(one.results + one.behaviour)))


def all_the_same(people: Collection[Rated], least: int = SAME_PEOPLE) -> "tuple[Uniform, ...]":
    """Return the evaluators who gave the same two ratings to all of at least `least` people."""
    found = []
    for evaluator, rated in _by_evaluator(people).items():
        cells = {(person.result_rating, person.behaviour_rating) for person in rated}
        if len(rated) >= least and len(cells) == 1:
            found.append(Uniform(evaluator, len(rated), *cells.pop()))
    return tuple(sorted(found, key=lambda one: -one.people))


def _by_evaluator(people):
    """Group by evaluator; whoever has none is left out."""
    groups = {}
    for person in people:
        if person.evaluator:
            groups.setdefault(person.evaluator, []).append(person)
    return groups


def _mean_of_people(people, name):
    return _mean(Counter(getattr(person, name) for person in people))


def _mean(counts):
    total = sum(counts.values())
    return Fraction(sum(STEPS[r] * n for r, n in counts.items()), total) if total else None
