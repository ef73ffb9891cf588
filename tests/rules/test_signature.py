"""Signatures: one text for one content, and a chain in which every change is found."""

import hashlib
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules import signature
from rules.exceptions import InvalidInputError

contents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


def make_chain(texts):
    rows, previous = [], signature.GENESIS
    for number, text in enumerate(texts, 1):
        seal = {"sequence": number, "signer": f"Siti {number}"}
        rows.append(signature.seal_row(seal, signature.canonical(text), previous))
        previous = rows[-1].hash
    return rows


# Short texts: what a content may hold is the business of the tests of ``canonical``.
chains = st.lists(st.text(max_size=8), min_size=3, max_size=5).map(make_chain)


def whole(rows):
    """The walk with the head that the chain had before anybody touched it."""
    return signature.verify_chain(rows)


@given(contents)
def test_text_does_not_depend_on_the_order_of_keys(content):
    def turned(value):
        if isinstance(value, dict):
            return {key: turned(item) for key, item in reversed(list(value.items()))}
        return [turned(item) for item in value] if isinstance(value, list) else value

    assert signature.canonical(content) == signature.canonical(turned(content))


def test_text_is_written_as_agreed():
    """Written by hand: a later version of the program must still write the same text."""
    content = {
        "tanggal": date(2026, 2, 28),
        "saat": datetime(2026, 2, 28, 17, 5, 9, 123),
        "angka": [Decimal("90.00"), Decimal("0.500"), Decimal("-0.000"), 12, True, None],
    }
    assert signature.canonical(content) == (
        '{"angka":["90","0.5","0",12,true,null],'
        '"saat":"2026-02-28T17:05:09Z","tanggal":"2026-02-28"}'
    )


@pytest.mark.parametrize("value", [1.5, Decimal("NaN"), Decimal("Infinity"), {1: "a"}, b"x", {1}])
def test_what_has_no_one_text_is_refused(value):
    with pytest.raises(InvalidInputError):
        signature.canonical({"a": value})


def test_row_is_the_checksum_of_three_lines():
    """The same by hashlib alone, as somebody would check it by hand."""
    row = signature.seal_row({"sequence": 1}, '{"a":1}', signature.GENESIS)
    content = hashlib.sha256(b'{"a":1}').hexdigest()
    lines = f'{"0" * 64}\n{content}\n{{"sequence":1}}'
    assert row.hash == hashlib.sha256(lines.encode()).hexdigest()


@given(chains)
def test_an_untouched_chain_is_whole(rows):
    check = whole(rows)
    assert check.is_whole
    assert (check.count, check.sequence, check.hash) == (len(rows), len(rows), rows[-1].hash)


@given(chains, st.data())
def test_a_changed_byte_is_found_at_its_row(rows, data):
    place = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from(["content", "content_hash", "previous_hash", "hash"]))
    text = getattr(rows[place], column)
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda char: char != text[at]))
    rows[place] = rows[place]._replace(**{column: text[:at] + other + text[at + 1 :]})
    assert whole(rows).broken.sequence == place + 1


@given(chains, st.data())
def test_a_changed_seal_is_found(rows, data):
    place = data.draw(st.integers(0, len(rows) - 1))
    rows[place] = rows[place]._replace(seal={**rows[place].seal, "signer": "Orang lain"})
    assert whole(rows).broken == signature.Break(place + 1, signature.SEAL)


@given(chains, st.data())
def test_a_removed_row_is_found(rows, data):
    place = data.draw(st.integers(0, len(rows) - 1))
    last = rows[-1]
    check = signature.verify_end(whole(rows[:place] + rows[place + 1 :]), len(rows), last.hash)
    assert check.broken.sequence == place + 1


@given(chains, st.data())
def test_an_inserted_row_is_found(rows, data):
    place = data.draw(st.integers(0, len(rows)))
    seal = {"sequence": place + 1, "signer": "Penyusup"}
    previous = rows[place - 1].hash if place else signature.GENESIS
    forged = signature.seal_row(seal, "{}", previous)
    check = whole(rows[:place] + [forged] + rows[place:])
    if place == len(rows):  # it continues the chain: only the head knows better
        check = signature.verify_end(check, len(rows), rows[-1].hash)
    assert check.broken.sequence in (place + 1, place + 2)


@given(chains, st.data())
def test_swapped_rows_are_found(rows, data):
    one = data.draw(st.integers(0, len(rows) - 2))
    other = data.draw(st.integers(one + 1, len(rows) - 1))
    rows[one], rows[other] = rows[other], rows[one]
    assert whole(rows).broken.sequence == one + 1


@given(chains, st.data())
def test_a_walk_in_parts_finds_the_same(rows, data):
    place = data.draw(st.integers(0, len(rows)))
    half = signature.verify_chain(rows[:place])
    assert signature.verify_chain(iter(rows[place:]), half) == whole(rows)


def test_rewritten_rows_at_the_end_are_found_by_the_head():
    rows = make_chain(["a", "b", "c"])
    head = (3, rows[-1].hash)
    forged = signature.seal_row({"sequence": 3, "signer": "X"}, '"d"', rows[1].hash)
    check = signature.verify_end(whole([*rows[:2], forged]), *head)
    assert check.broken == signature.Break(3, signature.END)
    assert signature.verify_end(whole(rows[:1]), *head).broken == signature.Break(2, signature.END)


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ((True, False, True, True), "genuine"),
        ((True, True, True, True), "replaced"),
        ((True, False, False, True), "replaced"),
        ((True, False, False, False), "replaced"),
        ((True, False, True, False), "broken"),
        ((False, False, True, True), "broken"),
        ((False, True, False, True), "broken"),
    ],
)
def test_status(facts, status):
    names = ("is_intact", "has_newer", "is_in_force", "is_same")
    assert signature.status_of(**dict(zip(names, facts, strict=True))) == status


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Prof. Dr. Ir. Hj. Cut Nyak Dhien, M.Si., Ph.D", "C. N. D."),
        ("TEUKU UMAR", "T. U."),
        ("sukarno", "S."),
        ("  Muhammad   Yusuf ", "M. Y."),
        ("Ns. Rahmawati, S.Kep", "R."),
        ("123", ""),
        ("Dr. Ir.", "D."),  # nothing but titles: the first word
        ("", ""),
    ],
)
def test_initials(name, expected):
    assert signature.initials(name) == expected
