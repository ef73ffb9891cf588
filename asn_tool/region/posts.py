"""Catalogue of the posts that several people hold, with what holders studied.

Functional posts and their levels follow PermenPANRB 1/2023; executor posts carry the names in
common use. Posts of one person only, for example a head of office, are named in `structure`.
"""

from dataclasses import dataclass, field

from . import vocabulary as v

SKILLED = {"Terampil": 5, "Mahir": 3, "Penyelia": 2}
EXPERT = {"Ahli Pertama": 6, "Ahli Muda": 3, "Ahli Madya": 1}
SKILLED_LEVELS = ("Pemula", "Terampil", "Mahir", "Penyelia")


@dataclass(frozen=True)
class Post:
    """A post; `levels` with their weights when functional, `education` when executor.

    :param role: which plan template the holders use
    :param diploma, degree: titles behind the name after a diploma (D3) or degree (S1)
    :param front: title before the name, for example ``dr.``
    :param women: share of women among the holders
    """

    key: str
    name: str
    role: str
    field: str
    levels: dict = field(default_factory=dict)
    education: str = ""
    diploma: tuple = ("A.Md.",)
    degree: tuple = ("S.Sos.", "S.E.", "S.H.", "S.IP.", "S.A.P.")
    front: str = ""
    women: float = 0.5

    @property
    def kind(self):
        """``fungsional`` or ``pelaksana``."""
        return "fungsional" if self.levels else "pelaksana"


def _functional(
    key, name, field_, levels, degree, diploma=("A.Md.",), front="", women=0.5, role=""
):
    return Post(
        key, name, role or key, field_, levels, "", diploma, degree, front=front, women=women
    )


def _executor(key, name, field_, education, role="", women=0.5, **titles):
    return Post(key, name, role or key, field_, {}, education, women=women, **titles)


HEALTH_MIXED = {"Terampil": 5, "Mahir": 3, "Penyelia": 1, "Ahli Pertama": 4, "Ahli Muda": 1}

