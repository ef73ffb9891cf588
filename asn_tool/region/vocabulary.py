"""The Indonesian words that the files may use, and the keys of the indicator library behind them.

The generator runs without Odoo, so it cannot ask the addon's own import for its words.
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
