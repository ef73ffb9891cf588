"""Reference data of the addon: ranks, BerAKHLAK values, indicator library."""

import csv
import re
from collections import Counter
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "hr_asn_kinerja" / "data"

# SE MenPANRB 20/2021, in its order
GUIDES = {
    "Berorientasi Pelayanan": [
        "Memahami dan memenuhi kebutuhan masyarakat",
        "Ramah, cekatan, solutif, dan dapat diandalkan",
        "Melakukan perbaikan tiada henti",
    ],
    "Akuntabel": [
        (
            "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, dan"
            " berintegritas tinggi"
        ),
        (
            "Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, efektif, dan"
            " efisien"
        ),
        "Tidak menyalahgunakan kewenangan jabatan",
    ],
    "Kompeten": [
        "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah",
        "Membantu orang lain belajar",
        "Melaksanakan tugas dengan kualitas terbaik",
    ],
    "Harmonis": [
        "Menghargai setiap orang apa pun latar belakangnya",
        "Suka menolong orang lain",
        "Membangun lingkungan kerja yang kondusif",
    ],
    "Loyal": [
        (
            "Memegang teguh ideologi Pancasila, Undang-Undang Dasar Negara Republik Indonesia Tahun"
            " 1945, setia kepada Negara Kesatuan Republik Indonesia serta pemerintahan yang sah"
        ),
        "Menjaga nama baik sesama ASN, pimpinan, instansi, dan negara",
        "Menjaga rahasia jabatan dan negara",
    ],
    "Adaptif": [
        "Cepat menyesuaikan diri menghadapi perubahan",
        "Terus berinovasi dan mengembangkan kreativitas",
        "Bertindak proaktif",
    ],
    "Kolaboratif": [
        "Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
        "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
        "Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama",
    ],
}
FIELDS = {
    "general",
    "health",
    "population",
    "education",
    "secretariat",
    "finance",
    "licensing",
    "infrastructure",
    "social",
    "village",
    "inspection",
}


def rows_of(name):
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_ids_are_unique_and_fit_for_odoo():
    ids = [
        row["id"]
        for name in ("asn.rank", "asn.behaviour.value", "asn.behaviour.guide", "asn.indicator")
        for row in rows_of(f"{name}.csv")
    ]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("[a-z][a-z0-9_]*", one) for one in ids)


def test_ranks_go_up():
    ranks = rows_of("asn.rank.csv")
    for scheme, number in (("pns", 17), ("pppk", 17)):
        of_scheme = [rank for rank in ranks if rank["scheme"] == scheme]
        assert len(of_scheme) == number
        sequences = [int(rank["sequence"]) for rank in of_scheme]
        assert sequences == sorted(set(sequences))
    names = {rank["code"]: rank["name"] for rank in ranks}
    assert names["I/d"] == "Juru Tingkat I"
    assert names["II/b"] == "Pengatur Muda Tingkat I"
    assert names["III/a"] == "Penata Muda"
    assert names["IV/e"] == "Pembina Utama"
    assert names["IX"] == "Golongan IX"
    assert [rank["code"] for rank in ranks][-3:] == ["XV", "XVI", "XVII"]


def test_values_and_guides_are_the_official_ones():
    values = rows_of("asn.behaviour.value.csv")
    guides = rows_of("asn.behaviour.guide.csv")
    found = {
        value["name"]: [
            guide["name"]
            for guide in sorted(guides, key=lambda row: int(row["sequence"]))
            if guide["value_id/id"] == value["id"]
        ]
        for value in sorted(values, key=lambda row: int(row["sequence"]))
    }
    assert list(found.items()) == list(GUIDES.items())


def test_library_is_broad_enough():
    fields = Counter(row["field"] for row in rows_of("asn.indicator.csv"))
    assert set(fields) == FIELDS
    assert sum(fields.values()) >= 90
    assert min(fields.values()) >= 7


def test_indicators_are_measurable():
    rows = rows_of("asn.indicator.csv")
    assert len({row["code"] for row in rows}) == len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert row["aspect"] in ("quantity", "quality", "time", "cost")
        assert row["polarity"] in ("higher", "lower", "range", "exact", "date")
        assert row["aggregation"] in ("sum", "average", "last", "maximum", "minimum", "ratio")
        assert row["unit"] and "Sumber: " in row["note"]
        assert (row["target_max"] != "") == (row["polarity"] == "range")
        if row["polarity"] == "date":
            assert row["target_value"] == ""
        else:
            assert float(row["target_value"]) > 0
        if row["target_max"]:
            assert float(row["target_max"]) > float(row["target_value"])
        if row["aggregation"] == "ratio":
            assert row["unit"] == "%" and " / " in row["note"]


def test_figures_of_the_regulation_and_of_practice():
    found = {row["code"]: row for row in rows_of("asn.indicator.csv")}
    # 88.31 begins grade A of the satisfaction index (PermenPANRB 14/2017)
    assert found["KES-09"]["target_value"] == found["DUK-12"]["target_value"] == "88.31"
    # more than 70 is grade BB of the accountability evaluation
    assert float(found["SEK-03"]["target_value"]) > 70
    assert found["KES-01"]["target_value"] == "3600"
    assert found["KES-11"]["polarity"] == "lower"


def test_no_indicator_rewards_giving_good_ratings():
    """An evaluator measured by his people's predicates would hand out good ones."""
    names = " ".join(row["name"].lower() for row in rows_of("asn.indicator.csv"))
    assert "predikat" not in names
