"""What follows an evaluation: a development plan, its actions, a proposal to follow up."""

from odoo import Command


def make(made):
    """A plan of each of the two with one action that is done and one that is spare."""
    env = made.env
    skills = env["hr.skill.type"].create(
        {
            "name": "Uji",
            "skill_ids": [Command.create({"name": "Data"}), Command.create({"name": "Arsip"})],
            "skill_level_ids": [
                Command.create({"name": "Dasar", "level_progress": 30, "default_level": True}),
                Command.create({"name": "Mahir", "level_progress": 90}),
            ],
        }
    )
    made.facts.update(skills=skills.skill_ids.ids, skill_levels=skills.skill_level_ids.ids)
    plans, actions, proposals = [], [], []
    for evaluation in made.evaluations:
        plan = _plan(made, evaluation)
        plans.append(plan)
        actions.append(_actions(made, plan, skills))
        proposals.append(_proposal(made, evaluation))
    made.keep(*plans)
    made.keep(*[done for done, _spare in actions])
    made.keep(*proposals)
    made.unused["asn.development.action"] = actions[0][1].id
    for model in ("asn.development.overview", "asn.development.report"):
        made.own[model] = plans[0].id
    made.keep(env["asn.development.catalogue"].create({"name": "Uji", "field": "general"}))


def _plan(made, evaluation):
    plans = made.env["asn.development.plan"]
    plan = plans.search([("evaluation_id", "=", evaluation.id)])
    plan = plan or plans.create(plans._prepare_from_evaluation(evaluation))
    plan.is_required = False
    return plan


def _actions(made, plan, skills):
    secret = made.secrets["development"]
    return made.env["asn.development.action"].create(
        [
            {
                "plan_id": plan.id,
                "name": secret,
                "reason": secret,
                "kind": "training",
                "date_due": "2024-09-30",
                "skill_id": skills.skill_ids[0].id,
                "skill_level_id": skills.skill_level_ids[0].id,
                "state": state,
                "progress": 100,
                "effect_note": secret,
                "own_effect_note": secret,
            }
            for state in ("done", "cancelled")
        ]
    )


def _proposal(made, evaluation):
    secret = made.secrets["development"]
    return made.env["asn.follow.up"].create(
        {
            **evaluation._copy_snapshot(),
            "evaluation_id": evaluation.id,
            "period_id": evaluation.period_id.id,
            "predicate": "poor",
            "kind": "consequence",
            "proposal": "counselling",
            "article": "PP 30/2019",
            "document_number": secret,
            "document_date": "2024-08-01",
            "note": secret,
            # Only that of the owner is one that collecting anew may still change.
            "state": "proposed" if evaluation == made.evaluation else "outdated",
        }
    )
