from odoo import api, fields, models

from ..base import selections
from .asn_feedback_round import MOST_GIVERS


class AsnFeedbackRoundRule(models.Model):
    """Which posts get a 360 round in each period, and how many givers of each relation."""

    _name = "asn.feedback.round.rule"
    _description = "Rule for 360 Rounds"
    _inherit = ["asn.guarded.mixin"]
    _order = "sequence, id"
    _guard_by_access_only = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="Region",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    position_kind = fields.Selection(
        selections.POSITION_KINDS, string="Position Kind", help="Empty: every post."
    )
    only_unit_heads = fields.Boolean(string="Heads of Units only")
    is_automatic = fields.Boolean(
        string="Open by itself in each period",
        help="Off: the numbers are only offered to whoever opens a round by hand.",
    )
    days_before_end = fields.Integer(
        string="Days before the Period Ends",
        default=45,
        help="So many days before the last day of a period its rounds are opened.",
    )
    days_nominate = fields.Integer(string="Days to Choose Givers", default=7)
    days_answer = fields.Integer(string="Days to Answer", default=14)
    superior_min = fields.Integer(string="Superiors, at least", default=1)
    superior_max = fields.Integer(string="Superiors, at most", default=2)
    peer_min = fields.Integer(string="Peers, at least", default=3)
    peer_max = fields.Integer(string="Peers, at most", default=6)
    subordinate_min = fields.Integer(string="Subordinates, at least", default=3)
    subordinate_max = fields.Integer(string="Subordinates, at most", default=6)

    _check_days = models.Constraint(
        "CHECK (days_before_end BETWEEN 0 AND 180 AND days_nominate BETWEEN 1 AND 60"
        " AND days_answer BETWEEN 1 AND 60)",
        "Days to choose and to answer are from 1 to 60, those before the end from 0 to 180.",
    )
    _check_numbers = models.Constraint(
        "CHECK (superior_min BETWEEN 0 AND superior_max AND peer_min BETWEEN 0 AND peer_max"
        " AND subordinate_min BETWEEN 0 AND subordinate_max AND"
        f" superior_max <= {MOST_GIVERS} AND peer_max <= {MOST_GIVERS}"
        f" AND subordinate_max <= {MOST_GIVERS})",
        "The numbers of givers go from 0 to 30, the least before the most.",
    )

    @api.model
    def _open_due_rounds(self):
        """Open the rounds of all automatic rules; yield how many after each period and rule."""
        periods = self.env["asn.period"].search([("kind", "!=", "year"), ("state", "=", "open")])
        rules = self.search([("is_automatic", "=", True)])
        for period in periods:
            for rule in rules.filtered(lambda rule, p=period: rule.company_id == p.company_id):
                today = period.today()
                first = fields.Date.subtract(period.date_end, days=rule.days_before_end)
                if first <= today <= period.date_end:
                    yield len(rule._open_rounds(period, today))

    def _open_rounds(self, period, today):
        """Open the rounds of this rule in ``period``; people who have one are left alone."""
        self.ensure_one()
        domain = [
            ("period_id", "=", period.parent_id.id),
            ("company_id", "=", self.company_id.id),
            ("state", "=", "agreed"),
            ("date_start", "<=", period.date_end),
            ("date_end", ">=", period.date_start),
        ]
        if self.position_kind:
            domain.append(("position_kind", "=", self.position_kind))
        if self.only_unit_heads:
            domain.append(("is_unit_head", "=", True))
        plans = self.env["asn.skp"].search(domain, order="id")
        return self.env["asn.feedback.round"]._open(plans, period, self._prepare_round(today))

    def _prepare_round(self, today):
        """Return dates and numbers of a round that is opened on ``today``."""
        names = (
            f"{key}_{end}" for key in ("superior", "peer", "subordinate") for end in ("min", "max")
        )
        choose = fields.Date.add(today, days=self.days_nominate)
        return {
            "rule_id": self.id,
            "date_nominate": choose,
            "date_due": fields.Date.add(choose, days=self.days_answer),
            **{name: self[name] for name in names},
        }

    @api.model
    def _find_for(self, company, plan):
        """Return the rule whose numbers are offered for ``plan``, or none."""
        for rule in self.search([("company_id", "=", company.id)]):
            if rule.position_kind and rule.position_kind != plan.position_kind:
                continue
            if rule.only_unit_heads and not plan.is_unit_head:
                continue
            return rule
        return self.browse()
