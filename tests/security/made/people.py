"""The people of the walks, their units and their years, in two regions."""

from odoo import Command
from odoo.tests import new_test_user

from odoo.addons.hr_asn_kinerja.tests import common

YEAR = 2024
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Erk"
    "Jggg=="
)


class Made(common.AsnDataMixin):
    """What has been made so far; the people have the names that AsnDataMixin gives them.

    own and peer: {model: id} of the documents of the nurse and of her colleague. unused: of
    records that nothing refers to. facts: all else that the walks ask for.
    """

    def __init__(self, env, secrets):
        self.env = env
        self.secrets = secrets
        self.own, self.peer, self.unused, self.facts = {}, {}, {}, {}

    def keep(self, own, peer=None):
        """Note a record of the nurse, or of nobody, and the same of her colleague."""
        self.own[own._name] = own.id
        if peer is not None:
            self.peer[peer._name] = peer.id

    def of_both(self, model, values):
        """A record of ``model`` for the nurse and one for her colleague, created by each."""
        return tuple(
            self.env[model].with_user(user).create(values)
            for user in (self.nurse_user, self.colleague_user)
        )


def make(made):
    """The region, somebody without a post, and the years of the documents."""
    env = made.env
    made._make_region(env)
    other_officer = env["hr.employee"].create(
        {
            "name": "Fauzi Hamid",
            "department_id": made.other_agency.id,
            "date_version": "2020-01-01",
        }
    )
    other = new_test_user(
        env, login="asn_officer_other", groups="hr_asn_kinerja.group_asn_unit_officer"
    )
    other_officer.user_id = other
    other.asn_unit_ids = made.other_agency
    new_test_user(env, login="asn_portal", groups="base.group_portal")
    period = env["asn.period"]
    # On the class, where the mixin looks for it.
    Made.year = period.browse(period.action_generate(YEAR)["res_id"])
    made.half, made.second_half = made.year.child_ids.sorted("date_start")
    made.year.with_user(made.hr_user).action_open()
    next_year = period.browse(period.action_generate(YEAR + 1)["res_id"])
    lone_year = period.create(
        {"name": "2022", "kind": "year", "date_start": "2022-01-01", "date_end": "2022-12-31"}
    )
    for record in (lone_year, made.clinic, env.company, made.officer_user):
        made.keep(record)
    made.own["hr.employee.public"] = made.nurse.id
    opened = env["asn.transition"].search([("period_id", "=", made.year.id)], limit=1)
    level = env["hr.version"]._fields["asn_functional_level"]
    made.facts.update(
        year=made.year.id,
        half=made.half.id,
        second_half=made.second_half.id,
        next_year=next_year.id,
        period_step=opened.id,
        clinic=made.clinic.id,
        agency=made.agency.id,
        other_agency=made.other_agency.id,
        functional_level=level.get_values(env)[-1],
        employees={
            key: getattr(made, key).id
            for key in ("nurse", "colleague", "head", "chief", "outsider")
        },
        png=PNG,
    )


def make_other_region(made):
    """Another region, and somebody who is all of its offices at once."""
    env = made.env
    users = env["res.users"].search([("login", "like", "asn_")])
    made.facts["users"] = {user.login: user.id for user in users}
    region = env["res.company"].create(
        {"name": "Pemerintah Kabupaten Lain", "asn_tz": "Asia/Makassar"}
    )
    unit = env["hr.department"].create(
        {"name": "Dinas Lain", "company_id": region.id, "asn_kind": "agency", "asn_code": "L-1"}
    )
    offices = ("unit_officer", "hr_office", "auditor", "administrator")
    stranger = new_test_user(
        env,
        login="asn_stranger",
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
    made.facts["other_region"] = {"company": region.id, "unit": unit.id, "employee": lone.id}
