"""Plan templates of those who lead nothing, by the role of their post."""

from . import vocabulary as v
from .templates import BUDGET, FIELD_RESULTS, OUTCOME, PEOPLE, PROCESS, Line, own, result

_LEARN = result("Meningkatnya kompetensi diri untuk pelayanan yang lebih baik", PEOPLE, "UMM-05")

_HEALTH = {
    "nurse": (
        result(
            "Terlayaninya pasien {unit} sesuai standar asuhan keperawatan",
            OUTCOME,
            "KES-01",
            "KES-10",
            "KES-14",
        ),
        result("Terselenggaranya pelayanan dalam waktu standar", PROCESS, "KES-12", "KES-13"),
        result(
            "Terlindunginya pasien dan keluarga dari risiko kesehatan",
            OUTCOME,
            "KES-15",
            ("KES-23", 96),
        ),
        result("Meningkatnya kompetensi keperawatan", PEOPLE, ("UMM-05", 25)),
    ),
    "midwife": (
        result(
            "Terlayaninya ibu dan bayi sesuai standar asuhan kebidanan",
            OUTCOME,
            "KES-02",
            "KES-03",
            "KES-04",
        ),
        result(
            "Terpantaunya tumbuh kembang balita di wilayah {unit}",
            OUTCOME,
            "KES-07",
            ("KES-23", 120),
        ),
        result("Terselenggaranya pelayanan dalam waktu standar", PROCESS, "KES-12", "KES-10"),
        result("Meningkatnya kompetensi kebidanan", PEOPLE, ("UMM-05", 25)),
    ),
    "doctor": (
        result(
            "Terlayaninya pasien {unit} sesuai pedoman praktik klinis",
            OUTCOME,
            ("KES-01", 4200),
            "KES-10",
            "KES-17",
        ),
        result("Terkendalinya waktu tunggu dan rujukan", PROCESS, "KES-11", "KES-16", "KES-12"),
        result("Meningkatnya kepatuhan keselamatan pasien", OUTCOME, "KES-14", "KES-15"),
        result("Meningkatnya kompetensi profesi", PEOPLE, ("UMM-05", 30)),
    ),
    "pharmacist": (
        result(
            "Terjaminnya ketersediaan dan mutu obat {unit}",
            OUTCOME,
            "KES-18",
            own(
                "kualitas",
                "Suhu tertinggi lemari penyimpanan vaksin",
                "°C",
                8,
                "lebih rendah",
                "maksimum",
            ),
            own(
                "kualitas", "Obat kedaluwarsa terhadap persediaan", "%", 1, "lebih rendah", "rasio"
            ),
        ),
        result(
            "Terlayaninya resep dengan cepat dan tepat",
            PROCESS,
            "KES-19",
            own("kuantitas", "Jumlah resep yang dilayani", "resep", 4800),
            own("kualitas", "Resep dikaji lengkap", "%", 100, aggregation="rasio"),
        ),
        result(
            "Terpahaminya penggunaan obat oleh pasien",
            OUTCOME,
            own("kuantitas", "Pasien mendapat konseling obat", "pasien", 600),
            "UMM-04",
        ),
        _LEARN,
    ),
    "laboratory": (
        result(
            "Tersedianya hasil pemeriksaan yang akurat dan cepat",
            OUTCOME,
            own("kuantitas", "Jumlah pemeriksaan yang dilakukan", "pemeriksaan", 3000),
            "KES-20",
            own(
                "kualitas",
                "Hasil pemantapan mutu internal dalam batas",
                "%",
                95,
                aggregation="rasio",
            ),
        ),
        result("Terjaminnya keselamatan pasien dan petugas", OUTCOME, "KES-14", "KES-15"),
        result("Terpeliharanya alat dan pencatatan pemeriksaan", PROCESS, "UMM-09", "UMM-04"),
        _LEARN,
    ),
    "nutritionist": (
        result(
            "Membaiknya status gizi balita dan ibu hamil di wilayah {unit}",
            OUTCOME,
            "KES-07",
            "KES-08",
            own(
                "kuantitas",
                "Ibu hamil kurang energi kronis mendapat makanan tambahan",
                "%",
                90,
                aggregation="rasio",
            ),
        ),
        result(
            "Terlaksananya konseling gizi sesuai standar",
            PROCESS,
            own("kuantitas", "Konseling gizi", "kegiatan", 240),
            "KES-23",
            "UMM-02",
        ),
        result("Tersedianya data gizi yang mutakhir", PROCESS, "UMM-04", "UMM-03"),
        _LEARN,
    ),
    "sanitarian": (
        result(
            "Meningkatnya sanitasi dan keamanan pangan di wilayah {unit}",
            OUTCOME,
            "KES-22",
            own("kuantitas", "Tempat dan fasilitas umum diperiksa", "lokasi", 60),
            own("kualitas", "Sampel air memenuhi syarat", "%", 80, aggregation="rasio"),
        ),
        result(
            "Tertanganinya masalah kesehatan lingkungan tepat waktu",
            PROCESS,
            "UMM-02",
            own("kuantitas", "Klinik sanitasi", "kegiatan", 48),
            "UMM-03",
        ),
        result("Tersedianya data kesehatan lingkungan", PROCESS, "UMM-04"),
        _LEARN,
    ),
    "records": (
        result(
            "Tersedianya rekam medis sebelum pelayanan",
            PROCESS,
            "KES-10",
            own(
                "waktu",
                "Waktu penyediaan berkas rekam medis",
                "menit",
                10,
                "lebih rendah",
                "rata-rata",
            ),
            own("kuantitas", "Berkas rekam medis disiapkan", "berkas", 9600),
        ),
        result(
            "Terjaminnya ketepatan kode diagnosis dan klaim",
            OUTCOME,
            own("kualitas", "Kode diagnosis tepat", "%", 95, aggregation="rasio"),
            own("waktu", "Klaim diajukan tepat waktu", "%", 100, aggregation="rasio"),
        ),
        result("Tersedianya laporan pelayanan yang mutakhir", PROCESS, "UMM-04", "UMM-03"),
        _LEARN,
    ),
    "health_promoter": (
        result(
            "Meningkatnya perilaku hidup bersih dan sehat masyarakat",
            OUTCOME,
            own(
                "kualitas",
                "Rumah tangga berperilaku hidup bersih dan sehat",
                "%",
                65,
                aggregation="terakhir",
            ),
            own("kuantitas", "Penyuluhan kelompok", "kegiatan", 72),
            "KES-23",
        ),
        result(
            "Aktifnya posyandu dan kader",
            OUTCOME,
            own("kuantitas", "Posyandu aktif", "%", 80, aggregation="terakhir"),
            "KES-07",
        ),
        result("Terlaksananya program sesuai rencana", PROCESS, "UMM-02", "UMM-04"),
        _LEARN,
    ),
    "epidemiologist": (
        result(
            "Terkendalinya penyakit menular di {city}",
            OUTCOME,
            own(
                "waktu",
                "Kejadian luar biasa diselidiki kurang dari 24 jam",
                "%",
                100,
                aggregation="rasio",
            ),
            own("kualitas", "Kelengkapan laporan kewaspadaan dini", "%", 90, aggregation="rasio"),
            "KES-04",
        ),
        result(
            "Tersedianya analisis surveilans yang dipakai",
            PROCESS,
            own("kuantitas", "Buletin surveilans", "dokumen", 12),
            "UMM-03",
            "UMM-02",
        ),
        _LEARN,
    ),
    "health_administrator": (
        result(
            "Meningkatnya mutu program kesehatan yang dibina", OUTCOME, "KES-05", "KES-06", "KES-09"
        ),
        result(
            "Terbinanya puskesmas sesuai rencana",
            PROCESS,
            own("kuantitas", "Pembinaan puskesmas", "kunjungan", 24),
            "UMM-02",
            "UMM-03",
        ),
        result("Terlaporkannya standar pelayanan minimal", PROCESS, "UMM-04"),
        _LEARN,
    ),
}

