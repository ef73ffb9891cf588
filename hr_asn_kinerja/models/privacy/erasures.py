"""What becomes of each stored text when records are made nameless: erased, replaced, or kept.

A list of all of them, so that nothing is forgotten: a test fails for a stored text of one of our
models that stands in neither list. Numbers, days, ratings, units, posts and periods are not texts
and stay as they are, so every sum is the same afterwards.
"""

# What stands in the place of a text
NAME = "name"  # "Pegawai <number>"
TEXT = "text"  # a fixed sentence where something stood: who counts filled texts counts the same
EMPTY = "empty"
MARK = "mark"  # the number of the row, where each must be different
WORDS = "words"  # the words about behaviour inside a kept version of an evaluation


def _texts(*names, **others):
    return {**dict.fromkeys(names, TEXT), **others}


_PERSON = {"employee_name": NAME, "nip": EMPTY}

# model -> [(way from the row to the person, {column: what stands there afterwards})]
ERASURES = {
    "asn.skp": [("employee_id", {**_PERSON, "dismissed_hints": EMPTY})],
    "asn.skp.appendix": [("skp_id.employee_id", _texts("name"))],
    "asn.skp.behaviour": [("skp_id.employee_id", _texts("expectation"))],
    "asn.skp.remark": [("skp_id.employee_id", _texts("remark", "answer"))],
    "asn.skp.result": [("skp_id.employee_id", _texts("assignment_source"))],
    "asn.skp.revision": [("skp_id.employee_id", _texts("reason"))],
    "asn.evaluation": [
        (
            "employee_id",
            {
                **_PERSON,
                **_texts("reflection", "result_reason", "behaviour_reason"),
                **_texts("recommendation", "remark"),
            },
        )
    ],
    "asn.evaluation.behaviour": [("evaluation_id.employee_id", _texts("expectation", "feedback"))],
    "asn.evaluation.rating": [
        (
            "evaluation_id.employee_id",
            _texts("reason", "behaviour_reason", "note", "recommendation"),
        )
    ],
    "asn.evaluation.reflection": [("evaluation_id.employee_id", _texts("text"))],
    "asn.evaluation.version": [
        (
            "evaluation_id.employee_id",
            _texts("why", "result_reason", "recommendation", behaviours=WORDS),
        )
    ],
    "asn.access.log": [("employee_id", {"employee_name": NAME})],  # after the evaluation
    "asn.realisation": [
        ("skp_id.employee_id", _texts("note", "review_comment", "review_answer")),
    ],
    "asn.evidence": [
        ("realisation_id.skp_id.employee_id", _texts("name", "link", checksum=MARK)),
    ],
    "asn.objection": [
        (
            "employee_id",
            {
                **_PERSON,
                **_texts("reason_results", "reason_behaviour", "explanation", "decision"),
                **_texts("decider_name", "document_number"),
            },
        )
    ],
    "asn.objection.answer": [("objection_id.employee_id", _texts("text", "document_number"))],
    "asn.objection.file": [("objection_id.employee_id", _texts("name", "link", checksum=MARK))],
    "asn.signature.scan": [("skp_id.employee_id", _texts("name", "link", checksum=MARK))],
    "asn.transition": [
        (f"{link}.employee_id", _texts("reason"))
        for link in (
            "skp_id",
            "evaluation_id",
            "realisation_id.skp_id",
            "coaching_id",
            "dialogue_id",
            "round_id",
            "change_request_id",
            "development_id",
            "follow_up_id",
            "objection_id",
            "innovation_id",
        )
    ],
    "asn.calibration.change": [
        ("evaluation_id.employee_id", _texts("reason", employee_name=NAME)),
    ],
    "asn.bulk.line": [("employee_id", {"person_name": NAME})],
    "asn.change.request": [
        ("employee_id", _texts("reason", "decision_reason", employee_name=NAME)),
    ],
    "asn.absence": [("employee_id", _texts("note", employee_name=NAME))],
    "asn.acting": [("employee_id", {"employee_name": NAME})],
    "asn.coaching": [
        (
            "employee_id",
            {
                **_PERSON,
                **_texts("problem", "cause", "goal", "steps", "own_view", "result", "follow_up"),
            },
        )
    ],
    "asn.coaching.competence": [("coaching_id.employee_id", _texts("reason"))],
    "asn.coaching.feedback": [("coaching_id.employee_id", _texts("note"))],
    "asn.coaching.session": [("coaching_id.employee_id", _texts("note", "place"))],
    "asn.credit": [("employee_id", {"employee_name": NAME})],
    "asn.credit.opening": [("employee_id", _texts("note", "document", employee_name=NAME))],
    "asn.credit.standing": [("employee_id", {"employee_name": NAME})],
    "asn.development.plan": [("employee_id", _PERSON)],
    "asn.development.action": [
        (
            "plan_id.employee_id",
            _texts("reason", "progress_note", "evidence_link", "effect_note", "own_effect_note"),
        )
    ],
    "asn.dialogue": [
        (
            "employee_id",
            {
                **_PERSON,
                **_texts("place", "video_link", "topic", "minutes", "also_present"),
                "evaluator_nip": EMPTY,
            },
        )
    ],
    "asn.dialogue.agenda": [("dialogue_id.employee_id", _texts("name", "minutes"))],
    "asn.dialogue.agreement": [("dialogue_id.employee_id", _texts("name"))],
    "asn.feedback": [
        (
            "employee_id",
            _texts("situation", "effect", "next_step", "thanks", employee_name=NAME),
        ),
        ("giver_id", {"giver_name": NAME}),
    ],
    "asn.feedback.anonymous": [("employee_id", _texts("situation", "effect", "next_step"))],
    "asn.feedback.request": [
        ("employee_id", _texts("question", "decline_reason", employee_name=NAME)),
        ("requester_id", {"requester_name": NAME}),
        ("giver_id", {"giver_name": NAME}),
    ],
    "asn.feedback.round": [("employee_id", _PERSON)],
    "asn.feedback.round.answer": [("round_id.employee_id", _texts("reason"))],
    "asn.feedback.round.assessment": [("round_id.employee_id", _texts("reason"))],
    "asn.feedback.round.nominee": [
        ("round_id.employee_id", _texts("reason")),
        ("employee_id", {"employee_name": NAME}),
    ],
    "asn.follow.up": [("employee_id", {**_PERSON, **_texts("note", "document_number")})],
    "asn.innovation": [("employee_id", {"employee_name": NAME})],
    "asn.innovation.member": [("employee_id", {"employee_name": NAME})],
    "asn.service.figure": [("employee_id", {"employee_name": NAME})],
    "asn.service.log": [("employee_id", {"employee_name": NAME})],
    "asn.socialisation.participant": [("employee_id", _texts("exempt_reason", employee_name=NAME))],
    "asn.socialisation.attendance": [("participant_id.employee_id", {"employee_name": NAME})],
}
# Kept, and why
_SNAPSHOT = ("rank_name", "job_title", "additional_duty", "evaluator_name")  # post; others' names
KEPT = {
    **{
        model: set(_SNAPSHOT)
        for model in (
            "asn.coaching",
            "asn.development.plan",
            "asn.evaluation",
            "asn.feedback.round",
            "asn.follow.up",
            "asn.objection",
            "asn.skp",
        )
    },
    "asn.access.log": {"reader_name"},  # goes with its row when the time of the log is over
    # Numbers of runs, words of lists, what an indicator is: statistics are made of them.
    "asn.acting": {"decree"},
    "asn.bulk.line": {"plan_state", "before_name", "after_name"},
    "asn.bulk.run": {"text_employee", "text_evaluator", "undo_reason"},
    "asn.skp.template.run": {"skipped_note"},
    "asn.calibration.change": {"user_name"},
    "asn.change.request": {"evaluator_name"},
    "asn.coaching.competence": {"name"},
    "asn.coaching.feedback": {"name"},
    "asn.credit": {"rank_code"},
    "asn.credit.standing": {"rank_code", "next_rank"},
    "asn.development.action": {"name"},
    "asn.dialogue": {*_SNAPSHOT, "evaluator_rank_name", "evaluator_job_title"},
    "asn.evaluation.indicator": {"name", "unit", "target_text"},
    "asn.evaluation.version": {"lines"},
    "asn.evidence": {"mimetype"},
    "asn.feedback": {"client_token"},
    "asn.feedback.request": {"result_name"},
    "asn.feedback.round.nominee": {"job_title"},
    "asn.follow.up": {*_SNAPSHOT, "article", "decided_by_name"},
    # An innovation is work of the region, not a note about a person; it loses its author's name.
    "asn.innovation": {
        *("indicator_name", "measure_unit", "evaluator_name", "name", "problem", "idea"),
        *("expected_effect", "evidence_name", "before_source", "after_source"),
        *("after_file_name", "year", "origin_note", "cover", "evidence_file", "after_file"),
    },
    "asn.objection.file": {"mimetype"},
    "asn.signature.scan": {"mimetype"},
    "asn.realisation": {"client_token"},
    # The proof: a row that says something else would break the chain. Nobody reads it any more.
    "asn.signature": {
        *("employee_name", "period_name", "signer_name", "signer_nip", "content"),
        *("content_hash", "previous_hash", "hash", "salt", "token", "token_digest"),
    },
    "asn.service.log": {"ticket"},
    "asn.skp.indicator": {"name", "unit", "target_text", "data_source"},
    "asn.skp.parent.change": {"name", "unit", "polarity", "target_kind", "target_text"},
    "asn.skp.remark": {"line_name", "user_name"},
    "asn.skp.result": {"name"},
    "asn.skp.revision": {"agreed_by", "content", "checksum"},  # content: by its own way
    "asn.skp.target": {"target_text"},
    "asn.socialisation.participant": {"job_title"},
    "asn.transition": {"state_from", "state_to"},
}
# Files of these go, with everything that hangs at their discussions.
FILES = ("asn.evidence", "asn.objection.file", "asn.signature.scan")
