from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, format_date

from ...rules import absence as absence_rules
from ...rules import workflow

LONGEST_YEARS = 10


class AsnAbsence(models.Model):
    """A long absence of a person: leave, study, suspension. Its whole months do not count."""

    _name = "asn.absence"
    _description = "Absence"
    _inherit = ["asn.office.mixin"]
    _order = "date_start desc, id desc"
    _rec_name = "employee_name"

    _guard_fields = dict.fromkeys(
        ("employee_id", "kind_id", "date_start", "date_end", "note"), "record"
    )
    _guard_create_only = frozenset({"employee_id"})
    _guard_unlink_part = "record"

    kind_id = fields.Many2one(
        "asn.absence.kind", string="Kind", required=True, index=True, ondelete="restrict"
    )
    effect = fields.Selection(related="kind_id.effect", string="What it means")
    is_confidential = fields.Boolean(related="kind_id.is_confidential", store=True, precompute=True)
    date_start = fields.Date(string="From", required=True)
    date_end = fields.Date(string="To", required=True)
    note = fields.Char(help="Number of the letter or decree. No illness by name.")

    _employee_date_index = models.Index("(employee_id, date_start, date_end)")
    _check_dates = models.Constraint(
        "CHECK (date_end >= date_start)", "An absence cannot end before it starts."
    )
    _check_span = models.Constraint(
        "CHECK (date_start >= '2000-01-01' AND date_end <= '2100-12-31'"
        f" AND date_end - date_start <= {LONGEST_YEARS * 366})",
        "An absence lies between 2000 and 2100 and lasts at most ten years.",
    )

    @api.constrains("employee_id", "date_start", "date_end")
    def _check_overlap(self):
        """One person is absent for one reason at a time."""
        for absence in self:
            other = self.sudo().search(  # sudo: finds one that the caller may not read
                [
                    ("id", "!=", absence.id),
                    ("employee_id", "=", absence.employee_id.id),
                    ("date_start", "<=", absence.date_end),
                    ("date_end", ">=", absence.date_start),
                ],
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "%(name)s is absent from %(start)s to %(end)s already. Change that one.",
                        name=absence.employee_name,
                        start=format_date(self.env, other.date_start),
                        end=format_date(self.env, other.date_end),
                    )
                )

    @api.depends("employee_name", "kind_id")
    def _compute_display_name(self):
        for absence in self:
            absence.display_name = f"{absence.employee_name or ''} – {absence.kind_id.name or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        absences = super().create(vals_list)
        absences._follow()
        return absences

    def write(self, vals):
        before = self._get_touched()
        result = super().write(vals)
        if {"date_start", "date_end", "kind_id"} & set(vals):
            self._follow(before)
        return result

    def unlink(self):
        touched = self._get_touched()
        result = super().unlink()
        touched._follow_absences()
        return result

    def _get_touched(self):
        """Return the running evaluations whose days these absences touch."""
        evaluations = self.env["asn.evaluation"].sudo()  # sudo: months follow from the dates
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT evaluation.id
                  FROM asn_absence AS absence
                  JOIN asn_evaluation AS evaluation
                    ON evaluation.employee_id = absence.employee_id
                   AND evaluation.date_start <= absence.date_end
                   AND evaluation.date_end >= absence.date_start
                 WHERE absence.id = ANY(%s) AND evaluation.state NOT IN %s
                """,
                self.ids,
                workflow.FROZEN_STATES,
            )
        )
        return evaluations.browse(row[0] for row in rows)

    def _follow(self, before=None):
        """Let the evaluations that are not released count their months again."""
        touched = self._get_touched()
        (touched | before if before else touched)._follow_absences()

    @api.model
    def _get_spans(self, employees, first, last):
        """Return {employee id: [(kind effect, first day, last day)]} between two days."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT absence.employee_id, kind.effect, absence.date_start, absence.date_end
                  FROM asn_absence AS absence
                  JOIN asn_absence_kind AS kind ON kind.id = absence.kind_id
                 WHERE absence.employee_id = ANY(%s)
                   AND absence.date_start <= %s AND absence.date_end >= %s
                """,
                employees.ids,
                last,
                first,
            )
        )
        spans = {}
        for employee, effect, start, end in rows:
            spans.setdefault(employee, []).append((effect, start, end))
        return spans

    @api.model
    def _is_excluded(self, employee, first, last):
        """Tell whether the person is outside appraisal on every day between two days."""
        spans = self._get_spans(employee, first, last).get(employee.id, ())
        excluded = [(start, end) for effect, start, end in spans if effect == "excluded"]
        return absence_rules.covers(first, last, excluded)
