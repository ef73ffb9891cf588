"""Plans and entries: complete, linked, measurable."""

from collections import defaultdict
from datetime import date
from statistics import mean

import pytest

VERBS = ("Ter", "Men", "Mem", "Ber", "Sem", "Akt")


@pytest.fixture(scope="module")
def plans(region):
    found = defaultdict(list)
    for row in region.skp:
        found[row["nip"]].append(row)
    return found


def test_everybody_has_a_plan_of_usual_size(region, plans):
    assert set(plans) == {person["nip"] for person in region.pegawai}
    for rows in plans.values():
        numbers = [int(row["no_hasil"]) for row in rows]
        assert numbers == sorted(numbers)
        assert set(numbers) == set(range(1, max(numbers) + 1))
        assert 3 <= max(numbers) <= 5
        assert 6 <= len(rows) <= 12
    assert 7.5 <= mean(len(rows) for rows in plans.values()) <= 9.5


def test_rows_of_a_person_stand_together_in_the_order_of_the_people(region, plans):
    order = list(dict.fromkeys(row["nip"] for row in region.skp))
    assert order == [person["nip"] for person in region.pegawai]
    blocks = sum(a["nip"] != b["nip"] for a, b in zip(region.skp, region.skp[1:], strict=False))
    assert blocks == len(order) - 1


def test_results_support_results_that_the_superior_has(region, plans):
    linked = 0
    for person in region.pegawai:
        superior = person["nip_atasan"]
        for row in plans[person["nip"]]:
            if superior.startswith("NON:") or row["jenis_hasil"] == "tambahan":
                assert row["no_hasil_atasan"] == ""
                continue
            main = {r["no_hasil"] for r in plans[superior] if r["jenis_hasil"] == "utama"}
            assert row["no_hasil_atasan"] in main
            linked += 1
    assert linked > len(region.pegawai) * 5


def test_results_are_conditions_achieved(region):
    for row in region.skp:
        assert row["rencana_hasil_kerja"].startswith(VERBS), row["rencana_hasil_kerja"]
        assert "{" not in row["rencana_hasil_kerja"]


def test_targets_fit_polarity_and_aggregation(region):
    from asn_tool.region import vocabulary

    for row in region.skp:
        assert row["polaritas"] in vocabulary.POLARITIES
        assert row["agregasi"] in vocabulary.AGGREGATIONS
        assert row["aspek"] in vocabulary.ASPECTS
        assert row["satuan"] and row["indikator"]
        if row["polaritas"] == "tanggal":
            assert date.fromisoformat(row["target"]).year == 2026
            continue
        assert 0 < float(row["target"]) < 1e9
        assert (row["target_maksimum"] != "") == (row["polaritas"] == "rentang")
        if row["target_maksimum"]:
            assert float(row["target_maksimum"]) > float(row["target"])
        if row["agregasi"] == "rasio":
            assert row["satuan"] == "%"


def test_weights_are_all_there_or_none_and_make_a_hundred(plans):
    weighted = 0
    for rows in plans.values():
        weights = [row["bobot"] for row in rows]
        if any(weights):
            assert sum(map(int, weights)) == 100
            weighted += 1
    assert weighted


def test_every_polarity_and_aggregation_occurs(make_region):
    rows = make_region("small").skp
    assert {row["polaritas"] for row in rows} == {
        "lebih tinggi",
        "lebih rendah",
        "rentang",
        "tepat",
        "tanggal",
    }
    assert {row["agregasi"] for row in rows} == {
        "jumlah",
        "rata-rata",
        "terakhir",
        "maksimum",
        "minimum",
        "rasio",
    }


def test_entries_belong_to_an_indicator_and_the_half_year(region, plans):
    for entry in region.realisasi:
        planned = plans[entry["nip"]][int(entry["no_indikator"]) - 1]
        assert planned["no_hasil"] == entry["no_hasil"]
        assert "2026-01-01" <= entry["tanggal"] <= "2026-06-30"
        assert float(entry["jumlah"]) >= 0
        assert (entry["penyebut"] != "") == (planned["agregasi"] == "rasio")
        if entry["penyebut"]:
            assert 0 <= int(entry["jumlah"]) <= int(entry["penyebut"])
        higher_is_better = planned["polaritas"] == "lebih tinggi"
        if planned["satuan"] == "%" and higher_is_better and not entry["penyebut"]:
            assert float(entry["jumlah"]) <= 100


def test_regular_entries_are_made_on_working_days(small):
    plans = defaultdict(list)
    for row in small.skp:
        plans[row["nip"]].append(row)
    for entry in small.realisasi:
        if plans[entry["nip"]][int(entry["no_indikator"]) - 1]["polaritas"] != "tanggal":
            assert date.fromisoformat(entry["tanggal"]).weekday() < 5


def test_sums_end_near_half_of_the_yearly_target_on_average(small):
    planned, count = {}, defaultdict(int)
    for row in small.skp:
        count[row["nip"]] += 1
        if row["agregasi"] == "jumlah" and float(row["target"]) >= 24:
            planned[row["nip"], str(count[row["nip"]])] = float(row["target"])
    done = defaultdict(float)
    for entry in small.realisasi:
        key = entry["nip"], entry["no_indikator"]
        if key in planned:
            done[key] += float(entry["jumlah"])
    shares = [done[key] / planned[key] for key in done]
    assert 0.45 <= mean(shares) <= 0.53
    assert min(shares) < 0.45 and max(shares) > 0.53, "some must be below and some above"


def test_time_to_issue_documents_falls_month_by_month(make_region):
    region = make_region("city")
    code = {}
    count = defaultdict(int)
    for row in region.skp:
        count[row["nip"]] += 1
        code[row["nip"], str(count[row["nip"]])] = row["kode_indikator"]
    days = defaultdict(list)
    for entry in region.realisasi:
        if code[entry["nip"], entry["no_indikator"]] in ("DUK-07", "DUK-08", "DUK-09"):
            days[entry["tanggal"][:7]].append(float(entry["jumlah"]))
    means = [mean(days[month]) for month in sorted(days)]
    assert len(means) == 6
    assert means == sorted(means, reverse=True)
    assert means[-1] < means[0] / 3
