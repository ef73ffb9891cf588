from odoo import fields, models

from ...rules import round as rules


class AsnBehaviourScale(models.Model):
    """What a mark from 1 to 5 on a behaviour value means, in words. A region may reword it."""

    _name = "asn.behaviour.scale"
    _description = "Scale of Behaviour"
    _inherit = ["asn.guarded.mixin"]
    _order = "score"
    _guard_by_access_only = True

    score = fields.Integer(string="Mark", required=True, readonly=True)
    name = fields.Char(string="In Words", required=True, translate=True)

    _score_unique = models.UniqueIndex("(score)", "This mark has its words already.")
    _check_score = models.Constraint(
        f"CHECK (score BETWEEN {rules.LOWEST} AND {rules.HIGHEST})", "A mark is from 1 to 5."
    )
