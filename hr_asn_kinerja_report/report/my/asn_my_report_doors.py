from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.hr_asn_kinerja.rules import workflow

PAGE = "/asn/my-report/%s"


class AsnEvaluationMyReport(models.Model):
    """The button on the released evaluation."""

    _inherit = "asn.evaluation"

    def action_open_my_report(self):
        """Open the page that says in plain words what this released result means.

        :raises UserError: not released
        """
        self._check_one()
        if self.state not in workflow.RELEASED_STATES:
            raise UserError(self.env._("A result is shown after its release."))
        return {"type": "ir.actions.act_url", "url": PAGE % self.id, "target": "self"}


class AsnSkpMyReport(models.Model):
    """The door on the page "My Performance"."""

    _inherit = "asn.skp"

    def _performance_page(self, today):
        released = self.env["asn.evaluation"].search_fetch(
            [("skp_id", "=", self.id), ("state", "in", workflow.RELEASED_STATES)],
            ["period_id"],
            order="date_end desc, id desc",
        )
        reports = [
            {"id": evaluation.id, "period": evaluation.period_id.name, "url": PAGE % evaluation.id}
            for evaluation in released
        ]
        return {**super()._performance_page(today), "reports": reports}


class AsnPrintMyReport(models.AbstractModel):
    """My report as a PDF, in the language of the reader: it is no official sheet."""

    _name = "report.hr_asn_kinerja_report.print_my_report"
    _description = "Print of My Report"
    _inherit = ["asn.printed.record"]

    _record_model = "asn.evaluation"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return what the template prints; see ``asn.printed.record``.

        :raises UserError: one of them is not released
        """
        pages = self.env["asn.my.report"]
        super()._get_report_values(docids, data)
        documents = [pages._find(key) for key in docids]
        if not all(documents):
            raise UserError(self.env._("A result is shown after its release."))
        for document in documents:
            document._note_opened()
        return {"sheets": [pages._prepare(document) for document in documents]}

    @api.model
    def _prepare_sheet(self, document):
        """The check of the rights is shared, the content is that of the page."""
        return {}
