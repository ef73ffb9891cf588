from odoo import fields, models
from odoo.tools import SQL

from ..groups import HR_OFFICE
from ..report.workbooks.sheet import (
    GREYS,
    LIGHT_GREEN,
    ORANGE,
    YELLOW,
    Sheet,
)

COLOURS = {
    "problem": ORANGE,
    "differs": YELLOW,
    "only_here": GREYS[0],
    "only_there": LIGHT_GREEN,
}


class AsnReconciliationLine(models.TransientModel):
    """What one person's result says differently here and there, or a row that was not readable."""

    _name = "asn.reconciliation.line"
    _description = "Difference to the National System"
    _order = "id"

    reconciliation_id = fields.Many2one(
        "asn.reconciliation", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("problem", "Cannot be read"),
            ("differs", "Differs"),
            ("only_here", "Only here"),
            ("only_there", "Only there"),
        ],
        required=True,
        readonly=True,
    )
    row = fields.Integer(readonly=True)
    nip = fields.Char(string="NIP", readonly=True)
    employee_name = fields.Char(string="Name", readonly=True)
    evaluation_id = fields.Many2one("asn.evaluation", readonly=True, ondelete="cascade")
    field_name = fields.Char(string="Field", readonly=True)
    ours = fields.Char(string="Here", readonly=True)
    theirs = fields.Char(string="In the National System", readonly=True)
    note = fields.Char(string="What to know", readonly=True)


class AsnBookReconciliation(models.AbstractModel):
    """The list of differences as a workbook, for whoever mends them in the national system."""

    _name = "report.hr_asn_kinerja_report.book_reconciliation"
    _description = "Differences to the National System (XLSX)"
    _inherit = "asn.workbook"

    _book_model = "asn.reconciliation"
    _book_groups = (HR_OFFICE,)

    def _book_title(self):
        return self.env._("Differences to the National System")

    def _book_facts(self, scope):
        facts = []
        for dialog in self.env["asn.reconciliation"].search([("id", "in", scope.ids)]):
            facts += [
                (self.env._("Period"), dialog.period_id.name),
                (self.env._("File"), dialog.file_name or ""),
                *(
                    (dialog._fields[name]._description_string(self.env), dialog[name])
                    for name in (
                        "row_count",
                        "other_count",
                        "problem_count",
                        "same_count",
                        "differs_count",
                        "only_here_count",
                        "only_there_count",
                    )
                ),
            ]
        return facts

    def _book_sheets(self, scope):
        lines = self._source(
            [("reconciliation_id", "in", scope.ids)], model="asn.reconciliation.line"
        )
        return [
            Sheet(
                name=self.env._("Differences"),
                query=lines.query,
                columns=[
                    lines.column("kind", 16, title=self.env._("Kind"), colours=COLOURS),
                    lines.column("row", 8),
                    lines.column("nip", 21),
                    lines.column("employee_name", 32),
                    lines.column("field_name", 24),
                    lines.column("ours", 34),
                    lines.column("theirs", 34),
                    lines.column("note", 60),
                ],
                order=lines.sql("id"),
                empty=self.env._("Nothing differs."),
                evaluation=lines.sql("evaluation_id"),
                rated=SQL("%s IS NOT NULL", lines.sql("evaluation_id")),
            )
        ]
