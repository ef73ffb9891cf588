"""Signatures: one exact text of what was signed, and a chain in which no row can be changed.

Each row of a chain carries the checksum of what was signed and the checksum of the row before it
(SHA-256). Whoever changes one byte, removes a row, puts one in or swaps two, breaks the chain at
that place. PermenPANRB 6/2022 asks for both names under a plan and the evaluator's under an
evaluation, PP 30/2019 article 59 for the superior's under a decision on an objection.

>>> first = seal_row({"sequence": 1}, "{}", GENESIS)
>>> second = seal_row({"sequence": 2}, "{}", first.hash)
>>> verify_chain([first, second]).is_whole
True
>>> verify_chain([first, second._replace(content="{ }")]).broken
Break(sequence=2, reason='content')
>>> verify_chain([second]).broken
Break(sequence=1, reason='missing')
"""

from __future__ import annotations

import hashlib
import json
from collections import namedtuple
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from .exceptions import InvalidInputError

FORM = 1  # version of the canonical form; a later one is read beside it, never instead of it
GENESIS = "0" * 64  # stands before the first row of a chain

# What is wrong with a row
MISSING = "missing"  # another row was expected here: one was removed, put in or moved
CONTENT = "content"  # the text is not the one that was signed
LINK = "link"  # the row does not follow from the one before it
SEAL = "seal"  # who, when or what of the row was changed
END = "end"  # rows at the end of the chain are gone
REASONS = (MISSING, CONTENT, LINK, SEAL, END)

# What a signature says about its document today
GENUINE = "genuine"
REPLACED = "replaced"
BROKEN = "broken"
ANONYMISED = "anonymised"  # genuine, and made nameless since: see rules/retention.py
STATUSES = (GENUINE, REPLACED, BROKEN, ANONYMISED)

PLAIN = frozenset({str, int, bool, type(None)})
TITLES = frozenset(
    {
        "dr",
        "drg",
        "drs",
        "dra",
        "drh",
        "ir",
        "prof",
        "h",
        "hj",
        "hjh",
        "tgk",
        "tengku",
        "apt",
        "ns",
        "kol",
        "kolonel",
        "kompol",
        "akbp",
        "letkol",
    }
)

Break = namedtuple("Break", "sequence reason")
Row = namedtuple("Row", "seal content content_hash previous_hash hash")


@dataclass(frozen=True)
class Check:
    """What a walk along a chain found: how far it came, and the first row that is wrong."""

    count: int
    sequence: int
    hash: str
    broken: Break | None = None

    @property
    def is_whole(self):
        """Whether no row is wrong."""
        return self.broken is None


def canonical(content):
    """Return ``content`` as the one text that stands for it: sorted keys, no blanks.

    Numbers with decimals are texts without trailing zeros, days are ISO 8601, moments are UTC.

    >>> canonical({"b": Decimal("90.50"), "a": date(2026, 1, 31), "c": None})
    '{"a":"2026-01-31","b":"90.5","c":null}'
    >>> canonical([datetime(2026, 1, 31, 5, 0), True, "Siti “Rahmah”"])
    '["2026-01-31T05:00:00Z",true,"Siti “Rahmah”"]'
    >>> canonical({"a": 90.5})
    Traceback (most recent call last):
        ...
    rules.exceptions.InvalidInputError: A signature cannot hold this value: 90.5
    """
    plain = _plain(content)
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _plain(value):
    """Return ``value`` as JSON has it; most of it is text and is left where it stands."""
    if isinstance(value, dict) and all(type(key) is str for key in value):
        return {key: item if type(item) in PLAIN else _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [item if type(item) in PLAIN else _plain(item) for item in value]
    if type(value) in PLAIN:
        return value
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, datetime):
        return value.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    if isinstance(value, date):
        return value.isoformat()
    raise InvalidInputError(
        "A signature cannot hold this value: %(value)s", code="not_storable", value=str(value)
    )


