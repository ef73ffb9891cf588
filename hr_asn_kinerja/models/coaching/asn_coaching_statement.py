from odoo import fields, models


class AsnCoachingStatement(models.Model):
    """A statement that the coached person rates afterwards (official form B.1.8 has nine).

    The wording is a local choice: an office may change it; earlier answers keep their text.
    """

    _name = "asn.coaching.statement"
    _description = "Statement about a Coaching"
    _inherit = ["asn.guarded.mixin"]
    _order = "sequence, id"
    _guard_by_access_only = True

    sequence = fields.Integer(default=10)
    name = fields.Char(string="Statement", required=True)
    active = fields.Boolean(default=True)
