from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_asn_dialogue import START, DialogueCase


@tagged("post_install", "-at_install")
class TestAsnDialogueAgenda(DialogueCase):
    def _fill(self, dialogue):
        dialogue.action_fill_agenda()
        return [(line.kind, line.name) for line in dialogue.agenda_ids]

    def test_open_items_are_found_once(self):
        patients, on_time = self.plan.result_ids.indicator_ids
        self._log(patients, 100, "2026-10-01")
        self._log(patients, 50, "2026-10-02")
        dialogue = self._new_dialogue()
        # 3,600 in a year, 1,800 in the half; due to 23 November: 146 of 184 days, 1,428.26.
        behind, bare = self._fill(dialogue)
        self.assertEqual((behind[0], bare[0]), ("behind", "evidence"))
        self.assertRegex(behind[1], r"^Jumlah pasien dilayani: 150 .* 1[.,]428 pasien")
        self.assertRegex(bare[1], r"^Jumlah pasien dilayani: 2 ")
        self.assertEqual(dialogue.agenda_ids.mapped("source_id"), [patients.id] * 2)
        dialogue.agenda_ids[0].name = "Diganti sendiri"
        answer = dialogue.action_fill_agenda()
        self.assertEqual(answer["tag"], "display_notification")
        self.assertEqual(len(dialogue.agenda_ids), 2)

    def test_open_agreements_of_the_last_dialogue_come_first(self):
        first = self._hold(self._new_dialogue(date_start=datetime(2026, 10, 5, 2, 0)))
        first.agreement_ids = [
            (0, 0, {"name": "Menyusun jadwal", "date_due": "2026-10-20"}),
            (
                0,
                0,
                {"name": "Menyediakan alat", "owner": "evaluator", "date_due": "2026-10-31"},
            ),
        ]
        self._confirm_both(first)
        first.agreement_ids[0].action_done()
        dialogue = self._new_dialogue()
        lines = self._fill(dialogue)
        self.assertEqual(lines[0][0], "agreement")
        self.assertRegex(lines[0][1], r"^Menyediakan alat \(.*31.*2026\)$")
        self.assertNotIn("Menyusun jadwal", str(lines))

    def test_questions_on_entries_are_found(self):
        patients, _on_time = self.plan.result_ids.indicator_ids
        entry = self._log(patients, 100, "2026-11-02")
        entry.with_user(self.head_user).action_question("Dari mana angkanya?")
        lines = self._fill(self._new_dialogue())
        self.assertIn("question", [kind for kind, _name in lines])
        self.assertNotIn("Dari mana", str(lines))

    def test_others_do_not_fill_it(self):
        dialogue = self._new_dialogue()
        for user in (self.chief_user, self.hr_user, self.auditor_user):
            with self.assertRaises(AccessError):
                dialogue.with_user(user).action_fill_agenda()

    def test_the_source_is_set_by_the_server_only(self):
        dialogue = self._new_dialogue()
        line = {"name": "Pokok", "source_model": "asn.realisation", "source_id": 1}
        with self.assertRaises(AccessError):
            dialogue.agenda_ids = [(0, 0, line)]
        with self.assertRaises(AccessError):
            dialogue.agenda_ids = [(0, 0, {"name": "Pokok", "kind": "behind"})]

    def test_a_line_never_moves_to_another_dialogue(self):
        first, second = self._new_dialogue(), self._new_dialogue()
        first.agenda_ids = [(0, 0, {"name": "Pokok"})]
        with self.assertRaises(AccessError):
            first.agenda_ids.dialogue_id = second

    def test_a_point_opens_what_it_comes_from(self):
        patients, _on_time = self.plan.result_ids.indicator_ids
        self._log(patients, 100, "2026-10-01")
        dialogue = self._new_dialogue()
        dialogue.action_fill_agenda()
        action = dialogue.agenda_ids[0].action_open_source()
        self.assertEqual((action["res_model"], action["res_id"]), (patients._name, patients.id))
        dialogue.agenda_ids = [(0, 0, {"name": "Sendiri"})]
        own = dialogue.agenda_ids.filtered(lambda line: line.kind == "own")
        with self.assertRaises(UserError):
            own.action_open_source()


