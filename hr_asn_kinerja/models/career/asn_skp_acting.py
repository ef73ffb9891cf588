from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class AsnSkpActing(models.Model):
    """An acting duty (PLT) as an additional result in the plan of whoever acts."""

    _inherit = "asn.skp"

    acting_id = fields.Many2one(
        "asn.acting", compute="_compute_acting_id", export_string_translation=False
    )
    acting_note = fields.Char(compute="_compute_acting_id", export_string_translation=False)

    @api.depends("employee_id", "date_start", "date_end", "result_ids.assignment_source")
    @api.depends_context("uid")
    def _compute_acting_id(self):
        """Offer the acting duty to who may write the plan, as long as it is not in it."""
        found = self.env["asn.acting"].search([("employee_id", "in", self.employee_id.ids)])
        for plan in self:
            sources = set(plan.result_ids.mapped("assignment_source"))
            acting = found.filtered(
                lambda a, plan=plan, sources=sources: (
                    a.employee_id == plan.employee_id
                    and plan.date_start
                    and a.date_start <= plan.date_end
                    and a.date_end >= plan.date_start
                    and a._get_assignment() not in sources
                )
            )[:1]
            plan.acting_id = acting
            plan.acting_note = False
            if acting:
                plan.acting_note = self.env._(
                    "Acting head (PLT) of %(unit)s from %(start)s to %(end)s: an additional "
                    "result.",
                    unit=acting.unit_id.sudo().name,  # sudo: the name of a unit
                    start=format_date(self.env, acting.date_start),
                    end=format_date(self.env, acting.date_end),
                )

    def action_add_acting_result(self):
        """Add the acting duty to the plan, with its decree as the source of the assignment."""
        self._check_one()
        acting = self.acting_id
        if not acting:
            raise UserError(self.env._("There is no acting duty to add."))
        # Under the own rights: the plan decides who may write content, and in which state.
        # sudo: the name of the unit is no secret
        self.env["asn.skp.result"].create(
            {
                "skp_id": self.id,
                "kind": "additional",
                "name": self.env._(
                    "The duties of the head of %s are carried out", acting.unit_id.sudo().name
                ),
                "assignment_source": acting._get_assignment(),
            }
        )
        return True
