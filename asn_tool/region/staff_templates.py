"""Plan templates of those who lead nothing, by the role of their post."""

from . import vocabulary as v
from .care_templates import EDUCATION, HEALTH
from .office_templates import OFFICE
from .templates import FIELD_RESULTS, LEARN, OUTCOME, PROCESS, own, result

# Executors whose plan follows the field of work of their unit.
_BY_FIELD = {
    "analyst": (
        "Tersusunnya kajian dan rekomendasi yang dipakai",
        own("kuantitas", "Kajian dan telaahan staf", "dokumen", 12),
    ),
    "data_processor": (
        "Tersedianya data yang benar dan mutakhir",
        own("kuantitas", "Rekaman data diolah", "data", 2400),
    ),
    "service_clerk": (
        "Terlayaninya warga di loket dengan cepat dan ramah",
        own("kuantitas", "Warga dilayani", "orang", 2400),
    ),
    "field_operator": (
        "Terselesaikannya pekerjaan lapangan sesuai rencana",
        own("kuantitas", "Pekerjaan lapangan selesai", "kegiatan", 180),
    ),
}

_TEMPLATES = {**HEALTH, **EDUCATION, **OFFICE}

ADDITIONAL = (
    ("Terlaksananya evaluasi internal reformasi birokrasi {office}", "Kertas kerja evaluasi", 4),
    ("Terselenggaranya peringatan hari jadi kota oleh panitia", "Laporan kepanitiaan", 1),
    ("Terlaksananya survei kepuasan masyarakat {office}", "Laporan survei", 2),
    ("Terdampinginya pegawai baru {office} sebagai mentor", "Laporan pendampingan", 4),
    ("Terlaksananya zona integritas {office}", "Bukti dukung zona integritas", 6),
)


def staff_template(role, unit):
    """Return the results of a person with this role in `unit`."""
    if role not in _BY_FIELD:
        return _TEMPLATES[role]
    work, quantity = _BY_FIELD[role]
    (outcome, first), (process, second) = FIELD_RESULTS[unit.field or v.GENERAL]
    return (
        result(f"{work} {{unit}}", PROCESS, quantity, "UMM-02", "UMM-03"),
        result(f"{outcome} melalui {{unit}}", OUTCOME, *first[:2]),
        result(f"{process} melalui {{unit}}", PROCESS, second[0], "UMM-04"),
        LEARN,
    )
