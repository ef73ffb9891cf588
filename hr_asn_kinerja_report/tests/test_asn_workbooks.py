import io

import openpyxl
from openpyxl.utils.escape import unescape

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..report.workbooks import sheet
from .common import RecapCase
from .test_asn_recap_xlsx import ATTACKS, count_tags
from .workbook_reading import WorkbookMixin

HISTORY = "History of Three Years"
BOOKS = (
    "late",
    "distribution",
    "indicator",
    "history",
    "objection",
    "development",
    "credit",
    "exchange",
)


@tagged("post_install", "-at_install")
class TestAsnWorkbooks(WorkbookMixin, RecapCase):
    """What all workbooks have in common, and the content of those about evaluations."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.everything = (
            cls.nurse_evaluation
            | cls.colleague_evaluation
            | cls.officer_evaluation
            | cls.outsider_evaluation
        )

    def _order(self, user, kind, **values):
        orders = self.env["asn.workbook.order"].with_user(user)
        return orders.create({"kind": kind, **values})

    def _ordered(self, user, kind, **values):
        return self._book("workbook", user, self._order(user, kind, **values).ids)

    def _names(self, sheet):
        return [row["Name"] for row in self._table(sheet)]

    def test_every_workbook_opens_with_rows_and_without(self):
        empty = self.env["asn.period"].search([("id", "=", self.second_half.id)])
        for kind in BOOKS:
            for values in ({}, {"period_ids": empty.ids, "unit_ids": self.clinic.ids}):
                with self.subTest(kind, values=values):
                    book = self._ordered(self.hr_user, kind, **values)
                    facts = self._facts(book)
                    self.assertEqual(facts["Made by"], self.hr_user.name)
                    self.assertIn("Unit", facts)
                    for sheet in book:
                        self.assertTrue(sheet["A1"].value, sheet.title)
                        self.assertNotEqual(sheet.title, "History", "Excel keeps this name")
                    # A sheet without rows says so.
                    for sheet in book:
                        if facts.get(sheet.title) == 0:
                            told = [c.value for c in sheet[2] if c.value]
                            self.assertEqual(len(told), 1, sheet.title)
                            self.assertTrue(told[0].endswith("."))

    def test_late_list(self):
        book = self._ordered(self.hr_user, "late")
        rows = {row["Name"]: row for row in self._table(book["Late"])}
        self.assertEqual(set(rows), {"Dewi Sartika", "Nurul Huda"})
        row = rows["Dewi Sartika"]
        self.assertEqual((row["Status"], row["Waits for"]), ("In progress", "Dewi Sartika"))
        due = self.officer_evaluation.date_due
        today = self.env["asn.period"]._local_today(self.company)
        self.assertEqual(row["Days Late"], (today - due).days)
        self.assertEqual(row["Due Date"].date(), due)
        self.assertEqual(rows["Nurul Huda"]["Waits for"], "Teuku Rizal")
        agencies = [[cell.value for cell in row] for row in book["Agencies"].iter_rows(max_row=3)]
        self.assertEqual(
            agencies,
            [
                ["Agency", "Rows", "In progress", "Submitted", "Rated"],
                ["Dinas Kesehatan", 2, 1, 0, 1],
                ["Total", 2, 1, 0, 1],
            ],
        )

    def test_ratings_are_in_after_the_release_only(self):
        rows = {row["Name"]: row for row in self._table(self._history()[HISTORY])}
        nurse, colleague = rows["Siti Rahmah"], rows["Nurul Huda"]
        self.assertEqual(
            (nurse["Work Results"], nurse["Work Behaviour"], nurse["Predicate"]),
            ("Meets expectation", "Above expectation", "Good"),
        )
        self.assertEqual((nurse["NIP"], nurse["Achievement (%)"]), ("199003122015032901", 95))
        self.assertEqual(
            (colleague["Work Results"], colleague["Work Behaviour"], colleague["Predicate"]),
            (None, None, None),
        )

    def _history(self, user=None):
        return self._book("book_history", user or self.hr_user, self.everything.ids)

    def test_history_holds_all_periods_of_the_picked_people(self):
        self.second_half.with_user(self.hr_user).action_open()
        rows = self._table(
            self._book("book_history", self.hr_user, self.nurse_evaluation.ids)[HISTORY]
        )
        self.assertEqual({row["Name"] for row in rows}, {"Siti Rahmah"})
        self.assertEqual(len(rows), 2)
        self.assertEqual([row["From"].month for row in rows], [1, 7])

    def test_readers_get_what_they_may_read(self):
        for user, names in (
            (self.hr_user, {"Dewi Sartika", "Nurul Huda", "Siti Rahmah", "Agus Salim"}),
            (self.officer_user, {"Dewi Sartika", "Nurul Huda", "Siti Rahmah"}),
            (self.nurse_user, {"Siti Rahmah"}),
            (self.plain_user, set()),
        ):
            with self.subTest(user.login):
                told = self._names(self._history(user)[HISTORY])
                nobody = "There are no evaluations in these years."
                self.assertEqual(set(told), names or {nobody})

    def test_indicators(self):
        book = self._ordered(self.hr_user, "indicator", unit_ids=self.clinic.ids)
        rows = self._table(book["Indicators"])
        self.assertEqual({row["Name"] for row in rows}, {"Siti Rahmah", "Nurul Huda"})
        values = {
            (row["Name"], row["Achievement (%)"])
            for row in rows
            if row["Achievement (%)"] is not None
        }
        self.assertIn(("Siti Rahmah", 90), values)
        self.assertIn(("Siti Rahmah", 100), values)
        agencies = self._table(book["Agencies"])
        self.assertEqual(agencies[-1]["Agency"], "Total")

    def _distribution(self, **values):
        book = self._ordered(self.auditor_user, "distribution", period_ids=self.half.ids, **values)
        titles = ("Unit", "Evaluations", "Released", "Good", "Good (in percent)")
        return book, [
            tuple(row[title] for title in titles) for row in self._table(book["Distribution"])
        ]

    # threat: C05
    def test_distribution_names_nobody(self):
        """Of one released evaluation no predicate is told."""
        book, rows = self._distribution()
        self.assertEqual(
            rows,
            [
                ("Dinas Kesehatan", 1, 0, None, None),
                ("Puskesmas Penanggalan", 2, 1, None, None),
                ("Dinas Perhubungan", 1, 1, None, None),
            ],
        )
        values = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        for name in self.everything.mapped("employee_name"):
            self.assertNotIn(name, values)

    def _release_everything(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE asn_evaluation SET predicate = 'good', state = 'released',"
            " result_rating = 'meets', behaviour_rating = 'meets' WHERE id = ANY(%s)",
            [self.everything.ids],
        )
        self.env.invalidate_all()

    # threat: C05
    def test_distribution_of_few_people_is_no_difference(self):
        """Three of the clinic and one of the other agency: with the region's four told elsewhere,
        the clinic would give that one away. When all are of the clinic, it is told."""
        (self.everything - self.outsider_evaluation).sudo().unit_id = self.clinic
        self._release_everything()
        hidden = ("Puskesmas Penanggalan", 3, 3, None, None)
        self.assertEqual(self._distribution()[1][0], hidden)
        self.assertEqual(self._distribution(unit_ids=self.clinic.ids)[1], [hidden])
        self.outsider_evaluation.sudo().unit_id = self.clinic
        told = ("Puskesmas Penanggalan", 4, 4, 4, 100)
        book, rows = self._distribution()
        self.assertEqual(rows, [told])
        (agency,) = self._table(book["Agencies"])
        self.assertEqual((agency["Agency"], agency["Good"]), ("Dinas Kesehatan", 4))

    # threat: C05
    def test_distribution_counts_people_and_not_their_posts(self):
        """Four evaluations of three people: enough; of two people: too few."""
        self.everything.sudo().unit_id = self.clinic
        self._release_everything()
        posts = self.nurse_evaluation, self.officer_evaluation
        self._make_posts(self.nurse, *posts)
        self.assertEqual(self._distribution()[1], [("Puskesmas Penanggalan", 4, 4, 4, 100)])
        self._make_posts(self.nurse, *posts, self.outsider_evaluation)
        self.assertEqual(self._distribution()[1], [("Puskesmas Penanggalan", 4, 4, None, None)])

    def test_groups_and_dialogs_of_others(self):
        for name, users in (
            ("book_distribution", (self.nurse_user, self.head_user)),
            ("book_exchange", (self.officer_user, self.auditor_user)),
        ):
            for user in users:
                with self.subTest(name, user=user.login), self.assertRaises(AccessError):
                    self._book(name, user, self.everything.ids)
        order = self._order(self.hr_user, "late")
        with self.assertRaises(AccessError):
            self._book("workbook", self.auditor_user, order.ids)
        with self.assertRaises(AccessError):
            self._order(self.nurse_user, "late")
        with self.assertRaises(AccessError):
            self._ordered(self.auditor_user, "exchange")
        for ids in ([], [2**31 - 1], [2**40], order.ids * 2, ["1"]):
            with self.subTest(ids), self.assertRaises(UserError):
                self._book("workbook", self.hr_user, ids)

    def test_only_workbooks_that_one_may_have_are_offered(self):
        orders = self.env["asn.workbook.order"]
        for user, is_offered in (
            (self.hr_user, True),
            (self.officer_user, False),
            (self.auditor_user, False),
        ):
            found = orders.with_user(user).fields_get(["kind"], ["selection"])
            kinds = [kind for kind, _label in found["kind"]["selection"]]
            with self.subTest(user.login):
                self.assertIn("late", kinds)
                self.assertEqual("exchange" in kinds, is_offered)
        kinds = orders._fields["kind"].get_values(self.env)
        timeless = {kind for kind in kinds if not orders.new({"kind": kind}).has_period}
        self.assertEqual(timeless, {"history", "credit"})
        self.assertFalse(orders.new({"kind": "made up"}).has_period)

    def test_what_carries_ratings_is_written_down(self):
        self.env.cr.flush()
        logs = self.env["asn.access.log"]
        before = logs.search([])
        self._book("book_late", self.hr_user, self.everything.ids)
        self._ordered(self.hr_user, "distribution")
        self.assertFalse(logs.search([("id", "not in", before.ids)]))
        self._book("book_indicator", self.hr_user, self.everything.ids)
        rows = logs.search([("id", "not in", before.ids)])
        measured = self.everything - self.officer_evaluation
        self.assertEqual(rows.evaluation_id, measured)
        self.assertEqual((set(rows.mapped("kind")), rows.reader_id), ({"export"}, self.hr_user))
        self._history(self.nurse_user)
        self.assertEqual(
            logs.search([("id", "not in", before.ids)]), rows, "one's own is no reading"
        )

    # threat: J01
    def test_text_is_never_a_formula_or_a_link(self):
        report = self.env["report.hr_asn_kinerja_report.book_history"].with_user(self.hr_user)
        for attack in [*ATTACKS, "A\x00B", "\u202eABC", "😀 ꦗꦮ سلام"]:
            with self.subTest(attack):
                self.env.cr.execute(
                    "UPDATE asn_evaluation SET employee_name = %s, nip = %s, job_title = %s"
                    " WHERE id = %s",
                    [attack.replace("\x00", "\x01")] * 3 + [self.nurse_evaluation.id],
                )
                self.hr_user.name = attack.replace("\x00", "\x01")
                content, _extension = report.create_xlsx_report(self.nurse_evaluation.ids, {})
                self.assertEqual(count_tags(content, "f"), 0)
                self.assertEqual(count_tags(content, "hyperlink"), 0)
                names = self._names(self._history()[HISTORY])
                self.assertIn(attack.replace("\x00", "\x01"), names)

    def test_name_of_a_unit_is_a_text_in_every_workbook(self):  # threat: J01
        report = self.env["report.hr_asn_kinerja_report.workbook"].with_user(self.hr_user)
        for attack in (*ATTACKS, "-2+3", '=cmd|" /C calc"!A0'):
            self.clinic.name = attack
            for kind in BOOKS:
                order = self._order(self.hr_user, kind, unit_ids=self.clinic.ids)
                with self.subTest(attack, kind=kind):
                    content, _extension = report.create_xlsx_report(order.ids, {})
                    self.assertEqual(count_tags(content, "f"), 0)
                    self.assertEqual(count_tags(content, "hyperlink"), 0)
                    book = openpyxl.load_workbook(io.BytesIO(content))
                    found = [
                        cell
                        for sheet in book
                        for row in sheet.iter_rows()
                        for cell in row
                        if unescape(str(cell.value)).strip() == attack.strip()
                    ]
                    self.assertTrue(found, "the cover names the unit")
                    self.assertEqual({cell.data_type for cell in found}, {"s"})

    def test_more_rows_than_a_sheet_holds_are_refused(self):
        self.patch(sheet, "MAX_ROWS", 3)
        with self.assertRaises(UserError):
            self._history()
