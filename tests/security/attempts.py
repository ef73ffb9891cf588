"""How each operation of the matrix is tried: the call that a client would send."""

from base64 import b64encode

UNITS = "kode,nama,jenis,kode_induk,bidang\nU-1,Dinas Uji,opd,,umum\n"
READ_FIELDS = {
    "asn.skp": ["employee_name", "nip", "state", "approach"],
    "asn.evaluation": ["employee_name", "score", "reflection", "predicate", "result_reason"],
    "asn.evaluation.rating": ["result_rating", "behaviour_rating", "predicate", "reason", "note"],
    "asn.evaluation.behaviour": ["feedback", "rating_aid"],
    "asn.realisation": ["quantity", "note", "evidence_ids"],
    "asn.transition": ["action", "reason", "user_id"],
}
# Steps that ask why.
REASONED = {
    "action_send_back",
    "action_reopen",
    "action_cancel",
    "action_refuse",
    "action_remeasure",
    "action_allow_late",
    "action_end",
    "action_question",
    "action_return",
    "action_answer",
}
# What a screen sends to the methods that read for it, instead of the documents.
SCREEN_ARGUMENTS = {
    "get_role_matrix": lambda world: (world.facts["employees"]["head"], world.facts["year"]),
    "get_role_matrix_choices": lambda world: (world.facts["year"], "a"),
    "get_alignment": lambda world: ("top", world.facts["year"]),
    "get_alignment_branch": lambda world: (
        "group",
        world.facts["employees"]["head"],
        world.facts["year"],
    ),
    "get_alignment_chain": lambda world: (world.own["asn.skp.result"], world.facts["year"]),
    "search_alignment": lambda world: ("Hasil", world.facts["year"]),
    "find_people": lambda world: ("Agus",),
    "get_ask_page": lambda world: (),
    "get_give_page": lambda world: (world.facts["employees"]["outsider"],),
    "get_timeline": lambda world: (world.own["asn.skp"],),
    "get_my_performance": lambda world: (),
    "get_privacy_notice": lambda world: (),
    "dismiss_privacy_notice": lambda world: (),
    "get_team": lambda world: (),
    "get_board": lambda world: (),
    "get_dashboard": lambda world: (),
    "get_rating_page": lambda world: (world.own["asn.evaluation"],),
    "save_rating": lambda world: (
        world.own["asn.evaluation"],
        world.facts["rating_stamp"],
        {"recommendation": "UJI", "note": "UJI"},
    ),
    "get_self_review": lambda world: (world.own["asn.evaluation"],),
    "save_self_review": lambda world: (world.own["asn.evaluation"], {"reflection": "UJI"}),
    "get_log_page": lambda world: (),
    "log_work": lambda world: ([_entry(world)],),
    "copy_day": lambda world: (world.own["asn.skp"], "2024-03-16", "2024-04-02"),
    "get_week": lambda world: (world.own["asn.skp"], "2024-04-01"),
    "save_week": lambda world: (world.own["asn.skp"], [_entry(world)]),
}


def _entry(world):
    return {
        "token": "0f0e0d0c-0b0a-4908-8706-050403020100",
        "indicator_id": world.own["asn.skp.indicator"],
        "date": "2024-04-02",
        "quantity": 5,
    }


