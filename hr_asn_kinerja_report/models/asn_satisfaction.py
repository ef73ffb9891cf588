from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.hr_asn_kinerja.rules import satisfaction

ELEMENTS = tuple(code.lower() for code in satisfaction.ELEMENTS)


def _element(name):
    return fields.Float(
        string=name,
        digits=(4, 3),
        required=True,
        aggregator=None,
        help="Mean of the answers to this element, 1 to 4.",
    )


class AsnSatisfaction(models.Model):
    """The result of a satisfaction survey (SKM) of a service unit: nine means, and how many asked.

    PermenPANRB 14/2017. Only what a survey amounts to: no answer of a single citizen is kept.
    """

    _name = "asn.satisfaction"
    _description = "Satisfaction Survey"
    _inherit = ["asn.guarded.mixin"]
    _order = "date_end desc, unit_id, id"
    _rec_name = "unit_id"
    _guard_by_access_only = True

    company_id = fields.Many2one(
        "res.company",
        string="Region",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    unit_id = fields.Many2one(
        "hr.department",
        string="Service Unit",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    date_start = fields.Date(string="From", required=True)
    date_end = fields.Date(string="To", required=True)
    answer_count = fields.Integer(
        string="Answers", required=True, help="How many people answered the questionnaire."
    )
    u1 = _element("U1 Requirements")
    u2 = _element("U2 Procedure")
    u3 = _element("U3 Time")
    u4 = _element("U4 Cost")
    u5 = _element("U5 Product")
    u6 = _element("U6 Competence of the Officers")
    u7 = _element("U7 Behaviour of the Officers")
    u8 = _element("U8 Handling of Complaints")
    u9 = _element("U9 Facilities")
    value = fields.Float(
        string="Index (IKM)",
        digits=(6, 2),
        compute="_compute_value",
        store=True,
        aggregator=None,
        help="Mean of the nine elements times 25: from 25 to 100.",
    )
    grade = fields.Char(string="Grade of the Service", compute="_compute_value", store=True)

    _survey_unique = models.UniqueIndex(
        "(unit_id, date_start, date_end)", "This unit has a survey for these days already."
    )
    _check_days = models.Constraint(
        "CHECK (date_end >= date_start)", "A survey ends on the day it begins or later."
    )
    _check_answers = models.Constraint(
        "CHECK (answer_count BETWEEN 1 AND 10000000)", "A survey has at least one answer."
    )
    _check_elements = models.Constraint(
        f"CHECK (LEAST({', '.join(ELEMENTS)}) >= 1 AND GREATEST({', '.join(ELEMENTS)}) <= 4)",
        "The mean of an element lies from 1 to 4.",
    )

    @api.depends("unit_id", "date_end")
    def _compute_display_name(self):
        for survey in self:
            unit = survey.unit_id.with_context(hierarchical_naming=False)
            parts = (unit.display_name, str(survey.date_end or ""))
            survey.display_name = " – ".join(part for part in parts if part) or False

    @api.depends(*ELEMENTS, "date_end")
    def _compute_value(self):
        for survey in self:
            means = {code.upper(): Decimal(str(round(survey[code], 3))) for code in ELEMENTS}
            is_whole = all(1 <= mean <= 4 for mean in means.values())
            index = satisfaction.index(means) if is_whole else None
            survey.value = float(index) if index is not None else 0.0
            day = survey.date_end
            is_graded = index is not None and day and day.year >= 2017
            survey.grade = satisfaction.grade(index, day).code if is_graded else False

    @api.constrains("date_start")
    def _check_year(self):
        days = filter(None, self.mapped("date_start"))  # an empty one is refused by the column
        if any(day.year < 2017 for day in days):
            raise ValidationError(
                self.env._("The nine elements are in force since 2017. Check the year.")
            )
