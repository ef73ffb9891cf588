"""Texts in the cells of workbooks and CSV files."""

import re

LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
# A spreadsheet takes a text that begins so for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# A text that begins so may become a link or an array formula.
_LINK_STARTS = ("{", "http:", "https:", "ftp:", "mailto:")
# What xlsxwriter's ``write`` takes for a formula or a link.
_READ_AS_OTHER = (
    "=",
    "{=",
    "http://",
    "https://",
    "ftp://",
    "ftps://",
    "file://",
    "mailto:",
    "internal:",
    "external:",
)


def plain_cell_text(text: str) -> str:
    """Return ``text`` so that xlsxwriter writes it as it stands.

    That library takes a text of this form for ready-made rich text and copies it into the file
    unescaped: whoever types it could put cells, formulas and links of an own there.

    >>> plain_cell_text("<r><t>A</t></r>"), plain_cell_text("Dinas <r>")
    ('<r><t>A</t></r> ', 'Dinas <r>')
    """
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def unread_text(text):
    """Return ``text`` so that xlsxwriter makes neither a formula nor a link of it.

    For writers that leave the kind of a cell to that library; what is no text stays as it is.

    >>> unread_text("=1+1"), unread_text("Puskesmas = A"), unread_text(3)
    ("'=1+1", 'Puskesmas = A', 3)
    """
    if not isinstance(text, str):
        return text
    text = plain_cell_text(text)
    return f"'{text}" if text.lower().startswith(_READ_AS_OTHER) else text


def safe_cell(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell("Dinas - A")
    ("'=HYPERLINK(1)", 'Dinas - A')
    """
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def plain_cell(value):
    """Return a text so that no spreadsheet takes it for a formula or a link.

    What is no text is returned as it is.

    >>> plain_cell("https://example.org"), plain_cell(-3)
    ("'https://example.org", -3)
    """
    if isinstance(value, str) and value.lstrip(" ").lower().startswith(_LINK_STARTS):
        return f"'{value}"
    return safe_cell(value) if isinstance(value, str) else value


def sheet_name(text: str) -> str:
    """Return ``text`` as the name of a sheet, which a spreadsheet takes.

    >>> sheet_name("Realisasi: Rencana Aksi / Indikator Kinerja"), sheet_name("'?'")
    ('Realisasi  Rencana Aksi   Indik', '-')
    """
    return _NOT_IN_SHEET_NAMES.sub(" ", text)[:LONGEST_SHEET_NAME].strip("' ") or "-"