def create_values(world, model):
    """Values with which whoever may create a record of ``model`` creates one."""
    own, facts = world.own, world.facts
    plan = own["asn.skp"]
    return {
        "asn.skp": {"employee_id": facts["employees"]["nurse"], "period_id": facts["next_year"]},
        "asn.skp.result": {"skp_id": plan, "name": "Hasil baru"},
        "asn.skp.indicator": {"result_id": own["asn.skp.result"], "name": "Indikator baru"},
        "asn.skp.appendix": {"skp_id": plan, "name": "Baru"},
        "asn.skp.target": {
            "indicator_id": own["asn.skp.indicator"],
            "period_id": facts["second_half"],
            "target_value": 900,
        },
        "asn.skp.behaviour": {"skp_id": plan, "value_id": own["asn.behaviour.value"]},
        "asn.skp.revision": {
            "skp_id": plan,
            "number": 7,
            "date_from": "2024-01-01",
            "content": "{}",
            "checksum": "0",
        },
        "asn.signature": {"kind": "plan_agreed", "skp_id": plan, "record": plan},
        "asn.access.log": {"evaluation_id": own["asn.evaluation"], "reader_name": "Titipan"},
        "asn.skp.remark": {
            "skp_id": plan,
            "remark": "Titipan",
            "user_id": facts["users"]["asn_head"],
        },
        "asn.skp.compare": {"skp_id": plan, "old_id": own["asn.skp.revision"]},
        "asn.skp.template": {"name": "Templat lain"},
        "asn.skp.template.result": {"template_id": own["asn.skp.template"], "name": "Lain"},
        "asn.skp.template.indicator": {
            "result_id": own["asn.skp.template.result"],
            "name": "Lain",
        },
        "asn.skp.template.run": {"source": "template", "company_id": own["res.company"]},
        "asn.skp.template.apply": {
            "skp_ids": [[6, 0, [plan]]],
            "template_id": own["asn.skp.template"],
        },
        "asn.dialogue": {"skp_id": plan, "date_start": "2024-10-01 02:00:00"},
        "asn.dialogue.agenda": {"dialogue_id": own["asn.dialogue"], "name": "Pokok"},
        "asn.dialogue.agreement": {
            "dialogue_id": own["asn.dialogue"],
            "name": "Sepakat",
            "date_due": "2024-10-15",
        },
        "asn.coaching": {"skp_id": plan, "date_planned": "2024-10-01"},
        "asn.coaching.session": {"coaching_id": own["asn.coaching"], "date": "2024-10-02"},
        "asn.coaching.competence": {
            "coaching_id": own["asn.coaching"],
            "name": "Uji",
            "score": "3",
            "reason": "Sebab",
        },
        "asn.coaching.feedback": {"coaching_id": own["asn.coaching"], "name": "Uji"},
        "asn.coaching.statement": {"name": "Uji"},
        "asn.reason.line": {"dialog_id": own["asn.reason"], "remark": "Catatan"},
        "asn.skp.parent.change": {
            "skp_id": plan,
            "result_id": own["asn.skp.result"],
            "parent_id": facts["boss_result"],
            "kind": "wording",
            "name": "Semula",
        },
        "asn.cascade.take": {
            "skp_id": plan,
            "line_ids": [[0, 0, {"parent_id": facts["boss_result"], "is_selected": True}]],
        },
        "asn.cascade.take.line": {
            "take_id": own["asn.cascade.take"],
            "parent_id": facts["boss_result"],
        },
        "asn.reminder": {
            "company_id": own["res.company"],
            "user_id": facts["users"]["asn_nurse"],
            "day": "2024-01-24",
        },
        "asn.delivery": {
            "company_id": own["res.company"],
            "kind": "weekly",
            "key": "2024-W04",
            "user_id": facts["users"]["asn_nurse"],
        },
        "asn.satisfaction": {
            "unit_id": facts["clinic"],
            "date_start": "2024-05-01",
            "date_end": "2024-05-20",
            "answer_count": 40,
            **{f"u{number}": 3 for number in range(1, 10)},
        },
        "asn.realisation": {
            "indicator_id": own["asn.skp.indicator"],
            "quantity": 5,
            "date": "2024-04-02",
        },
        "asn.evidence": {
            "realisation_id": own["asn.realisation"],
            "link": "https://example.com/bukti",
        },
        "asn.evaluation": {"skp_id": plan, "period_id": facts["year"]},
        "asn.evaluation.indicator": {
            "evaluation_id": own["asn.evaluation"],
            "indicator_id": facts["free_indicator"],
            "result_id": own["asn.skp.result"],
        },
        "asn.evaluation.behaviour": {
            "evaluation_id": own["asn.evaluation"],
            "value_id": own["asn.behaviour.value"],
        },
        "asn.evaluation.reflection": {
            "evaluation_id": own["asn.evaluation"],
            "result_id": facts["spare_result"],
            "text": "Baru",
        },
        "asn.evaluation.rating": {
            "evaluation_id": facts["second_evaluation"],
            "result_rating": "above",
            "behaviour_rating": "above",
        },
        "asn.transition": {
            "evaluation_id": own["asn.evaluation"],
            "action": "release",
            "user_id": facts["users"]["asn_head"],
        },
        "asn.period": {
            "name": "2021",
            "kind": "year",
            "date_start": "2021-01-01",
            "date_end": "2021-12-31",
        },
        "asn.service": {
            "name": "Uji",
            "code": "UJI",
            "unit_id": facts["clinic"],
            "standard": 1,
        },
        "asn.service.log": {
            "ticket": "UJI-9",
            "service_id": own["asn.service"],
            "company_id": own["res.company"],
            "unit_id": facts["clinic"],
            "employee_id": facts["employees"]["nurse"],
            "opened": "2024-03-05 01:00:00",
            "finished": "2024-03-05 02:00:00",
            "date": "2024-03-05",
            "work_seconds": 3600,
        },
        "asn.service.figure": {
            "service_id": own["asn.service"],
            "company_id": own["res.company"],
            "unit_id": facts["clinic"],
            "month": "2024-04-01",
            "level": "service",
        },
        "asn.source.model": {"model": "res.currency"},
        "asn.source.field": {
            "source_model_id": own["asn.source.model"],
            "name": "uji",
            "label": "Uji",
            "kind": "char",
        },
        "asn.indicator.source": {"name": "Uji", "kind": "service"},
        "asn.rank": {"code": "T/2", "name": "Uji", "scheme": "pns"},
        "asn.unit.board": {"name": "Uji"},
        "asn.bulk.run": {"kind": "nudge"},
        "asn.print.run": {"period_id": own["asn.period"], "with_skp": True},
        "asn.print.line": {
            "run_id": own["asn.print.run"],
            "form": "skp",
            "document": own["asn.skp"],
        },
        "asn.evaluation.version": {
            "evaluation_id": own["asn.evaluation"],
            "number": 9,
            "user_id": facts["users"]["asn_hr"],
            "date": "2024-08-01 03:00:00",
        },
        "asn.retention.run": {
            "company_id": own["res.company"],
            "user_id": facts["users"]["asn_hr"],
        },
        "asn.retention.line": {
            "run_id": own["asn.retention.run"],
            "company_id": own["res.company"],
            "employee_id": facts["employees"]["nurse"],
            "outcome": "ready",
        },
        "asn.bulk.line": {"run_id": own["asn.bulk.run"], "person_name": "Uji"},
        "asn.quality.rule": {"code": "activity", "message": "Uji"},
        "asn.behaviour.value": {"code": "uji", "name": "Uji"},
        "asn.behaviour.guide": {"value_id": own["asn.behaviour.value"], "name": "Uji"},
        "asn.indicator": {"code": "T-2", "name": "Uji", "field": "general", "unit": "kali"},
        "asn.import": {
            "kind": "units",
            "file": b64encode(UNITS.encode()).decode(),
            "file_name": "unit.csv",
        },
        "asn.import.problem": {"import_id": own["asn.import"], "row": 3, "message": "Salah"},
        "asn.reconciliation": {
            "period_id": facts["year"],
            "file": b64encode(b"nip;tahun\n199003122015032901;1999").decode(),
            "file_name": "skp.csv",
        },
        "asn.reconciliation.line": {
            "reconciliation_id": own["asn.reconciliation"],
            "kind": "problem",
            "note": "Salah",
        },
        "asn.workbook.order": {"kind": "history"},
        "asn.change.request": {
            "kind": "unit",
            "proposed_unit_id": facts["agency"],
            "reason": "Sebab",
            "date_from": "2024-10-01",
        },
        "asn.absence.kind": {"code": "uji2", "name": "Uji"},
        "asn.absence": {
            "employee_id": facts["employees"]["nurse"],
            "kind_id": facts["long_leave"],
            "date_start": "2024-11-01",
            "date_end": "2024-12-31",
        },
        "asn.acting": {
            "employee_id": facts["employees"]["colleague"],
            "absent_employee_id": facts["employees"]["head"],
            "unit_id": facts["clinic"],
            "date_start": "2024-11-01",
            "date_end": "2024-12-31",
            "decree": "SPRIN 2",
        },
        "asn.credit": {"evaluation_id": own["asn.evaluation"], "level": "expert_first"},
        "asn.credit.standing": {"employee_id": facts["employees"]["nurse"]},
        "asn.credit.opening": {
            "employee_id": facts["employees"]["nurse"],
            "level": "expert_first",
            "points": 50,
            "date": "2022-12-31",
            "document": "PAK 1",
        },
        "asn.unit.achievement": {"unit_id": facts["clinic"], "period_id": facts["half"]},
        "asn.achievement.mapping": {"value": "good", "rating": "above", "date_from": "2031-01-01"},
        "asn.innovation": {
            "name": "Gagasan",
            "indicator_kind": "library",
            "library_id": own["asn.indicator"],
            "before_value": 5,
            "before_from": "2024-01-01",
            "before_date": "2024-06-30",
        },
        "asn.innovation.member": {
            "innovation_id": own["asn.innovation"],
            "employee_id": facts["employees"]["colleague"],
        },
        "asn.innovation.appreciation": {
            "innovation_id": own["asn.innovation"],
            "employee_id": facts["employees"]["chief"],
            "user_id": facts["users"]["asn_chief"],
        },
        "asn.innovation.gallery": {"name": "Gagasan"},
        "asn.calibration": {"unit_id": facts["agency"], "period_id": facts["year"]},
        "asn.calibration.change": {
            "evaluation_id": own["asn.evaluation"],
            "company_id": own["res.company"],
            "user_id": facts["users"]["asn_head"],
            "reason": "Uji",
            **dict.fromkeys(("result_before", "behaviour_before"), "meets"),
            **dict.fromkeys(("result_after", "behaviour_after"), "above"),
            "predicate_before": "good",
            "predicate_after": "very_good",
        },
        "asn.calibration.confirmation": {
            "calibration_id": own["asn.calibration"],
            "company_id": own["res.company"],
            "user_id": facts["users"]["asn_head"],
        },
        "asn.objection": {"evaluation_id": facts["second_evaluation"], "reason_results": "Sebab"},
        "asn.objection.file": {
            "objection_id": own["asn.objection"],
            "link": "https://example.com/bukti",
        },
        "asn.objection.answer": {"objection_id": own["asn.objection"], "kind": "decision"},
        "asn.signature.scan": {"signature_id": own["asn.signature"], "upload": facts["png"]},
        "asn.development.plan": {
            "evaluation_id": facts["second_evaluation"],
            "employee_id": facts["employees"]["nurse"],
            "company_id": own["res.company"],
            "period_id": facts["second_half"],
        },
        "asn.development.action": {
            "plan_id": own["asn.development.plan"],
            "name": "Magang",
            "kind": "assignment",
            "date_due": "2024-10-01",
        },
        "asn.development.catalogue": {"name": "Magang", "field": "general"},
        "asn.development.overview": {"employee_name": "Lain"},
        "asn.follow.up": {
            "evaluation_id": own["asn.evaluation"],
            "employee_id": facts["employees"]["nurse"],
            "company_id": own["res.company"],
            "period_id": facts["half"],
            "predicate": "very_good",
            "kind": "reward",
            "proposal": "promotion",
            "article": "-",
        },
        "asn.skp.suggestion": {"kind": "split", "skp_id": plan},
        "asn.skp.split": {"skp_id": plan, "date": "2024-09-01"},
        "asn.skp.end": {"skp_id": plan, "date": "2024-08-31"},
        "asn.socialisation": {"period_id": facts["next_year"], "date_start": "2025-01-06"},
        "asn.socialisation.material": {
            "socialisation_id": own["asn.socialisation"],
            "name": "Baru",
        },
        "asn.socialisation.question": {
            "socialisation_id": own["asn.socialisation"],
            "name": "Baru?",
            "choice_a": "1",
            "choice_b": "2",
            "choice_c": "3",
        },
        "asn.socialisation.key": {"question_id": facts["bare_question"], "right": "a"},
        "asn.socialisation.participant": {
            "socialisation_id": own["asn.socialisation"],
            "company_id": own["res.company"],
            "employee_id": facts["employees"]["outsider"],
        },
        "asn.socialisation.session": {
            "socialisation_id": own["asn.socialisation"],
            "name": "Baru",
            "date_start": "2024-02-05 02:00:00",
            "date_end": "2024-02-05 04:00:00",
            "unit_ids": [[6, 0, [facts["clinic"]]]],
        },
        "asn.socialisation.attendance": {
            "session_id": own["asn.socialisation.session"],
            "participant_id": world.peer["asn.socialisation.participant"],
        },
        "asn.socialisation.ask": {
            "socialisation_id": own["asn.socialisation"],
            "company_id": own["res.company"],
            "question": "Apa?",
            "date_asked": "2024-01-09",
        },
        "asn.feedback.round": {
            "employee_id": facts["employees"]["nurse"],
            "period_id": facts["second_half"],
            "company_id": own["res.company"],
            "date_nominate": facts["round_nominate"],
            "date_due": facts["round_due"],
        },
        "asn.feedback.round.nominee": {
            "round_id": own["asn.feedback.round"],
            "employee_id": facts["employees"]["chief"],
            "relation": "peer",
        },
        "asn.feedback.round.answer": {
            "round_id": own["asn.feedback.round"],
            "relation": "peer",
            "value_id": own["asn.behaviour.value"],
            "score": 1,
        },
        "asn.feedback.round.assessment": {
            "round_id": own["asn.feedback.round"],
            "nominee_id": own["asn.feedback.round.nominee"],
            "value_id": own["asn.behaviour.value"],
            "score": 1,
        },
        "asn.feedback.round.participation": {"nominee_id": own["asn.feedback.round.nominee"]},
        "asn.feedback.round.rule": {"name": "Aturan uji"},
        "asn.feedback.round.open": {
            "period_id": facts["second_half"],
            "skp_ids": [[6, 0, [plan]]],
        },
        "asn.behaviour.scale": {"score": 3, "name": "Lain"},
        "asn.socialisation.coverage": {"person_count": 1},
        **{
            model: {"employee_name": "Uji"}
            for model in (
                "asn.evaluation.report",
                "asn.indicator.report",
                "asn.completeness.report",
                "asn.realisation.report",
                "asn.development.report",
                "asn.objection.report",
            )
        },
        "asn.feedback.report": {"given_count": 1},
        "asn.indicator.figure": {
            "period_id": facts["second_half"],
            "company_id": own["res.company"],
            "name": "Uji",
        },
        "asn.feedback": {
            "skp_id": plan,
            "employee_id": facts["employees"]["nurse"],
            "company_id": own["res.company"],
            "giver_id": facts["employees"]["head"],
            "relation": "superior",
            "kind": "appreciation",
            "situation": "Titipan",
            "date": "2024-03-01",
            "given_at": "2024-03-01 03:00:00",
        },
        "asn.feedback.request": {
            "skp_id": plan,
            "employee_id": facts["employees"]["nurse"],
            "company_id": own["res.company"],
            "requester_id": facts["employees"]["nurse"],
            "giver_id": facts["employees"]["head"],
            "date_asked": "2024-03-01",
            "date_due": "2024-03-08",
        },
        "asn.feedback.tone": {"code": "insult", "message": "Uji"},
        "asn.feedback.anonymous": {
            "employee_id": facts["employees"]["nurse"],
            "company_id": own["res.company"],
            "period_id": facts["half"],
            "kind": "correction",
            "situation": "Titipan",
        },
        "asn.feedback.participation": {"period_id": facts["half"], "mark": "0" * 64},
        "asn.reason": {
            "res_model": "asn.skp",
            "res_id": plan,
            "action": "reopen",
            "reason": "Sebab",
        },
    }[model]


