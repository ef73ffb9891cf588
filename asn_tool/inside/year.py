"""The year before, closed: the people with a login had plans, two half-years and an annual rating.

Few people, so that a trend can be looked at; put down as the doors would have left it, with the
days of that year.
"""

from datetime import datetime, timedelta

from odoo import Command
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.rules import workflow

from .chance import pick
from .steps import allow_other_days, check_path, refresh_activities, write_log
from .words import RECOMMENDATIONS, REFLECTIONS

PEOPLE = ("pegawai", "rekan", "dukcapil", "penilai")
# What was achieved of the targets in the first and in the second half of the year.
SHARES = {
    "pegawai": (0.86, 1.0),
    "rekan": (1.0, 1.04),
    "dukcapil": (0.92, 1.08),
    "penilai": (0.97, 0.99),
}
# Days of the month after a period on which its steps were taken.
STEPS = (("submit", 3), ("rate", 8), ("release", 11), ("acknowledge", 14))
NOTE = "Rekap bulanan tahun lalu"


def settle(env, year, users):
    """Put the year before ``year`` down; once only.

    :param users: {role: user}, see ``demonstration.ROLES``
    """
    number = year.date_start.year - 1
    office = users["bkpsdm"]
    periods = env["asn.period"].with_company(year.company_id)
    if periods.search_count([("kind", "=", "year"), ("date_start", "<", year.date_start)]):
        return
    before = periods.browse(periods.action_generate(number)["res_id"])
    halves = before.child_ids.sorted("date_start")
    (before | halves).write({"state": "open"})
    plans = _make_plans(env, year, before, users)
    for half in halves:
        half._insert_evaluations(100)
    _log_work(env, halves, plans)
    for half in halves:
        _evaluate(env, half)
    before._annual_batch()
    before.annual_state = "open"
    _evaluate(env, before)
    for period in (*halves, before):
        period.with_user(office).action_close()
    _date_back(env, before, plans)
    env.invalidate_all()
    refresh_activities(env, "asn.skp", before)
    for period in (*halves, before):
        refresh_activities(env, "asn.evaluation", period)


def _make_plans(env, year, before, users):
    """Return {role: plan of the year before}, agreed, with the results of this year's plan."""
    made = {}
    for role in PEOPLE:
        source = year.skp_ids.filtered(
            lambda plan, role=role: plan.user_id == users[role] and plan.state == "agreed"
        )[:1]
        if source.evaluator_id:
            made[role] = source
    before._insert_plans_of([source.employee_id.id for source in made.values()])
    env.invalidate_all()
    answer = {}
    for role, source in made.items():
        plan = before.skp_ids.filtered(lambda p, s=source: p.employee_id == s.employee_id)
        _copy_results(source, plan)
        source._copy_expectations_to(plan)
        answer[role] = plan
    _agree(env, before, answer)
    return answer


def _copy_results(source, plan):
    """Copy the results of a plan to the year before; what supported what then is not known."""
    links = {"parent_result_ids": [Command.clear()], "child_result_ids": [Command.clear()]}
    for result in source.result_ids:
        values = result.copy_data({"skp_id": plan.id, **links})[0]
        copied = result.create(values)
        lines = []
        for indicator in result.indicator_ids:
            values = {"result_id": copied.id, "parent_indicator_id": False}
            values["distribution"] = "prorated"  # what was planned by period is not known either
            if indicator.target_date:
                day = min(indicator.target_date.day, 28)
                values["target_date"] = indicator.target_date.replace(
                    year=plan.date_start.year, day=day
                )
            lines.append(indicator.copy_data(values)[0])
        result.indicator_ids.create(lines)


def _agree(env, before, plans):
    states = check_path(workflow.PLAN, "draft", ("propose", "agree"))
    asked = datetime(before.date_start.year, 1, 8, 2)
    answered = asked + timedelta(days=6)
    steps = []
    for plan in plans.values():
        plan.write({"state": "agreed", "date_proposed": asked, "date_agreed": answered})
        people = (plan.user_id.id, plan.evaluator_user_id.id)
        for place, (action, moment) in enumerate((("propose", asked), ("agree", answered))):
            steps.append(
                (plan.id, action, states[place], states[place + 1], people[place], moment, None)
            )
    write_log(env, "skp_id", steps)


