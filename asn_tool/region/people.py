"""Fills the places of a city with people."""

import re
from dataclasses import dataclass

from . import careers, names
from .posts import POSTS, SKILLED_LEVELS
from .units import HEALTH, OFFICE, TEACHING

DOMAIN = "subulussalam.example.invalid"

# Share of each status among those who lead nothing, by group; heads are PNS.
_STATUSES = {
    TEACHING: (("PNS", "PPPK", "PPPK Paruh Waktu", "CPNS"), (56, 96, 99, 100)),
    HEALTH: (("PNS", "PPPK", "PPPK Paruh Waktu", "CPNS"), (62, 93, 97, 100)),
    OFFICE: (("PNS", "PPPK", "PPPK Paruh Waktu", "CPNS"), (72, 84, 96, 100)),
}
_PPPK_LEVELS = ("Terampil", "Ahli Pertama")
_PILGRIM_AGE = 48


@dataclass(frozen=True)
class Person:
    """One row of pegawai.csv, and what the plan templates need to know about the post."""

    nip: str
    name: str
    front: str
    back: str
    sex: str
    career: careers.Career
    post: str
    kind: str
    level: str
    echelon: str
    unit: object
    is_head: bool
    superior: str
    email: str
    role: str


class Staffing:
    """Draws people for a city; keeps what must be unique over the whole region."""

    def __init__(self, random, pinned=()):
        """`pinned`: names for chosen places, {(unit code, post key, number): (name, sex)}."""
        self._random = random
        self._pinned = dict(pinned)
        self._numbers = careers.Numbers()
        self._emails = {}

    def non_civil_servant(self):
        """Return the name of somebody who evaluates without a number, a mayor for example."""
        sex = _sex(self._random, 0.2)
        return names.draw(self._random, sex)

    def people(self, city):
        """Yield every :class:`Person` of the city, superiors before those they evaluate."""
        leaders = {}
        for unit in city.in_order():
            above = leaders.get(unit.evaluator or unit.parent, f"NON:{city.mayor}")
            if unit.head:
                head = self._leader(unit, above)
                leaders[unit.code] = head.nip
                yield head
            else:
                leaders[unit.code] = above
            counts = {}
            for place in range(unit.staff):
                key = unit.mix[place % len(unit.mix)]
                counts[key] = counts.get(key, 0) + 1
                yield self._member(unit, POSTS[key], leaders[unit.code], counts[key])

    def _leader(self, unit, above):
        random, head = self._random, unit.head
        if head.base:
            base = POSTS[head.base]
            level = "Ahli Madya" if random.random() < 0.35 else "Ahli Muda"
            pinned = self._pinned.get((unit.code, "head", 1))
            sex = pinned[1] if pinned else _sex(random, base.women)
            career = careers.draw(random, self._numbers, head.kind, sex, "PNS", level=level)
            post = f"{head.post} ({base.name} {level})"
            titles, front = random.choice(base.degree), base.front
        else:
            level = ""
            pinned = self._pinned.get((unit.code, "head", 1))
            sex = pinned[1] if pinned else _sex(random, 0.35)
            career = careers.draw(random, self._numbers, head.kind, sex, "PNS", head.echelon)
            post, titles, front = head.post, random.choice(head.titles), ""
        return self._person(
            unit,
            career,
            sex,
            pinned,
            front,
            titles,
            post,
            head.kind,
            level,
            head.echelon,
            is_head=True,
            superior=above,
            role=head.role,
        )

    def _member(self, unit, post, superior, number):
        random = self._random
        pinned = self._pinned.get((unit.code, post.key, number))
        sex = pinned[1] if pinned else _sex(random, post.women)
        kinds, totals = _STATUSES[unit.group]
        status = "PNS" if pinned else random.choices(kinds, cum_weights=totals)[0]
        level, education = "", post.education
        if post.levels:
            possible = post.levels if status == "PNS" else _entry_levels(post.levels)
            if not possible:
                status, possible = "PNS", post.levels
            level = random.choices(tuple(possible), tuple(possible.values()))[0]
            education = "D3" if level in SKILLED_LEVELS else "S1"
        career = careers.draw(random, self._numbers, post.kind, sex, status, "", level, education)
        titles = random.choice({"D3": post.diploma, "S1": post.degree, "SMA": ("",)}[education])
        return self._person(
            unit,
            career,
            sex,
            pinned,
            post.front,
            titles,
            f"{post.name} {level}".strip(),
            post.kind,
            level,
            "",
            is_head=False,
            superior=superior,
            role=post.role,
        )

    def _person(
        self, unit, career, sex, pinned, front, titles, post, kind, level, echelon, **extra
    ):
        name = pinned[0] if pinned else names.draw(self._random, sex)
        age = careers.YEAR - career.birth.year
        if not front and age >= _PILGRIM_AGE and not pinned and self._random.random() < 0.25:
            front = "H." if sex == "L" else "Hj."
        return Person(
            career.nip,
            name,
            front,
            titles,
            sex,
            career,
            post,
            kind,
            level,
            echelon,
            unit,
            email=self._email(name),
            **extra,
        )

    def _email(self, name):
        local = re.sub("[^a-z]+", ".", name.lower()).strip(".")
        number = self._emails[local] = self._emails.get(local, 0) + 1
        return f"{local}{number if number > 1 else ''}@{DOMAIN}"


def _sex(random, women):
    return "P" if random.random() < women else "L"


def _entry_levels(levels):
    return {level: weight for level, weight in levels.items() if level in _PPPK_LEVELS}
