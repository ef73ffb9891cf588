"""What is kept as evidence: types by their bytes, names, links. (threat: D13)"""

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules import evidence

ENDINGS = {
    b"\x89PNG\r\n\x1a\n" + bytes(30): "image/png",
    b"\xff\xd8\xff\xe0" + bytes(30): "image/jpeg",
    b"RIFF\x24\x00\x00\x00WEBPVP8 ": "image/webp",
    b"GIF87a" + bytes(20): "image/gif",
    b"%PDF-2.0\n": "application/pdf",
}


ODT = "application/vnd.oasis.opendocument.text"


def office(*names, mimetype=None):
    out = BytesIO()
    with ZipFile(out, "w") as file:
        if mimetype:
            file.writestr("mimetype", mimetype)
        for name in names:
            file.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(("content", "expected"), ENDINGS.items())
def test_types_by_their_first_bytes(content, expected):
    assert evidence.sniff(content) == expected


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (office("[Content_Types].xml", "word/document.xml"), "docx"),
        (office("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (office("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
        (office("content.xml", mimetype=ODT), "odt"),
        (office("content.xml", mimetype=f"{ODT:99}"), "odt"),
        (office("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
    ],
)
def test_office_documents_by_their_parts(content, ending):
    assert evidence.TYPES[evidence.sniff(content)][1] == (ending,)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"<?xml version='1.0'?><svg/>",
        b"MZ\x90",
        b"#!/bin/sh",
        b"PK\x03\x04",
        b" %PDF-1.4",
        office("word/document.xml"),
        office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
        b"RIFX\x24\x00\x00\x00WEBPVP8 ",
        office("a", mimetype="text/html"),
        office("a", mimetype="application/pdf"),
        office("a", mimetype="application/vnd.oasis.opendocument.chart"),
        office("a", mimetype=f"{ODT:100}"),  # a declared type that long is not read
        office("[Content_Types].xml", "other/a.xml"),
        office("[Content_Types].xml", "word/a")[:-30],
    ],
)
def test_what_is_no_evidence(content):
    assert evidence.sniff(content) is None


def test_an_archive_of_thousands_of_parts_is_no_document():
    parts = [f"word/{number}" for number in range(4999)]
    assert evidence.sniff(office("[Content_Types].xml", *parts)) is not None
    assert evidence.sniff(office("[Content_Types].xml", *parts, "word/one more")) is None


def test_points_of_a_picture_are_read_where_its_header_is_whole():
    header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (300).to_bytes(4, "big") + (2).to_bytes(4, "big")
    assert evidence.png_points(header) == 600
    assert evidence.png_points(header[:-1]) is None
    assert evidence.png_points(bytes(24)) is None


@given(st.binary(max_size=200))
def test_no_content_ends_in_an_error(content):
    assert evidence.sniff(content) in {None, *evidence.TYPES}
    assert evidence.sniff(b"PK\x03\x04" + content) in {None, *evidence.TYPES}


@pytest.mark.parametrize("mimetype", evidence.TYPES)
def test_a_name_agrees_with_its_own_type_only(mimetype):
    for other, (_group, endings) in evidence.TYPES.items():
        for ending in endings:
            assert evidence.is_agreed(mimetype, f"a.{ending}") is (other == mimetype)
            assert evidence.is_agreed(mimetype, f"a.{ending.upper()}") is (other == mimetype)
    assert evidence.is_agreed(mimetype, "tanpa akhiran")
    assert not evidence.is_agreed(mimetype, "a.png.html")
    assert not evidence.is_agreed(mimetype, "a.svg")


# Short names, and long ones of a few marks said again: drawn quicker than 400 marks one by one.
@given(st.builds(str.__mul__, st.text(max_size=20), st.sampled_from([1, 1, 40])))
def test_a_clean_name_is_short_and_has_no_folder_and_no_marks(name):
    clean = evidence.clean_name(name)
    assert 0 < len(clean) <= evidence.NAME_LIMIT
    assert not set(clean) & set('/\\\x00\n\r\u202e\u200f<>:"|?*;')
    assert clean not in (".", "..")
    assert evidence.clean_name(clean) == clean


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        (None, "bukti"),
        ("", "bukti"),
        ("a/b/laporan.pdf", "laporan.pdf"),
        ('a<b>:"c|d?*;e.pdf', "a_b___c_d___e.pdf"),
        # 120 characters with the ending, which is 8 long at most
        ("a" * 300, "a" * 120),
        ("a" * 300 + ".markdown", "a" * 111 + ".markdown"),
        ("a" * 300 + ".markdowns", "a" * 120),
        ("000 " * 40, "000 " * 29 + "000"),
    ],
)
def test_names_are_cleaned(name, clean):
    assert evidence.clean_name(name) == clean


def test_a_file_without_a_name_takes_the_one_that_is_given():
    assert evidence.clean_name("..", "foto") == "foto"


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("https://drive.example.go.id/a?b=c#d", None),
        ("http://10.0.0.1:8080/x", None),
        ("HTTPS://EXAMPLE.GO.ID", None),
        ("https://[2001:db8::1]/a", None),
        ("ftp://example.go.id", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("data:text/html,x", "scheme"),
        ("//example.go.id", "scheme"),
        ("example.go.id", "scheme"),
        ("", "scheme"),
        ("https://", "host"),
        ("https://...", "host"),
        ("https://[::1", "host"),
        ("https://a:99999/", "host"),
        ("https://a\\@b.id", "login"),
        ("https://user@a.id", "login"),
        ("https://a.id\\b", "host"),
        ("https://a.id/\t", "characters"),
        ("https://a.id/\u202ex", "characters"),
        ("https://a.id/ b", "characters"),
        ("https://a.id/" + "a" * 987, None),  # 1,000 characters
        ("https://a.id/" + "a" * 988, "length"),
    ],
)
def test_links_by_their_form(link, problem):
    assert evidence.link_problem(link) == problem


@given(st.text(max_size=100))
def test_no_link_ends_in_an_error(link):
    problems = {None, "characters", "scheme", "host", "login", "length"}
    assert evidence.link_problem(link) in problems
    assert evidence.link_problem("https://" + link) in problems


def test_size_is_known_before_decoding():
    """4 characters stand for 3 bytes; the padding makes it at most 2 less."""
    assert evidence.encoded_size("A" * 4_000_000) == 3_000_000


def test_what_a_region_may_allow():
    assert "pdf" not in evidence.extensions("photo")
    assert "docx" not in evidence.extensions("photo_pdf")
    assert {"jpg", "pdf", "xlsx", "ods"} <= set(evidence.extensions("all"))