def _write_values(world, model, what):
    if model == "asn.period":
        return {
            "name": {"name": "Tahun 2022"},
            "date_end": {"date_end": "2022-12-30"},
            "state": {"state": "closed"},
        }[what]
    if model == "asn.reason":
        return {"reason": "Sebab lain"}
    if model in ("asn.transition", "asn.skp.revision") or model.startswith("asn.calibration."):
        return {"reason": "Sebab lain"}
    if model == "asn.reason.line":
        return {"remark": "Catatan lain"}
    if model == "asn.skp.template.run":
        return {"state": "running"}
    if model == "asn.skp.template.apply":
        return {"bring_back": True}
    if model == "asn.skp.compare":
        return {"new_id": world.own["asn.skp.revision"]}
    if model in ("asn.skp.split", "asn.skp.end", "asn.skp.suggestion"):
        return {"reason": "SK 1"} if model != "asn.skp.suggestion" else {"kind": "leave"}
    if model == "asn.reminder":
        return {"day": "2024-01-31"}
    if model == "asn.import":
        return {"skip_bad": True}
    if model == "asn.socialisation.key":
        return {"right": "b"}
    if model == "asn.socialisation.coverage":
        return {"person_count": 1}
    if model in ("asn.quality.rule", "asn.feedback.tone"):
        return {"message": "Lain"}
    if model == "asn.import.problem":
        return {"message": "Lain"}
    if model.endswith(".report"):
        return {"employee_name": "Lain"}
    dialogs = {
        "asn.reconciliation": {"file_name": "lain.csv"},
        "asn.reconciliation.line": {"note": "Lain"},
        "asn.workbook.order": {"kind": "history"},
        "asn.delivery": {"key": "2024-W05"},
        "asn.satisfaction": {"answer_count": 41},
        "asn.signature": {"signer_name": "Orang lain"},
        "asn.access.log": {"reader_name": "Orang lain"},
        "asn.feedback.round.answer": {"score": 1},
        "asn.feedback.round.assessment": {"score": 1},
        "asn.feedback.round.participation": {"nominee_id": world.own["asn.feedback.round.nominee"]},
        "asn.feedback.round.open": {"is_started": False},
        "asn.evaluation.reflection": {"text": "Lain"},
        "asn.feedback": {"situation": "Lain"},
        "asn.feedback.request": {"state": "answered"},
        "asn.feedback.anonymous": {"is_shown": True},
        "asn.feedback.participation": {"mark": "1" * 64},
        "asn.development.overview": {"employee_name": "Orang lain"},
        "asn.cascade.take": {"skp_id": world.own["asn.skp"]},
        "asn.cascade.take.line": {"is_selected": True},
        "asn.achievement.mapping": {"rating": "meets"},
        "asn.credit": {"points": 99},
        "asn.credit.standing": {"cumulative": 99},
        "asn.source.model": {"note": "Lain"},
        "asn.source.field": {"is_allowed": True},
    }
    dialogs.update(
        dict.fromkeys(
            ("asn.innovation.appreciation", "asn.innovation.member"),
            {"employee_id": world.facts["employees"]["chief"]},
        )
    )
    return dialogs.get(model, {"name": "Nama lain"})


