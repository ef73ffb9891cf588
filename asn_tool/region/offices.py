"""Catalogue of the offices (*perangkat daerah*, in Aceh SKPK) of a city and their divisions.

Names follow the usual organisation of an Indonesian city; Kota Subulussalam's own complete list
is set by its Qanun and is not copied here.
"""

from dataclasses import dataclass

from . import vocabulary as v


@dataclass(frozen=True)
class Division:
    """A *bidang* or *bagian*: its name, its sections, its field of work (else the office's)."""

    key: str
    name: str
    sections: tuple = ()
    field: str = ""


@dataclass(frozen=True)
class Office:
    """One office. `shape` says how it is built: office, city_secretariat, inspectorate, bureau,
    hospital or district; `small` is how many of its divisions a region of a few hundred people has
    (0: not even the office)."""

    key: str
    name: str
    head: str
    field: str
    divisions: tuple = ()
    shape: str = "office"
    small: int = 0


def _division(key, name, *sections, field=""):
    return Division(key, name, sections, field)


DISTRICTS = ("Simpang Kiri", "Penanggalan", "Rundeng", "Sultan Daulat", "Longkib")

HEALTH_CENTRES = (
    "Penanggalan",
    "Simpang Kiri",
    "Jontor",
    "Rundeng",
    "Sultan Daulat",
    "Batu-Batu",
    "Longkib",
    "Bakal Buah",
)

# Wards of the hospital: key, name, whether nurses, midwives or others work there (see staffing).
WARDS = (
    ("IGD", "Instalasi Gawat Darurat", "nurses"),
    ("RANAP", "Instalasi Rawat Inap", "nurses"),
    ("RAJAL", "Instalasi Rawat Jalan", "doctors"),
    ("VK", "Ruang Kebidanan dan Kandungan", "midwives"),
    ("ICU", "Ruang Perawatan Intensif", "nurses"),
    ("IBS", "Instalasi Bedah Sentral", "nurses"),
    ("LAB", "Instalasi Laboratorium", "support"),
    ("FARM", "Instalasi Farmasi", "pharmacy"),
)

CITY_SECRETARIAT = Office(
    "SETDA",
    "Sekretariat Daerah",
    "Sekretaris Daerah",
    v.SECRETARIAT,
    (
        _division("PEM", "Pemerintahan", "Administrasi Pemerintahan", "Administrasi Kewilayahan"),
        _division("KESRA", "Kesejahteraan Rakyat", "Bina Mental Spiritual", "Kesejahteraan Sosial"),
        _division("HUKUM", "Hukum", "Perundang-undangan", "Bantuan Hukum"),
        _division("EKON", "Perekonomian", "Pembinaan BUMD", "Sumber Daya Alam"),
        _division("ADBANG", "Administrasi Pembangunan", "Penyusunan Program", "Pengendalian"),
        _division("PBJ", "Pengadaan Barang dan Jasa", "Pengelolaan Pengadaan", "Layanan Pengadaan"),
        _division("UMUM", "Umum", "Tata Usaha Pimpinan", "Rumah Tangga dan Perlengkapan"),
        _division("ORG", "Organisasi", "Kelembagaan", "Kinerja dan Reformasi Birokrasi"),
        _division("PROKOPIM", "Protokol dan Komunikasi Pimpinan", "Protokol", "Dokumentasi"),
    ),
    shape="city_secretariat",
    small=2,
)

# Which assistant of the city secretary leads which *bagian*.
ASSISTANTS = (
    ("AS1", "Asisten Pemerintahan dan Kesejahteraan Rakyat", ("PEM", "KESRA", "HUKUM")),
    ("AS2", "Asisten Perekonomian dan Pembangunan", ("EKON", "ADBANG", "PBJ")),
    ("AS3", "Asisten Administrasi Umum", ("UMUM", "ORG", "PROKOPIM")),
)