_EDUCATION = {
    "class_teacher": (
        result(
            "Tercapainya kompetensi peserta didik kelas yang diampu",
            OUTCOME,
            "PEN-04",
            "PEN-08",
            "PEN-15",
        ),
        result(
            "Terlaksananya pembelajaran yang bermutu dan menyenangkan",
            PROCESS,
            "PEN-07",
            "PEN-05",
            "PEN-03",
        ),
        result("Tersusunnya perangkat pembelajaran sesuai kurikulum", PROCESS, "PEN-01", "PEN-02"),
        result("Berkembangnya kompetensi guru", PEOPLE, "PEN-06"),
    ),
    "counsellor": (
        result(
            "Meningkatnya kesejahteraan dan kehadiran peserta didik",
            OUTCOME,
            "PEN-11",
            own("kuantitas", "Peserta didik mendapat layanan konseling", "orang", 150),
            own("kualitas", "Kasus peserta didik selesai tertangani", "%", 90, aggregation="rasio"),
        ),
        result(
            "Tersusunnya program bimbingan dan konseling", PROCESS, "PEN-01", "PEN-02", "PEN-08"
        ),
        result("Berkembangnya kompetensi guru", PEOPLE, "PEN-06"),
    ),
    "school_supervisor": (
        result(
            "Meningkatnya mutu pembelajaran sekolah dampingan",
            OUTCOME,
            "PEN-09",
            "PEN-10",
            "PEN-12",
        ),
        result(
            "Terlaksananya pendampingan kepala sekolah",
            PROCESS,
            own("kuantitas", "Kunjungan pendampingan sekolah", "kunjungan", 120),
            "UMM-02",
            "UMM-03",
        ),
        result("Tersampaikannya laporan pendampingan", PROCESS, "UMM-04"),
        _LEARN,
    ),
}
_EDUCATION["subject_teacher"] = _EDUCATION["class_teacher"]

