from contextlib import contextmanager

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import AsnCase


class CascadeCase(AsnCase):
    """The head plans two results; nurse and colleague support them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        # Words and numbers are compared in one language.
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls.year = cls.year.with_env(cls.env)
        cls.boss_plan = cls._plan_of(cls.head)
        cls._fill_plan(cls.boss_plan)
        cls.patients, cls.on_time = cls.boss_plan.result_ids
        cls.plan = cls._plan_of(cls.nurse)
        cls.peer_plan = cls._plan_of(cls.colleague)
        cls.own_plan = cls.plan.with_user(cls.nurse_user)
        cls.own_boss_plan = cls.boss_plan.with_user(cls.head_user)

    @contextmanager
    def assertRefused(self, words):
        """Raised as an error in words, and rolled back."""
        with self.assertRaises(UserError) as caught:
            yield
        self.assertIn(words, str(caught.exception))

    def _shown(self, number):
        """The number as the reader's language writes it."""
        return self.env["asn.skp.indicator"]._format_number(number)

    def _add_result(self, plan, **values):
        """Create a result as the employee of ``plan``."""
        results = self.env["asn.skp.result"].with_user(plan.user_id)
        return results.create({"skp_id": plan.id, "name": "Terlayaninya pasien anak", **values})

    def _take(self, plan, *rows):
        """Take results over through the dialog, as the employee of ``plan``.

        :param rows: (superior's result, how, share in percent)
        """
        own = plan.with_user(plan.user_id)
        dialog = self.env["asn.cascade.take"].with_user(plan.user_id)
        dialog = dialog.browse(own.action_take_over()["res_id"])
        for parent, how, share in rows:
            line = dialog.line_ids.filtered(lambda row, parent=parent: row.parent_id == parent)
            line.write({"is_selected": True, "cascade": how, "share": share})
        dialog.action_confirm()
        return plan.result_ids.filtered("parent_result_ids")


