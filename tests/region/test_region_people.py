"""People: their numbers, careers, places and superiors."""

from collections import Counter
from datetime import date

import pytest
from nip_by_hand import take_apart

# domain of the ranks: PermenPANRB 1/2023 for functional levels, echelons as in common use
RANKS_OF_LEVEL = {
    "Terampil": {"II/c", "II/d"},
    "Mahir": {"III/a", "III/b"},
    "Penyelia": {"III/c", "III/d"},
    "Ahli Pertama": {"III/a", "III/b"},
    "Ahli Muda": {"III/c", "III/d"},
    "Ahli Madya": {"IV/a", "IV/b", "IV/c"},
}
GRADE_OF_LEVEL = {"Terampil": "VII", "Ahli Pertama": "IX"}
KIND_OF_ECHELON = {
    "II.a": "jpt",
    "II.b": "jpt",
    "III.a": "administrator",
    "III.b": "administrator",
    "IV.a": "pengawas",
    "IV.b": "pengawas",
}


def test_number_of_people_is_exact(make_region):
    assert len(make_region("small").pegawai) == 300
    assert len(make_region("city").pegawai) == 3_500
    assert len(make_region(13_000).pegawai) == 13_000


@pytest.mark.parametrize("number", [240, 1_200, 1_201, 2_500, 2_501])
def test_number_of_people_is_exact_at_the_edges_of_the_layouts(make_region, number):
    assert len(make_region(number).pegawai) == number
    assert len(make_region(number).akun) == 9


def test_numbers_are_valid_and_fit_the_person(region):
    for person in region.pegawai:
        parts = take_apart(person["nip"])
        assert parts, person
        birth, year, middle, sex, sequence = parts
        assert birth.isoformat() == person["tgl_lahir"]
        assert sex == person["jenis_kelamin"]
        assert sequence >= 901, "made-up people must be told apart from real ones"
        if person["status"] in ("PNS", "CPNS"):
            assert 1 <= middle <= 12
            appointed = date(year, middle, 1)
        else:
            assert middle == {"PPPK": 21, "PPPK Paruh Waktu": 24}[person["status"]]
            appointed = date(year, 12, 31)
        assert appointed < date(2026, 1, 1)
        assert year - birth.year >= 18
        assert 2026 - birth.year <= 60


def test_numbers_and_addresses_are_unique(region):
    for column in ("nip", "email"):
        values = [person[column] for person in region.pegawai]
        assert len(set(values)) == len(values)
    assert all(p["email"].endswith(".example.invalid") for p in region.pegawai)


def test_dates_of_a_career_follow_each_other(region):
    for person in region.pegawai:
        year, middle = int(person["nip"][8:12]), int(person["nip"][12:14])
        begin = date(year, middle if middle <= 12 else 1, 1).isoformat()
        assert begin <= person["tmt_golongan"] < "2026-01-01"
        assert begin <= person["tmt_jabatan"] < "2026-01-01"


def test_rank_fits_status_and_post(region):
    for person in region.pegawai:
        rank, level = person["golongan"], person["jenjang"]
        assert (level != "") == (person["jenis_jabatan"] == "fungsional")
        if person["status"] == "PNS" and level:
            assert rank in RANKS_OF_LEVEL[level], person
        elif person["status"] == "CPNS":
            assert rank in ("II/a", "II/c", "III/a")
        elif person["status"].startswith("PPPK"):
            assert rank == GRADE_OF_LEVEL[level] if level else rank in ("V", "VII", "IX")
        else:
            assert "/" in rank
        if person["eselon"]:
            assert KIND_OF_ECHELON[person["eselon"]] == person["jenis_jabatan"]


def test_every_superior_stands_before_and_leads(region):
    """So every chain ends and there is no circle."""
    outside = {f"NON:{row['kode']}" for row in region.pejabat_non_asn}
    before = {}
    for person in region.pegawai:
        superior = person["nip_atasan"]
        if superior in outside:
            assert person["jabatan"] == "Sekretaris Daerah"
        else:
            assert before[superior]["kepala_unit"] == "ya"
        before[person["nip"]] = person


def test_every_unit_with_people_has_one_head(region):
    heads = Counter(p["kode_unit"] for p in region.pegawai if p["kepala_unit"] == "ya")
    assert set(heads.values()) == {1}
    assert {p["kode_unit"] for p in region.pegawai} == set(heads)


def test_units_and_posts_exist(region):
    units = {unit["kode"] for unit in region.unit}
    posts = {post["nama"]: post for post in region.jabatan}
    assert len(posts) == len(region.jabatan)
    for person in region.pegawai:
        assert person["kode_unit"] in units
        post = posts[person["jabatan"]]
        assert post["jenis_jabatan"] == person["jenis_jabatan"]
        assert post["jenjang"] == person["jenjang"]


def test_shares_of_teachers_and_health_workers(region):
    everybody = len(region.pegawai)
    teachers = sum("Guru" in p["jabatan"] for p in region.pegawai)
    health = sum(
        p["kode_unit"].split("-PKM-")[0] != p["kode_unit"] or "RSUD" in p["kode_unit"]
        for p in region.pegawai
    )
    assert 0.30 <= teachers / everybody <= 0.40
    assert 0.22 <= health / everybody <= 0.30


def test_names_have_no_odd_spaces_and_are_various(region):
    names = [person["nama"] for person in region.pegawai]
    assert all(name == " ".join(name.split()) for name in names)
    assert len(set(names)) > 0.85 * min(len(names), 5_000)
    assert not any(
        person["jenis_kelamin"] == "L" and person["nama"].split()[0] in ("Siti", "Nurhayati", "Cut")
        for person in region.pegawai
    )
