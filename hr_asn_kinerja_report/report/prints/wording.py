"""The words of the forms, as PermenPANRB 6/2022 prints them. They are never translated."""

IDENTITY = ("NAMA", "NIP", "PANGKAT/GOL. RUANG", "JABATAN", "UNIT KERJA")
APPROACHES = {
    "quantitative": "PENDEKATAN HASIL KERJA KUANTITATIF",
    "qualitative": "PENDEKATAN HASIL KERJA KUALITATIF",
}
FORMS = {
    "administrator": "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
    "senior_leader": "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI",
}
RESULT_KINDS = (("main", "A. UTAMA"), ("additional", "B. TAMBAHAN"))
ASPECTS = {"quantity": "Kuantitas", "quality": "Kualitas", "time": "Waktu", "cost": "Biaya"}
PERSPECTIVES = {
    "service": "Penerima Layanan",
    "process": "Proses Bisnis",
    "strengthening": "Penguatan Internal",
    "budget": "Anggaran",
}
APPENDICES = (
    ("resource", "DUKUNGAN SUMBER DAYA"),
    ("accountability", "SKEMA PERTANGGUNGJAWABAN"),
    ("consequence", "KONSEKUENSI"),
)
ORGANISATION = {
    "excellent": "ISTIMEWA",
    "good": "BAIK",
    "needs_improvement": "BUTUH PERBAIKAN",
    "poor": "KURANG",
    "very_poor": "SANGAT KURANG",
}
RATINGS = {
    "above": "DI ATAS EKSPEKTASI",
    "meets": "SESUAI EKSPEKTASI",
    "below": "DI BAWAH EKSPEKTASI",
}
PREDICATES = {
    "very_good": "SANGAT BAIK",
    "good": "BAIK",
    "needs_improvement": "BUTUH PERBAIKAN",
    "poor": "KURANG/MISCONDUCT",
    "very_poor": "SANGAT KURANG",
}
OUTCOMES = {
    "keep": "Hasil evaluasi tetap.",
    "change": "Hasil evaluasi diubah.",
    "return": "Dikembalikan untuk dievaluasi kembali.",
}
RELATIONS = {
    "superior": "Atasan",
    "peer": "Rekan kerja",
    "subordinate": "Anggota tim",
    "other": "Unit lain",
}
# Only said where the signer is not the person whose name stands below.
ROLES = {
    "superior": "atasan pejabat penilai kinerja",
    "unit_officer": "pengelola kinerja unit",
    "hr_office": "pengelola kepegawaian",
    "system": "sistem",
}
# SE MenPANRB 3/2023: how often each predicate occurs, from the lowest to the highest.
AXIS = ("Sangat Kurang", "Kurang/Misconduct", "Butuh Perbaikan", "Baik", "Sangat Baik")
CURVES = {
    "excellent": (4, 8, 16, 38, 60),
    "good": (8, 14, 26, 60, 24),
    "needs_improvement": (8, 26, 60, 26, 8),
    "poor": (24, 60, 26, 14, 8),
    "very_poor": (60, 38, 16, 8, 4),
}


def period_parts(kind, month):
    """Return the line of the period: a word, and choices of which the others are struck out.

    :param kind: year, half, quarter or month
    :param month: month in which the period begins, 1 to 12

    >>> period_parts("quarter", 4)
    ('TRIWULAN', [('I', False), ('II', True), ('III', False), ('IV-AKHIR', False)])
    >>> period_parts("half", 7)
    ('SEMESTER', [('I', False), ('II-AKHIR', True)])
    >>> period_parts("year", 1)
    ('TAHUNAN (AKHIR)', [])
    """
    if kind == "quarter":
        names = ("I", "II", "III", "IV-AKHIR")
        return "TRIWULAN", [(name, i == (month - 1) // 3) for i, name in enumerate(names)]
    if kind == "half":
        names = ("I", "II-AKHIR")
        return "SEMESTER", [(name, i == (month - 1) // 6) for i, name in enumerate(names)]
    return ("TAHUNAN (AKHIR)" if kind == "year" else "BULANAN"), []


def curve_path(value, width=300, height=64):
    """Return the path of the curve of a pattern as SVG, with soft bends through five points.

    >>> curve_path("good", 100, 64)[:12]
    'M 10.0 56.0 '
    """
    step = width / 5
    points = [(step * (i + 0.5), height - y) for i, y in enumerate(CURVES[value])]
    path = [f"M {points[0][0]:.1f} {points[0][1]:.1f} "]
    for (x1, y1), (x2, y2) in zip(points, points[1:]):
        middle = (x1 + x2) / 2
        path.append(f"C {middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f} ")
    return "".join(path).strip()


def rank_with_grade(name):
    """Write a rank as on the forms.

    >>> rank_with_grade("Penata Muda (III/a)")
    'Penata Muda / III/a'
    >>> rank_with_grade("Golongan IX")
    'Golongan IX'
    """
    return name[:-1].replace(" (", " / ") if name.endswith(")") else name


def bullets(texts):
    """Return texts as one, each on a line of its own after a dot."""
    return "\n".join(f"•\xa0\xa0{text}" for text in texts)
