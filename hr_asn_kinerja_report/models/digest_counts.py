"""Counts of what is late or due in a region; plain values, filled by ``asn.digest``."""

from collections import defaultdict
from dataclasses import dataclass, field


class Counts(dict):
    """{(step, is late): number}; steps are plan, submit, rate and release."""

    def add(self, step, is_late, count):
        """Count ``count`` documents more."""
        self[step, is_late] = self.get((step, is_late), 0) + count

    def total(self, is_late):
        """Return how many are late, or due."""
        return sum(count for (_step, late), count in self.items() if late == is_late)


@dataclass
class Facts:
    """What is late or due in a region: by evaluator, by their superior, by unit."""

    company: object
    team: dict = field(default_factory=lambda: defaultdict(Counts))
    above: dict = field(default_factory=lambda: defaultdict(Counts))
    units: dict = field(default_factory=lambda: defaultdict(Counts))
    officers: dict = field(default_factory=dict)  # user id -> ids of the units below theirs
    office: frozenset = frozenset()
