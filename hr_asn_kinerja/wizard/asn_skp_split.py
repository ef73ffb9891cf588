from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..models.base.actions import form_of

BATCH_SIZE = 100
MOST_AT_ONCE = 300  # less than a minute; a request must not run longer
NAMES_SHOWN = 10


class AsnSkpSplit(models.TransientModel):
    """Dialog before plans are split: what ends, what starts, which results go along."""

    _name = "asn.skp.split"
    _description = "Split of Plans"
    _inherit = ["asn.guarded.mixin"]
    _guard_by_access_only = True

    skp_id = fields.Many2one("asn.skp", string="Plan")
    skp_ids = fields.Many2many("asn.skp", string="Plans")
    date = fields.Date(string="First Day in the New Post")
    result_ids = fields.Many2many(
        "asn.skp.result",
        string="Results that go along",
        compute="_compute_result_ids",
        store=True,
        readonly=False,
        domain="[('skp_id', '=', skp_id)]",
    )
    reason = fields.Char(string="Decree or Note")
    problem = fields.Text(compute="_compute_preview", export_string_translation=False)
    preview = fields.Text(string="What will happen", compute="_compute_preview")
    can_split = fields.Boolean(compute="_compute_preview", export_string_translation=False)

    @api.model_create_multi
    def create(self, vals_list):
        dialogs = super().create(vals_list)
        dialogs._get_all_plans().check_access("read")  # a program may name any id
        return dialogs

    def write(self, vals):
        result = super().write(vals)
        self._get_all_plans().check_access("read")
        return result

    @api.model
    def _open(self, plan, on):
        """Return the action that opens the dialog for one plan, with the day filled in."""
        plan._check_change("split")
        return self._get_dialog({"default_skp_id": plan.id, "default_date": on and str(on)})

    @api.model
    def _open_many(self, plans):
        """Return the action that opens the preview for many plans."""
        if not plans:
            raise UserError(
                self.env._("Select suggestions of the kind “Another post: split” first.")
            )
        if len(plans) > MOST_AT_ONCE:
            raise UserError(
                self.env._("Split at most %s plans at once: select fewer.", MOST_AT_ONCE)
            )
        return self._get_dialog({"default_skp_ids": [fields.Command.set(plans.ids)]})

    @api.model
    def _get_dialog(self, context):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Split at another post"),
            "res_model": self._name,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }

    def _get_all_plans(self):
        return self.skp_id | self.skp_ids

    @api.depends("skp_id")
    def _compute_result_ids(self):
        """Individual results go along; those of the organisation stay with the post."""
        for dialog in self:
            dialog.result_ids = dialog.skp_id.result_ids.filtered(
                lambda result: result.classification != "organisation"
            )

    @api.depends("skp_id", "date", "skp_ids")
    @api.depends_context("uid")
    def _compute_preview(self):
        for dialog in self:
            if dialog.skp_id:
                dialog.skp_id.check_access("read")  # a form may name any id
                problem = dialog._get_problem(dialog.skp_id, dialog.date)
                dialog.problem = problem
                dialog.preview = False if problem else dialog._preview_one()
                dialog.can_split = not problem
            else:
                dialog.skp_ids.check_access("read")
                good, bad = dialog._sort_out()
                dialog.problem = dialog._list_problems(bad)
                dialog.preview = dialog._preview_many(good)
                dialog.can_split = bool(good)

    def _get_problem(self, plan, on):
        """Return why ``plan`` cannot be split on the day ``on``, or None."""
        if not on:
            return self.env._("Choose the first day in the new post.")
        try:
            plan._check_change("split")
        except (UserError, ValidationError) as error:
            return str(error)
        return plan._get_split_problem(on)

    def _preview_one(self):
        plan, on = self.skp_id, self.date
        _old, new = plan.sudo()._describe_posts(on)  # sudo: names of post, unit and evaluator
        lines = [
            self.env._(
                "This plan ends on %(day)s: %(post)s.",
                day=format_date(self.env, fields.Date.subtract(on, days=1)),
                post=plan.headline or plan.job_title or "–",
            ),
            self.env._(
                "A new draft plan starts on %(day)s: %(post)s.",
                day=format_date(self.env, on),
                post=new,
            ),
        ]
        for evaluation in plan.evaluation_ids.sorted("date_start"):
            if evaluation.date_start >= on:
                lines.append(
                    self.env._("%s goes to the new plan.", evaluation.period_id.display_name)
                )
            elif evaluation.date_end >= on:
                lines.append(
                    self.env._(
                        "%(period)s is evaluated here up to %(day)s, with targets for those "
                        "months.",
                        period=evaluation.period_id.display_name,
                        day=format_date(self.env, fields.Date.subtract(on, days=1)),
                    )
                )
        count = plan._count_entries_after(on).get(plan._origin.id)
        if count:
            lines.append(
                self.env._(
                    "Attention: %s entries of work dated from that day on stay with this plan "
                    "and count in no period.",
                    count,
                )
            )
        return "\n".join(f"• {line}" for line in lines)

    # ------------------------------------------------------------------
    # Many at once
    # ------------------------------------------------------------------

    def _get_days(self):
        """Return {plan: first days in another post}, in order of time."""
        days = {}
        domain = [("skp_id", "in", self.skp_ids.ids), ("kind", "=", "split")]
        for row in self.env["asn.skp.suggestion"].search(domain):
            days.setdefault(row.skp_id, []).append(row.date)
        return days

    def _sort_out(self):
        """Return ({plan: days}, {plan: problem}) of the chosen plans."""
        good, bad = {}, {}
        for plan, days in self._get_days().items():
            problem = self._get_problem(plan, days[0])
            if problem:
                bad[plan] = problem
            else:
                good[plan] = days
        return good, bad

    def _preview_many(self, good):
        if not good:
            return False
        names = [
            f"• {plan.employee_name}: {', '.join(format_date(self.env, day) for day in days)}"
            for plan, days in list(good.items())[:NAMES_SHOWN]
        ]
        if len(good) > NAMES_SHOWN:
            names.append(self.env._("… and %s more", len(good) - NAMES_SHOWN))
        head = self.env._(
            "%s plans end the day before the other post; each gets a new draft plan from that "
            "day, with the individual results. Results of the organisation stay with the post.",
            len(good),
        )
        return "\n".join([head, *names])

    def _list_problems(self, bad):
        if not bad:
            return False
        lines = [f"• {problem}" for problem in list(bad.values())[:NAMES_SHOWN]]
        if len(bad) > NAMES_SHOWN:
            lines.append(self.env._("… and %s more", len(bad) - NAMES_SHOWN))
        return "\n".join([self.env._("%s plans are left out:", len(bad)), *lines])

    def action_confirm(self):
        """Split; one plan opens the new one, many are worked through in batches."""
        self._check_one()
        if self.skp_id:
            if not self.date:
                raise UserError(self.env._("Choose the first day in the new post."))
            new = self.skp_id._split(self.date, self.result_ids, self.reason)
            return form_of(new)
        new = self._split_many()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_asn_kinerja.asn_skp_action_all")
        return {**action, "domain": [("id", "in", new.ids)], "context": {}}

    def _split_many(self):
        """Split the chosen plans at each of their days; return the new plans."""
        good, _bad = self._sort_out()
        if not good:
            raise UserError(self.env._("None of the chosen plans can be split."))
        new, plans = self.env["asn.skp"], list(good)
        for start in range(0, len(plans), BATCH_SIZE):
            for plan in plans[start : start + BATCH_SIZE]:
                for day in good[plan]:
                    if "split" not in plan.allowed_changes:
                        break  # the new unit has an officer of its own
                    plan = plan._split(day, reason=self.reason)
                    new |= plan
            # One statement for each table of the batch, and no growing cache.
            self.env.flush_all()
            self.env.invalidate_all()
        return new
