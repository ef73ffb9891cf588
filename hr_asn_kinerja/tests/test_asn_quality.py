from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..rules import quality
from .common import AsnCase

ACTIVITY = "Melaksanakan pelayanan rawat jalan"


@tagged("post_install", "-at_install")
class TestAsnQuality(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.plan = cls._plan_of(cls.nurse).with_user(cls.nurse_user)
        cls.rules = cls.env["asn.quality.rule"].search([])

    def _rule(self, code):
        return self.rules.filtered(lambda rule: rule.code == code)

    def _codes(self, plan=None):
        plan = plan or self.plan
        plan.invalidate_recordset(["hints", "hint_count"])
        return [line["key"].split(":")[0] for line in plan.hints["lines"]]

    def _write_result(self, text, **values):
        indicator = {"name": "Jumlah pasien dilayani", "unit": "pasien", "target_value": 3600}
        self.plan.write(
            {
                "result_ids": [
                    Command.create(
                        {"name": text, "indicator_ids": [Command.create({**indicator, **values})]}
                    )
                ]
            }
        )
        return self.plan.result_ids[-1:]

    def test_every_check_is_shipped_and_on(self):
        self.assertEqual(set(self.rules.mapped("code")), set(quality.CODES))
        self.assertTrue(all(self.rules.mapped("message")))
        checks, _shown = self.env["asn.quality.rule"]._in_force()
        self.assertEqual(checks["too_many"].threshold, 7)
        self.assertEqual(checks["same_text"].threshold, 10)

    def test_empty_plan_is_told_to_start(self):
        self.assertEqual(self._codes(), ["no_result"])

    def test_good_plan_has_no_hint(self):
        self._fill_plan(self.plan)
        self.assertEqual(self._codes(), [])
        self.assertFalse(self.plan.hint_count)

    def test_activity_gets_a_better_wording_and_an_example(self):
        result = self._write_result(ACTIVITY)
        (line,) = self.plan.hints["lines"]
        self.assertEqual(line["key"], f"activity:result:{result.id}")
        self.assertIn("Terlaksananya pelayanan rawat jalan", line["proposal"])
        self.assertEqual(line["subject"], ACTIVITY)
        library = self.env["asn.indicator"].with_user(self.nurse_user)
        self.assertTrue(library.browse(line["indicator_id"]).name)

    def test_evaluator_sees_the_same_hints(self):
        self._write_result(ACTIVITY, unit=False)
        self.assertEqual(self._codes(), ["activity", "no_unit"])
        self.assertEqual(self._codes(self.plan.with_user(self.head_user)), self._codes())

    def test_nothing_is_blocked(self):
        self._write_result(ACTIVITY, unit=False, target_value=0)
        self.plan.action_propose()
        self.assertEqual(self.plan.state, "proposed")
        self.plan.with_user(self.head_user).action_agree()
        self.assertEqual(self._codes(), [], "an agreed plan is not worded any more")

    def test_hint_appears_while_typing(self):
        self._write_result("Terlayaninya pasien rawat jalan")
        with Form(self.plan.result_ids, view="hr_asn_kinerja.asn_skp_result_view_form") as form:
            self.assertFalse(form.hint_text)
            form.name = ACTIVITY
            self.assertIn("Terlaksananya pelayanan rawat jalan", form.hint_text)
            with form.indicator_ids.edit(0) as line:
                self.assertFalse(line.hint_text)
                line.unit = False
                self.assertIn("unit", line.hint_text)
                line.name = ACTIVITY
                self.assertIn("repeats the result", line.hint_text)

    def test_hint_appears_on_a_line_that_is_not_saved(self):
        form = Form(self.plan, view="hr_asn_kinerja.asn_skp_view_form")
        with form.result_ids.new() as line:
            line.name = ACTIVITY
            self.assertIn("Terlaksananya", line.hint_text)
            with line.indicator_ids.new() as indicator:
                indicator.name = "Jumlah pasien"
                self.assertIn("no number", indicator.hint_text)
                indicator.unit = "pasien"
                indicator.target_value = 10
                self.assertFalse(indicator.hint_text)
        form.save()

    def test_employee_puts_a_hint_aside(self):
        result = self._write_result(ACTIVITY, unit=False)
        self.plan.action_dismiss_hint(f"activity:result:{result.id}")
        self.assertEqual(self._codes(), ["no_unit"])
        self.assertEqual(self.plan.hints["aside"], 1)
        self.assertEqual(self._codes(self.plan.with_user(self.head_user)), ["no_unit"])
        self.assertFalse(result.hint_text and "achieved" in result.hint_text)
        self.plan.action_restore_hints()
        self.assertEqual(self._codes(), ["activity", "no_unit"])

    def test_only_the_employee_puts_hints_aside(self):
        result = self._write_result(ACTIVITY)
        key = f"activity:result:{result.id}"
        for user in (self.head_user, self.chief_user, self.officer_user, self.hr_user):
            for step, args in (("action_dismiss_hint", (key,)), ("action_restore_hints", ())):
                with self.subTest(user=user.login, step=step), self.assertRaises(AccessError):
                    getattr(self.plan.with_user(user), step)(*args)
        for user in (self.colleague_user, self.outsider_user):
            with self.assertRaises(AccessError):
                self.plan.with_user(user).action_dismiss_hint(key)
        with self.assertRaises(AccessError):
            self.plan.write({"dismissed_hints": [key]})
        self.assertEqual(self._codes(), ["activity"])

    def test_only_hints_that_are_there_are_put_aside(self):
        self._write_result(ACTIVITY)
        for key in ("activity:result:0", "x" * 5000, 7, None, ["a"], {"a": 1}):
            self.plan.action_dismiss_hint(key)
        self.assertFalse(self.plan.sudo().dismissed_hints)

    def test_agreed_plan_keeps_its_hints_as_they_are(self):
        self._fill_plan(self.plan)
        self.plan.action_propose()
        self.plan.with_user(self.head_user).action_agree()
        with self.assertRaises(UserError):
            self.plan.action_dismiss_hint("activity:plan")

    def test_office_turns_a_rule_off(self):
        self._write_result(ACTIVITY)
        rule = self._rule("activity").with_user(self.hr_user)
        rule.active = False
        self.assertEqual(self._codes(), [])
        rule.active = True
        rule.words = "mengikuti"
        self.assertEqual(self._codes(), [])

    def test_office_changes_words_and_threshold(self):
        self._write_result("Merawat pasien rawat jalan")
        self.assertEqual(self._codes(), [])
        self._rule("activity").with_user(self.hr_user).words = "merawat = terawatnya"
        self.assertEqual(self._codes(), ["activity"])
        self.assertIn("Terawatnya pasien", self.plan.hints["lines"][0]["proposal"])
        self._rule("activity").with_user(self.hr_user).active = False
        self._rule("text_short").with_user(self.hr_user).threshold = 5
        self.assertEqual(self._codes(), ["text_short"])

    def test_text_of_a_rule_may_hold_any_sign(self):
        self._rule("too_many").with_user(self.hr_user).write(
            {"message": "{count} hasil {lain} %s 100%", "threshold": 0}
        )
        self._write_result("Terlayaninya pasien rawat jalan")
        self.assertEqual(self.plan.hints["lines"][0]["text"], "1 hasil {lain} %s 100%")

    def test_only_the_office_keeps_the_rules(self):
        for user in (self.nurse_user, self.head_user, self.officer_user, self.auditor_user):
            rule = self._rule("activity").with_user(user)
            self.assertTrue(rule.message)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                rule.active = False
        with self.assertRaises(AccessError):
            self._rule("activity").with_user(self.hr_user).unlink()

    def test_same_words_of_ten_people(self):
        people = self.env["hr.employee"]
        for number in range(9):
            people |= people.create(
                {
                    "name": f"Perawat {number}",
                    "asn_status": "pns",
                    "department_id": self.clinic.id,
                    "asn_evaluator_id": self.head.id,
                    "date_version": "2020-01-01",
                }
            )
        self.year.with_user(self.hr_user).action_complete()
        result = self._write_result("Terlayaninya pasien rawat jalan")
        for number, person in enumerate(people):
            self.assertEqual(self._codes(), [], f"{number + 1} people")
            self.env["asn.skp.result"].sudo().create(
                {
                    "skp_id": self._plan_of(person).id,
                    "name": "  TERLAYANINYA pasien   rawat jalan. ",
                }
            )
            self.env.flush_all()
        self.assertEqual(self._codes(), ["same_text"])
        self.assertEqual(self.plan.hints["lines"][0]["key"], f"same_text:result:{result.id}")
        self.assertTrue(self.plan.hints["lines"][0]["text"].startswith("10 people"))

    def test_baseline_counts_as_last_year(self):
        self._write_result("Terlayaninya pasien rawat jalan", baseline=3700)
        self.assertEqual(self._codes(), ["behind_last_year"])
        self.plan.result_ids.indicator_ids.target_value = 3700
        self.assertEqual(self._codes(), [])

    def test_target_below_what_was_realised_last_year(self):
        indicators = self._fill_plan(self.plan)
        self.plan.action_propose()
        self.plan.with_user(self.head_user).action_agree()
        self.half.with_user(self.hr_user).action_open()
        self._log(indicators[0], 1900)  # patients, half a year: 3,800 in a whole one
        self._log(indicators[1], 80, denominator=100)  # 80 % on time
        action = self.env["asn.period"].action_generate(2027)
        next_year = self.env["asn.period"].browse(action["res_id"])
        next_year.with_user(self.hr_user).action_open()
        self.plan = next_year.skp_ids.filtered(
            lambda plan: plan.employee_id == self.nurse
        ).with_user(self.nurse_user)
        self._write_result("Terlayaninya pasien rawat jalan", target_value=3799)
        self.assertEqual(self._codes(), ["behind_last_year"])
        number = self.env["asn.skp.indicator"].with_user(self.nurse_user)._format_number(3800)
        self.assertIn(number, self.plan.hints["lines"][0]["text"])
        self.plan.result_ids.indicator_ids.target_value = 3800
        self.assertEqual(self._codes(), [])
        self._write_result(
            "Meningkatnya ketepatan waktu pelayanan",
            name="Layanan tepat waktu",
            unit="%",
            aggregation="ratio",
            target_value=75,
        )
        self.assertEqual(self._codes(), ["behind_last_year"])
        # a new evaluator does not learn last year's figures from a hint
        self.plan.with_user(self.hr_user).evaluator_id = self.officer
        plan = self.plan.with_user(self.officer_user)
        self.officer_user.asn_unit_ids = self.other_agency
        self.assertEqual(self._codes(plan), [])

    def test_number_of_queries_does_not_grow_with_the_plan(self):
        counts = []
        for number in (1, 12):
            for _n in range(number):
                self._write_result(f"Terlayaninya pasien rawat jalan {number} {_n}", unit=False)
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.assertTrue(self.plan.hints["lines"])
            counts.append(self.env.cr.sql_log_count - start)
        self.assertLessEqual(counts[1], counts[0])
