"""An answer to each result, with an explanation and a decision that are being written."""

from .people import PNG


def make(made):
    """The nurse's is a draft, that of her colleague is filed."""
    objections, files, texts = zip(*(_answer(made, about) for about in made.evaluations))
    for objection, state in zip(objections, ("draft", "filed"), strict=True):
        objection.state = state
    made.keep(*objections)
    made.keep(*files)
    made.keep(*texts)
    made.own["asn.objection.report"] = objections[0].id


def _answer(made, evaluation):
    env, secret = made.env, made.secrets["objection"]
    objection = env["asn.objection"].create(
        {
            **evaluation._copy_snapshot(),
            "evaluation_id": evaluation.id,
            "period_id": evaluation.period_id.id,
            "reason_results": secret,
            "date_received": "2024-08-01",
            "date_last": "2024-08-15",
            "date_filed": "2024-08-02 03:00:00",
            "date_explained": "2024-08-03 03:00:00",
            "date_explanation_due": "2024-08-07",
            "date_decision_due": "2024-08-16",
            "result_before": "meets",
            "behaviour_before": "above",
        }
    )
    enclosed = (
        env["asn.objection.file"]
        .with_user(evaluation.user_id)
        .create({"objection_id": objection.id, "name": "surat.png", "upload": PNG})
    )
    explanation, _decision = env["asn.objection.answer"].create(
        [
            {
                "objection_id": objection.id,
                "kind": kind,
                "text": secret,
                "outcome": kind == "decision" and "keep",
            }
            for kind in ("explanation", "decision")
        ]
    )
    return objection, enclosed, explanation
