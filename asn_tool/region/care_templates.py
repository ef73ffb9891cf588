"""Plan templates of those who work in health and education, by the role of their post."""

from .templates import LEARN, OUTCOME, PEOPLE, PROCESS, own, result

HEALTH = {
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
        LEARN,
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
        LEARN,
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
        LEARN,
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
        LEARN,
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
        LEARN,
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
        LEARN,
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
        LEARN,
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
        LEARN,
    ),
}

EDUCATION = {
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
        LEARN,
    ),
}
EDUCATION["subject_teacher"] = EDUCATION["class_teacher"]
