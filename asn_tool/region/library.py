"""The indicator library of the addon, in the words of the files."""

import csv
from dataclasses import dataclass
from pathlib import Path

from . import vocabulary as v

PATH = Path(__file__).resolve().parents[2] / "hr_asn_kinerja" / "data" / "asn.indicator.csv"


@dataclass(frozen=True)
class Indicator:
    """One indicator of a plan. `target` is a number, or the due day as YYYY-MM-DD for a date."""

    code: str
    name: str
    aspect: str
    unit: str
    target: "float | str | None"
    maximum: "float | None"
    polarity: str
    aggregation: str
    source: str = ""


def load(path=PATH):
    """Return the library as {code: :class:`Indicator`}."""
    aspects, polarities, aggregations = (
        {key: word for word, key in table.items()}
        for table in (v.ASPECTS, v.POLARITIES, v.AGGREGATIONS)
    )
    with open(path, encoding="utf-8", newline="") as file:
        return {
            row["code"]: Indicator(
                row["code"],
                row["name"],
                aspects[row["aspect"]],
                row["unit"],
                float(row["target_value"]) if row["target_value"] else None,
                float(row["target_max"]) if row["target_max"] else None,
                polarities[row["polarity"]],
                aggregations[row["aggregation"]],
                row["note"].partition("Sumber: ")[2].rstrip("."),
            )
            for row in csv.DictReader(file)
        }
