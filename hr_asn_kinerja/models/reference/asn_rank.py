from odoo import api, fields, models


class AsnRank(models.Model):
    """Rank (*pangkat, golongan ruang*) of a PNS, or grade (*golongan*) of a PPPK."""

    _name = "asn.rank"
    _description = "Rank"
    _inherit = ["asn.id.mixin"]
    _order = "scheme desc, sequence, id"
    _rec_names_search = ["code", "name"]

    code = fields.Char(string="Grade", required=True, help="III/a for a PNS, IX for a PPPK.")
    name = fields.Char(required=True)
    scheme = fields.Selection([("pns", "PNS"), ("pppk", "PPPK")], required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex("(scheme, code)", "This grade exists already.")

    @api.depends("code", "name", "scheme")
    def _compute_display_name(self):
        """Print "Penata Muda (III/a)", and for a PPPK "Golongan IX" only."""
        for rank in self:
            is_pns = rank.scheme == "pns"
            rank.display_name = f"{rank.name} ({rank.code})" if is_pns else rank.name
