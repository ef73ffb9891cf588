"""Development plans after the first half-year, and proposals on which the office has decided.

Every low rating of the half-year has a plan: some run, some wait, some are late. The colleague and
the operator of the registry have begun one of their own.
"""

from datetime import timedelta

from odoo.addons.hr_asn_kinerja.rules import workflow

from .steps import check_path, write_log

SHOWN = 12  # low ratings that have come further than a draft; the others wait
# How far one after the other has come.
PATHS = (
    ("confirm_evaluator", "confirm_employee", "start"),
    ("confirm_evaluator",),
    ("confirm_employee", "confirm_evaluator", "start"),
    (),
)
COSTS = (0, 750_000, 0, 2_500_000)
# role -> (catalogue entry, why, days from today until it is due, progress)
OWN = {
    "rekan": (
        (
            "development_health_2",
            "Lebih percaya diri saat triase dan pencatatan tanda vital.",
            20,
            60,
        ),
        ("development_adaptive_1", "Mengisi e-Puskesmas langsung di ruang periksa.", 45, 20),
    ),
    "dukcapil": (
        ("development_population_2", "Berkas yang tidak lengkap dari desa berkurang.", 10, 80),
    ),
}
DOCUMENTS = ("800.1.4/212/BKPSDM/2026", "800.1.4/219/BKPSDM/2026")
REFUSAL = "Formasi tugas belajar tahun ini sudah terisi; diusulkan kembali tahun depan."


def settle(env, period, users):
    """Put the plans and the decisions down; once only.

    :param env: environment of the superuser
    :param period: the first half-year, evaluated
    :param users: {role: user}
    """
    plans = env["asn.development.plan"].with_context(lang="id_ID", tracking_disable=True)
    if env["asn.development.action"].search_count([], limit=1):
        return
    released = env["asn.evaluation"].search(
        [("period_id", "=", period.id), ("state", "in", workflow.RELEASED_STATES)]
    )
    today = period.today()
    plans._start_required(released)
    needed = plans.search(
        [
            ("evaluation_id", "in", released.ids),
            ("is_required", "=", True),
            ("state", "=", "draft"),
        ],
        order="id",
        limit=SHOWN,
    )
    for place, plan in enumerate(needed):
        _go_on(plan, place, today)
    for role, actions in OWN.items():
        _begin_own(plans, released, users, role, actions, today)
    _decide(env, users, today)
    env.invalidate_all()


def _entry(plan, place):
    """A catalogue entry for the field of the plan's unit, or for everybody."""
    catalogue = plan.env["asn.development.catalogue"]
    field = catalogue._field_of_plan(plan.id) or "general"
    found = catalogue.search([("field", "=", field)]) or catalogue.search(
        [("field", "=", "general")]
    )
    return found[place % len(found)]


def _prepare(entry, plan, due, **values):
    return {
        "plan_id": plan.id,
        "catalogue_id": entry.id,
        "name": entry.name,
        "kind": entry.kind,
        "date_due": due,
        **values,
    }


def _go_on(plan, place, today):
    """Write what employee and evaluator would have agreed on, and where they are now."""
    path = PATHS[place % len(PATHS)]
    states = check_path(workflow.DEVELOPMENT, "draft", path)
    plan.date_due = today + timedelta(days=14 - 9 * (place % 4))
    low = plan.evaluation_id.line_ids.filtered(lambda line: line.is_measured)
    low = low.sorted("achievement")[:1]
    running = states[-1] == "running"
    plan.env["asn.development.action"].create(
        _prepare(
            _entry(plan, place),
            plan,
            today + timedelta(days=18 - 5 * place),
            line_id=low.id,
            cost=COSTS[place % len(COSTS)],
            owner="hr_office" if place % 3 == 0 else "employee",
            state="running" if running else "planned",
            progress=15 * (place % 5) + 10 if running else 0,
        )
    )
    moment = plan.create_date - timedelta(days=30)
    steps = []
    for step, action in enumerate(path):
        login = plan.user_id if action.endswith("employee") else plan.evaluator_user_id
        when = moment + timedelta(days=3 * step)
        steps.append((plan.id, action, states[step], states[step + 1], login.id, when, None))
    if steps:
        plan.write(
            {
                "state": states[-1],
                "date_agreed": moment.date() if len(path) > 1 else False,
            }
        )
        write_log(plan.env, "development_id", steps)
        plan._workflow_schedule()


def _begin_own(plans, released, users, role, actions, today):
    """A plan that nobody had to begin, through the doors of the two people."""
    user = users[role]
    evaluation = released.filtered(lambda one: one.user_id == user)[:1]
    if not evaluation:
        return
    plan = plans.with_user(user)._start(evaluation.with_user(user)).sudo()
    lines = plans.env["asn.development.action"]
    for xmlid, why, days, progress in actions:
        entry = plans.env.ref(f"hr_asn_kinerja.{xmlid}")
        lines |= lines.create(
            _prepare(entry, plan, today + timedelta(days=days), reason=why, state="running")
        )
        lines[-1:].progress = progress
    plan.with_user(user).action_confirm()
    if plan.evaluator_user_id:
        plan.with_user(plan.evaluator_user_id).action_confirm()
        plan.with_user(user).action_start()


def _decide(env, users, today):
    """The office has collected the proposals and decided on a few."""
    rows = env["asn.follow.up"].with_user(users["bkpsdm"])
    rows._collect(env.company)
    rewards = rows.search([("kind", "=", "reward"), ("proposal", "=", "training")])
    for number, row in zip(DOCUMENTS, rewards, strict=False):
        row.write({"document_number": number, "document_date": today - timedelta(days=9)})
        row.action_accept()
    for row in rows.search([("proposal", "=", "study")], limit=1):
        row.action_refuse(REFUSAL)
