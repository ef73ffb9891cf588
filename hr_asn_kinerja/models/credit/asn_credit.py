from odoo import api, fields, models

from ...rules import credit as credit_rules
from ..base import selections

COUNTS = [
    ("counted", "Counted"),
    ("replaced", "Replaced by the year"),
    ("opening", "In the opening balance"),
]


class AsnCredit(models.Model):
    """Credit points that one released evaluation earned on one level.

    PermenPANRB 1/2023 article 37: predicate of the year times the coefficient of the level, by
    twelfths for a part of the year. A year in which the level changed has a row for each level.
    What a period earned is an advance: the annual evaluation of the same days replaces it. Nobody
    types a row; ``_sync`` makes them from what is released. For PPPK they inform only.
    """

    _name = "asn.credit"
    _description = "Credit Points"
    _inherit = ["asn.guarded.mixin"]
    _order = "date_start desc, date_end desc, id desc"
    _rec_name = "level"

    evaluation_id = fields.Many2one(
        "asn.evaluation", required=True, readonly=True, index=True, ondelete="cascade"
    )
    employee_id = fields.Many2one(
        "hr.employee", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", string="Region", required=True, readonly=True, index=True
    )
    user_id = fields.Many2one("res.users", string="Login", readonly=True, index="btree_not_null")
    employee_name = fields.Char(string="Name", readonly=True)
    unit_id = fields.Many2one("hr.department", string="Unit", readonly=True, index=True)
    period_id = fields.Many2one("asn.period", string="Period", readonly=True, index=True)
    date_start = fields.Date(string="From", required=True, readonly=True)
    date_end = fields.Date(string="To", required=True, readonly=True)
    is_annual = fields.Boolean(string="Of the Year", readonly=True)
    is_informational = fields.Boolean(
        string="For Information",
        readonly=True,
        help="A PPPK is not promoted in rank: the points inform only.",
    )
    # How the points come about
    level = fields.Selection(selections.FUNCTIONAL_LEVELS, required=True, readonly=True)
    rank_code = fields.Char(string="Grade", readonly=True)
    predicate = fields.Selection(selections.PREDICATES, required=True, readonly=True)
    percent = fields.Float(string="Percent", digits=(6, 2), readonly=True, aggregator=None)
    coefficient = fields.Float(
        string="Coefficient per Year", digits=(6, 2), readonly=True, aggregator=None
    )
    months = fields.Float(digits=(6, 2), readonly=True, aggregator=None)
    points = fields.Float(string="Credit Points", digits=(8, 2), readonly=True, aggregator=None)
    base = fields.Float(string="Base Points of the Rank", digits=(8, 2), readonly=True)
    counts = fields.Selection(COUNTS, string="Counts", default="counted", readonly=True)
    cumulative = fields.Float(
        string="Total on This Level", digits=(8, 2), readonly=True, aggregator=None
    )
    explanation = fields.Char(string="How It Is Worked Out", compute="_compute_explanation")

    _evaluation_start_unique = models.UniqueIndex(
        "(evaluation_id, date_start)", "These days of the evaluation have their points already."
    )
    _employee_start_index = models.Index("(employee_id, date_start)")

    @api.depends("employee_name", "period_id.name")
    def _compute_display_name(self):
        for credit in self:
            credit.display_name = f"{credit.employee_name or ''} – {credit.period_id.name or ''}"

    @api.depends("months", "percent", "coefficient", "points")
    def _compute_explanation(self):
        for credit in self:
            credit.explanation = self.env._(
                "%(months)s of 12 months × %(percent)s %% (%(predicate)s) × %(coefficient)s points "
                "a year (%(level)s) = %(points)s",
                months=credit._plain(credit.months),
                percent=credit._plain(credit.percent),
                predicate=credit._label("predicate"),
                coefficient=credit._plain(credit.coefficient),
                level=credit_rules.LABELS.get(credit.level, ""),
                points=credit._plain(credit.points, 2),
            )

    def _label(self, name):
        return dict(self._fields[name]._description_selection(self.env)).get(self[name], "")

    @api.model
    def _plain(self, number, places=None):
        """Return a number as it is written here, without zeros at the end unless asked for."""
        lang = self.env["res.lang"]._get_data(code=self.env.lang or "en_US")
        text = f"{number:.2f}" if places else f"{number:.2f}".rstrip("0").rstrip(".")
        return text.replace(".", lang.decimal_point or ".")

    def _workflow_editable_parts(self):
        return frozenset()

    def _workflow_state_label(self):
        return self.env._("worked out by the server")
