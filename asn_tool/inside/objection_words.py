"""What people write when they answer a result, explain it and decide, in the demonstration."""

# Of somebody with a login, who takes the steps today.
OPEN = {
    "reason_results": (
        "Jumlah pasien triwulan kedua belum memperhitungkan pelayanan di posyandu. Buku "
        "kegiatan posyandu bulan April sampai Juni saya lampirkan."
    ),
    "file": "buku-kegiatan-posyandu.png",
}
# Of people without a login in the unit of the evaluator: how it went, and what was written.
PAST = (
    {
        "state": "explained",
        "reason_results": (
            "Dua kegiatan vaksinasi dicatat atas nama tim, sehingga tidak terhitung pada capaian "
            "saya."
        ),
        "explanation": (
            "Catatan tim memang ada. Saat menilai, saya hanya melihat catatan perorangan. Saya "
            "tidak keberatan bila catatan tim diperhitungkan."
        ),
    },
    {
        "state": "decided",
        "outcome": "change",
        "result_after": "meets",
        "reason_results": (
            "Target diturunkan pada bulan Maret karena alat rusak, tetapi penilaian memakai "
            "target awal."
        ),
        "explanation": "Perubahan target disepakati lisan dan belum tercatat dalam rencana.",
        "decision": (
            "Berita acara kerusakan alat mendukung penjelasan pegawai. Penilaian hasil kerja "
            "disesuaikan dengan target setelah perbaikan alat."
        ),
    },
    {
        "state": "decided",
        "outcome": "keep",
        "reason_behaviour": (
            "Saya dinilai kurang kolaboratif, padahal saya ikut setiap rapat mingguan."
        ),
        "explanation": (
            "Kehadiran rapat baik. Yang dinilai adalah serah terima antar-giliran jaga, yang "
            "tiga kali tidak dilakukan."
        ),
        "decision": (
            "Umpan balik sudah disampaikan dua kali dalam periode ini dan bukti serah terima "
            "lengkap. Penilaian tetap; pegawai dan pejabat penilai menyepakati bimbingan."
        ),
    },
)
