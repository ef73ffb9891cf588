from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from ..models.base.asn_measure_mixin import MEASURE
from ..rules import cascade
from ..rules.decimals import from_float

# What an own indicator takes over of the superior's; targets are shared out beside this.
COPIED = (
    "sequence",
    *MEASURE,
    "data_source",
)


class AsnCascadeTake(models.TransientModel):
    """Dialog that takes results of the evaluator's plan over into a plan, several in one go."""

    _name = "asn.cascade.take"
    _description = "Take Over From the Superior"
    _inherit = ["asn.guarded.mixin"]
    _guard_by_access_only = True

    skp_id = fields.Many2one("asn.skp", string="Plan", required=True, readonly=True)
    line_ids = fields.One2many("asn.cascade.take.line", "take_id", string="Superior's Results")
    superior_name = fields.Char(string="Superior", compute="_compute_from_plan")
    supported = fields.Text(string="You Support Already", compute="_compute_from_plan")
    situation = fields.Selection(
        [
            ("offer", "Results to take over"),
            ("no_superior", "No evaluator"),
            ("no_plan", "No plan of the superior"),
            ("no_results", "No results yet"),
            ("all_taken", "Everything supported"),
        ],
        compute="_compute_from_plan",
        export_string_translation=False,
    )

    @api.depends("skp_id", "line_ids")
    def _compute_from_plan(self):
        for take in self:
            plan = take.skp_id
            plan.check_access("read")
            above = plan._superior_plans().get(plan, plan.browse()) if plan else plan
            names = [
                result.name for result in above.result_ids if result in plan._supported_results()
            ]
            take.superior_name = plan.evaluator_name
            take.supported = "\n".join(names)
            if not plan.evaluator_id:
                take.situation = "no_superior"
            elif not above:
                take.situation = "no_plan"
            elif not above.result_ids:
                take.situation = "no_results"
            else:
                take.situation = "offer" if take.line_ids else "all_taken"

    @api.model
    def _open(self, plan):
        """Return the dialog for ``plan`` with a line for each result that can be taken over."""
        self._check_editable(plan)
        above = plan._superior_plans()[plan]
        team = above.search_count(
            [
                ("evaluator_id", "=", plan.evaluator_id.id),
                ("period_id", "=", plan.period_id.id),
                ("state", "!=", "cancelled"),
            ]
        )
        take = self.create(
            {
                "skp_id": plan.id,
                "line_ids": [
                    Command.create(
                        {
                            "parent_id": result.id,
                            "share": round(100 / max(team, 1), 2),
                            "team_count": team,
                        }
                    )
                    for result in above.result_ids - plan._supported_results()
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Take Over From My Superior"),
            "res_model": self._name,
            "res_id": take.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    @api.model
    def _check_editable(self, plan):
        if "content" not in plan._workflow_editable_parts():
            raise AccessError(
                self.env._(
                    "The results of %(plan)s cannot be changed by you while it is %(state)s.",
                    plan=plan.display_name,
                    state=plan._workflow_state_label(),
                )
            )

    def action_confirm(self):
        """Create the picked results in the plan; what it supports already is left out.

        :raises AccessError: the plan is not the caller's to fill in now
        :raises UserError: nothing picked, or a result of somebody else's plan
        """
        self._check_one()
        plan = self.skp_id
        plan.check_access("read")
        self._check_editable(plan)
        plan._lock_or_refuse()  # a second click finds the results there
        picked = self.line_ids.filtered("is_selected")
        if not picked:
            raise UserError(self.env._("Tick at least one result to take over."))
        offered = plan._superior_plans()[plan].result_ids
        if picked.parent_id - offered:
            raise UserError(
                self.env._("Only results of the evaluator's plan of this year can be taken over.")
            )
        supported = plan._supported_results()
        last = max(plan.result_ids.mapped("sequence"), default=0)
        values = []
        for line in picked:
            if line.parent_id in supported:
                continue
            supported |= line.parent_id
            last += 10
            values.append({**line._prepare_result(plan), "skp_id": plan.id, "sequence": last})
        self.env["asn.skp.result"].create(values)
        return {"type": "ir.actions.act_window_close"}


class AsnCascadeTakeLine(models.TransientModel):
    """One result of the superior, and how it is taken over."""

    _name = "asn.cascade.take.line"
    _description = "Result to Take Over"
    _inherit = ["asn.guarded.mixin"]
    _guard_by_access_only = True
    _order = "id"

    take_id = fields.Many2one("asn.cascade.take", required=True, ondelete="cascade", index=True)
    parent_id = fields.Many2one(
        "asn.skp.result", string="Superior's Result", required=True, readonly=True
    )
    is_selected = fields.Boolean(string="Take Over")
    name = fields.Text(string="Work Result", compute="_compute_name")
    targets = fields.Text(string="Superior's Targets", compute="_compute_name")
    cascade = fields.Selection(
        [
            ("same", "Direct, the same target"),
            ("split", "Direct, a share of the target"),
            ("indirect", "Non-direct"),
        ],
        string="How",
        required=True,
        default="same",
    )
    share = fields.Float(string="My Share (%)", digits=(6, 2), default=100)
    team_count = fields.Integer(readonly=True)
    preview = fields.Text(string="In My Plan", compute="_compute_preview")

    # No sudo in these: a line may name any result, its reader must be allowed to read it.
    @api.depends("parent_id")
    def _compute_name(self):
        for line in self:
            line.name = line.parent_id.with_context(asn_mark_drafts=True).display_name
            line.targets = line.parent_id.indicator_summary

    @api.depends("parent_id", "cascade", "share")
    def _compute_preview(self):
        indicators = self.env["asn.skp.indicator"]
        for line in self:
            if line.cascade == cascade.INDIRECT:
                line.preview = self.env._("The wording as a start; indicators are your own.")
            elif line.cascade == cascade.SPLIT and not 0 < line.share <= 100:
                line.preview = self.env._("A share is more than 0 and at most 100 percent.")
            else:
                line.preview = "\n".join(
                    f"{own.name}: {indicators._format_target(own)}"
                    for own in map(indicators.new, line._prepare_indicators())
                )

    @api.constrains("share", "cascade")
    def _check_share(self):
        for line in self:
            if line.cascade == cascade.SPLIT and not 0 < line.share <= 100:
                raise ValidationError(
                    self.env._("A share is more than 0 and at most 100 percent. Correct it.")
                )

    def _prepare_result(self, plan):
        """Return the values of the own result, with its indicators."""
        self.ensure_one()
        parent = self.parent_id
        organisation = parent.classification == "organisation"
        return {
            "kind": "main",
            "name": parent.name,
            "classification": "organisation" if organisation else "individual",
            "perspective": parent.perspective if plan.form == "senior_leader" else False,
            "cascade": self.cascade,
            "parent_result_ids": [Command.link(parent.id)],
            "indicator_ids": [Command.create(values) for values in self._prepare_indicators()],
        }

    def _prepare_indicators(self):
        """Return the values of the own indicators: none for a non-direct result."""
        self.ensure_one()
        if self.cascade == cascade.INDIRECT:
            return []
        answer = []
        for indicator in self.parent_id.indicator_ids:
            values = {name: indicator[name] for name in COPIED}
            if cascade.is_shared(self.cascade, indicator.aggregation, indicator.target_kind):
                share = from_float(self.share)
                for name in ("target_value", "target_max"):
                    target = from_float(indicator[name])
                    values[name] = float(cascade.share_of(target, share))
            answer.append({**values, "parent_indicator_id": indicator.id})
        return answer
