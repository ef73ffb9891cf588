from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, LockError, UserError, ValidationError
from odoo.tests import tagged

from ..models.template import asn_skp_template_run as run_module
from .test_asn_template import TemplateCase

IGNORED = {"id", "create_date", "write_date", "template_run_id", "result_id", "skp_id"}


@tagged("post_install", "-at_install")
class TestAsnTemplateRun(TemplateCase):
    """Who may fill in what, in batches and one by one, and taking it back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.peer_plan = cls._plan_of(cls.colleague)
        cls.both = cls.plan | cls.peer_plan

    # ------------------------------------------------------------------
    # Rights
    # ------------------------------------------------------------------

    def test_who_may_fill_in_a_draft(self):
        for user, allowed in (
            (self.nurse_user, True),
            (self.head_user, True),
            (self.officer_user, True),
            (self.hr_user, True),
            (self.chief_user, False),  # the evaluator's superior reads
            (self.auditor_user, False),
        ):
            with self.subTest(user=user.login):
                dialog = self._dialog(self.plan, user)
                self.assertEqual(bool(dialog.new_result_count), allowed)
                if not allowed:
                    with self.assertRaises(UserError):
                        dialog.action_confirm()
        for user in (self.colleague_user, self.outsider_user, self.plain_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._dialog(self.plan, user)

    def test_an_office_fills_in_drafts_only(self):
        self.plan.state = "returned"
        for user, allowed in (
            (self.nurse_user, True),
            (self.head_user, True),
            (self.officer_user, False),
            (self.hr_user, False),
        ):
            with self.subTest(user=user.login):
                dialog = self._dialog(self.plan, user)
                self.assertEqual(bool(dialog.new_result_count), allowed)
        self.plan.state = "agreed"
        for user in (self.nurse_user, self.head_user, self.officer_user, self.hr_user):
            with self.subTest(user=user.login):
                dialog = self._dialog(self.plan, user)
                self.assertFalse(dialog.new_result_count)
                self.assertIn("the plan is Agreed", dialog.preview)

    def test_an_office_types_no_line_itself(self):
        with self.assertRaises(AccessError):
            self.env["asn.skp.result"].with_user(self.hr_user).create(
                {"skp_id": self.plan.id, "name": "Hasil dari kantor"}
            )

    def test_nobody_sets_where_a_line_came_from(self):
        run = self._fill(self.plan, self.nurse_user)
        result = self.plan.result_ids[0].with_user(self.nurse_user)
        for values in (
            {"template_run_id": run.id},
            {"template_result_id": self.template.result_ids[1].id},
            {"copied_result": 1},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                result.write(values)
        with self.assertRaises(AccessError):
            run.write({"state": "running"})

    def test_a_mixed_selection_says_why_plans_are_left_out(self):
        head_plan = self._plan_of(self.head)
        self.peer_plan.state = "agreed"
        run = self._fill(self.both | head_plan, self.hr_user)
        self.assertEqual((run.plan_count, run.skipped_count), (1, 2))
        self.assertEqual(
            sorted(run.skipped_note.split("\n")),
            ["no template for the post “Staf”: 1", "the plan is Agreed: 1"],
        )
        self.assertFalse(self.peer_plan.result_ids | head_plan.result_ids)

    def test_many_plans_are_filled_in_only_where_they_are_empty(self):
        self.env["asn.skp.result"].create({"skp_id": self.plan.id, "name": "Ketikan"})
        dialog = self._dialog(self.both, self.hr_user)
        self.assertTrue(dialog.only_empty)
        self.assertEqual(dialog.new_result_count, 2)
        self.assertIn("has results already", dialog.preview)
        dialog.only_empty = False
        self.assertEqual(dialog.new_result_count, 4)
        self.assertFalse(self._dialog(self.plan, self.hr_user).only_empty)

    def test_a_proposed_plan_is_left_as_it_stands(self):
        self.plan.state = "proposed"
        dialog = self._dialog(self.plan, self.head_user)
        self.assertFalse(dialog.new_result_count)
        self.assertIn("the plan is Proposed", dialog.preview)

    def test_a_plan_of_a_closed_year_is_left_out(self):
        self.year.state = "closed"
        dialog = self._dialog(self.plan, self.nurse_user)
        self.assertIn("2026 is closed", dialog.preview)
        self.assertFalse(dialog.new_result_count)

    def test_template_of_another_region(self):
        region = self.env["res.company"].create({"name": "Kota Lain"})
        other = self._make_template(self.env, name="Lain", company_id=region.id)
        with self.assertRaises(AccessError):
            self._dialog(self.plan, self.hr_user, template_id=other.id)
        # Nobody is asked for links here, and the template is left alone all the same
        dialog = self._dialog(self.plan, self.env.user, template_id=other.id).sudo()
        self.assertFalse(dialog.new_result_count)
        with self.assertRaisesRegex(UserError, "Nothing would be added"):
            dialog.action_confirm()
        with self.assertRaises(AccessError):
            other.with_user(self.hr_user).with_context(allowed_company_ids=self.company.ids).read(
                ["name"]
            )

    def test_made_up_ids(self):
        for ids in ([999999999], [-1], [self.plan.id, 999999999]):
            with self.subTest(ids=ids), self.assertRaises(UserError):
                self._dialog(self.env["asn.skp"].browse(ids), self.nurse_user).action_confirm()
        self.assertFalse(self.plan.result_ids)

    # ------------------------------------------------------------------
    # Set-based and one by one
    # ------------------------------------------------------------------

    def _columns(self, table, plan):
        """All stored values of a plan's lines, without what must differ."""
        self.env.flush_all()
        self.env.cr.execute(f"SELECT * FROM {table} WHERE skp_id = %s ORDER BY name", [plan.id])
        names = [column.name for column in self.env.cr.description]
        rows = [dict(zip(names, row, strict=True)) for row in self.env.cr.fetchall()]
        return [
            {name: value or 0 for name, value in row.items() if name not in IGNORED} for row in rows
        ]

    def test_statements_make_what_the_orm_makes(self):
        self._fill(self.plan, self.hr_user)
        with patch.object(run_module, "ORM_SIZE", 0):
            run = self._fill(self.peer_plan, self.hr_user)
        self.assertEqual((run.plan_count, run.result_count, run.indicator_count), (1, 2, 3))
        for table in ("asn_skp_result", "asn_skp_indicator"):
            made = self._columns(table, self.plan)
            self.assertTrue(made)
            self.assertEqual(self._columns(table, self.peer_plan), made)
        for name in ("result_count", "indicator_count"):
            self.assertEqual(self.plan[name], self.peer_plan[name])
        steps = [
            plan.transition_ids[0].read(["action", "user_id", "state_from", "reason"])[0]
            for plan in self.both
        ]
        for step in steps:
            step.pop("id")
        self.assertEqual(steps[0], steps[1])

    def test_more_than_a_batch_goes_on_in_the_background(self):
        with (
            patch.object(run_module, "ORM_SIZE", 0),
            patch.object(
                type(self.env["asn.skp.template.run"]),
                "_fill_batch",
                autospec=True,
                side_effect=self._small_batches(),
            ),
        ):
            run = self._fill(self.both, self.hr_user)
            self.assertEqual((run.state, run.done, run.plan_count), ("running", 1, 1))
            self.assertEqual(run.progress, 50)
            with self.assertRaisesRegex(UserError, "still running"):
                run.action_undo()
            # Meanwhile the second person proposes: the batch asks again, and leaves it out.
            waiting = self.both.filtered(lambda plan: not plan.result_ids)
            waiting.state = "agreed"
            self._go_on()
        self.assertEqual((run.state, run.done, run.plan_count), ("done", 2, 1))
        self.assertEqual(run.skipped_note, "the plan is Agreed: 1")
        self.assertFalse(waiting.result_ids)

    def test_a_plan_that_is_being_saved_waits_for_the_next_time(self):
        with (
            patch.object(run_module, "ORM_SIZE", 0),
            patch.object(
                type(self.env["asn.skp.template.run"]),
                "_fill_batch",
                autospec=True,
                side_effect=self._small_batches(),
            ),
        ):
            run = self._fill(self.both, self.hr_user)
            with patch.object(
                type(self.env["asn.skp"]), "lock_for_update", side_effect=LockError("locked")
            ):
                self._go_on()
            self.assertEqual((run.state, run.done), ("running", 1))
            self._go_on()
        self.assertEqual((run.state, run.plan_count), ("done", 2))

    def _small_batches(self):
        original = type(self.env["asn.skp.template.run"])._fill_batch
        return lambda run, size=1: original(run, 1)

    def _go_on(self):
        with patch.object(
            type(self.env["ir.cron"]), "_commit_progress", lambda *args, **kwargs: float("inf")
        ):
            self.env["asn.skp.template.run"]._cron_fill_in()

    # ------------------------------------------------------------------
    # Taking it back
    # ------------------------------------------------------------------

    def test_undo_removes_everything_untouched(self):
        typed = self.env["asn.skp.result"].create({"skp_id": self.plan.id, "name": "Ketikan"})
        run = self._fill(self.both, self.hr_user, only_empty=False)
        self.assertTrue(run.may_undo)
        run.action_undo()
        self.assertEqual(run.state, "undone")
        self.assertEqual((run.removed_result_count, run.removed_indicator_count), (4, 6))
        self.assertEqual((run.stayed_result_count, run.stayed_indicator_count), (0, 0))
        self.assertEqual(self.both.result_ids, typed)
        self.assertEqual(self.both.mapped("result_count"), [1, 0])
        self.assertEqual(self.plan.transition_ids[0].action, "undo_fill_in")
        run.action_undo()  # asked twice: nothing more happens
        self.assertEqual(run.removed_result_count, 4)

    def test_undo_leaves_what_was_edited_used_or_agreed(self):
        run = self._fill(self.both, self.hr_user)
        main = self.plan.result_ids.filtered(lambda r: r.kind == "main").with_user(self.nurse_user)
        patients, hours = main.indicator_ids.sorted("sequence")
        patients.target_value = 1200  # edited
        self.peer_plan.with_user(self.colleague_user).action_propose()
        self.peer_plan.with_user(self.head_user).action_agree()  # no longer to be changed
        run.action_undo()
        self.assertTrue(patients.exists())
        self.assertFalse(hours.exists())
        # The result keeps the edited indicator; the report stays out; the agreed plan is whole.
        self.assertEqual(self.plan.result_ids, main)
        self.assertEqual(len(self.peer_plan.result_ids.indicator_ids), 3)
        self.assertEqual((run.removed_result_count, run.removed_indicator_count), (1, 2))
        self.assertEqual((run.stayed_result_count, run.stayed_indicator_count), (3, 4))
        self.assertIn("3 results and 4 indicators stay", run.outcome)

    def test_undo_leaves_a_line_that_another_one_supports(self):
        above = self._plan_of(self.head)
        run = self._fill(above, self.head_user, template_id=self.template.id)
        main = above.result_ids.filtered(lambda r: r.kind == "main")
        self.env["asn.skp.result"].create(
            {
                "skp_id": self.plan.id,
                "name": "Mendukung",
                "parent_result_ids": [Command.link(main.id)],
            }
        )
        run.action_undo()
        self.assertEqual(above.result_ids, main)

    def test_lines_that_were_agreed_once_stay_and_removed_ones_stay_away(self):
        run = self._fill(self.plan, self.head_user)
        self.plan.with_user(self.nurse_user).action_propose()
        self.plan.with_user(self.head_user).action_agree()
        self.plan.with_user(self.head_user).action_reopen("Target berubah.")
        run.action_undo()
        self.assertEqual(len(self.plan.result_ids.indicator_ids), 3)
        self.assertEqual((run.stayed_result_count, run.stayed_indicator_count), (2, 3))
        # Taken out of the plan: the line ends with the agreed version, and is not filled in again.
        main = self.plan.result_ids.filtered(lambda r: r.kind == "main")
        main.with_user(self.nurse_user).unlink()
        dialog = self._dialog(self.plan, self.nurse_user)
        self.assertEqual((dialog.new_result_count, dialog.removed_count), (0, 3))
        self._fill(self.plan, self.nurse_user, bring_back=True)
        self.assertEqual(len(self.plan.result_ids), 2)
        self.assertEqual((self.plan.result_count, self.plan.indicator_count), (2, 3))

    def test_only_the_person_and_the_hr_office_undo(self):
        run = self._fill(self.plan, self.head_user)
        with self.assertRaises(AccessError):
            run.with_user(self.nurse_user).action_undo()
        with self.assertRaises(AccessError):
            run.with_user(self.auditor_user).action_undo()
        run.with_user(self.hr_user).action_undo()
        self.assertEqual(run.state, "undone")
        self.assertFalse(self.plan.result_ids)