def _log_work(env, halves, plans):
    """Three entries for each indicator and half-year, as much as was achieved."""
    values = []
    for role, plan in plans.items():
        for half, share in zip(halves, SHARES[role], strict=True):
            evaluation = plan.evaluation_ids.filtered(lambda e, h=half: e.period_id == h)
            for line in evaluation.line_ids:
                values += _entries(line, half, share)
    env["asn.realisation"].create(values)


def _entries(line, half, share):
    """Return the values of the entries of one line."""
    days = [half.date_start + timedelta(days=gap) for gap in (45, 100, 165)]
    target = line.target_value or line.target_max
    if line.target_kind == "date":
        days = [day for day in [min(line.target_date, half.date_end)] if day >= half.date_start]
        target = 1
    if line.polarity == "lower":
        share = 2 - share
    amount = target * share
    if line.aggregation == "sum" and line.target_kind != "date":
        amount = max(round(amount / len(days)), 0)
    answer = []
    for day in days:
        entry = {
            "indicator_id": line.indicator_id.id,
            "date": day,
            "quantity": round(amount, 2),
            "note": NOTE,
        }
        if line.aggregation == "ratio":
            entry["denominator"] = 100
            entry["quantity"] = min(round(amount), 100)
        answer.append(entry)
    return answer


def _evaluate(env, period):
    """Rate, release and acknowledge the evaluations of a period as suggested."""
    states = check_path(workflow.EVALUATION, "open", [action for action, _day in STEPS])
    start = datetime.combine(period.date_end, datetime.min.time())
    gap = 10 if period.kind == "year" else 0
    steps = []
    for evaluation in env["asn.evaluation"].search([("period_id", "=", period.id)]):
        # Submitted, so that a sum without an entry counts as zero
        evaluation.write(
            {"state": "submitted", "reflection": pick(evaluation.nip, period.name, REFLECTIONS)}
        )
        env.flush_all()
        results = evaluation.suggested_rating or "meets"
        rating = env["asn.evaluation.rating"].create(
            {
                "evaluation_id": evaluation.id,
                "result_rating": results,
                "behaviour_rating": "above" if results == "above" else "meets",
            }
        )
        words = pick(evaluation.nip, period.name, RECOMMENDATIONS[rating.predicate])
        rating.recommendation = words
        moments = {action: start + timedelta(days=day + gap, hours=3) for action, day in STEPS}
        evaluation.write(
            {
                "state": "acknowledged",
                "result_rating": rating.result_rating,
                "behaviour_rating": rating.behaviour_rating,
                "predicate": rating.predicate,
                "recommendation": words,
                "date_submitted": moments["submit"],
                "date_rated": moments["rate"],
                "date_released": moments["release"],
                "date_acknowledged": moments["acknowledge"],
                # Its days to object are over, so that it can be closed; the true day comes after
                "date_received": evaluation.date_start,
            }
        )
        people = {"submit": evaluation.user_id, "acknowledge": evaluation.user_id}
        for place, (action, _day) in enumerate(STEPS):
            who = people.get(action, evaluation.evaluator_user_id)
            steps.append(
                (
                    evaluation.id,
                    action,
                    states[place],
                    states[place + 1],
                    who.id,
                    moments[action],
                    None,
                )
            )
    write_log(env, "evaluation_id", steps)


def _date_back(env, before, plans):
    """Give what was made today the days of that year."""
    env.flush_all()
    closed = datetime(before.date_end.year + 1, 2, 2, 2)
    periods = (before | before.child_ids).ids
    allow_other_days(env)
    plan_ids = [plan.id for plan in plans.values()]
    for query in (
        SQL(
            "UPDATE asn_realisation SET is_late = FALSE, create_date = date + interval '1 day'"
            " WHERE skp_id = ANY(%s)",
            plan_ids,
        ),
        SQL(
            "UPDATE asn_transition AS step SET date = %s WHERE action = 'close' AND ("
            " skp_id = ANY(%s) OR period_id = ANY(%s) OR evaluation_id IN ("
            " SELECT id FROM asn_evaluation WHERE period_id = ANY(%s)))",
            closed,
            plan_ids,
            periods,
            periods,
        ),
        SQL(
            "UPDATE asn_evaluation SET date_told = date_released, received_how = 'acknowledged',"
            " date_received = date_acknowledged::date WHERE period_id = ANY(%s)",
            periods,
        ),
    ):
        env.cr.execute(query)
    env.invalidate_all()
