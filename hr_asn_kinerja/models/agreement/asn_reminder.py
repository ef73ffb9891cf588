from odoo import fields, models


class AsnReminder(models.Model):
    """What a person was reminded of on a day: one row a person and day, so one mail at most.

    Written by the nightly job only. It also tells an auditor who was told, and when.
    """

    _name = "asn.reminder"
    _description = "Reminder Sent"
    _order = "day desc, id desc"
    _rec_name = "user_id"
    _log_access = False

    company_id = fields.Many2one(
        "res.company", string="Region", required=True, readonly=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", string="Who", required=True, readonly=True, index=True, ondelete="cascade"
    )
    day = fields.Date(required=True, readonly=True)
    propose_count = fields.Integer(string="Plans to Propose", readonly=True)
    agree_count = fields.Integer(string="Plans to Agree", readonly=True)
    team_count = fields.Integer(string="Late in the Team", readonly=True)
    above_count = fields.Integer(string="Late with Evaluators", readonly=True)
    is_mailed = fields.Boolean(string="By E-mail", readonly=True)

    _person_day_unique = models.UniqueIndex(
        "(company_id, day, user_id)", "This person was reminded on this day already."
    )
