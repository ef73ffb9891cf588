"""Rows that an import must refuse or warn about: what is changed in a good row, and why.

Each case is (column, value, level, reason). `salah` must be refused, `peringatan` is let in with a
warning. The reasons are for people; a program has its own words.
"""

WRONG, WARNING = "salah", "peringatan"
LONG = "Panjang" * 1429

# Digits 0-9 of the Arabic-Indic script, which look like a number to many programs.
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _changed(nip, position, digits):
    return nip[: position - 1] + digits + nip[position - 1 + len(digits) :]


def number_cases(nip, taken, other_sex):
    """Return the cases of a wrong NIP.

    :param nip: a good number that nobody has
    :param taken: a number that another row of the file has
    :param other_sex: the word of the other sex in column jenis_kelamin
    """
    return (
        ("nip", nip[:17], WRONG, "17 digit"),
        ("nip", nip + "0", WRONG, "19 digit"),
        ("nip", nip[:10] + "ABCD" + nip[14:], WRONG, "berisi huruf"),
        ("nip", "1.98501E+17", WRONG, "angka hasil Excel; digit terakhir hilang"),
        ("nip", _changed(nip, 5, "13"), WRONG, "lahir bulan ke-13"),
        ("nip", _changed(nip, 5, "0230"), WRONG, "lahir 30 Februari"),
        ("nip", nip.translate(_ARABIC_INDIC), WRONG, "angka Arab, bukan 0-9"),
        ("nip", _changed(nip, 15, "3"), WRONG, "digit jenis kelamin 3"),
        ("nip", _changed(nip, 13, "15"), WRONG, "digit 13-14 bukan bulan dan bukan kode PPPK"),
        ("nip", _changed(nip, 16, "000"), WRONG, "nomor urut 000"),
        ("nip", _changed(nip, 9, "1980"), WRONG, "diangkat sebelum lahir"),
        ("nip", "196804111", WRONG, "NIP lama sembilan digit"),
        ("nip", "", WRONG, "kosong"),
        ("nip", "=1+1", WRONG, "rumus"),
        ("nip", taken, WRONG, "sama dengan baris lain dalam berkas"),
        ("jenis_kelamin", other_sex, WARNING, "berbeda dengan digit ke-15 NIP"),
        ("tgl_lahir", "1991-01-01", WARNING, "berbeda dengan digit 1-8 NIP"),
    )


EMPLOYEE_CASES = (
    ("kode_unit", "TIDAK-ADA", WRONG, "unit tidak dikenal"),
    ("kode_unit", "", WRONG, "unit kosong"),
    ("nip_atasan", "199001012020011999", WRONG, "atasan tidak ada"),
    ("nip_atasan", "NON:TIDAK-ADA", WRONG, "pejabat non-ASN tidak ada"),
    ("tmt_jabatan", "2026-02-30", WRONG, "tanggal tidak ada di kalender"),
    ("tmt_jabatan", "31/12/2025", WRONG, "bukan YYYY-MM-DD"),
    ("tmt_golongan", "2999-01-01", WRONG, "jauh di masa depan"),
    ("tmt_golongan", "0001-01-01", WRONG, "sebelum lahir"),
    ("tgl_lahir", "46023", WRONG, "nomor seri tanggal Excel"),
    ("status", "Honorer", WRONG, "status tidak dikenal; bukan ASN"),
    ("golongan", "V/z", WRONG, "golongan tidak dikenal"),
    ("golongan", "IX", WRONG, "golongan PPPK pada PNS"),
    ("jenis_jabatan", "direktur", WRONG, "jenis jabatan tidak dikenal"),
    ("jenjang", "Ahli Super", WRONG, "jenjang tidak dikenal"),
    ("jenis_kelamin", "X", WRONG, "bukan L atau P"),
    ("kepala_unit", "mungkin", WRONG, "bukan ya atau tidak"),
    ("nama", "", WRONG, "nama kosong"),
    ("nama", LONG, WRONG, "nama 10.000 huruf"),
    ("nama", "Nama\x00Nol", WRONG, "berisi karakter NUL"),
    ("nama", "Nama \x1b[31mMerah", WRONG, "berisi karakter kendali"),
    ("email", "bukan-surel", WRONG, "bukan alamat surel"),
)

