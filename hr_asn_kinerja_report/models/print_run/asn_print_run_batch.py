import logging
from base64 import b64encode
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import psycopg2

from odoo import api, fields, models

from odoo.addons.hr_asn_kinerja.rules.file_name import safe_name

from ...report import pdf_many
from .asn_print_run import KEEP_DAYS, OFFICES

_logger = logging.getLogger(__name__)
# Some ten seconds of drawing; so much is lost when the server is killed.
BATCH_SIZE = 50
REPORT = "hr_asn_kinerja_report.print_%s"
TITLES = {
    "skp": "SKP",
    "skp_appendix": "Lampiran SKP",
    "evaluation": "Evaluasi Kinerja",
    "evaluation_document": "Dokumen Evaluasi Kinerja",
}


class AsnPrintRunBatch(models.Model):
    """Draws the sheets of an order, batch by batch, with the rights of who ordered them."""

    _inherit = "asn.print.run"

    @api.model
    def _cron_print_runs(self):
        """Go on with the orders that wait; a killed job loses one batch."""
        with pdf_many.kept_programs():
            self._go_on()

    @api.model
    def _go_on(self):
        for run in self.search([("state", "=", "running")], order="id"):
            while run.exists() and run.state == "running":
                count = run._run_batch()
                waiting = self.env["asn.print.line"].search_count(
                    [("run_id", "=", run.id), ("outcome", "=", "ready")]
                )
                if count and not waiting:
                    run._finish()  # at once: nothing would call the job for it soon
                if not self.env["ir.cron"]._commit_progress(count, remaining=waiting):
                    return
                run.invalidate_recordset()
        self._throw_away()

    def _run_batch(self, size=BATCH_SIZE):
        """Draw the next ``size`` sheets of one form; return how many lines were looked at.

        Writes lines only, and the run itself not before its end.
        """
        self.ensure_one()
        lines = self.env["asn.print.line"].search(
            [("run_id", "=", self.id), ("outcome", "=", "ready")], order="id", limit=size
        )
        lines = lines.filtered(lambda line: line.form == lines[0].form)
        if not lines:
            self._finish()
            return 0
        # sudo: rights of the reader, and none of the job
        reader = self.env(
            user=self.user_id.id,
            su=False,
            context={"allowed_company_ids": self.company_id.ids, "lang": self.user_id.lang},
        )
        drawn = {}
        if self.user_id.active and self.with_env(reader)._may_order():
            drawn = self._draw(reader, lines)
        self._keep(lines, drawn)
        return len(lines)

    def _may_order(self):
        """Tell whether the user is in an office still, in this region."""
        user = self.env.user
        # sudo: the regions of the user
        return self.company_id in user.sudo().company_ids and any(map(user.has_group, OFFICES))

    def _draw(self, reader, lines):
        """Return {id of the document: (name, PDF), or None when it could not be drawn}."""
        form = lines[0].form
        model = "asn.evaluation" if form.startswith("evaluation") else "asn.skp"
        documents = reader[model].browse(lines.mapped("document")).exists()
        documents = documents._filtered_access("read")
        if not documents:
            return {}
        sheets = self._draw_documents(form, documents)
        if sheets is None:
            # One of them breaks the drawing: the others do not wait for it.
            sheets = {}
            for document in documents:
                sheets.update(self._draw_documents(form, document) or {})
        return {
            document.id: (self._get_name(form, document), sheets[document.id])
            if document.id in sheets
            else None
            for document in documents
        }

    def _draw_documents(self, form, documents):
        """Return {id: PDF}, or None when one of them could not be drawn."""
        report = documents.env["ir.actions.report"]
        try:
            with self.env.cr.savepoint():
                streams = report._render_qweb_pdf_prepare_streams(
                    REPORT % form, {}, res_ids=documents.ids
                )
        except psycopg2.OperationalError:
            raise  # two at once: Odoo repeats the batch
        except Exception:  # pylint: disable=broad-except
            # Whatever a text does to the drawing, the other people of the unit get their sheets.
            _logger.exception("Could not draw %s of %s", form, documents)
            return None
        return {key: stream["stream"].getvalue() for key, stream in streams.items()}

    @api.model
    def _get_name(self, form, document):
        """Return folder and name of a sheet in the file."""
        unit = document.unit_id.sudo()  # sudo: the name of the unit that the document is about
        folder = safe_name(unit.with_context(hierarchical_naming=False).name, longest=60)
        return f"{folder}/{safe_name(document.nip, document.employee_name, TITLES[form])}"

    def _keep(self, lines, drawn):
        """Write down what became of a batch, its sheets with its first line."""
        content = BytesIO()
        printed = self.env["asn.print.line"]
        failed = self.env["asn.print.line"]
        with ZipFile(content, "w", ZIP_STORED) as part:  # a PDF is compressed already
            for line in lines:
                if line.document not in drawn:
                    continue
                if not drawn[line.document]:
                    failed += line
                    continue
                name, pdf = drawn[line.document]
                part.writestr(name, pdf)
                printed += line
        failed.write({"outcome": "failed"})
        printed.write({"outcome": "done"})
        (lines - printed - failed).write({"outcome": "left"})
        if printed:
            printed[0].sheets = b64encode(content.getvalue())

    def _finish(self):
        """Say that the file is ready, and tell who ordered it."""
        self.ensure_one()
        lines = self.env["asn.print.line"]
        printed = lines.search_count([("run_id", "=", self.id), ("outcome", "=", "done")])
        self.write({"state": "done", "printed": printed, "date_done": fields.Datetime.now()})
        run = self.with_context(lang=self.user_id.lang, mail_notify_force_send=False)
        user = self.user_id
        if not user.active or (user.notification_type == "email" and not user.email):
            return
        self.env["mail.thread"].with_env(run.env).message_notify(
            partner_ids=user.partner_id.ids,
            model=self._name,
            res_id=self.id,
            subject=run.env._("Your prints of %s are ready", self.period_id.name),
            body=run.env._(
                "%(printed)s of %(total)s sheets are printed. Download them within %(days)s days; "
                "the file is deleted then.",
                printed=printed,
                total=self.total,
                days=KEEP_DAYS,
            ),
            email_layout_xmlid="mail.mail_notification_light",
        )
