"""What a plan template is made of, and the templates of those who lead.

The results of all who lead come in one order, so that those below know which they support:
1 the outcome for the people served, 2 the process, 3 people and organisation, 4 the budget.
A text is a condition achieved, not an activity (PermenPANRB 6/2022, planning of results).
"""

from dataclasses import dataclass

from . import vocabulary as v

OUTCOME, PROCESS, PEOPLE, BUDGET = 1, 2, 3, 4


@dataclass(frozen=True)
class Line:
    """An indicator in a template: a code of the library, or all of it when `own` is given.

    :param target: the yearly target where it differs from the library's typical one
    :param weight: percent of the plan, 0 for equal weights
    """

    code: str = ""
    target: "float | str | None" = None
    weight: int = 0
    own: tuple = ()


@dataclass(frozen=True)
class Result:
    """A result; `text` may name {unit}, {office} and {city}. `supports`: the superior's result."""

    text: str
    supports: int
    lines: tuple


def result(text, supports, *lines):
    """Return a :class:`Result`; a line may be given as its library code or (code, target)."""
    made = []
    for line in lines:
        if isinstance(line, str):
            line = Line(line)
        elif isinstance(line, tuple):
            line = Line(*line)
        made.append(line)
    return Result(text, supports, tuple(made))


def own(aspect, name, unit, target, polarity="lebih tinggi", aggregation="jumlah"):
    """Return a line that is not in the library."""
    return Line(own=(aspect, name, unit, target, polarity, aggregation))


LEARN = result("Meningkatnya kompetensi diri untuk pelayanan yang lebih baik", PEOPLE, "UMM-05")

# Per field of work: outcome and process with their indicators, the most important first.
FIELD_RESULTS = {
    v.HEALTH: (
        ("Meningkatnya mutu pelayanan kesehatan dasar", ("KES-09", "KES-02", "KES-04")),
        ("Terpenuhinya standar pelayanan minimal kesehatan", ("KES-05", "KES-18", "KES-06")),
    ),
    v.EDUCATION: (
        ("Meningkatnya mutu hasil belajar peserta didik", ("PEN-09", "PEN-10", "PEN-16")),
        ("Terlaksananya pembelajaran bermutu di semua sekolah", ("PEN-12", "PEN-13", "PEN-11")),
    ),
    v.POPULATION: (
        ("Terpenuhinya hak penduduk atas dokumen", ("DUK-01", "DUK-03", "DUK-12")),
        ("Semakin cepatnya penerbitan dokumen", (("DUK-08", 3), "DUK-10", ("DUK-15", 30))),
    ),
    v.SECRETARIAT: (
        ("Meningkatnya mutu layanan administrasi pemerintahan", ("SEK-03", "SEK-12", "SEK-08")),
        ("Terselesaikannya layanan sesuai standar waktu", ("SEK-04", "UMM-02", "SEK-02")),
    ),
    v.FINANCE: (
        ("Terwujudnya pengelolaan keuangan yang akuntabel", ("KEU-06", "WAS-03", "KEU-10")),
        ("Terselesaikannya layanan keuangan tepat waktu", ("KEU-04", "KEU-03", "KEU-07")),
    ),
    v.LICENSING: (
        ("Meningkatnya kepuasan dan kemudahan pelaku usaha", ("IZN-04", "IZN-06", "IZN-09")),
        ("Semakin cepatnya penerbitan izin", ("IZN-02", "IZN-03", "IZN-08")),
    ),
    v.INFRASTRUCTURE: (
        ("Meningkatnya mutu infrastruktur dan lingkungan kota", ("INF-01", "INF-07", "INF-04")),
        ("Terselesaikannya pekerjaan sesuai jadwal dan mutu", ("INF-03", "INF-09", "INF-06")),
    ),
    v.SOCIAL: (
        ("Terlindunginya warga yang membutuhkan", ("SOS-04", "SOS-09", "SOS-07")),
        ("Tersalurnya layanan tepat sasaran dan tepat waktu", ("SOS-02", "SOS-03", "SOS-08")),
    ),
    v.VILLAGE: (
        ("Meningkatnya kemandirian dan ketertiban kampong", ("KPG-02", "KPG-08", "KPG-09")),
        ("Terlaksananya layanan warga pada hari yang sama", ("KPG-06", "KPG-03", "KPG-04")),
    ),
    v.INSPECTION: (
        ("Meningkatnya tindak lanjut hasil pengawasan", ("WAS-03", "WAS-04", "WAS-07")),
        ("Terlaksananya pengawasan sesuai program kerja", ("WAS-02", "WAS-05", "WAS-06")),
    ),
    v.GENERAL: (
        ("Meningkatnya manfaat program bagi masyarakat", ("UMM-01", "UMM-06", "SEK-03")),
        ("Terlaksananya program sesuai rencana aksi", ("UMM-02", "UMM-03", "UMM-04")),
    ),
}