@tagged("post_install", "-at_install")
class TestAsnTemplateCopy(TemplateCase):
    """Copying the plan of the year before, and from a colleague."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.peer_plan = cls._plan_of(cls.colleague)

    def _agreed_colleague(self):
        self._fill(self.peer_plan, self.colleague_user)
        indicator = self.peer_plan.result_ids.indicator_ids[0]
        indicator.write({"baseline": 3000, "target_value": 4000})
        self.peer_plan.behaviour_ids.write({"expectation": "RAHASIA"})
        self.peer_plan.with_user(self.colleague_user).action_propose()
        self.peer_plan.with_user(self.head_user).action_agree()

    def _copy(self, employee, **values):
        return self._fill(
            self.plan, self.nurse_user, source="colleague", colleague_id=employee.id, **values
        )

    def test_colleague_gives_words_and_measures_only(self):
        self._agreed_colleague()
        dialog = self._dialog(self.plan, self.nurse_user, source="colleague")
        self.assertEqual(dialog.colleague_ids.ids, self.colleague.ids)
        run = self._copy(self.colleague)
        self.assertEqual((run.result_count, run.indicator_count), (2, 3))
        self.assertEqual(
            sorted(self.plan.result_ids.indicator_ids.mapped("name")),
            sorted(self.peer_plan.result_ids.indicator_ids.mapped("name")),
        )
        self.assertFalse(any(self.plan.result_ids.mapped("weight")))
        self.assertFalse(any(self.plan.result_ids.indicator_ids.mapped("weight")))
        self.assertFalse(any(self.plan.result_ids.indicator_ids.mapped("baseline")))
        self.assertFalse(any(self.plan.behaviour_ids.mapped("expectation")))
        with self.assertRaises(UserError):
            self._copy(self.colleague)  # there already
        run.action_undo()
        self.assertFalse(self.plan.result_ids)

    def test_only_agreed_plans_of_the_same_post_and_agency_are_offered(self):
        offered = self.env["asn.skp.template.run"]._find_colleague_plans
        self.assertFalse(offered(self.plan.id), "a draft is nobody else's business")
        self._agreed_colleague()
        self.assertEqual(offered(self.plan.id), {self.colleague.id: self.peer_plan.id})
        self.peer_plan.job_title = "Bidan"
        self.assertFalse(offered(self.plan.id))
        self.peer_plan.job_title = self.plan.job_title
        self.peer_plan.position_kind = "executor"
        self.assertFalse(offered(self.plan.id))
        self.peer_plan.position_kind = self.plan.position_kind
        self.peer_plan.unit_id = self.other_agency
        self.assertFalse(offered(self.plan.id))
        # Another unit of the same agency is near enough.
        self.peer_plan.unit_id = self.agency
        self.assertTrue(offered(self.plan.id))

    def test_somebody_who_is_not_offered_is_refused(self):
        for employee in (self.colleague, self.chief, self.nurse):
            with self.subTest(employee=employee.name), self.assertRaises(UserError):
                self._copy(employee)
        self.assertFalse(self.plan.result_ids)

    def test_a_colleague_is_copied_into_one_plan_by_those_who_write_it(self):
        self._agreed_colleague()
        with self.assertRaises(ValidationError):
            self._dialog(self.plan | self._plan_of(self.head), self.head_user, source="colleague")
        dialog = self._dialog(
            self.plan, self.hr_user, source="colleague", colleague_id=self.colleague.id
        )
        self.assertFalse(dialog.colleague_ids)
        with self.assertRaises(UserError):
            dialog.action_confirm()

    def test_last_year(self):
        self._fill(self.plan, self.nurse_user)
        first = self.plan.result_ids.indicator_ids.filtered(lambda i: i.name == "Pasien dilayani")
        first.write({"baseline": 7, "weight": 30})
        self.plan.with_user(self.nurse_user).action_propose()
        self.plan.with_user(self.head_user).action_agree()
        action = self.env["asn.period"].action_generate(2027)
        next_year = self.env["asn.period"].browse(action["res_id"])
        next_year.with_user(self.hr_user).action_open()
        plan = next_year.skp_ids.filtered(lambda p: p.employee_id == self.nurse)
        other = next_year.skp_ids.filtered(lambda p: p.employee_id == self.colleague)
        run = self._fill(plan | other, self.hr_user, source="last_year")
        self.assertEqual((run.plan_count, run.result_count, run.indicator_count), (1, 2, 3))
        self.assertEqual(run.skipped_note, "no agreed plan of the year before: 1")
        values = {i.name: i for i in plan.result_ids.indicator_ids}
        self.assertEqual(str(values["Laporan tahunan"].target_date), "2027-02-28")
        self.assertEqual(values["Pasien dilayani"].target_value, 3600)
        self.assertEqual(values["Pasien dilayani"].weight, 30)
        self.assertFalse(any(plan.result_ids.indicator_ids.mapped("baseline")))
        # Both ways know the same lines: the template finds everything there.
        plan.version_id = self.plan.version_id
        plan.job_title = self.plan.job_title
        dialog = self._dialog(plan, self.nurse_user)
        self.assertEqual((dialog.new_result_count, dialog.new_indicator_count), (0, 0))
        dialog = self._dialog(plan, self.nurse_user, source="last_year")
        self.assertEqual((dialog.new_result_count, dialog.new_indicator_count), (0, 0))
