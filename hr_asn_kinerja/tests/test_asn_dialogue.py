from datetime import datetime

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import AsnCase

START = datetime(2026, 11, 26, 2, 0)  # 09:00 in western Indonesia


class DialogueCase(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._begin_half()
        cls.second_half.with_user(cls.hr_user).action_open()

    @classmethod
    def _new_dialogue(cls, user=None, **values):
        return (
            cls.env["asn.dialogue"]
            .with_user(user or cls.head_user)
            .create({"skp_id": cls.plan.id, "date_start": START, **values})
        )

    def _hold(self, dialogue, minutes="Target dibahas."):
        dialogue.action_hold()
        dialogue.minutes = minutes
        return dialogue

    def _confirm_both(self, dialogue):
        dialogue.with_user(self.head_user).action_confirm()
        dialogue.with_user(self.nurse_user).action_confirm()
        self.assertEqual(dialogue.state, "confirmed")


@tagged("post_install", "-at_install")
class TestAsnDialogue(DialogueCase):
    def test_person_and_evaluator_are_copied_from_the_plan(self):
        dialogue = self._new_dialogue(topic="Kemajuan", place="Ruang rapat")
        self.assertRecordValues(
            dialogue,
            [
                {
                    "employee_id": self.nurse.id,
                    "user_id": self.nurse_user.id,
                    "evaluator_user_id": self.head_user.id,
                    "superior_user_id": self.chief_user.id,
                    "period_id": self.year.id,
                    "state": "planned",
                    "date_end": datetime(2026, 11, 26, 3, 0),
                }
            ],
        )

    def test_employee_begins_from_the_own_plan(self):
        with Form(self.env["asn.dialogue"].with_user(self.nurse_user)) as form:
            self.assertEqual(form.skp_id, self.plan)
            form.date_start = START
        self.assertEqual(form.record.user_id, self.nurse_user)

    def test_only_the_two_plan_one(self):
        for user in (self.colleague_user, self.chief_user, self.officer_user, self.hr_user):
            with self.assertRaises(UserError):  # an AccessError is one, too
                self._new_dialogue(user)
        self.assertFalse(self.env["asn.dialogue"].search([]))

    def test_closed_or_cancelled_plan_takes_none(self):
        for state in ("closed", "cancelled"):
            self.plan.state = state
            with self.assertRaises(UserError):
                self._new_dialogue()

    def test_the_other_side_is_asked_to_prepare(self):
        dialogue = self._new_dialogue(self.nurse_user)
        activity = dialogue.sudo().activity_ids
        self.assertEqual(activity.user_id, self.head_user)
        self.assertEqual(str(activity.date_deadline), "2026-11-26")

    def test_minutes_are_written_after_the_start_only(self):
        dialogue = self._new_dialogue()
        with self.assertRaises(AccessError):
            dialogue.minutes = "Terlalu awal"
        dialogue.action_hold()
        dialogue.minutes = "Sekarang"
        dialogue.with_user(self.nurse_user).also_present = "Dewi"
        with self.assertRaises(AccessError):
            dialogue.place = "Tempat lain"

    def test_nothing_written_is_not_confirmed(self):
        dialogue = self._new_dialogue()
        dialogue.action_hold()
        with self.assertRaises(UserError):
            dialogue.action_confirm()
        self.assertEqual(dialogue.state, "held")

    def test_each_confirms_alone_and_then_it_is_locked(self):
        dialogue = self._hold(self._new_dialogue())
        dialogue.action_confirm()
        self.assertEqual(dialogue.state, "evaluator_confirmed")
        with self.assertRaises(AccessError):  # who has confirmed writes no more
            dialogue.minutes = "Lain"
        dialogue.action_confirm()  # asked twice
        self.assertEqual(dialogue.state, "evaluator_confirmed")
        dialogue.with_user(self.nurse_user).action_confirm()
        self.assertEqual(dialogue.state, "confirmed")
        self.assertTrue(dialogue.date_employee_confirmed and dialogue.date_evaluator_confirmed)
        for user in (self.nurse_user, self.head_user):
            with self.assertRaises(AccessError):
                dialogue.with_user(user).minutes = "Lain"
            with self.assertRaises(UserError):
                dialogue.with_user(user).action_take_back()
        steps = dialogue.transition_ids.sorted("id").mapped("action")
        self.assertEqual(steps, ["hold", "confirm_evaluator", "confirm_employee"])

    def test_a_change_takes_the_others_confirmation_back(self):
        nurse = self.nurse_user
        line = {"name": "Pokok", "minutes": "Isi"}
        for values in (
            {"minutes": "Diubah"},
            {"agenda_ids": [(0, 0, line)]},
            {"agreement_ids": [(0, 0, {"name": "Sepakat", "date_due": "2026-12-10"})]},
        ):
            dialogue = self._hold(self._new_dialogue())
            dialogue.action_confirm()
            dialogue.with_user(nurse).write(values)
            self.assertEqual(dialogue.state, "held", values)
            self.assertFalse(dialogue.date_evaluator_confirmed)
            self.assertEqual(dialogue.transition_ids[:1].action, "take_back")

    def test_deleting_a_line_takes_the_others_confirmation_back(self):
        dialogue = self._hold(self._new_dialogue())
        dialogue.agenda_ids = [(0, 0, {"name": "Pokok", "minutes": "Isi"})]
        dialogue.with_user(self.nurse_user).action_confirm()
        dialogue.agenda_ids.unlink()
        self.assertEqual(dialogue.state, "held")

    def test_words_that_changed_meanwhile_are_not_confirmed(self):
        dialogue = self._hold(self._new_dialogue())
        seen = dialogue.content_number
        dialogue.with_user(self.nurse_user).minutes = "Diubah diam-diam"
        with self.assertRaises(UserError):
            dialogue.with_context(asn_content_number=seen).action_confirm()
        dialogue.with_context(asn_content_number=seen + 1).action_confirm()
        self.assertEqual(dialogue.state, "evaluator_confirmed")

    def test_nobody_confirms_for_the_other(self):
        dialogue = self._hold(self._new_dialogue())
        for user in (self.chief_user, self.hr_user):
            with self.assertRaises(AccessError):
                dialogue.with_user(user).action_confirm()
        with self.assertRaises(AccessError):
            dialogue.with_user(self.nurse_user).state = "evaluator_confirmed"
        self.assertEqual(dialogue.state, "held")

    def test_cancelling_needs_a_reason_and_empties_the_calendar(self):
        dialogue = self._new_dialogue()
        event = dialogue.event_id
        with self.assertRaises(UserError):
            dialogue.action_cancel()
        dialogue.action_cancel("Ada rapat mendadak")
        self.assertEqual(dialogue.state, "cancelled")
        self.assertFalse(event.exists())
        self.assertFalse(dialogue.sudo().activity_ids)
        with self.assertRaises(UserError):
            dialogue.unlink()

    @mute_logger("odoo.sql_db")
    def test_length_and_link_are_checked(self):
        for hours in (0, 13):
            with self.assertRaises(IntegrityError):
                self._new_dialogue(duration=hours)
        for link in ("javascript:alert(1)", "meet.example.com", "https://", "file:///etc/passwd"):
            with self.assertRaises(ValidationError):
                self._new_dialogue(video_link=link)
        self.assertTrue(self._new_dialogue(video_link="https://meet.example.com/abc"))

    def test_who_reads_it(self):
        dialogue = self._new_dialogue()
        readers = (self.nurse_user, self.head_user, self.chief_user, self.hr_user)
        for user in (*readers, self.auditor_user, self.admin_asn_user):
            self.assertTrue(dialogue.with_user(user).has_access("read"), user.login)
        for user in (self.colleague_user, self.officer_user, self.outsider_user, self.plain_user):
            self.assertFalse(dialogue.with_user(user).has_access("read"), user.login)
        for user in (self.chief_user, self.hr_user, self.auditor_user):
            self.assertFalse(dialogue.with_user(user).has_access("write"), user.login)

    def test_another_evaluator_takes_planned_dialogues_over(self):
        held = self._hold(self._new_dialogue())
        planned = self._new_dialogue(date_start=datetime(2026, 12, 3, 2, 0))
        self.plan.with_user(self.hr_user).evaluator_id = self.chief
        self.assertEqual(planned.sudo().evaluator_user_id, self.chief_user)
        self.assertEqual(held.sudo().evaluator_user_id, self.head_user)
        event = planned.sudo().event_id
        self.assertEqual(event.partner_ids, self.chief_user.partner_id | self.nurse_user.partner_id)
        self.assertEqual(event.user_id, self.chief_user)  # not the office
        self.assertTrue(held.with_user(self.chief_user).has_access("read"))


@tagged("post_install", "-at_install")
class TestAsnDialogueMeeting(DialogueCase):
    def test_the_meeting_tells_others_nothing(self):
        dialogue = self._new_dialogue(
            topic="Kinerja menurun", place="Ruang A", video_link="https://meet.example.com/abc"
        )
        event = dialogue.event_id
        self.assertEqual(event.privacy, "private")
        self.assertFalse(event.description)
        self.assertFalse(event.res_id or event.res_model)
        self.assertNotIn("Kinerja menurun", event.name)
        self.assertNotIn(self.nurse.name, event.name)
        self.assertEqual(event.partner_ids, self.nurse_user.partner_id | self.head_user.partner_id)
        self.env.invalidate_all()
        told = event.with_user(self.colleague_user).read(
            ["name", "display_name", "location", "videocall_location", "is_asn_dialogue"]
        )[0]
        self.assertIn(told["name"], ("Busy", "Sibuk"))
        self.assertEqual(told["display_name"], told["name"])
        for field in ("location", "videocall_location", "is_asn_dialogue"):
            self.assertFalse(told[field], field)

    def test_moving_the_dialogue_moves_the_meeting(self):
        dialogue = self._new_dialogue()
        dialogue.with_user(self.nurse_user).write(
            {"date_start": datetime(2026, 11, 27, 6, 0), "duration": 1.5, "place": "Aula"}
        )
        event = dialogue.event_id
        self.assertEqual(event.start, datetime(2026, 11, 27, 6, 0))
        self.assertEqual(event.stop, datetime(2026, 11, 27, 7, 30))
        self.assertEqual(event.location, "Aula")
        activity = dialogue.sudo().activity_ids
        self.assertEqual(str(activity.date_deadline), "2026-11-27")

    def test_moving_the_meeting_moves_the_dialogue(self):
        dialogue = self._new_dialogue()
        event = dialogue.event_id.with_user(self.nurse_user)
        event.write({"start": datetime(2026, 11, 28, 1, 0), "stop": datetime(2026, 11, 28, 1, 30)})
        self.assertEqual(dialogue.date_start, datetime(2026, 11, 28, 1, 0))
        self.assertAlmostEqual(dialogue.duration, 0.5)
        event.write({"location": "Kantin", "videocall_location": "https://meet.example.com/x"})
        self.assertEqual(dialogue.place, "Kantin")
        self.assertEqual(dialogue.video_link, "https://meet.example.com/x")
        self.assertEqual(event.start, datetime(2026, 11, 28, 1, 0))

    def test_a_third_person_in_the_meeting_does_not_move_it(self):
        dialogue = self._new_dialogue()
        event = dialogue.event_id
        event.with_user(self.head_user).partner_ids = [(4, self.colleague_user.partner_id.id)]
        with self.assertRaises(AccessError):
            event.with_user(self.colleague_user).start = datetime(2026, 11, 28, 1, 0)
        self.assertFalse(dialogue.with_user(self.colleague_user).has_access("read"))

    def test_the_meeting_of_a_held_dialogue_stays(self):
        dialogue = self._hold(self._new_dialogue())
        with self.assertRaises(AccessError):
            dialogue.event_id.with_user(self.head_user).start = datetime(2026, 11, 28, 1, 0)

    def test_the_meeting_stays_private(self):
        event = self._new_dialogue().event_id.with_user(self.head_user)
        with self.assertRaises(UserError):
            event.privacy = "public"

    def test_a_deleted_meeting_is_put_back(self):
        dialogue = self._new_dialogue()
        dialogue.event_id.with_user(self.head_user).unlink()
        self.env.invalidate_all()
        self.assertFalse(dialogue.event_id)
        self.assertEqual(dialogue.state, "planned")
        with self.assertRaises(AccessError):
            dialogue.with_user(self.chief_user).action_meet_again()
        dialogue.action_meet_again()
        self.assertEqual(dialogue.event_id.start, START)
        dialogue.event_id.with_user(self.head_user).active = False
        self.assertFalse(dialogue.event_id)

    def test_other_meetings_are_left_alone(self):
        event = (
            self.env["calendar.event"]
            .with_user(self.nurse_user)
            .create({"name": "Rapat", "start": START, "stop": datetime(2026, 11, 26, 3, 0)})
        )
        event.privacy = "public"
        event.start = datetime(2026, 11, 26, 4, 0)
        with self.assertRaises(UserError):
            event.action_open_asn_dialogue()