@tagged("post_install", "-at_install")
class TestAsnCascadeLinks(CascadeCase):
    def test_employee_links_to_a_draft_of_the_evaluator(self):
        result = self._add_result(self.plan, parent_result_ids=[Command.link(self.patients.id)])
        self.assertEqual(result.parent_result_ids, self.patients.with_user(self.nurse_user))
        self.assertEqual(self.patients.child_result_ids, result.sudo())

    def test_picker_offers_the_evaluators_results_and_marks_drafts(self):
        result = self._add_result(self.plan)
        self.assertEqual(result.parent_choice_ids, self.boss_plan.result_ids)
        shown = self.patients.with_user(self.nurse_user)
        self.assertEqual(shown.display_name, self.patients.name)
        self.assertEqual(
            shown.with_context(asn_mark_drafts=True).display_name, f"{self.patients.name} (draft)"
        )
        self.boss_plan.sudo().state = "agreed"
        self.boss_plan.invalidate_recordset()
        self.patients.invalidate_recordset()
        marked = shown.with_context(asn_mark_drafts=True)
        self.assertEqual(marked.display_name, self.patients.name)

    def test_picker_of_a_new_line_in_the_plan(self):
        values = {"skp_id": self.plan.id, "name": "Baru"}
        spec = {"parent_choice_ids": {"fields": {"display_name": {}}}}
        results = self.env["asn.skp.result"].with_user(self.nurse_user)
        answer = results.onchange(values, ["skp_id"], spec)
        offered = [command[1] for command in answer["value"]["parent_choice_ids"]]
        self.assertEqual(sorted(offered), sorted(self.boss_plan.result_ids.ids))

    def test_own_result_is_not_supported(self):
        first = self._add_result(self.plan)
        with self.assertRefused("same person"):
            self._add_result(self.plan, parent_result_ids=[Command.link(first.id)])
        with self.assertRefused("same person"):
            first.parent_result_ids = [Command.link(first.id)]
        self.assertFalse(first.parent_result_ids)

    def test_result_of_somebody_else_is_refused_for_whoever_may_read_it(self):
        strange = self._add_result(self.peer_plan)
        result = self._add_result(self.plan)
        with self.assertRaises(AccessError):
            result.parent_result_ids = [Command.link(strange.id)]
        # The evaluator reads both plans and may fill in both.
        seen = result.with_user(self.head_user)
        with self.assertRefused("evaluator's plan only"):
            seen.parent_result_ids = [Command.link(strange.id)]
        with self.assertRefused("evaluator's plan only"):
            result.sudo().parent_result_ids = [Command.link(strange.id)]
        with self.assertRefused("evaluator's plan only"):
            self.plan.with_user(self.head_user).write(
                {
                    "result_ids": [
                        Command.update(result.id, {"parent_result_ids": [Command.set(strange.ids)]})
                    ]
                }
            )
        self.assertFalse(result.parent_result_ids)

    def test_result_of_another_year_is_refused(self):
        period = self.env["asn.period"]
        later = period.browse(period.action_generate(2027)["res_id"])
        later.with_user(self.hr_user).action_open()
        plans = later.skp_ids
        boss_later = plans.filtered(lambda plan: plan.employee_id == self.head)
        other = self._add_result(boss_later)
        result = self._add_result(self.plan)
        # With a plan of the own in that year the employee reads it; it is refused all the same.
        with self.assertRefused("same year"):
            result.parent_result_ids = [Command.link(other.id)]
        self.assertFalse(result.parent_result_ids)

    def test_result_of_another_region_is_refused(self):
        region = self.env["res.company"].create({"name": "Kabupaten Aceh Singkil"})
        boss_later = self._plan_of(self.head)
        other = self._add_result(boss_later)
        boss_later.sudo().company_id = region
        with self.assertRaises(UserError):
            self._add_result(self.plan, parent_result_ids=[Command.link(other.id)])

    def test_cancelled_plan_of_the_superior_offers_nothing(self):
        self.boss_plan.with_user(self.hr_user).action_cancel("Salah")
        self.env.invalidate_all()
        result = self._add_result(self.plan)
        self.assertFalse(result.parent_choice_ids)
        with self.assertRaises(AccessError):
            result.parent_result_ids = [Command.link(self.patients.id)]

    def test_circle_over_several_steps_is_refused(self):
        """Evaluators in a ring of three: each link is allowed, the last one closes the circle."""
        chief_plan = self._plan_of(self.chief)
        top = self._add_result(chief_plan)
        self.patients.sudo().parent_result_ids = [Command.link(top.id)]
        result = self._add_result(self.plan, parent_result_ids=[Command.link(self.patients.id)])
        chief_plan.sudo().evaluator_id = self.nurse
        with self.assertRefused("support itself"):
            top.sudo().parent_result_ids = [Command.link(result.id)]
        self.assertFalse(top.parent_result_ids)
        # A ring whose last link does not come back to the first result is none.
        other = self._add_result(self.plan)
        top.sudo().parent_result_ids = [Command.link(other.id)]
        self.assertEqual(top.parent_result_ids, other.sudo())

    def test_link_stays_when_the_evaluator_changes(self):
        result = self._add_result(self.plan, parent_result_ids=[Command.link(self.patients.id)])
        self.plan.with_user(self.hr_user).evaluator_id = self.officer
        self.env.invalidate_all()
        result.write({"name": "Terlayaninya pasien dewasa"})
        self.assertEqual(result.sudo().parent_result_ids, self.patients)
        self.assertEqual(result.parent_summary, self.patients.name)
        # The form reads the links it may show first, then the names of all.
        self.env.invalidate_all()
        fields = ["parent_result_ids", "parent_summary", "former_parents"]
        (seen,) = result.read(fields)
        self.assertEqual(
            [seen[name] for name in fields], [[], self.patients.name, self.patients.name]
        )
        # The form sends what it knows of: another link beside the old one.
        result.write({"parent_result_ids": []})
        self.env.invalidate_all()
        self.assertEqual(result.sudo().parent_result_ids, self.patients)

    def test_links_of_agreed_plans_are_frozen(self):
        result = self._add_result(self.plan)
        self.plan.sudo().state = "agreed"
        for values in (
            {"parent_result_ids": [Command.link(self.patients.id)]},
            {"cascade": "same"},
        ):
            with self.assertRaises(AccessError):
                result.write(values)

    def test_indicator_takes_over_of_supported_results_only(self):
        above = self.patients.indicator_ids
        result = self._add_result(
            self.plan,
            cascade="split",
            indicator_ids=[
                Command.create({"name": "Pasien", "target_value": 900, "unit": "pasien"})
            ],
        )
        with self.assertRefused("supports"):
            result.indicator_ids.parent_indicator_id = above
        # Indicators first in the values: the link counts all the same.
        result.write(
            {
                "indicator_ids": [
                    Command.update(result.indicator_ids.id, {"parent_indicator_id": above.id})
                ],
                "parent_result_ids": [Command.link(self.patients.id)],
            }
        )
        self.assertEqual(result.indicator_ids.parent_indicator_id.id, above.id)
        result.cascade = "indirect"
        self.assertFalse(result.indicator_ids.parent_indicator_id)
        with self.assertRefused("non-directly"):
            result.indicator_ids.parent_indicator_id = above

    def test_unlinking_forgets_the_indicators(self):
        result = self._take(self.plan, (self.patients, "same", 100))
        self.assertTrue(result.indicator_ids.parent_indicator_id)
        result.with_user(self.nurse_user).parent_result_ids = [Command.unlink(self.patients.id)]
        self.assertFalse(result.indicator_ids.parent_indicator_id)

    def test_nobody_sets_who_supports_a_result(self):
        result = self._add_result(self.plan)
        for user in (self.head_user, self.hr_user):
            with self.assertRaises(AccessError):
                self.patients.with_user(user).child_result_ids = [Command.link(result.id)]


