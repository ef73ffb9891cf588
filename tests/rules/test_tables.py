"""Every dated table of the regulation, and the kind of table itself."""

import importlib
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import rules
from hypothesis import given
from hypothesis import strategies as st
from rules.exceptions import InvalidInputError, NoRuleInForceError, TableError
from rules.tables import Dated, DatedTable

DAY = timedelta(days=1)


def _tables():
    for path in sorted(Path(rules.__file__).parent.glob("*.py")):
        module = importlib.import_module(f"rules.{path.stem}")
        for name, value in sorted(vars(module).items()):
            if isinstance(value, DatedTable):
                yield pytest.param(value, id=f"{path.stem}.{name}")


TABLES = list(_tables())
every_table = pytest.mark.parametrize("table", TABLES)


def test_the_tables_of_the_regulation_are_found():
    assert len(TABLES) >= 8


@every_table
@given(on=st.dates(date(2015, 1, 1), date(2100, 1, 1)))
def test_exactly_one_row_holds_from_the_first_day_on(table, on):
    holding = [
        row
        for row in table.rows
        if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)
    ]
    if on < table.rows[0].valid_from:
        assert holding == []
        with pytest.raises(NoRuleInForceError):
            table.on(on)
    else:
        assert holding == [table.row_on(on)]


@every_table
def test_rows_name_their_source_and_the_last_is_open(table):
    assert all(row.source.strip() for row in table.rows)
    assert table.rows[-1].valid_to is None


@every_table
def test_names_are_unique(table):
    assert [param.values[0].name for param in TABLES].count(table.name) == 1


def _rows(start, lengths, shift=None):
    """Rows one after another; `shift` moves the second by so many days."""
    rows, first = [], start
    for number, length in enumerate(lengths):
        if number == 1 and shift:
            first += timedelta(days=shift)
        last = first + timedelta(days=length)
        rows.append(Dated(first, last, number, "test"))
        first = last + DAY
    return tuple(rows)


lengths = st.lists(st.integers(0, 4000), min_size=2, max_size=6)
starts = st.dates(date(1990, 1, 1), date(2050, 1, 1))


@given(starts, lengths, st.data())
def test_adjoining_rows_answer_every_day_once(start, days, data):
    table = DatedTable("test", _rows(start, days))
    last = table.rows[-1].valid_to
    on = data.draw(st.dates(start, last))
    assert table.on(on) == sum(1 for row in table.rows if row.valid_to < on)
    for outside in (start - DAY, last + DAY):
        with pytest.raises(NoRuleInForceError) as refused:
            table.on(outside)
        assert refused.value.code == "no_rule_in_force"


@given(starts, lengths, st.integers(1, 4000))
def test_a_gap_is_refused(start, days, shift):
    with pytest.raises(TableError) as refused:
        DatedTable("test", _rows(start, days, shift))
    assert refused.value.code == "table_gap"


@given(starts, lengths, st.integers(1, 4000))
def test_an_overlap_is_refused(start, days, shift):
    with pytest.raises(TableError) as refused:
        DatedTable("test", _rows(start, days, -shift))
    assert refused.value.code == "table_overlap"


def test_a_row_after_one_without_end_is_refused():
    rows = (
        Dated(date(2022, 1, 1), None, 1, "test"),
        Dated(date(2026, 1, 1), None, 2, "test"),
    )
    with pytest.raises(TableError) as refused:
        DatedTable("test", rows)
    assert refused.value.code == "table_overlap"


def test_an_empty_table_and_a_reversed_row_are_refused():
    with pytest.raises(TableError) as refused:
        DatedTable("test", ())
    assert refused.value.code == "table_empty"
    with pytest.raises(TableError) as refused:
        DatedTable("test", (Dated(date(2022, 1, 2), date(2022, 1, 1), 1, "test"),))
    assert refused.value.code == "table_reversed"


@pytest.mark.parametrize("on", [None, "2026-01-01", datetime(2026, 1, 1, 12), 2026, False])
def test_only_a_calendar_day_chooses_a_row(on):
    table = DatedTable("test", (Dated(date(2022, 1, 1), None, 1, "test"),))
    with pytest.raises(InvalidInputError) as refused:
        table.on(on)
    assert refused.value.code == "not_a_day"


FIRST_DAYS = {
    "thresholds of the suggested rating": date(2022, 1, 1),
    "matrix of predicates": date(2022, 1, 1),
    "rating of results of a head of organisation": date(2022, 1, 1),
    "BerAKHLAK values": date(2022, 1, 1),
    "distribution patterns": date(2023, 1, 31),
    "levels of functional posts": date(2023, 1, 1),
    "percent of the coefficient per predicate": date(2023, 1, 1),
    "grades of the satisfaction index": date(2017, 1, 1),
    "window for objections": date(2019, 1, 1),
}


@every_table
def test_tables_begin_with_their_regulation(table):
    assert table.rows[0].valid_from == FIRST_DAYS[table.name]


def test_a_gap_is_named_by_its_first_day():
    rows = (
        Dated(date(2022, 1, 1), date(2022, 12, 31), 1, "test"),
        Dated(date(2023, 2, 1), None, 2, "test"),
    )
    with pytest.raises(TableError, match="no row holds on 2023-01-01"):
        DatedTable("test", rows)
