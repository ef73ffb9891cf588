"""Figures of the cascade: what a share is, how it follows, and whether the shares add up.

PermenPANRB 6/2022 lets a leader hand a result down directly, with the same target or with a share
of it, or non-directly. Only a target that is summed over the year can be shared out; a percentage
or a last value is taken over as it stands. How shares are rounded is our choice: the regulation
does not say.

>>> from decimal import Decimal
>>> share_of(Decimal(3600), Decimal(25))
Decimal('900')
>>> rescale(Decimal(1200), Decimal(3600), Decimal(4000))
Decimal('1333')
>>> rescale(Decimal("12.5"), Decimal(50), Decimal(40))
Decimal('10.0000')
>>> coverage("sum", Decimal(3600), [Decimal(1200), Decimal(2000)], [])
Coverage(total=Decimal('3200'), difference=Decimal('-400'), unequal=0)
>>> coverage("ratio", Decimal(90), [], [Decimal(90), Decimal(85)]).unequal
1
>>> share_of(Decimal(3600), Decimal(0))
Traceback (most recent call last):
    ...
rules.exceptions.InvalidInputError: A share is more than 0 and at most 100 percent, not 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .decimals import HUNDRED, exact, round_half_up
from .exceptions import InvalidInputError

SAME = "same"
SPLIT = "split"
INDIRECT = "indirect"
DIRECT = (SAME, SPLIT)

# Targets are kept with four places; shares of whole things (patients, reports) stay whole.
TARGET_PLACES = 4


@dataclass(frozen=True)
class Coverage:
    """What the subordinates' targets come to, against the superior's.

    ``total``: sum of the shares, None where targets are not summed. ``difference``: total less the
    superior's target, None likewise. ``unequal``: how many who took over the same target have
    another figure.
    """

    total: Decimal | None
    difference: Decimal | None
    unequal: int


def is_shared(cascade: str, aggregation: str, target_kind: str) -> bool:
    """Say whether a target is divided: a number or range that is summed over the year.

    >>> is_shared("split", "sum", "number"), is_shared("split", "ratio", "number")
    (True, False)
    """
    return cascade == SPLIT and aggregation == "sum" and target_kind in ("number", "range")


def share_of(target: Decimal, percent: Decimal) -> Decimal:
    """Return ``percent`` (above 0, at most 100) of ``target``; whole when the target is whole.

    :raises InvalidInputError: ``share_out_of_range``
    """
    share = exact(percent, "share")
    if not 0 < share <= 100:
        raise InvalidInputError(
            "A share is more than 0 and at most 100 percent, not %(value)s.",
            code="share_out_of_range",
            value=percent,
        )
    whole = exact(target, "target")
    return round_half_up(whole * share / exact(HUNDRED, "percent"), _places(target))


def rescale(mine: Decimal, old: Decimal, new: Decimal) -> Decimal:
    """Return the share ``mine`` of ``old`` as the same share of ``new``.

    Whole when all three are whole.

    :raises InvalidInputError: ``share_of_nothing`` when ``old`` is 0, for it has no shares
    """
    if not old:
        raise InvalidInputError("A target of 0 has no shares.", code="share_of_nothing")
    value = exact(mine, "mine") * exact(new, "new") / exact(old, "old")
    return round_half_up(value, _places(mine, old, new))


def coverage(
    aggregation: str, target: Decimal, shares: Sequence[Decimal], same: Sequence[Decimal]
) -> Coverage:
    """Return what ``shares`` and ``same`` (the subordinates' targets) come to against ``target``.

    Shares of an indicator that is not summed count like ``same``: each must equal the target.
    """
    unequal = sum(1 for value in same if value != target)
    if aggregation != "sum":
        unequal += sum(1 for value in shares if value != target)
        return Coverage(total=None, difference=None, unequal=unequal)
    if not shares:
        return Coverage(total=None, difference=None, unequal=unequal)
    total = sum(shares, Decimal(0))
    return Coverage(total=total, difference=total - target, unequal=unequal)


def _places(*values: Decimal) -> int:
    return 0 if all(value == value.to_integral_value() for value in values) else TARGET_PLACES
