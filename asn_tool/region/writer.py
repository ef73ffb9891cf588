"""Writes the files of a region; see data/README.md for their columns."""

import csv
from contextlib import ExitStack
from pathlib import Path
from random import Random

from .accounts import PINNED, Accounts
from .careers import YEAR
from .counter import tickets
from .people import Staffing
from .plans import Planner
from .progress import Recorder
from .structure import MINIMUM, City

SIZES = {"small": 300, "city": 3_500, "province": 60_000}
# Above this many people the region is a province of several governments of about a city's size.
LARGEST_CITY = 12_000
CITY = "Kota Subulussalam"
_NEIGHBOURS = (
    "Kabupaten Singkil",
    "Kabupaten Trumon",
    "Kabupaten Lae Renun",
    "Kabupaten Alas",
    "Kabupaten Gayo",
    "Kabupaten Tapaktuan",
    "Kabupaten Kluet",
    "Kabupaten Pasie Raja",
    "Kabupaten Babahrot",
    "Kabupaten Kuala Baru",
    "Kabupaten Seulawah",
    "Kabupaten Peusangan",
    "Kabupaten Tamiang Hulu",
    "Kabupaten Jambo Aye",
    "Kabupaten Krueng Mane",
    "Kabupaten Lampuuk",
    "Kabupaten Ulee Lheue",
)

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


def write(folder, size, seed=1):
    """Write the CSV files of a made-up region into `folder`, which is created when missing.

    The same size and seed give the same bytes on every day and every machine.

    :param size: ``small``, ``city``, ``province`` or a number of employees from
        :data:`structure.MINIMUM` up
    :return: number of rows by file name without the extension
    :raises ValueError: unknown size, or too few people for the offices
    :raises TypeError: `size` is neither a word nor a whole number
    """
    if isinstance(size, str) and size not in SIZES:
        raise ValueError(f"{size!r} is no size; use {', '.join(SIZES)} or a number of employees.")
    number = SIZES.get(size, size)
    if isinstance(number, bool) or not isinstance(number, int):
        raise TypeError(f"The number of employees must be a whole number, not {size!r}.")
    cities = _cities(number)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        tables = {name: Table(folder, name, stack) for name in COLUMNS}
        _Region(tables, Random(seed), len(cities) > 1, seed).write(cities)
    return {name: table.rows for name, table in tables.items()}


class Table:
    """One CSV file: UTF-8, comma, a line feed after each row, on every system."""

    def __init__(self, folder, name, stack):
        path = folder / f"{name}.csv"
        file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow(COLUMNS[name].split(","))
        self.rows = 0

    def add(self, *row):
        """Write one row; None becomes an empty cell."""
        self._writer.writerow(row)
        self.rows += 1


class _Region:
    def __init__(self, tables, random, is_province, seed):
        self._seed = seed
        self._operators = []
        self._tables = tables
        self._random = random
        self._is_province = is_province
        self._posts = set()

    def write(self, cities):
        """Write city by city, so that only one of them is in memory at a time."""
        if self._is_province:
            self._tables["unit"].add("PROV", "Pemerintah Provinsi", "pemerintah", "", "umum")
        accounts = Accounts()
        staffing = Staffing(self._random, PINNED)
        # Two entries for each indicator are enough for sixty thousand people.
        recorder = Recorder(self._random, (2, 5) if self._is_province else range(6))
        for make in cities:
            self._city(make(), staffing, recorder, accounts)
        for row in accounts.rows():
            self._tables["akun"].add(*row)
        for row in tickets(self._operators, self._seed):
            self._tables["log_layanan"].add(*row)

    def _city(self, city, staffing, recorder, accounts):
        for unit in city.in_order():
            self._tables["unit"].add(unit.code, unit.name, unit.kind, unit.parent, unit.field)
        title = "Wali Kota" if city.name.startswith("Kota") else "Bupati"
        self._tables["pejabat_non_asn"].add(
            city.mayor,
            staffing.non_civil_servant(),
            f"{title} {city.name.split(' ', 1)[1]}",
            city.root.code,
        )
        planner = Planner(self._random, city.name)
        for person in staffing.people(city):
            is_login = accounts.see(person)
            plan = planner.plan(person)
            if person.role == "registry_operator" and person.unit.code.startswith("DUKCAPIL-"):
                self._operators.append((person.nip, person.unit.code))
            self._post(person)
            self._person(person)
            self._plan(person, plan)
            self._progress(person, plan, recorder.entries(person, plan, complete=is_login))

    def _post(self, person):
        if person.post not in self._posts:
            self._posts.add(person.post)
            self._tables["jabatan"].add(
                f"J{len(self._posts):04d}",
                person.post,
                person.kind,
                person.level,
                person.unit.field,
            )

    def _person(self, person):
        career = person.career
        self._tables["pegawai"].add(
            person.nip,
            person.name,
            person.front,
            person.back,
            person.sex,
            career.birth,
            career.status,
            career.rank,
            career.rank_date,
            person.post,
            person.kind,
            person.level,
            person.echelon,
            career.post_date,
            person.unit.code,
            "ya" if person.is_head else "tidak",
            person.superior,
            person.email,
        )

    def _plan(self, person, plan):
        for row in plan:
            one = row.indicator
            self._tables["skp"].add(
                person.nip,
                YEAR,
                row.result,
                row.kind,
                row.text,
                row.supports,
                one.aspect,
                one.code,
                one.name,
                one.unit,
                _number(one.target),
                _number(one.maximum),
                one.polarity,
                one.aggregation,
                row.weight or None,
            )

    def _progress(self, person, plan, entries):
        for entry in entries:
            self._tables["realisasi"].add(
                person.nip,
                YEAR,
                plan[entry.indicator - 1].result,
                entry.indicator,
                entry.day,
                _number(entry.quantity),
                entry.denominator,
                entry.note,
            )


def _cities(number):
    """Return how to make each city; of a province's one by one, to hold only one in memory."""
    if number < MINIMUM:
        raise ValueError(f"A region has at least {MINIMUM} employees, not {number}.")
    if number <= LARGEST_CITY:
        return [lambda: City(number, CITY, "WALIKOTA")]
    count = min(len(_NEIGHBOURS) + 1, max(2, round(number / SIZES["city"])))
    share, rest = divmod(number, count)
    first = [lambda: City(share + rest, CITY, "WALIKOTA", parent="PROV")]
    return first + [
        lambda index=index: City(
            share,
            _NEIGHBOURS[index - 1],
            f"BUPATI{index + 1:02d}",
            f"K{index + 1:02d}-",
            "PROV",
            own=False,
        )
        for index in range(1, count)
    ]


def _number(value):
    """Write 12.0 as 12; a due day stays as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
