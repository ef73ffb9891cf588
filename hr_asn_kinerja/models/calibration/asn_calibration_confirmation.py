from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules import predicate as predicate_rules
from .asn_calibration_distribution import ORGANISATION_PREDICATES


class AsnCalibrationConfirmation(models.Model):
    """Append-only: the distribution as it was when somebody confirmed it, and why.

    A model of its own. The numbers hold every predicate of the unit, so whoever is rated in it
    could work out the own one: it is for the offices and for who confirmed, and never for the
    people counted in it.
    """

    _name = "asn.calibration.confirmation"
    _description = "Confirmed Distribution"
    _order = "id desc"
    _log_access = False

    calibration_id = fields.Many2one(
        "asn.calibration", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", string="Region", required=True)
    user_id = fields.Many2one("res.users", string="By", required=True, ondelete="restrict")
    date = fields.Datetime(string="At", required=True, default=fields.Datetime.now)
    organisation_predicate = fields.Selection(ORGANISATION_PREDICATES)
    total = fields.Integer(string="People")
    very_good_count = fields.Integer(string="Very good")
    good_count = fields.Integer(string="Good")
    needs_improvement_count = fields.Integer(string="Needs improvement")
    poor_count = fields.Integer(string="Poor")
    very_poor_count = fields.Integer(string="Very poor")
    warnings = fields.Text(string="What Leaves the Pattern")
    reason = fields.Text(string="Reason for the Exception")
    rated_user_ids = fields.Many2many(
        "res.users",
        "asn_calibration_confirmation_user_rel",
        "confirmation_id",
        "user_id",
        string="People Counted",
    )

    @api.model
    def _keep(self, calibration, reason):
        """Keep what ``calibration`` looks like now; the caller has checked the step."""
        # sudo: nobody writes here directly; the numbers are read by those of the record rules
        calibration = calibration.sudo()
        distribution = calibration._get_distribution()
        evaluations = self.env["asn.evaluation"].sudo()
        domain = evaluations._calibration_domain(calibration.period_id, calibration.unit_id)
        people = evaluations._read_group(domain & evaluations._calibration_logins(), ["user_id"])
        return self.sudo().create(
            {
                "calibration_id": calibration.id,
                "company_id": calibration.company_id.id,
                "user_id": self.env.uid,
                "organisation_predicate": distribution["organisation"],
                "total": distribution["total"],
                "warnings": "\n".join(w["text"] for w in distribution["warnings"]) or False,
                "reason": (reason or "").strip() or False,
                "rated_user_ids": [fields.Command.set([user.id for (user,) in people])],
                **{
                    f"{predicate}_count": distribution["counts"][predicate]
                    for predicate in predicate_rules.PREDICATES
                },
            }
        )

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The history of an appraisal cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The history of an appraisal cannot be deleted."))
