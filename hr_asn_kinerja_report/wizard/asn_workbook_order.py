from odoo import api, fields, models
from odoo.exceptions import UserError

from ..report.workbooks.asn_workbook import LARGEST_ID
from ..report.workbooks.sheet import Scope

BOOKS = [
    ("late", "Late evaluations"),
    ("distribution", "Distribution per unit"),
    ("indicator", "Achievement of indicators"),
    ("history", "History of three years"),
    ("objection", "Register of objections"),
    ("development", "Coaching and development"),
    ("credit", "Credit points and what is short"),
    ("exchange", "For the national system"),
]


class AsnWorkbookOrder(models.TransientModel):
    """Dialog that says which workbook, about which periods and units."""

    _name = "asn.workbook.order"
    _description = "Order of a Workbook"
    _inherit = ["asn.guarded.mixin"]
    _guard_by_access_only = True

    kind = fields.Selection(BOOKS, string="Workbook", required=True, default="late")
    period_ids = fields.Many2many(
        "asn.period",
        string="Periods",
        domain=[("state", "!=", "draft")],
        help="Left empty: all periods. A year stands for its half-years as well.",
    )
    unit_ids = fields.Many2many(
        "hr.department",
        string="Units",
        help="Left empty: all units that you may see. A unit stands for those below it as well.",
    )

    @api.depends("kind")
    def _compute_display_name(self):
        names = dict(self._fields["kind"]._description_selection(self.env))
        for order in self:
            order.display_name = names.get(order.kind, "")

    has_period = fields.Boolean(compute="_compute_has_period", export_string_translation=False)

    @api.depends("kind")
    def _compute_has_period(self):
        for order in self:
            book = self._get_book(order.kind)
            order.has_period = book is not None and bool(book._book_period)

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Offer only the workbooks that the reader may have; the workbook itself refuses others."""
        found = super().fields_get(allfields, attributes)
        if "selection" in found.get("kind", {}):
            found["kind"]["selection"] = [
                (kind, label)
                for kind, label in found["kind"]["selection"]
                if self._get_book(kind)._is_for_reader()
            ]
        return found

    @api.model
    def _get_book(self, kind):
        return self.env.get(f"report.hr_asn_kinerja_report.book_{kind}")

    def _get_scope(self):
        """Return what the workbook is about; the rights of the reader narrow it further."""
        self.ensure_one()
        env = self.env
        facts = []
        if self.has_period:
            periods = ", ".join(self.period_ids.mapped("name"))
            facts.append((env._("Period"), periods or env._("All periods")))
        units = self.unit_ids.with_context(hierarchical_naming=False)
        names = ", ".join(units.mapped("name"))
        facts.append((env._("Unit"), names or env._("All units that the person may see")))
        return Scope(periods=self.period_ids, units=self.unit_ids, facts=facts)


class AsnWorkbookOrdered(models.AbstractModel):
    """Makes the workbook that a dialog asks for."""

    _name = "report.hr_asn_kinerja_report.workbook"
    _description = "Ordered Workbook (XLSX)"
    _inherit = "report.report_xlsx.abstract"

    @api.private
    def create_xlsx_report(self, docids, data):
        """Return the workbook that the dialog with this id asks for.

        :raise AccessError: the dialog is somebody else's, or the workbook is not for the reader
        :raise UserError: not one dialog
        """
        ids = list(docids or ())
        if len(ids) != 1 or type(ids[0]) is not int or not 0 < ids[0] <= LARGEST_ID:
            raise UserError(self.env._("Choose one record."))
        order = self.env["asn.workbook.order"].browse(ids).exists()
        if not order:
            raise UserError(self.env._("The dialog is closed. Open it again."))
        order.check_access("read")
        return order._get_book(order.kind)._make(order._get_scope()), "xlsx"
