"""From single achievements to the score of a plan.

PermenPANRB 6/2022 knows no numeric final score: the figure only suggests a rating of results.
Predicates are never averaged.

>>> weighted_mean([Part(Decimal(90), Decimal(1)), Part(Decimal(110), Decimal(3))])
Decimal('105.00')
>>> weighted_mean([Part(Decimal(90)), Part(None), Part(Decimal(110))])  # one not measurable
Decimal('100.00')
>>> weighted_mean([Part(None)]) is None
True
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .decimals import HUNDRED, PERCENT_PLACES, exact, not_negative, round_half_up
from .exceptions import InvalidInputError, UnknownValueError

# How the additional results of a plan enter its score.
LIFT = "lift"
MEAN = "mean"
IGNORE = "ignore"

ADDITIONAL_MODES = (LIFT, MEAN, IGNORE)

# Our choice: together the additional results weigh a tenth. PermenPANRB 6/2022 puts what the
# performance agreement asks for first.
ADDITIONAL_SHARE = Decimal("0.10")


@dataclass(frozen=True)
class Part:
    """A value in percent with its weight; None: not measurable, or no weight of its own."""

    value: "Decimal | None"
    weight: "Decimal | None" = None


def weighted_mean(parts):
    """Return the weighted mean of what could be measured.

    Parts without a value are left out and the weights of the others count in proportion. When
    no part has a weight all count equally. Our choice: when only some have one, a part without
    a weight counts like the average of those given. A weight of 0 shows a part without counting
    it.

    :param parts: iterable of :class:`Part`, in any order
    :return: Decimal with two places, half up; None when nothing that counts could be measured
    :raises InvalidInputError: ``negative`` for a weight below 0; a number not exact and finite
    """
    parts = tuple(parts)
    weights = _weights(parts)
    counted = [
        (exact(part.value, "value"), weight)
        for part, weight in zip(parts, weights, strict=True)
        if part.value is not None
    ]
    total = sum((weight for _value, weight in counted), Fraction(0))
    if not total:
        return None
    return round_half_up(sum(value * weight for value, weight in counted) / total, PERCENT_PLACES)


def _weights(parts):
    given = [not_negative(part.weight, "weight") for part in parts if part.weight is not None]
    usual = sum(given) / len(given) if given else Fraction(1)
    return [usual if part.weight is None else Fraction(part.weight) for part in parts]


def result_score(main, additional=(), mode=LIFT, share=ADDITIONAL_SHARE):
    """Return the score of the results of a plan, main results before additional ones.

    Our choice (``lift``): the score is the mean of the main results; the mean of the additional
    ones joins it with the weight `share`, but only where that raises it. Additional work is
    taken on beside the performance agreement: whoever takes some on must not end up lower than
    a colleague who did not, and it must not stand in for the main work either. ``mean`` puts
    all results in one mean, ``ignore`` leaves the additional ones out.

    :param main: iterable of :class:`Part`, one for each main result (value: its own mean)
    :param additional: the same for the additional results
    :param mode: one of :data:`ADDITIONAL_MODES`
    :param share: weight of all additional results together under ``lift``, 0 to 1
    :return: Decimal in percent with two places; None when no main result could be measured
    :raises InvalidInputError: ``share_out_of_range``; see also :func:`weighted_mean`
    """
    if mode not in ADDITIONAL_MODES:
        raise UnknownValueError("additional mode", mode, ADDITIONAL_MODES)
    weight = not_negative(share, "share")
    if weight > 1:
        raise InvalidInputError(
            "The share of additional results is 0 to 1, not %(share)s.",
            code="share_out_of_range",
            share=str(share),
        )
    main, additional = tuple(main), tuple(additional)
    base = weighted_mean(main)
    if base is None or mode == IGNORE:
        return base
    if mode == MEAN:
        return weighted_mean(main + additional)
    extra = weighted_mean(additional)
    if extra is None:
        return base
    both = Fraction(base) * (1 - weight) + Fraction(extra) * weight
    return max(base, round_half_up(both, PERCENT_PLACES))


def share_of(part, whole):
    """Return `part` in percent of `whole` with two places, half up; None when `whole` is 0.

    >>> share_of(14, 20)
    Decimal('70.00')
    """
    total = not_negative(whole, "whole")
    if not total:
        return None
    return round_half_up(exact(part, "part") / total * Fraction(HUNDRED), PERCENT_PLACES)
