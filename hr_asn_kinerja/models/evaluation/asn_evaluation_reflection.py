from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AsnEvaluationReflection(models.Model):
    """The employee's own words on one work result or one value of an evaluation.

    Self-review in stage 3 of PermenPANRB 6/2022. A row is made only when somebody writes; the
    words on the period as a whole stand in the evaluation itself.
    """

    _name = "asn.evaluation.reflection"
    _description = "Reflection in a Self-review"
    _inherit = ["asn.guarded.mixin"]
    _order = "evaluation_id, id"

    _guard_fields = dict.fromkeys(("evaluation_id", "result_id", "value_id", "text"), "reflection")
    _guard_create_only = frozenset({"evaluation_id", "result_id", "value_id"})
    _guard_unlink_part = "reflection"

    evaluation_id = fields.Many2one("asn.evaluation", required=True, index=True, ondelete="cascade")
    result_id = fields.Many2one(
        "asn.skp.result", string="Work Result", index="btree_not_null", ondelete="cascade"
    )
    value_id = fields.Many2one("asn.behaviour.value", string="Value", ondelete="restrict")
    text = fields.Text(string="Own Words", required=True)

    _result_unique = models.UniqueIndex(
        "(evaluation_id, result_id) WHERE result_id IS NOT NULL",
        "There is a reflection on this work result already.",
    )
    _value_unique = models.UniqueIndex(
        "(evaluation_id, value_id) WHERE value_id IS NOT NULL",
        "There is a reflection on this value already.",
    )
    _check_one_place = models.Constraint(
        "CHECK ((result_id IS NULL) <> (value_id IS NULL))",
        "A reflection is about one work result or one value.",
    )

    @api.constrains("evaluation_id", "result_id")
    def _check_own_result(self):
        """A reflection never reaches into another person's plan."""
        for reflection in self.filtered("result_id"):
            # sudo: compares two plans, shows nothing
            own = reflection.sudo()
            if own.result_id.skp_id != own.evaluation_id.skp_id:
                raise ValidationError(
                    self.env._("Choose a work result of the plan that is evaluated.")
                )

    @api.depends("evaluation_id")
    def _compute_display_name(self):
        """Say whose, never what: a name is shown to whoever sees a link."""
        for reflection in self:
            reflection.display_name = reflection.evaluation_id.display_name

    def _guard_document(self):
        self.ensure_one()
        return self.evaluation_id
