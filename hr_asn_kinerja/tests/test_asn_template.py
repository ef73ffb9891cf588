from psycopg2.errors import CheckViolation

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import AsnCase


class TemplateCase(AsnCase):
    """A year with drafts, and a template of two results and three indicators for nurses."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        # The shipped ones step aside, so that each test says what it works with.
        cls.env["asn.skp.template"].search([]).active = False
        cls.template = cls._make_template(cls.env)
        cls.plan = cls._plan_of(cls.nurse)
        (cls.nurse | cls.colleague).job_title = "Perawat Ahli Pertama"
        cls._plan_of(cls.colleague).job_title = "Perawat Ahli Pertama"

    @classmethod
    def _make_template(cls, env, **values):
        return env["asn.skp.template"].create(
            {
                "name": "Perawat (uji)",
                "field": "health",
                "job_words": "perawat",
                "result_ids": [
                    Command.create(
                        {
                            "name": "Terlayaninya pasien sesuai standar",
                            "sequence": 10,
                            "weight": 60,
                            "perspective": "service",
                            "indicator_ids": [
                                Command.create(
                                    {
                                        "name": "Pasien dilayani",
                                        "unit": "pasien",
                                        "target_value": 3600,
                                        "sequence": 1,
                                        "weight": 20,
                                        "data_source": "SIMPUS",
                                    }
                                ),
                                Command.create(
                                    {
                                        "name": "Jam tatap muka",
                                        "aspect": "quality",
                                        "unit": "jam",
                                        "polarity": "range",
                                        "aggregation": "average",
                                        "target_kind": "range",
                                        "target_value": 24,
                                        "target_max": 40,
                                        "sequence": 2,
                                    }
                                ),
                            ],
                        }
                    ),
                    Command.create(
                        {
                            "name": "Tersampaikannya laporan tepat waktu",
                            "kind": "additional",
                            "sequence": 20,
                            "weight": 40,
                            "indicator_ids": [
                                Command.create(
                                    {
                                        "name": "Laporan tahunan",
                                        "aspect": "time",
                                        "unit": "tanggal",
                                        "polarity": "date",
                                        "aggregation": "last",
                                        "target_kind": "date",
                                        "target_month": "2",
                                        "target_day": 28,
                                    }
                                )
                            ],
                        }
                    ),
                ],
                **values,
            }
        )

    def _dialog(self, plans, user, **values):
        return (
            self.env["asn.skp.template.apply"]
            .with_user(user)
            .create({"skp_ids": [Command.set(plans.ids)], **values})
        )

    def _fill(self, plans, user, **values):
        action = self._dialog(plans, user, **values).action_confirm()
        return self.env["asn.skp.template.run"].browse(action["res_id"]).with_user(user)

    def _lines(self, plan):
        """What a plan holds, as (result, kind, weight, indicator, target) without its numbers."""
        return [
            (
                result.name,
                result.kind,
                result.weight,
                indicator.name,
                indicator.target_kind,
                indicator.target_value,
                indicator.target_max,
                str(indicator.target_date or ""),
            )
            for result in plan.result_ids.sorted(lambda r: (r.sequence, r.id))
            for indicator in result.indicator_ids.sorted("sequence")
        ]


@tagged("post_install", "-at_install")
class TestAsnTemplate(TemplateCase):
    def test_employee_fills_in_the_own_draft(self):
        dialog = self._dialog(self.plan, self.nurse_user)
        self.assertEqual((dialog.new_result_count, dialog.new_indicator_count), (2, 3))
        self.assertIn("Terlayaninya pasien sesuai standar", dialog.preview)
        self.assertFalse(self.plan.result_ids, "a preview makes nothing")
        run = self._fill(self.plan, self.nurse_user)
        self.assertEqual(
            self._lines(self.plan),
            [
                (
                    "Terlayaninya pasien sesuai standar",
                    "main",
                    60,
                    "Pasien dilayani",
                    "number",
                    3600,
                    0,
                    "",
                ),
                (
                    "Terlayaninya pasien sesuai standar",
                    "main",
                    60,
                    "Jam tatap muka",
                    "range",
                    24,
                    40,
                    "",
                ),
                (
                    "Tersampaikannya laporan tepat waktu",
                    "additional",
                    40,
                    "Laporan tahunan",
                    "date",
                    0,
                    0,
                    "2026-02-28",
                ),
            ],
        )
        self.assertEqual((self.plan.result_count, self.plan.indicator_count), (2, 3))
        self.assertEqual((run.plan_count, run.result_count, run.indicator_count), (1, 2, 3))
        self.assertEqual((run.state, run.create_uid), ("done", self.nurse_user))
        # A perspective belongs to senior leaders; the weight and source of an indicator go along.
        self.assertFalse(any(self.plan.result_ids.mapped("perspective")))
        first = self.plan.result_ids.indicator_ids.filtered(lambda i: i.name == "Pasien dilayani")
        self.assertEqual((first.weight, first.data_source), (20, "SIMPUS"))
        step = self.plan.transition_ids[0]
        self.assertEqual((step.action, step.user_id), ("fill_in", self.nurse_user))
        self.assertEqual(step.reason, "Perawat (uji)")
        self.plan.with_user(self.nurse_user).action_propose()
        self.assertEqual(self.plan.state, "proposed")

    def test_second_time_adds_nothing(self):
        self._fill(self.plan, self.nurse_user)
        before = self._lines(self.plan)
        dialog = self._dialog(self.plan, self.nurse_user)
        self.assertEqual((dialog.new_result_count, dialog.new_indicator_count), (0, 0))
        with self.assertRaisesRegex(UserError, "Nothing would be added"):
            dialog.action_confirm()
        self.assertEqual(self._lines(self.plan), before)

    def test_typed_result_with_the_same_words_is_left_alone(self):
        typed = (
            self.env["asn.skp.result"]
            .with_user(self.nurse_user)
            .create({"skp_id": self.plan.id, "name": "  terlayaninya PASIEN  sesuai standar "})
        )
        run = self._fill(self.plan, self.nurse_user)
        self.assertEqual((run.result_count, run.indicator_count), (1, 1))
        self.assertFalse(typed.indicator_ids, "what a person typed is not completed")
        self.assertEqual(typed.name, "  terlayaninya PASIEN  sesuai standar ")
        added = self.plan.result_ids - typed
        self.assertEqual(added.sequence, typed.sequence + 20, "typed lines stand first")

    def test_edits_survive_a_second_time(self):
        self._fill(self.plan, self.nurse_user)
        result = self.plan.result_ids.filtered(lambda r: r.kind == "main").with_user(
            self.nurse_user
        )
        result.name = "Terlayaninya pasien rawat inap"
        result.indicator_ids[0].target_value = 1200
        with self.assertRaises(UserError):
            self._fill(self.plan, self.nurse_user)
        self.assertEqual(result.name, "Terlayaninya pasien rawat inap")
        self.assertEqual(result.indicator_ids[0].target_value, 1200)

    def test_removed_lines_come_back_only_when_asked(self):
        self._fill(self.plan, self.nurse_user)
        self.plan.result_ids.filtered(lambda r: r.kind == "main").with_user(
            self.nurse_user
        ).unlink()
        dialog = self._dialog(self.plan, self.nurse_user)
        self.assertEqual((dialog.new_result_count, dialog.removed_count), (0, 3))
        run = self._fill(self.plan, self.nurse_user, bring_back=True)
        self.assertEqual((run.result_count, run.indicator_count), (1, 2))

    def test_new_line_of_the_template_is_added_later(self):
        self._fill(self.plan, self.nurse_user)
        first = self.template.result_ids.filtered(lambda r: r.kind == "main")
        added = self.env["asn.skp.template.indicator"].create(
            {"result_id": first.id, "name": "Rekam medis lengkap", "target_value": 100}
        )
        self.env.flush_all()
        # Made in one transaction, so the database is told that this one is younger.
        self.env.cr.execute(
            "UPDATE asn_skp_template_indicator SET create_date = create_date + interval '1 hour'"
            " WHERE id = %s",
            [added.id],
        )
        run = self._fill(self.plan, self.nurse_user)
        self.assertEqual((run.result_count, run.indicator_count), (0, 1))

    def test_part_of_a_year_gets_its_share(self):
        self.plan.with_user(self.hr_user).write({"date_start": "2026-07-01"})
        self._fill(self.plan, self.nurse_user)
        values = {i.name: i for i in self.plan.result_ids.indicator_ids}
        # 3,600 patients in 12 months are 1,800 in 6; hours a week stay; 28 February is over.
        self.assertEqual(values["Pasien dilayani"].target_value, 1800)
        self.assertEqual(values["Jam tatap muka"].target_value, 24)
        self.assertEqual(str(values["Laporan tahunan"].target_date), "2026-12-31")

    def test_leader_takes_the_perspective(self):
        chief_plan = self._plan_of(self.chief)
        self._make_template(self.env, name="Kepala (uji)", job_words="staf", form="senior_leader")
        self._fill(chief_plan, self.chief_user)
        main = chief_plan.result_ids.filtered(lambda r: r.kind == "main")
        self.assertEqual(main.perspective, "service")

    # ------------------------------------------------------------------
    # Which template
    # ------------------------------------------------------------------

    def _found(self):
        found = self.env["asn.skp.template"]._find_for(self.plan.ids)
        return self.env["asn.skp.template"].browse(found.get(self.plan.id))

    def test_first_words_of_the_title_decide(self):
        head = self._make_template(self.env, name="Kepala ruang", job_words="kepala ruang")
        self.assertEqual(self._found(), self.template)
        self.plan.job_title = "Kepala Ruang (Perawat Ahli Muda)"
        self.assertEqual(self._found(), head)

    def test_named_post_beats_words(self):
        job = self.env["hr.job"].create({"name": "Perawat Jiwa"})
        own = self._make_template(self.env, name="Jiwa", job_words=False, job_ids=[(4, job.id)])
        self.plan.version_id.job_id = job
        self.assertEqual(self._found(), own)

    def test_other_region_archived_and_other_kind_do_not_fit(self):
        self.template.position_kind = "executor"
        self.assertFalse(self._found())
        self.template.position_kind = "functional"
        self.assertTrue(self._found())
        self.template.company_id = self.env["res.company"].create({"name": "Kota Lain"})
        self.assertFalse(self._found())
        self.template.company_id = False
        self.template.active = False
        self.assertFalse(self._found())

    def test_everybody_of_a_post(self):
        action = self.template.with_user(self.hr_user).action_fill_in()
        dialog = self.env["asn.skp.template.apply"].browse(action["res_id"])
        plans = self.plan | self._plan_of(self.colleague)
        self.assertEqual(dialog.skp_ids, plans)
        dialog.with_user(self.hr_user).action_confirm()
        self.assertEqual(plans.mapped("result_count"), [2, 2])
        with self.assertRaises(AccessError):
            self.template.with_user(self.nurse_user).action_fill_in()

    def test_template_of_an_archived_or_deleted_post(self):
        job = self.env["hr.job"].create({"name": "Juru Tulis"})
        own = self._make_template(
            self.env, name="Juru tulis", job_words=False, job_ids=[(4, job.id)]
        )
        job.active = False
        with self.assertRaisesRegex(UserError, "names no post that still exists"):
            own.with_user(self.hr_user).action_fill_in()
        job.unlink()
        with self.assertRaisesRegex(UserError, "names no post that still exists"):
            own.with_user(self.hr_user).action_fill_in()

    # ------------------------------------------------------------------
    # Input
    # ------------------------------------------------------------------

    @mute_logger("odoo.sql_db")
    def test_wrong_values_are_refused(self):
        line = self.template.result_ids.indicator_ids.filtered(lambda i: i.target_kind == "range")
        for error, values in (
            (CheckViolation, {"weight": -1}),
            (CheckViolation, {"weight": 101}),
            (CheckViolation, {"target_value": -5}),
            (ValidationError, {"target_value": float("nan")}),
            (ValidationError, {"target_max": float("inf")}),
            (CheckViolation, {"target_value": 50}),  # the lower end above the upper one
            (CheckViolation, {"polarity": "higher"}),
            (ValidationError, {"name": "x" * 2000}),
        ):
            with self.subTest(values=values), self.assertRaises(error):
                line.with_user(self.hr_user).write(values)
        day = self.template.result_ids.indicator_ids.filtered(lambda i: i.target_kind == "date")
        for values in ({"target_day": 29}, {"target_day": 0}, {"target_month": False}):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                day.with_user(self.hr_user).write(values)

    def test_500_indicators_are_refused(self):
        lines = [Command.create({"name": f"Indikator {n}"}) for n in range(500)]
        with self.assertRaisesRegex(ValidationError, "at most 20 and 60"):
            self._make_template(
                self.env,
                name="Besar",
                result_ids=[Command.create({"name": "Hasil", "indicator_ids": lines})],
            )

    def test_plan_that_would_grow_too_large_is_left_out(self):
        result = self.env["asn.skp.result"].create({"skp_id": self.plan.id, "name": "Banyak"})
        self.env["asn.skp.indicator"].create(
            [{"result_id": result.id, "name": f"Indikator {n}"} for n in range(118)]
        )
        dialog = self._dialog(self.plan, self.nurse_user)
        self.assertEqual(dialog.new_result_count, 0)
        self.assertIn("more than 120 indicators", dialog.preview)

    def test_shipped_templates_are_complete(self):
        templates = (
            self.env["asn.skp.template"]
            .with_context(active_test=False)
            .search([("id", "!=", self.template.id)])
        )
        self.assertGreaterEqual(len(templates), 25)
        for template in templates:
            with self.subTest(template=template.name):
                self.assertIn(template.result_count, range(3, 6))
                self.assertIn(template.indicator_count, range(6, 13))
                self.assertTrue(template.job_words)
                self.assertTrue(all(r.indicator_ids for r in template.result_ids))
                leads = template.form == "senior_leader"
                self.assertEqual(leads, all(template.result_ids.mapped("perspective")))
