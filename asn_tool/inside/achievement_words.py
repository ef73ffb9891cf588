"""Sentences about the achievement of units, in the words of offices."""

LETTER = "Nota Dinas Wali Kota Nomor 800/417/2026 tanggal 6 Juli 2026"

RECOMMENDATIONS = (
    "Rencana aksi terlaksana 11 dari 12; capaian IKU 98%. Tim merekomendasikan Baik.",
    "Target triwulan I dan II tercapai, realisasi anggaran 47%. Tim merekomendasikan Baik.",
    "Semua rencana aksi selesai, waktu layanan turun dibandingkan tahun lalu.",
)
RATIONALES = {
    "excellent": (
        "Target perjanjian kinerja terlampaui; waktu layanan turun sepertiga dan pengaduan habis "
        "ditindaklanjuti.",
        "Semua rencana aksi selesai lebih awal dan satu inovasi dipakai unit lain.",
    ),
    "good": (
        "Rencana aksi dan target semester tercapai sesuai perjanjian kinerja.",
        "Capaian IKU sesuai target; ekspektasi pimpinan terpenuhi.",
    ),
    "needs_improvement": (
        "Sebagian rencana aksi belum selesai; capaian IKU di bawah 90%.",
        "Target pelayanan belum tercapai, percepatan disepakati untuk semester II.",
    ),
}
