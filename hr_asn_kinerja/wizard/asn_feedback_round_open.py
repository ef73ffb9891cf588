from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..models.round.asn_feedback_round_opening import NUMBERS
from ..rules import workflow

OPENERS = {workflow.EVALUATOR, workflow.UNIT_OFFICER, workflow.HR_OFFICE}


class AsnFeedbackRoundOpen(models.TransientModel):
    """Dialog that opens 360 rounds: for the people chosen in a list, or for a whole unit."""

    _name = "asn.feedback.round.open"
    _description = "Open 360 Rounds"
    _inherit = ["asn.guarded.mixin"]
    _guard_by_access_only = True

    period_id = fields.Many2one(
        "asn.period",
        string="Period",
        required=True,
        default=lambda self: self._default_period(),
        domain="[('kind', '!=', 'year'), ('state', '=', 'open')]",
    )
    skp_ids = fields.Many2many("asn.skp", string="People")
    unit_id = fields.Many2one("hr.department", string="Unit with all below")
    date_nominate = fields.Date(
        string="Choose until",
        required=True,
        default=lambda self: fields.Date.add(self._today(), days=7),
    )
    date_due = fields.Date(
        string="Answer until",
        required=True,
        default=lambda self: fields.Date.add(self._today(), days=21),
    )
    superior_min = fields.Integer(
        string="Superiors, at least", default=lambda self: self._default_number("superior_min", 1)
    )
    superior_max = fields.Integer(
        string="Superiors, at most", default=lambda self: self._default_number("superior_max", 2)
    )
    peer_min = fields.Integer(
        string="Peers, at least", default=lambda self: self._default_number("peer_min", 3)
    )
    peer_max = fields.Integer(
        string="Peers, at most", default=lambda self: self._default_number("peer_max", 6)
    )
    subordinate_min = fields.Integer(
        string="Subordinates, at least",
        default=lambda self: self._default_number("subordinate_min", 3),
    )
    subordinate_max = fields.Integer(
        string="Subordinates, at most",
        default=lambda self: self._default_number("subordinate_max", 6),
    )
    is_started = fields.Boolean(
        string="Ask people to choose at once",
        default=True,
        help="Off: the rounds are drafts that you look at and start one by one.",
    )
    people_count = fields.Integer(string="People Found", compute="_compute_people_count")

    @api.model
    def _today(self):
        return self.env["asn.period"]._local_today(self.env.company)

    @api.model
    def _default_period(self):
        return self.env["asn.period"].search(
            [
                ("kind", "!=", "year"),
                ("state", "=", "open"),
                ("company_id", "=", self.env.company.id),
            ],
            order="date_start desc",
            limit=1,
        )

    @api.model
    def _default_number(self, name, otherwise):
        """Return the number of the first rule that fits the person chosen first."""
        chosen = self.env.context.get("default_skp_ids")
        first = chosen[0] if isinstance(chosen, (list, tuple)) and chosen else None
        plan = self.env["asn.skp"].browse(first if self._is_guard_id(first) else None)
        if not plan.exists() or not plan.has_access("read"):
            return otherwise
        # sudo: numbers that a region offers
        rule = self.env["asn.feedback.round.rule"].sudo()._find_for(self.env.company, plan)
        return rule[name] if rule else otherwise

    @api.constrains("skp_ids")
    def _check_plans(self):
        """A dialog names only what its user may read."""
        self.skp_ids.check_access("read")

    @api.depends("skp_ids", "unit_id", "period_id")
    def _compute_people_count(self):
        for dialog in self:
            dialog.people_count = len(dialog._find_plans().employee_id)

    def _find_plans(self):
        """Return the plans for whose people the caller may open a round."""
        if self.unit_id:
            plans = self.env["asn.skp"].search(
                [
                    ("unit_id", "child_of", self.unit_id.id),
                    ("period_id", "=", self.period_id.parent_id.id),
                    ("state", "not in", ("cancelled",)),
                ]
            )
        else:
            plans = self.env["asn.skp"].browse(self.skp_ids.ids)
            plans.check_access("read")
        return plans.filtered(lambda plan: plan._workflow_roles() & OPENERS)

    def action_confirm(self):
        """Open the rounds and show them."""
        self._check_one()
        period = self.period_id
        period.check_access("read")
        if period.kind == "year" or period.state != "open":
            raise UserError(self.env._("Choose a period that is open."))
        if self.date_nominate < self._today() or self.date_due < self.date_nominate:
            raise ValidationError(
                self.env._("Choose days from today on; people answer after the givers are chosen.")
            )
        plans = self._find_plans()
        if not plans:
            raise AccessError(
                self.env._(
                    "A round is opened by the evaluator, the unit's performance officer or the HR "
                    "office. None of these people is in your charge."
                )
            )
        values = {name: self[name] for name in ("date_nominate", "date_due", *NUMBERS)}
        # sudo: for these people the caller may open a round; the dialog gives days and numbers
        rounds = self.env["asn.feedback.round"].sudo()
        rounds = rounds._open(plans, period, values, started=self.is_started)
        if not rounds:
            raise UserError(self.env._("These people have a round in this period already."))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_feedback_round_action_all"
        )
        return {**action, "domain": [("id", "in", rounds.ids)], "context": {}}
