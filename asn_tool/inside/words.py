"""Sentences of the demonstration, as clerks of a region write them."""

# Code of a BerAKHLAK value -> what a leader expects.
EXPECTATIONS = {
    "service_oriented": (
        "Melayani setiap pemohon dengan ramah dan menyelesaikannya sesuai standar waktu.",
        "Menanggapi keluhan pada hari yang sama dan mencatat tindak lanjutnya.",
    ),
    "accountable": (
        "Melaporkan hasil kerja apa adanya, disertai bukti dukung setiap bulan.",
        "Menggunakan alat dan anggaran kantor hanya untuk pelayanan.",
    ),
    "competent": (
        "Mengikuti sedikitnya satu pelatihan teknis dan membagikan ilmunya di unit.",
        "Memperbarui pengetahuan tentang prosedur yang berlaku.",
    ),
    "harmonious": (
        "Membantu rekan yang bebannya sedang berat, tanpa membedakan.",
        "Menjaga suasana kerja yang saling menghargai.",
    ),
    "loyal": (
        "Menjaga rahasia jabatan dan data warga.",
        "Mematuhi jam kerja dan aturan yang berlaku.",
    ),
    "adaptive": (
        "Mengusulkan satu perbaikan cara kerja setiap semester.",
        "Menggunakan aplikasi layanan yang baru tanpa menunggu perintah.",
    ),
    "collaborative": (
        "Bekerja sama dengan unit lain agar layanan tidak terputus.",
        "Berbagi data yang diperlukan tim tepat waktu.",
    ),
}
RETURN_REASONS = (
    "Target nomor 1 belum sesuai perjanjian kinerja unit. Sesuaikan lalu ajukan lagi.",
    "Indikator waktu belum ada. Tambahkan ketepatan waktu penyelesaian.",
    "Sumber data indikator belum jelas. Sebutkan laporan yang dipakai.",
)
REFLECTIONS = (
    "Target semester ini tercapai. Kendala utama adalah jaringan yang sering terputus.",
    "Sebagian besar hasil tercapai; pekan terakhir Maret terlambat karena alat rusak.",
    "Pelayanan berjalan baik berkat pembagian tugas yang jelas di ruangan.",
    "Saya memerlukan pelatihan aplikasi baru agar pencatatan lebih cepat.",
)
RECOMMENDATIONS = {
    "very_good": (
        "Hasil dan perilaku menjadi teladan. Diusulkan mendampingi pegawai baru.",
        "Pertahankan; diusulkan mengikuti pelatihan lanjutan.",
    ),
    "good": (
        "Hasil sesuai harapan. Tingkatkan kecepatan pencatatan data.",
        "Kerja tim baik. Semester depan fokus pada kelengkapan bukti dukung.",
        "Pelayanan baik; ikuti pelatihan teknis yang tersedia tahun ini.",
    ),
    "needs_improvement": (
        "Capaian di bawah target. Kita bahas hambatannya setiap dua pekan.",
        "Perilaku baik, tetapi hasil perlu dikejar. Prioritaskan indikator waktu.",
    ),
    "poor": (
        "Hasil ada, tetapi kedisiplinan dan kerja sama harus segera diperbaiki.",
        "Keluhan pemohon berulang. Perbaiki sikap pelayanan mulai bulan ini.",
    ),
    "very_poor": ("Hasil dan perilaku di bawah harapan. Dibuat rencana perbaikan tiga bulan.",),
}
DEVIATION_REASONS = (
    "Capaian melebihi target karena target awal terlalu rendah; dinilai sesuai ekspektasi.",
    "Kenaikan berasal dari dukungan tim lain; dinilai sesuai ekspektasi.",
)
LOW_REASONS = ("Sebagian hasil tidak disertai bukti dukung yang dapat diperiksa.",)
FEEDBACK = {
    "above": "Memberi contoh bagi rekan di unit.",
    "meets": "Sesuai dengan yang diharapkan.",
    "below": "Belum terlihat; perlu pendampingan.",
}
# Who leads a session, and what people asked: login or None, question, answer or None.
SPEAKERS = ("Tim BKPSDM", "Kepala Bidang Penilaian Kinerja", "Pengelola kinerja perangkat daerah")
QUESTIONS = (
    (
        None,
        "Apakah hasil yang rendah langsung memotong tunjangan saya?",
        "Tidak langsung. Hasil yang rendah pertama-tama berujung pada rencana pengembangan: "
        "kita mencari sebabnya dan menyepakati bantuan. Setiap hasil dapat Anda tanggapi.",
    ),
    (
        None,
        "Pimpinan saya baru pindah bulan ini. Siapa yang menilai saya?",
        "Pejabat penilai yang berwenang pada akhir semester, dengan catatan dari pimpinan "
        "sebelumnya. Sampaikan kepada pengelola kinerja agar serah terimanya dicatat.",
    ),
    (
        "rekan",
        "Jaringan di puskesmas pembantu sering terputus. Bagaimana saya mencatat pekerjaan?",
        "Cukup sekali seminggu, saat ada jaringan. Tulis tanggal pekerjaannya; catatan untuk "
        "hari-hari sebelumnya tetap diterima selama semester masih terbuka.",
    ),
    (
        None,
        "Apakah rekan kerja dapat melihat nilai saya?",
        "Tidak. Yang membacanya hanya Anda, pejabat penilai dan atasannya, pengelola kinerja "
        "unit, BKPSDM, dan auditor.",
    ),
    (
        None,
        "Bolehkah target diubah bila tugas saya bertambah di tengah tahun?",
        None,
    ),
)
