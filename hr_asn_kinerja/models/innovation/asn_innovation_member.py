from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError


class AsnInnovationMember(models.Model):
    """A co-innovator: named by who proposes, shown to others once he or she has said yes."""

    _name = "asn.innovation.member"
    _description = "Co-innovator"
    _inherit = ["asn.guarded.mixin"]
    _order = "innovation_id, id"
    _rec_name = "employee_name"

    _guard_fields = dict.fromkeys(("innovation_id", "employee_id"), "content")
    _guard_create_only = frozenset({"innovation_id", "employee_id"})
    _guard_unlink_part = "content"

    innovation_id = fields.Many2one("asn.innovation", required=True, index=True, ondelete="cascade")
    employee_id = fields.Many2one(
        "hr.employee", string="Co-innovator", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="innovation_id.company_id", store=True, index=True, precompute=True, string="Region"
    )
    employee_name = fields.Char(
        related="employee_id.name", store=True, precompute=True, string="Name"
    )
    user_id = fields.Many2one(
        related="employee_id.user_id",
        store=True,
        index="btree_not_null",
        precompute=True,
        string="Login",
    )
    is_agreed = fields.Boolean(
        string="Agrees to be named",
        readonly=True,
        help="The name is shown in the gallery once the person has agreed.",
    )
    is_me = fields.Boolean(compute="_compute_is_me", export_string_translation=False)

    _innovation_employee_unique = models.UniqueIndex(
        "(innovation_id, employee_id)", "This person is named already."
    )

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_me(self):
        for member in self:
            member.is_me = member.user_id == self.env.user

    @api.constrains("employee_id", "innovation_id")
    def _check_person(self):
        for member in self.sudo():  # sudo: compares two people
            if member.employee_id == member.innovation_id.employee_id:
                raise ValidationError(
                    self.env._("You are the innovator. Name the others who take part.")
                )
            if member.employee_id.company_id != member.innovation_id.company_id:
                raise ValidationError(self.env._("Name people of your own region."))

    def action_agree(self):
        """The person named agrees that the own name is shown."""
        return self._answer(True)

    def action_decline(self):
        """The person named does not want the own name to be shown (any more)."""
        return self._answer(False)

    def _answer(self, is_agreed):
        self.check_access("read")
        # sudo: logins are compared, nothing is returned
        if any(member.sudo().user_id != self.env.user for member in self):
            raise AccessError(self.env._("Only the person named answers for himself or herself."))
        # sudo: the one field that the person named decides about
        self.sudo().write({"is_agreed": is_agreed})
        return True

    def _guard_document(self):
        self.ensure_one()
        return self.innovation_id
