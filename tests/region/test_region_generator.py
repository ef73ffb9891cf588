"""The generator: always the same, refuses nonsense, and data/ is what it makes."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

COLUMNS = {
    "unit": "kode,nama,jenis,kode_induk,bidang",
    "jabatan": "kode,nama,jenis_jabatan,jenjang,bidang",
    "pejabat_non_asn": "kode,nama,jabatan,kode_unit",
    "pegawai": "nip,nama,gelar_depan,gelar_belakang,jenis_kelamin,tgl_lahir,status,golongan,"
    "tmt_golongan,jabatan,jenis_jabatan,jenjang,eselon,tmt_jabatan,kode_unit,kepala_unit,"
    "nip_atasan,email",
    "skp": "nip,tahun,no_hasil,jenis_hasil,rencana_hasil_kerja,no_hasil_atasan,aspek,"
    "kode_indikator,indikator,satuan,target,target_maksimum,polaritas,agregasi,bobot",
    "realisasi": "nip,tahun,no_hasil,no_indikator,tanggal,jumlah,penyebut,catatan",
    "log_layanan": "tiket,kode_layanan,dibuka,selesai,nip_petugas",
    "akun": "peran,login,nip,nama,kode_unit",
}


def contents(folder):
    return {name: (Path(folder) / f"{name}.csv").read_bytes() for name in COLUMNS}


def test_columns_are_the_documented_ones(small):
    manual = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    for name, columns in COLUMNS.items():
        path = small.folder / f"{name}.csv"
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert ",".join(rows[0]) == columns
        assert {len(row) for row in rows} == {len(rows[0])}
        assert all(f"`{column}`" in manual for column in rows[0])
        assert not path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_same_seed_same_bytes_even_with_another_hash_seed(small, tmp_path):
    subprocess.run(
        [sys.executable, "-m", "asn_tool.region", str(tmp_path), "small"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Asia/Jakarta"},
        check=True,
        capture_output=True,
    )
    assert contents(tmp_path) == contents(small.folder)


def test_another_seed_makes_other_people_in_the_same_units(small, make_region):
    other = make_region("small", 2)
    assert other.unit == small.unit
    assert {p["nip"] for p in other.pegawai} != {p["nip"] for p in small.pegawai}


def test_repository_holds_what_the_generator_makes(small, committed):
    made = contents(small.folder)
    made["realisasi"] = b"".join(made["realisasi"].splitlines(keepends=True)[:201])
    assert contents(committed.folder) == made


def test_one_command_writes_all_that_the_repository_holds(committed, tmp_path):
    subprocess.run(
        [sys.executable, "-m", "asn_tool.region", "--contoh", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    made, kept = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.csv")}
        for folder in (tmp_path, committed.folder)
    )
    assert made == kept


def test_answer_counts_the_rows(tmp_path):
    from asn_tool.region import write

    rows = write(tmp_path / "new" / "folder", 250)
    assert rows["pegawai"] == 250
    for name, number in rows.items():
        with open(tmp_path / "new" / "folder" / f"{name}.csv", encoding="utf-8") as file:
            assert sum(1 for _line in file) == number + 1


@pytest.mark.parametrize("size", ["huge", 3, 239, 0, -1, True, 2.5, None])
def test_nonsense_sizes_are_refused_before_anything_is_written(tmp_path, size):
    from asn_tool.region import write

    with pytest.raises((ValueError, TypeError)):
        write(tmp_path / "region", size)
    assert not (tmp_path / "region").exists()


def test_program_needs_only_the_standard_library(tmp_path):
    """-I and -S keep out site-packages; so this fails when anything else is imported."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); "
        f"from asn_tool.region import write; write({str(tmp_path)!r}, 240)"
    )
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True, capture_output=True)
    assert (tmp_path / "pegawai.csv").exists()


def test_program_says_in_a_sentence_what_is_wrong(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "asn_tool.region", str(tmp_path), "12"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "at least 240" in done.stderr and "Traceback" not in done.stderr
