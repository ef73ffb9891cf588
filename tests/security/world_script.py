"""What Odoo's shell runs once to build the people and documents of the walks."""

BUILD = r"""
import json
from base64 import b64encode
from datetime import date, timedelta
from odoo import Command
from odoo.tests import new_test_user
from odoo.addons.hr_asn_kinerja.tests import common

SECRETS = %(secrets)r
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Erk"
    "Jggg=="
)
SHEET = b64encode(b"%%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%%%EOF").decode()
YEAR = 2024


class World(common.AsnDataMixin):
    pass


World.env = env
World._make_region(env)
other_officer = env["hr.employee"].create(
    {"name": "Fauzi Hamid", "department_id": World.other_agency.id, "date_version": "2020-01-01"}
)
other = new_test_user(
    env,
    login="asn_officer_other",
    password="asn_officer_other",
    groups="hr_asn_kinerja.group_asn_unit_officer",
)
other_officer.user_id = other
other.asn_unit_ids = World.other_agency
new_test_user(env, login="asn_portal", password="asn_portal", groups="base.group_portal")

period = env["asn.period"]
World.year = period.browse(period.action_generate(YEAR)["res_id"])
World.half, World.second_half = World.year.child_ids.sorted("date_start")
World.year.with_user(World.hr_user).action_open()
next_year = period.browse(period.action_generate(YEAR + 1)["res_id"])
lone_year = period.create(
    {"name": "2022", "kind": "year", "date_start": "2022-01-01", "date_end": "2022-12-31"}
)


def fill(employee):
    plan = World._plan_of(employee)
    indicators = World._fill_plan(plan)
    plan.result_ids[0].name = SECRETS["result"] + " " + employee.name
    plan.behaviour_ids.write({"expectation": "Harapan"})
    appendix = env["asn.skp.appendix"].create({"skp_id": plan.id, "name": "Sarana"})
    env["asn.skp.target"].create(
        {"indicator_id": indicators[0].id, "period_id": World.half.id, "target_value": 900}
    )
    plan.with_user(plan.user_id).action_propose()
    plan.with_user(plan.evaluator_user_id).action_agree()
    env["asn.skp.remark"].create(
        {
            "skp_id": plan.id,
            "result_id": plan.result_ids[0].id,
            "remark": SECRETS["result"],
            "user_id": plan.evaluator_user_id.id,
        }
    )
    return plan, indicators, appendix


def evaluate(plan, indicators):
    entry = (
        env["asn.realisation"]
        .with_user(plan.user_id)
        .create(
            {
                "indicator_id": indicators[0].id,
                "quantity": 1800,
                "date": "%%s-03-16" %% YEAR,
                "note": SECRETS["entry"],
                "evidence_ids": [(0, 0, {"name": "bukti.png", "upload": PNG})],
            }
        )
    )
    evaluation = plan.evaluation_ids.filtered(lambda e: e.period_id == World.half)
    values = {
        "draft_result_rating": "meets",
        "draft_behaviour_rating": "above",
        "draft_reason": SECRETS["reason"],
        "draft_behaviour_reason": SECRETS["reason"],
        "draft_note": SECRETS["note"],
    }
    word = "draft_recommendation"
    values[word if word in evaluation._fields else "recommendation"] = SECRETS["recommendation"]
    evaluation.with_user(plan.evaluator_user_id).write(values)
    evaluation.behaviour_ids.write({"feedback": SECRETS["feedback"], "rating_aid": "meets"})
    env["asn.evaluation.reflection"].with_user(plan.user_id).create(
        {
            "evaluation_id": evaluation.id,
            "result_id": plan.result_ids[0].id,
            "text": SECRETS["entry"],
        }
    )
    env["asn.evaluation.version"].create(
        {
            "evaluation_id": evaluation.id,
            "number": 1,
            "why": "Salah ketik",
            "user_id": World.hr_user.id,
            "date": "2024-08-01 03:00:00",
            "result_rating": "meets",
            "behaviour_rating": "meets",
            "predicate": "good",
        }
    )
    env["asn.transition"].create(
        {
            "evaluation_id": evaluation.id,
            "action": "send_back",
            "state_from": "submitted",
            "state_to": "open",
            "user_id": plan.evaluator_user_id.id,
            "reason": SECRETS["reason"],
        }
    )
    return evaluation, entry


plan, indicators, appendix = fill(World.nurse)
peer_plan, peer_indicators, peer_appendix = fill(World.colleague)
World.half.with_user(World.hr_user).action_open()
World.second_half.with_user(World.hr_user).action_open()
evaluation, entry = evaluate(plan, indicators)
peer_evaluation, peer_entry = evaluate(peer_plan, peer_indicators)
second = plan.evaluation_ids - evaluation
spare_result = env["asn.skp.result"].create({"skp_id": plan.id, "name": "Hasil cadangan"})
env["asn.skp.indicator"].create({"result_id": spare_result.id, "name": "Indikator cadangan"})
spare_indicator = env["asn.skp.indicator"].create(
    {"result_id": plan.result_ids[0].id, "name": "Indikator cadangan"}
)
boss_plan = World._plan_of(World.head)
boss_result = env["asn.skp.result"].create({"skp_id": boss_plan.id, "name": "Hasil atasan"})
boss_indicator = env["asn.skp.indicator"].create(
    {"result_id": boss_result.id, "name": "Indikator atasan", "target_value": 10, "unit": "kali"}
)
spare_result.cascade = "same"
change, peer_change = env["asn.skp.parent.change"].create(
    [
        {
            "skp_id": result.skp_id.id,
            "result_id": result.id,
            "parent_id": boss_result.id,
            "kind": "wording",
            "name": SECRETS["result"] + " semula",
        }
        for result in (spare_result, peer_plan.result_ids[0])
    ]
)
take_dialog = (
    env["asn.cascade.take"]
    .with_user(World.nurse_user)
    .create({"skp_id": plan.id, "line_ids": [Command.create({"parent_id": boss_result.id})]})
)
dialog = (
    env["asn.reason"]
    .with_user(World.nurse_user)
    .create(
        {"res_model": "asn.skp", "res_id": plan.id, "action": "reopen", "reason": "Catatan saya"}
    )
)
dialog_line = (
    env["asn.reason.line"]
    .with_user(World.nurse_user)
    .create({"dialog_id": dialog.id, "result_id": plan.result_ids[0].id, "remark": "Catatan"})
)
comparison = (
    env["asn.skp.compare"]
    .with_user(World.nurse_user)
    .create({"skp_id": plan.id, "old_id": plan.revision_ids[0].id})
)
template = env["asn.skp.template"].create(
    {
        "name": "Templat uji",
        "field": "health",
        "job_words": "perawat; staf",
        "result_ids": [
            Command.create(
                {"name": "Hasil templat", "indicator_ids": [Command.create({"name": "Ukuran"})]}
            )
        ],
    }
)
filled_in = (
    env["asn.skp.template.run"]
    .with_user(World.nurse_user)
    .sudo()
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
fill_dialog = (
    env["asn.skp.template.apply"]
    .with_user(World.nurse_user)
    .create({"skp_ids": [Command.set(plan.ids)], "template_id": template.id})
)
reminder = env["asn.reminder"].create(
    {"company_id": env.company.id, "user_id": World.nurse_user.id, "day": "2024-01-17"}
)
delivery = env["asn.delivery"].create(
    {
        "company_id": env.company.id,
        "kind": "weekly",
        "key": "2024-W03",
        "user_id": World.nurse_user.id,
        "state": "sent",
    }
)
survey, spare_survey = env["asn.satisfaction"].create(
    [
        {
            "unit_id": World.clinic.id,
            "company_id": env.company.id,
            "date_start": "%%s-%%s-01" %% (YEAR, month),
            "date_end": "%%s-%%s-20" %% (YEAR, month),
            "answer_count": 40,
            **{"u%%s" %% number: 3.5 for number in range(1, 10)},
        }
        for month in ("02", "03")
    ]
)
officer_plans = plan.with_user(World.officer_user)
run = env["asn.bulk.run"].browse(officer_plans.action_reassign()["res_id"])
run.with_user(World.officer_user).write({"evaluator_id": World.chief.id})
run.with_user(World.officer_user).action_preview()
board_row = env["asn.unit.board"].search(
    [
        ("unit_id", "=", World.agency.id),
        ("is_direct", "=", False),
        ("period_id", "=", World.year.id),
    ]
)
import_dialog = env["asn.import"].with_user(World.hr_user).create({"kind": "units"})
retention = env["asn.retention.run"].browse(
    env["asn.retention.run"].with_user(World.hr_user)._open_preview()["res_id"]
)
retention_line = env["asn.retention.line"].create(
    {
        "run_id": retention.id,
        "company_id": retention.company_id.id,
        "employee_id": World.outsider.id,
        "person_name": "Uji",
        "outcome": "serving",
    }
)
problem = (
    env["asn.import.problem"]
    .with_user(World.hr_user)
    .create({"import_id": import_dialog.id, "row": 2, "message": "Salah"})
)
comparison = (
    env["asn.reconciliation"].with_user(World.hr_user).create({"period_id": World.year.id})
)
difference = (
    env["asn.reconciliation.line"]
    .with_user(World.hr_user)
    .sudo()  # the comparison alone writes it
    .create({"reconciliation_id": comparison.id, "kind": "problem", "note": "Salah"})
)
workbook_order = env["asn.workbook.order"].with_user(World.hr_user).create({"kind": "late"})
prints = (
    env["asn.print.run"].with_user(World.officer_user).create({"period_id": World.half.id})
)
sheet = env["asn.print.line"].create(
    {"run_id": prints.id, "form": "skp", "document": plan.id, "outcome": "done"}
)
rank = env["asn.rank"].create(
    {"code": "T/1", "name": "Uji", "scheme": env["asn.rank"].search([], limit=1).scheme}
)
spare = env["asn.indicator"].create(
    {"code": "T-1", "name": "Uji", "field": "general", "unit": "kali"}
)
value = env["asn.behaviour.value"].search([], limit=1)


campaign = env["asn.socialisation"].create(
    {
        "period_id": World.year.id,
        "name": "Sosialisasi",
        "date_start": "2024-01-02",
        "date_end": "2024-12-31",
    }
)
question = campaign.question_ids[0]
question.write({"right": "a", "explanation": SECRETS["key"]})
campaign.with_user(World.hr_user).action_open()
bare_question = env["asn.socialisation.question"].create(
    {"name": "?", "choice_a": "1", "choice_b": "2", "choice_c": "3"}
)
people = {person.employee_id: person for person in campaign.participant_ids}
session, peer_session = env["asn.socialisation.session"].create(
    [
        {
            "socialisation_id": campaign.id,
            "name": "Pertemuan",
            "date_start": "2024-01-16 02:00:00",
            "date_end": "2024-01-16 04:00:00",
            "unit_ids": [Command.set(World.clinic.ids)],
        }
        for _number in range(2)
    ]
)
attendance, peer_attendance = env["asn.socialisation.attendance"].create(
    [
        {"session_id": session.id, "participant_id": people[World.nurse].id},
        {"session_id": peer_session.id, "participant_id": people[World.colleague].id},
    ]
)
env["asn.socialisation.ask"]._ask(campaign, "Apakah hasil rendah merugikan saya?")
ask = campaign.ask_ids
ask.write({"answer": "Tidak, ada bantuan.", "hidden_reason": "Sebab"})
coverage = env["asn.socialisation.coverage"].search([("unit_id", "=", World.clinic.id)])
socialisation = {
    "asn.socialisation": campaign.id,
    "asn.socialisation.material": campaign.material_ids[0].id,
    "asn.socialisation.question": question.id,
    "asn.socialisation.key": question.key_ids.id,
    "asn.socialisation.participant": people[World.nurse].id,
    "asn.socialisation.session": session.id,
    "asn.socialisation.attendance": attendance.id,
    "asn.socialisation.ask": ask.id,
    "asn.socialisation.coverage": coverage.id,
}
peer_socialisation = {
    "asn.socialisation.participant": people[World.colleague].id,
    "asn.socialisation.attendance": peer_attendance.id,
}

# Feedback: open from a colleague, one request that waits, texts without a name that were let out.
feedback_values = {
    "skp_id": plan.id,
    "employee_id": World.nurse.id,
    "employee_name": World.nurse.name,
    "company_id": env.company.id,
}
given = env["asn.feedback"].create(
    {
        **feedback_values,
        "giver_id": World.colleague.id,
        "giver_name": World.colleague.name,
        "giver_user_id": World.colleague_user.id,
        "relation": "peer",
        "kind": "appreciation",
        "situation": "Antrean tertib",
        "date": "2024-02-01",
        "given_at": "2024-02-01 03:00:00",
    }
)
# Enough people of the clinic gave and got feedback in the first half-year to be counted.
for person, giver in (
    (World.nurse, World.head),
    (World.colleague, World.chief),
    (World.head, World.colleague),
):
    given.copy(
        {
            "skp_id": World._plan_of(person).id,
            "employee_id": person.id,
            "employee_name": person.name,
            "giver_id": giver.id,
            "giver_name": giver.name,
            "giver_user_id": giver.user_id.id,
        }
    )
env.flush_all()
feedback_count = env["asn.feedback.report"].search([("unit_id", "=", World.clinic.id)])
feedback_request = env["asn.feedback.request"].create(
    {
        **feedback_values,
        "requester_id": World.nurse.id,
        "requester_name": World.nurse.name,
        "requester_user_id": World.nurse_user.id,
        "giver_id": World.colleague.id,
        "giver_name": World.colleague.name,
        "giver_user_id": World.colleague_user.id,
        "date_asked": "2024-02-01",
        "date_due": "2024-02-08",
    }
)
nameless = env["asn.feedback.anonymous"]
nameless_ids, mark_ids = [], []
for number in range(3):
    nameless_ids.append(nameless._draw_id())
    env.cr.execute(
        "INSERT INTO asn_feedback_anonymous"
        " (id, employee_id, company_id, period_id, kind, situation, is_shown)"
        " VALUES (%%s, %%s, %%s, %%s, 'suggestion', %%s, TRUE)",
        [nameless_ids[-1], World.nurse.id, env.company.id, World.half.id, SECRETS["nameless"]],
    )
    mark_ids.append(env["asn.feedback.participation"]._draw_id())
    env.cr.execute(
        "INSERT INTO asn_feedback_participation (id, period_id, mark) VALUES (%%s, %%s, %%s)",
        [mark_ids[-1], World.half.id, str(number) * 64],
    )
feedback = {
    "asn.feedback": given.id,
    "asn.feedback.request": feedback_request.id,
    "asn.feedback.tone": env.ref("hr_asn_kinerja.feedback_tone_insult").id,
    "asn.feedback.anonymous": nameless_ids[0],
    "asn.feedback.participation": mark_ids[0],
}

# A life that is not tidy: another post in the year, leave, an acting head, a request.
request, peer_request = (
    env["asn.change.request"]
    .with_user(user)
    .create(
        {
            "proposed_evaluator_id": World.chief.id,
            "reason": SECRETS["request"],
            "date_from": "%%s-10-01" %% YEAR,
        }
    )
    for user in (World.nurse_user, World.colleague_user)
)
absence_kind = env["asn.absence.kind"].create({"code": "uji", "name": "Uji"})
long_leave = env.ref("hr_asn_kinerja.absence_kind_long_leave")
absence, peer_absence = env["asn.absence"].create(
    [
        {
            "employee_id": person.id,
            "kind_id": long_leave.id,
            "date_start": "%%s-04-01" %% YEAR,
            "date_end": "%%s-05-31" %% YEAR,
        }
        for person in (World.nurse, World.colleague)
    ]
)
today = date.today()
acting = env["asn.acting"].create(
    {
        "employee_id": World.colleague.id,
        "absent_employee_id": World.head.id,
        "unit_id": World.clinic.id,
        "date_start": today - timedelta(days=30),
        "date_end": today + timedelta(days=30),
        "decree": "SPRIN 1",
    }
)
World.nurse.create_version({"date_version": "%%s-09-01" %% YEAR, "job_title": "Bidan"})
suggestion = env["asn.skp.suggestion"].search([("skp_id", "=", plan.id)])
split = (
    env["asn.skp.split"]
    .with_user(World.officer_user)
    .create({"skp_id": plan.id, "date": suggestion.date})
)
end = (
    env["asn.skp.end"]
    .with_user(World.officer_user)
    .create({"skp_id": plan.id, "date": suggestion.date})
)

# A service with its log, and sources that count.
service, spare_service = env["asn.service"].create(
    [
        {"name": "KTP elektronik", "code": code, "unit_id": World.clinic.id, "standard": 1}
        for code in ("KTP-EL", "KK")
    ]
)
ticket, peer_ticket = env["asn.service.log"].create(
    [
        {
            "ticket": "%%s-%%s" %% (SECRETS["ticket"], number),
            "service_id": service.id,
            "company_id": env.company.id,
            "unit_id": World.clinic.id,
            "employee_id": person.id,
            "employee_name": person.name,
            "opened": "%%s-03-04 01:00:00" %% YEAR,
            "finished": "%%s-03-04 03:00:00" %% YEAR,
            "date": "%%s-03-04" %% YEAR,
            "work_seconds": 7200,
            "work_hours": 2,
            "duration": 0.25,
            "is_within": True,
        }
        for number, person in ((1, World.nurse), (2, World.colleague))
    ]
)
env["asn.service.figure"]._refresh(service.ids)
figures = {
    figure.employee_id: figure.id
    for figure in env["asn.service.figure"].search([("level", "=", "officer")])
}
indicator_figure = env["asn.indicator.figure"].create(
    {
        "period_id": evaluation.period_id.id,
        "company_id": env.company.id,
        "unit_id": World.clinic.id,
        "name": "Pasien yang dilayani",
        "people_count": 5,
        "achievement": 90,
    }
)
countable, spare_countable = env["asn.source.model"].create(
    [{"model": "asn.service.log"}, {"model": "res.country"}]
)
fields_of = {field.name: field for field in countable.field_ids}
for name in ("finished", "employee_id", "is_within"):
    fields_of[name].is_allowed = True
reader = new_test_user(env, login="asn_reader", password="asn_reader")
env.company.asn_reader_id = reader
counting, rule = env["asn.indicator.source"].create(
    [
        {
            "name": "Tiket",
            "kind": "service",
            "figure": "count",
            "is_waiting": False,
            "indicator_ids": [Command.set(indicators[0].ids)],
        },
        {
            "name": "Aturan",
            "is_waiting": False,
            "indicator_ids": [Command.set(indicators[0].ids)],
            "source_model_id": countable.id,
            "date_field_id": fields_of["finished"].id,
            "person_field_id": fields_of["employee_id"].id,
        },
    ]
)
spare_source = counting.copy()
env.ref("hr_asn_kinerja.ir_cron_indicator_sources").active = False  # the walk counts alone


# A calibration of the unit that was confirmed once, and a move of each of the two.
calibrations = env["asn.calibration"].with_user(World.hr_user)
calibration = calibrations.browse(
    calibrations.action_start(World.clinic.id, evaluation.period_id.id)
)
confirmation = env["asn.calibration.confirmation"].with_user(World.chief_user)
confirmation = confirmation._keep(calibration, SECRETS["calibration"])
moved, peer_moved = env["asn.calibration.change"].create(
    [
        {
            "evaluation_id": about.id,
            "company_id": about.company_id.id,
            "employee_name": about.employee_name,
            "user_id": World.chief_user.id,
            "user_name": World.chief_user.name,
            "result_before": "below",
            "result_after": about.rating_ids.result_rating,
            "behaviour_before": "meets",
            "behaviour_after": about.rating_ids.behaviour_rating,
            "predicate_before": "needs_improvement",
            "predicate_after": about.rating_ids.predicate,
            "reason": SECRETS["calibration"],
        }
        for about in (evaluation, peer_evaluation)
    ]
)

# An improvement of each; that of the nurse names somebody and has a thank-you of the colleague.
measure = env["asn.indicator"].search([("aggregation", "=", "average")], limit=1)
innovation, peer_innovation = (
    env["asn.innovation"]
    .with_user(user)
    .create(
        {
            "name": "Antrian daring",
            "problem": "Menunggu lama",
            "idea": "Nomor lewat WhatsApp",
            "expected_effect": "Berkurangnya waktu tunggu",
            "indicator_kind": "library",
            "library_id": measure.id,
            "before_value": 75,
            "before_from": "%%s-01-01" %% YEAR,
            "before_date": "%%s-06-30" %% YEAR,
            "before_source": "Register",
            "target_value": 30,
            "target_max": 40,
            "target_date": "%%s-12-31" %% YEAR,
            "evidence_name": SECRETS["innovation"] + ".pdf",
        }
    )
    for user in (World.nurse_user, World.colleague_user)
)
member = (
    env["asn.innovation.member"]
    .with_user(World.nurse_user)
    .create({"innovation_id": innovation.id, "employee_id": World.outsider.id})
)
innovation.action_propose()
innovation.with_user(World.head_user).action_send_back(SECRETS["innovation"])
innovation.action_propose()
innovation.sudo().write(
    {
        "after_kind": "typed",
        "after_value": 30,
        "after_from": "%%s-07-01" %% YEAR,
        "after_date": "%%s-11-30" %% YEAR,
        "after_source": SECRETS["innovation"],
        "after_file": PNG,
        "after_file_name": "bukti.png",
    }
)
thanks = env["asn.innovation.appreciation"]
thanks._give(innovation.sudo(), World.colleague, World.colleague_user)
thanks = thanks.search([("innovation_id", "=", innovation.id)])


# A 360 round about each of the two; two people have answered about the nurse.
round_days = {
    "date_nominate": today + timedelta(days=5),
    "date_due": today + timedelta(days=30),
    "rule_id": env.ref("hr_asn_kinerja.round_rule_staff").id,
}
round_numbers = {
    f"{relation}_{end}": number
    for relation, numbers in (("superior", (1, 2)), ("peer", (0, 6)), ("subordinate", (0, 6)))
    for end, number in zip(("min", "max"), numbers)
}
rounds = env["asn.feedback.round"]
round_of_nurse, round_of_peer = (
    rounds._open(one, World.half, {**round_days, **round_numbers}) for one in (plan, peer_plan)
)
round_of_nurse.subordinate_max = 6
giver, peer_giver = env["asn.feedback.round.nominee"].create(
    [
        {
            "round_id": record.id,
            "employee_id": World.outsider.id,
            "relation": "peer",
            "proposed_by": "subject",
        }
        for record in (round_of_nurse, round_of_peer)
    ]
)
for nominee in giver | round_of_nurse.nominee_ids.filtered(lambda n: n.relation == "superior"):
    rounds._store(nominee, [(v.id, 5, SECRETS["round"]) for v in value.search([])])


def first_row(name):
    env.cr.execute(f"SELECT min(id) FROM asn_feedback_round_{name}")
    return env.cr.fetchone()[0]


round_dialog = (
    env["asn.feedback.round.open"]
    .with_user(World.head_user)
    .create({"period_id": World.second_half.id, "skp_ids": [Command.set(plan.ids)]})
)
round_records = {
    "asn.feedback.round": round_of_nurse.id,
    "asn.feedback.round.nominee": giver.id,
    "asn.feedback.round.answer": first_row("answer"),
    "asn.feedback.round.assessment": first_row("assessment"),
    "asn.feedback.round.participation": first_row("participation"),
    "asn.feedback.round.rule": env["asn.feedback.round.rule"].create({"name": "Uji"}).id,
    "asn.feedback.round.open": round_dialog.id,
    "asn.behaviour.scale": env.ref("hr_asn_kinerja.behaviour_scale_3").id,
}

talks = []
for about in (plan, peer_plan):
    talk = (
        env["asn.dialogue"]
        .with_user(World.head_user)
        .create(
            {
                "skp_id": about.id,
                "date_start": "%%s-08-05 02:00:00" %% YEAR,
                "video_link": "https://meet.example.com/a",
                "agenda_ids": [Command.create({"name": SECRETS["feedback"]})],
            }
        )
    )
    talk.action_hold()
    talk.minutes = SECRETS["note"]
    talk.agreement_ids = [Command.create({"name": SECRETS["reason"], "date_due": "2024-09-01"})]
    help_ = (
        env["asn.coaching"]
        .with_user(World.head_user)
        .create(
            {
                "skp_id": about.id,
                "problem": SECRETS["note"],
                "date_planned": "2024-08-01",
                "session_ids": [Command.create({"date": "2024-08-02", "note": SECRETS["note"]})],
            }
        )
    )
    help_.sudo().result = SECRETS["reason"]
    env["asn.coaching.competence"].create(
        {"coaching_id": help_.id, "name": "Uji", "score": "3", "reason": SECRETS["reason"]}
    )
    talks.append(
        {
            "asn.dialogue": talk.id,
            "asn.dialogue.agenda": talk.agenda_ids.id,
            "asn.dialogue.agreement": talk.agreement_ids.id,
            "asn.coaching": help_.id,
            "asn.coaching.session": help_.session_ids.id,
            "asn.coaching.feedback": help_.feedback_ids[0].id,
            "asn.coaching.competence": help_.competence_ids.id,
        }
    )
meeting = env["asn.dialogue"].browse(talks[0]["asn.dialogue"]).event_id

# Of the clinic, whose head evaluates the owner: set by the head of the agency.
achievement = env["asn.unit.achievement"].create(
    {"unit_id": World.clinic.id, "period_id": World.second_half.id}
)
achievement.write(
    {
        "recommended_value": "good",
        "recommendation": SECRETS["achievement"],
        "value": "good",
        "rationale": SECRETS["achievement"],
    }
)
mapping = env["asn.achievement.mapping"].create(
    {"value": "poor", "rating": "below", "date_from": "2030-01-01"}
)


skill_type = env["hr.skill.type"].create(
    {
        "name": "Uji",
        "skill_ids": [Command.create({"name": "Data"}), Command.create({"name": "Arsip"})],
        "skill_level_ids": [
            Command.create({"name": "Dasar", "level_progress": 30, "default_level": True}),
            Command.create({"name": "Mahir", "level_progress": 90}),
        ],
    }
)
development_records, spare_actions = [], []
for about in (evaluation, peer_evaluation):
    grow = env["asn.development.plan"].search([("evaluation_id", "=", about.id)])
    grow = grow or grow.create(grow._prepare_from_evaluation(about))
    grow.is_required = False
    done, spare_action = env["asn.development.action"].create(
        [
            {
                "plan_id": grow.id,
                "name": SECRETS["development"],
                "reason": SECRETS["development"],
                "kind": "training",
                "date_due": "2024-09-30",
                "skill_id": skill_type.skill_ids[0].id,
                "skill_level_id": skill_type.skill_level_ids[0].id,
                "state": state,
                "progress": 100,
                "effect_note": SECRETS["development"],
                "own_effect_note": SECRETS["development"],
            }
            for state in ("done", "cancelled")
        ]
    )
    proposal = env["asn.follow.up"].create(
        {
            **about._copy_snapshot(),
            "evaluation_id": about.id,
            "period_id": about.period_id.id,
            "predicate": "poor",
            "kind": "consequence",
            "proposal": "counselling",
            "article": "PP 30/2019",
            "document_number": SECRETS["development"],
            "document_date": "2024-08-01",
            "note": SECRETS["development"],
            # Only that of the owner is one that collecting anew may still change.
            "state": "proposed" if about == evaluation else "outdated",
        }
    )
    development_records.append(
        {
            "asn.development.plan": grow.id,
            "asn.development.action": done.id,
            "asn.follow.up": proposal.id,
        }
    )
    spare_actions.append(spare_action.id)
catalogue_entry = env["asn.development.catalogue"].create({"name": "Uji", "field": "general"})


# An answer to each result, with an explanation and a decision that are being written.
answers = []
for about in (evaluation, peer_evaluation):
    answer = env["asn.objection"].create(
        {
            **about._copy_snapshot(),
            "evaluation_id": about.id,
            "period_id": about.period_id.id,
            "reason_results": SECRETS["objection"],
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
        .with_user(about.user_id)
        .create({"objection_id": answer.id, "name": "surat.png", "upload": PNG})
    )
    explaining, deciding = env["asn.objection.answer"].create(
        [
            {
                "objection_id": answer.id,
                "kind": kind,
                "text": SECRETS["objection"],
                "outcome": kind == "decision" and "keep",
            }
            for kind in ("explanation", "decision")
        ]
    )
    answer.state = "draft" if about == evaluation else "filed"
    answers.append(
        {
            "asn.objection": answer.id,
            "asn.objection.file": enclosed.id,
            "asn.objection.answer": explaining.id,
        }
    )

World.nurse.asn_functional_level = "expert_first"
balance = env["asn.credit.opening"].create(
    {
        "employee_id": World.nurse.id,
        "level": "expert_first",
        "points": 62.5,
        "date": "2023-12-31",
        "document": SECRETS["credit"],
    }
)
earned = env["asn.credit"].create(
    {
        "evaluation_id": evaluation.id,
        "employee_id": World.nurse.id,
        "company_id": env.company.id,
        "user_id": World.nurse_user.id,
        "employee_name": World.nurse.name,
        "unit_id": World.clinic.id,
        "period_id": World.half.id,
        "date_start": "2024-01-01",
        "date_end": "2024-06-30",
        "level": "expert_first",
        "predicate": "good",
        "points": 6.25,
    }
)
env["asn.credit.standing"]._refresh(World.nurse.ids)
standing = env["asn.credit.standing"].search([("employee_id", "=", World.nurse.id)])


# Who looked. From here on the walks read everything and are not written down.
env["asn.access.log"].with_user(World.head_user)._note((evaluation | peer_evaluation).ids)
env.cr.flush()
env.company.asn_access_log = False


def document(plan, evaluation, entry, appendix):
    return {
        "asn.skp": plan.id,
        "asn.skp.result": plan.result_ids[0].id,
        "asn.skp.indicator": plan.result_ids.indicator_ids[0].id,
        "asn.skp.behaviour": plan.behaviour_ids[0].id,
        "asn.skp.appendix": appendix.id,
        "asn.skp.revision": plan.revision_ids[0].id,
        "asn.signature": plan.signature_ids[0].id,
        "asn.signature.scan": env["asn.signature.scan"]
        .create({"signature_id": plan.signature_ids[0].id, "name": "lembar.pdf", "upload": SHEET})
        .id,
        "asn.access.log": env["asn.access.log"].search([("evaluation_id", "=", evaluation.id)]).id,
        "asn.skp.remark": plan.remark_ids[0].id,
        "asn.skp.target": plan.result_ids.indicator_ids.target_ids.id,
        "asn.realisation": entry.id,
        "asn.evidence": entry.evidence_ids.id,
        "asn.evaluation": evaluation.id,
        "asn.evaluation.indicator": evaluation.line_ids[0].id,
        "asn.evaluation.behaviour": evaluation.behaviour_ids[0].id,
        "asn.evaluation.rating": evaluation.rating_ids.id,
        "asn.evaluation.reflection": evaluation.reflection_ids.id,
        "asn.evaluation.version": evaluation.version_ids.id,
        "asn.transition": evaluation.transition_ids[:1].id,
        "hr.employee": plan.employee_id.id,
    }


own = {
    **document(plan, evaluation, entry, appendix),
    **talks[0],
    **answers[0],
    **development_records[0],
    "asn.development.catalogue": catalogue_entry.id,
    "asn.development.overview": development_records[0]["asn.development.plan"],
    "calendar.event": meeting.id,
    "asn.coaching.statement": env["asn.coaching.statement"].search([], limit=1).id,
    "asn.period": lone_year.id,
    "asn.rank": rank.id,
    "asn.indicator": spare.id,
    "asn.quality.rule": env.ref("hr_asn_kinerja.quality_activity").id,
    "asn.unit.board": board_row.id,
    "asn.bulk.run": run.id,
    "asn.bulk.line": run.line_ids.id,
    "asn.retention.run": retention.id,
    "asn.retention.line": retention_line.id,
    "asn.behaviour.value": value.id,
    "asn.behaviour.guide": value.guide_ids[:1].id,
    "asn.reason": dialog.id,
    "asn.reason.line": dialog_line.id,
    "asn.skp.parent.change": change.id,
    "asn.cascade.take": take_dialog.id,
    "asn.cascade.take.line": take_dialog.line_ids.id,
    "asn.skp.compare": comparison.id,
    "asn.skp.template": template.id,
    "asn.skp.template.result": template.result_ids.id,
    "asn.skp.template.indicator": template.result_ids.indicator_ids.id,
    "asn.skp.template.run": filled_in.id,
    "asn.skp.template.apply": fill_dialog.id,
    "asn.reminder": reminder.id,
    "asn.delivery": delivery.id,
    "asn.print.run": prints.id,
    "asn.print.line": sheet.id,
    "asn.satisfaction": survey.id,
    "asn.change.request": request.id,
    "asn.absence.kind": absence_kind.id,
    "asn.absence": absence.id,
    "asn.acting": acting.id,
    "asn.skp.suggestion": suggestion.id,
    "asn.skp.split": split.id,
    "asn.skp.end": end.id,
    "asn.import": import_dialog.id,
    "asn.import.problem": problem.id,
    "asn.reconciliation": comparison.id,
    "asn.reconciliation.line": difference.id,
    "asn.workbook.order": workbook_order.id,
    "asn.unit.achievement": achievement.id,
    "asn.credit": earned.id,
    "asn.credit.standing": standing.id,
    "asn.credit.opening": balance.id,
    "asn.achievement.mapping": mapping.id,
    "asn.innovation": innovation.id,
    "asn.innovation.member": member.id,
    "asn.innovation.appreciation": thanks.id,
    "asn.innovation.gallery": innovation.id,
    "asn.calibration": calibration.id,
    "asn.calibration.confirmation": confirmation.id,
    "asn.calibration.change": moved.id,
    **socialisation,
    "asn.service": service.id,
    "asn.service.log": ticket.id,
    "asn.service.figure": figures[World.nurse],
    "asn.source.model": countable.id,
    "asn.source.field": fields_of["ticket"].id,
    "asn.indicator.source": counting.id,
    **round_records,
    **feedback,
    "asn.evaluation.report": evaluation.id,
    "asn.indicator.report": evaluation.line_ids[0].id,
    "asn.completeness.report": plan.id,
    "asn.realisation.report": entry.id,
    "asn.development.report": development_records[0]["asn.development.plan"],
    "asn.objection.report": answers[0]["asn.objection"],
    "asn.feedback.report": feedback_count.id,
    "asn.indicator.figure": indicator_figure.id,
    "hr.version": World.nurse.current_version_id.id,
    "hr.employee.public": World.nurse.id,
    "hr.department": World.clinic.id,
    "res.users": World.officer_user.id,
    "res.company": env.company.id,
}
facts = {
    "own": own,
    "peer": {
        **document(peer_plan, peer_evaluation, peer_entry, peer_appendix),
        **answers[1],
        **peer_socialisation,
        **talks[1],
        **development_records[1],
        "asn.feedback.round": round_of_peer.id,
        "asn.feedback.round.nominee": peer_giver.id,
        "asn.skp.parent.change": peer_change.id,
        "asn.change.request": peer_request.id,
        "asn.absence": peer_absence.id,
        "asn.innovation": peer_innovation.id,
        "asn.calibration.change": peer_moved.id,
        "asn.service.log": peer_ticket.id,
        "asn.service.figure": figures[World.colleague],
    },
    "long_leave": long_leave.id,
    "round_nominate": str(today + timedelta(days=7)),
    "round_due": str(today + timedelta(days=40)),
    "counting_rule": rule.id,
    "source_fields": {name: field.id for name, field in fields_of.items()},
    "acting_from": str(today - timedelta(days=20)),
    "acting_to": str(today + timedelta(days=20)),
    "period_step": env["asn.transition"].search([("period_id", "=", World.year.id)], limit=1).id,
    "second_evaluation": second.id,
    "calibrated_period": evaluation.period_id.id,
    "rating_stamp": evaluation.rating_ids.revision,
    "free_indicator": indicators[1].id,
    "skills": skill_type.skill_ids.ids,
    "skill_levels": skill_type.skill_level_ids.ids,
    "boss_plan": boss_plan.id,
    "boss_result": boss_result.id,
    "boss_indicator": boss_indicator.id,
    "unused": {
        "asn.skp.result": spare_result.id,
        "asn.skp.indicator": spare_indicator.id,
        "asn.service": spare_service.id,
        "asn.satisfaction": spare_survey.id,
        "asn.development.action": spare_actions[0],
        "asn.source.model": spare_countable.id,
        "asn.indicator.source": spare_source.id,
    },
    "year": World.year.id,
    "half": World.half.id,
    "second_half": World.second_half.id,
    "next_year": next_year.id,
    "clinic": World.clinic.id,
    "agency": World.agency.id,
    "bare_question": bare_question.id,
    "spare_result": spare_result.id,
    "session_code": session.code,
    "functional_level": env["hr.version"]._fields["asn_functional_level"].get_values(env)[-1],
    "other_agency": World.other_agency.id,
    "employees": {
        key: getattr(World, key).id for key in ("nurse", "colleague", "head", "chief", "outsider")
    },
    "users": {u.login: u.id for u in env["res.users"].search([("login", "like", "asn_")])},
    "png": PNG,
}

# Another region, and somebody who is all of its offices at once.
region = env["res.company"].create({"name": "Pemerintah Kabupaten Lain", "asn_tz": "Asia/Makassar"})
unit = env["hr.department"].create(
    {"name": "Dinas Lain", "company_id": region.id, "asn_kind": "agency", "asn_code": "L-1"}
)
offices = ("unit_officer", "hr_office", "auditor", "administrator")
stranger = new_test_user(
    env,
    login="asn_stranger",
    password="asn_stranger",
    groups=",".join(f"hr_asn_kinerja.group_asn_{office}" for office in offices),
    company_id=region.id,
    company_ids=[Command.set(region.ids)],
)
stranger.asn_unit_ids = unit
lone = env["hr.employee"].create(
    {
        "name": "Orang Lain",
        "company_id": region.id,
        "department_id": unit.id,
        "asn_status": "pns",
        "date_version": "2020-01-01",
        "user_id": stranger.id,
    }
)
facts["other_region"] = {"company": region.id, "unit": unit.id, "employee": lone.id}
campaign._sync_participants()  # what is made after the opening; the nightly job finds nothing
env.cr.commit()
print(json.dumps(facts))
"""
