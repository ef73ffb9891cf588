from odoo import models


class IrModel(models.Model):
    """The number of rows of a sealed table is not told: whoever reads it twice would learn when
    somebody gave something."""

    _inherit = "ir.model"

    def _compute_count(self):
        sealed = self.filtered(
            lambda model: isinstance(
                self.env.get(model.model), self.env.registry["asn.sealed.mixin"]
            )
        )
        sealed.count = 0
        return super(IrModel, self - sealed)._compute_count()
