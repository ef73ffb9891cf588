from datetime import date, datetime

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import RecapCase
from .workbook_reading import WorkbookMixin


@tagged("post_install", "-at_install")
class TestAsnBookRegisters(WorkbookMixin, RecapCase):
    """Objections, follow-ups, coaching, credit points; and the records of talks as PDF."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The nurse objects; the colleague's draft is nobody else's.
        cls.nurse_evaluation.date_received = "2026-11-24"
        cls.objection = cls._begin_objection(cls.nurse_evaluation, cls.nurse_user)
        cls.objection.action_file()
        cls.nurse.current_version_id.asn_functional_level = "expert_first"
        cls.env["asn.credit"].sudo()._sync(cls.nurse_evaluation)
        cls.env["asn.follow.up"].with_user(cls.hr_user).action_collect()
        cls.coaching = (
            cls.env["asn.coaching"]
            .with_user(cls.head_user)
            .create(
                {"skp_id": cls._plan_of(cls.nurse).id, "kind": "counselling", "problem": "RAHASIA"}
            )
        )
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _begin_objection(cls, evaluation, user):
        action = evaluation.with_user(user).action_answer_result()
        draft = cls.env["asn.objection"].with_user(user).browse(action["res_id"])
        draft.write({"reason_results": "RAHASIA"})
        return draft

    def _ordered(self, user, kind):
        order = self.env["asn.workbook.order"].with_user(user).create({"kind": kind})
        return self._book("workbook", user, order.ids)

    def _cells(self, book):
        return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]

    def test_register_of_objections(self):
        self.outsider_evaluation.date_received = "2026-11-24"
        draft = self._begin_objection(self.outsider_evaluation, self.outsider_user)
        self.assertEqual(draft.state, "draft")
        book = self._ordered(self.hr_user, "objection")
        (row,) = self._table(book["Objections"])
        self.assertEqual(
            (row["Name"], row["Status"], row["Decision"], row["Predicate After"]),
            ("Siti Rahmah", "Waits for the explanation", None, None),
        )
        self.assertEqual(row["Predicate Before"], "Good")
        self.assertEqual(row["Result Received on"], datetime(2026, 11, 24))
        self.assertEqual(row["Filed on"], datetime(2026, 11, 24))
        # Why somebody objects stays in the objection.
        self.assertNotIn("RAHASIA", self._cells(book))

    def test_register_of_the_picked_rows(self):
        book = self._book("book_objection", self.auditor_user, self.objection.ids)
        self.assertEqual([r["Name"] for r in self._table(book["Objections"])], ["Siti Rahmah"])
        book = self._book("book_objection", self.outsider_user, self.objection.ids)
        self.assertEqual([r["Name"] for r in self._table(book["Objections"])], ["Nobody objected."])

    def test_coaching_and_development(self):
        book = self._ordered(self.hr_user, "development")
        self.assertEqual(
            book.sheetnames, ["Cover", "Follow-ups", "Agencies", "Coaching", "Development"]
        )
        (row,) = self._table(book["Coaching"])
        self.assertEqual((row["Name"], row["Name of Coach"]), ("Siti Rahmah", "Teuku Rizal"))
        followed = {(r["Name"], r["Predicate"]) for r in self._table(book["Follow-ups"])}
        self.assertIn(("Agus Salim", "Needs improvement"), followed)
        self.assertNotIn("RAHASIA", self._cells(book))

    def test_nobody_reads_of_a_coaching_beside_it(self):
        """The officer of the unit and the auditor see no coaching in the workbook."""
        for user in (self.officer_user, self.auditor_user):
            with self.subTest(user.login):
                book = self._ordered(user, "development")
                sheets = [sheet for sheet in book if sheet.title == "Coaching"]
                told = [row["Name"] for sheet in sheets for row in self._table(sheet)]
                self.assertNotIn("Siti Rahmah", told)

    def test_credit_points_and_shortage(self):
        standing = self.env["asn.credit.standing"].search([("employee_id", "=", self.nurse.id)])
        book = self._ordered(self.hr_user, "credit")
        (row,) = self._table(book["Standing"])
        self.assertEqual((row["Name"], row["NIP"]), ("Siti Rahmah", "199003122015032901"))
        # Half a year of "good" as Ahli Pertama: 6/12 x 12.5 (Peraturan BKN 3/2023).
        self.assertEqual(self._table(book["Credit Points"])[0]["Credit Points"], 6.25)
        self.assertEqual(row["Short for the Rank"], standing.rank_shortage)
        self.assertGreater(row["Short for the Rank"], 0)
        own = self._book("book_credit", self.nurse_user, standing.ids)
        self.assertNotIn("NIP", self._table(own["Standing"])[0], "for who may read it only")

    def test_records_of_talks_are_downloaded_as_pdf(self):
        dialogue = (
            self.env["asn.dialogue"]
            .with_user(self.head_user)
            .create(
                {
                    "skp_id": self._plan_of(self.nurse).id,
                    "date_start": datetime.combine(date(2026, 11, 26), datetime.min.time()),
                }
            )
        )
        for document, name in ((dialogue, "dialogue"), (self.coaching, "coaching")):
            action = document.with_user(self.nurse_user).action_print()
            self.assertEqual(action["type"], "ir.actions.report")
            self.assertEqual(action["report_name"], f"hr_asn_kinerja_report.print_{name}")
            self.assertEqual(action["context"]["active_ids"], document.ids)
            with self.assertRaises(UserError):
                document.browse().action_print()
