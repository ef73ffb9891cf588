"""Chance that is the same every time: drawn from a person's number and a subject."""

from zlib import crc32


def draw(nip, subject):
    """Return a number from 0 up to, not including, 1."""
    return crc32(f"{subject}:{nip}".encode()) / 2**32


def pick(nip, subject, choices):
    """Return one of the choices, all equally likely."""
    return choices[int(draw(nip, subject) * len(choices))]
