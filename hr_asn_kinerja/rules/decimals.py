"""Exact numbers in, one rounding out.

All formulas of this package are worked out in exact fractions and rounded once, half up, when
the result leaves the function. So neither the order of the inputs nor the precision of the
running thread's decimal context can change a figure.

>>> from decimal import Decimal
>>> round_half_up(Fraction(25, 12), 2)
Decimal('2.08')
>>> round_half_up(Decimal("9.375"), 2)
Decimal('9.38')
>>> from_float(0.1 + 0.2)
Decimal('0.300000')
>>> exact(0.1, "score")
Traceback (most recent call last):
    ...
rules.exceptions.InvalidInputError: score must be an exact number (Decimal or int), not float.
"""

from decimal import Decimal
from fractions import Fraction

from .exceptions import InvalidInputError

HUNDRED = Decimal(100)

# Percentages, scores, credit points and satisfaction indexes are printed with two places.
PERCENT_PLACES = 2
# Quantities and prorated targets: fine enough that the printed figure never shows the rounding.
QUANTITY_PLACES = 6
# Money is paid in whole rupiah.
MONEY_PLACES = 0

# No count of a city reaches these; beyond them a figure is a typing error, and the arithmetic
# on it would cost time and memory for nothing.
LARGEST = Decimal(10) ** 15
MOST_PLACES = 60


def exact(value, name):
    """Return `value` (Decimal or int) as an exact fraction.

    :param name: what the number is, for the message
    :raises InvalidInputError: ``not_exact`` for a float or anything else that is not exact,
        ``not_finite`` for NaN and infinity, ``too_large`` beyond 10^15, ``too_precise`` beyond
        60 places
    """
    if isinstance(value, bool) or not isinstance(value, (Decimal, int, Fraction)):
        raise InvalidInputError(
            "%(name)s must be an exact number (Decimal or int), not %(type)s.",
            code="not_exact",
            name=name,
            type=type(value).__name__,
        )
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise InvalidInputError(
                "%(name)s must be a finite number, not %(value)s.",
                code="not_finite",
                name=name,
                value=str(value),
            )
        if value.as_tuple().exponent < -MOST_PLACES:
            raise InvalidInputError(
                "%(name)s has more than %(places)d places after the comma.",
                code="too_precise",
                name=name,
                places=MOST_PLACES,
            )
    if not -LARGEST <= value <= LARGEST:
        raise InvalidInputError(
            "%(name)s is larger than %(limit)s; please check the figure.",
            code="too_large",
            name=name,
            limit=str(LARGEST),
        )
    return Fraction(value)


def positive(value, name):
    """As :func:`exact`; additionally refuse zero and less (``not_positive``)."""
    number = exact(value, name)
    if number <= 0:
        raise InvalidInputError(
            "%(name)s must be greater than zero, not %(value)s.",
            code="not_positive",
            name=name,
            value=str(value),
        )
    return number


def not_negative(value, name):
    """As :func:`exact`; additionally refuse less than zero (``negative``)."""
    number = exact(value, name)
    if number < 0:
        raise InvalidInputError(
            "%(name)s must not be negative: %(value)s.",
            code="negative",
            name=name,
            value=str(value),
        )
    return number


def round_half_up(value, places):
    """Return `value` (Fraction, Decimal or int) as a Decimal with `places` places, half up.

    Half goes away from zero, as on paper: 0.125 -> 0.13 and -0.125 -> -0.13.
    """
    number = Fraction(value)
    scaled = abs(number) * 10**places
    digits = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = 1 if number < 0 and digits else 0
    return Decimal((sign, tuple(int(digit) for digit in str(digits)), -places))


def trim(value):
    """Return `value` (Decimal) without the zeros behind the last digit that counts.

    >>> trim(Decimal("300.000000")), trim(Decimal("0.500000"))
    (Decimal('300'), Decimal('0.5'))
    """
    text = format(value, "f")
    return Decimal(text.rstrip("0").rstrip(".")) if "." in text else value


def from_float(value, places=QUANTITY_PLACES):
    """Return a binary float (as an ORM or a spreadsheet delivers it) as an exact Decimal.

    The float is read as the shortest decimal that stands for it and rounded half up to
    `places`, which removes the binary noise (0.1 + 0.2 is 0.3 again).

    :raises InvalidInputError: ``not_finite`` for NaN and infinity, ``too_large`` beyond 10^15
    """
    value = float(value)
    # Smaller than any place we keep, but with more of them than `exact` accepts.
    if abs(value) < 1e-30:
        value = 0.0
    return round_half_up(exact(Decimal(repr(value)), "number"), places)
