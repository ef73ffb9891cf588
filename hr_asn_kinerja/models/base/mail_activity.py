from odoo import models


class MailActivity(models.Model):
    """Marking a reminder as done never moves a document; the buttons do."""

    _inherit = "mail.activity"

    # The panel lists the activities of one person by deadline; there are many at a period's start.
    _asn_user_deadline_index = models.Index("(user_id, date_deadline) WHERE active IS TRUE")

    def _to_store_defaults(self, target):
        # The discussion names an activity without a summary by this, yet does not ask for it.
        return [*super()._to_store_defaults(target), "display_name"]