@tagged("post_install", "-at_install")
class TestAsnCascadeAccess(CascadeCase):
    def test_subordinate_reads_results_and_indicators_and_nothing_else(self):
        result = self.patients.with_user(self.nurse_user)
        self.assertEqual(result.name, self.patients.name)
        self.assertEqual(result.indicator_ids.target_value, 3600)
        self.assertIn(result, result.search([]))
        with self.assertRaises(AccessError):
            self.own_boss_plan.with_user(self.nurse_user).read(["employee_name"])
        with self.assertRaises(AccessError):
            result.skp_id.read(["nip", "state", "rank_name"])
        for model in ("asn.skp.behaviour", "asn.skp.appendix", "asn.evaluation", "asn.realisation"):
            found = (
                self.env[model]
                .with_user(self.nurse_user)
                .search([("skp_id", "=", self.boss_plan.id)])
            )
            self.assertFalse(found, model)

    def test_header_of_the_superior_is_not_found_by_searching(self):
        results = self.env["asn.skp.result"].with_user(self.nurse_user)
        for leaf in (("skp_id.nip", "ilike", "1979"), ("skp_id.state", "=", "draft")):
            self.assertNotIn(self.patients, results.search([leaf]).sudo())

    def test_subordinate_changes_nothing(self):
        result = self.patients.with_user(self.nurse_user)
        for values in ({"name": "X"}, {"parent_result_ids": [Command.clear()]}):
            with self.assertRaises(AccessError):
                result.write(values)
        with self.assertRaises(AccessError):
            result.unlink()
        with self.assertRaises(AccessError):
            result.indicator_ids.write({"target_value": 1})
        with self.assertRaises(AccessError):
            self.env["asn.realisation"].with_user(self.nurse_user).create(
                {"indicator_id": self.patients.indicator_ids.id, "quantity": 1}
            )

    def test_access_ends_with_the_evaluator(self):
        result = self.patients.with_user(self.nurse_user)
        result.read(["name"])
        self.plan.with_user(self.hr_user).evaluator_id = self.officer
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            result.read(["name"])
        self.assertNotIn(result, result.search([]))

    def test_access_is_for_the_same_year_and_one_step(self):
        chief_result = self._add_result(self._plan_of(self.chief))
        self.env.invalidate_all()
        self.assertTrue(chief_result.with_user(self.head_user).has_access("read"))
        for user in (self.nurse_user, self.outsider_user, self.plain_user):
            self.assertFalse(chief_result.with_user(user).has_access("read"))
        period = self.env["asn.period"]
        later = period.browse(period.action_generate(2027)["res_id"])
        later.with_user(self.hr_user).action_open()
        boss_later = later.skp_ids.filtered(lambda plan: plan.employee_id == self.head)
        own_later = later.skp_ids.filtered(lambda plan: plan.employee_id == self.nurse)
        result = self._add_result(boss_later)
        own_later.with_user(self.hr_user).evaluator_id = self.officer
        self.env.invalidate_all()
        self.assertFalse(result.with_user(self.nurse_user).has_access("read"))
        self.assertTrue(self.patients.with_user(self.nurse_user).has_access("read"))

    def test_access_ends_when_a_plan_is_cancelled(self):
        self.plan.with_user(self.hr_user).action_cancel("Salah")
        self.env.invalidate_all()
        self.assertFalse(self.patients.with_user(self.nurse_user).has_access("read"))