PLAN_CASES = (
    ("target", "NaN", WRONG, "bukan angka"),
    ("target", "inf", WRONG, "tak hingga"),
    ("target", "-Infinity", WRONG, "tak hingga negatif"),
    ("target", "-5", WRONG, "negatif"),
    ("target", "1e300", WRONG, "terlalu besar"),
    ("target", "9" * 400, WRONG, "400 digit"),
    ("target", "1.234.567", WRONG, "titik ribuan"),
    ("target", "seratus", WRONG, "kata, bukan angka"),
    ("target", "١٠٠", WRONG, "angka Arab, bukan 0-9"),
    ("target", "", WRONG, "kosong"),
    ("nip", "199001012020011999", WRONG, "pegawai tidak ada"),
    ("tahun", "1900", WRONG, "tahun di luar jangkauan"),
    ("tahun", "2026,5", WRONG, "bukan tahun"),
    ("no_hasil", "0", WRONG, "nomor dimulai dari 1"),
    ("no_hasil_atasan", "99", WRONG, "atasan tidak punya hasil nomor 99"),
    ("jenis_hasil", "sampingan", WRONG, "bukan utama atau tambahan"),
    ("aspek", "warna", WRONG, "aspek tidak dikenal"),
    ("kode_indikator", "XXX-99", WRONG, "kode tidak ada di pustaka"),
    ("polaritas", "miring", WRONG, "polaritas tidak dikenal"),
    ("agregasi", "median", WRONG, "agregasi tidak dikenal"),
    ("bobot", "-10", WRONG, "bobot negatif"),
    ("bobot", "250", WRONG, "bobot lebih dari 100 persen"),
    ("rencana_hasil_kerja", "", WRONG, "teks kosong"),
    ("indikator", LONG, WRONG, "teks 10.000 huruf"),
    ("satuan", "pasien\x00", WRONG, "berisi karakter NUL"),
)

PROGRESS_CASES = (
    ("jumlah", "NaN", WRONG, "bukan angka"),
    ("jumlah", "Infinity", WRONG, "tak hingga"),
    ("jumlah", "-3", WRONG, "negatif"),
    ("jumlah", "1e300", WRONG, "terlalu besar"),
    ("jumlah", "banyak", WRONG, "kata, bukan angka"),
    ("jumlah", "", WRONG, "kosong"),
    ("no_indikator", "99", WRONG, "SKP tidak punya indikator nomor 99"),
    ("no_indikator", "0", WRONG, "nomor dimulai dari 1"),
    ("tanggal", "2026-02-30", WRONG, "tanggal tidak ada di kalender"),
    ("tanggal", "2025-12-31", WRONG, "di luar tahun SKP"),
    ("nip", "199001012020011999", WRONG, "pegawai tidak ada"),
    ("tahun", "2030", WRONG, "tidak ada SKP untuk tahun itu"),
    ("catatan", "baris\x00nol", WRONG, "berisi karakter NUL"),
)

RATIO_CASES = (
    ("penyebut", "", WRONG, "rasio tanpa penyebut"),
    ("penyebut", "-1", WRONG, "penyebut negatif"),
    ("penyebut", "NaN", WRONG, "penyebut bukan angka"),
)

UNIT_CASES = (
    ("kode", "", WRONG, "kode kosong"),
    ("kode_induk", "TIDAK-ADA", WRONG, "induk tidak dikenal"),
    ("jenis", "warung", WRONG, "jenis tidak dikenal"),
    ("bidang", "sihir", WRONG, "bidang tidak dikenal"),
    ("nama", "", WRONG, "nama kosong"),
    ("nama", LONG, WRONG, "nama 10.000 huruf"),
)

TICKET_CASES = (
    ("tiket", "", WRONG, "kosong"),
    ("tiket", "Contoh Warga", WRONG, "nama, bukan nomor tiket"),
    ("tiket", "1175020303900001", WRONG, "enam belas digit seperti NIK"),
    ("kode_layanan", "SIM", WRONG, "layanan tidak dikenal"),
    ("kode_layanan", "", WRONG, "kosong"),
    ("dibuka", "05/01/2026 08:00", WRONG, "bukan YYYY-MM-DD HH:MM"),
    ("dibuka", "2026-01-05", WRONG, "tanpa jam"),
    ("dibuka", "2026-02-30 08:00", WRONG, "tanggal tidak ada di kalender"),
    ("dibuka", "2026-01-05 25:10", WRONG, "jam 25"),
    ("dibuka", "", WRONG, "kosong"),
    ("selesai", "2026-01-01 08:00", WRONG, "selesai sebelum dibuka"),
    ("selesai", "2099-01-05 08:00", WRONG, "belum terjadi"),
    ("nip_petugas", "199001012020011999", WRONG, "pegawai tidak ada"),
    ("nip_petugas", "1.98501E+17", WRONG, "angka hasil Excel; digit terakhir hilang"),
)
