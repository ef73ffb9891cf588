from odoo import Command
from odoo.exceptions import AccessError, UserError

from .common import AsnCase

# PermenPANRB 6/2022, annex: results down, behaviour across.
NINE_CELLS = {
    ("above", "above"): "very_good",
    ("above", "meets"): "good",
    ("above", "below"): "poor",
    ("meets", "above"): "good",
    ("meets", "meets"): "good",
    ("meets", "below"): "poor",
    ("below", "above"): "needs_improvement",
    ("below", "meets"): "needs_improvement",
    ("below", "below"): "very_poor",
}


class TestEvaluation(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._begin_half()
        cls.patients, cls.on_time = cls.plan.result_ids.indicator_ids

    def test_every_cell_gives_its_predicate(self):
        evaluation = self.evaluation.with_user(self.head_user)
        for (results, behaviour), predicate in NINE_CELLS.items():
            with self.subTest(results=results, behaviour=behaviour):
                evaluation.write(
                    {"draft_result_rating": results, "draft_behaviour_rating": behaviour}
                )
                self.assertEqual(evaluation.draft_predicate, predicate)

    def test_employee_cannot_read_ratings_before_release(self):
        """By no door: field, model, search or form."""
        self._rate(self.evaluation, "below", "meets", draft_note="Perlu dibimbing")
        mine = self.evaluation.with_user(self.nurse_user)
        values = mine.read(
            ["draft_result_rating", "draft_predicate", "draft_note", "predicate", "rating_ids"]
        )[0]
        self.assertFalse(any(values[name] for name in values if name != "id"))
        ratings = self.env["asn.evaluation.rating"].with_user(self.nurse_user)
        self.assertFalse(ratings.search([]))
        with self.assertRaises(AccessError):
            ratings.browse(self.evaluation.rating_ids.id).read(["predicate"])
        self.assertFalse(
            self.env["asn.evaluation"]
            .with_user(self.nurse_user)
            .search([("rating_ids.result_rating", "=", "below")])
        )
        self.assertFalse(self.env["asn.evaluation.behaviour"].with_user(self.nurse_user).search([]))

    def test_own_ratings_stay_hidden_in_every_group(self):
        groups = ("unit_officer", "hr_office", "auditor", "administrator")
        for group in groups:
            self.nurse_user.group_ids += self.env.ref(f"hr_asn_kinerja.group_asn_{group}")
        self._rate(self.evaluation, "below", "meets")
        self.assertFalse(
            self.env["asn.evaluation.rating"]
            .with_user(self.nurse_user)
            .search([("evaluation_id", "=", self.evaluation.id)])
        )

    def test_employee_sees_everything_on_release(self):
        self.evaluation.behaviour_ids[0].with_user(self.head_user).feedback = "Sabar melayani"
        self._rate(self.evaluation, "meets", "meets")
        self.evaluation.with_user(self.head_user).action_release()
        mine = self.evaluation.with_user(self.nurse_user)
        self.assertEqual(mine.predicate, "good")
        self.assertEqual(mine.result_reason, "Hasil sesuai bukti dukung.")
        self.assertEqual(mine.behaviour_ids[0].feedback, "Sabar melayani")

    def test_employee_never_writes_ratings(self):
        """(threat: A01)"""
        behaviour = self.evaluation.behaviour_ids[0]
        mine = self.evaluation.with_user(self.nurse_user)
        attempts = {
            "draft": lambda: mine.write({"draft_result_rating": "above"}),
            "final": lambda: mine.write({"result_rating": "above", "behaviour_rating": "above"}),
            "predicate": lambda: mine.write({"predicate": "very_good"}),
            "score": lambda: mine.write({"score": 120}),
            "web_save": lambda: mine.web_save({"predicate": "very_good"}, {"predicate": {}}),
            "load": lambda: (
                self.env["asn.evaluation"]
                .with_user(self.nurse_user)
                .load([".id", "predicate"], [[str(mine.id), "very_good"]])
            ),
            "line": lambda: mine.line_ids[0].write({"achievement": 120}),
            "line by command": lambda: mine.write(
                {"line_ids": [Command.update(mine.line_ids[0].id, {"achievement": 120})]}
            ),
            "rating": lambda: (
                self.env["asn.evaluation.rating"]
                .with_user(self.nurse_user)
                .create({"evaluation_id": mine.id, "result_rating": "above"})
            ),
            "behaviour": lambda: behaviour.with_user(self.nurse_user).write({"feedback": "Hebat"}),
            "state": lambda: mine.write({"state": "released"}),
        }
        for door, attempt in attempts.items():
            with self.subTest(door=door):
                if door == "load":
                    self.assertTrue(attempt()["messages"])
                else:
                    with self.assertRaises(UserError):
                        attempt()
        self.env.invalidate_all()
        self.assertFalse(self.evaluation.predicate)
        self.assertFalse(self.evaluation.rating_ids)
        self.assertEqual(self.evaluation.state, "open")

    def test_evaluator_writes_ratings_only_until_rated(self):
        self._rate(self.evaluation, "meets", "meets")
        with self.assertRaises(AccessError):
            self.evaluation.with_user(self.head_user).write({"draft_result_rating": "above"})
        self.evaluation.with_user(self.head_user).action_revise()
        self.evaluation.with_user(self.head_user).write({"draft_result_rating": "above"})
        self.assertEqual(self.evaluation.rating_ids.result_rating, "above")

    def test_others_cannot_rate(self):
        for user in (self.chief_user, self.hr_user, self.officer_user, self.auditor_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.evaluation.with_user(user).write({"draft_result_rating": "above"})

    def test_rating_needs_both_and_a_reason_for_deviation(self):
        self._log(self.patients, 900)  # 50 percent: suggested below
        self._log(self.on_time, 45, denominator=50)
        self.assertEqual(self.evaluation.suggested_rating, "below")
        evaluation = self.evaluation.with_user(self.head_user)
        evaluation.draft_result_rating = "meets"
        with self.assertRaisesRegex(UserError, "behaviour"):
            evaluation.action_rate()
        evaluation.draft_behaviour_rating = "meets"
        with self.assertRaisesRegex(UserError, "reason"):
            evaluation.action_rate()
        evaluation.draft_reason = "Alat rusak tiga bulan, di luar kendali pegawai"
        evaluation.action_rate()
        self.assertEqual(evaluation.state, "rated")

    def test_figures_are_frozen_on_release(self):
        self._log(self.patients, 1800)
        self._rate(self.evaluation, "above", "meets")
        self.evaluation.with_user(self.head_user).action_release()
        before = self.evaluation.read(["score", "suggested_rating", "predicate"])
        self.company.asn_score_above = 119
        with self.assertRaises(UserError):
            self.env["asn.realisation"].search([]).sudo().write({"quantity": 1})
        self.env.cr.execute("UPDATE asn_realisation SET quantity = 1")
        self.evaluation.line_ids.modified(["target_value"])
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.evaluation.read(["score", "suggested_rating", "predicate"]), before)
        self.assertEqual(self.evaluation.line_ids[0].realised, 1800)

    def test_reopening_takes_the_rating_back_and_is_kept(self):
        self._rate(self.evaluation, "meets", "meets")
        self.evaluation.with_user(self.head_user).action_release()
        with self.assertRaises(AccessError):
            self.evaluation.with_user(self.head_user).action_reopen("salah pilih")
        self.evaluation.with_user(self.hr_user).action_reopen("Penilai salah memilih pegawai")
        self.assertEqual(self.evaluation.state, "rated")
        self.assertFalse(self.evaluation.predicate)
        self.assertEqual(self.evaluation.transition_ids[0].reason, "Penilai salah memilih pegawai")

    def test_indicator_without_entry_is_left_out_until_submitted(self):
        """Nothing was due yet; once submitted, a sum without entries is zero, a ratio unknown."""
        self.assertFalse(self.evaluation.has_score)
        self._log(self.on_time, 45, denominator=50)
        self.assertEqual(self.evaluation.score, 100)
        self.evaluation.with_user(self.nurse_user).action_submit()
        self.assertEqual(self.evaluation.score, 50)
        by_name = {line.name: line for line in self.evaluation.line_ids}
        self.assertTrue(by_name["Jumlah pasien dilayani"].is_measured)
        self.assertEqual(by_name["Jumlah pasien dilayani"].achievement, 0)

    def test_overdue_delivery_counts_from_the_end_of_the_period(self):
        """Delivered 10 days late: 100 - 10 x 5; not delivered at all: late by 30 June."""
        plan = self._plan_of(self.colleague)
        plan.with_user(self.colleague_user).write(
            {
                "result_ids": [
                    Command.create(
                        {
                            "name": "Tersusunnya laporan tahunan",
                            "indicator_ids": [
                                Command.create(
                                    {
                                        "name": f"Laporan {number}",
                                        "aspect": "time",
                                        "polarity": "date",
                                        "aggregation": "last",
                                        "target_kind": "date",
                                        "target_date": due,
                                    }
                                )
                                for number, due in ((1, "2026-03-31"), (2, "2026-06-25"))
                            ],
                        }
                    )
                ]
            }
        )
        plan.with_user(self.colleague_user).action_propose()
        plan.with_user(self.head_user).action_agree()
        first, _second = plan.result_ids.indicator_ids
        self._log(first, 1, "2026-04-10")
        lines = plan.evaluation_ids.line_ids.sorted("sequence")
        self.assertEqual(lines.mapped("is_measured"), [True, False])
        plan.evaluation_ids.with_user(self.colleague_user).action_submit()
        self.assertEqual(lines.mapped("achievement"), [50, 75])

    def test_reason_dialog_takes_the_step(self):
        self.evaluation.with_user(self.nurse_user).action_submit()
        evaluation = self.evaluation.with_user(self.head_user).with_context(asn_action="send_back")
        action = evaluation.action_ask_reason()
        dialog = (
            self.env["asn.reason"]
            .with_user(self.head_user)
            .with_context(**action["context"])
            .create({"reason": "Lampirkan register pasien Maret"})
        )
        dialog.action_confirm()
        self.assertEqual(self.evaluation.state, "open")

    def test_reason_dialog_of_a_stranger_is_refused(self):
        """(threat: E05)"""
        self.evaluation.with_user(self.nurse_user).action_submit()
        dialog = (
            self.env["asn.reason"]
            .with_user(self.outsider_user)
            .create(
                {
                    "res_model": "asn.evaluation",
                    "res_id": self.evaluation.id,
                    "action": "send_back",
                    "reason": "x",
                }
            )
        )
        with self.assertRaises(AccessError):
            dialog.action_confirm()
        self.assertEqual(self.evaluation.state, "submitted")
