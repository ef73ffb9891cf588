"""Codes of the national system, and what two systems say differently about a result."""

import pytest
from rules import credit, exchange, predicate, rating


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("I/a", "11"),
        ("I/d", "14"),
        ("II/a", "21"),
        ("III/d", "34"),
        ("IV/a", "41"),
        ("IV/e", "45"),
        # Grades of PPPK, ranks that do not exist, and rubbish have no code.
        ("IX", ""),
        ("III/e", ""),
        ("III/", ""),
        ("III/ab", ""),
        ("III/f", ""),
        ("V/a", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_rank_has_the_number_of_the_national_list(code, expected):
    assert exchange.rank_id(code) == expected


def test_coefficient_of_good_is_known_for_every_level():
    found = {level: exchange.coefficient_id(level, predicate.GOOD) for level in credit.LEVELS}
    assert found == {
        "expert_first": "12",
        "expert_junior": "22",
        "expert_middle": "32",
        "expert_principal": "42",
        "skill_beginner": "52",
        "skill_skilled": "62",
        "skill_proficient": "72",
        "skill_supervisor": "82",
    }


@pytest.mark.parametrize("key", [k for k in predicate.PREDICATES if k != predicate.GOOD])
def test_coefficient_that_is_not_published_stays_empty(key):
    assert exchange.coefficient_id("expert_first", key) == ""
    assert exchange.coefficient_id(None, predicate.GOOD) == ""


def test_every_rating_and_predicate_has_its_word():
    assert set(exchange.RATING_TEXTS) == set(rating.RATINGS)
    assert set(exchange.PREDICATE_TEXTS) == set(predicate.PREDICATES)
    assert exchange.PREDICATE_TEXTS[predicate.NEEDS_IMPROVEMENT] == "BUTUH PERBAIKAN"


def test_names_and_words_are_those_that_are_published():
    """As client programs of the web service send "SKP 2022" and "kinerja periodik"."""
    published = """
        nip nama tahun periodikId bulanMulaiPenilaian tahunMulaiPenilaian bulanSelesaiPenilaian
        tahunSelesaiPenilaian hasilKinerja hasilKinerjaNilai perilakuKerja perilakuKerjaNilai
        kuadranKinerja kuadranKinerjaNilai koefisienId namaPenilai nipNrpPenilai penilaiGolonganId
        penilaiJabatanNm penilaiUnorNm statusPenilai
    """
    assert list(exchange.FIELDS) == published.split()
    assert exchange.KEYS[-1] == "tahunSelesaiPenilaian"
    words = {"hasilKinerja", "perilakuKerja", "kuadranKinerja", "statusPenilai"}
    assert words == exchange.WORDS
    assert (exchange.ASN, exchange.NOT_ASN) == ("ASN", "NON ASN")
    assert [exchange.RATING_TEXTS[key] for key in ("above", "meets", "below")] == [
        "DIATAS EKSPEKTASI",
        "SESUAI EKSPEKTASI",
        "DIBAWAH EKSPEKTASI",
    ]
    periods = [exchange.period_id(kind) for kind in ("month", "quarter", "half", "year")]
    assert periods == ["1", "2", "", ""]


@pytest.mark.parametrize(
    ("other", "name"),
    [
        ("nipbaru", "nip"),
        ("nip_baru", "nip"),
        ("penilainama", "namaPenilai"),
        ("penilainipnrp", "nipNrpPenilai"),
        ("penilaigolongan", "penilaiGolonganId"),
        ("penilaijabatan", "penilaiJabatanNm"),
        ("penilaijabatannama", "penilaiJabatanNm"),
        ("penilaiunornama", "penilaiUnorNm"),
    ],
)
def test_fields_under_the_names_of_other_lists(other, name):
    assert exchange.ALIASES[other] == name


def test_fields_are_keys_and_compared_without_repetition():
    assert len(set(exchange.FIELDS)) == len(exchange.FIELDS)
    assert exchange.KEYS + exchange.COMPARED == exchange.FIELDS
    assert set(exchange.COMPARED) > exchange.WORDS


def test_every_field_is_known_in_lower_case_and_no_other_is_meant():
    assert set(exchange.ALIASES.values()) == set(exchange.FIELDS)
    assert all(name == name.lower() for name in exchange.ALIASES)
    assert exchange.ALIASES["penilainipnrp"] == "nipNrpPenilai"


OURS = {
    "hasilKinerja": "DIATAS EKSPEKTASI",
    "hasilKinerjaNilai": "1",
    "koefisienId": "",
    "namaPenilai": "Cut Nyak Dhien",
}


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ({}, []),
        ({"hasilKinerja": "Di Atas Ekspektasi", "hasilKinerjaNilai": "1"}, []),
        ({"hasilKinerjaNilai": "2"}, [("hasilKinerjaNilai", "1", "2")]),
        ({"hasilKinerjaNilai": ""}, [("hasilKinerjaNilai", "1", "")]),
        # What we leave empty is no claim of ours.
        ({"koefisienId": "13"}, []),
        ({"namaPenilai": " CUT  NYAK DHIEN "}, []),
        # In a name a space is part of it.
        ({"namaPenilai": "Cutnyak Dhien"}, [("namaPenilai", "Cut Nyak Dhien", "Cutnyak Dhien")]),
        ({"path": "x"}, []),
        # A word is the same with and without its spaces, and with nothing it is not.
        ({"hasilKinerja": "DI ATASEKSPEKTASI"}, []),
        ({"hasilKinerja": None}, [("hasilKinerja", "DIATAS EKSPEKTASI", None)]),
    ],
)
def test_only_what_both_say_is_compared(theirs, expected):
    assert exchange.differences(OURS, theirs) == expected
