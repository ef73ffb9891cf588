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
    assert about(unit=" ") == about(unit=None) == ["no_unit"]
    # no complaint at all is a good target
    assert about(value=0, polarity="lower") == []
    assert about(value=0, polarity="exact") == []
    assert about(value=0, unit="", target_kind="range") == ["no_number", "no_unit"]
    assert about(value=0, unit="", target_kind="text") == []
    assert about(value=1, last=2, target_kind="text") == []
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
        ("lower", 5, 0, []),  # nothing realised says nothing
        ("higher", 0, 3600, ["no_number"]),
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
        ([0.5, 0], ["weight_total"]),
    ],
)
def test_weights_of_results(weights, expected):
    assert codes([result(weight=weight) for weight in weights]) == expected


def test_weights_of_indicators_are_about_their_result():
    pair = (Indicator("a", "Satu", "x", value=1, weight=60), Indicator("b", "Dua", "x", value=1))
    (hint,) = check_plan([result(indicators=pair)], RULES)
    assert (hint.code, hint.key, hint.count) == ("weight_total", "r", 60)


def test_hints_carry_their_numbers():
    long = result("Ab cd " + "x" * 55, people=12, weight=40, indicators=())
    assert check_plan([long], RULES) == [
        Hint("weight_total", count=40),
        Hint("text_long", "r", count=61),
        Hint("same_text", "r", count=12),
        Hint("no_indicator", "r"),
    ]
    less = Indicator("i", "Jumlah", "pasien", value=1, last=2)
    assert check_plan([result(indicators=(less,))], RULES) == [
        Hint("behind_last_year", "i", count=2)
    ]


def test_what_has_no_words_yet_gets_no_hint_on_them():
    assert quality.plain(None) == ""
    assert quality.parse_words(None) == ()
    assert codes([result("", indicators=())]) == []
    assert codes([result("", indicators=(Indicator("i", "", "x", value=1),))]) == []
    assert quality.activity("Melaksanakan", WORDS) == ("melaksanakan", "")


def test_rule_that_is_off_says_nothing():
    indicators = (
        Indicator("a", "melaksanakan tugas lain", value=0, weight=1),
        Indicator("b", "Jumlah", "x", value=1, last=2),
    )
    bad = Result("r", "Melaksanakan tugas lain", people=50, weight=3)
    worse = Result("s", "Melaksanakan tugas lain", people=50, indicators=indicators)
    assert codes([bad, worse] * 9, {}) == codes([], {}) == []
    found = set(codes([bad, worse] * 9))
    assert found == set(CODES) - {"no_result", "text_short", "text_long"}
    for code in found:
        rest = {key: rule for key, rule in RULES.items() if key != code}
        assert code not in codes([bad, worse] * 9, rest)


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
