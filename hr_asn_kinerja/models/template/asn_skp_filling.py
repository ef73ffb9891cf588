from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class AsnSkpFilling(models.Model):
    """The doors to filling in plans: one plan, or a selection of a list."""

    _inherit = "asn.skp"

    def action_fill_in(self):
        """Show what filling in these plans from their templates would create."""
        if not self or not all(self._ids):
            raise UserError(self.env._("Choose at least one plan."))
        self.check_access("read")
        return self._open_filling()

    def _open_filling(self, template=None):
        """Open the dialog for these plans. Made here: a client would send thousands of ids."""
        dialog = self.env["asn.skp.template.apply"].create(
            {"skp_ids": [(6, 0, self.ids)], "template_id": template.id if template else False}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Fill in from Template"),
            "res_model": dialog._name,
            "res_id": dialog.id,
            "view_mode": "form",
            "target": "new",
        }

    def _count_content(self):
        """Write the counts of results and indicators after a set-based change."""
        if not self:
            return
        self.env.execute_query(
            SQL(
                """
                UPDATE asn_skp AS plan
                   SET result_count = content.results, indicator_count = content.indicators
                  FROM unnest(%(ids)s) AS chosen(id)
            CROSS JOIN LATERAL (
                       SELECT (SELECT count(*) FROM asn_skp_result
                                WHERE skp_id = chosen.id AND active),
                              (SELECT count(*) FROM asn_skp_indicator
                                WHERE skp_id = chosen.id AND active)
                       ) AS content(results, indicators)
                 WHERE plan.id = chosen.id
                   AND (plan.result_count, plan.indicator_count)
                       IS DISTINCT FROM (content.results::int, content.indicators::int)
             RETURNING 1
                """,
                ids=self.ids,
            )
        )
        self.invalidate_model(["result_count", "indicator_count"])


class AsnSkpFillingMixin(models.AbstractModel):
    """A line that a run filled in. The mark of the run goes as soon as somebody edits the line."""

    _name = "asn.skp.filling.mixin"
    _description = "Line Filled In by a Run"

    template_run_id = fields.Many2one(
        "asn.skp.template.run",
        string="Filled In By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        export_string_translation=False,
    )

    def write(self, vals):
        result = super().write(vals)
        if set(vals) & set(self._guard_fields):
            self._forget_run()
        return result

    def _forget_run(self):
        """Take the mark off lines that somebody edited: undoing a run leaves them alone."""
        # sudo: the edit itself was checked; only the mark is taken off
        marked = self.sudo().filtered("template_run_id")
        if marked:
            marked.write({"template_run_id": False})


class AsnSkpResultFilling(models.Model):
    """Where a result came from."""

    _name = "asn.skp.result"
    _inherit = ["asn.skp.result", "asn.skp.filling.mixin"]

    template_result_id = fields.Many2one(
        "asn.skp.template.result",
        string="From the Template",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    # A number and no link: the plan it was copied from may be closed to the reader.
    copied_result = fields.Integer(readonly=True, copy=False, export_string_translation=False)

    _template_result_unique = models.UniqueIndex(
        "(skp_id, template_result_id) WHERE template_result_id IS NOT NULL AND active",
        "This result of the template is in the plan already.",
    )


class AsnSkpIndicatorFilling(models.Model):
    """Where an indicator came from."""

    _name = "asn.skp.indicator"
    _inherit = ["asn.skp.indicator", "asn.skp.filling.mixin"]

    template_indicator_id = fields.Many2one(
        "asn.skp.template.indicator",
        string="From the Template",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    # A number and no link: the plan it was copied from may be closed to the reader.
    copied_indicator = fields.Integer(readonly=True, copy=False, export_string_translation=False)

    _template_indicator_unique = models.UniqueIndex(
        "(skp_id, template_indicator_id) WHERE template_indicator_id IS NOT NULL AND active",
        "This indicator of the template is in the plan already.",
    )
