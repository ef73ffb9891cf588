"""Plan templates of those who work in offices and in the field, by the role of their post."""

from .templates import BUDGET, LEARN, OUTCOME, PEOPLE, PROCESS, Line, own, result

REGISTRY = (
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

OFFICE = {
    "registry_operator": REGISTRY,
    "hr_analyst": (
        result(
            "Meningkatnya mutu layanan kepegawaian {office}", PEOPLE, "SEK-04", "SEK-11", "SEK-12"
        ),
        result("Terlaksananya pengelolaan kinerja pegawai tepat waktu", PEOPLE, "SEK-05", "UMM-02"),
        result("Terwujudnya pengembangan kompetensi pegawai", PEOPLE, "SEK-13", "UMM-03"),
        LEARN,
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
        LEARN,
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
        LEARN,
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
        LEARN,
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
        LEARN,
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
        LEARN,
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
        LEARN,
    ),
    "finance_analyst": (
        result(
            "Terwujudnya pengelolaan keuangan yang akuntabel", BUDGET, "KEU-06", "KEU-07", "KEU-01"
        ),
        result(
            "Terselesaikannya verifikasi keuangan tepat waktu", PROCESS, "KEU-03", ("KEU-02", 480)
        ),
        result("Tersampaikannya laporan keuangan", BUDGET, ("KEU-11", "2026-02-28"), "UMM-04"),
        LEARN,
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
        LEARN,
    ),
    "licensing_officer": (
        result("Meningkatnya kepuasan pelaku usaha", OUTCOME, "IZN-04", "IZN-09", "IZN-08"),
        result("Semakin cepatnya penerbitan izin", PROCESS, "IZN-01", "IZN-02", "IZN-03"),
        result("Terjaminnya ketepatan data perizinan", PROCESS, "IZN-05", "UMM-04"),
        LEARN,
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
        LEARN,
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
        LEARN,
    ),
    "village_mobiliser": (
        result(
            "Meningkatnya kemandirian kampong dampingan", OUTCOME, ("KPG-02", 6), "KPG-05", "KPG-04"
        ),
        result("Tertibnya perencanaan dan keuangan kampong", PROCESS, "KPG-01", "KPG-03"),
        result("Tersedianya data perkembangan kampong", PROCESS, "UMM-04", "UMM-03", "UMM-02"),
        LEARN,
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
        LEARN,
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
        LEARN,
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
        LEARN,
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
        LEARN,
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
        LEARN,
    ),
}
