from decimal import Decimal

from odoo import fields, models

from ...rules import progress as progress_rules


class ResCompanyProgress(models.Model):
    """From when on a region calls somebody ahead, behind or silent."""

    _inherit = "res.company"

    asn_progress_ahead = fields.Float(
        string="Ahead from (% of what is due)", default=110.0, digits=(5, 2)
    )
    asn_progress_on_track = fields.Float(
        string="On track from (% of what is due)", default=90.0, digits=(5, 2)
    )
    asn_progress_behind = fields.Float(
        string="A little behind from (% of what is due)", default=70.0, digits=(5, 2)
    )
    asn_progress_first_days = fields.Integer(
        string="Days before anything is forecast",
        default=progress_rules.FIRST_DAYS,
        help="In the first days of a period nothing is forecast and nobody is called behind.",
    )
    asn_silence_days = fields.Integer(
        string="Silent after so many days without an entry",
        default=14,
        help="0: nobody is called silent.",
    )
    asn_silence_nudge = fields.Boolean(
        string="Remind silent people once",
        default=True,
        help="An activity for whoever has logged nothing for so many days. It comes once, and "
        "again only after an entry and another silence.",
    )
    asn_silence_weekly = fields.Boolean(
        string="Tell evaluators once a week",
        default=True,
        help="On Mondays, evaluators see in their activities how many of their people are silent.",
    )

    _check_asn_progress = models.Constraint(
        "CHECK (asn_progress_behind > 0 AND asn_progress_on_track > asn_progress_behind"
        " AND asn_progress_ahead >= asn_progress_on_track AND asn_progress_ahead <= 1000)",
        "Where somebody stands: the percentages must rise (a little behind, on track, ahead).",
    )
    _check_asn_progress_days = models.Constraint(
        "CHECK (asn_progress_first_days BETWEEN 0 AND 366 AND asn_silence_days BETWEEN 0 AND 366)",
        "Days are from 0 to 366.",
    )

    def _get_progress_thresholds(self):
        """Return the :class:`rules.progress.Thresholds` of this region."""
        self.ensure_one()
        company = self.sudo()  # sudo: settings, nothing personal
        return progress_rules.Thresholds(
            ahead=Decimal(str(company.asn_progress_ahead)),
            on_track=Decimal(str(company.asn_progress_on_track)),
            behind=Decimal(str(company.asn_progress_behind)),
        )


class ResConfigSettingsProgress(models.TransientModel):
    _inherit = "res.config.settings"

    asn_progress_ahead = fields.Float(related="company_id.asn_progress_ahead", readonly=False)
    asn_progress_on_track = fields.Float(related="company_id.asn_progress_on_track", readonly=False)
    asn_progress_behind = fields.Float(related="company_id.asn_progress_behind", readonly=False)
    asn_progress_first_days = fields.Integer(
        related="company_id.asn_progress_first_days", readonly=False
    )
    asn_silence_days = fields.Integer(related="company_id.asn_silence_days", readonly=False)
    asn_silence_nudge = fields.Boolean(related="company_id.asn_silence_nudge", readonly=False)
    asn_silence_weekly = fields.Boolean(related="company_id.asn_silence_weekly", readonly=False)
