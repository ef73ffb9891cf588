"""The seven values and the suggestion that leads to one rating."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules import behaviour
from rules.behaviour import CODES, SuggestionRule, suggest
from rules.exceptions import InvalidInputError, UnknownValueError

YEAR_END = date(2026, 12, 31)
ORDER = {None: None, "below": 0, "meets": 1, "above": 2}
DATA = Path(behaviour.__file__).parents[1] / "data"

full_aids = st.fixed_dictionaries({code: st.integers(1, 5) for code in CODES})


def _aids(above=0, meets=0, below=0):
    steps = ["above"] * above + ["meets"] * meets + ["below"] * below
    return dict(zip(CODES, steps, strict=False))


def test_values_are_the_seven_in_official_order_with_three_guides_each():
    values = behaviour.values(YEAR_END)
    assert [value.code for value in values] == list(CODES)
    assert [value.name for value in values] == [
        "Berorientasi Pelayanan",
        "Akuntabel",
        "Kompeten",
        "Harmonis",
        "Loyal",
        "Adaptif",
        "Kolaboratif",
    ]
    guides = [guide for value in values for guide in value.guides]
    assert len(guides) == len(set(guides)) == 21
    assert all(guide == " ".join(guide.split()) for guide in guides)


def test_reference_records_say_the_same_as_the_table():
    with (DATA / "asn.behaviour.value.csv").open(encoding="utf-8", newline="") as file:
        names = {row["id"]: (row["code"], row["name"]) for row in csv.DictReader(file)}
    values = behaviour.values(YEAR_END)
    assert list(names.values()) == [(value.code, value.name) for value in values]
    with (DATA / "asn.behaviour.guide.csv").open(encoding="utf-8", newline="") as file:
        rows = [(names[row["value_id/id"]][0], row["name"]) for row in csv.DictReader(file)]
    assert rows == [(value.code, guide) for value in values for guide in value.guides]


@pytest.mark.parametrize(
    ("aids", "expected"),
    [
        (_aids(meets=7), "meets"),
        (_aids(above=7), "above"),
        (_aids(above=4, meets=3), "above"),
        (_aids(above=3, meets=4), "meets"),
        (_aids(above=6, below=1), "meets"),
        (_aids(above=5, below=2), "below"),
        (_aids(meets=6, below=1), "meets"),
        (_aids(below=7), "below"),
        (_aids(meets=4), "meets"),
        (_aids(above=4), "above"),
        (_aids(meets=3), None),
        ({}, None),
    ],
)
def test_suggestion_by_the_stated_rule(aids, expected):
    assert suggest(aids, YEAR_END) == expected


def test_a_value_without_an_aid_is_left_out():
    aids = {**_aids(above=4), "adaptive": None, "loyal": None}
    assert suggest(aids, YEAR_END) == suggest(
        {code: aid for code, aid in aids.items() if aid}, YEAR_END
    )


def test_an_office_may_set_its_own_rule():
    strict = SuggestionRule(above_values=7, below_values=1, rated_values=7)
    assert suggest(_aids(above=6, meets=1), YEAR_END, strict) == "meets"
    assert suggest(_aids(above=6, below=1), YEAR_END, strict) == "below"
    assert suggest(_aids(above=6), YEAR_END, strict) is None
    with pytest.raises(InvalidInputError) as refused:
        SuggestionRule(below_values=0)
    assert refused.value.code == "rule_out_of_range"


def test_five_steps_mean_three_ratings():
    found = [behaviour.step_of(aid) for aid in (1, 2, 3, 4, 5)]
    assert found == ["below", "below", "meets", "above", "above"]


@pytest.mark.parametrize("aid", [0, 6, True, 3.0, "", "good", [3]])
def test_unknown_aids_are_refused(aid):
    with pytest.raises(UnknownValueError) as refused:
        suggest({"loyal": aid}, YEAR_END)
    assert refused.value.code == "unknown_rating_aid"


@given(full_aids, st.sampled_from(CODES), st.integers(1, 5))
def test_a_better_aid_never_makes_a_lower_suggestion(aids, code, aid):
    changed = {**aids, code: max(aid, aids[code])}
    assert ORDER[suggest(changed, YEAR_END)] >= ORDER[suggest(aids, YEAR_END)]


@given(full_aids, st.data())
def test_order_of_the_values_does_not_matter(aids, data):
    shuffled = dict(data.draw(st.permutations(list(aids.items()))))
    assert suggest(shuffled, YEAR_END) == suggest(aids, YEAR_END)
