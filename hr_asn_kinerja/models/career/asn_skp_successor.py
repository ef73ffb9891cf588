from odoo import api, fields, models
from odoo.exceptions import UserError


class AsnSkpSuccessor(models.Model):
    """Results of the organisation stay with the post: who takes the post is offered them."""

    _inherit = "asn.skp"

    post_offer = fields.Char(compute="_compute_post_offer", export_string_translation=False)

    @api.depends("state", "unit_id", "job_title", "date_start", "result_ids.name")
    @api.depends_context("uid")
    def _compute_post_offer(self):
        """Say to who may write the plan which results the post brings along."""
        for plan in self:
            results = plan._get_post_results()
            plan.post_offer = False
            if results:
                plan.post_offer = self.env._(
                    "%(count)s results of the organisation belong to this post, from %(name)s.",
                    count=len(results),
                    name=results[0].skp_id.employee_name,
                )

    def _get_post_results(self):
        """Return the results of the post's former holders in this year that are missing here."""
        self.ensure_one()
        # sudo: results of the post, for whoever writes the plan of the same post
        results = self.env["asn.skp.result"].sudo()
        if (
            not self._origin
            or not self.job_title
            or self.date_start <= self.period_id.date_start
            or "content" not in self._workflow_editable_parts()
        ):
            return results
        found = results.search(
            [
                ("classification", "=", "organisation"),
                ("skp_id.period_id", "=", self.period_id.id),
                ("skp_id.unit_id", "=", self.unit_id.id),
                ("skp_id.job_title", "=", self.job_title),
                ("skp_id.employee_id", "!=", self.employee_id.id),
                ("skp_id.state", "in", ("agreed", "closed")),
                ("skp_id.date_end", "<", self.date_start),
            ]
        )
        names = set(self.result_ids.mapped("name"))
        return found.filtered(lambda result: result.name not in names)

    def action_take_post_results(self):
        """Copy the results of the post into this plan; sums take the share of its months."""
        self._check_one()
        results = self._get_post_results()
        if not results:
            raise UserError(self.env._("There is nothing to take over from this post."))
        # sudo: only who may write the content of this plan got here
        for plan, own in results.grouped("skp_id").items():
            # sudo: only who may write the content of this plan got here
            plan._copy_results_to(self.sudo(), own, plan.target_months or plan.months)
        return True
