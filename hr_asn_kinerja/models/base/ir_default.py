from odoo import api, models


class IrDefault(models.Model):
    """What a document begins with is said by the program alone.

    Everybody may keep defaults of the own for every field there is. Odoo puts them in where a value
    is missing, after the guards have looked at what was sent, and for the server's own code, too:
    an entry would begin as confirmed by the evaluator, an answer as decided.
    """

    _inherit = "ir.default"

    @api.model
    def _get_model_defaults(self, model_name, condition=False):
        model = self.env.registry.get(model_name)
        is_ours = model_name.startswith("asn.") and model is not None
        if is_ours and not getattr(model, "_guard_by_access_only", False):
            return {}
        return super()._get_model_defaults(model_name, condition=condition)
