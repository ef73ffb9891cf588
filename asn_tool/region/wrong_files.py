"""Files that are wrong on purpose, to try what an import says about them."""

import csv
from pathlib import Path

from .wrong_rows import (
    EMPLOYEE_CASES,
    PLAN_CASES,
    PROGRESS_CASES,
    RATIO_CASES,
    TICKET_CASES,
    UNIT_CASES,
    WARNING,
    WRONG,
    number_cases,
)

FOLDER = "contoh-salah"
EXPECTED = "harapan.csv"
_EXPECTED_COLUMNS = ("berkas", "baris", "kolom", "tingkat", "sebab")

# A number that nobody in a made-up region has: sequences below 901 are never given there.
_GOOD_NIP = "199104152019031{:03d}"
_FIRST_SEQUENCE = 101


def write_wrong(folder):
    """Write the files into ``contoh-salah`` below a folder that holds a region.

    Every file but the ones that cannot be read has good rows among the wrong ones, so that "all or
    nothing" and "skip bad rows" can both be tried. harapan.csv says what is wrong where; row 1 is
    the header, and an empty row number means the file as a whole.

    :return: number of expected complaints by file name
    :raises FileNotFoundError: `folder` holds no region
    """
    maker = _Maker(Path(folder))
    maker.employees()
    maker.plans()
    maker.units()
    maker.tickets()
    maker.unreadable()
    return maker.finish()


