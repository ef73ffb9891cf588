from psycopg2.errors import CheckViolation

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import AsnCase


class TestSkpTarget(AsnCase):
    """Targets planned period by period; without them the year's target is spread by months."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.plan = cls._plan_of(cls.nurse)
        cls.patients = cls._fill_plan(cls.plan)[0]

    def _plan_targets(self, first, second):
        self.patients.with_user(self.nurse_user).write(
            {
                "distribution": "planned",
                "target_ids": [
                    Command.create({"period_id": self.half.id, "target_value": first}),
                    Command.create({"period_id": self.second_half.id, "target_value": second}),
                ],
            }
        )

    def _agree(self, plan):
        plan.with_user(plan.user_id).action_propose()
        plan.with_user(plan.evaluator_user_id).action_agree()

    def _target_in(self, period):
        evaluation = self.plan.evaluation_ids.filtered(lambda e: e.period_id == period)
        return evaluation.line_ids.filtered(
            lambda line: line.indicator_id == self.patients
        ).target_value

    def test_evaluation_takes_the_planned_target(self):
        self._plan_targets(2600, 1000)
        self._agree(self.plan)
        self.half.with_user(self.hr_user).action_open()
        self.assertEqual(self._target_in(self.half), 2600)

    def test_opening_and_agreeing_late_give_the_same(self):
        """The set-based opening and the synchronisation of one plan read the same target."""
        self.half.with_user(self.hr_user).action_open()
        self._plan_targets(2600, 1000)
        self._agree(self.plan)
        self.assertEqual(self._target_in(self.half), 2600)
        self.second_half.with_user(self.hr_user).action_open()
        self.assertEqual(self._target_in(self.second_half), 1000)

    def test_even_distribution_leaves_planned_rows_alone(self):
        self._plan_targets(2600, 1000)
        self.patients.with_user(self.nurse_user).distribution = "prorated"
        self._agree(self.plan)
        self.half.with_user(self.hr_user).action_open()
        self.assertEqual(self._target_in(self.half), 1800)  # 3,600 for six of twelve months

    def test_choosing_planned_starts_from_the_even_targets(self):
        indicator = self.patients.with_user(self.nurse_user)
        form = Form(indicator.with_context(asn_skp_id=self.plan.id), view=self._indicator_view())
        form.distribution = "planned"
        indicator = form.save()
        self.assertEqual(indicator.target_ids.period_id, self.half | self.second_half)
        self.assertEqual(indicator.target_ids.mapped("target_value"), [1800, 1800])
        self.assertFalse(indicator.distribution_note)

    def _indicator_view(self):
        return self.env["ir.ui.view"].create(
            {
                "name": "asn.skp.indicator.form.test",
                "model": "asn.skp.indicator",
                "arch": """
                    <form>
                        <field name="name"/>
                        <field name="distribution"/>
                        <field name="target_ids">
                            <list editable="bottom">
                                <field name="period_id"/>
                                <field name="target_value"/>
                                <field name="target_max"/>
                                <field name="target_text"/>
                            </list>
                        </field>
                    </form>
                """,
            }
        )

    def test_note_says_when_the_sum_misses_the_year(self):
        self._plan_targets(2600, 900)
        self.assertRegex(self.patients.distribution_note, "3[.,]500.*3[.,]600")

    def test_period_of_another_year_is_refused(self):
        action = self.env["asn.period"].action_generate(2027)
        other = self.env["asn.period"].browse(action["res_id"]).child_ids[:1]
        with self.assertRaisesRegex(ValidationError, "no period of the plan"):
            self.patients.with_user(self.nurse_user).write(
                {"target_ids": [Command.create({"period_id": other.id, "target_value": 1})]}
            )
        with self.assertRaisesRegex(ValidationError, "no period of the plan"):
            self.patients.with_user(self.nurse_user).write(
                {"target_ids": [Command.create({"period_id": self.year.id, "target_value": 1})]}
            )

    def test_agreed_plan_takes_no_target(self):
        self._plan_targets(2600, 1000)
        self._agree(self.plan)
        target = self.patients.target_ids[0].with_user(self.nurse_user)
        with self.assertRaises(AccessError):
            target.target_value = 1
        with self.assertRaises(AccessError):
            target.unlink()

    def test_nan_and_negative_are_refused(self):
        with self.assertRaises(UserError):
            self._plan_targets(float("nan"), 1000)
        with self.assertRaises(UserError):
            self._plan_targets(5e12, 1000)
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self._plan_targets(-1, 1000)

    def test_range_lower_end_comes_first(self):
        patients = self.patients.with_user(self.nurse_user)
        patients.write({"target_kind": "range", "polarity": "range", "target_max": 4000})
        with self.assertRaisesRegex(ValidationError, "lower end"):
            patients.write(
                {
                    "distribution": "planned",
                    "target_ids": [
                        Command.create(
                            {"period_id": self.half.id, "target_value": 9, "target_max": 3}
                        )
                    ],
                }
            )
