"""Makes import files for the tests: rows as dicts in, bytes out."""

import csv
import io

from ..imports import KINDS

EMPLOYEE = {
    "nip": "199104152019031101",
    "nama": "Ani Lestari",
    "gelar_depan": "",
    "gelar_belakang": "A.Md.Kep.",
    "jenis_kelamin": "L",
    "tgl_lahir": "1991-04-15",
    "status": "PNS",
    "golongan": "II/d",
    "tmt_golongan": "2023-04-01",
    "jabatan": "Perawat Terampil",
    "jenis_jabatan": "fungsional",
    "jenjang": "Terampil",
    "eselon": "",
    "tmt_jabatan": "2022-07-01",
    "kode_unit": "T-10.1",
    "kepala_unit": "tidak",
    "nip_atasan": "197906152003121903",
    "email": "ani@example.invalid",
}
PLAN = {
    "nip": "199003122015032901",
    "tahun": "2026",
    "no_hasil": "1",
    "jenis_hasil": "utama",
    "rencana_hasil_kerja": "Terlayaninya pasien sesuai standar",
    "no_hasil_atasan": "",
    "aspek": "kuantitas",
    "kode_indikator": "",
    "indikator": "Jumlah pasien dilayani",
    "satuan": "pasien",
    "target": "3600",
    "target_maksimum": "",
    "polaritas": "lebih tinggi",
    "agregasi": "jumlah",
    "bobot": "",
}
ENTRY = {
    "nip": "199003122015032901",
    "tahun": "2026",
    "no_hasil": "1",
    "no_indikator": "1",
    "tanggal": "2026-03-16",
    "jumlah": "300",
    "penyebut": "",
    "catatan": "Rekap Maret",
}
UNIT = {
    "kode": "T-90",
    "nama": "Seksi Baru",
    "jenis": "seksi",
    "kode_induk": "T-10",
    "bidang": "kesehatan",
}


def csv_bytes(rows, delimiter=",", encoding="utf-8"):
    """Return rows as a CSV file, with the columns of the first row."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode(encoding)


def xlsx_bytes(header, rows):
    """Return rows of values as a workbook."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(header)
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def employees(*changes):
    """Return people like EMPLOYEE with sequences 101, 102 ..., each with its changes."""
    rows = []
    for number, change in enumerate(changes, 101):
        row = {
            **EMPLOYEE,
            "nip": f"199104152019031{number}",
            "nama": f"Ani Lestari {number}",
            "email": f"ani.{number}@example.invalid",
        }
        rows.append({**row, **change})
    return rows


def headings(kind):
    """Return the column names of a kind."""
    return [column.name for column in KINDS[kind].columns]