_POSTS = (
    # Health
    _functional(
        "nurse", "Perawat", v.HEALTH, HEALTH_MIXED, ("S.Kep., Ns.",), ("A.Md.Kep.",), women=0.78
    ),
    _functional(
        "midwife", "Bidan", v.HEALTH, HEALTH_MIXED, ("S.Keb., Bd.",), ("A.Md.Keb.",), women=1.0
    ),
    _functional("doctor", "Dokter", v.HEALTH, EXPERT, ("",), front="dr.", women=0.6),
    _functional(
        "specialist",
        "Dokter Spesialis",
        v.HEALTH,
        {"Ahli Muda": 3, "Ahli Madya": 2},
        ("Sp.PD", "Sp.A", "Sp.OG", "Sp.B", "Sp.An-TI"),
        front="dr.",
        role="doctor",
    ),
    _functional(
        "dentist", "Dokter Gigi", v.HEALTH, EXPERT, ("",), front="drg.", women=0.7, role="doctor"
    ),
    _functional("pharmacist", "Apoteker", v.HEALTH, EXPERT, ("S.Farm.",), front="apt.", women=0.75),
    _functional(
        "pharmacy_assistant",
        "Asisten Apoteker",
        v.HEALTH,
        SKILLED,
        ("S.Farm.",),
        ("A.Md.Farm.",),
        women=0.8,
        role="pharmacist",
    ),
    _functional(
        "nutritionist", "Nutrisionis", v.HEALTH, HEALTH_MIXED, ("S.Gz.",), ("A.Md.Gz.",), women=0.85
    ),
    _functional(
        "sanitarian",
        "Tenaga Sanitasi Lingkungan",
        v.HEALTH,
        HEALTH_MIXED,
        ("S.K.M.",),
        ("A.Md.KL.",),
    ),
    _functional(
        "laboratory",
        "Pranata Laboratorium Kesehatan",
        v.HEALTH,
        SKILLED,
        ("S.Tr.Kes.",),
        ("A.Md.AK.",),
        women=0.7,
    ),
    _functional(
        "records", "Perekam Medis", v.HEALTH, SKILLED, ("S.Tr.Kes.",), ("A.Md.RMIK.",), women=0.65
    ),
    _functional(
        "radiographer",
        "Radiografer",
        v.HEALTH,
        SKILLED,
        ("S.Tr.Kes.",),
        ("A.Md.Rad.",),
        role="laboratory",
    ),
    _functional(
        "health_promoter",
        "Penyuluh Kesehatan Masyarakat",
        v.HEALTH,
        EXPERT,
        ("S.K.M.",),
        women=0.65,
    ),
    _functional(
        "epidemiologist", "Epidemiolog Kesehatan", v.HEALTH, EXPERT, ("S.K.M.",), women=0.6
    ),
    _functional(
        "health_administrator", "Administrator Kesehatan", v.HEALTH, EXPERT, ("S.K.M.",), women=0.6
    ),
    # Education
    _functional(
        "class_teacher", "Guru Kelas", v.EDUCATION, EXPERT, ("S.Pd.", "S.Pd.SD"), women=0.76
    ),
    _functional(
        "subject_teacher",
        "Guru Mata Pelajaran",
        v.EDUCATION,
        EXPERT,
        ("S.Pd.", "S.Pd.", "S.Si."),
        women=0.66,
    ),
    _functional(
        "religion_teacher",
        "Guru Pendidikan Agama Islam",
        v.EDUCATION,
        EXPERT,
        ("S.Pd.I", "S.Ag."),
        women=0.6,
        role="subject_teacher",
    ),
    _functional(
        "sports_teacher",
        "Guru Pendidikan Jasmani",
        v.EDUCATION,
        EXPERT,
        ("S.Pd.",),
        women=0.25,
        role="subject_teacher",
    ),
    _functional(
        "counsellor",
        "Guru Bimbingan dan Konseling",
        v.EDUCATION,
        EXPERT,
        ("S.Pd.", "S.Psi."),
        women=0.7,
    ),
    _functional(
        "kindergarten_teacher",
        "Guru Taman Kanak-Kanak",
        v.EDUCATION,
        EXPERT,
        ("S.Pd.",),
        women=1.0,
        role="class_teacher",
    ),
    _functional(
        "school_supervisor",
        "Pengawas Sekolah",
        v.EDUCATION,
        {"Ahli Muda": 3, "Ahli Madya": 4},
        ("S.Pd.", "M.Pd."),
        women=0.45,
    ),
    # Population registry
    _functional(
        "registry_operator",
        "Operator Sistem Informasi Administrasi Kependudukan",
        v.POPULATION,
        {"Terampil": 5, "Mahir": 2},
        ("S.Kom.",),
        ("A.Md.Kom.", "A.Md."),
    ),
    _functional(
        "registry_database",
        "Administrator Database Kependudukan",
        v.POPULATION,
        {"Ahli Pertama": 4, "Ahli Muda": 1},
        ("S.Kom.", "S.T."),
        women=0.4,
        role="registry_operator",
    ),
    # Secretariat, personnel, planning, information technology, law
    _functional(
        "hr_analyst",
        "Analis Sumber Daya Manusia Aparatur",
        v.SECRETARIAT,
        EXPERT,
        ("S.E.", "S.Sos.", "S.A.P.", "S.Psi."),
    ),
    _functional("planner", "Perencana", v.SECRETARIAT, EXPERT, ("S.E.", "S.T.", "S.Si.")),
    _functional(
        "archivist", "Arsiparis", v.SECRETARIAT, HEALTH_MIXED, ("S.I.P.", "S.Hum."), women=0.6
    ),
    _functional(
        "librarian",
        "Pustakawan",
        v.SECRETARIAT,
        HEALTH_MIXED,
        ("S.I.P.", "S.Hum."),
        women=0.65,
        role="archivist",
    ),
    _functional(
        "it",
        "Pranata Komputer",
        v.SECRETARIAT,
        HEALTH_MIXED,
        ("S.Kom.", "S.T."),
        ("A.Md.Kom.",),
        women=0.3,
    ),
    _functional(
        "public_relations",
        "Pranata Hubungan Masyarakat",
        v.SECRETARIAT,
        EXPERT,
        ("S.I.Kom.", "S.Sos."),
    ),
    _functional(
        "statistician", "Statistisi", v.SECRETARIAT, EXPERT, ("S.Si.", "S.Stat."), role="planner"
    ),
    _functional(
        "legal_drafter", "Perancang Peraturan Perundang-undangan", v.SECRETARIAT, EXPERT, ("S.H.",)
    ),
    _functional(
        "procurement",
        "Pengelola Pengadaan Barang/Jasa",
        v.SECRETARIAT,
        EXPERT,
        ("S.T.", "S.E."),
        women=0.35,
    ),
    # Finance, licensing, infrastructure, social affairs, inspection, public order, farming
    _functional(
        "finance_analyst", "Analis Keuangan Pusat dan Daerah", v.FINANCE, EXPERT, ("S.E.", "S.Ak.")
    ),
    _functional(
        "licensing_officer", "Penata Perizinan", v.LICENSING, EXPERT, ("S.E.", "S.H.", "S.A.P.")
    ),
    _functional(
        "engineer",
        "Penata Kelola Bangunan dan Jalan",
        v.INFRASTRUCTURE,
        EXPERT,
        ("S.T.",),
        women=0.2,
    ),
    _functional(
        "social_worker",
        "Pekerja Sosial",
        v.SOCIAL,
        HEALTH_MIXED,
        ("S.Tr.Sos.", "S.Sos."),
        women=0.6,
    ),
    _functional(
        "social_extension", "Penyuluh Sosial", v.SOCIAL, EXPERT, ("S.Sos.",), role="social_worker"
    ),
    _functional(
        "village_mobiliser",
        "Penggerak Swadaya Masyarakat",
        v.VILLAGE,
        EXPERT,
        ("S.Sos.", "S.IP."),
        women=0.4,
    ),
    _functional(
        "public_order",
        "Polisi Pamong Praja",
        v.VILLAGE,
        HEALTH_MIXED,
        ("S.H.", "S.IP."),
        women=0.15,
    ),
    _functional(
        "auditor", "Auditor", v.INSPECTION, HEALTH_MIXED, ("S.E.", "S.Ak.", "S.T."), ("A.Md.Ak.",)
    ),
    _functional(
        "government_supervisor",
        "Pengawas Penyelenggaraan Urusan Pemerintahan Daerah",
        v.INSPECTION,
        EXPERT,
        ("S.H.", "S.STP.", "S.IP."),
        women=0.4,
        role="auditor",
    ),
    _functional(
        "farm_extension",
        "Penyuluh Pertanian",
        v.GENERAL,
        HEALTH_MIXED,
        ("S.P.", "S.Pt."),
        ("A.Md.P.",),
        women=0.4,
    ),
    # Executors
    _executor("clerk", "Pengadministrasi Perkantoran", v.GENERAL, "SMA"),
    _executor("general_operator", "Pengelola Umum Operasional", v.GENERAL, "SMA", women=0.1),
    _executor("field_operator", "Operator Layanan Operasional", v.GENERAL, "SMA", women=0.2),
    _executor(
        "data_processor",
        "Pengolah Data dan Informasi",
        v.GENERAL,
        "D3",
        diploma=("A.Md.", "A.Md.Kom."),
    ),
    _executor("service_clerk", "Pengelola Layanan Operasional", v.GENERAL, "D3"),
    _executor("analyst", "Penelaah Teknis Kebijakan", v.GENERAL, "S1"),
    _executor("treasurer", "Bendahara", v.FINANCE, "S1", degree=("S.E.", "S.Ak."), women=0.7),
    _executor(
        "tax_officer",
        "Pengelola Pajak dan Retribusi Daerah",
        v.FINANCE,
        "S1",
        degree=("S.E.", "S.Ak."),
    ),
)

POSTS = {post.key: post for post in _POSTS}
