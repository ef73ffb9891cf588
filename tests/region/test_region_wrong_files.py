"""The files that are wrong on purpose are wrong where harapan.csv says, and nowhere else."""

import csv
import io
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest
from nip_by_hand import take_apart

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data" / "contoh-salah"
NUL_PICTURE = "\u2400"


def rows_of(name):
    # The csv module of Python 3.10 refuses NUL, so it is read as its picture.
    text = (FOLDER / name).read_bytes().decode("utf-8").replace("\x00", NUL_PICTURE)
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def expected():
    found = defaultdict(dict)
    for row in rows_of("harapan.csv"):
        found[row["berkas"]][row["baris"]] = row
    return found


def wrong_rows(expected, name):
    """Yield (row, expectation or None) of a file; row 2 is the first one after the header."""
    for number, row in enumerate(rows_of(name), 2):
        yield row, expected[name].get(str(number))


def test_every_file_is_announced_and_exists(expected):
    files = {path.name for path in FOLDER.glob("*.csv")} - {"harapan.csv"}
    assert files == set(expected)


def test_numbers(expected):
    seen, levels = set(), Counter()
    for row, complaint in wrong_rows(expected, "pegawai-nip.csv"):
        good = bool(take_apart(row["nip"])) and row["nip"] not in seen
        if complaint is None or complaint["tingkat"] == "peringatan":
            assert good, row["nip"]
        else:
            assert not good, row["nip"]
        if complaint is None:
            assert row["tgl_lahir"].replace("-", "") == row["nip"][:8]
        seen.add(row["nip"])
        levels[complaint and complaint["tingkat"]] += 1
    assert levels == {None: 2, "salah": 15, "peringatan": 2}


def test_good_rows_of_employees_are_new_and_refer_to_the_region(expected, committed):
    numbers = {person["nip"] for person in committed.pegawai}
    units = {unit["kode"] for unit in committed.unit}
    good = 0
    for name in ("pegawai-nip.csv", "pegawai-isian.csv", "pegawai-atasan.csv"):
        for row, complaint in wrong_rows(expected, name):
            if complaint is None:
                assert take_apart(row["nip"]) and row["nip"] not in numbers
                assert row["nip_atasan"] in numbers and row["kode_unit"] in units
                good += 1
    assert good == 5


def test_wrong_cells_differ_from_the_good_row(expected):
    for name in ("pegawai-isian.csv", "skp-isian.csv", "realisasi-isian.csv", "unit-isian.csv"):
        rows = list(wrong_rows(expected, name))
        assert rows[0][1] is None
        for row, complaint in rows[1:]:
            if complaint and complaint["kolom"] != "kode":
                assert row[complaint["kolom"]] != rows[0][0][complaint["kolom"]]


def test_numbers_that_are_none_or_out_of_range(expected):
    for name, column in (("skp-isian.csv", "target"), ("realisasi-isian.csv", "jumlah")):
        tried = []
        for row, complaint in wrong_rows(expected, name):
            value = row[column]
            plain = value.isascii() and value.replace(".", "", 1).isdigit() and len(value) < 12
            wrong = complaint is not None and complaint["kolom"] == column
            assert plain != wrong, value
            if wrong:
                tried.append(value.lower())
        assert {"nan", "1e300", ""} <= set(tried)
        assert any("inf" in value for value in tried) and any(v.startswith("-") for v in tried)


def test_impossible_dates_and_long_names(expected):
    rows = list(wrong_rows(expected, "pegawai-isian.csv"))
    by_reason = {c["sebab"]: row for row, c in rows if c}
    with pytest.raises(ValueError):
        date.fromisoformat(by_reason["tanggal tidak ada di kalender"]["tmt_jabatan"])
    assert len(by_reason["nama 10.000 huruf"]["nama"]) >= 10_000
    assert NUL_PICTURE in by_reason["berisi karakter NUL"]["nama"]


def test_circles_of_evaluators(expected):
    rows = {row["nip"]: row for row, _complaint in wrong_rows(expected, "pegawai-atasan.csv")}
    for row, complaint in wrong_rows(expected, "pegawai-atasan.csv"):
        nip, seen = row["nip_atasan"], {row["nip"]}
        while nip in rows and nip not in seen:
            seen.add(nip)
            nip = rows[nip]["nip_atasan"]
        assert (nip in seen) == (complaint is not None)


def test_encodings_and_shapes(expected):
    for name in ("pegawai-latin1.csv", "pegawai-utf16.csv", "pegawai-bukan-csv.csv"):
        with pytest.raises(UnicodeDecodeError):
            (FOLDER / name).read_bytes().decode("utf-8")
        assert list(expected[name]) == [""]
    assert (FOLDER / "pegawai-kosong.csv").read_bytes() == b""
    assert "nip" not in rows_of("pegawai-kolom-hilang.csv")[0]
    with open(FOLDER / "pegawai-kolom-ganda.csv", encoding="utf-8", newline="") as file:
        assert Counter(next(csv.reader(file)))["nama"] == 2
    assert rows_of("pegawai-hanya-judul.csv") == []
    with open(FOLDER / "pegawai-jumlah-sel.csv", encoding="utf-8", newline="") as file:
        assert len({len(row) for row in csv.reader(file)}) == 3


def test_files_are_what_the_program_makes(tmp_path, small):
    from asn_tool.region import write, write_wrong

    write(tmp_path, "small")
    write_wrong(tmp_path)
    made = {path.name: path.read_bytes() for path in (tmp_path / "contoh-salah").iterdir()}
    kept = {p.name: p.read_bytes() for p in FOLDER.iterdir() if p.suffix == ".csv"}
    assert made == kept


def test_a_folder_without_a_region_is_refused(tmp_path):
    from asn_tool.region import write_wrong

    with pytest.raises(FileNotFoundError):
        write_wrong(tmp_path)
