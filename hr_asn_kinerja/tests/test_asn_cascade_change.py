from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_asn_cascade import CascadeCase


@tagged("post_install", "-at_install")
class TestAsnCascadeChange(CascadeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss_result = cls.patients.with_user(cls.head_user)
        cls.target = cls.boss_result.indicator_ids

    def _changes(self, plan=None):
        plan = plan or self.plan
        return plan.with_user(plan.user_id).parent_change_ids

    def _activities(self, plan):
        kind = self.env.ref("hr_asn_kinerja.mail_activity_type_parent_changed")
        return plan.activity_ids.filtered(lambda activity: activity.activity_type_id == kind)

    def test_new_wording_is_shown_with_the_old_one(self):
        self._take(self.plan, (self.patients, "same", 100))
        old = self.patients.name
        self.boss_result.name = "Meningkatnya kepuasan pasien"
        change = self._changes()
        self.assertEqual(
            (change.kind, change.old_display, change.new_display, change.own_display),
            ("wording", old, "Meningkatnya kepuasan pasien", old),
        )
        change.action_follow()
        self.assertEqual(self.plan.result_ids.name, "Meningkatnya kepuasan pasien")
        self.assertFalse(self._changes())

    def test_share_follows_in_proportion(self):
        """900 of 3600 patients are a quarter; of 4000 it is 1000."""
        self._take(self.plan, (self.patients, "split", 25))
        self._take(self.peer_plan, (self.patients, "same", 100))
        self.target.write({"target_value": 4000, "unit": "orang"})
        change = self._changes()
        self.assertEqual(change.old_display, f"Jumlah pasien dilayani: {self._shown(3600)} pasien")
        self.assertEqual(change.new_display, f"Jumlah pasien dilayani: {self._shown(4000)} orang")
        change.action_follow()
        own = self.plan.result_ids.indicator_ids
        self.assertEqual((own.target_value, own.unit), (1000, "orang"))
        self._changes(self.peer_plan).action_follow()
        self.assertEqual(self.peer_plan.result_ids.indicator_ids.target_value, 4000)

    def test_several_changes_count_from_what_was_taken_over(self):
        self._take(self.plan, (self.patients, "split", 25))
        self.target.target_value = 1800
        self.target.target_value = 7200
        self.assertEqual(len(self._changes()), 1)
        self._changes().action_follow()
        self.assertEqual(self.plan.result_ids.indicator_ids.target_value, 1800)

    def test_going_back_withdraws_the_change(self):
        self._take(self.plan, (self.patients, "same", 100))
        self.target.target_value = 4000
        self.assertEqual(len(self._activities(self.plan)), 1)
        self.target.target_value = 3600
        self.assertFalse(self._changes())
        self.assertFalse(self._activities(self.plan))

    def test_keeping_leaves_the_own(self):
        self._take(self.plan, (self.patients, "split", 25))
        self.target.target_value = 4000
        self._changes().action_keep()
        self.assertEqual(self.plan.result_ids.indicator_ids.target_value, 900)
        self.assertFalse(self._changes())
        self.assertFalse(self._activities(self.plan))
        # The next change counts from the target of now.
        self.target.target_value = 8000
        self._changes().action_follow()
        self.assertEqual(self.plan.result_ids.indicator_ids.target_value, 1800)

    def test_links_without_a_dialog_are_told_too(self):
        """A link that was written as the import does: no wording was kept beforehand."""
        result = self._add_result(self.plan)
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO asn_skp_result_parent_rel (result_id, parent_id) VALUES (%s, %s)",
            [result.id, self.patients.id],
        )
        self.env.invalidate_all()
        old = self.patients.name
        self.boss_result.name = "Lain"
        change = self._changes()
        self.assertEqual(change.old_display, old)
        # Whether it was direct is not known, so only keeping is possible.
        self.assertFalse(change.can_follow)
        with self.assertRefused("nothing to follow"):
            change.action_follow()
        change.action_keep()

    def test_same_words_are_no_change(self):
        self._take(self.plan, (self.patients, "same", 100))
        self.boss_result.name = self.patients.name
        self.target.write({"target_value": 3600.0, "weight": 50, "data_source": "SIMPUS"})
        self.assertFalse(self._changes())

    def test_deleted_result_leaves_no_link_and_is_told(self):
        self._take(self.plan, (self.patients, "same", 100))
        old = self.patients.name
        self.target.target_value = 4000
        self.own_boss_plan.write({"result_ids": [Command.delete(self.patients.id)]})
        own = self.plan.result_ids
        self.assertFalse(own.parent_result_ids)
        self.assertFalse(own.indicator_ids.parent_indicator_id)
        self.assertTrue(own.is_unlinked)
        change = self._changes()
        self.assertEqual((change.kind, change.old_display), ("deleted", old))
        self.assertFalse(change.can_follow)
        change.action_keep()
        self.assertFalse(self._changes())

    def test_deleted_indicator_is_told(self):
        self._take(self.plan, (self.patients, "same", 100))
        self.target.unlink()
        change = self._changes()
        self.assertEqual(change.kind, "indicator_deleted")
        self.assertEqual(change.old_display, f"Jumlah pasien dilayani: {self._shown(3600)} pasien")
        self.assertFalse(self.plan.result_ids.indicator_ids.parent_indicator_id)

    def test_agreed_result_that_ends_is_told_and_may_come_back(self):
        """A result of an agreed version is not deleted: it ends, and the link counts no more."""
        self.boss_plan.sudo().evaluator_id = self.chief
        self.own_boss_plan.action_propose()
        self.boss_plan.with_user(self.chief_user).action_agree()
        result = self._take(self.plan, (self.patients, "same", 100))
        self.boss_plan.with_user(self.chief_user).action_reopen("Ubah")
        self.env.invalidate_all()
        self.patients.with_user(self.head_user).unlink()
        self.assertTrue(self.patients.exists())
        self.assertTrue(result.is_unlinked)
        self.assertEqual(self._changes().mapped("kind"), ["deleted"])
        self.assertNotIn(self.patients, self.own_plan.result_ids[:1].parent_choice_ids.sudo())
        self.patients.sudo()._go_on()
        self.env.invalidate_all()
        self.assertFalse(self._changes())
        self.assertFalse(result.is_unlinked)
        self.patients.with_user(self.head_user).unlink()
        self._changes().action_keep()
        self.assertFalse(result.parent_result_ids)
        self.assertFalse(result.indicator_ids.parent_indicator_id)
        self.assertFalse(self._changes())

    def test_one_note_and_one_activity_however_many_changes(self):
        self._take(self.plan, (self.patients, "same", 100), (self.on_time, "same", 100))
        notes = len(self.plan.message_ids)
        mails = self.env["mail.mail"].search_count([])
        self.boss_result.name = "Lain"
        self.target.target_value = 10
        self.on_time.with_user(self.head_user).name = "Lain lagi"
        self.assertEqual(len(self._activities(self.plan)), 1)
        self.assertEqual(self._activities(self.plan).user_id, self.nurse_user)
        self.assertEqual(len(self.plan.message_ids) - notes, 1)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_agreed_plan_shows_it_and_is_not_changed(self):
        self._take(self.plan, (self.patients, "same", 100))
        self.own_plan.action_propose()
        self.plan.with_user(self.head_user).action_agree()
        self.target.target_value = 4000
        change = self._changes()
        self.assertFalse(change.can_keep or change.can_follow)
        for action in (change.action_follow, change.action_keep):
            with self.assertRefused("reopen"):
                action()
        self.assertEqual(self.plan.result_ids.indicator_ids.target_value, 3600)
        self.plan.with_user(self.head_user).action_reopen("Target berubah")
        self.env.invalidate_all()
        change.action_follow()
        self.assertEqual(self.plan.result_ids.indicator_ids.target_value, 4000)
        self.own_plan.action_propose()
        self.plan.with_user(self.head_user).action_agree()

    def test_closed_and_cancelled_plans_are_left_alone(self):
        self._take(self.plan, (self.patients, "same", 100))
        self.plan.sudo().state = "closed"
        self.boss_result.name = "Lain"
        self.assertFalse(self._changes())

    def test_rows_are_made_and_removed_by_the_server_only(self):
        self._take(self.plan, (self.patients, "same", 100))
        self.boss_result.name = "Lain"
        change = self._changes()
        values = {"skp_id": self.plan.id, "result_id": self.plan.result_ids.id}
        for user in (self.nurse_user, self.head_user, self.hr_user, self.admin_asn_user):
            row = change.with_user(user)
            with self.assertRaises(AccessError):
                row.write({"name": "X"})
            with self.assertRaises(AccessError):
                row.unlink()
            with self.assertRaises(AccessError):
                row.create({**values, "kind": "wording", "name": "X"})
        for user in (self.colleague_user, self.hr_user, self.officer_user, self.auditor_user):
            with self.assertRaises(AccessError):
                change.with_user(user).action_keep()
        self.assertFalse(change.with_user(self.colleague_user).search([]))

    def test_nothing_of_nothing_cannot_be_shared(self):
        self.target.target_value = 0
        self._take(self.plan, (self.patients, "split", 25))
        self.target.target_value = 100
        with self.assertRefused("was 0"):
            self._changes().action_follow()

    def test_many_subordinates_cost_no_query_each(self):
        """Twenty people more that take over cost no further query."""

        def rename(name):
            self.env.invalidate_all()
            self.boss_result.read(["name"])
            before = self.env.cr.sql_log_count
            self.boss_result.name = name
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        self._take(self.plan, (self.patients, "same", 100))
        rename("Pemanasan")
        self._changes().action_keep()
        few = rename("Satu")
        self._changes().action_keep()
        values = [
            {
                "name": f"Perawat {number}",
                "department_id": self.clinic.id,
                "asn_status": "pns",
                "asn_evaluator_id": self.head.id,
                "date_version": "2020-01-01",
            }
            for number in range(20)
        ]
        people = self.env["hr.employee"].create(values)
        plans = self.env["asn.skp"].create(
            [{"employee_id": person.id, "period_id": self.year.id} for person in people]
        )
        results = self.env["asn.skp.result"].create(
            [
                {"skp_id": plan.id, "name": "X", "parent_result_ids": [Command.link(p)]}
                for plan in plans
                for p in self.patients.ids
            ]
        )
        self.assertEqual(len(results), 20)
        self.env.flush_all()
        many = rename("Dua")
        self.assertEqual(len(plans.parent_change_ids), 20)
        self.assertLessEqual(many, few + 2)


