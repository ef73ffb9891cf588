"""Reads the files in ``security/``: what each role may do, written by hand."""

import csv
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .states import states_of
from .world import ROLES

FOLDER = Path(__file__).resolve().parents[2] / "security"
# The walks leave out what repeats, so that they fit into the time of every change; with
# ASN_WALK=whole they try every cell, as before a release.
IS_WHOLE = os.environ.get("ASN_WALK") == "whole"
VERDICTS = {"y", "n", "="}  # done; refused; answered, and nothing changes


@dataclass(frozen=True)
class Row:
    """One line: what ``operation`` on ``model`` in ``states`` comes to, by role."""

    line: int
    model: str
    operation: str
    states: tuple
    verdicts: dict
    why: str


def _read(name):
    with open(FOLDER / name, encoding="utf-8", newline="") as file:
        yield from enumerate(csv.DictReader(file), 2)


@cache
def access_rows():
    """The rows of ``access_matrix.csv``.

    State ``*``: tried in every state; ``any``: what cannot depend on it is tried in the first.
    """
    rows = []
    for line, cells in _read("access_matrix.csv"):
        model, state = cells["model"], cells["state"]
        states = {"*": states_of(model), "any": states_of(model)[:1]}.get(state)
        states = states or tuple(state.split())
        verdicts = {role: cells[role] for role in ROLES}
        rows.append(Row(line, model, cells["operation"], states, verdicts, cells["why"]))
    return rows


@cache
def employee_rows():
    """The rows of ``employee_fields.csv``: one for each field."""
    rows = []
    for line, cells in _read("employee_fields.csv"):
        verdicts = {role: cells[role] for role in ROLES}
        for name in cells["fields"].split():
            operation = f"{cells['operation']} {name}"
            rows.append(Row(line, cells["model"], operation, ("-",), verdicts, cells["why"]))
    return rows


@cache
def field_parts():
    """{model: {field: part of the document}} of ``fields.csv``."""
    parts = {}
    for _line, cells in _read("fields.csv"):
        fields = parts.setdefault(cells["model"], {})
        for name in cells["fields"].split():
            assert name not in fields, f"{cells['model']}.{name} stands twice"
            fields[name] = cells["part"]
    return parts


@cache
def part_verdicts():
    """{(model, part, state): {role: verdict}} for writing, from ``access_matrix.csv``."""
    verdicts = {}
    for row in access_rows():
        kind, _, part = row.operation.partition(" ")
        if kind == "write" and part:
            for state in row.states:
                key = (row.model, part, state)
                assert key not in verdicts, f"{key} stands twice"
                verdicts[key] = row.verdicts
    return verdicts
