"""Workflow of the achievement of a unit: recommended, set, set again."""

from .table import (
    ACHIEVEMENT_VALUE,
    HR_OFFICE,
    ON_BEHALF,
    OPEN_PERIOD,
    REASON,
    RECOMMENDATION,
    SUPERIOR,
    UNIT_OFFICER,
    Transition,
)

T = Transition

# The achievement of a unit (capaian kinerja organisasi): PermenPANRB 6/2022 article 24, SE
# MenPANRB 3/2023. The performance team recommends, the head of the superior organisation sets.
# Where nobody stands above but the mayor, the HR office sets on the mayor's behalf, with a
# reason. Whoever heads the unit has no role here at all.
ACHIEVEMENT_STATES = ("draft", "recommended", "set", "reopened")
SETTING = (OPEN_PERIOD, ACHIEVEMENT_VALUE)
ACHIEVEMENT = (
    T("draft", "recommend", (UNIT_OFFICER, HR_OFFICE), "recommended", (RECOMMENDATION,)),
    T("draft", "set", (SUPERIOR,), "set", SETTING),
    T("draft", "set_on_behalf", (ON_BEHALF,), "set", (*SETTING, REASON)),
    T("recommended", "withdraw", (UNIT_OFFICER, HR_OFFICE), "draft"),
    T("recommended", "send_back", (SUPERIOR,), "draft", (REASON,)),
    T("recommended", "set", (SUPERIOR,), "set", SETTING),
    T("recommended", "set_on_behalf", (ON_BEHALF,), "set", (*SETTING, REASON)),
    T("set", "reopen", (SUPERIOR, HR_OFFICE), "reopened", (OPEN_PERIOD, REASON)),
    T("reopened", "recommend", (UNIT_OFFICER, HR_OFFICE), "recommended", (RECOMMENDATION,)),
    T("reopened", "set", (SUPERIOR,), "set", SETTING),
    T("reopened", "set_on_behalf", (ON_BEHALF,), "set", (*SETTING, REASON)),
)

# Which part of the document which role may fill in, by state; what is not written is refused.
_WRITTEN = {
    UNIT_OFFICER: frozenset({"recommendation"}),
    HR_OFFICE: frozenset({"recommendation"}),
    SUPERIOR: frozenset({"decision"}),
    ON_BEHALF: frozenset({"decision"}),
}
ACHIEVEMENT_PARTS = {
    "draft": {**_WRITTEN, HR_OFFICE: frozenset({"link", "recommendation"})},
    "recommended": {
        SUPERIOR: frozenset({"decision"}),
        ON_BEHALF: frozenset({"decision"}),
    },
    "set": {},
    "reopened": _WRITTEN,
}
