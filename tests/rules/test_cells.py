"""Texts of people in the cells of a workbook."""

import pytest
from rules.cells import plain_cell, plain_cell_text, safe_cell, sheet_name, unread_text

TRICK = '<r><t>A</t></r></is></c><c r="A9"><f>1+1</f></c><c><is><r><t>B</t></r>'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (TRICK, f"{TRICK} "),
        ("<r></r>", "<r></r> "),
        ("<r>", "<r>"),
        ("x<r></r>", "x<r></r>"),
        ("<r></r>x", "<r></r>x"),
        ("=1+1", "=1+1"),
        ("", ""),
    ],
)
def test_no_text_is_taken_for_markup(text, written):
    assert plain_cell_text(text) == written


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x")',
        "{=1+1}",
        "HTTP://x",
        "https://x",
        "ftp://x",
        "ftps://x",
        "file://x",
        "mailto:x@example.org",
        "internal:A!B1",
        "external:c:\\x",
    ],
)
def test_formulas_and_links_get_a_sign_in_front(text):
    assert unread_text(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["{=1+1}", "http://x", " HTTPS://x", "ftp://x", "mailto:x@example.org"]
)
def test_what_may_become_a_link_gets_a_sign_in_front(text):
    assert plain_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Dinas = A", " =1", "{1}", "+1", "http", "", 3, None])
def test_other_texts_stay(text):
    assert unread_text(text) == text


def test_markup_stays_text_there_too():
    assert unread_text(TRICK) == f"{TRICK} "


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rekap", "Rekap"),
        ("a" * 31, "a" * 31),
        ("a" * 32, "a" * 31),
        (r"a[b]c:d*e?f/g\h", "a b c d e f g h"),
        ("'Rekap'", "Rekap"),
        ("", "-"),
        ("///", "-"),
    ],
)
def test_names_of_sheets(text, name):
    assert sheet_name(text) == name


@pytest.mark.parametrize("text", ["=1+1", "+62", "-1", "@SUM(A1)", "\tx", "\rx", "\n=1", "  =1"])
def test_no_cell_is_a_formula(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Puskesmas", "A=B", "1", "Loket 2 - KTP"])
def test_harmless_texts_stay(text):
    assert safe_cell(text) == text


@pytest.mark.parametrize("text", [" @SUM(A1)", "{=1+1}", "HTTPS://x", " mailto:x@example.org"])
def test_no_cell_is_a_link_either(text):
    assert plain_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Antrean", "", -3, None, False])
def test_other_values_stay(value):
    assert plain_cell(value) is value
