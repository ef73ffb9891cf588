"""The plans: of the nurse, of her colleague, of their superior, and what is done with them."""

from base64 import b64encode

from odoo import Command

SHEET = b64encode(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF").decode()


def make(made):
    """The agreed plans of the two, in years that are open."""
    made.plans = made.plan, made.peer_plan = tuple(
        _agreed(made, person) for person in (made.nurse, made.colleague)
    )
    for half in (made.half, made.second_half):
        half.with_user(made.hr_user).action_open()
    made.indicators = made.plan.result_ids.indicator_ids
    made.facts["free_indicator"] = made.indicators[1].id


def _agreed(made, employee):
    env, secret = made.env, made.secrets["result"]
    plan = made._plan_of(employee)
    indicators = made._fill_plan(plan)
    plan.result_ids[0].name = f"{secret} {employee.name}"
    plan.behaviour_ids.write({"expectation": "Harapan"})
    env["asn.skp.appendix"].create({"skp_id": plan.id, "name": "Sarana"})
    env["asn.skp.target"].create(
        {"indicator_id": indicators[0].id, "period_id": made.half.id, "target_value": 900}
    )
    plan.with_user(plan.user_id).action_propose()
    plan.with_user(plan.evaluator_user_id).action_agree()
    env["asn.skp.remark"].create(
        {
            "skp_id": plan.id,
            "result_id": plan.result_ids[0].id,
            "remark": secret,
            "user_id": plan.evaluator_user_id.id,
        }
    )
    return plan


def make_dialogs(made):
    """Spare parts, the superior's plan with what comes down from it, and the nurse's dialogs."""
    _make_spare(made)
    _make_cascade(made)
    env, plan = made.env, made.plan
    result = plan.result_ids[0]
    of_nurse = env(user=made.nurse_user)
    dialog = of_nurse["asn.reason"].create(
        {"res_model": "asn.skp", "res_id": plan.id, "action": "reopen", "reason": "Catatan saya"}
    )
    made.keep(dialog)
    made.keep(
        of_nurse["asn.reason.line"].create(
            {"dialog_id": dialog.id, "result_id": result.id, "remark": "Catatan"}
        )
    )
    made.keep(
        of_nurse["asn.skp.compare"].create({"skp_id": plan.id, "old_id": plan.revision_ids[0].id})
    )
    template = env["asn.skp.template"].create(
        {
            "name": "Templat uji",
            "field": "health",
            "job_words": "perawat; staf",
            "result_ids": [
                Command.create(
                    {
                        "name": "Hasil templat",
                        "indicator_ids": [Command.create({"name": "Ukuran"})],
                    }
                )
            ],
        }
    )
    for record in (template, template.result_ids, template.result_ids.indicator_ids):
        made.keep(record)
    made.keep(
        of_nurse["asn.skp.template.run"]
        .sudo()  # filling in alone writes it
        .create(
            {
                "source": "template",
                "template_id": template.id,
                "company_id": env.company.id,
                "state": "done",
                "result_count": 1,
            }
        )
    )
    made.keep(
        of_nurse["asn.skp.template.apply"].create(
            {"skp_ids": [Command.set(plan.ids)], "template_id": template.id}
        )
    )


def _make_spare(made):
    """A result and an indicator that nothing refers to."""
    results, indicators = made.env["asn.skp.result"], made.env["asn.skp.indicator"]
    made.spare_result = results.create({"skp_id": made.plan.id, "name": "Hasil cadangan"})
    indicators.create({"result_id": made.spare_result.id, "name": "Indikator cadangan"})
    spare_indicator = indicators.create(
        {"result_id": made.plan.result_ids[0].id, "name": "Indikator cadangan"}
    )
    made.unused["asn.skp.result"] = made.facts["spare_result"] = made.spare_result.id
    made.unused["asn.skp.indicator"] = spare_indicator.id


def _make_cascade(made):
    """The superior's plan; results of both support its result."""
    env = made.env
    boss_plan = made._plan_of(made.head)
    boss_result = env["asn.skp.result"].create({"skp_id": boss_plan.id, "name": "Hasil atasan"})
    boss_indicator = env["asn.skp.indicator"].create(
        {
            "result_id": boss_result.id,
            "name": "Indikator atasan",
            "target_value": 10,
            "unit": "kali",
        }
    )
    made.facts.update(
        boss_plan=boss_plan.id, boss_result=boss_result.id, boss_indicator=boss_indicator.id
    )
    made.spare_result.cascade = "same"
    changes = env["asn.skp.parent.change"].create(
        [
            {
                "skp_id": result.skp_id.id,
                "result_id": result.id,
                "parent_id": boss_result.id,
                "kind": "wording",
                "name": made.secrets["result"] + " semula",
            }
            for result in (made.spare_result, made.peer_plan.result_ids[0])
        ]
    )
    made.keep(*changes)
    take = (
        env["asn.cascade.take"]
        .with_user(made.nurse_user)
        .create(
            {
                "skp_id": made.plan.id,
                "line_ids": [Command.create({"parent_id": boss_result.id})],
            }
        )
    )
    made.keep(take)
    made.keep(take.line_ids)


def parts(plan):
    """{model: id} of a plan and of what belongs to it."""
    signature = plan.signature_ids[0]
    scan = plan.env["asn.signature.scan"].create(
        {"signature_id": signature.id, "name": "lembar.pdf", "upload": SHEET}
    )
    return {
        "asn.skp": plan.id,
        "asn.skp.result": plan.result_ids[0].id,
        "asn.skp.indicator": plan.result_ids.indicator_ids[0].id,
        "asn.skp.behaviour": plan.behaviour_ids[0].id,
        "asn.skp.appendix": plan.appendix_ids[0].id,
        "asn.skp.revision": plan.revision_ids[0].id,
        "asn.skp.remark": plan.remark_ids[0].id,
        "asn.skp.target": plan.result_ids.indicator_ids.target_ids.id,
        "asn.signature": signature.id,
        "asn.signature.scan": scan.id,
        "hr.employee": plan.employee_id.id,
    }
