from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..models.template.asn_skp_template_run import SOURCES, FillingOrder


class AsnSkpTemplateApply(models.TransientModel):
    """Shows what filling in plans would create, and does it after a yes.

    Preview and run ask the same queries. A plan that the user may not fill in is left out with
    the reason; a plan that he or she may not read is refused.
    """

    _name = "asn.skp.template.apply"
    _description = "Fill in Plans"
    _inherit = ["asn.guarded.mixin"]
    _guard_by_access_only = True

    skp_ids = fields.Many2many("asn.skp", string="Plans", required=True)
    source = fields.Selection(SOURCES, string="Fill in From", required=True, default="template")
    template_id = fields.Many2one(
        "asn.skp.template",
        string="Template",
        help="Leave empty to take the template of each plan's post.",
    )
    colleague_id = fields.Many2one("hr.employee.public", string="Colleague")
    colleague_unit = fields.Char(string="Unit", compute="_compute_colleague_unit")
    colleague_ids = fields.Many2many(
        "hr.employee.public", string="Colleagues Offered", compute="_compute_colleague_ids"
    )
    bring_back = fields.Boolean(
        string="Bring back what was removed",
        help="Lines of an earlier filling in that were deleted since are added again.",
    )
    only_empty = fields.Boolean(
        string="Only plans without results",
        compute="_compute_only_empty",
        store=True,
        readonly=False,
        help="Plans that somebody has begun to write are left alone.",
    )
    # What would happen
    plan_count = fields.Integer(compute="_compute_preview")
    new_result_count = fields.Integer(string="New Results", compute="_compute_preview")
    new_indicator_count = fields.Integer(string="New Indicators", compute="_compute_preview")
    removed_count = fields.Integer(compute="_compute_preview")
    summary = fields.Char(compute="_compute_preview")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.constrains("source", "colleague_id", "skp_ids")
    def _check_source(self):
        """A colleague's plan is copied into one plan, never into many."""
        for dialog in self:
            if dialog.source == "colleague" and len(dialog.skp_ids) > 1:
                raise ValidationError(
                    self.env._("Copy from a colleague one plan at a time: open the plan first.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        dialogs = super().create(vals_list)
        # Who names a plan must be able to read it, through whatever door the id came.
        dialogs.skp_ids.check_access("read")
        return dialogs

    def write(self, vals):
        result = super().write(vals)
        self.skp_ids.check_access("read")
        return result

    @api.depends("skp_ids")
    def _compute_only_empty(self):
        """Many plans are not looked at one by one: those that are begun are left alone."""
        for dialog in self:
            dialog.only_empty = len(dialog.skp_ids) > 1

    @api.depends("colleague_id")
    def _compute_colleague_unit(self):
        for dialog in self:
            unit = dialog.colleague_id.department_id
            dialog.colleague_unit = unit.with_context(hierarchical_naming=False).display_name

    @api.depends("skp_ids", "source")
    def _compute_colleague_ids(self):
        """Colleagues of the same post and agency with an agreed plan, for one plan only."""
        for dialog in self:
            plan = dialog._plans()
            is_asked = dialog.source == "colleague" and len(plan) == 1
            dialog.colleague_ids = list(self._offered(plan)) if is_asked else False

    def _offered(self, plan):
        """Return {employee id: plan id} of the colleagues offered for a plan of the user."""
        run = self.env["asn.skp.template.run"]
        if run._why_not(plan, {"content"}):
            return {}
        return run._find_colleague_plans(plan.id)

    def _plans(self):
        """Return the plans of the dialog as stored records; raise for hidden ones."""
        plans = self.env["asn.skp"].browse(self.skp_ids.ids).exists()
        plans.check_access("read")
        return plans

    def _get_order(self, plans):
        """Return what to fill in, or None while a choice is missing."""
        extra = {"bring_back": self.bring_back, "only_empty": self.only_empty}
        if self.source == "template":
            return FillingOrder("template", self.template_id.id, **extra)
        if self.source == "last_year":
            return FillingOrder("last_year", **extra)
        if not self.colleague_id or len(plans) != 1:
            return None
        offered = self._offered(plans).get(self.colleague_id.id)
        # Somebody who is not offered has no plan to copy: -1 is left out with the reason.
        return FillingOrder("colleague", colleague_plan_id=offered or -1, **extra)

    @api.depends(
        "skp_ids",
        "source",
        "template_id",
        "colleague_id",
        "colleague_ids",
        "bring_back",
        "only_empty",
    )
    @api.depends_context("uid", "lang")
    def _compute_preview(self):
        run = self.env["asn.skp.template.run"]
        for dialog in self:
            plans = dialog._plans()
            order = dialog._get_order(plans)
            facts = run._preview(plans, order) if order else run._preview_nothing()
            dialog.plan_count = len(plans)
            dialog.new_result_count = facts["results"]["new"]
            dialog.new_indicator_count = facts["indicators"]["new"]
            dialog.removed_count = facts["results"]["removed"] + facts["indicators"]["removed"]
            dialog.summary = self._get_summary(facts)
            dialog.preview = self.env["ir.qweb"]._render(
                "hr_asn_kinerja.asn_skp_template_preview",
                {
                    "facts": facts,
                    "is_single": len(plans) == 1,
                    "is_chosen": bool(order),
                    "has_choice": bool(dialog.colleague_ids),
                    "source": dialog.source,
                    "more": self.env._("And %s more plans.", facts["more"]),
                },
            )

    def _get_summary(self, facts):
        results, indicators = facts["results"]["new"], facts["indicators"]["new"]
        if not results and not indicators:
            return False
        if facts["filled"] == 1:
            return self.env._(
                "%(results)s results and %(indicators)s indicators would be added.",
                results=results,
                indicators=indicators,
            )
        return self.env._(
            "%(results)s results and %(indicators)s indicators would be added to %(plans)s plans.",
            results=results,
            indicators=indicators,
            plans=facts["filled"],
        )

    def action_confirm(self):
        """Fill in the plans as shown, and open what was done.

        :raises UserError: nothing is chosen, or nothing would be added
        """
        if len(self) != 1 or not self.id:
            raise UserError(self.env._("Choose one record."))
        self.check_access("read")
        plans = self._plans()
        order = self._get_order(plans)
        if not plans or not order:
            raise UserError(self.env._("Choose the plans, and what to fill them in from."))
        if not self.new_result_count and not self.new_indicator_count:
            raise UserError(self.env._("Nothing would be added. The list says why for each plan."))
        run = self.env["asn.skp.template.run"]._start(plans, order)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Filled in"),
            "res_model": run._name,
            "res_id": run.id,
            "view_mode": "form",
            "target": "new" if len(plans) == 1 else "current",
        }