@tagged("post_install", "-at_install")
class TestAsnDialogueAgreement(DialogueCase):
    def setUp(self):
        super().setUp()
        self.dialogue = self._hold(self._new_dialogue())
        self.dialogue.agreement_ids = [
            (0, 0, {"name": "Menyusun jadwal", "date_due": "2026-12-01"}),
            (
                0,
                0,
                {"name": "Menyediakan alat", "owner": "evaluator", "date_due": "2026-12-05"},
            ),
        ]
        self.mine, self.bosses = self.dialogue.agreement_ids

    def test_confirmation_by_both_makes_activities(self):
        self.assertEqual(self.mine.status, "agreed")
        self.assertFalse(self.mine.activity_id)
        self._confirm_both(self.dialogue)
        activity = self.mine.sudo().activity_id
        self.assertEqual(activity.user_id, self.nurse_user)
        self.assertEqual(activity.summary, "Menyusun jadwal")
        self.assertEqual(str(activity.date_deadline), "2026-12-01")
        self.assertEqual(self.bosses.sudo().activity_id.user_id, self.head_user)
        self.assertEqual(self.mine.status, "open")

    def test_marking_the_activity_marks_the_agreement_and_nothing_else(self):  # threat: D15
        self._confirm_both(self.dialogue)
        before = {
            plan_or_other: plan_or_other.state
            for plan_or_other in (self.plan, self.dialogue.sudo(), *self.plan.evaluation_ids)
        }
        activity = self.mine.sudo().activity_id.with_user(self.nurse_user)
        activity.action_done()
        self.assertTrue(self.mine.is_done)
        self.assertEqual(self.mine.status, "done")
        self.assertEqual(self.mine.done_by_id, self.nurse_user)
        self.assertEqual(str(self.mine.date_done), "2026-11-24")
        self.assertFalse(self.bosses.is_done)
        self.assertEqual(before, {record: record.state for record in before})

    def test_marking_the_agreement_completes_the_activity(self):
        self._confirm_both(self.dialogue)
        activity = self.mine.sudo().activity_id
        self.mine.with_user(self.nurse_user).action_done()
        self.assertFalse(activity.active)
        self.assertTrue(self.mine.is_done)
        self.mine.with_user(self.nurse_user).action_undo()
        self.assertEqual(self.mine.status, "open")
        self.assertTrue(self.mine.sudo().activity_id.active)
        self.assertNotEqual(self.mine.sudo().activity_id, activity)

    def test_a_reminder_marked_as_done_confirms_nothing(self):  # threat: D15
        self.dialogue.action_confirm()
        activity = self.dialogue.sudo().activity_ids
        self.assertEqual(activity.user_id, self.nurse_user)
        activity.with_user(self.nurse_user).action_done()
        self.assertEqual(self.dialogue.state, "evaluator_confirmed")

    def test_others_mark_nothing(self):
        self._confirm_both(self.dialogue)
        for user in (self.chief_user, self.hr_user, self.auditor_user):
            with self.assertRaises(AccessError):
                self.mine.with_user(user).action_done()
            with self.assertRaises(AccessError):
                self.mine.sudo().activity_id.with_user(user).action_done()
        with self.assertRaises(AccessError):
            self.mine.with_user(self.nurse_user).is_done = True
        self.assertFalse(self.mine.is_done)

    def test_late_after_the_due_day_in_the_region(self):
        self._confirm_both(self.dialogue)
        with freeze_time("2026-12-01 16:59:59"):  # 23:59:59 of the due day
            self.mine.invalidate_recordset(["status"])
            self.assertEqual(self.mine.status, "open")
        with freeze_time("2026-12-01 17:00:00"):
            self.mine.invalidate_recordset(["status"])
            self.assertEqual(self.mine.status, "late")


