"""Workflow of coaching and counselling."""

from .table import COACH, COACHING_RESULT, EMPLOYEE, HR_OFFICE, Transition

T = Transition

# Coaching and counselling (bimbingan kinerja, konseling kinerja): PermenPANRB 6/2022, stage 2. No
# step asks for a reason: a reason would stand in the history, and what is said stays in the room.
COACHING_STATES = ("planned", "running", "finished", "closed", "cancelled")
COACHING = (
    T("planned", "start", (COACH,), "running"),
    T("planned", "call_off", (COACH, HR_OFFICE), "cancelled"),
    T("running", "finish", (COACH,), "finished", (COACHING_RESULT,)),
    T("finished", "resume", (COACH,), "running"),
    T("finished", "close", (COACH, HR_OFFICE), "closed"),
)

# Which part of the document which role may fill in, by state; what is not written is refused.
COACHING_PARTS = {
    "planned": {
        COACH: frozenset({"plan", "content", "session"}),
        HR_OFFICE: frozenset({"assignment"}),
        EMPLOYEE: frozenset({"view"}),
    },
    "running": {
        COACH: frozenset({"content", "session", "result"}),
        HR_OFFICE: frozenset({"assignment"}),
        EMPLOYEE: frozenset({"view"}),
    },
    "finished": {COACH: frozenset({"competence"}), EMPLOYEE: frozenset({"feedback"})},
    "closed": {},
    "cancelled": {},
}
