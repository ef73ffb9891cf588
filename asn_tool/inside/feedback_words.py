"""What people of the demonstration say to each other: kind, situation, effect, next step."""

# About the nurse who logs in: day, giver's role, visibility, and what was said.
TO_THE_NURSE = (
    (
        "2026-02-11",
        "penilai",
        "open",
        (
            "appreciation",
            "Pekan lalu saat dua rekan cuti, Ibu tetap mengatur jadwal jaga dengan tertib.",
            "Tidak ada giliran kosong dan pasien tetap terlayani.",
            "Pertahankan, dan bagikan cara menyusun jadwalnya kepada rekan baru.",
        ),
    ),
    (
        "2026-03-18",
        "rekan",
        "open",
        (
            "suggestion",
            "Catatan jaga malam kadang baru diisi pada pagi hari.",
            "Petugas pagi perlu bertanya ulang keadaan pasien.",
            "Isi catatan sebelum serah terima.",
        ),
    ),
    (
        "2026-05-06",
        "rekan",
        "open",
        (
            "appreciation",
            "Catatan jaga sekarang lengkap sebelum serah terima.",
            "Serah terima pagi selesai dalam sepuluh menit.",
            "",
        ),
    ),
    (
        "2026-06-24",
        "atasan",
        "open",
        (
            "appreciation",
            "Saat kunjungan lapangan, penjelasan Ibu kepada kader posyandu mudah dipahami.",
            "",
            "Dampingi juga kader dari desa tetangga.",
        ),
    ),
    (
        "2026-08-12",
        "penilai",
        "private",
        (
            "correction",
            "Dua laporan bulanan diserahkan lewat dari tanggal lima.",
            "Rekap puskesmas ikut terlambat.",
            "Bicarakan pembagian waktu pada dialog berikutnya.",
        ),
    ),
    (
        "2026-09-15",
        "penilai",
        "open",
        (
            "correction",
            "Laporan Agustus terlambat tiga hari.",
            "Rekap puskesmas menunggu.",
            "Siapkan data setiap hari Jumat supaya akhir bulan tinggal memeriksa.",
        ),
    ),
    (
        "2026-11-05",
        "penilai",
        "open",
        (
            "appreciation",
            "Laporan September dan Oktober tepat waktu dan angkanya cocok.",
            "Rekap dapat dikirim pada hari yang sama.",
            "Teruskan kebiasaan hari Jumat itu.",
        ),
    ),
)
THANKS = {"2026-05-06": "Terima kasih sudah mengingatkan, Pak.", "2026-11-05": ""}

# Without a name, about the nurse, second half-year: four people, so one more than needed.
NAMELESS = (
    ("appreciation", "Ramah dan sabar kepada pasien lansia.", "", ""),
    (
        "suggestion",
        "Saat poli ramai, panggilan antrean kurang terdengar di luar.",
        "Pasien sering bertanya giliran.",
        "Gunakan pengeras suara kecil.",
    ),
    ("appreciation", "Bersedia menggantikan jaga ketika ada yang sakit.", "", ""),
    ("appreciation", "Penjelasan minum obat selalu diulang sampai pasien paham.", "", ""),
)

# For the others of the health centre, from the evaluator: one of these each quarter or so.
TO_OTHERS = (
    (
        "appreciation",
        "Pelayanan pada hari pasar berjalan tertib.",
        "Waktu tunggu lebih pendek.",
        "Pertahankan pembagian tugasnya.",
    ),
    (
        "suggestion",
        "Pencatatan alat masih di dua buku.",
        "Angka kadang berbeda.",
        "Gabungkan dalam satu daftar.",
    ),
    (
        "appreciation",
        "Bukti dukung laporan tersusun rapi.",
        "Pemeriksaan selesai lebih cepat.",
        "",
    ),
    (
        "correction",
        "Rapat mingguan terlewat dua kali.",
        "Informasi tidak sampai ke seluruh tim.",
        "Beri kabar sebelumnya bila berhalangan.",
    ),
)
QUESTIONS = (
    "Apakah penjelasan saya kepada pasien mudah dipahami?",
    "Apa satu hal yang dapat saya perbaiki dalam serah terima jaga?",
)