@tagged("post_install", "-at_install")
class TestAsnCascadeCoverage(CascadeCase):
    def _sums(self, plans):
        lines = self.env["asn.skp.indicator"].search([("skp_id", "in", plans.ids)])
        return list(lines._cascade_sums().values())

    def test_coverage_of_a_plan(self):
        """A quarter and a half of 3600 patients: 900 are left."""
        self._take(self.plan, (self.patients, "split", 25))
        self._take(self.peer_plan, (self.patients, "split", 50))
        (sums,) = self._sums(self.boss_plan)
        self.assertEqual(sums["indicator_id"], self.patients.indicator_ids.id)
        self.assertEqual((sums["total"], sums["difference"], sums["people"]), (2700, -900, 2))
        self.assertIn("900 pasien are left", sums["words"])

    def test_same_targets_must_be_equal(self):
        result = self._take(self.plan, (self.on_time, "same", 100))
        (sums,) = self._sums(self.boss_plan)
        self.assertEqual((sums["total"], sums["unequal"], sums["words"]), (None, 0, ""))
        result.indicator_ids.target_value = 80
        (sums,) = self._sums(self.boss_plan)
        self.assertEqual(sums["unequal"], 1)
        self.assertIn("1 have another target than 90 %", sums["words"])

    def test_more_than_all_is_said(self):
        self._take(self.plan, (self.patients, "split", 75))
        self._take(self.peer_plan, (self.patients, "split", 50))
        (sums,) = self._sums(self.boss_plan)
        self.assertEqual((sums["total"], sums["difference"]), (4500, 900))
        self.assertIn(f"900 pasien more than {self._shown(3600)} pasien", sums["words"])

    def test_superior_sees_who_supports_a_result(self):
        self._take(self.plan, (self.patients, "split", 25))
        self._take(self.peer_plan, (self.patients, "indirect", 100))
        shown = self.patients.with_user(self.head_user).support_summary.split("\n")
        self.assertEqual(
            shown,
            [
                f"Jumlah pasien dilayani: 900 pasien of {self._shown(3600)} pasien are shared out, "
                f"{self._shown(2700)} pasien are left.",
                f"Nurul Huda (Non-direct): {self.patients.name}",
                "Siti Rahmah (Direct, a share of the target): 900 pasien",
            ],
        )

    def test_subordinate_sees_neither_colleagues_nor_totals(self):
        self._take(self.plan, (self.patients, "split", 25))
        self._take(self.peer_plan, (self.patients, "split", 50))
        self.env.invalidate_all()
        shown = self.patients.with_user(self.nurse_user).support_summary
        self.assertIn("Siti Rahmah", shown)
        self.assertNotIn("Nurul Huda", shown)
        self.assertNotIn(self._shown(2700), shown)
        self.assertIn("1 more", shown)

    def test_cancelled_plans_do_not_count(self):
        self._take(self.plan, (self.patients, "split", 25))
        self.plan.with_user(self.hr_user).action_cancel("Salah")
        self.env.invalidate_all()
        self.assertEqual(self._sums(self.boss_plan), [])

    def test_figures_for_many_plans_cost_as_for_one(self):
        self._take(self.plan, (self.patients, "split", 25))
        everybody = self.year.skp_ids

        def count(plans):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._sums(plans)
            return self.env.cr.sql_log_count - before

        self.assertLessEqual(count(everybody), count(self.boss_plan) + 3)
