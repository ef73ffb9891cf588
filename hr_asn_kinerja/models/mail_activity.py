from odoo import models


class MailActivity(models.Model):
    """Marking a reminder as done never moves a document; the buttons do."""

    _inherit = "mail.activity"

    # The panel lists the activities of one person by deadline; there are many at a period's start.
    _asn_user_deadline_index = models.Index("(user_id, date_deadline) WHERE active IS TRUE")
