"""Turns templates into the plan (SKP) of one person."""

from dataclasses import dataclass, replace

from . import library
from .staff_templates import ADDITIONAL, staff_template
from .templates import leader_template

_ADDITIONAL_SHARE = 0.12
# Yearly quantities differ a little from place to place; the library's figure is the middle.
_SCALES = (0.9, 1.0, 1.0, 1.0, 1.1)
_SMALLEST_SCALED = 100


@dataclass(frozen=True)
class Planned:
    """One row of skp.csv: an indicator of a result of one person."""

    result: int
    kind: str
    text: str
    supports: "int | None"
    indicator: library.Indicator
    weight: int


class Planner:
    """Writes plans; remembers how many results each leader has, for those below."""

    def __init__(self, random, city_name):
        self._random = random
        self._city_name = city_name
        self._library = library.load()
        self._results = {}
        self._offices = {}
        self._templates = {}

    def plan(self, person):
        """Return the :class:`Planned` rows of a person whose superior was planned before."""
        unit = person.unit
        words = {"unit": unit.name, "office": self._office(unit), "city": self._city_name}
        results = self._template(person.role, unit)
        above = self._results.get(person.superior)
        rows = []
        for number, (text, supports, indicators) in enumerate(results, 1):
            # A mayor has no plan here, so nothing is named that the result supports.
            linked = min(supports, above) if above else None
            scale = 1.0 if person.is_head else self._random.choice(_SCALES)
            rows += [
                Planned(
                    number, "utama", text.format(**words), linked, _scaled(indicator, scale), weight
                )
                for indicator, weight in indicators
            ]
        if person.is_head:
            self._results[person.nip] = len(results)
        elif self._random.random() < _ADDITIONAL_SHARE and not rows[0].weight:
            rows.append(self._additional(len(results) + 1, words))
        return rows

    def _template(self, role, unit):
        key = role, unit.field
        if key not in self._templates:
            self._templates[key] = [
                (
                    one.text,
                    one.supports,
                    [(self._indicator(line), line.weight) for line in one.lines],
                )
                for one in leader_template(role, unit) or staff_template(role, unit)
            ]
        return self._templates[key]

    def _indicator(self, line):
        if line.own:
            aspect, name, unit, target, polarity, aggregation = line.own
            return library.Indicator("", name, aspect, unit, target, None, polarity, aggregation)
        found = self._library[line.code]
        return found if line.target is None else replace(found, target=line.target)

    def _additional(self, number, words):
        text, unit_of_measure, target = self._random.choice(ADDITIONAL)
        indicator = library.Indicator(
            "", unit_of_measure, "kuantitas", "dokumen", target, None, "lebih tinggi", "jumlah"
        )
        return Planned(number, "tambahan", text.format(**words), None, indicator, 0)

    def _office(self, unit):
        """Return the name of the office a unit belongs to, remembered from its parents."""
        if unit.kind in ("opd", "kecamatan") or unit.code not in self._offices:
            name = unit.name if unit.kind in ("opd", "kecamatan") else self._offices[unit.parent]
            self._offices[unit.code] = name
        return self._offices[unit.code]


def _scaled(indicator, scale):
    target = indicator.target
    if scale == 1.0 or indicator.aggregation != "jumlah" or target < _SMALLEST_SCALED:
        return indicator
    return replace(indicator, target=float(round(target * scale / 10) * 10))