_PEOPLE = "Terwujudnya pegawai {unit} yang kompeten dan berkinerja"
_BUDGET = "Terwujudnya anggaran {unit} yang efektif dan akuntabel"


def leader(
    field_, place, outcome_lines, process_lines, people=("UMM-07", "SEK-13"), budget=("KEU-01",)
):
    """Return the four results of somebody who leads a unit of this field of work.

    :param place: how the texts name the unit, for example ``melalui {office}``
    :param outcome_lines, process_lines: how many indicators of the field are taken
    """
    (outcome, first), (process, second) = FIELD_RESULTS[field_]
    return (
        result(f"{outcome} {place}", OUTCOME, *first[:outcome_lines]),
        result(f"{process} {place}", PROCESS, *second[:process_lines]),
        result(_PEOPLE, PEOPLE, *people),
        result(_BUDGET, BUDGET, *budget),
    )


CITY_SECRETARY = (
    result(
        "Meningkatnya mutu pelayanan publik {city}",
        OUTCOME,
        own("kualitas", "Indeks Pelayanan Publik kota", "nilai", 4.01, aggregation="terakhir"),
        ("KES-09", 88.31),
        ("DUK-12", 88.31),
        ("IZN-04", 88.31),
    ),
    result(
        "Terselesaikannya kebijakan dan produk hukum daerah sesuai program",
        PROCESS,
        ("SEK-16", 96),
        "UMM-02",
    ),
    result("Terwujudnya aparatur {city} yang profesional", PEOPLE, "SEK-12", "SEK-13"),
    result(
        "Terwujudnya akuntabilitas kinerja dan keuangan {city}",
        BUDGET,
        "SEK-03",
        "WAS-03",
        "KEU-01",
    ),
)

HEALTH_CENTRE_HEAD = (
    result(
        "Meningkatnya mutu dan kepuasan pelayanan {unit}",
        OUTCOME,
        "KES-09",
        "KES-02",
        "KES-04",
        "KES-05",
    ),
    result("Semakin singkatnya waktu pelayanan {unit}", PROCESS, "KES-11", "KES-12"),
    result("Terwujudnya pegawai {unit} yang kompeten dan berkinerja", PEOPLE, "UMM-07", "SEK-13"),
    result("Terlaksananya anggaran BOK dan JKN {unit} secara efektif", BUDGET, "KES-21"),
)

HOSPITAL_HEAD = (
    result(
        "Meningkatnya mutu dan keselamatan pelayanan rujukan", OUTCOME, "KES-09", "KES-14", "KES-15"
    ),
    result("Semakin singkatnya waktu tunggu pelayanan rumah sakit", PROCESS, "KES-11", "KES-13"),
    result("Terwujudnya pegawai rumah sakit yang kompeten", PEOPLE, "UMM-07", "SEK-13"),
    result("Terwujudnya keuangan rumah sakit yang sehat", BUDGET, "KEU-01", "SEK-03"),
)

