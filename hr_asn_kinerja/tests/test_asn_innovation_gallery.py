from odoo.exceptions import AccessError, UserError

from .test_asn_innovation import InnovationCase


class TestInnovationPlan(InnovationCase):
    def test_an_agreed_plan_is_reopened_by_its_evaluator(self):
        innovation = self._endorsed()
        self.assertFalse(innovation.can_add_to_plan)
        with self.assertRaises(AccessError):
            innovation.action_add_to_plan()
        self.assertEqual((self.plan.state, len(self.plan.result_ids)), ("agreed", 2))
        boss = innovation.with_user(self.head_user)
        self.assertTrue(boss.can_add_to_plan)
        boss.action_add_to_plan()
        self.assertEqual(self.plan.state, "returned")
        result = self.plan.result_ids.filtered("innovation_id")
        self.assertEqual((result.kind, result.innovation_id), ("additional", innovation.sudo()))
        self.assertEqual(innovation.sudo().result_ids, result)
        indicator = result.indicator_ids
        self.assertEqual(
            (indicator.name, indicator.unit, indicator.polarity, indicator.aggregation),
            ("Waktu tunggu rata-rata", "menit", "lower", "average"),
        )
        self.assertEqual((indicator.target_value, indicator.baseline), (30, 75))
        self.assertIn("Antrian daring", self.plan.transition_ids[0].reason)
        with self.assertRaisesRegex(UserError, "already"):
            boss.action_add_to_plan()
        self.plan.with_user(self.nurse_user).action_propose()
        self.plan.with_user(self.head_user).action_agree()
        self.assertEqual(self.plan.version_number, 2)
        self.assertIn(indicator, self.plan.evaluation_ids.line_ids.indicator_id)
        # What was worked on it is the value after.
        innovation.action_begin()
        self._log(indicator, 28, "2026-11-24")
        innovation.action_measure()
        self.assertEqual((innovation.after_value, innovation.effect), (28, "better"))

    def test_the_employee_adds_it_to_a_plan_that_is_worked_out(self):
        plan = self._plan_of(self.colleague)
        self._fill_plan(plan)
        draft = self._draft(self.colleague_user)
        with self.assertRaisesRegex(UserError, "endorsed"):
            draft.action_add_to_plan()
        draft.action_propose()
        draft.with_user(self.head_user).action_endorse()
        with self.assertRaises(AccessError):
            draft.with_user(self.hr_user).action_add_to_plan()
        draft.action_add_to_plan()
        self.assertEqual((plan.state, len(plan.result_ids)), ("draft", 3))
        with self.assertRaises(AccessError):
            plan.result_ids[0].with_user(self.colleague_user).innovation_id = draft


class TestInnovationGallery(InnovationCase):
    def test_one_appreciation_for_each_person_that_can_be_taken_back(self):
        innovation = self._endorsed()
        card = self._card(innovation)
        card.action_appreciate()
        card.action_appreciate()
        self._card(innovation, self.colleague_user).action_appreciate()
        self.assertEqual((card.appreciation_count, card.is_appreciated), (2, True))
        self.assertEqual(innovation.sudo().appreciation_count, 2)
        self.assertFalse(self._card(innovation, self.hr_user).is_appreciated)
        rows = self.env["asn.innovation.appreciation"]
        for user in (self.nurse_user, self.head_user, self.hr_user, self.admin_asn_user):
            self.assertFalse(rows.with_user(user).search([]), user.login)
        self.assertEqual(len(rows.with_user(self.outsider_user).search([])), 1)
        card.action_take_back()
        card.action_take_back()
        self.assertEqual((card.appreciation_count, card.is_appreciated), (1, False))
        with self.assertRaisesRegex(UserError, "own innovation"):
            self._card(innovation, self.nurse_user).action_appreciate()
        with self.assertRaisesRegex(AccessError, "no employee"):
            self._card(innovation, self.plain_user).action_appreciate()

    def test_what_is_not_shown_is_not_appreciated_or_used(self):
        innovation = self._endorsed()
        innovation.action_withdraw()
        hidden = self._proposed(name="Belum")
        for record in (innovation, hidden):
            for method in ("action_appreciate", "action_use_idea"):
                with self.assertRaises(UserError):
                    getattr(self._card(record), method)()
        self.assertFalse(self.env["asn.innovation.appreciation"].search([]))

    def test_using_an_idea_makes_an_own_draft_that_names_its_origin(self):
        innovation = self._endorsed()
        action = self._card(innovation).action_use_idea()
        draft = self.env["asn.innovation"].browse(action["res_id"]).with_user(self.outsider_user)
        self.assertEqual((draft.employee_id.id, draft.state), (self.outsider.id, "draft"))
        self.assertEqual(draft.origin_note, "Antrian daring – Puskesmas Penanggalan – Siti Rahmah")
        self.assertEqual((draft.library_id, draft.before_date), (self.waiting, False))
        self.assertEqual(innovation.state, "endorsed")

    def test_the_gallery_reads_in_few_queries(self):
        for number in range(12):
            self._measured(name=f"Inovasi {number}")
        cards = self.env["asn.innovation.gallery"].with_user(self.outsider_user)
        fields = ["name", "problem", "effect_view", "appreciation_count", "is_appreciated", "year"]
        spec = {name: {} for name in fields}
        cards.web_search_read([], spec, limit=2)
        self.env.invalidate_all()
        with self.assertQueryCount(__system__=8):
            found = cards.web_search_read([], spec, limit=40)
        self.assertEqual(len(found["records"]), 12)

    def test_measured_alone(self):
        self._endorsed(name="Tanpa angka")
        measured = self._measured()
        cards = self.env["asn.innovation.gallery"].with_user(self.outsider_user)
        self.assertEqual(cards.search([("is_measured", "=", True)]).ids, measured.ids)
