"""The Indonesian words of the files and the keys of the addon that they stand for.

Whoever loads the files translates with these tables; whoever writes them uses the constants.
"""

# Fields of work (column `bidang`)
GENERAL = "umum"
HEALTH = "kesehatan"
POPULATION = "kependudukan"
EDUCATION = "pendidikan"
SECRETARIAT = "sekretariat"
FINANCE = "keuangan"
LICENSING = "perizinan"
INFRASTRUCTURE = "infrastruktur"
SOCIAL = "sosial"
VILLAGE = "kampong"
INSPECTION = "pengawasan"

FIELDS = {
    GENERAL: "general",
    HEALTH: "health",
    POPULATION: "population",
    EDUCATION: "education",
    SECRETARIAT: "secretariat",
    FINANCE: "finance",
    LICENSING: "licensing",
    INFRASTRUCTURE: "infrastructure",
    SOCIAL: "social",
    VILLAGE: "village",
    INSPECTION: "inspection",
}

UNIT_KINDS = {
    "pemerintah": "government",
    "opd": "agency",
    "sekretariat": "secretariat",
    "bidang": "division",
    "bagian": "division",
    "subbagian": "section",
    "seksi": "section",
    "uptd": "technical_unit",
    "ruang": "other",
    "asisten": "other",
    "kecamatan": "district",
}

POSITION_KINDS = {
    "jpt": "senior_leader",
    "administrator": "administrator",
    "pengawas": "supervisor",
    "pelaksana": "executor",
    "fungsional": "functional",
}

FUNCTIONAL_LEVELS = {
    "Pemula": "skill_beginner",
    "Terampil": "skill_skilled",
    "Mahir": "skill_proficient",
    "Penyelia": "skill_supervisor",
    "Ahli Pertama": "expert_first",
    "Ahli Muda": "expert_junior",
    "Ahli Madya": "expert_middle",
    "Ahli Utama": "expert_principal",
}

STATUSES = {
    "CPNS": "cpns",
    "PNS": "pns",
    "PPPK": "pppk",
    "PPPK Paruh Waktu": "pppk_part_time",
}

RESULT_KINDS = {"utama": "main", "tambahan": "additional"}

ASPECTS = {"kuantitas": "quantity", "kualitas": "quality", "waktu": "time", "biaya": "cost"}

POLARITIES = {
    "lebih tinggi": "higher",
    "lebih rendah": "lower",
    "rentang": "range",
    "tepat": "exact",
    "tanggal": "date",
}

AGGREGATIONS = {
    "jumlah": "sum",
    "rata-rata": "average",
    "terakhir": "last",
    "maksimum": "maximum",
    "minimum": "minimum",
    "rasio": "ratio",
}