WARD_HEAD = (
    result("Terjaminnya keselamatan pasien di {unit}", OUTCOME, "KES-14", "KES-15", "KES-10"),
    result("Terlayaninya pasien {unit} dalam waktu standar", PROCESS, "KES-12", ("KES-01", 4800)),
    result("Terwujudnya tim {unit} yang kompeten", PEOPLE, "UMM-07", "UMM-05"),
    result("Terpeliharanya sarana {unit} secara efisien", BUDGET, "UMM-09"),
)

SCHOOL_HEAD = (
    result(
        "Meningkatnya hasil belajar peserta didik {unit}", OUTCOME, "PEN-04", "PEN-09", "PEN-10"
    ),
    result("Terlaksananya pembelajaran bermutu di {unit}", PROCESS, "PEN-12", "PEN-07", "PEN-13"),
    result("Berkembangnya kompetensi guru {unit}", PEOPLE, "SEK-13", "UMM-07"),
    result("Terkelolanya dana BOS {unit} sesuai rencana", BUDGET, "PEN-14"),
)

GENERAL_HEAD = (
    result(
        "Meningkatnya mutu layanan umum dan kepegawaian {office}",
        PEOPLE,
        "SEK-04",
        "SEK-11",
        "SEK-12",
    ),
    result("Tertibnya persuratan dan kearsipan {office}", PROCESS, "SEK-02", "SEK-07"),
    result("Terwujudnya pegawai subbagian yang kompeten", PEOPLE, ("UMM-07", 8), "SEK-05"),
    result("Tertibnya aset dan belanja umum {office}", BUDGET, "SEK-06", "KEU-01"),
)

FINANCE_HEAD = (
    result("Terwujudnya penatausahaan keuangan {office} yang tertib", BUDGET, "KEU-06", "KEU-07"),
    result("Terselesaikannya dokumen keuangan {office} tepat waktu", PROCESS, "KEU-03", "KEU-05"),
    result("Terwujudnya pegawai subbagian yang kompeten", PEOPLE, ("UMM-07", 8), "UMM-05"),
    result(
        "Tersampaikannya laporan keuangan {office} yang andal",
        BUDGET,
        ("KEU-11", "2026-02-28"),
        "KEU-01",
    ),
)

OFFICE_SECRETARY = (
    result(
        "Meningkatnya akuntabilitas kinerja {office}", BUDGET, "SEK-03", ("SEK-10", "2026-02-28")
    ),
    result(
        "Terselesaikannya layanan kesekretariatan {office} sesuai standar",
        PROCESS,
        "SEK-04",
        "SEK-02",
    ),
    result(
        "Terwujudnya pegawai {office} yang kompeten dan berkinerja",
        PEOPLE,
        "SEK-05",
        "SEK-13",
        ("UMM-07", 16),
    ),
    result("Terwujudnya keuangan dan aset {office} yang tertib", BUDGET, "KEU-01", "SEK-06"),
)


def leader_template(role, unit):
    """Return the results of the head of `unit`, or None when `role` leads nothing."""
    fixed = {
        "city_secretary": CITY_SECRETARY,
        "health_centre_head": HEALTH_CENTRE_HEAD,
        "hospital_head": HOSPITAL_HEAD,
        "ward_head": WARD_HEAD,
        "school_head": SCHOOL_HEAD,
        "general_head": GENERAL_HEAD,
        "finance_head": FINANCE_HEAD,
        "office_secretary": OFFICE_SECRETARY,
    }
    if role in fixed:
        return fixed[role]
    if role in ("office_head", "district_head", "assistant"):
        budget = ("KEU-01", "SEK-03", ("SEK-10", "2026-02-28"))
        return leader(unit.field, "melalui {office}", 3, 2, budget=budget)
    if role == "division_head":
        return leader(unit.field, "melalui {unit}", 3, 2, budget=("KEU-01", "UMM-08"))
    if role == "section_head":
        people = (("UMM-07", 6), "UMM-05")
        return leader(unit.field, "melalui {unit}", 2, 2, people, ("KEU-01", "UMM-08"))
    return None
