"""What a unit is, and how people are divided among units."""

from dataclasses import dataclass, field

from . import vocabulary as v

OFFICE, HEALTH, TEACHING = "office", "health", "teaching"


@dataclass(frozen=True)
class Head:
    """The post of the head of one unit; `levels` when it is a functional post with this duty."""

    post: str
    kind: str
    echelon: str
    role: str
    titles: tuple = ()
    base: str = ""


@dataclass
class Unit:
    """A unit; `evaluator` is the unit whose head evaluates its head (the parent's by default)."""

    code: str
    name: str
    kind: str
    parent: str
    field: str
    head: "Head | None" = None
    mix: tuple = ()
    group: str = OFFICE
    weight: float = 0
    evaluator: str = ""
    staff: int = 0
    children: list = field(default_factory=list)


def apportion(number, weights):
    """Divide `number` in proportion to `weights`: at least 1 each, the rest by largest remainder.

    >>> apportion(10, [1, 1, 3])
    [3, 2, 5]
    """
    rest = number - len(weights)
    if rest < 0:
        raise ValueError(f"{number} people are too few for {len(weights)} units.")
    exact = [rest * weight / sum(weights) for weight in weights]
    shares = [int(value) for value in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: (shares[i] - exact[i], i))
    for index in by_remainder[: rest - sum(shares)]:
        shares[index] += 1
    return [share + 1 for share in shares]


def slug(name):
    return name.upper().replace(" ", "-")


def bachelor(field_):
    return {
        v.HEALTH: ("S.K.M.", "S.Kep."),
        v.EDUCATION: ("S.Pd.",),
        v.FINANCE: ("S.E.", "S.Ak."),
        v.INFRASTRUCTURE: ("S.T.",),
    }.get(field_, ("S.E.", "S.Sos.", "S.H.", "S.IP.", "S.A.P."))


def master(field_):
    return {
        v.HEALTH: ("S.K.M., M.Kes.", "S.Kep., M.Kes.", "S.K.M., M.K.M."),
        v.EDUCATION: ("S.Pd., M.Pd.", "S.Pd.", "S.E., M.M."),
        v.FINANCE: ("S.E., M.M.", "S.E., M.Ak.", "S.E."),
        v.INFRASTRUCTURE: ("S.T., M.T.", "S.T.", "S.T., M.Si."),
        v.INSPECTION: ("S.E., M.Si.", "S.H., M.H.", "S.E., CGCAE"),
    }.get(field_, ("S.STP., M.Si.", "S.E., M.M.", "S.Sos., M.A.P.", "S.H.", "S.IP., M.Si."))