def attempt(world, role, row):
    """Do what ``row`` says as ``role``; return the Answer."""
    login, model, operation = world.logins[role], row.model, row.operation
    ids = [world.own[model]] if model in world.own else []
    kind, _, what = operation.partition(" ")
    if kind == "read":
        if what == "period step":
            return login.call(model, "read", [world.facts["period_step"]], ["action", "user_id"])
        return login.call(model, "read", ids, [what] if what else READ_FIELDS.get(model, []))
    if kind == "create":
        return login.call(model, "create", [create_values(world, model)])
    if kind == "write":
        return login.call(model, "write", ids, _write_values(world, model, what))
    if kind == "unlink" and model in world.facts["unused"]:  # nothing refers to these
        return login.call(model, kind, [world.facts["unused"][model]])
    if kind in ("unlink", "copy"):
        return login.call(model, kind, ids)
    return _method(world, login, model, kind, ids)


# Everybody confirms a dialog of his or her own.
OWN_DIALOGS = {
    "asn.reason",
    "asn.import",
    "asn.reconciliation",
    "asn.skp.split",
    "asn.skp.end",
    "asn.skp.template.apply",
    "asn.cascade.take",
    "asn.feedback.round.open",
}
# Method -> what it is called with, the ids of the documents in front (or not).
WITH_IDS = {
    "action_move": lambda world: ("above", "meets", "Sebab.", world.facts["rating_stamp"]),
    "export_data": lambda world: (["name"],),
    "action_step": lambda world: ("ask", {"text": "Bagaimana caranya?"}),
    "action_dismiss_hint": lambda world: (f"text_short:result:{world.facts['spare_result']}",),
    "message_update": lambda world: ({"subject": "x"}, {"state": "closed"}),
}
WITHOUT_IDS = {
    "action_page": lambda world: (),
    "get_import_templates": lambda world: (),
    "fields_get": lambda world: (["kind"],),
    "action_generate": lambda world: (2031,),
    "message_new": lambda world: ({"subject": "x", "from": "x@example.com"},),
    **SCREEN_ARGUMENTS,
}
OF_MODEL = {
    ("asn.calibration", "action_start"): lambda world: (
        world.facts["clinic"],
        world.facts["calibrated_period"],
    ),
    ("asn.feedback", "get_page"): lambda world: (),
    ("asn.feedback", "action_step"): lambda world: ("read", {}),
}
NAMED = {
    "action_ask_reason": {"context": {"asn_action": "reopen"}},
    "message_post": {"body": "Catatan"},
}