@tagged("post_install", "-at_install")
class TestAsnDialogueHint(DialogueCase):
    def _needy(self):
        return self.env["asn.skp"].search([("needs_dialogue", "=", True)])

    def test_after_the_months_of_the_setting(self):
        self.assertEqual(self._needy(), self.plan)
        self.assertIn("3 months", self.plan.with_user(self.head_user).dialogue_hint)
        self.assertFalse(self.plan.with_user(self.nurse_user).dialogue_hint)
        self.company.asn_dialogue_months = 0
        self.assertFalse(self._needy())
        self.plan.invalidate_recordset()
        self.assertFalse(self.plan.with_user(self.head_user).dialogue_hint)

    def test_a_planned_or_recent_dialogue_is_enough(self):
        dialogue = self._new_dialogue()
        self.assertFalse(self._needy())
        dialogue.action_cancel("Batal")
        self.assertEqual(self._needy(), self.plan)
        self._hold(self._new_dialogue(date_start=datetime(2026, 8, 24, 2, 0)))
        self.assertFalse(self._needy())  # exactly three months ago

    def test_an_old_one_is_not(self):
        self._hold(self._new_dialogue(date_start=datetime(2026, 8, 22, 2, 0)))
        self.assertEqual(self._needy(), self.plan)

    def test_the_button_opens_what_the_reader_may_read(self):
        dialogue = self._new_dialogue()
        for user, found in ((self.nurse_user, dialogue), (self.officer_user, dialogue.browse())):
            action = self.plan.with_user(user).action_view_dialogues()
            self.assertEqual(dialogue.with_user(user).search(action["domain"]), found)


@tagged("post_install", "-at_install")
class TestAsnDialogueRecord(DialogueCase):
    def _html(self, user, ids):
        report = self.env["ir.actions.report"].with_user(user)
        html, kind = report._render_qweb_html("hr_asn_kinerja.report_asn_dialogue", ids)
        self.assertEqual(kind, "html")
        return html.decode() if isinstance(html, bytes) else str(html)

    def test_it_is_indonesian_and_loads_nothing(self):
        dialogue = self._new_dialogue(place="Ruang rapat")
        dialogue.agenda_ids = [(0, 0, {"name": "<img src=http://x.example/a.png>"})]
        self._hold(dialogue, "<script>alert(1)</script> http://x.example\nBaris kedua")
        dialogue.agreement_ids = [(0, 0, {"name": "Menyusun jadwal", "date_due": "2026-12-01"})]
        self._confirm_both(dialogue)
        html = self._html(self.nurse_user, dialogue.ids)
        for word in (
            "Berita Acara Dialog Kinerja",
            "Kamis, 26 November 2026",
            "09.00 s.d. 10.00 WIB",
            "Pegawai yang Dinilai",
            "Pejabat Penilai Kinerja",
            "199003122015032901",
            "197906152003121903",
            "1 Desember 2026",
            "Menyusun jadwal",
            "24 November 2026 pukul 12.00",  # confirmed, in the time of the region
        ):
            self.assertIn(word, html)
        for word in ("<script", "<img", "<link", "@import", "src=", "href=", "url("):
            self.assertNotIn(word, html.replace("&lt;img src=", ""), word)
        self.assertNotIn("Konsep", html)

    def test_a_draft_says_so(self):
        dialogue = self._hold(self._new_dialogue())
        self.assertIn("Konsep, belum dikonfirmasi", self._html(self.head_user, dialogue.ids))

    def test_one_hidden_id_refuses_all(self):  # threat: B09
        own = self._hold(self._new_dialogue())
        plan = self._agree_plan(self.colleague)
        other = (
            self.env["asn.dialogue"]
            .with_user(self.head_user)
            .create({"skp_id": plan.id, "date_start": START})
        )
        self.assertTrue(self._html(self.head_user, (own | other).ids))
        for ids in ((own | other).ids, other.ids, [own.id, 999999999]):
            with self.assertRaises(AccessError):
                self._html(self.nurse_user, ids)
        for ids in ([], [0], None, list(range(1, 60))):
            with self.assertRaises(UserError):
                self._html(self.nurse_user, ids)
        for user in (self.officer_user, self.colleague_user, self.plain_user):
            with self.assertRaises(AccessError):
                self._html(user, own.ids)
