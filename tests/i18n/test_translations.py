"""The Indonesian translation of every addon is complete and says the same as the source.

Reads the files only; no Odoo. A language of a region that nobody translated would show on the
screens of people who never chose English, so an untranslated text is an error here.
"""

import html.parser
import re
from collections import Counter
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDONS = sorted(path.parent.parent.name for path in ROOT.glob("hr_asn_kinerja*/i18n/id.po"))
# %(name)s and %s as Python fills them in; %% and "100 %" are text.
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[+#0-9.]*[sdfirx](?![a-z])")
# Attributes that a translator may and must change.
TRANSLATED_ATTRIBUTES = {"title", "alt", "placeholder", "aria-label", "string", "data-tooltip"}


def entries(addon):
    """Return the entries of the addon's ``id.po`` that are in use."""
    return [entry for entry in polib.pofile(path_of(addon, "id.po")) if not entry.obsolete]


def path_of(addon, name):
    """Return the path of a translation file as text."""
    return str(ROOT / addon / "i18n" / name)


def placeholders(text):
    """Count the placeholders of a text."""
    return Counter(PLACEHOLDER.findall(text))


class _Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = Counter()

    def handle_starttag(self, tag, attrs):
        kept = sorted((key, value) for key, value in attrs if key not in TRANSLATED_ATTRIBUTES)
        named = sorted(key for key, _value in attrs if key in TRANSLATED_ATTRIBUTES)
        self.found[(tag, tuple(kept), tuple(named))] += 1

    def handle_endtag(self, tag):
        self.found[("/" + tag, (), ())] += 1


def tags(text):
    """Count the tags of a text; what a translator may change in an attribute is left out."""
    parser = _Tags()
    parser.feed(text)
    parser.close()
    return parser.found


def where(entry):
    """Return the entry in a form that leads to it in the file."""
    return f"line {entry.linenum}: {entry.msgid!r} -> {entry.msgstr!r}"


def test_core_and_every_translated_addon_are_checked():
    assert "hr_asn_kinerja" in ADDONS
    with_template = {path.parent.parent.name for path in ROOT.glob("hr_asn_*/i18n/*.pot")}
    assert set(ADDONS) == with_template


@pytest.mark.parametrize("addon", ADDONS)
def test_file_names_its_language_and_encoding(addon):
    metadata = polib.pofile(path_of(addon, "id.po")).metadata
    assert metadata["Content-Type"] == "text/plain; charset=UTF-8"
    # Odoo loads by file name; a wrong header misleads the editors of translators.
    assert metadata.get("Language", "id") in ("id", "id_ID")


@pytest.mark.parametrize("addon", ADDONS)
def test_every_text_is_translated(addon):
    assert [where(entry) for entry in entries(addon) if not entry.msgstr.strip()] == []


@pytest.mark.parametrize("addon", ADDONS)
def test_no_translation_is_a_guess(addon):
    assert [where(entry) for entry in entries(addon) if entry.fuzzy] == []


@pytest.mark.parametrize("addon", ADDONS)
def test_template_and_translation_hold_the_same_texts(addon):
    template = {entry.msgid for entry in polib.pofile(path_of(addon, f"{addon}.pot"))}
    translated = {entry.msgid for entry in entries(addon)}
    assert sorted(template - translated) == []
    assert sorted(translated - template) == []


@pytest.mark.parametrize("addon", ADDONS)
def test_every_text_stands_once(addon):
    counts = Counter((entry.msgctxt, entry.msgid) for entry in entries(addon))
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("addon", ADDONS)
def test_placeholders_are_kept(addon):
    wrong = [
        where(entry)
        for entry in entries(addon)
        if placeholders(entry.msgid) != placeholders(entry.msgstr)
    ]
    assert wrong == []


@pytest.mark.parametrize("addon", ADDONS)
def test_markup_is_kept(addon):
    wrong = [where(entry) for entry in entries(addon) if tags(entry.msgid) != tags(entry.msgstr)]
    assert wrong == []


@pytest.mark.parametrize("addon", ADDONS)
def test_spaces_at_the_ends_are_kept(addon):
    # Texts beside a number lose their gap otherwise.
    wrong = [
        where(entry)
        for entry in entries(addon)
        if entry.msgid[:1].isspace() != entry.msgstr[:1].isspace()
        or entry.msgid[-1:].isspace() != entry.msgstr[-1:].isspace()
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "official"),
    [
        # PermenPANRB 6/2022: the three ratings and the five predicates
        ("Above expectation", "Di Atas Ekspektasi"),
        ("Meets expectation", "Sesuai Ekspektasi"),
        ("Below expectation", "Di Bawah Ekspektasi"),
        ("Very good", "Sangat Baik"),
        ("Good", "Baik"),
        ("Needs improvement", "Butuh Perbaikan"),
        ("Poor", "Kurang"),
        ("Very poor", "Sangat Kurang"),
        # The aspects and the two kinds of work results of the SKP form
        ("Quantity", "Kuantitas"),
        ("Quality", "Kualitas"),
        ("Time", "Waktu"),
        ("Cost", "Biaya"),
        ("Main", "Utama"),
        ("Additional", "Tambahan"),
        # The three parts of its appendix
        ("Resources needed", "Dukungan Sumber Daya"),
        ("Accountability", "Skema Pertanggungjawaban"),
        ("Consequences", "Konsekuensi"),
    ],
)
def test_words_of_the_regulation(source, official):
    found = {entry.msgid: entry.msgstr for entry in entries("hr_asn_kinerja")}
    assert found[source] == official


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%(a)s of %s", {"%(a)s": 1, "%s": 1}),
        ("90 % sure", {}),
        ("Share (%)", {}),
        ("%s %s", {"%s": 2}),
    ],
)
def test_placeholders_are_recognised(text, expected):
    assert placeholders(text) == expected


def test_tags_differ_when_markup_differs():
    source = '<span class="a" title="Next">x</span>'
    assert tags(source) == tags('<span class="a" title="Berikutnya">y</span>')
    assert tags(source) != tags('<span class="b" title="Next">x</span>')
    assert tags(source) != tags('<span class="a" title="Next">x')
    assert tags(source) != tags('<span class="a">x</span>')


def test_addons_say_the_same_word_for_the_same_source():
    words = {}
    for addon in ADDONS:
        for entry in entries(addon):
            words.setdefault(entry.msgid, {}).setdefault(entry.msgstr, []).append(addon)
    assert {source: found for source, found in words.items() if len(found) > 1} == {}
