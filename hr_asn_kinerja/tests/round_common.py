"""People, marks and steps that the tests of 360 rounds share."""

from odoo import fields
from odoo.tests import new_test_user
from odoo.tools import SQL

from .common import AsnCase

REASON = "Selalu menyapa pasien dengan ramah."
DAYS = {"date_nominate": "2026-12-01", "date_due": "2026-12-15"}
NUMBERS = {
    "superior_min": 1,
    "superior_max": 2,
    "peer_min": 3,
    "peer_max": 6,
    "subordinate_min": 3,
    "subordinate_max": 6,
}


class RoundCase(AsnCase):
    """head has nurse, colleague and four more below; their rounds are in the second half-year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.more = cls.env["hr.employee"]
        for number in range(4):
            person = cls.env["hr.employee"].create(
                {
                    "name": f"Perawat {number}",
                    "asn_nip": f"19900312201503291{number}",
                    "asn_status": "pns",
                    "asn_position_kind": "functional",
                    "asn_evaluator_id": cls.head.id,
                    "department_id": cls.clinic.id,
                    "date_version": "2020-01-01",
                }
            )
            person.user_id = new_test_user(
                cls.env,
                login=f"asn_more_{number}",
                name=person.name,
                context={"no_reset_password": True},
            )
            cls.more |= person
        cls._make_year(cls.env)
        cls.second_half.with_user(cls.hr_user).action_open()
        cls.rounds = cls.env["asn.feedback.round"]
        cls.values = cls.env["asn.behaviour.value"].search([])

    @classmethod
    def _open_round(cls, employee, **values):
        plan = cls._plan_of(employee)
        return cls.rounds._open(plan, cls.second_half, {**DAYS, **NUMBERS, **values})

    @classmethod
    def _add(cls, record, people, relation):
        record.env["asn.feedback.round.nominee"].create(
            [
                {"round_id": record.id, "employee_id": person.id, "relation": relation}
                for person in people
            ]
        )

    @classmethod
    def _ask(cls, record, peers=(), subordinates=()):
        """Bring a round to "answering" with these givers, as the evaluator decides."""
        record.write({"peer_min": 0, "subordinate_min": 0, "subordinate_max": 6})
        for people, relation in ((peers, "peer"), (subordinates, "subordinate")):
            cls._add(record, people, relation)
        record.with_user(record.evaluator_user_id or cls.hr_user).action_approve()

    @classmethod
    def _marks(cls, score, reason=REASON, **others):
        """The same mark on all values; ``others``: code of a value -> (score, reason)."""
        marks = {str(value.id): {"score": score, "reason": reason} for value in cls.values}
        for code, (own, text) in others.items():
            value = cls.values.filtered(lambda v, c=code: v.code == c)
            marks[str(value.id)] = {"score": own, "reason": text}
        return marks

    @classmethod
    def _nominee(cls, record, employee):
        return record.sudo().nominee_ids.filtered(lambda n: n.employee_id == employee)

    @classmethod
    def _answer(cls, record, employee, score=4, marks=None, is_sure=True):
        page = cls.rounds.with_user(employee.user_id)
        return page.action_page(
            "answer",
            {
                "nominee": cls._nominee(record, employee).id,
                "marks": cls._marks(score) if marks is None else marks,
                "is_sure": is_sure,
            },
        )

    @classmethod
    def _close(cls, record):
        record.sudo().date_due = fields.Date.subtract(fields.Date.today(), days=1)
        record.sudo().date_nominate = record.date_due
        record.invalidate_recordset()
        list(cls.rounds.sudo()._close_due_rounds())

    def _rows(self, name):
        """The ids in a sealed table, as PostgreSQL has them."""
        self.env.flush_all()
        table = SQL.identifier(f"asn_feedback_round_{name}")
        return [row[0] for row in self.env.execute_query(SQL("SELECT id FROM %s", table))]

    def _mean(self, report, group, value=None):
        value = value or self.values[0]
        cell = report["cells"].get(f"{group}:{value.id}")
        return cell and cell["mean"]