@tagged("post_install", "-at_install")
class TestAsnCascadeUnlinked(CascadeCase):
    def _found(self):
        return self.env["asn.skp"].search([("is_unlinked", "=", True)])

    def test_main_results_without_link_are_counted_and_found(self):
        first = self._add_result(self.plan)
        self._add_result(self.plan, kind="additional", assignment_source="Surat tugas")
        linked = self._add_result(self.plan, parent_result_ids=[Command.link(self.patients.id)])
        self.assertEqual(self.plan.unlinked_count, 1)
        self.assertTrue(first.is_unlinked)
        self.assertFalse(linked.is_unlinked)
        self.assertIn(self.plan, self._found())
        self.assertNotIn(self.peer_plan, self._found())
        unlinked = self.env["asn.skp.result"].search(
            [("is_unlinked", "=", True), ("skp_id", "=", self.plan.id)]
        )
        self.assertEqual(unlinked, first)
        first.parent_result_ids = [Command.link(self.on_time.id)]
        self.assertEqual(self.plan.unlinked_count, 0)
        self.assertFalse(first.is_unlinked)
        self.assertNotIn(self.plan, self._found())
        self.assertIn(self.plan, self.env["asn.skp"].search([("is_unlinked", "=", False)]))

    def test_top_needs_no_link(self):
        """The chief has no evaluator; the outsider's evaluator has no plan once it is cancelled."""
        chief_plan = self._plan_of(self.chief)
        self._add_result(chief_plan)
        self.assertEqual(chief_plan.unlinked_count, 0)
        outsider_plan = self._plan_of(self.outsider)
        self._add_result(outsider_plan)
        self.assertEqual(outsider_plan.unlinked_count, 1)
        self._plan_of(self.hr).sudo().state = "cancelled"
        self.env.invalidate_all()
        self.assertEqual(outsider_plan.unlinked_count, 0)
        self.assertNotIn(outsider_plan, self._found())

    def test_proposing_warns_and_is_not_blocked(self):
        self._fill_plan(self.plan)
        answer = self.own_plan.action_propose()
        self.assertEqual(self.plan.state, "proposed")
        self.assertEqual(answer["tag"], "display_notification")
        self.assertIn("2", answer["params"]["message"])
        self.plan.with_user(self.head_user).action_agree()
        self.assertEqual(self.plan.state, "agreed")

    def test_proposing_a_linked_plan_says_nothing(self):
        self._take(self.plan, (self.patients, "same", 100))
        self.assertIs(self.own_plan.action_propose(), True)
