"""Chance that is the same every time: drawn from a person's number and a subject."""

from hashlib import blake2b


def draw(nip, subject):
    """Return a number from 0 up to, not including, 1.

    >>> draw("199103272021032901", "plan") == draw("199103272021032901", "plan")
    True
    """
    digest = blake2b(f"{subject}:{nip}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") / 2**32


def pick(nip, subject, choices):
    """Return one of the choices, all equally likely."""
    return choices[int(draw(nip, subject) * len(choices))]
