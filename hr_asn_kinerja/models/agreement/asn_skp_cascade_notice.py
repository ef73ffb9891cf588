from odoo import api, fields, models
from odoo.tools import SQL

from ..cascade.asn_skp_parent_change import TAKEN


class AsnSkpNotice(models.Model):
    """What the superior has changed since, and whether anybody supports this plan."""

    _inherit = "asn.skp"

    parent_change_ids = fields.One2many(
        "asn.skp.parent.change",
        "skp_id",
        string="All Changes by the Superior",
        readonly=True,
    )
    # Nearly every plan has none: the flag spares the form the query.
    has_parent_change = fields.Boolean(readonly=True, copy=False, export_string_translation=False)
    open_change_ids = fields.One2many(
        "asn.skp.parent.change",
        string="Changed by the Superior",
        compute="_compute_open_change_ids",
    )
    has_support = fields.Boolean(
        compute="_compute_has_support", compute_sudo=True, export_string_translation=False
    )

    @api.depends("has_parent_change", "parent_change_ids")
    def _compute_open_change_ids(self):
        """The changes that wait for an answer, as far as the reader may see them."""
        for plan in self:
            plan.open_change_ids = plan.has_parent_change and plan.parent_change_ids

    @api.depends("result_ids.child_result_ids")
    def _compute_has_support(self):
        """Whether a result of the plan is supported by anybody; asked once for a whole save."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT result.skp_id
                  FROM asn_skp_result AS result
                  JOIN asn_skp_result_parent_rel AS rel ON rel.parent_id = result.id
                 WHERE result.skp_id = ANY(%s)
                """,
                self._origin.ids,
            )
        )
        ids = {row[0] for row in rows}
        for plan in self:
            plan.has_support = plan._origin.id in ids


class AsnSkpResultNotice(models.Model):
    """Tells the subordinates when a result that they support is reworded or deleted."""

    _inherit = "asn.skp.result"

    def write(self, vals):
        before = {}
        if "name" in vals and any(self.skp_id.mapped("has_support")):
            before = {result.id: result.name for result in self}
        answer = super().write(vals)
        changed = [key for key, name in before.items() if self.browse(key).name != name]
        if changed:
            change = self.env["asn.skp.parent.change"]
            change._record(
                [
                    {
                        "kind": "wording",
                        "skp_id": plan,
                        "result_id": child,
                        "parent_id": parent,
                        "name": before[parent],
                    }
                    for child, parent, plan in change._children_of_results(changed)
                ]
            )
        return answer

    def unlink(self):
        self.check_access("unlink")
        if any(self.skp_id.mapped("has_support")):
            self._record_deleted()
        return super().unlink()

    def _go_on(self):
        answer = super()._go_on()
        self.env["asn.skp.parent.change"]._forget_deleted("parent_id", self)
        return answer

    def _record_deleted(self):
        change = self.env["asn.skp.parent.change"].sudo()  # sudo: rows of the subordinates' plans
        children = change._children_of_results(self.ids)
        change.search([("parent_id", "in", self.ids)]).unlink()
        change.search([("parent_indicator_id", "in", self.indicator_ids.ids)]).unlink()
        names = {result.id: result.name for result in self}
        change._record(
            [
                {
                    "kind": "deleted",
                    "skp_id": plan,
                    "result_id": child,
                    "parent_id": parent,
                    "name": names[parent],
                }
                for child, parent, plan in children
            ]
        )


class AsnSkpIndicatorNotice(models.Model):
    """Tells the subordinates when an indicator that they took over is changed or deleted."""

    _inherit = "asn.skp.indicator"

    def write(self, vals):
        children = []
        # The library gives wording and target too.
        if not vals.keys().isdisjoint((*TAKEN, "library_id")):
            children = self._children_of_supported()
        before = {parent: self._taken(parent) for _line, parent, _result, _plan in children}
        answer = super().write(vals)
        changed = {parent for parent, values in before.items() if values != self._taken(parent)}
        self._record_taken([row for row in children if row[1] in changed], before, "target")
        return answer

    def unlink(self):
        self.check_access("unlink")
        children = self._children_of_supported()
        if children:
            change = self.env["asn.skp.parent.change"].sudo()  # sudo: as for results
            change.search([("parent_indicator_id", "in", self.ids)]).unlink()
            told = change.search(
                [("kind", "=", "deleted"), ("parent_id", "in", self.result_id.ids)]
            ).result_id.ids
            children = [row for row in children if row[2] not in told]
            before = {parent: self._taken(parent) for _line, parent, _result, _plan in children}
            self._record_taken(children, before, "indicator_deleted")
        return super().unlink()

    def _go_on(self):
        answer = super()._go_on()
        self.env["asn.skp.parent.change"]._forget_deleted("parent_indicator_id", self)
        return answer

    def _children_of_supported(self):
        supported = self.filtered(lambda line: line.result_id.skp_id.has_support)
        if not supported:
            return []
        return self.env["asn.skp.parent.change"]._children_of_indicators(supported.ids)

    @api.model
    def _taken(self, indicator_id):
        """Return what subordinates take over of one of these indicators."""
        indicator = self.browse(indicator_id)
        return {name: indicator[name] for name in TAKEN}

    @api.model
    def _record_taken(self, children, before, kind):
        if not children:
            return
        self.env["asn.skp.parent.change"]._record(
            [
                {
                    "kind": kind,
                    "skp_id": plan,
                    "result_id": result,
                    "indicator_id": line,
                    "parent_indicator_id": parent,
                    **before[parent],
                }
                for line, parent, result, plan in children
            ]
        )
