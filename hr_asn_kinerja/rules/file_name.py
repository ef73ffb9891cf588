"""Names of files that every system opens: no path, no sign with a meaning, not too long."""

from unicodedata import category, normalize

# Windows refuses a whole path of more than 260 letters.
LONGEST = 100
ALLOWED = frozenset(" .,-_()")
KINDS = frozenset("LMN")  # letters, signs at letters, digits; see the Unicode standard
_EMPTY = "-"


def safe_name(*parts, longest=LONGEST):
    """Return ``parts`` in one line as the name of a file or folder.

    Letters and digits of every script stay; whatever else could lead out of a folder, hide the
    end of a name or mean something to a program becomes one underscore.

    :param parts: texts; empty ones are left out
    :param int longest: most letters of the name, above zero

    >>> safe_name("199003122015032901", "Siti Rahmah, S.Kep.", "SKP")
    '199003122015032901 Siti Rahmah, S.Kep. SKP'
    >>> safe_name("../../etc/passwd")
    '_.._etc_passwd'
    >>> safe_name("", None)
    '-'
    """
    text = normalize("NFC", " ".join(part for part in parts if part))
    kept = "".join(one if one in ALLOWED or category(one)[0] in KINDS else "_" for one in text)
    while "__" in kept:
        kept = kept.replace("__", "_")
    kept = " ".join(kept.split()).lstrip(". ")
    return kept[:longest].rstrip(". ") or _EMPTY


def unused_name(name, used):
    """Return ``name``, with a number behind it when ``used`` has it already.

    ``used`` is added to. Letters count as equal whether small or large: some systems say so.

    >>> used = set()
    >>> [unused_name("Siti SKP", used), unused_name("siti skp", used)]
    ['Siti SKP', 'siti skp (2)']
    """
    number, found = 1, name
    while found.casefold() in used:
        number += 1
        found = f"{name} ({number})"
    used.add(found.casefold())
    return found
