"""Counts of a recap, added up while its rows pass by: once over the data, whatever its size."""

from __future__ import annotations

import math
from dataclasses import dataclass, field


@dataclass
class Counts:
    """How many evaluations, in which states and with which predicates, and their mean score."""

    evaluations: int = 0
    late: int = 0
    states: dict = field(default_factory=dict)
    predicates: dict = field(default_factory=dict)
    measured: int = 0
    score_sum: float = 0.0

    def add(self, state, is_late, predicate, score):
        """Count one evaluation; ``score`` is None when nothing was measured."""
        self.evaluations += 1
        self.late += bool(is_late)
        self.states[state] = self.states.get(state, 0) + 1
        if predicate:
            self.predicates[predicate] = self.predicates.get(predicate, 0) + 1
        if score is not None and math.isfinite(score):
            self.measured += 1
            self.score_sum += score

    def merge(self, other):
        """Add the counts of ``other`` to these."""
        self.evaluations += other.evaluations
        self.late += other.late
        self.measured += other.measured
        self.score_sum += other.score_sum
        for mine, theirs in (
            (self.states, other.states),
            (self.predicates, other.predicates),
        ):
            for key, count in theirs.items():
                mine[key] = mine.get(key, 0) + count

    @property
    def mean_score(self):
        """Mean over the measured evaluations (never a mean of means); None without any."""
        return self.score_sum / self.measured if self.measured else None


class Tally:
    """Counts for each unit; agencies and the total are the sums of their units."""

    def __init__(self):
        self.by_unit = {}

    def add(self, agency, unit, state, is_late, predicate, score):
        """Count one evaluation for the unit with the ids ``(agency, unit)``."""
        counts = self.by_unit.get((agency, unit))
        if counts is None:
            counts = self.by_unit[agency, unit] = Counts()
        counts.add(state, is_late, predicate, score)

    def by_agency(self):
        """Return the counts of each agency id."""
        agencies = {}
        for (agency, _unit), counts in self.by_unit.items():
            agencies.setdefault(agency, Counts()).merge(counts)
        return agencies

    def total(self):
        """Return the counts of everything."""
        total = Counts()
        for counts in self.by_unit.values():
            total.merge(counts)
        return total
