from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_asn_cascade import CascadeCase


@tagged("post_install", "-at_install")
class TestAsnCascadeTake(CascadeCase):
    def _dialog(self, user=None):
        user = user or self.nurse_user
        action = self.plan.with_user(user).action_take_over()
        return self.env["asn.cascade.take"].with_user(user).browse(action["res_id"])

    def test_offers_what_is_not_supported_yet(self):
        dialog = self._dialog()
        self.assertEqual(dialog.situation, "offer")
        self.assertEqual(dialog.superior_name, self.head.name)
        names = self.boss_plan.result_ids.mapped("name")
        self.assertEqual(dialog.line_ids.mapped("name"), [f"{name} (draft)" for name in names])
        self.assertEqual(
            dialog.line_ids[0].targets, f"Jumlah pasien dilayani: {self._shown(3600)} pasien"
        )

    def test_share_defaults_to_an_equal_one(self):
        """The head evaluates two people in the test data."""
        self.assertEqual(self._dialog().line_ids.mapped("share"), [50, 50])

    def test_takes_several_results_in_one_go(self):
        self.patients.classification = "organisation"
        results = self._take(
            self.plan, (self.patients, "split", 25), (self.on_time, "split", 25)
        ).sorted("sequence")
        self.assertEqual(results.mapped("parent_result_ids"), self.boss_plan.result_ids)
        self.assertEqual(results.mapped("kind"), ["main", "main"])
        self.assertEqual(results.mapped("classification"), ["organisation", "individual"])
        self.assertEqual(results.mapped("cascade"), ["split", "split"])
        first, second = results.indicator_ids
        # 25 % of 3,600 patients; a ratio of 90 % is the same for everybody.
        self.assertEqual((first.target_value, first.unit), (900, "pasien"))
        self.assertEqual((second.target_value, second.aggregation), (90, "ratio"))
        self.assertEqual(first.parent_indicator_id, self.patients.indicator_ids)
        self.assertEqual(second.parent_indicator_id, self.on_time.indicator_ids)
        self.assertEqual((self.plan.result_count, self.plan.indicator_count), (2, 2))

    def test_non_direct_takes_the_wording_and_no_indicator(self):
        result = self._take(self.plan, (self.patients, "indirect", 100))
        self.assertEqual(result.name, self.patients.name)
        self.assertFalse(result.indicator_ids)

    def test_nothing_is_offered_or_made_twice(self):
        first, second = self._dialog(), self._dialog()
        for dialog in (first, second):
            dialog.line_ids[0].is_selected = True
            dialog.action_confirm()
        first.action_confirm()
        self.assertEqual(len(self.plan.result_ids), 1)
        self.assertEqual(self._dialog().line_ids.parent_id, self.on_time)
        self.assertEqual(self._dialog().supported, self.patients.name)
        self._take(self.plan, (self.on_time, "same", 100))
        dialog = self._dialog()
        self.assertFalse(dialog.line_ids)
        self.assertEqual(dialog.situation, "all_taken")

    def test_says_why_there_is_nothing_to_take_over(self):
        self.boss_plan.result_ids.unlink()
        self.assertEqual(self._dialog().situation, "no_results")
        self.boss_plan.sudo().state = "cancelled"
        self.env.invalidate_all()
        self.assertEqual(self._dialog().situation, "no_plan")
        self.plan.sudo().evaluator_id = False
        self.assertEqual(self._dialog().situation, "no_superior")

    def test_evaluator_takes_over_for_the_subordinate(self):
        dialog = self._dialog(self.head_user)
        dialog.line_ids[0].is_selected = True
        dialog.action_confirm()
        self.assertEqual(self.plan.result_ids.parent_result_ids, self.patients)

    def test_others_and_other_states_are_refused(self):
        for user in (self.hr_user, self.officer_user, self.colleague_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._dialog(user)
        dialog = self._dialog()
        dialog.line_ids[0].is_selected = True
        with self.assertRaises(AccessError):
            dialog.with_user(self.colleague_user).action_confirm()
        self.plan.sudo().state = "agreed"
        with self.assertRaises(AccessError):
            dialog.action_confirm()
        self.assertFalse(self.plan.result_ids)

    def test_lines_named_by_the_client_are_checked(self):
        strange = self._add_result(self.peer_plan)
        lines = self.env["asn.cascade.take.line"].with_user(self.nurse_user)
        dialog = self._dialog()
        values = {"take_id": dialog.id, "parent_id": strange.id, "is_selected": True}
        with self.assertRaises(AccessError):
            lines.create(values)
        line = lines.sudo().create(values).with_user(self.nurse_user)
        with self.assertRaises(AccessError):
            line.read(["name", "targets", "preview"])
        with self.assertRefused("evaluator's plan"):
            dialog.action_confirm()
        other = self.env["asn.cascade.take"].with_user(self.nurse_user)
        with self.assertRaises(AccessError):
            other.create({"skp_id": self.peer_plan.id})
        other = other.sudo().create({"skp_id": self.peer_plan.id}).with_user(self.nurse_user)
        with self.assertRaises(AccessError):
            other.read(["superior_name", "supported"])
        with self.assertRaises(AccessError):
            other.action_confirm()
        self.assertFalse(self.plan.result_ids)
        self.assertEqual(self.peer_plan.result_ids, strange.sudo())

    def test_shares_that_are_none(self):
        line = self._dialog().line_ids[0]
        for share in (0, -5, 100.5, float("nan"), float("inf"), "x"):
            with self.subTest(share=share), self.assertRaises(UserError):
                line.write({"cascade": "split", "share": share})
        with self.assertRefused("Tick at least one"):
            line.take_id.action_confirm()
        with self.assertRaises(UserError):
            line.write({"cascade": "other"})
        with self.assertRefused("Choose one record"):
            self.env["asn.cascade.take"].with_user(self.nurse_user).action_confirm()

    def test_dialog_shows_what_it_will_make(self):
        line = self._dialog().line_ids[0]
        line.write({"cascade": "split", "share": 30})
        self.assertEqual(line.preview, f"Jumlah pasien dilayani: {self._shown(1080)} pasien")
        line.cascade = "same"
        self.assertEqual(line.preview, f"Jumlah pasien dilayani: {self._shown(3600)} pasien")

    def test_dates_and_words_are_taken_over_as_they_stand(self):
        self.patients.write(
            {
                "indicator_ids": [
                    Command.create(
                        {
                            "name": "Laporan",
                            "target_kind": "date",
                            "polarity": "date",
                            "target_date": "2026-12-15",
                        }
                    ),
                    Command.create(
                        {"name": "Dokumen", "target_kind": "text", "target_text": "lengkap"}
                    ),
                ]
            }
        )
        result = self._take(self.plan, (self.patients, "split", 40))
        _count, report, words = result.indicator_ids
        self.assertEqual(str(report.target_date), "2026-12-15")
        self.assertEqual(words.target_text, "lengkap")
