from odoo import fields, models
from odoo.fields import NO_ACCESS

from .asn_print_run import FORMS


class AsnPrintLine(models.Model):
    """One sheet of an order of prints, and the sheets of its batch with the first of them.

    Names nobody, so that there is nothing to erase when a person's records end. Written by the
    server only; the sheets are a field for nobody and leave by their own address.
    """

    _name = "asn.print.line"
    _description = "Sheet of an Order of Prints"
    _inherit = ["asn.guarded.mixin"]
    _order = "run_id, id"
    _log_access = False

    run_id = fields.Many2one(
        "asn.print.run", required=True, readonly=True, index=True, ondelete="cascade"
    )
    form = fields.Selection(FORMS, required=True, readonly=True)
    document = fields.Integer(
        required=True, readonly=True, export_string_translation=False, aggregator=None
    )
    outcome = fields.Selection(
        [
            ("ready", "Waits"),
            ("done", "Printed"),
            ("left", "Left out: may not be read any more"),
            ("failed", "Could not be drawn"),
        ],
        required=True,
        readonly=True,
        default="ready",
    )
    sheets = fields.Binary(
        attachment=True, readonly=True, groups=NO_ACCESS, export_string_translation=False
    )

    _waiting_index = models.Index("(run_id, outcome, id)")

    def _guard_document(self):
        self.ensure_one()
        return self.run_id
