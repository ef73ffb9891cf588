from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.models.base import selections
from odoo.addons.hr_asn_kinerja.models.period.asn_period import KINDS

# The copies that every document carries, see ``asn.snapshot.mixin``.
HEADER = (
    "company_id",
    "employee_id",
    "employee_name",
    "evaluator_id",
    "evaluator_user_id",
    "functional_level",
    "period_id",
    "position_kind",
    "superior_user_id",
    "unit_id",
    "user_id",
)
AROUND = {"asn.period": ["kind", "parent_id"], "hr.department": ["asn_agency_id"]}


class AsnAnalysisMixin(models.AbstractModel):
    """Columns that every analysis has: when, where, who, and the logins of the record rules.

    An analysis shows what its source shows to the same reader, row by row and with the same id. It
    joins by primary keys only, so that PostgreSQL drops what a question does not need.
    """

    _name = "asn.analysis.mixin"
    _description = "Analysis"

    period_id = fields.Many2one("asn.period", readonly=True)
    year_id = fields.Many2one("asn.period", string="Year", readonly=True)
    period_kind = fields.Selection(KINDS, readonly=True)
    company_id = fields.Many2one("res.company", string="Region", readonly=True)
    agency_id = fields.Many2one("hr.department", string="Agency", readonly=True)
    unit_id = fields.Many2one("hr.department", string="Unit", readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    employee_name = fields.Char(string="Name", readonly=True)
    position_kind = fields.Selection(selections.POSITION_KINDS, readonly=True)
    functional_level = fields.Selection(selections.FUNCTIONAL_LEVELS, readonly=True)
    evaluator_id = fields.Many2one("hr.employee", string="Evaluator", readonly=True)
    # The logins on which the record rules rest
    user_id = fields.Many2one("res.users", string="Login", readonly=True)
    evaluator_user_id = fields.Many2one("res.users", string="Login of the Evaluator", readonly=True)
    superior_user_id = fields.Many2one("res.users", string="Login of the Superior", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT %s, header.period_id, COALESCE(period.parent_id, period.id) AS year_id,
                   period.kind AS period_kind, unit.asn_agency_id AS agency_id, %s
              FROM %s
         LEFT JOIN asn_period AS period ON period.id = header.period_id
         LEFT JOIN hr_department AS unit ON unit.id = header.unit_id
             WHERE %s
            """,
            self._select(),
            SQL(", ").join(
                SQL.identifier("header", name) for name in HEADER if name != "period_id"
            ),
            self._from(),
            self._where(),
        )

    def _select(self):
        """Return the columns of this analysis, the id first."""
        raise NotImplementedError

    def _from(self):
        """Return the source; the document with the copies is named ``header``."""
        raise NotImplementedError

    def _where(self):
        return SQL("TRUE")

    def _check_row(self):
        """Raise UserError or AccessError unless this is one row that the caller may read."""
        if len(self) != 1 or type(self.id) is not int:
            raise UserError(self.env._("Choose one record."))
        self.check_access("read")

    def _open(self, model, record_id=False):
        """Open the record that this row is about; its own rules decide."""
        self._check_row()
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": record_id or self.id,
            "views": [(False, "form")],
        }
