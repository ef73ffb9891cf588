"""The states in which the matrix tries the documents, and whose state it is."""

PLAN_STATES = ("draft", "proposed", "returned", "agreed", "closed", "cancelled")
EVALUATION_STATES = (
    "open",
    "submitted",
    "rated",
    "released",
    "acknowledged",
    "objected",
    "final",
    "closed",
)
REQUEST_STATES = ("draft", "asked", "accepted", "refused", "withdrawn")
OBJECTION_STATES = ("draft", "filed", "explained", "decided", "withdrawn")
# The evaluation that goes with each.
ANSWERED = dict(
    zip(
        OBJECTION_STATES,
        ("released", "objected", "objected", "final", "acknowledged"),
        strict=True,
    )
)
INNOVATION_STATES = (
    "draft",
    "proposed",
    "returned",
    "endorsed",
    "running",
    "measured",
    "ended",
    "withdrawn",
)
ROUND_STATES = ("draft", "nominating", "answering", "closed", "released", "cancelled")
DIALOGUE_STATES = (
    "planned",
    "held",
    "employee_confirmed",
    "evaluator_confirmed",
    "confirmed",
    "cancelled",
)
ACHIEVEMENT_STATES = ("draft", "recommended", "set", "reopened")
COACHING_STATES = ("planned", "running", "finished", "closed", "cancelled")
DEVELOPMENT_STATES = (
    "draft",
    "employee_agreed",
    "evaluator_agreed",
    "agreed",
    "running",
    "finished",
    "reviewed",
    "cancelled",
)
FOLLOW_UP_STATES = ("proposed", "accepted", "refused", "outdated")
PERIOD_STATES = ("draft", "opening", "open", "closed")
SOCIALISATION_STATES = ("draft", "open", "closed")
ASK_STATES = ("new", "published", "hidden")
WORK_STATES = EVALUATION_STATES + tuple(f"plan:{s}" for s in PLAN_STATES if s != "agreed")
STATES_BY_MODEL = {
    "asn.coaching.statement": ("-",),
    "asn.feedback.round": ROUND_STATES,
    "asn.feedback.round.nominee": ROUND_STATES,
    "asn.realisation": WORK_STATES,
    "asn.evidence": WORK_STATES,
    "asn.period": PERIOD_STATES,
    "asn.change.request": REQUEST_STATES,
    "asn.unit.achievement": ACHIEVEMENT_STATES,
    "asn.calibration": ("open", "confirmed"),
    "asn.socialisation.ask": ASK_STATES,
    "asn.development.plan": DEVELOPMENT_STATES,
    "asn.development.action": DEVELOPMENT_STATES,
    "asn.follow.up": FOLLOW_UP_STATES,
}
STATES_BY_BEGINNING = {
    "asn.dialogue": DIALOGUE_STATES,
    "asn.coaching": COACHING_STATES,
    "asn.skp": PLAN_STATES,
    "asn.evaluation": EVALUATION_STATES,
    "asn.innovation": INNOVATION_STATES,
    "asn.objection": OBJECTION_STATES,
    "asn.socialisation": SOCIALISATION_STATES,
}


# Models that have the state of another document, and those whose own it is.
DOCUMENTS = {
    "asn.coaching.statement": None,
    "asn.feedback.round": "asn.feedback.round",
    "asn.feedback.round.nominee": "asn.feedback.round",
    "asn.development.plan": "asn.development.plan",
    "asn.development.action": "asn.development.plan",
    "asn.socialisation.ask": "asn.socialisation.ask",
    **{
        model: model
        for model in (
            "asn.period",
            "asn.follow.up",
            "asn.change.request",
            "asn.unit.achievement",
            "asn.calibration",
        )
    },
}
DOCUMENTS_BY_BEGINNING = (
    "asn.dialogue",
    "asn.coaching",
    "asn.objection",
    "asn.innovation",
    "asn.socialisation",
)
# With these goes a state of the evaluation. Of a proposal: nothing is released, so that it follows
# from an evaluation no more.
WITH_EVALUATION = ("asn.follow.up", "asn.objection")
PLAN_PARTS = {
    "asn.skp",
    "asn.skp.result",
    "asn.skp.indicator",
    "asn.skp.behaviour",
    "asn.skp.appendix",
    "asn.skp.target",
    "asn.skp.revision",
    "asn.skp.remark",
}


def document_of(model):
    """The model of the document whose state counts; None where plan and evaluation count."""
    if model in DOCUMENTS:
        return DOCUMENTS[model]
    return next((one for one in DOCUMENTS_BY_BEGINNING if model.startswith(one)), None)


def states_of(model):
    """The states in which a model's rows of the matrix may differ; ("-",) when there are none."""
    if model in STATES_BY_MODEL:
        return STATES_BY_MODEL[model]
    for beginning, states in STATES_BY_BEGINNING.items():
        if model.startswith(beginning):
            return states
    return ("-",)
