from base64 import b64decode
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from odoo import models
from odoo.exceptions import AccessError

from odoo.addons.hr_asn_kinerja.rules.file_name import safe_name, unused_name


class AsnPrintRunFile(models.Model):
    """Hands the sheets of an order out as one ZIP, put together while it is sent."""

    _inherit = "asn.print.run"

    def _prepare_file(self):
        """Return (name, iterator of bytes) for who ordered it, who may read all of it still.

        That the ratings in it were taken is written down for the people concerned.

        :raises AccessError: not who ordered it, no office any more, or one document is hidden now
        :raises UserError: it is not ready, or deleted
        """
        self._check_own_step(("done",))
        if not self._may_order():
            raise AccessError(self.env._("You may not read these documents any more."))
        # sudo: the caller's own lines; whether the documents may be read is checked below
        lines = self.sudo().line_ids.filtered(lambda line: line.outcome == "done")
        for is_evaluation, part in lines.grouped(
            lambda line: line.form.startswith("evaluation")
        ).items():
            ids = set(part.mapped("document"))
            model = self.env["asn.evaluation" if is_evaluation else "asn.skp"]
            if model.search_count([("id", "in", list(ids))]) < len(ids):
                raise AccessError(
                    self.env._(
                        "You may not read all of these documents any more. Order the prints again."
                    )
                )
            if is_evaluation:
                self.env["asn.access.log"]._note(ids, "export")
        name = f"{safe_name('Cetakan', self.period_id.name)}.zip"
        return name, self._iter_file(lines.ids)

    def _iter_file(self, ids):
        """Yield the bytes of the ZIP; one batch of sheets is in memory at a time."""
        # sudo: checked by the caller
        parts = self.env["asn.print.line"].sudo()
        parts = parts.search([("id", "in", ids), ("sheets", "!=", False)], order="id")
        used = set()
        target = _Pipe()
        with ZipFile(target, "w", ZIP_STORED) as file:
            for line in parts:
                with ZipFile(BytesIO(b64decode(line.sheets))) as part:
                    for info in part.infolist():
                        found = f"{unused_name(info.filename, used)}.pdf"
                        file.writestr(ZipInfo(found, info.date_time), part.read(info))
                        yield target.take()
                line.invalidate_recordset(["sheets"], flush=False)
        yield target.take()


class _Pipe:
    """Takes what a ZIP writes, front to back, and gives it on piece by piece."""

    def __init__(self):
        self.written = bytearray()

    def write(self, content):  # pylint: disable=method-required-super
        self.written += content
        return len(content)

    def flush(self):
        """Nothing waits here."""

    def take(self):
        content = bytes(self.written)
        self.written.clear()
        return content
