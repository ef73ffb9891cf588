"""Words of a job title: what stands first decides, whole words only."""

import doctest

import pytest
from rules import job_title


def test_examples_of_the_module():
    assert doctest.testmod(job_title).failed == 0


@pytest.mark.parametrize(
    ("title", "words", "expected"),
    [
        ("Kepala Sekolah (Guru Kelas Ahli Muda)", "kepala sekolah", (0, -2)),
        ("Kepala Sekolah (Guru Kelas Ahli Muda)", "guru", (2, -1)),
        ("Dokter Gigi Ahli Pertama", "dokter; dokter gigi", (0, -2)),
        ("PERAWAT TERAMPIL", " Perawat ", (0, -1)),
        ("Perawat", "kepala perawat", None),
        ("Juru Rawat", "perawat", None),
        ("", "perawat", None),
        (None, "perawat", None),
        ("Perawat", "", None),
        ("Perawat", None, None),
        ("Perawat", " ; ;", None),
    ],
)
def test_rank(title, words, expected):
    assert job_title.rank(title, words) == expected


def test_headmaster_before_teacher():
    title = "Kepala Sekolah (Guru Mata Pelajaran Ahli Madya)"
    assert job_title.rank(title, "kepala sekolah") < job_title.rank(title, "guru")
