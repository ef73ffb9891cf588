"""What is written to a record of each model where the matrix says "write"."""


def write_values(world, model, what):
    """Values with which whoever may write a record of ``model`` changes it.

    ``what``: the part of a year that the matrix names; without a meaning elsewhere.
    """
    own = world.own
    if model == "asn.period":
        return {
            "name": {"name": "Tahun 2022"},
            "date_end": {"date_end": "2022-12-30"},
            "state": {"state": "closed"},
        }[what]
    if model.startswith("asn.calibration."):
        return {"reason": "Sebab lain"}
    if model.endswith(".report"):
        return {"employee_name": "Lain"}
    return {
        "asn.access.log": {"reader_name": "Orang lain"},
        "asn.achievement.mapping": {"rating": "meets"},
        "asn.cascade.take": {"skp_id": own["asn.skp"]},
        "asn.cascade.take.line": {"is_selected": True},
        "asn.credit": {"points": 99},
        "asn.credit.standing": {"cumulative": 99},
        "asn.delivery": {"key": "2024-W05"},
        "asn.development.overview": {"employee_name": "Orang lain"},
        "asn.evaluation.reflection": {"text": "Lain"},
        "asn.feedback": {"situation": "Lain"},
        "asn.feedback.anonymous": {"is_shown": True},
        "asn.feedback.participation": {"mark": "1" * 64},
        "asn.feedback.request": {"state": "answered"},
        "asn.feedback.round.answer": {"score": 1},
        "asn.feedback.round.assessment": {"score": 1},
        "asn.feedback.round.open": {"is_started": False},
        "asn.feedback.round.participation": {"nominee_id": own["asn.feedback.round.nominee"]},
        "asn.feedback.tone": {"message": "Lain"},
        "asn.import": {"skip_bad": True},
        "asn.import.problem": {"message": "Lain"},
        "asn.innovation.appreciation": {"employee_id": world.facts["employees"]["chief"]},
        "asn.innovation.member": {"employee_id": world.facts["employees"]["chief"]},
        "asn.quality.rule": {"message": "Lain"},
        "asn.reason": {"reason": "Sebab lain"},
        "asn.reason.line": {"remark": "Catatan lain"},
        "asn.reconciliation": {"file_name": "lain.csv"},
        "asn.reconciliation.line": {"note": "Lain"},
        "asn.reminder": {"day": "2024-01-31"},
        "asn.satisfaction": {"answer_count": 41},
        "asn.signature": {"signer_name": "Orang lain"},
        "asn.skp.compare": {"new_id": own["asn.skp.revision"]},
        "asn.skp.end": {"reason": "SK 1"},
        "asn.skp.revision": {"reason": "Sebab lain"},
        "asn.skp.split": {"reason": "SK 1"},
        "asn.skp.suggestion": {"kind": "leave"},
        "asn.skp.template.apply": {"bring_back": True},
        "asn.skp.template.run": {"state": "running"},
        "asn.socialisation.coverage": {"person_count": 1},
        "asn.socialisation.key": {"right": "b"},
        "asn.source.field": {"is_allowed": True},
        "asn.source.model": {"note": "Lain"},
        "asn.transition": {"reason": "Sebab lain"},
        "asn.workbook.order": {"kind": "history"},
    }.get(model, {"name": "Nama lain"})
