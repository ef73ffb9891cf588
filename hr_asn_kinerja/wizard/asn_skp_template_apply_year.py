from odoo import fields, models

from ..models.template.asn_skp_template_run import FillingOrder
from ..models.year.asn_skp_next_year import SOURCE


class AsnSkpTemplateApplyYear(models.TransientModel):
    """Offers the plans of the year before, by person and post, to the offices."""

    _inherit = "asn.skp.template.apply"

    source = fields.Selection(
        selection_add=[(SOURCE, "The plans of the year before, by person and post")],
        ondelete={SOURCE: "cascade"},
    )

    def _get_order(self, plans):
        if self.source != SOURCE:
            return super()._get_order(plans)
        return FillingOrder(SOURCE, bring_back=self.bring_back, only_empty=self.only_empty)
