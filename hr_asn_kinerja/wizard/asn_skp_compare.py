from odoo import api, fields, models
from odoo.exceptions import UserError


class AsnSkpCompare(models.TransientModel):
    """Two versions of a plan side by side; the later one may be the present draft."""

    _name = "asn.skp.compare"
    _description = "Compare Versions"
    _inherit = ["asn.guarded.mixin"]
    _guard_by_access_only = True

    skp_id = fields.Many2one("asn.skp", string="Plan", required=True, readonly=True)
    old_id = fields.Many2one("asn.skp.revision", string="Earlier", required=True)
    new_id = fields.Many2one(
        "asn.skp.revision", string="Later", help="Empty: the plan as it stands now."
    )
    comparison = fields.Html(compute="_compute_comparison", sanitize=False)

    @api.model
    def _open(self, plan):
        """Return the action that opens the dialog for ``plan``, which the caller may read."""
        versions = plan.revision_ids.sorted("number", reverse=True)
        if not versions or len(versions) == 1 and not plan.is_reopened:
            raise UserError(
                self.env._("There is one version only: nothing to compare it with yet.")
            )
        pair = (versions[:1], versions.browse()) if plan.is_reopened else (versions[1], versions[0])
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare Versions"),
            "res_model": self._name,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "dialog_size": "extra-large",
                "default_skp_id": plan.id,
                "default_old_id": pair[0].id,
                "default_new_id": pair[1].id,
            },
        }

    @api.constrains("skp_id", "old_id", "new_id")
    def _check_links(self):
        """A dialog names only what its user may read."""
        self.skp_id.check_access("read")
        (self.old_id | self.new_id).check_access("read")

    def onchange(self, values, field_names, fields_spec):
        self._guard_links(values)
        return super().onchange(values, field_names, fields_spec)

    @api.depends("skp_id", "old_id", "new_id")
    @api.depends_context("lang", "uid")
    def _compute_comparison(self):
        for dialog in self:
            versions = dialog.old_id | dialog.new_id
            (dialog.skp_id | versions.skp_id).check_access("read")
            versions.check_access("read")
            if not dialog.old_id or versions.skp_id != dialog.skp_id:
                dialog.comparison = False
                continue
            plan = dialog.skp_id
            new = dialog.new_id._get_side() if dialog.new_id else plan._get_draft_side()
            dialog.comparison = plan._render_comparison(dialog.old_id._get_side(), new)
