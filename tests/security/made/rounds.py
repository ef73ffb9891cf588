"""A 360 round about each of the two; two people have answered about the nurse."""

from datetime import date, timedelta

from odoo import Command

ASKED = {
    "superior_min": 1,
    "superior_max": 2,
    "peer_min": 0,
    "peer_max": 6,
    "subordinate_min": 0,
    "subordinate_max": 6,
}


def make(made):
    """Rounds of the first half-year, one of each among those who answer, and the answers."""
    env, today = made.env, date.today()
    rounds = env["asn.feedback.round"]
    settings = {
        **ASKED,
        "date_nominate": today + timedelta(days=5),
        "date_due": today + timedelta(days=30),
        "rule_id": env.ref("hr_asn_kinerja.round_rule_staff").id,
    }
    made.facts.update(
        round_nominate=str(today + timedelta(days=7)),
        round_due=str(today + timedelta(days=40)),
    )
    both = [rounds._open(plan, made.half, dict(settings)) for plan in made.plans]
    made.keep(*both)
    both[0].subordinate_max = 6
    nominees = env["asn.feedback.round.nominee"].create(
        [
            {
                "round_id": one.id,
                "employee_id": made.outsider.id,
                "relation": "peer",
                "proposed_by": "subject",
            }
            for one in both
        ]
    )
    made.keep(*nominees)
    superiors = both[0].nominee_ids.filtered(lambda one: one.relation == "superior")
    values = env["asn.behaviour.value"].search([])
    for nominee in nominees[0] | superiors:
        rounds._store(nominee, [(value.id, 5, made.secrets["round"]) for value in values])
    for name in ("answer", "assessment", "participation"):
        env.cr.execute(f"SELECT min(id) FROM asn_feedback_round_{name}")
        made.own[f"asn.feedback.round.{name}"] = env.cr.fetchone()[0]
    made.keep(
        env["asn.feedback.round.open"]
        .with_user(made.head_user)
        .create({"period_id": made.second_half.id, "skp_ids": [Command.set(made.plan.ids)]})
    )
    made.keep(env["asn.feedback.round.rule"].create({"name": "Uji"}))
    made.keep(env.ref("hr_asn_kinerja.behaviour_scale_3"))