_REGISTRY = (
    result(
        "Semakin cepatnya dokumen kependudukan diterima warga",
        PROCESS,
        Line("DUK-08", 3, 20),
        Line("DUK-07", 3, 15),
        Line("DUK-10", None, 15),
    ),
    result(
        "Terpenuhinya dokumen kependudukan warga dengan data yang benar",
        OUTCOME,
        Line("DUK-06", None, 15),
        Line("DUK-11", None, 10),
        Line("DUK-13", None, 5),
    ),
    result(
        "Beralihnya warga ke layanan daring dan jemput bola",
        OUTCOME,
        Line("DUK-15", 30, 10),
        Line("DUK-14", 24, 5),
    ),
    result(
        "Meningkatnya kompetensi layanan administrasi kependudukan", PEOPLE, Line("UMM-05", None, 5)
    ),
)

_OFFICE = {
    "registry_operator": _REGISTRY,
    "hr_analyst": (
        result(
            "Meningkatnya mutu layanan kepegawaian {office}", PEOPLE, "SEK-04", "SEK-11", "SEK-12"
        ),
        result("Terlaksananya pengelolaan kinerja pegawai tepat waktu", PEOPLE, "SEK-05", "UMM-02"),
        result("Terwujudnya pengembangan kompetensi pegawai", PEOPLE, "SEK-13", "UMM-03"),
        _LEARN,
    ),
    "planner": (
        result(
            "Tersusunnya dokumen perencanaan {office} yang selaras",
            BUDGET,
            "SEK-09",
            "SEK-03",
            ("SEK-10", "2026-02-28"),
        ),
        result(
            "Terpantaunya pelaksanaan program dan kegiatan", PROCESS, "UMM-01", "UMM-04", "KEU-01"
        ),
        result("Tersedianya data perencanaan yang mutakhir", PROCESS, "UMM-03", "UMM-02"),
        _LEARN,
    ),
    "archivist": (
        result(
            "Tertatanya arsip dan koleksi {office}",
            PROCESS,
            "SEK-07",
            own("kuantitas", "Berkas atau koleksi diolah", "berkas", 1200),
            "UMM-03",
        ),
        result(
            "Tersedianya layanan penemuan kembali dengan cepat",
            OUTCOME,
            own("waktu", "Waktu penemuan kembali", "menit", 15, "lebih rendah", "rata-rata"),
            own("kuantitas", "Permintaan terlayani", "permintaan", 240),
        ),
        result("Tersusunnya laporan kearsipan", PROCESS, "UMM-04", "UMM-02"),
        _LEARN,
    ),
    "it": (
        result(
            "Terjaminnya layanan sistem informasi yang andal",
            OUTCOME,
            "SEK-14",
            "SEK-15",
            own("kualitas", "Ketersediaan bulanan terendah", "%", 97, aggregation="minimum"),
        ),
        result(
            "Terbangunnya layanan digital yang dipakai masyarakat",
            OUTCOME,
            "UMM-06",
            own("kuantitas", "Fitur layanan digital selesai", "fitur", 12),
            "UMM-03",
        ),
        result(
            "Terjaganya keamanan data",
            PROCESS,
            own("kualitas", "Uji pemulihan cadangan berhasil", "%", 100, aggregation="rasio"),
            "UMM-02",
        ),
        _LEARN,
    ),
    "public_relations": (
        result(
            "Meningkatnya pemahaman masyarakat atas layanan kota",
            OUTCOME,
            own("kuantitas", "Siaran pers dan konten layanan", "konten", 180),
            "UMM-03",
            own(
                "kualitas",
                "Nilai keterbukaan informasi publik",
                "nilai",
                80,
                aggregation="terakhir",
            ),
        ),
        result("Terjawabnya pengaduan masyarakat tepat waktu", PROCESS, "DUK-13", "UMM-02"),
        result("Tersusunnya laporan kehumasan", PROCESS, "UMM-04"),
        _LEARN,
    ),
    "legal_drafter": (
        result(
            "Tersusunnya produk hukum daerah yang harmonis", OUTCOME, "SEK-16", "SEK-08", "UMM-02"
        ),
        result(
            "Terselesaikannya pendapat hukum sesuai kebutuhan",
            PROCESS,
            own("kuantitas", "Pendapat hukum", "dokumen", 12),
            "UMM-03",
            "UMM-04",
        ),
        _LEARN,
    ),
    "procurement": (
        result(
            "Terlaksananya pengadaan yang tepat waktu dan hemat",
            OUTCOME,
            own("kuantitas", "Paket pengadaan selesai diproses", "paket", 36),
            own("waktu", "Pemilihan penyedia sesuai jadwal", "%", 95, aggregation="rasio"),
            own(
                "biaya",
                "Nilai kontrak terhadap harga perkiraan sendiri",
                "%",
                98,
                "lebih rendah",
                "rasio",
            ),
        ),
        result(
            "Terjaganya mutu proses pengadaan",
            PROCESS,
            own("kualitas", "Sanggahan yang diterima", "%", 5, "lebih rendah", "rasio"),
            "UMM-03",
        ),
        result("Tersusunnya laporan pengadaan", PROCESS, "UMM-04", "UMM-02"),
        _LEARN,
    ),
    "finance_analyst": (
        result(
            "Terwujudnya pengelolaan keuangan yang akuntabel", BUDGET, "KEU-06", "KEU-07", "KEU-01"
        ),
        result(
            "Terselesaikannya verifikasi keuangan tepat waktu", PROCESS, "KEU-03", ("KEU-02", 480)
        ),
        result("Tersampaikannya laporan keuangan", BUDGET, ("KEU-11", "2026-02-28"), "UMM-04"),
        _LEARN,
    ),
    "treasurer": (
        result(
            "Terwujudnya penatausahaan kas {office} yang tertib",
            BUDGET,
            Line("KEU-06", None, 20),
            Line("KEU-07", None, 15),
        ),
        result(
            "Terbayarnya kewajiban {office} tepat waktu",
            BUDGET,
            Line("KEU-02", None, 15),
            Line("KEU-03", None, 15),
            Line("KEU-12", None, 10),
        ),
        result(
            "Tersampaikannya pertanggungjawaban tepat waktu",
            BUDGET,
            Line("KEU-05", None, 15),
            Line("UMM-03", None, 5),
        ),
        result("Meningkatnya kompetensi perbendaharaan", PEOPLE, Line("UMM-05", None, 5)),
    ),
    "tax_officer": (
        result(
            "Meningkatnya penerimaan daerah", OUTCOME, ("KEU-08", 600), ("KEU-09", 240), "KEU-10"
        ),
        result(
            "Terlayaninya wajib pajak dengan cepat dan ramah",
            PROCESS,
            own("kuantitas", "Wajib pajak dilayani", "orang", 900),
            "UMM-02",
        ),
        result(
            "Tersedianya data objek pajak yang mutakhir",
            PROCESS,
            own("kuantitas", "Objek pajak dimutakhirkan", "objek", 600),
            "UMM-03",
            "UMM-04",
        ),
        _LEARN,
    ),
    "licensing_officer": (
        result("Meningkatnya kepuasan pelaku usaha", OUTCOME, "IZN-04", "IZN-09", "IZN-08"),
        result("Semakin cepatnya penerbitan izin", PROCESS, "IZN-01", "IZN-02", "IZN-03"),
        result("Terjaminnya ketepatan data perizinan", PROCESS, "IZN-05", "UMM-04"),
        _LEARN,
    ),
    "engineer": (
        result(
            "Terselesaikannya pekerjaan sesuai mutu dan jadwal",
            PROCESS,
            "INF-03",
            "INF-04",
            "INF-09",
        ),
        result(
            "Terpeliharanya prasarana yang dipakai masyarakat", OUTCOME, ("INF-02", 24), "INF-06"
        ),
        result(
            "Tersedianya dokumen teknis yang lengkap",
            PROCESS,
            own("kuantitas", "Dokumen perencanaan teknis", "dokumen", 8),
            "UMM-03",
            "UMM-04",
        ),
        _LEARN,
    ),
    "social_worker": (
        result(
            "Terlindunginya warga yang membutuhkan layanan sosial",
            OUTCOME,
            "SOS-04",
            ("SOS-01", 600),
            "SOS-06",
        ),
        result("Tersalurnya bantuan tepat sasaran dan waktu", PROCESS, "SOS-02", "SOS-03"),
        result(
            "Terbinanya keluarga menuju mandiri",
            OUTCOME,
            ("SOS-07", 12),
            own("kuantitas", "Kunjungan pendampingan keluarga", "kunjungan", 180),
            "SOS-08",
        ),
        _LEARN,
    ),
    "village_mobiliser": (
        result(
            "Meningkatnya kemandirian kampong dampingan", OUTCOME, ("KPG-02", 6), "KPG-05", "KPG-04"
        ),
        result("Tertibnya perencanaan dan keuangan kampong", PROCESS, "KPG-01", "KPG-03"),
        result("Tersedianya data perkembangan kampong", PROCESS, "UMM-04", "UMM-03", "UMM-02"),
        _LEARN,
    ),
    "public_order": (
        result(
            "Terpeliharanya ketertiban umum dan syariat",
            OUTCOME,
            "KPG-10",
            "KPG-09",
            own("kualitas", "Pelanggaran qanun diselesaikan", "%", 90, aggregation="rasio"),
        ),
        result(
            "Tertanganinya laporan warga dengan cepat",
            PROCESS,
            own("waktu", "Waktu tiba di lokasi", "menit", 30, "lebih rendah", "rata-rata"),
            "UMM-02",
        ),
        result("Terjaganya kesiapan personel dan sarana", PEOPLE, "UMM-09", "UMM-04"),
        _LEARN,
    ),
    "auditor": (
        result(
            "Meningkatnya tindak lanjut hasil pengawasan", OUTCOME, "WAS-04", "WAS-07", "WAS-06"
        ),
        result(
            "Terbitnya laporan hasil pemeriksaan yang bermutu dan tepat waktu",
            PROCESS,
            ("WAS-01", 8),
            "WAS-02",
            "WAS-05",
            "WAS-09",
        ),
        result("Terlaksananya reviu laporan keuangan", BUDGET, ("WAS-08", "2026-03-31")),
        _LEARN,
    ),
    "farm_extension": (
        result(
            "Meningkatnya produksi dan pendapatan petani binaan",
            OUTCOME,
            own("kuantitas", "Kelompok tani dibina", "kelompok", 12, aggregation="terakhir"),
            own(
                "kualitas",
                "Kelompok tani menerapkan teknologi anjuran",
                "%",
                70,
                aggregation="rasio",
            ),
            own("kuantitas", "Produktivitas padi binaan", "ton/ha", 5.2, aggregation="rata-rata"),
        ),
        result(
            "Terlaksananya penyuluhan sesuai programa",
            PROCESS,
            own("kuantitas", "Kunjungan penyuluhan", "kunjungan", 192),
            "UMM-02",
            "UMM-03",
        ),
        result("Tersedianya data pertanian kampong", PROCESS, "UMM-04"),
        _LEARN,
    ),
    "general_operator": (
        result(
            "Terselenggaranya operasional {office} yang lancar dan aman",
            PROCESS,
            own("kuantitas", "Penugasan operasional selesai", "penugasan", 240),
            "UMM-02",
            "UMM-03",
        ),
        result("Terpeliharanya sarana dan kebersihan kantor", PROCESS, "UMM-09", "UMM-04"),
        result("Terwujudnya penggunaan sarana yang hemat", BUDGET, "UMM-08"),
        _LEARN,
    ),
    "clerk": (
        result(
            "Tertibnya administrasi dan persuratan {unit}", PROCESS, "SEK-01", "SEK-02", "SEK-07"
        ),
        result(
            "Tersedianya data dan laporan {unit} tepat waktu", PROCESS, "UMM-04", "UMM-02", "UMM-03"
        ),
        result(
            "Terlayaninya tamu dan warga dengan ramah",
            OUTCOME,
            own("kuantitas", "Tamu dan warga dilayani", "orang", 960),
            "UMM-09",
        ),
        _LEARN,
    ),
}
# Executors whose plan follows the field of work of their unit.
_BY_FIELD = {
    "analyst": (
        "Tersusunnya kajian dan rekomendasi yang dipakai",
        own("kuantitas", "Kajian dan telaahan staf", "dokumen", 12),
    ),
    "data_processor": (
        "Tersedianya data yang benar dan mutakhir",
        own("kuantitas", "Rekaman data diolah", "data", 2400),
    ),
    "service_clerk": (
        "Terlayaninya warga di loket dengan cepat dan ramah",
        own("kuantitas", "Warga dilayani", "orang", 2400),
    ),
    "field_operator": (
        "Terselesaikannya pekerjaan lapangan sesuai rencana",
        own("kuantitas", "Pekerjaan lapangan selesai", "kegiatan", 180),
    ),
}

_TEMPLATES = {**_HEALTH, **_EDUCATION, **_OFFICE}

ADDITIONAL = (
    ("Terlaksananya evaluasi internal reformasi birokrasi {office}", "Kertas kerja evaluasi", 4),
    ("Terselenggaranya peringatan hari jadi kota oleh panitia", "Laporan kepanitiaan", 1),
    ("Terlaksananya survei kepuasan masyarakat {office}", "Laporan survei", 2),
    ("Terdampinginya pegawai baru {office} sebagai mentor", "Laporan pendampingan", 4),
    ("Terlaksananya zona integritas {office}", "Bukti dukung zona integritas", 6),
)


def staff_template(role, unit):
    """Return the results of a person with this role in `unit`."""
    if role not in _BY_FIELD:
        return _TEMPLATES[role]
    work, quantity = _BY_FIELD[role]
    (outcome, first), (process, second) = FIELD_RESULTS[unit.field or v.GENERAL]
    return (
        result(f"{work} {{unit}}", PROCESS, quantity, "UMM-02", "UMM-03"),
        result(f"{outcome} melalui {{unit}}", OUTCOME, *first[:2]),
        result(f"{process} melalui {{unit}}", PROCESS, second[0], "UMM-04"),
        _LEARN,
    )
