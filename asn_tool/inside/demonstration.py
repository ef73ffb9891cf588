"""Builds the demonstration: a region with its people, a year, and a half-year that is under way.

Everything comes from the import files, by the same import that users have. What follows (plans
agreed, work evaluated) is set in bulk to states that the workflow could have reached.
"""

import csv
import secrets
from pathlib import Path

from odoo.tools import SQL

from . import (
    achievement,
    calibration,
    cascade,
    credit,
    development,
    dialogue,
    evaluations,
    feedback,
    innovation,
    objection,
    plan_forms,
    plans,
    release,
    rounds,
    satisfaction,
    selfreview,
    signature,
    socialisation,
    source,
    trail,
    work,
)
from . import year as last_year

COMPANY = "Pemerintah Kota Subulussalam"
LANGUAGE = "id_ID"
ZONE = "Asia/Jakarta"
YEAR = 2026

# Files of the region in the order of their import: kind, file, how it is called on the screen.
FILES = (
    ("units", "unit.csv", "units"),
    ("posts", "jabatan.csv", "posts"),
    ("officials", "pejabat_non_asn.csv", "officials"),
    ("employees", "pegawai.csv", "employees"),
)

# Role in akun.csv -> label for the list of logins, groups
ROLES = {
    "pegawai": ("Pegawai (perawat)", ()),
    "penilai": ("Pejabat penilai (kepala puskesmas)", ()),
    "atasan": ("Atasan pejabat penilai (kepala dinas)", ()),
    "pengelola": (
        "Pengelola kinerja dinas",
        ("hr_asn_kinerja.group_asn_unit_officer",),
    ),
    "bkpsdm": ("BKPSDM", ("hr_asn_kinerja.group_asn_hr_office",)),
    "auditor": ("Auditor (inspektorat)", ("hr_asn_kinerja.group_asn_auditor",)),
    "admin": (
        "Administrator",
        ("hr_asn_kinerja.group_asn_administrator", "base.group_system"),
    ),
    "rekan": ("Rekan sejawat (perawat)", ()),
    "dukcapil": ("Pegawai (operator Dukcapil)", ()),
}

# What each role sees first after logging in; the others see their own performance.
FIRST_SCREENS = {
    "penilai": "asn_my_team_action",
    "atasan": "asn_evaluation_action_team",
    "pengelola": "asn_skp_action_all",
    "bkpsdm": "asn_period_action",
    "auditor": "asn_evaluation_action_all",
    "admin": "asn_period_action",
}


def build(env, folder, size, progress=print):
    """Fill a database in which the addons are installed; nothing is committed here.

    :param env: environment of the superuser
    :param folder: folder with the import files of the region
    :param str size: small, city, province or a number; for the messages only
    :param progress: called with a text, and with a count where there is one
    :return: list of dicts role, login, password, name: one for each person who can log in
    :raises ValueError: a file that the import refuses, with the first problems
    """
    folder = Path(folder)
    env = env(context=dict(env.context, lang="en_US", tracking_disable=True))
    env.user.tz = ZONE
    progress(f"Setting up the region ({size})")
    _set_up_region(env)
    for kind, name, label in FILES:
        progress(f"Importing {label}")
        load(env, kind, folder / name)
    progress("Creating logins")
    accounts = _read_accounts(folder)
    users = _create_users(env, accounts)
    progress(f"Opening the year {YEAR}")
    year = _open_year(env, users["bkpsdm"])
    progress("Explaining the appraisal")
    socialisation.settle(env, year, users)
    _import_work(env, folder, users, year, progress)
    _close_doors(env)
    return [
        {
            "role": ROLES[account["peran"]][0],
            "login": account["login"],
            "password": account["login"],
            "name": users[account["peran"]].name,
        }
        for account in accounts
    ]


