from odoo import api, models
from odoo.exceptions import ValidationError


class AsnRealisationVersion(models.Model):
    _inherit = "asn.realisation"

    @api.constrains("indicator_id", "date")
    def _check_indicator_goes_on(self):
        """Work is logged against an ended indicator only for the periods that still hold it."""
        for entry in self.filtered(lambda entry: not entry.indicator_id.active):
            # sudo: looks whether the evaluation of that day holds the indicator
            if (
                not self.env["asn.evaluation.indicator"]
                .sudo()
                .search_count(
                    [
                        ("indicator_id", "=", entry.indicator_id.id),
                        ("evaluation_id.date_start", "<=", entry.date),
                        ("evaluation_id.date_end", ">=", entry.date),
                    ],
                    limit=1,
                )
            ):
                raise ValidationError(
                    self.env._(
                        "%(indicator)s ended with version %(version)s of the plan. Log the work "
                        "against another indicator.",
                        indicator=entry.indicator_id.name,
                        version=entry.indicator_id.until_version,
                    )
                )
