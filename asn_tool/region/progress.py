"""What was realised in the first half of the year, entry by entry.

Everybody has a level of his or her own around the target; single months differ. Most people end
close to the target, some above, some below, some forget their entries.
"""

from dataclasses import dataclass
from datetime import date
from math import floor

from .careers import YEAR

MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni")
# Entries are made on one of the last working days of a month.
_RECORDING_DAYS = tuple(
    tuple(
        day
        for day in (date(YEAR, month, number) for number in range(24, 29 if month == 2 else 31))
        if day.weekday() < 5
    )
    for month in range(1, 7)
)
HALF_YEAR_END = date(YEAR, 6, 30)

# The registry's waiting time for a document in working days, month by month: from well over the
# target of three to about one, after forms went online and printing moved to the districts.
FALLING_DAYS = (4.9, 4.3, 3.4, 2.5, 1.7, 1.2)
_FALLING = frozenset(("DUK-07", "DUK-08", "DUK-09"))
_RISING = {"DUK-15": (0.14, 0.18, 0.24, 0.31, 0.38, 0.44)}

_SPREAD = 0.07
_LOWEST, _HIGHEST = 0.7, 1.16
_FORGETS_A_MONTH = 0.06
_FORGETS_ALL = 0.015
_TEXTS = (
    "Rekap {month} {year}",
    "Rekap bulan {month}",
    "Capaian {month}, sudah direviu",
    "Sesuai laporan bulan {month}",
)


@dataclass(frozen=True)
class Progress:
    """One row of realisasi.csv; `indicator` is its running number within the plan."""

    indicator: int
    day: date
    quantity: float
    denominator: "int | None"
    note: str


class Recorder:
    """Draws entries. `months` are the months with entries, 0 for January to 5 for June."""

    def __init__(self, random, months=range(6)):
        self._random = random
        self._months = tuple(months)

    def entries(self, person, plan, complete=False):
        """Yield the :class:`Progress` of a plan's rows in their order.

        :param complete: the person forgets nothing and does well; for the demonstration's logins
        """
        random = self._random
        level = min(_HIGHEST, max(_LOWEST, random.gauss(1.0, _SPREAD)))
        months = self._months
        if complete:
            level = max(level, 1.0)
        else:
            if person.career.status == "CPNS":
                level = min(level, 1.02)
            chance = random.random()
            if chance < _FORGETS_ALL:
                return
            if chance < _FORGETS_ALL + _FORGETS_A_MONTH:
                months = months[:-1]
        for number, planned in enumerate(plan, 1):
            effect = level + (random.random() - 0.5) * 0.14
            yield from self._of_one(number, planned.indicator, effect, months)

    def _of_one(self, number, indicator, effect, months):
        if indicator.polarity == "tanggal":
            yield from self._delivery(number, indicator, effect)
            return
        draw = {
            "jumlah": self._amounts,
            "rasio": self._ratios,
            "terakhir": self._standing,
        }.get(indicator.aggregation, self._levels)
        for month, quantity, denominator in draw(indicator, effect, months):
            yield Progress(
                number, self._day(month), quantity, denominator, self._note(indicator, month)
            )

    def _day(self, month):
        return self._random.choice(_RECORDING_DAYS[month])

    def _note(self, indicator, month):
        text = self._random.choice(_TEXTS).format(month=MONTHS[month], year=YEAR)
        return f"{text}; sumber {indicator.source}" if indicator.source else text

    def _delivery(self, number, indicator, effect):
        due = date.fromisoformat(indicator.target)
        days = self._random.randint(0, 9) if effect >= 0.95 else -self._random.randint(1, 6)
        day = date.fromordinal(due.toordinal() - days)
        if day <= HALF_YEAR_END:
            yield Progress(number, day, 1, None, "Tanda terima penyampaian")

    def _amounts(self, indicator, effect, months):
        """Entries of a sum: whole units, so that small targets do not come every month."""
        if indicator.polarity == "tepat":
            effect = 1.0
        if indicator.unit == "JP":
            # Training comes in courses, not a little every month.
            months = tuple(month for month in months if month % 3 == 2)
        done, begun = 0, 0
        rhythm = self._random.random() if indicator.target < 6 else 0.5
        each = indicator.target / 12
        exact = rhythm
        for month in months:
            # With fewer entries than months, one entry carries the months since the last.
            span, begun = month + 1 - begun, month + 1
            noise = 1.0 if indicator.polarity == "tepat" else 0.88 + self._random.random() * 0.24
            exact += each * span * effect * noise
            quantity = floor(exact) - done
            if quantity > 0:
                done += quantity
                yield month, quantity, None

    def _ratios(self, indicator, effect, months):
        target, highest = indicator.target, indicator.maximum
        for month in months:
            cases = self._random.randint(20, 90) if target > 5 else self._random.randint(80, 240)
            if indicator.code in _RISING:
                share = _RISING[indicator.code][month] * (0.95 + self._random.random() * 0.1)
            elif highest is not None:
                share = (target + (highest - target) * self._random.random()) / 100
                share -= max(0.0, 0.95 - effect)
            elif indicator.polarity == "lebih rendah":
                share = target / 100 * max(0.0, 1 + (1 - effect) * 2)
            else:
                share = target / 100 * (1 + (effect - 1) * 0.55)
            yield month, min(cases, max(0, round(cases * share))), cases

    def _levels(self, indicator, effect, months):
        """Entries of an average, a highest or a lowest value."""
        for month in months:
            noise = (self._random.random() - 0.5) * 0.06
            if indicator.code in _FALLING:
                value = FALLING_DAYS[month] * (1 + noise) * (2 - effect)
            elif indicator.maximum is not None:
                middle = indicator.target + (indicator.maximum - indicator.target) * 0.15
                value = middle * (1 + noise)
                value = value if effect > 0.88 else indicator.target * 0.92
            elif indicator.polarity == "lebih rendah":
                value = indicator.target * max(0.1, 1 + (1 - effect) * 0.9 + noise - 0.03)
            else:
                value = indicator.target * (1 + (effect - 1) * 0.5 + noise * 0.3)
                value = min(value, _ceiling(indicator))
            yield month, _rounded(value, indicator), None

    def _standing(self, indicator, effect, months):
        """Entries of a last value: the state at the end of each quarter, getting better."""
        for month in months:
            if month % 3 != 2:
                continue
            behind = 0.012 if month == 2 else 0.0
            gap = (effect - 1) * 0.35 - behind
            if indicator.polarity == "lebih rendah":
                value = indicator.target * (1 - gap)
            else:
                value = min(indicator.target * (1 + gap), _ceiling(indicator))
            yield month, _rounded(value, indicator), None


def _ceiling(indicator):
    if indicator.unit == "%":
        return 100
    if indicator.unit == "nilai":
        # Scales of four and five steps besides those up to 100.
        return 100 if indicator.target > 5 else 5 if indicator.target > 4 else 4
    return float("inf")


def _rounded(value, indicator):
    if indicator.unit in ("%", "nilai", "hari kerja", "ton/ha", "hari", "level", "°C"):
        return round(value, 2 if indicator.unit != "°C" else 1)
    return round(value, 1) if indicator.target < 20 else round(value)
