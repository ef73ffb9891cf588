"""Versions of a plan: one text for one content, and every difference found once."""

import copy
import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules import revision
from rules.exceptions import InvalidInputError


def node(key, values=None, **lists):
    return {"id": key, "values": values or {}, "lists": lists}


PLAN = node(
    1,
    {"approach": "quantitative"},
    results=[
        node(10, {"name": "A", "weight": None}, indicators=[node(100, {"target": 3600.0})]),
        node(11, {"name": "B"}, indicators=[]),
    ],
    appendices=[node(7, {"name": "Sarana"})],
)


def test_text_does_not_depend_on_the_order_of_keys():
    turned = dict(reversed(list(PLAN.items())))
    assert revision.canonical(turned) == revision.canonical(PLAN)


def test_text_keeps_letters_and_checksum_is_that_of_its_bytes():
    text = revision.canonical(node(1, {"name": "Pasien é 漢"}))
    assert "é 漢" in text
    assert revision.checksum(text) == hashlib.sha256(text.encode("utf-8")).hexdigest()
    assert len(revision.checksum("")) == 64


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), {1, 2}])
def test_what_json_cannot_hold_is_refused(value):
    with pytest.raises(InvalidInputError) as caught:
        revision.canonical(node(1, {"x": value}))
    assert caught.value.code == "not_storable"


def test_added_removed_and_changed_are_told_once_each():
    new = copy.deepcopy(PLAN)
    new["values"]["approach"] = "qualitative"
    results = new["lists"]["results"]
    results[0]["lists"]["indicators"][0]["values"]["target"] = 4000.0
    results.pop(1)
    results.append(node(12, {"name": "C"}, indicators=[node(101, {"target": 1.0})]))
    found = [(c.kind, c.path, c.fields) for c in revision.compare(PLAN, new)]
    change = revision.FieldChange
    assert found == [
        ("changed", (), (change("approach", "quantitative", "qualitative"),)),
        ("changed", ("results", 10, "indicators", 100), (change("target", 3600.0, 4000.0),)),
        ("added", ("results", 12), ()),
        ("removed", ("results", 11), ()),
    ]


def test_a_line_written_anew_with_the_same_words_is_no_change():
    new = copy.deepcopy(PLAN)
    new["lists"]["appendices"][0]["id"] = 70
    assert revision.compare(PLAN, new) == ()
    new["lists"]["appendices"][0]["values"]["name"] = "Lain"
    assert [c.kind for c in revision.compare(PLAN, new)] == ["added", "removed"]


def test_a_node_with_something_in_it_is_nobody_elses_successor():
    bare = node(1, results=[node(10, {"name": "A"})])
    full = node(1, results=[node(12, {"name": "A"}, indicators=[node(5)])])
    for old, new in ((bare, full), (full, bare)):
        assert [change.kind for change in revision.compare(old, new)] == ["added", "removed"]


def test_a_link_changes_when_it_points_elsewhere():
    one = node(1, {"parents": [{"id": 5, "name": "Lama"}], "unit": {"id": 1, "name": "X"}})
    renamed = node(1, {"parents": [{"id": 5, "name": "Baru"}], "unit": {"id": 1, "name": "Y"}})
    moved = node(1, {"parents": [{"id": 6, "name": "Lama"}], "unit": None})
    assert revision.compare(one, renamed) == ()
    assert {f.name for f in revision.compare(one, moved)[0].fields} == {"parents", "unit"}


names = st.text(max_size=4)
numbers = st.lists(st.tuples(st.integers(1, 9), names), max_size=6, unique_by=lambda pair: pair[0])


@given(before=numbers, after=numbers)
def test_changes_lead_from_one_version_to_the_other(before, after):
    old = node(1, rows=[node(key, {"name": name}, deep=[]) for key, name in before])
    new = node(1, rows=[node(key, {"name": name}, deep=[]) for key, name in after])
    state = dict(before)
    for change in revision.compare(old, new):
        key = change.path[-1]
        if change.kind == "removed":
            del state[key]
        else:
            state[key] = change.node["values"]["name"]
    # A line with the same words may stand under a new number.
    assert sorted(state.values()) == sorted(dict(after).values())


@given(rows=numbers)
def test_nothing_differs_from_itself(rows):
    one = node(1, rows=[node(key, {"name": name}) for key, name in rows])
    other = copy.deepcopy(one)
    random.Random(1).shuffle(other["lists"]["rows"])
    assert revision.compare(one, other) == ()


def test_kinds_of_changes():
    assert revision.KINDS == ("added", "removed", "changed")
