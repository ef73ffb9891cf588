"""When something said without a name may be shown."""

from collections import Counter

import pytest
from rules import anonymity


@pytest.mark.parametrize(
    ("givers", "minimum", "shown"),
    [
        (0, 3, False),
        (1, 3, False),
        (2, 3, False),
        (3, 3, True),
        (4, 3, True),
        (5, 3, True),
        (4, 5, False),
        (5, 5, True),
        (2, 1, False),  # a setting below three changes nothing
        (0, 0, False),
        (2, None, False),
        (3, None, True),
    ],
)
def test_minimum(givers, minimum, shown):
    assert anonymity.may_show(givers, minimum) is shown


@pytest.mark.parametrize("minimum", [3, 4, 5])
def test_two_looks_differ_by_nothing_or_a_full_batch(minimum):
    """Whatever arrives between the weekly looks, nobody's text is ever the only new one."""
    for pattern in range(4**6):
        shown, waiting = 0, 0
        for week in range(6):
            waiting += pattern // 4**week % 4
            after = shown + waiting if anonymity.may_release(waiting, minimum) else shown
            assert after == shown or after - shown >= minimum
            waiting -= after - shown
            shown = after
            assert shown == 0 or shown >= minimum


def test_every_order_comes_up():
    """24 orders of four texts in 2,400 draws: each about 100 times; below 40 would be a fault."""
    orders = Counter(tuple(anonymity.shuffled("abcd")) for _ in range(2400))
    assert len(orders) == 24
    assert min(orders.values()) > 40


def test_keys_tell_no_order():
    keys = [anonymity.draw_key() for _ in range(2000)]
    assert len(set(keys)) > 1990
    assert all(1 <= key <= 2**31 - 2 for key in keys)
    rising = sum(after > before for before, after in zip(keys, keys[1:], strict=False))
    assert 850 < rising < 1150  # half of them, as by lot


def test_keys_reach_from_one_to_the_largest_id(monkeypatch):
    monkeypatch.setattr("secrets.randbelow", lambda limit: 0)
    assert anonymity.draw_key() == 1
    monkeypatch.setattr("secrets.randbelow", lambda limit: limit - 1)
    assert anonymity.draw_key() == 2_147_483_646  # 2**31 - 2


def test_mark_of_a_giver():
    mark = anonymity.participation_key("s", 1, 2, 3)
    # worked out apart: printf '1|2|3' | openssl dgst -sha256 -hmac s
    assert mark == "62d37b339d5904b2cab4d553c0a48e2bdaba0c8b8a7009bbb44a96000989cd33"
    assert anonymity.participation_key("s", 1, 23, 0) != anonymity.participation_key("s", 12, 3, 0)
    with pytest.raises(ValueError, match="secret"):
        anonymity.participation_key("", 1, 2, 3)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dari Murni: antrean perlu nomor", ("name",)),
        ("MURNI Hayati", ("name",)),
        ("pekerjaan yang murniati lihat", ()),  # part of another word
        ("saya dr di poli", ()),  # a title is no name
        ("198501012010012001", ("number",)),
        ("1985.0101 201001-2-001", ("number",)),
        ("hubungi murni@contoh.go.id", ("name", "email")),
        ("WA 0812-3456-7890 ya", ("phone",)),
        ("+62 812 3456 7890", ("phone",)),
        ("telepon 3456-7890", ("phone",)),  # as it is dialled within the town
        ("nomor 12 dan 34", ()),
        ("", ()),
    ],
)
def test_traces(text, found):
    assert (
        anonymity.traces_of_giver(
            text,
            name="dr. Murni Hayati",
            numbers=["198501012010012001", None, ""],
            emails=["murni@contoh.go.id", False],
            phones=["081234567890", None],
        )
        == found
    )


@pytest.mark.parametrize(
    "title", ["Drs", "Dra", "drg", "Prof", "bin", "binti", "Ners", "Amd", "SKep", "SKM"]
)
def test_titles_and_what_stands_between_names_name_nobody(title):
    name = f"{title} Murni {title} Hayati"
    assert anonymity.traces_of_giver(f"Kata {title} di loket", name=name) == ()
    assert anonymity.traces_of_giver("Kata Murni di loket", name=name) == ("name",)


def test_a_giver_without_a_name_leaves_no_trace_of_one():
    assert anonymity.traces_of_giver("Kata siapa pun", name=None) == ()