class _Maker:
    def __init__(self, region):
        self._region = region
        self._tables = {
            name: _read(region / f"{name}.csv")
            for name in ("unit", "pegawai", "skp", "realisasi", "log_layanan")
        }
        self._folder = region / FOLDER
        self._folder.mkdir(exist_ok=True)
        self._expected = []
        accounts = {row["peran"]: row["nip"] for row in _read(region / "akun.csv")}
        self._nurse, self._colleague = accounts["pegawai"], accounts["rekan"]
        by_nip = {row["nip"]: row for row in self._tables["pegawai"]}
        self._model = {
            **by_nip[self._nurse],
            "jenis_kelamin": "L",
            "tgl_lahir": "1991-04-15",
            "tmt_golongan": "2023-04-01",
            "tmt_jabatan": "2023-04-01",
        }

    def employees(self):
        """Write the files of employees with wrong rows."""
        first = self._employee(0)
        rows = number_cases(_GOOD_NIP.format(_FIRST_SEQUENCE + 50), first["nip"], "P")
        self._cases("pegawai-nip.csv", [first], rows, self._employee)
        self._cases("pegawai-isian.csv", [self._employee(60)], EMPLOYEE_CASES, self._employee)
        self._relations()
        good = [self._employee(70), self._employee(71)]
        columns = list(good[0])
        without = [column for column in columns if column != "nip"]
        self._table("pegawai-kolom-hilang.csv", without, [_pick(row, without) for row in good])
        self._expect("pegawai-kolom-hilang.csv", "", "nip", "kolom wajib tidak ada")
        twice = [*columns, "nama"]
        self._table("pegawai-kolom-ganda.csv", twice, [_pick(row, twice) for row in good])
        self._expect("pegawai-kolom-ganda.csv", "", "nama", "judul kolom ada dua kali")
        self._table(
            "pegawai-jumlah-sel.csv",
            columns,
            [
                _pick(good[0], columns),
                _pick(good[1], columns)[:5],
                [*_pick(good[1], columns), "lebih"],
            ],
        )
        self._expect("pegawai-jumlah-sel.csv", 3, "", "sel kurang dari judul")
        self._expect("pegawai-jumlah-sel.csv", 4, "", "sel lebih dari judul")
        self._table("pegawai-hanya-judul.csv", columns, [])
        self._expect("pegawai-hanya-judul.csv", "", "", "tidak ada baris data")

    def _relations(self):
        """Evaluators that go in a circle, or that are the person."""
        name = "pegawai-atasan.csv"
        rows = [self._employee(80 + index) for index in range(7)]
        numbers = [row["nip"] for row in rows]
        superiors = {1: 1, 2: 3, 3: 2, 4: 5, 5: 6, 6: 4}
        for person, superior in superiors.items():
            rows[person]["nip_atasan"] = numbers[superior]
        reasons = {
            1: "atasan dirinya sendiri",
            2: "saling menilai",
            3: "saling menilai",
            4: "atasan melingkar",
            5: "atasan melingkar",
            6: "atasan melingkar",
        }
        self._table(name, list(rows[0]), [list(row.values()) for row in rows])
        for index, reason in reasons.items():
            self._expect(name, index + 2, "nip_atasan", reason)

    def plans(self):
        """Write the files of plans and entries with wrong numbers."""
        plans = [row for row in self._tables["skp"] if row["nip"] == self._nurse]

        def plan(index):
            return {**plans[0], "kode_indikator": "", "indikator": f"Indikator contoh {index}"}

        self._cases("skp-isian.csv", [plan(0)], PLAN_CASES, plan)
        name = "skp-rentang.csv"
        row = {**plans[0], "polaritas": "rentang", "target": "100", "target_maksimum": "90"}
        late = {**plans[0], "polaritas": "tanggal", "agregasi": "terakhir", "target": "2026-02-30"}
        self._table(name, list(row), [list(one.values()) for one in (plans[0], row, late)])
        self._expect(name, 3, "target_maksimum", "batas atas di bawah batas bawah")
        self._expect(name, 4, "target", "tanggal tidak ada di kalender")

        entries = [row for row in self._tables["realisasi"] if row["nip"] == self._nurse]
        amount = next(row for row in entries if not row["penyebut"])
        ratio = next(row for row in entries if row["penyebut"])

        def on_day(row):
            return lambda index: {**row, "tanggal": f"2026-01-{index + 1:02d}"}

        for name, row, cases in (
            ("realisasi-isian.csv", amount, PROGRESS_CASES),
            ("realisasi-rasio.csv", ratio, RATIO_CASES),
        ):
            self._cases(name, [on_day(row)(0)], cases, on_day(row))

    def units(self):
        """Write the file of wrong units: also a code given twice, and a circle of parents."""
        name = "unit-isian.csv"
        top = self._tables["unit"][0]

        def unit(index):
            return {
                **top,
                "kode": f"BARU-{index + 1}",
                "nama": f"Unit baru {index + 1}",
                "jenis": "seksi",
                "kode_induk": top["kode"],
            }

        rows = self._changed(name, [unit(90)], UNIT_CASES, unit)
        rows.append({**unit(90), "nama": "Kode kembar"})
        self._expect(name, len(rows) + 1, "kode", "sama dengan baris lain dalam berkas")
        for code, parent in (("PUTAR-1", "PUTAR-2"), ("PUTAR-2", "PUTAR-1")):
            rows.append({**unit(91), "kode": code, "kode_induk": parent})
            self._expect(name, len(rows) + 1, "kode_induk", "induk melingkar")
        self._table(name, list(top), [list(row.values()) for row in rows])

    def tickets(self):
        """Write the files of wrong tickets, and one that names citizens."""
        first = self._tables["log_layanan"][0]

        def ticket(index):
            return {**first, "tiket": f"UJI-{index + 1:03d}"}

        name = "layanan-isian.csv"
        rows = self._changed(name, [ticket(90)], TICKET_CASES, ticket)
        rows.append({**ticket(90), "selesai": "2026-01-09 16:00"})
        self._expect(name, len(rows) + 1, "tiket", "tiket sama, waktu lain")
        self._table(name, list(first), [list(row.values()) for row in rows])
        name = "layanan-data-pribadi.csv"
        self._table(name, [*first, "nama_pemohon"], [[*ticket(91).values(), "Contoh Warga"]])
        self._expect(name, "", "nama_pemohon", "data pribadi warga")
        self._expect(name, "", "nama_pemohon", "kolom tidak dikenal", WARNING)

    def unreadable(self):
        """Write the files that are no UTF-8 text with rows."""
        row = {**self._employee(95), "nama": "René Nababan"}
        text = _text(list(row), [list(row.values())])
        contents = {
            "pegawai-kosong.csv": (b"", "berkas kosong"),
            "pegawai-latin1.csv": (text.encode("latin-1"), "bukan UTF-8 (Latin-1)"),
            "pegawai-utf16.csv": (text.encode("utf-16"), "bukan UTF-8 (UTF-16)"),
            "pegawai-bukan-csv.csv": (
                b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xff\xfe\x00",
                "bukan CSV",
            ),
            "pegawai-kutip.csv": (
                text.replace("René Nababan", '"kutip tidak ditutup').encode(),
                "tanda kutip tidak ditutup",
            ),
        }
        for name, (content, reason) in contents.items():
            (self._folder / name).write_bytes(content)
            self._expect(name, "", "", reason)

    def finish(self):
        """Write what is expected, and return how many complaints each file should get."""
        _write(self._folder / EXPECTED, _EXPECTED_COLUMNS, self._expected)
        counts = {}
        for row in self._expected:
            counts[row[0]] = counts.get(row[0], 0) + 1
        return counts

    def _employee(self, index):
        """Return a good row of a new employee at the health centre of the demonstration."""
        number = _FIRST_SEQUENCE + index
        return {
            **self._model,
            "nip": _GOOD_NIP.format(number),
            "nama": f"Contoh Pegawai {number}",
            "email": f"contoh.{number}@subulussalam.example.invalid",
        }

    def _cases(self, name, good, cases, make):
        rows = self._changed(name, good, cases, make)
        rows.append(make(len(cases) + 1))
        self._table(name, list(rows[0]), [list(row.values()) for row in rows])

    def _changed(self, name, good, cases, make):
        """Return the good rows followed by one row for each case, and note what is expected."""
        rows = list(good)
        for index, (column, value, level, reason) in enumerate(cases, 1):
            rows.append({**make(index), column: value})
            self._expect(name, len(rows) + 1, column, reason, level)
        return rows

    def _table(self, name, columns, rows):
        _write(self._folder / name, columns, rows)

    def _expect(self, name, row, column, reason, level=WRONG):
        self._expected.append((name, row, column, level, reason))


def _read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _pick(row, columns):
    return [row[column] for column in columns]


def _text(columns, rows):
    return "".join(",".join(map(str, row)) + "\n" for row in (columns, *rows))


def _write(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