OFFICES = (
    Office(
        "ITKO",
        "Inspektorat",
        "Inspektur",
        v.INSPECTION,
        tuple(
            _division(f"IRBAN{number}", f"Inspektur Pembantu Wilayah {roman}")
            for number, roman in enumerate(("I", "II", "III", "Khusus"), 1)
        ),
        shape="inspectorate",
        small=1,
    ),
    Office(
        "BKPSDM",
        "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        "Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        v.SECRETARIAT,
        (
            _division("KINERJA", "Penilaian Kinerja dan Penghargaan", "Kinerja", "Penghargaan"),
            _division("MUTASI", "Mutasi dan Informasi Kepegawaian", "Mutasi", "Data dan Informasi"),
            _division("KOMP", "Pengembangan Kompetensi", "Diklat Penjenjangan", "Diklat Teknis"),
        ),
        small=2,
    ),
    Office(
        "BPKD",
        "Badan Pengelolaan Keuangan Daerah",
        "Kepala Badan Pengelolaan Keuangan Daerah",
        v.FINANCE,
        (
            _division("BEND", "Perbendaharaan", "Belanja Langsung", "Gaji dan Kas Daerah"),
            _division("DAPAT", "Pendapatan", "Pendataan Pajak", "Penagihan"),
            _division("AKUN", "Akuntansi dan Pelaporan", "Akuntansi", "Pelaporan"),
            _division("ASET", "Pengelolaan Aset", "Penatausahaan Aset", "Pemanfaatan Aset"),
        ),
        small=2,
    ),
    Office(
        "DUKCAPIL",
        "Dinas Kependudukan dan Pencatatan Sipil",
        "Kepala Dinas Kependudukan dan Pencatatan Sipil",
        v.POPULATION,
        (
            _division("DAFDUK", "Pelayanan Pendaftaran Penduduk", "Identitas Penduduk", "Pindah"),
            _division("CAPIL", "Pelayanan Pencatatan Sipil", "Kelahiran", "Kematian"),
            _division("PIAK", "Pengelolaan Informasi dan Pemanfaatan Data", "Sistem", "Data"),
        ),
        small=2,
    ),
    Office(
        "DPMPTSP",
        "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        "Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        v.LICENSING,
        (
            _division("IZIN", "Penyelenggaraan Perizinan", "Perizinan Usaha", "Perizinan Tertentu"),
            _division("MODAL", "Penanaman Modal", "Promosi", "Pengendalian Pelaksanaan"),
            _division("ADUAN", "Pengaduan dan Pelaporan Layanan", "Pengaduan", "Pelaporan"),
        ),
        small=1,
    ),
    Office(
        "PUPR",
        "Dinas Pekerjaan Umum dan Penataan Ruang",
        "Kepala Dinas Pekerjaan Umum dan Penataan Ruang",
        v.INFRASTRUCTURE,
        (
            _division("BM", "Bina Marga", "Pembangunan Jalan", "Pemeliharaan Jalan"),
            _division("CK", "Cipta Karya", "Air Minum dan Sanitasi", "Bangunan Gedung"),
            _division("SDA", "Sumber Daya Air", "Irigasi", "Sungai dan Drainase"),
            _division("TR", "Penataan Ruang", "Perencanaan Ruang", "Pengendalian Ruang"),
        ),
        small=1,
    ),
    Office(
        "DINSOS",
        "Dinas Sosial",
        "Kepala Dinas Sosial",
        v.SOCIAL,
        (
            _division("LINJAM", "Perlindungan dan Jaminan Sosial", "Bencana", "Jaminan Keluarga"),
            _division("REHAB", "Rehabilitasi Sosial", "Anak dan Lanjut Usia", "Disabilitas"),
            _division("DAYA", "Pemberdayaan Sosial", "Fakir Miskin", "Kelembagaan"),
        ),
        small=1,
    ),
    Office(
        "DPMK",
        "Dinas Pemberdayaan Masyarakat Kampong",
        "Kepala Dinas Pemberdayaan Masyarakat Kampong",
        v.VILLAGE,
        (
            _division("PEMKAM", "Pemerintahan Kampong", "Aparatur Kampong", "Keuangan Kampong"),
            _division("EKOKAM", "Ekonomi dan Sosial Kampong", "Usaha Kampong", "Teknologi"),
        ),
        small=1,
    ),
    Office(
        "DISKOMINFO",
        "Dinas Komunikasi dan Informatika",
        "Kepala Dinas Komunikasi dan Informatika",
        v.SECRETARIAT,
        (
            _division("APTIKA", "Aplikasi dan Infrastruktur", "Aplikasi", "Jaringan"),
            _division("IKP", "Informasi dan Komunikasi Publik", "Media", "Statistik"),
        ),
        small=1,
    ),
    Office(
        "SETDPRK",
        "Sekretariat Dewan Perwakilan Rakyat Kota",
        "Sekretaris Dewan Perwakilan Rakyat Kota",
        v.SECRETARIAT,
        (
            _division("SIDANG", "Persidangan", "Rapat dan Risalah", "Perundang-undangan"),
            _division("KEUDPR", "Keuangan Dewan", "Anggaran", "Verifikasi", field=v.FINANCE),
        ),
    ),
    Office(
        "BAPPEDA",
        "Badan Perencanaan Pembangunan Daerah",
        "Kepala Badan Perencanaan Pembangunan Daerah",
        v.SECRETARIAT,
        (
            _division("PPM", "Pemerintahan dan Pembangunan Manusia", "Pemerintahan", "Manusia"),
            _division("EKSDA", "Perekonomian dan Sumber Daya Alam", "Ekonomi", "Alam"),
            _division("P2E", "Pengendalian dan Evaluasi", "Data", "Evaluasi"),
        ),
    ),
    Office(
        "BPBD",
        "Badan Penanggulangan Bencana Daerah",
        "Kepala Pelaksana Badan Penanggulangan Bencana Daerah",
        v.SOCIAL,
        (
            _division("DARURAT", "Kedaruratan dan Logistik", "Kedaruratan", "Logistik"),
            _division("CEGAH", "Pencegahan dan Kesiapsiagaan", "Pencegahan", "Kesiapsiagaan"),
        ),
    ),
    Office(
        "KESBANGPOL",
        "Badan Kesatuan Bangsa dan Politik",
        "Kepala Badan Kesatuan Bangsa dan Politik",
        v.GENERAL,
        (
            _division("BANGSA", "Bina Ideologi dan Wawasan Kebangsaan", "Ideologi", "Kebangsaan"),
            _division("POLDAG", "Politik Dalam Negeri", "Organisasi Masyarakat", "Politik"),
        ),
    ),
    Office(
        "PERKIM",
        "Dinas Perumahan, Kawasan Permukiman, dan Pertanahan",
        "Kepala Dinas Perumahan, Kawasan Permukiman, dan Pertanahan",
        v.INFRASTRUCTURE,
        (
            _division("RUMAH", "Perumahan", "Rumah Swadaya", "Rumah Umum"),
            _division("KAWASAN", "Kawasan Permukiman", "Penataan Kawasan", "Prasarana"),
            _division("TANAH", "Pertanahan", "Pengadaan Tanah", "Sengketa Tanah"),
        ),
    ),
    Office(
        "SATPOLPP",
        "Satuan Polisi Pamong Praja dan Wilayatul Hisbah",
        "Kepala Satuan Polisi Pamong Praja dan Wilayatul Hisbah",
        v.VILLAGE,
        (
            _division("TIBUM", "Ketertiban Umum dan Ketenteraman", "Operasi", "Kerja Sama"),
            _division("GAKDA", "Penegakan Qanun", "Penyidikan", "Pembinaan"),
            _division("WH", "Wilayatul Hisbah", "Pengawasan Syariat", "Penyuluhan"),
        ),
    ),
    Office(
        "DP3AP2KB",
        "Dinas Pemberdayaan Perempuan, Perlindungan Anak, dan Keluarga Berencana",
        "Kepala Dinas Pemberdayaan Perempuan, Perlindungan Anak, dan Keluarga Berencana",
        v.SOCIAL,
        (
            _division("PPA", "Perlindungan Perempuan dan Anak", "Perlindungan", "Pemenuhan Hak"),
            _division("KB", "Pengendalian Penduduk dan Keluarga Berencana", "Penduduk", "KB"),
        ),
    ),
    Office(
        "DISTAN",
        "Dinas Pangan, Pertanian, dan Perikanan",
        "Kepala Dinas Pangan, Pertanian, dan Perikanan",
        v.GENERAL,
        (
            _division("PANGAN", "Ketahanan Pangan", "Ketersediaan Pangan", "Keamanan Pangan"),
            _division("TANI", "Tanaman Pangan dan Hortikultura", "Produksi", "Sarana"),
            _division("IKAN", "Perikanan", "Budi Daya", "Tangkap"),
            _division("TERNAK", "Peternakan", "Kesehatan Hewan", "Produksi Ternak"),
        ),
    ),
    Office(
        "DISBUN",
        "Dinas Perkebunan",
        "Kepala Dinas Perkebunan",
        v.GENERAL,
        (
            _division("PRODBUN", "Produksi Perkebunan", "Perbenihan", "Budi Daya"),
            _division("PASCA", "Pengolahan dan Pemasaran", "Pengolahan", "Pemasaran"),
        ),
    ),
    Office(
        "DLHK",
        "Dinas Lingkungan Hidup dan Kehutanan",
        "Kepala Dinas Lingkungan Hidup dan Kehutanan",
        v.INFRASTRUCTURE,
        (
            _division("SAMPAH", "Pengelolaan Sampah", "Pengangkutan", "Pengurangan Sampah"),
            _division("TALING", "Penataan Lingkungan", "Kajian Dampak", "Pengawasan"),
        ),
    ),
    Office(
        "DISHUB",
        "Dinas Perhubungan",
        "Kepala Dinas Perhubungan",
        v.INFRASTRUCTURE,
        (
            _division("LALIN", "Lalu Lintas", "Manajemen Lalu Lintas", "Keselamatan"),
            _division("ANGKUT", "Angkutan", "Angkutan Orang", "Terminal dan Parkir"),
        ),
    ),
    Office(
        "DISKOP",
        "Dinas Koperasi, Perdagangan, Perindustrian, dan Tenaga Kerja",
        "Kepala Dinas Koperasi, Perdagangan, Perindustrian, dan Tenaga Kerja",
        v.LICENSING,
        (
            _division("KOPUM", "Koperasi dan Usaha Mikro", "Koperasi", "Usaha Mikro"),
            _division("DAGIN", "Perdagangan dan Perindustrian", "Pasar", "Industri Kecil"),
            _division("NAKER", "Transmigrasi dan Tenaga Kerja", "Pelatihan", "Penempatan"),
        ),
    ),
    Office(
        "DISPARPORA",
        "Dinas Pariwisata, Pemuda, dan Olahraga",
        "Kepala Dinas Pariwisata, Pemuda, dan Olahraga",
        v.GENERAL,
        (
            _division("PAR", "Pariwisata", "Destinasi", "Promosi Wisata"),
            _division("PORA", "Pemuda dan Olahraga", "Pemuda", "Olahraga"),
        ),
    ),
    Office(
        "DISPUSIP",
        "Dinas Perpustakaan dan Kearsipan",
        "Kepala Dinas Perpustakaan dan Kearsipan",
        v.SECRETARIAT,
        (
            _division("PUSTAKA", "Perpustakaan", "Layanan Perpustakaan", "Pembinaan"),
            _division("ARSIP", "Kearsipan", "Akuisisi Arsip", "Pembinaan Kearsipan"),
        ),
    ),
    Office(
        "DSI",
        "Dinas Syariat Islam dan Pendidikan Dayah",
        "Kepala Dinas Syariat Islam dan Pendidikan Dayah",
        v.GENERAL,
        (
            _division("SYARIAT", "Bina Syariat Islam", "Dakwah", "Sarana Ibadah"),
            _division("DAYAH", "Pendidikan Dayah", "Santri", "Manajemen Dayah"),
        ),
    ),
    Office(
        "SETMPU",
        "Sekretariat Majelis Permusyawaratan Ulama",
        "Kepala Sekretariat Majelis Permusyawaratan Ulama",
        v.GENERAL,
        shape="bureau",
    ),
    Office(
        "SETKHUSUS",
        "Sekretariat Majelis Adat Aceh, Majelis Pendidikan, dan Baitul Mal",
        "Kepala Sekretariat Majelis Adat Aceh, Majelis Pendidikan, dan Baitul Mal",
        v.GENERAL,
        shape="bureau",
    ),
)

