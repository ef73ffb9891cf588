"""NIP and NI PPPK: structure, plausibility, round trip."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules import nip
from rules.exceptions import NipError, RuleError, UnknownValueError

TODAY = date(2026, 6, 30)
GOOD = "196804111993031009"

births = st.dates(date(1956, 7, 1), date(2005, 1, 1))


@st.composite
def numbers(draw):
    birth = draw(births)
    kind = draw(st.sampled_from(nip.KINDS))
    year = draw(st.integers(birth.year + 18, birth.year + 45))
    return nip.build(
        kind,
        birth,
        (year, draw(st.integers(1, 12)) if kind == nip.PNS else None),
        draw(st.sampled_from(list(nip.SEXES.values()))),
        draw(st.integers(1, 999)),
        str(draw(st.sampled_from(nip.PPPK_CODES))),
    )


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "19680411 199303 1 009",
        " 19680411.199303.1.009\n",
        "1968 0411 1993 0310 09",
        "19680411\u00a0199303\u00a01\u00a0009",
        "\t1.9.6.8 04111993031009",
    ],
)
def test_spaces_and_dots_do_not_matter(text):
    assert nip.parse(text).compact == GOOD
    assert nip.format(text) == "19680411 199303 1 009"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "nip_not_text"),
        (196804111993031009, "nip_not_text"),
        (1.968e17, "nip_not_text"),
        (b"196804111993031009", "nip_not_text"),
        ("", "nip_empty"),
        (" . ", "nip_empty"),
        ("19680411199303100X", "nip_not_digits"),
        ("1968-0411-1993-0310-09", "nip_not_digits"),
        ("'196804111993031009", "nip_not_digits"),
        ("1.96804E+17", "nip_not_digits"),
        ("196804111993031009\0", "nip_not_digits"),
        ("١٩٦٨٠٤١١١٩٩٣٠٣١٠٠٩", "nip_not_digits"),
        ("１９６８０４１１１９９３０３１００９", "nip_not_digits"),
        ("19680411199303100²", "nip_not_digits"),
        ("19680411199303100", "nip_length"),
        ("1968041119930310090", "nip_length"),
        ("390012345", "nip_length"),
        ("1" * 10000, "nip_length"),
        ("000004111993031009", "nip_birth_date"),
        ("196800111993031009", "nip_birth_date"),
        ("196813111993031009", "nip_birth_date"),
        ("196804001993031009", "nip_birth_date"),
        ("196804311993031009", "nip_birth_date"),
        ("196902291993031009", "nip_birth_date"),
        ("196804111993001009", "nip_kind"),
        ("196804111993131009", "nip_kind"),
        ("196804111993201009", "nip_kind"),
        ("196804111993301009", "nip_kind"),
        ("196804111968031009", "nip_appointment"),
        ("196804110000031009", "nip_appointment"),
        ("196804111993030009", "nip_sex"),
        ("196804111993033009", "nip_sex"),
        ("196804111993031000", "nip_sequence"),
    ],
)
def test_what_is_no_nip(text, code):
    with pytest.raises(NipError) as refused:
        nip.parse(text)
    assert refused.value.code == code
    assert str(refused.value) == refused.value.template % refused.value.values
    assert not nip.is_valid(text)


def test_the_old_number_is_named():
    with pytest.raises(NipError, match="old number from before 2007"):
        nip.parse("390012345")


def test_leap_days_are_births():
    assert nip.parse("196802291993031009").birth_date == date(1968, 2, 29)


def test_every_pppk_code_is_accepted():
    for code in range(21, 30):
        found = nip.parse(f"199009132025{code}2014")
        assert (found.kind, found.code) == (nip.PPPK, str(code))


@given(numbers())
def test_parse_and_format_lead_back(number):
    assert nip.parse(nip.format(number)) == number
    assert nip.parse(number.compact) == number
    assert nip.format(number).replace(" ", "") == number.compact


@given(st.text(max_size=30))
def test_any_text_is_parsed_or_refused_with_a_code(text):
    try:
        found = nip.parse(text)
    except NipError as error:
        assert error.code.startswith("nip_")
    else:
        assert len(found.compact) == 18


@given(st.text("0123456789", min_size=18, max_size=18))
def test_any_18_digits_are_parsed_or_refused(digits):
    if nip.is_valid(digits):
        found = nip.parse(digits)
        assert found.compact == digits
        assert found.kind in nip.KINDS
        nip.check(found, TODAY)


@given(numbers(), st.integers(0, 17), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_noticed_or_changes_what_is_read(number, place, digit):
    changed = number.compact[:place] + digit + number.compact[place + 1 :]
    if changed != number.compact and nip.is_valid(changed):
        assert nip.parse(changed) != number


def _codes(number, on=TODAY, **known):
    return [(issue.code, issue.severity) for issue in nip.check(nip.parse(number), on, **known)]


def test_a_number_that_fits_has_no_issue():
    assert _codes(GOOD, sex="male", birth_date=date(1968, 4, 11)) == []
    assert _codes(GOOD, appointment=date(1993, 3, 31), sex="other") == []
    assert _codes("199009132025242014", sex="female", appointment=date(2025, 10, 1)) == []


@pytest.mark.parametrize(
    ("number", "on", "expected"),
    [
        ("200807012026062001", TODAY, ["age_too_young"]),
        ("200806302026062001", TODAY, []),
        ("195507011980031001", TODAY, []),
        ("195506301980031001", TODAY, ["age_too_old"]),
        ("195506301980031001", date(2025, 6, 30), []),
        ("196804112026071001", TODAY, ["appointed_in_future"]),
        ("196804112026061001", TODAY, []),
        ("199009132027212014", TODAY, ["appointed_in_future"]),
        ("196804111985031001", TODAY, ["appointed_too_young"]),
        ("196804111985041001", TODAY, []),
        ("203004112055031001", TODAY, ["age_too_young", "appointed_in_future"]),
    ],
)
def test_impossible_ages_are_errors(number, on, expected):
    assert _codes(number, on) == [(code, nip.ERROR) for code in expected]


def test_differences_from_the_record_are_warnings():
    found = nip.check(
        nip.parse(GOOD),
        TODAY,
        sex="female",
        birth_date=date(1968, 4, 12),
        appointment=date(1993, 4, 1),
    )
    assert [(issue.code, issue.severity) for issue in found] == [
        ("sex_differs", nip.WARNING),
        ("birth_date_differs", nip.WARNING),
        ("appointment_differs", nip.WARNING),
    ]
    assert found[1].message == "The NIP says born on 1968-04-11, the record says 1968-04-12."


def test_parts_that_make_no_number_are_refused():
    for arguments in (
        (nip.PNS, date(1968, 4, 11), (1993, None), nip.MALE, 9),
        (nip.PNS, date(1968, 4, 11), (1993, 13), nip.MALE, 9),
        (nip.PNS, date(1968, 4, 11), (1993, 3), nip.MALE, 0),
        (nip.PNS, date(1968, 4, 11), (1993, 3), nip.MALE, 1000),
        (nip.PPPK, date(1968, 4, 11), (1993, None), nip.MALE, 1, "12x"),
    ):
        with pytest.raises(NipError):
            nip.build(*arguments)
    with pytest.raises(UnknownValueError):
        nip.build("honorer", date(1968, 4, 11), (1993, 3), nip.MALE, 9)
    with pytest.raises(RuleError):
        nip.build(nip.PNS, date(1968, 4, 11), (1993, 3), "other", 9)


def test_built_numbers_say_what_they_were_built_from():
    woman = nip.build(nip.PPPK, date(1990, 9, 13), (2025, None), nip.FEMALE, 14)
    assert woman.compact == "199009132025212014"
    man = nip.build(nip.PNS, date(1968, 4, 11), (1993, 3), nip.MALE, 9)
    assert man.compact == GOOD


def test_a_pppk_appointed_this_year_is_not_from_the_future():
    assert _codes("199009132026212014", date(2026, 1, 2)) == []


def test_messages_name_the_digits_and_the_months():
    for text, words in (
        ("196804111993131009", "Digits 13-14 are 13"),
        ("196804111993033009", "Digit 15 is 3"),
        ("196804001993031009", "that month has no day 00"),
        ("196800111993031009", "there is no month 00"),
    ):
        with pytest.raises(NipError, match=words):
            nip.parse(text)
    (issue,) = nip.check(nip.parse("196804112026071001"), TODAY)
    assert issue.message == "By the NIP the appointment in 2026-07 is still to come."
    (issue,) = nip.check(nip.parse("199009132027212014"), TODAY)
    assert issue.message == "By the NIP the appointment in 2027 is still to come."


def test_december_and_a_sequence_of_three_digits():
    found = nip.parse("196804111993121912")
    assert (found.kind, found.appointment, found.sequence) == (nip.PNS, (1993, 12), 912)