def decimal_text(value):
    """Return a number as the one text that stands for it.

    >>> [decimal_text(Decimal(text)) for text in ("90.0000", "1E+3", "0.10", "-0.0", "3600")]
    ['90', '1000', '0.1', '0', '3600']
    """
    if not value.is_finite():
        raise InvalidInputError(
            "A signature cannot hold this value: %(value)s", code="not_storable", value=str(value)
        )
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def digest(text):
    """Return the SHA-256 of a text, in 64 hexadecimal digits.

    >>> digest("")[:16]
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def link(previous_hash, content_hash, seal):
    """Return the checksum of a row: of the row before it, of what was signed, and of the seal.

    :param seal: who signed which document when: all that the row says besides its content

    >>> one = link(GENESIS, digest("{}"), {"sequence": 1})
    >>> one == link(GENESIS, digest("{}"), {"sequence": 1})
    True
    >>> one == link(digest(""), digest("{}"), {"sequence": 1})
    False
    """
    return digest(f"{previous_hash}\n{content_hash}\n{canonical(seal)}")


def seal_row(seal, content, previous_hash):
    """Return the :class:`Row` that continues a chain.

    >>> row = seal_row({"sequence": 1}, "{}", GENESIS)
    >>> row.previous_hash == GENESIS, row.content_hash == digest("{}"), len(row.hash)
    (True, True, 64)
    """
    content_hash = digest(content)
    return Row(seal, content, content_hash, previous_hash, link(previous_hash, content_hash, seal))


def problem_of(row):
    """Return what is wrong with a row in itself, or None.

    >>> row = seal_row({"sequence": 1, "signer": "Siti"}, "{}", GENESIS)
    >>> problem_of(row), problem_of(row._replace(content="[]"))
    (None, 'content')
    >>> problem_of(row._replace(seal={"sequence": 1, "signer": "Rahmat"}))
    'seal'
    """
    if digest(row.content) != row.content_hash:
        return CONTENT
    if link(row.previous_hash, row.content_hash, row.seal) != row.hash:
        return SEAL
    return None


def verify_chain(rows, after=None):
    """Walk along rows in the order of their numbers; stop at the first one that is wrong.

    :param rows: the rows, also as a generator
    :param after: the :class:`Check` of the part before; without it the chain begins here
    """
    after = after or Check(0, 0, GENESIS)
    count, sequence, previous = after.count, after.sequence, after.hash
    for row in rows:
        found = row.seal["sequence"]
        if found != sequence + 1:
            return Check(count, sequence, previous, Break(sequence + 1, MISSING))
        problem = LINK if row.previous_hash != previous else problem_of(row)
        if problem:
            return Check(count, sequence, previous, Break(found, problem))
        count, sequence, previous = count + 1, found, row.hash
    return Check(count, sequence, previous)


def verify_end(check, sequence, last_hash):
    """Return ``check`` after comparing it with what the chain's head says about its last row.

    >>> row = seal_row({"sequence": 1}, "{}", GENESIS)
    >>> verify_end(verify_chain([row]), 1, row.hash).is_whole
    True
    >>> verify_end(verify_chain([]), 1, row.hash).broken
    Break(sequence=1, reason='end')
    >>> verify_end(verify_chain([row]), 1, GENESIS).broken
    Break(sequence=1, reason='end')
    """
    if check.broken or (check.sequence, check.hash) == (sequence, last_hash):
        return check
    first = check.sequence if check.sequence == sequence else min(check.sequence, sequence) + 1
    return Check(check.count, check.sequence, check.hash, Break(first, END))


def status_of(*, is_intact, has_newer, is_in_force, is_same, is_erased=False):
    """Return what a signature says about its document today.

    :param is_intact: the row and its two neighbours are as they were written
    :param has_newer: the same document was signed anew since
    :param is_in_force: the document is in a state that this signature stands for
    :param is_same: the document says today what was signed
    :param is_erased: names and texts went after retention, and the rest is what was signed

    >>> status_of(is_intact=True, has_newer=False, is_in_force=True, is_same=True)
    'genuine'
    >>> status_of(is_intact=True, has_newer=False, is_in_force=False, is_same=False)
    'replaced'
    >>> status_of(is_intact=True, has_newer=False, is_in_force=True, is_same=False)
    'broken'
    >>> status_of(is_intact=False, has_newer=True, is_in_force=True, is_same=True)
    'broken'
    >>> status_of(
    ...     is_intact=True, has_newer=False, is_in_force=True, is_same=False, is_erased=True
    ... )
    'anonymised'
    """
    if not is_intact:
        return BROKEN
    if has_newer or not is_in_force:
        return REPLACED
    if is_erased:
        return ANONYMISED
    return GENUINE if is_same else BROKEN


def initials(name):
    """Return the initials of a name without titles.

    >>> initials("Siti Rahmah"), initials("dr. Hj. Cut Meutia, Sp.A"), initials("M. Yusuf")
    ('S. R.', 'C. M.', 'M. Y.')
    >>> initials("H. Abdul Wahab, S.E., M.M."), initials("Ir."), initials("")
    ('A. W.', 'I.', '')
    """
    words = [word for word in name.partition(",")[0].split() if word[:1].isalpha()]
    bare = [word for word in words if word.rstrip(".").lower() not in TITLES]
    return " ".join(f"{word[0].upper()}." for word in (bare or words[:1]))


def short_code(row_hash):
    """Return the code that people compare between a sheet and the page.

    >>> short_code("3f9a2c710bd4" + "0" * 52)
    '3F9A-2C71-0BD4'
    """
    text = row_hash[:12].upper()
    return "-".join(text[start : start + 4] for start in range(0, 12, 4))
