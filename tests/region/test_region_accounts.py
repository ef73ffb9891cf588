"""The logins of the demonstration stand in the relations that the walk needs."""

import pytest

LOGINS = {
    "pegawai": "pegawai",
    "penilai": "penilai",
    "atasan": "atasan",
    "pengelola": "pengelola",
    "bkpsdm": "bkpsdm",
    "auditor": "auditor",
    "admin": "admin_asn",
    "rekan": "rekan",
    "dukcapil": "dukcapil",
}


@pytest.fixture(scope="module")
def people(region):
    by_nip = {person["nip"]: person for person in region.pegawai}
    return {row["peran"]: by_nip[row["nip"]] for row in region.akun}


def test_one_login_per_role(region):
    assert {row["peran"]: row["login"] for row in region.akun} == LOGINS
    for row in region.akun:
        person = next(p for p in region.pegawai if p["nip"] == row["nip"])
        assert (row["nama"], row["kode_unit"]) == (person["nama"], person["kode_unit"])


def test_chain_of_the_nurse(people):
    nurse, colleague = people["pegawai"], people["rekan"]
    assert nurse["jabatan"].startswith("Perawat") and colleague["jabatan"].startswith("Perawat")
    assert nurse["nip"] != colleague["nip"]
    assert nurse["kode_unit"] == colleague["kode_unit"]
    assert nurse["nip_atasan"] == colleague["nip_atasan"] == people["penilai"]["nip"]
    assert people["penilai"]["jabatan"].startswith("Kepala Puskesmas")
    assert people["penilai"]["nip_atasan"] == people["atasan"]["nip"]
    assert people["atasan"]["jabatan"] == "Kepala Dinas Kesehatan"


def test_offices_of_the_others(people):
    assert people["pengelola"]["kode_unit"].startswith("DINKES-")
    assert people["bkpsdm"]["kode_unit"].startswith("BKPSDM")
    assert people["auditor"]["kode_unit"].startswith("ITKO")
    assert people["admin"]["kode_unit"].startswith(("BKPSDM", "DISKOMINFO"))
    assert people["dukcapil"]["kode_unit"].startswith("DUKCAPIL")


def test_people_of_the_walk_have_a_full_half_year(region, people):
    for role in ("pegawai", "rekan", "dukcapil"):
        nip = people[role]["nip"]
        indicators = sum(row["nip"] == nip for row in region.skp)
        done = {row["no_indikator"] for row in region.realisasi if row["nip"] == nip}
        assert len(done) == indicators
