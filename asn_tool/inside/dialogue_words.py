"""What is said in the dialogues and the coaching of the demonstration."""

HELD = {
    "place": "Ruang kepala puskesmas",
    "topic": "Capaian Semester I dan rencana Semester II",
    "agenda": [
        (
            "Capaian pelayanan pasien Semester I",
            "Jumlah kunjungan mendekati target. Kunjungan sore masih kurang karena jadwal jaga "
            "belum merata.",
        ),
        (
            "Kelengkapan catatan asuhan keperawatan",
            "Sebagian catatan baru dilengkapi keesokan harinya. Disepakati catatan ditutup pada "
            "hari yang sama.",
        ),
        (
            "Rencana pengembangan diri",
            "Berminat mengikuti pelatihan triase. Puskesmas mengusulkan ke dinas.",
        ),
    ],
    "minutes": "Suasana terbuka. Pegawai merasa terbantu oleh pembagian tugas yang baru di poli.",
}
# What, who does it: the first is done, the second still open.
AGREEMENTS = (
    ("Menyusun daftar periksa kelengkapan catatan asuhan keperawatan", "employee"),
    ("Mengikuti pelatihan triase dan membagikan materinya kepada rekan satu poli", "employee"),
)
COMING = {
    "place": "Ruang kepala puskesmas",
    "topic": "Kemajuan menjelang akhir tahun",
    "point": "Usulan pembagian jadwal jaga bulan Desember",
}
COACHING = {
    "kind": "guidance",
    "problem": "Laporan kegiatan bulanan tiga kali berturut-turut diserahkan setelah tanggal 5.",
    "cause": "Data dikumpulkan sekaligus pada akhir bulan, bersamaan dengan jadwal jaga.",
    "goal": "Laporan bulan November dan Desember diserahkan paling lambat tanggal 5.",
    "steps": "Data dicatat setiap Jumat. Satu jam tanpa jadwal jaga pada hari kerja terakhir "
    "setiap bulan.",
}
# Days after the beginning, place, what was worked on.
SESSIONS = (
    (
        1,
        "Ruang rapat puskesmas",
        "Membaca laporan lama bersama dan memilih lembar catatan mingguan.",
    ),
    (22, "Ruang rapat puskesmas", "Dua minggu tercatat lengkap; satu minggu terlewat karena cuti."),
)
VIEW = "Catatan mingguan membantu. Yang masih sulit adalah minggu dengan jaga malam berturut-turut."
