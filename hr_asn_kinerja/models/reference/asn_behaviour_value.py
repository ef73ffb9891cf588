from odoo import fields, models


class AsnBehaviourValue(models.Model):
    """One of the seven BerAKHLAK values (SE MenPANRB 20/2021)."""

    _name = "asn.behaviour.value"
    _description = "Behaviour Value"
    _order = "sequence, id"

    code = fields.Char(required=True)
    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    guide_ids = fields.One2many("asn.behaviour.guide", "value_id", string="Guides")

    _code_unique = models.UniqueIndex("(code)", "This behaviour value exists already.")


class AsnBehaviourGuide(models.Model):
    """A guide of behaviour (*panduan perilaku*) under one value; three for each value."""

    _name = "asn.behaviour.guide"
    _description = "Behaviour Guide"
    _order = "value_id, sequence, id"

    value_id = fields.Many2one("asn.behaviour.value", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Guide", required=True)
