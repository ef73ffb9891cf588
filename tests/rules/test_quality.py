"""Hints on the wording of plans: every rule with its edge, and what is switched off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules import quality
from rules.exceptions import UnknownValueError
from rules.quality import CODES, Hint, Indicator, Result, Rule, check_plan

WORDS = (("melaksanakan", "terlaksananya"), ("membuat", "tersusunnya"), ("mengikuti", ""))
# As the addon ships them.
RULES = {
    rule.code: rule
    for rule in (
        Rule(quality.NO_RESULT),
        Rule(quality.TOO_MANY, threshold=7),
        Rule(quality.WEIGHT_TOTAL),
        Rule(quality.ACTIVITY, WORDS),
        Rule(quality.VAGUE, (("tugas lain", ""),)),
        Rule(quality.TEXT_SHORT, threshold=3),
        Rule(quality.TEXT_LONG, threshold=60),
        Rule(quality.SAME_TEXT, threshold=10),
        Rule(quality.NO_INDICATOR),
        Rule(quality.NO_NUMBER),
        Rule(quality.NO_UNIT),
        Rule(quality.SAME_AS_RESULT),
        Rule(quality.BEHIND_LAST_YEAR),
    )
}
GOOD = Indicator("i", "Jumlah pasien dilayani", "pasien", value=3600)


def result(name="Terlayaninya pasien rawat jalan", **values):
    return Result("r", name, **{"indicators": (GOOD,), **values})


def codes(results, rules=RULES):
    return [hint.code for hint in check_plan(results, rules)]


def about(**values):
    """The hints about a result with one indicator of these values."""
    facts = {"key": "i", "name": "Jumlah pasien dilayani", "unit": "pasien", "value": 3600}
    return codes([result(indicators=(Indicator(**{**facts, **values}),))])


def test_every_code_has_a_rule_here():
    assert set(RULES) == set(CODES)


def test_good_plan_gets_no_hint():
    assert codes([result()]) == []


def test_plan_without_results():
    assert check_plan([], RULES) == [Hint("no_result")]


@pytest.mark.parametrize(("number", "expected"), [(7, []), (8, ["too_many"])])
def test_number_of_results(number, expected):
    assert codes([result()] * number) == expected


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Melaksanakan pelayanan rawat jalan", "Terlaksananya pelayanan rawat jalan"),
        ("  MEMBUAT  laporan   bulanan unit ", "Tersusunnya laporan bulanan unit"),
        ("mengikuti rapat koordinasi", ""),
    ],
)
def test_activity_and_a_better_wording(name, better):
    (hint,) = check_plan([result(name)], RULES)
    assert (hint.code, hint.key, hint.better) == ("activity", "r", better)


@pytest.mark.parametrize(
    "name",
    [
        "Terlaksananya pelayanan rawat jalan",
        "Meningkatnya jumlah yang melaksanakan imunisasi",  # not at the beginning
        "Membuatnya paham hak pasien",  # another word
    ],
)
def test_condition_is_no_activity(name):
    assert codes([result(name)]) == []


def test_vague_activity_gets_no_proposal():
    hints = check_plan([result("Melaksanakan tugas lain dari pimpinan")], RULES)
    assert [(hint.code, hint.better) for hint in hints] == [("activity", ""), ("vague", "")]


def test_vague_words():
    assert codes([result("Terlaksananya tugas lain dari pimpinan")]) == ["vague"]
    assert codes([result("Terlayaninya petugas lain di unit")]) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Terlayaninya pasien", ["text_short"]),
        ("Terlayaninya pasien jalan", []),
        ("Ab cd " + "x" * 54, []),  # 60 characters
        ("Ab cd " + "x" * 55, ["text_long"]),
        ("", []),
    ],
)
def test_length_of_the_text(name, expected):
    assert codes([result(name)]) == expected


@pytest.mark.parametrize(("people", "expected"), [(9, []), (10, ["same_text"])])
def test_same_text_of_many_people(people, expected):
    assert codes([result(people=people)]) == expected


def test_result_without_indicator():
    assert codes([result(indicators=())]) == ["no_indicator"]


def test_indicator_without_number_or_unit():
    assert about(value=0) == ["no_number"]
    assert about(unit=" ") == ["no_unit"]
    # no complaint at all is a good target
    assert about(value=0, polarity="lower") == []
    assert about(value=0, unit="", target_kind="text") == []
    assert about(value=0, unit="", target_kind="date", polarity="date") == []


def test_indicator_that_repeats_the_result():
    assert about(name="terlayaninya pasien  rawat jalan.") == ["same_as_result"]


@pytest.mark.parametrize(
    ("polarity", "value", "last", "expected"),
    [
        ("higher", 3600, 3600, []),
        ("higher", 3599, 3600, ["behind_last_year"]),
        ("higher", 3600, None, []),
        ("lower", 60, 60, []),
        ("lower", 61, 60, ["behind_last_year"]),
        ("lower", 45, 60, []),
        ("exact", 10, 60, []),
        ("range", 10, 60, []),
    ],
)
def test_target_against_last_year(polarity, value, last, expected):
    assert about(polarity=polarity, value=value, last=last) == expected


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([0, 0], []),
        ([40, 60], []),
        ([33.33, 33.33, 33.34], []),
        ([40, 50], ["weight_total"]),
        ([100, 0], []),
        ([100, 1], ["weight_total"]),
    ],
)
def test_weights_of_results(weights, expected):
    assert codes([result(weight=weight) for weight in weights]) == expected


def test_weights_of_indicators_are_about_their_result():
    pair = (Indicator("a", "Satu", "x", value=1, weight=60), Indicator("b", "Dua", "x", value=1))
    (hint,) = check_plan([result(indicators=pair)], RULES)
    assert (hint.code, hint.key, hint.count) == ("weight_total", "r", 60)


def test_rule_that_is_off_says_nothing():
    bad = Result("r", "Melaksanakan tugas lain", indicators=(), people=50, weight=3)
    assert codes([bad] * 9, {}) == []
    for code in set(codes([bad] * 9)):
        rest = {key: rule for key, rule in RULES.items() if key != code}
        assert code not in codes([bad] * 9, rest)


def test_unknown_codes_are_refused():
    with pytest.raises(UnknownValueError):
        Rule("spelling")
    with pytest.raises(UnknownValueError):
        quality.falls_behind("faster", 1, 2)


@given(st.lists(st.text(), max_size=5), st.text())
def test_any_text_gets_an_answer(names, words):
    rules = dict(RULES)
    rules[quality.ACTIVITY] = Rule(quality.ACTIVITY, quality.parse_words(words))
    rules[quality.VAGUE] = Rule(quality.VAGUE, quality.parse_words(words))
    results = [Result(n, name, indicators=(GOOD,)) for n, name in enumerate(names)]
    for hint in check_plan(results, rules):
        assert hint.code in CODES
