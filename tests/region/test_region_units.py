"""Units: the tree and the offices of a city."""

DISTRICTS = {"Simpang Kiri", "Penanggalan", "Rundeng", "Sultan Daulat", "Longkib"}


def test_parents_stand_before_their_units(region):
    seen = {""}
    for unit in region.unit:
        assert unit["kode_induk"] in seen, unit
        assert unit["kode"] not in seen
        seen.add(unit["kode"])
    assert [unit["kode_induk"] for unit in region.unit].count("") == 1


def test_names_are_unique_below_one_parent(region):
    below = [(unit["kode_induk"], unit["nama"]) for unit in region.unit]
    assert len(set(below)) == len(below)


def test_words_are_known(region):
    from asn_tool.region import vocabulary

    assert {unit["jenis"] for unit in region.unit} <= set(vocabulary.UNIT_KINDS)
    assert {unit["bidang"] for unit in region.unit} <= set(vocabulary.FIELDS)


def test_city_has_all_offices_and_districts(make_region):
    units = make_region("city").unit
    top = [unit for unit in units if unit["kode_induk"] == "KOTA"]
    districts = {u["nama"].removeprefix("Kecamatan ") for u in top if u["jenis"] == "kecamatan"}
    assert districts == DISTRICTS
    # Thirty offices and five districts are the usual list of the city.
    assert len(top) == 35
    assert sum(unit["nama"].startswith("UPTD Puskesmas") for unit in units) == 8


def test_small_region_has_the_offices_of_the_walk(small):
    codes = {unit["kode"] for unit in small.unit}
    assert {"SETDA", "ITKO", "BKPSDM", "DINKES", "DISDIK", "DUKCAPIL", "RSUD", "PUPR"} <= codes
    assert sum("-PKM-" in code and not code.endswith("-TU") for code in codes) == 2


def test_province_has_several_governments(make_region):
    region = make_region(13_000)
    governments = [u for u in region.unit if u["jenis"] == "pemerintah" and u["kode_induk"]]
    assert len(governments) == 4
    assert len(region.pejabat_non_asn) == 4
    assert len({government["nama"] for government in governments}) == 4