HEALTH_OFFICE = Office(
    "DINKES",
    "Dinas Kesehatan",
    "Kepala Dinas Kesehatan",
    v.HEALTH,
    (
        _division("YANKES", "Pelayanan Kesehatan", "Pelayanan Primer", "Kefarmasian"),
        _division("KESMAS", "Kesehatan Masyarakat", "Gizi dan Keluarga", "Promosi Kesehatan"),
        _division("P2P", "Pencegahan dan Pengendalian Penyakit", "Surveilans", "Imunisasi"),
        _division("SDK", "Sumber Daya Kesehatan", "Tenaga Kesehatan", "Alat Kesehatan"),
    ),
    small=2,
)

EDUCATION_OFFICE = Office(
    "DISDIK",
    "Dinas Pendidikan dan Kebudayaan",
    "Kepala Dinas Pendidikan dan Kebudayaan",
    v.EDUCATION,
    (
        _division("SD", "Pembinaan Sekolah Dasar", "Kurikulum SD", "Sarana SD"),
        _division("SMP", "Pembinaan Sekolah Menengah Pertama", "Kurikulum SMP", "Sarana SMP"),
        _division("PAUD", "Pembinaan PAUD dan Kebudayaan", "PAUD", "Kebudayaan"),
        _division("GTK", "Guru dan Tenaga Kependidikan", "Guru SD", "Guru SMP"),
    ),
    small=2,
)
