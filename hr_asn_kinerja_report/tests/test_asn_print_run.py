import io
import re
import zipfile
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.hr_asn_kinerja.tests.common import AsnHttpCase

from .common import RecapDataMixin

BATCH = "odoo.addons.hr_asn_kinerja_report.models.print_run.asn_print_run_batch"


@tagged("post_install", "-at_install")
class TestAsnPrintRun(RecapDataMixin, AsnHttpCase):
    """The prints of a unit as one ZIP, drawn in the background."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_half(cls.env)
        cls.nurse.name = "Siti Rahmah / =1+1"
        cls.nurse_evaluation.employee_name = cls.nurse.name
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        # How sheets look is tested elsewhere; drawing each of them takes half a second.
        drawing = patch(
            "odoo.addons.hr_asn_kinerja_report.report.pdf_many.write_pdfs",
            lambda pages, count: (b"%PDF-" + page.encode() for page in pages),
        )
        drawing.start()
        self.addCleanup(drawing.stop)

    def _order(self, user, **values):
        run = (
            self.env["asn.print.run"].with_user(user).create({"period_id": self.half.id, **values})
        )
        run.action_order()
        return run

    def _draw(self, size=2):
        """Do what the job does, in batches of ``size``."""
        runs = self.env["asn.print.run"]
        while waiting := runs.search([("state", "=", "running")], limit=1):
            waiting._run_batch(size)
        self.env.flush_all()

    def _get(self, login, run):
        self.authenticate(login, login)
        return self.url_open(f"/asn/prints/{run.id}")

    def test_officer_gets_one_file_with_the_unit(self):
        run = self._order(self.officer_user, with_skp=True)
        evaluations = self.env["asn.evaluation"].with_user(self.officer_user)
        count = evaluations.search_count([("period_id", "=", self.half.id)])
        self.assertGreater(count, 2)
        self.assertEqual(run.state, "running")
        run.sudo()._run_batch(1)
        self.assertIn(f"1 of {run.total} sheets", run.summary)
        self._draw()
        self.assertEqual((run.state, run.printed, run.progress), ("done", run.total, 100))
        notice = self.env["mail.message"].search(
            [("model", "=", run._name), ("res_id", "=", run.id)]
        )
        self.assertEqual(notice.notified_partner_ids, self.officer_user.partner_id)
        answer = self._get("asn_officer", run)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
            self.assertIsNone(file.testzip())
            names = file.namelist()
            self.assertEqual(len(set(names)), run.total)
            name = "Puskesmas Penanggalan/199003122015032901 Siti Rahmah _ _1_1 "
            name += "Dokumen Evaluasi Kinerja.pdf"
            self.assertIn(name, names)
            text = re.sub(r"\s+|<[^>]+>", " ", file.read(name).decode())
        self.assertRegex(text, r"^%PDF-.*DOKUMEN EVALUASI.*PREDIKAT KINERJA PEGAWAI +BAIK")
        noted = self.env["asn.access.log"].search(
            [("evaluation_id", "=", self.nurse_evaluation.id), ("kind", "=", "export")]
        )
        self.assertEqual(noted.reader_id, self.officer_user)

    @mute_logger("odoo.http")
    def test_nobody_else_gets_it_and_not_without_the_right(self):
        run = self._order(self.officer_user)
        self.assertEqual(self._get("asn_officer", run).status_code, 404)  # not ready
        self._draw()
        for login in ("asn_hr", "asn_auditor", "asn_nurse", "asn_plain"):
            with self.subTest(login):
                self.assertEqual(self._get(login, run).status_code, 404)
        with self.assertRaises(AccessError):
            run.with_user(self.hr_user).action_stop()
        with self.assertRaises(AccessError):
            run.with_user(self.officer_user).line_ids.read(["sheets"])
        # Another unit: the documents are hidden now.
        self.officer_user.asn_unit_ids = self.other_agency
        self.env.flush_all()
        self.assertEqual(self._get("asn_officer", run).status_code, 404)
        with self.assertRaises(AccessError):
            run.with_user(self.officer_user)._prepare_file()

    def test_the_job_goes_on_after_a_kill_and_ends_with_the_last_batch(self):
        """Half of it is kept. Odoo calls the job again only as long as something remains."""
        run = self._order(self.officer_user)
        run.sudo()._run_batch(1)  # the server was killed after this one
        seen = []

        def commit(cron, processed=0, *, remaining=None, **_options):
            seen.append((processed, remaining, run.state))
            return 60.0 if remaining else 0.0

        with patch.object(type(self.env["ir.cron"]), "_commit_progress", commit):
            self.env["asn.print.run"]._cron_print_runs()
        self.assertEqual(seen, [(run.total - 1, 0, "done")])
        pieces = b"".join(run._prepare_file()[1])
        with zipfile.ZipFile(io.BytesIO(pieces)) as file:
            names = file.namelist()
        people = run.sudo().line_ids.mapped("document")
        numbers = self.env["asn.evaluation"].browse(people).mapped("nip")
        self.assertEqual(sorted(re.findall(r"/(\d{18}) ", " ".join(names))), sorted(numbers))

    def test_what_is_hidden_meanwhile_is_not_drawn(self):
        run = self._order(self.officer_user)
        run.sudo()._run_batch(1)
        self.officer_user.asn_unit_ids = self.other_agency
        self._draw()
        first, *others = run.sudo().line_ids.sorted("id")
        own = self.officer_evaluation.id  # his own stays readable
        self.assertEqual(first.outcome, "done")
        for line in others:
            self.assertEqual(line.outcome, "done" if line.document == own else "left")
        self.assertIn("left out", run.summary)

    def test_a_batch_that_was_lost_is_drawn_once(self):
        run = self._order(self.hr_user)
        run.sudo()._run_batch(2)
        drawn = run.sudo().line_ids.filtered(lambda line: line.outcome == "done")
        with (
            patch(f"{BATCH}.AsnPrintRunBatch._keep", side_effect=MemoryError),
            self.assertRaises(MemoryError),
            self.env.cr.savepoint(),
        ):
            run.sudo()._run_batch(2)
        self._draw()
        self.assertEqual(run.state, "done")
        lines = run.sudo().line_ids
        self.assertEqual(set(lines.mapped("outcome")), {"done"})
        pieces = b"".join(run.with_user(self.hr_user)._prepare_file()[1])
        with zipfile.ZipFile(io.BytesIO(pieces)) as file:
            self.assertEqual(len(file.namelist()), run.total)
            self.assertFalse([name for name in file.namelist() if name.endswith("(2).pdf")])
        self.assertTrue(drawn[0].sheets)

    @mute_logger(BATCH)
    def test_one_that_breaks_the_drawing_holds_nobody_up(self):
        run = self._order(self.hr_user)
        broken = self.nurse_evaluation.id
        original = self.env.registry["report.hr_asn_kinerja_report.print_evaluation_document"]
        sheet = original._prepare_sheet

        def fail(report, document):
            if document.id == broken:
                raise ValueError("broken")
            return sheet(report, document)

        with patch.object(original, "_prepare_sheet", fail):
            self._draw(10)
        self.assertEqual(run.printed, run.total - 1)
        self.assertRegex(run.summary, "1 could not be drawn.*: Siti Rahmah / =1\\+1")

    def test_stopping_and_the_end_of_its_days(self):
        run = self._order(self.hr_user)
        run.sudo()._run_batch(1)
        run.action_stop()
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60.0):
            self.env["asn.print.run"]._cron_print_runs()
        self.assertEqual(run.state, "stopped")
        self.assertFalse(run.sudo().line_ids)
        with self.assertRaises(UserError):
            run.action_download()
        other = self._order(self.hr_user)
        self._draw(10)
        files = self.env["ir.attachment"].search(
            [("res_model", "=", "asn.print.line"), ("res_field", "=", "sheets")]
        )
        self.assertTrue(files)
        other.sudo().date_done = fields.Datetime.now() - timedelta(days=8)
        self.env["asn.print.run"]._gc_files()
        self.assertEqual(other.state, "expired")
        self.assertFalse(files.exists())
        self.assertIn("deleted", other.summary)

    def test_one_order_after_the_other(self):
        self._order(self.hr_user)
        with self.assertRaisesRegex(UserError, "still being drawn"):
            self._order(self.hr_user)
        self._order(self.officer_user)  # of another orderer: waits for its turn
        self._draw(10)
        self._order(self.hr_user)

    def test_orders_that_are_none(self):
        runs = self.env["asn.print.run"].with_user(self.hr_user)
        none = runs.create({"period_id": self.half.id, "with_evaluation_document": False})
        with self.assertRaisesRegex(UserError, "at least one form"):
            none.action_order()
        nothing = runs.create({"period_id": self.half.id, "unit_ids": self.spare_unit().ids})
        with self.assertRaisesRegex(UserError, "nothing to print"):
            nothing.action_order()
        with self.assertRaises(AccessError):
            self.env["asn.print.run"].with_user(self.nurse_user).create({"period_id": self.half.id})
        with self.assertRaises(AccessError):
            none.write({"state": "done"})

    def spare_unit(self):
        return self.env["hr.department"].create({"name": "Unit Kosong"})