def _import_work(env, folder, users, year, progress):
    progress("Importing plans")
    load(env, "plans", folder / "skp.csv")
    cascade.settle(env, year)
    plan_forms.settle(env, year, users)
    progress("Agreeing plans")
    plans.settle(env, year, users)
    progress("Importing the work log")
    # Nobody logs work for a plan that is not agreed; all other problems are refused.
    load(env, "realisations", folder / "realisasi.csv", allowed={"plan_not_agreed"})
    progress("Counting the tickets of the registry")
    source.settle(env, folder, users, load)
    analyze(env)
    first, second = year.child_ids.filtered(lambda p: p.kind == "half").sorted("date_start")
    progress(f"Opening {first.name}")
    open_period(first, users["bkpsdm"])
    progress("Evaluating")
    evaluations.settle(env, first, users)
    progress("Looking back on the half-year")
    selfreview.settle(env, first, users)
    progress("Handing results over")
    release.settle(env, first, users)
    progress("Setting the achievements of units")
    achievement.settle(env, first, users)
    progress("Calibrating")
    calibration.settle(env, first, users)
    progress("Changing a plan")
    plans.change_one(env, year, second, users)
    progress(f"Opening {second.name}")
    open_period(second, users["bkpsdm"])
    achievement.begin(env, second, users)
    progress("Working in the running half-year")
    work.settle(env, second, users)
    progress("Answering results")
    objection.settle(env, first, users)
    progress("Proposing innovations")
    innovation.settle(env, users)
    progress("Asking around: 360 rounds")
    rounds.settle(env, year, users)
    progress("Giving feedback")
    feedback.settle(env, year, users)
    progress("Talking: dialogues and a coaching")
    dialogue.settle(env, second, users)
    progress("Planning development")
    development.settle(env, first, users)
    progress("Looking back at the year before")
    last_year.settle(env, year, users)
    progress("Counting credit points")
    credit.settle(env, first)
    progress("Asking citizens: satisfaction surveys")
    satisfaction.settle(env, users)
    progress("Looking at ratings")
    trail.settle(env, first, users)
    progress("Signing")
    signature.settle(env)
    analyze(env)
    progress("Counting figures of indicators")
    env["asn.indicator.figure"]._cron_refresh()  # as every night


def load(env, kind, path, allowed=()):
    """Import a file; problems other than those ``allowed`` stop the demonstration."""
    outcome = env["asn.import"]._load(kind, path, skip_bad=bool(allowed))
    wrong = [p for p in outcome.problems if p.level == "error" and p.code not in allowed]
    if wrong or not outcome.done:
        lines = [f"row {p.row} {p.column}: {p.code} {p.value}" for p in wrong[:10]]
        raise ValueError(f"{path.name} is refused: " + "; ".join(lines))
    return outcome


def analyze(env):
    """Let the database know how many rows there are now; nothing is committed yet."""
    for table in (
        "asn_skp",
        "asn_skp_result",
        "asn_skp_indicator",
        "asn_realisation",
        "asn_evaluation",
        "asn_evaluation_indicator",
    ):
        env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))


def _set_up_region(env):
    language = env["res.lang"]._activate_lang(LANGUAGE)
    if not language:
        raise ValueError(f"The language {LANGUAGE} is not known to this Odoo.")
    company = env.company
    rupiah = env.ref("base.IDR")
    rupiah.active = True
    company.write(
        {
            "name": COMPANY,
            "asn_tz": ZONE,
            "country_id": env.ref("base.id").id,
            "currency_id": rupiah.id,
            "email": "bkpsdm@subulussalam.example.invalid",
        }
    )
    company.partner_id.write({"lang": LANGUAGE, "tz": ZONE, "city": "Subulussalam"})
    company.resource_calendar_id.tz = ZONE
    env["ir.default"].set("res.partner", "lang", LANGUAGE)


def _read_accounts(folder):
    with (folder / "akun.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _create_users(env, accounts):
    """Return {role: user}; each is linked to the employee, whose contact it takes over."""
    users = {}
    for account in accounts:
        employee = env["hr.employee"].search([("asn_nip", "=", account["nip"])])
        _label, groups = ROLES[account["peran"]]
        user = (
            env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "name": employee.name,
                    "login": account["login"],
                    "password": account["login"],
                    "partner_id": employee.work_contact_id.id,
                    "lang": LANGUAGE,
                    "tz": ZONE,
                    "notification_type": "inbox",
                    "action_id": _first_screen(env, account["peran"]).id,
                    "group_ids": [(4, env.ref(group).id) for group in ("base.group_user", *groups)],
                }
            )
        )
        employee.user_id = user
        users[account["peran"]] = user
    officer = users["pengelola"]
    officer.asn_unit_ids = _agency(officer.employee_id.department_id)
    return users


def _first_screen(env, role):
    action = FIRST_SCREENS.get(role, "asn_my_performance_action")
    # The field of the login takes the kind of action that all kinds share.
    return env["ir.actions.actions"].browse(env.ref(f"hr_asn_kinerja.{action}").id)


def _agency(unit):
    """The agency that a unit belongs to: an officer keeps all of it."""
    while unit.parent_id and unit.asn_kind != "agency":
        unit = unit.parent_id
    return unit


def _open_year(env, office):
    action = env["asn.period"].action_generate(YEAR, "half")
    year = env["asn.period"].browse(action["res_id"])
    open_period(year, office)
    return year


def open_period(period, office):
    """Open a period as the HR office does, with all of its batches."""
    period.with_user(office).action_open()
    while period.state == "opening":
        period._open_batch()


def _close_doors(env):
    """Odoo's own administrator gets a password that nobody knows; there is a login for that."""
    env.ref("base.user_admin").password = secrets.token_urlsafe(32)
