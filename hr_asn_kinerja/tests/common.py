"""A small unit with its people, and factories for a year, a plan and an evaluation."""

from odoo import Command
from odoo.tests import tagged
from odoo.tests.common import HttpCase, TransactionCase

TODAY = "2026-11-24 05:00:00"
YEAR = 2026

NIPS = {
    "nurse": "199003122015032901",
    "colleague": "198807212012042902",
    "head": "197906152003121903",
    "chief": "197102281996031904",
    "officer": "198511092010012905",
    "hr": "198204172008011906",
    "auditor": "198009232005012907",
    "outsider": "199205302019031908",
}

LOGINS = (*NIPS, "administrator", "plain")


class AsnDataMixin:
    """Builds the people; usable by database tests and by browser tests alike.

    nurse and colleague are evaluated by head, head by chief (the agency's leader). officer keeps
    the agency, outsider works in another agency.
    """

    @classmethod
    def _make_region(cls, env):
        """Build the people, or find them in a database that was prepared with them.

        Building takes some seconds, so whoever runs all classes lets it be done once.
        """
        if not cls._find_region(env):
            cls._build_region(env)

    @classmethod
    def _find_region(cls, env):
        codes = {"T-10": "agency", "T-10.1": "clinic", "T-22": "other_agency"}
        units = env["hr.department"].search([("asn_code", "in", list(codes))])
        people = env["hr.employee"].search([("asn_nip", "in", list(NIPS.values()))])
        users = env["res.users"].search([("login", "in", [f"asn_{key}" for key in LOGINS])])
        if (len(units), len(people), len(users)) != (len(codes), len(NIPS), len(LOGINS)):
            return False
        cls.company = env.company
        for unit in units:
            setattr(cls, codes[unit.asn_code], unit)
        keys = {nip: key for key, nip in NIPS.items()}
        for person in people:
            setattr(cls, keys[person.asn_nip], person)
        for user in users:
            setattr(cls, f"{user.login.removeprefix('asn_')}_user", user)
        cls.admin_asn_user = cls.administrator_user
        return True

    @classmethod
    def _build_region(cls, env):
        cls.company = env.company
        cls.company.write({"name": "Pemerintah Kota Subulussalam", "asn_tz": "Asia/Jakarta"})
        department = env["hr.department"]
        cls.agency = department.create(
            {"name": "Dinas Kesehatan", "asn_kind": "agency", "asn_code": "T-10"}
        )
        cls.clinic = department.create(
            {
                "name": "Puskesmas Penanggalan",
                "asn_kind": "technical_unit",
                "asn_code": "T-10.1",
                "parent_id": cls.agency.id,
            }
        )
        cls.other_agency = department.create(
            {"name": "Dinas Perhubungan", "asn_kind": "agency", "asn_code": "T-22"}
        )
        cls.chief = cls._make_person(env, "chief", "Cut Meutia", cls.agency, None)
        cls.head = cls._make_person(env, "head", "Teuku Rizal", cls.clinic, cls.chief)
        cls.nurse = cls._make_person(env, "nurse", "Siti Rahmah", cls.clinic, cls.head)
        cls.colleague = cls._make_person(env, "colleague", "Nurul Huda", cls.clinic, cls.head)
        cls.officer = cls._make_person(env, "officer", "Dewi Sartika", cls.agency, cls.chief)
        cls.hr = cls._make_person(env, "hr", "Bambang Irawan", cls.other_agency, None)
        cls.auditor = cls._make_person(env, "auditor", "Rina Marlina", cls.other_agency, None)
        cls.outsider = cls._make_person(env, "outsider", "Agus Salim", cls.other_agency, cls.hr)
        groups = {
            "officer": "hr_asn_kinerja.group_asn_unit_officer",
            "hr": "hr_asn_kinerja.group_asn_hr_office",
            "auditor": "hr_asn_kinerja.group_asn_auditor",
            "administrator": "hr_asn_kinerja.group_asn_administrator",
        }
        users = cls._make_users(
            env,
            {key: groups.get(key, "base.group_user") for key in LOGINS},
        )
        cls.admin_asn_user, cls.plain_user = users.pop("administrator"), users.pop("plain")
        for key, user in users.items():
            setattr(cls, f"{key}_user", user)
            getattr(cls, key).user_id = user
        cls.officer_user.asn_unit_ids = cls.agency

    @classmethod
    def _make_users(cls, env, groups):
        """Create a user asn_<key>, whose password is the login, for each {key: group}."""
        logins = {key: f"asn_{key}" for key in groups}
        users = (
            env["res.users"]
            .with_context(no_reset_password=True)  # nobody is invited by e-mail
            .create(
                [
                    {
                        "name": getattr(cls, key).name if key in NIPS else login,
                        "login": login,
                        "password": login,
                        "email": f"{login}@example.com",
                        "group_ids": [Command.set(env.ref(groups[key]).ids)],
                    }
                    for key, login in logins.items()
                ]
            )
            .with_env(env)
        )
        return dict(zip(logins, users, strict=True))

    @classmethod
    def _make_person(cls, env, key, name, unit, evaluator):
        return env["hr.employee"].create(
            {
                "name": name,
                "asn_nip": NIPS[key],
                "asn_status": "pns",
                "asn_rank_id": env.ref("hr_asn_kinerja.rank_iii_b").id,
                "asn_position_kind": "senior_leader" if key == "chief" else "functional",
                "asn_is_unit_head": key in ("chief", "head"),
                "asn_evaluator_id": evaluator.id if evaluator else False,
                "department_id": unit.id,
                "job_title": "Perawat Ahli Pertama" if key == "nurse" else "Staf",
                "date_version": "2020-01-01",
            }
        )

    @classmethod
    def _make_year(cls, env, opened=True):
        action = env["asn.period"].action_generate(YEAR)
        cls.year = env["asn.period"].browse(action["res_id"])
        cls.half, cls.second_half = cls.year.child_ids.sorted("date_start")
        if opened:
            cls.year.with_user(cls.hr_user).action_open()

    @classmethod
    def _plan_of(cls, employee):
        return cls.year.skp_ids.filtered(lambda plan: plan.employee_id == employee)

    @classmethod
    def _fill_plan(cls, plan, quantity=3600, quality=None):
        """Write two results as the employee would: patients (sum) and on-time services (ratio)."""
        plan.with_user(plan.user_id).write(
            {
                "result_ids": [
                    Command.create(
                        {
                            "name": "Terlayaninya pasien rawat jalan sesuai standar",
                            "indicator_ids": [
                                Command.create(
                                    {
                                        "name": "Jumlah pasien dilayani",
                                        "unit": "pasien",
                                        "target_value": quantity,
                                        "aggregation": "sum",
                                    }
                                )
                            ],
                        }
                    ),
                    Command.create(
                        {
                            "name": "Meningkatnya ketepatan waktu pelayanan",
                            "indicator_ids": [
                                Command.create(
                                    {
                                        "name": "Layanan tepat waktu",
                                        "aspect": "time",
                                        "unit": "%",
                                        "target_value": 90,
                                        "aggregation": "ratio",
                                    }
                                )
                            ],
                        }
                    ),
                ]
            }
        )
        return plan.result_ids.indicator_ids

    @classmethod
    def _agree_plan(cls, employee):
        plan = cls._plan_of(employee)
        cls._fill_plan(plan)
        plan.with_user(plan.user_id).action_propose()
        plan.with_user(plan.evaluator_user_id).action_agree()
        return plan

    @classmethod
    def _begin_half(cls, with_peer=False):
        """Agree the nurse's plan, and the colleague's if wanted, and open the half-year."""
        cls._make_year(cls.env)
        cls.plan = cls._agree_plan(cls.nurse)
        if with_peer:
            cls.peer_plan = cls._agree_plan(cls.colleague)
        cls.half.with_user(cls.hr_user).action_open()
        cls.evaluation = cls.plan.evaluation_ids

    @classmethod
    def _log(cls, indicator, quantity, date="2026-03-16", **values):
        return (
            cls.env["asn.realisation"]
            .with_user(indicator.skp_id.user_id)
            .create({"indicator_id": indicator.id, "quantity": quantity, "date": date, **values})
        )

    @staticmethod
    def _let_objection_days_pass(evaluations):
        """Results received long ago, so that nobody can answer them any more."""
        evaluations.sudo().write({"date_received": "2026-01-05"})

    @classmethod
    def _rate(cls, evaluation, results, behaviour, **values):
        evaluation = evaluation.with_user(evaluation.evaluator_user_id)
        evaluation.write(
            {
                "draft_result_rating": results,
                "draft_behaviour_rating": behaviour,
                "draft_reason": "Hasil sesuai bukti dukung.",
                **values,
            }
        )
        evaluation.action_rate()


@tagged("post_install", "-at_install")
class AsnCase(AsnDataMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls.startClassPatcher(cls._freeze())
        cls._make_region(cls.env)

    @classmethod
    def _freeze(cls):
        from freezegun import freeze_time

        return freeze_time(TODAY)


@tagged("post_install", "-at_install")
class AsnHttpCase(AsnDataMixin, HttpCase):
    """The same people through the server, with real logins; the clock is the real one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls._make_region(cls.env)