def _method(world, login, model, name, ids):
    """Call a public method on the documents."""
    if model in OWN_DIALOGS:
        made = login.call(model, "create", [create_values(world, model)])
        return login.call(model, name, made.value) if made.ok else made
    if name in REASONED and (model, name) != ("asn.feedback.request", "action_answer"):
        return login.call(model, name, ids, "Mohon diperbaiki.")
    arguments = OF_MODEL.get((model, name)) or WITHOUT_IDS.get(name)
    if arguments:
        return login.call(model, name, *arguments(world))
    more = WITH_IDS[name](world) if name in WITH_IDS else ()
    return login.call(model, name, ids, *more, **NAMED.get(name, {}))


def attempt_field(world, role, row):
    """Read or write one of our fields on a model of Odoo."""
    login, model = world.logins[role], row.model
    kind, _, field = row.operation.partition(" ")
    ids = [world.own.get(model, 1)]
    if kind == "read":
        return login.call(model, "read", ids, [field])
    values = {
        "asn_nip": "199003122015032999",
        "asn_skp_ids": [[2, world.own["asn.skp"]]],
        "asn_status": "pppk",
        "asn_rank_id": world.own["asn.rank"],
        "asn_position_kind": "executor",
        "asn_functional_level": world.facts["functional_level"],
        "asn_is_unit_head": True,
        "asn_is_correction": True,
        "asn_additional_duty": "Kepala Ruang",
        "asn_evaluator_id": world.facts["employees"]["outsider"],
        "asn_code": "T-99",
        "asn_kind": "other",
        "asn_field": "health",
        "asn_unit_ids": [[6, 0, [world.facts["clinic"]]]],
        "asn_unit_tree_ids": [[6, 0, [world.facts["clinic"]]]],
        "asn_tz": "Asia/Makassar",
        "asn_head_user_ids": [[6, 0, [world.facts["users"]["asn_nurse"]]]],
    }
    return login.call(model, "write", ids, {field: values.get(field, 77)})
