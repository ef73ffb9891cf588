"""Names and codes of the national system (SIASN) for results of performance, and what differs.

Shape of the histories "SKP 2022" and "kinerja periodik" as published by client programs of the
web service; the manual itself is not public. What is not published is left empty, never guessed.

>>> rank_id("III/b"), rank_id("IX"), period_id("quarter"), period_id("half")
('32', '', '2', '')
>>> coefficient_id("expert_junior", "good"), coefficient_id("expert_junior", "poor")
('22', '')
>>> ours = {"kuadranKinerjaNilai": "2", "namaPenilai": "Cut  Nyak Dhien, S.K.M."}
>>> differences(ours, {"kuadranKinerjaNilai": "3", "namaPenilai": "cut nyak dhien, S.K.M."})
[('kuadranKinerjaNilai', '2', '3')]
"""

from . import credit, predicate, rating

RATING_TEXTS = {
    rating.ABOVE: "DIATAS EKSPEKTASI",
    rating.MEETS: "SESUAI EKSPEKTASI",
    rating.BELOW: "DIBAWAH EKSPEKTASI",
}
PREDICATE_TEXTS = {key: label.upper() for key, label in predicate.LABELS.items()}

# periodikId; other kinds of periods have no published code.
PERIOD_IDS = {"month": "1", "quarter": "2"}

# First digit of koefisienId. The second one is the predicate; only "good" (2) is published.
LEVEL_DIGITS = {
    credit.EXPERT_FIRST: 1,
    credit.EXPERT_JUNIOR: 2,
    credit.EXPERT_MIDDLE: 3,
    credit.EXPERT_PRINCIPAL: 4,
    credit.SKILL_BEGINNER: 5,
    credit.SKILL_SKILLED: 6,
    credit.SKILL_PROFICIENT: 7,
    credit.SKILL_SUPERVISOR: 8,
}
PUBLISHED_PREDICATES = {predicate.GOOD: 2}

# Ranks of PNS: 11 for I/a to 45 for IV/e. Grades of PPPK have no published id.
RANK_GROUPS = {"I": 1, "II": 2, "III": 3, "IV": 4}
RANK_LETTERS = "abcde"

ASN, NOT_ASN = "ASN", "NON ASN"

# In the order of the published payloads; nip and nama say whom the row is about.
FIELDS = (
    "nip",
    "nama",
    "tahun",
    "periodikId",
    "bulanMulaiPenilaian",
    "tahunMulaiPenilaian",
    "bulanSelesaiPenilaian",
    "tahunSelesaiPenilaian",
    "hasilKinerja",
    "hasilKinerjaNilai",
    "perilakuKerja",
    "perilakuKerjaNilai",
    "kuadranKinerja",
    "kuadranKinerjaNilai",
    "koefisienId",
    "namaPenilai",
    "nipNrpPenilai",
    "penilaiGolonganId",
    "penilaiJabatanNm",
    "penilaiUnorNm",
    "statusPenilai",
)
# The same fields under the names of other payloads and lists, in lower case.
ALIASES = {
    **{name.lower(): name for name in FIELDS},
    "nipbaru": "nip",
    "nip_baru": "nip",
    "penilainama": "namaPenilai",
    "penilainipnrp": "nipNrpPenilai",
    "penilaigolongan": "penilaiGolonganId",
    "penilaijabatan": "penilaiJabatanNm",
    "penilaijabatannama": "penilaiJabatanNm",
    "penilaiunornama": "penilaiUnorNm",
}
# Who and when: found by these, not compared.
KEYS = FIELDS[:8]
# What both systems say about the same result.
COMPARED = FIELDS[8:]
# Words for a rating: spaces do not tell them apart.
WORDS = {"hasilKinerja", "perilakuKerja", "kuadranKinerja", "statusPenilai"}


def rank_id(code):
    """Return the id of a rank of PNS such as ``III/b``, or an empty text.

    >>> rank_id("IV/e"), rank_id("III/e"), rank_id("")
    ('45', '', '')
    """
    group, _slash, letter = (code or "").partition("/")
    if group not in RANK_GROUPS or len(letter) != 1 or letter not in RANK_LETTERS:
        return ""
    if letter == "e" and group != "IV":
        return ""
    return f"{RANK_GROUPS[group]}{RANK_LETTERS.index(letter) + 1}"


def period_id(kind):
    """Return the id of a kind of period (year, half, quarter, month), or an empty text."""
    return PERIOD_IDS.get(kind, "")


def coefficient_id(level, key):
    """Return the id of the coefficient of a functional level and a predicate, or an empty text."""
    if level not in LEVEL_DIGITS or key not in PUBLISHED_PREDICATES:
        return ""
    return f"{LEVEL_DIGITS[level]}{PUBLISHED_PREDICATES[key]}"


def plain(field, value):
    """Return a value as it is compared: spaces and upper case do not count.

    >>> plain("hasilKinerja", " Di Bawah Ekspektasi "), plain("namaPenilai", "Cut  Meutia")
    ('dibawahekspektasi', 'cut meutia')
    """
    words = str(value or "").casefold().split()
    return ("" if field in WORDS else " ").join(words)


def differences(ours, theirs):
    """Return [(field, our value, their value)] of what the two say differently.

    Only fields that both know are compared, in the order of :data:`COMPARED`; an empty value of
    theirs differs from a filled one of ours, but what we leave empty is not compared.

    :param dict ours: {field: text} of our result
    :param dict theirs: {field: text} of the national system
    """
    return [
        (field, ours[field], theirs[field])
        for field in COMPARED
        if field in theirs
        and ours.get(field)
        and plain(field, ours[field]) != plain(field, theirs[field])
    ]
