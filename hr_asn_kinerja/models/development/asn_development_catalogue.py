from odoo import api, fields, models
from odoo.fields import Domain

from ..base import selections

ACTION_KINDS = [
    ("training", "Training"),
    ("coaching", "Coaching"),
    ("mentoring", "Mentoring"),
    ("counselling", "Counselling"),
    ("assignment", "Assignment"),
    ("study", "Study"),
]


class AsnDevelopmentCatalogue(models.Model):
    """Actions that helped others: for a behaviour value, or for indicators of a field of work."""

    _name = "asn.development.catalogue"
    _description = "Catalogue of Development Actions"
    _inherit = ["asn.guarded.mixin"]
    _order = "value_id, field, sequence, id"
    _guard_by_access_only = True

    name = fields.Char(string="Action", required=True, index="trigram")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(ACTION_KINDS, required=True, default="training")
    value_id = fields.Many2one(
        "asn.behaviour.value",
        string="Behaviour Value",
        index="btree_not_null",
        ondelete="cascade",
        help="For behaviour: the BerAKHLAK value it develops.",
    )
    field = fields.Selection(
        selections.FIELDS_OF_WORK,
        string="Field of Work",
        index=True,
        help="For results: the field of the indicators it helps with.",
    )
    note = fields.Text(string="How", help="How it is done, and by what one sees that it helped.")
    days = fields.Integer(string="Usual Days", default=60, help="From agreeing to the due date.")

    _check_one_purpose = models.Constraint(
        "CHECK ((value_id IS NULL) <> (field IS NULL))",
        "Choose a behaviour value or a field of work, not both.",
    )
    _check_days = models.Constraint(
        "CHECK (days BETWEEN 1 AND 730)", "An action takes from 1 to 730 days."
    )

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Offer what fits what the action answers before the others.

        The form names the behaviour value (``asn_value_id``) and the plan (``asn_plan_id``) in the
        context.
        """
        domain, shown = Domain(domain or Domain.TRUE), []
        waves = [wave for wave in (self._find_near(), Domain.TRUE) if wave is not None]
        for wave in waves:
            if limit and len(shown) >= limit:
                break
            rest = limit and limit - len(shown)
            known = Domain("id", "not in", [row[0] for row in shown])
            shown += super().name_search(name, domain & wave & known, operator, rest)
        return shown

    def _find_near(self):
        """Return the domain of what fits, or None when nothing is known."""
        value = self.env.context.get("asn_value_id")
        if self._is_guard_id(value) and value:
            return Domain("value_id", "=", value)
        field = self._field_of_plan(self.env.context.get("asn_plan_id"))
        return Domain("field", "=", field) if field else None

    def _field_of_plan(self, plan_id):
        """Return the field of work of the plan's unit, or of the nearest unit above it."""
        if not self._is_guard_id(plan_id) or not plan_id:
            return False
        plan = self.env["asn.development.plan"].browse(plan_id).exists()
        if not plan or not plan.has_access("read"):
            return False
        unit = plan.sudo().unit_id  # sudo: the field of a unit, known to all
        while unit and not unit.asn_field:
            unit = unit.parent_id
        return unit.asn_field
