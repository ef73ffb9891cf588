from odoo.exceptions import AccessError, UserError

from .revision_common import RevisionCase


class TestKeepAgreed(RevisionCase):
    def test_content_is_that_of_the_agreed_version_again(self):
        self.env["asn.skp.appendix"].create({"skp_id": self.plan.id, "name": "Sarana"})
        self.env.cr.execute("DELETE FROM asn_skp_revision")
        self.env.cr.execute("UPDATE asn_skp SET version_number = 0")
        self.env.invalidate_all()
        self.plan._ensure_versions()
        before = self.env["asn.skp.revision"]._content_of(self.plan)[self.plan]
        self._log(self.patients, 900)
        self._reopen(self.second_half)
        self.on_time.with_user(self.nurse_user).write({"target_value": 95, "name": "Lain"})
        self.patients.result_id.with_user(self.nurse_user).unlink()
        self.env["asn.skp.result"].with_user(self.nurse_user).create(
            {"skp_id": self.plan.id, "name": "Baru"}
        )
        self.plan.appendix_ids.with_user(self.nurse_user).unlink()
        self.plan.with_user(self.head_user).action_keep_agreed()
        self.assertEqual(self.plan.state, "agreed")
        after = self.env["asn.skp.revision"]._content_of(self.plan)[self.plan]
        # Only the appendix was written anew, with the same words.
        for content in (before, after):
            for line in content["lists"]["appendix_ids"]:
                del line["id"]
        self.assertEqual(after, before)
        self.assertEqual(self.plan.version_number, 1)
        self.assertEqual(self.plan.transition_ids[0].action, "keep")
        self.assertEqual(self.plan.result_count, 2)
        self.assertFalse(self.plan.change_period_id)

    def test_whoever_reopened_it_or_the_evaluator(self):
        self._reopen(user=self.hr_user)
        for user in (self.nurse_user, self.chief_user, self.officer_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.plan.with_user(user).action_keep_agreed()
        self.plan.with_user(self.hr_user).action_keep_agreed()
        self.assertEqual(self.plan.state, "agreed")
        self._reopen(user=self.head_user)
        with self.assertRaisesRegex(UserError, "whoever reopened"):
            self.plan.with_user(self.hr_user).action_keep_agreed()
        self.plan.with_user(self.head_user).action_keep_agreed()
        self.assertEqual(self.plan.state, "agreed")

    def test_plan_that_was_never_agreed_is_not_kept(self):
        plan = self._plan_of(self.colleague)
        with self.assertRaisesRegex(UserError, "not agreed before"):
            plan.with_user(self.head_user).action_keep_agreed()
        self.assertEqual(plan.state, "draft")

    def test_period_opened_meanwhile_gets_its_evaluation(self):
        self._reopen(self.second_half)
        self.second_half.with_user(self.hr_user).action_open()
        self.assertFalse(self._evaluation(self.second_half))
        self.plan.with_user(self.head_user).action_keep_agreed()
        self.assertEqual(len(self._evaluation(self.second_half).line_ids), 2)
