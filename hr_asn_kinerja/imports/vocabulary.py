"""The Indonesian words of the files, and the keys that they stand for."""

FIELDS_OF_WORK = {
    "umum": "general",
    "kesehatan": "health",
    "kependudukan": "population",
    "pendidikan": "education",
    "sekretariat": "secretariat",
    "keuangan": "finance",
    "perizinan": "licensing",
    "infrastruktur": "infrastructure",
    "sosial": "social",
    "kampong": "village",
    "pengawasan": "inspection",
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
    "kecamatan": "district",
    "asisten": "other",
    "ruang": "other",
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
SEXES = {"L": "male", "P": "female"}
YES_NO = {"ya": True, "tidak": False}
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
