"""Before and after of an innovation; every value worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest
from rules.exceptions import InvalidInputError, UnknownValueError
from rules.innovation import BETTER, EFFECTS, SAME, UNCLEAR, WORSE, compare, per_month, widths


def _d(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("polarity", "before", "after", "difference", "percent", "effect"),
    [
        # Higher is better: 120 -> 150 documents is 30 more, a quarter of 120.
        ("higher", "120", "150", "30", "25.0", BETTER),
        ("higher", "150", "120", "-30", "-20.0", WORSE),
        ("higher", "88", "88", "0", "0.0", SAME),
        # Lower is better: waiting 75 -> 30 minutes is 45 less, three fifths of 75.
        ("lower", "75", "30", "-45", "-60.0", BETTER),
        ("lower", "30", "75", "45", "150.0", WORSE),
        ("lower", "0.5", "0.5", "0", "0.0", SAME),
        # 7 -> 9 is 2/7 = 28.571... %; half up at the first place.
        ("higher", "7", "9", "2", "28.6", BETTER),
        # 8 -> 9 is exactly 12.5 %; 80 -> 81 exactly 1.25 %, which goes up to 1.3.
        ("higher", "8", "9", "1", "12.5", BETTER),
        ("higher", "80", "81", "1", "1.3", BETTER),
        ("lower", "80", "79", "-1", "-1.3", BETTER),
        # Nothing before: the percentage does not exist, the words do.
        ("higher", "0", "12", "12", None, BETTER),
        ("lower", "0", "3", "3", None, WORSE),
        ("lower", "0", "0", "0", None, SAME),
        # Down to nothing is a whole hundred percent.
        ("lower", "14", "0", "-14", "-100.0", BETTER),
        # A ratio: 72 % -> 90 % is 18 percentage points, and a quarter of the 72.
        ("higher", "72", "90", "18", "25.0", BETTER),
        ("lower", "12.5", "10", "-2.5", "-20.0", BETTER),
    ],
)
def test_change_by_hand(polarity, before, after, difference, percent, effect):
    change = compare(polarity, _d(before), _d(after))
    assert (change.difference, change.percent, change.effect) == (
        _d(difference),
        _d(percent),
        effect,
    )


@pytest.mark.parametrize(
    ("polarity", "target", "maximum", "before", "after", "effect"),
    [
        ("exact", "5", None, "8", "6", BETTER),  # three off, then one
        ("exact", "5", None, "4", "7", WORSE),  # one off, then two
        ("exact", "5", None, "4", "6", SAME),  # one off on either side
        ("exact", None, None, "4", "6", UNCLEAR),
        ("exact", None, None, "4", "4", SAME),
        ("range", "95", "100", "90", "97", BETTER),  # five below, then inside
        ("range", "95", "100", "97", "99", SAME),  # inside, both times
        ("range", "95", "100", "99", "104", WORSE),  # inside, then four above
        ("range", "95", None, "90", "97", UNCLEAR),
    ],
)
def test_nearer_to_the_target_is_better(polarity, target, maximum, before, after, effect):
    change = compare(polarity, _d(before), _d(after), _d(target), _d(maximum))
    assert change.effect == effect


def test_a_date_and_an_unknown_word_are_refused():
    with pytest.raises(InvalidInputError) as error:
        compare("date", Decimal(1), Decimal(2))
    assert error.value.code == "not_measurable"
    with pytest.raises(UnknownValueError):
        compare("faster", Decimal(1), Decimal(2))
    with pytest.raises(InvalidInputError):
        compare("higher", Decimal("NaN"), Decimal(2))
    with pytest.raises(InvalidInputError):
        compare("higher", 1.5, Decimal(2))  # a binary float is no exact number


def test_sums_are_told_per_thirty_days():
    # January to March 2026 has 31 + 28 + 31 = 90 days: 180 visits are 60 in 30 days.
    assert per_month(Decimal(180), date(2026, 1, 1), date(2026, 3, 31)) == Decimal(60)
    # One day with 2 is 60 in 30 days; 61 days with 61 are 30.
    assert per_month(Decimal(2), date(2026, 5, 4), date(2026, 5, 4)) == Decimal(60)
    assert per_month(Decimal(61), date(2026, 7, 1), date(2026, 8, 30)) == Decimal(30)
    # 100 in 31 days: 3000 / 31 = 96.774193548..., six places
    assert per_month(Decimal(100), date(2026, 1, 1), date(2026, 1, 31)) == Decimal("96.774194")
    with pytest.raises(InvalidInputError) as error:
        per_month(Decimal(1), date(2026, 1, 2), date(2026, 1, 1))
    assert error.value.code == "days_reversed"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("75", "30"), (100, 40)),
        (("30", "75", "60"), (40, 100, 80)),
        (("0", "0"), (0, 0)),
        ((None, "12"), (0, 100)),
        (("1", "3"), (33, 100)),  # 33.3 down
        (("2", "3"), (67, 100)),  # 66.7 up
    ],
)
def test_bars(values, expected):
    assert widths(*map(_d, values)) == expected


def test_effects_are_four():
    assert EFFECTS == ("better", "same", "worse", "unclear")
