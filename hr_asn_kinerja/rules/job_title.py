"""Which words of a job title decide about the template of a plan.

A title names the duty first and the grade after it: "Kepala Sekolah (Guru Kelas Ahli Muda)" is
planned as a headmaster, not as a teacher. So the words that stand first in the title win, and of
two that start at the same place the longer ones. Our choice: the regulation knows no templates.

>>> rank("Kepala Sekolah (Guru Kelas Ahli Muda)", "guru; kepala sekolah")
(0, -2)
>>> rank("Guru Kelas Ahli Pertama", "guru")
(0, -1)
>>> rank("Asisten Apoteker Terampil", "apoteker") > rank("Asisten Apoteker", "asisten apoteker")
True
>>> rank("Perawat Terampil", "bidan") is None
True
>>> rank("Perawatan Gedung", "perawat") is None
True
"""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")


def split(text: str | None) -> list[str]:
    """Return the words of a title in small letters, without brackets and marks.

    >>> split("Dokter Gigi (Ahli Madya)")
    ['dokter', 'gigi', 'ahli', 'madya']
    """
    return _WORD.findall((text or "").lower())


def phrases(words: str | None) -> list[list[str]]:
    """Return the alternatives of a list such as ``perawat; ners``, each as its words.

    >>> phrases("perawat; kepala ruang ;")
    [['perawat'], ['kepala', 'ruang']]
    """
    found = (split(part) for part in re.split(r"[;\n]", words or ""))
    return [phrase for phrase in found if phrase]


def rank(title: str | None, words: str | None) -> tuple[int, int] | None:
    """Return how well ``words`` fit ``title``, the smaller the better; None when they do not.

    :param words: alternatives, each one or more whole words, separated by semicolons
    :return: (place of the first word in the title, minus the number of words)
    """
    found = split(title)
    fits = [
        (start, -len(phrase))
        for phrase in phrases(words)
        for start in range(len(found))
        if found[start : start + len(phrase)] == phrase
    ]
    return min(fits, default=None)
