from datetime import date, datetime

from odoo.fields import Command
from odoo.tests import tagged

from .test_asn_dialogue import DialogueCase

HELD = datetime(2026, 7, 1, 2, 0)


@tagged("post_install", "-at_install")
class TestAsnDialogueProgress(DialogueCase):
    """Dialogues and agreements on the employee's own page, under "What comes next"."""

    def _get_dates(self):
        page = self.plan.with_user(self.nurse_user).get_my_performance(self.plan.id)
        return [
            (item["date"], item["text"])
            for item in page["dates"]
            if item["kind"] in ("dialogue", "agreement")
        ]

    def test_a_planned_dialogue_names_day_time_and_the_other(self):
        self._new_dialogue()
        self.assertEqual(
            self._get_dates(),
            [("2026-11-26", f"Dialogue with {self.head.name} at 09.00 WIB")],
        )

    def test_a_cancelled_one_is_gone(self):
        self._new_dialogue().action_cancel("Dinas luar")
        self.assertEqual(self._get_dates(), [])

    def test_open_agreements_of_the_person_once_both_have_confirmed(self):
        dialogue = self._hold(self._new_dialogue(date_start=HELD))
        dialogue.agreement_ids = [
            Command.create({"name": name, "owner": owner, "date_due": day})
            for name, owner, day in (
                ("Daftar periksa", "employee", date(2026, 12, 1)),
                ("Usulan pelatihan", "evaluator", date(2026, 12, 2)),
                ("Jadwal jaga", "employee", date(2026, 12, 3)),
                ("Sudah lewat", "employee", date(2026, 1, 2)),
            )
        ]
        self.assertEqual(self._get_dates(), [])
        self._confirm_both(dialogue)
        self.assertEqual(
            self._get_dates(),
            [("2026-12-01", "Agreed: Daftar periksa"), ("2026-12-03", "Agreed: Jadwal jaga")],
        )
        first = dialogue.agreement_ids.filtered(lambda line: line.name == "Daftar periksa")
        first.with_user(self.nurse_user).action_done()
        self.assertEqual(self._get_dates(), [("2026-12-03", "Agreed: Jadwal jaga")])
