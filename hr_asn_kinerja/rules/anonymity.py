"""When something said without a name may be shown, and how, so that nobody can be named by it.

No article prescribes numbers; PermenPANRB 6/2022 (article 33 and following) wants continuous
feedback, Law 27/2022 on personal data wants the least data that serves the purpose. The choices
are ours and stand here once for feedback and for the 360-degree round:

1. *Minimum.* A group is shown when at least ``minimum`` different people gave something (3 at
   least, the region may ask for more). Below that: no text, no average, no number.
2. *Differences.* Whoever looks twice sees what was added. So texts are let out in batches: what
   has gathered since the last batch becomes visible when it comes from at least ``minimum``
   people, else it waits. Two looks therefore differ by nothing or by at least ``minimum`` texts.
   What has not gathered to a batch by the period's end stays closed for good: showing the last one
   or two would point at those who gave late. (Holding everything until the end would lose nothing,
   but then feedback would come when it no longer helps.)
3. *Time.* Batches are looked for once a week at a fixed hour, never when somebody sends: else the
   moment at which a batch appears is the moment of its last giver. A text carries its period and
   no finer date.
4. *Order.* Random numbers of the operating system; a stored order is drawn, never counted up.
5. *Parts of a whole.* When a total is shown beside its groups, hiding one small group is not
   enough: it is the total less the others. See ``small_groups.py``.

>>> may_show(2, 3), may_show(3, 3), may_show(3, 1), may_show(2, 0)
(False, True, True, False)
>>> [may_release(waiting, 3) for waiting in range(5)]
[False, False, False, True, True]
"""

from __future__ import annotations

import hashlib
import hmac
import random
import re
import secrets
from collections.abc import Iterable

MINIMUM = 3  # fewer is never possible, whatever a setting says
HIGHEST_MINIMUM = 20
HIGHEST_KEY = 2**31 - 2  # ids are four bytes in PostgreSQL

# What a text may betray about whoever wrote it.
OWN_NAME = "name"
OWN_NUMBER = "number"
OWN_EMAIL = "email"
OWN_PHONE = "phone"

# Parts of a name that are no name: titles, and words shorter than three letters.
# Of three letters and more: shorter parts of a name are not looked for.
_TITLES = frozenset(("drs", "dra", "drg", "prof", "bin", "binti", "ners", "amd", "skep", "skm"))
_PHONE_DIGITS = 8  # a local number without its area code has seven or eight digits


def minimum_in_force(setting: int | None) -> int:
    """Return the number of givers that counts: the region's, but never fewer than three.

    >>> [minimum_in_force(setting) for setting in (None, 0, 2, 3, 5, 99)]
    [3, 3, 3, 3, 5, 20]
    """
    return min(max(setting or MINIMUM, MINIMUM), HIGHEST_MINIMUM)


def may_show(givers: int, minimum: int) -> bool:
    """Tell whether a group of ``givers`` different people may be shown at all."""
    return givers >= minimum_in_force(minimum)


def may_release(waiting: int, minimum: int) -> bool:
    """Tell whether what ``waiting`` different people gave since the last batch may be let out."""
    return may_show(waiting, minimum)


def shuffled(items: Iterable) -> list:
    """Return ``items`` in a fresh order drawn with the operating system's random numbers.

    >>> sorted(shuffled([3, 1, 2]))
    [1, 2, 3]
    """
    items = list(items)
    random.SystemRandom().shuffle(items)
    return items


def draw_key() -> int:
    """Return a random id or sort key from 1 to 2**31 - 2: it tells no order and no time.

    >>> 1 <= draw_key() <= 2**31 - 2
    True
    """
    return secrets.randbelow(HIGHEST_KEY) + 1


def participation_key(secret: str, *parts: int) -> str:
    """Return the mark by which a giver counts once, from which nobody reads who it was.

    The same person, subject and period give the same mark; without ``secret`` the mark can be
    neither worked out nor turned back. (Who holds the database and the secret can try all people.)

    :param parts: ids of giver, subject and period or round, in this order always

    >>> mark = participation_key("secret", 7, 12, 3)
    >>> len(mark), mark == participation_key("secret", 7, 12, 3)
    (64, True)
    >>> mark in (participation_key("secret", 71, 2, 3), participation_key("other", 7, 12, 3))
    False
    """
    if not secret:
        raise ValueError("a secret is needed")
    message = "|".join(str(int(part)) for part in parts).encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def traces_of_giver(
    text: str,
    name: str = "",
    numbers: Iterable[str] = (),
    emails: Iterable[str] = (),
    phones: Iterable[str] = (),
) -> tuple[str, ...]:
    """Return what in ``text`` names whoever wrote it: a warning before sending, never a block.

    :param numbers: NIP and other registry numbers, found with or without blanks and dots

    >>> giver = {"name": "dr. Cut Nurlaila", "numbers": ["198501012010012001"],
    ...          "emails": ["laila@subulussalam.go.id"], "phones": ["+62 812-3456-7890"]}
    >>> traces_of_giver("Saya, Nurlaila, melihat antrean panjang", **giver)
    ('name',)
    >>> traces_of_giver("NIP 19850101 201001 2 001, HP 0812 3456 7890", **giver)
    ('number', 'phone')
    >>> traces_of_giver("Tulis ke LAILA@subulussalam.go.id", **giver)
    ('email',)
    >>> traces_of_giver("Antrean di loket dua terlalu panjang", **giver)
    ()
    """
    found = []
    lowered = text.lower()
    words = set(re.findall(r"[^\W\d_]+", lowered))
    parts = set(re.findall(r"[^\W\d_]{3,}", (name or "").lower())) - _TITLES
    if parts & words:
        found.append(OWN_NAME)
    digits = re.sub(r"(?<=[0-9])[\s.\-/]+(?=[0-9])", "", lowered)
    runs = re.findall(r"[0-9]+", digits)
    if any(_digits(number) and _digits(number) in run for number in numbers for run in runs):
        found.append(OWN_NUMBER)
    if any(email and email.strip().lower() in lowered for email in emails):
        found.append(OWN_EMAIL)
    ends = [_digits(phone)[-_PHONE_DIGITS:] for phone in phones]
    if any(len(end) == _PHONE_DIGITS and end in run for end in ends for run in runs):
        found.append(OWN_PHONE)
    return tuple(found)


def _digits(value):
    return re.sub(r"[^0-9]", "", value or "")
