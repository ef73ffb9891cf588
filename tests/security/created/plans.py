"""Plans, their parts, the dialogs on them, and years."""


def values(world):
    """{model: values} of the subject."""
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
        "asn.period": {
            "name": "2021",
            "kind": "year",
            "date_start": "2021-01-01",
            "date_end": "2021-12-31",
        },
        "asn.reason": {
            "res_model": "asn.skp",
            "res_id": plan,
            "action": "reopen",
            "reason": "Sebab",
        },
    }
