from collections import defaultdict

from odoo import api, fields, models

from ..rules import cascade
from ..rules.decimals import from_float


class AsnSkpCoverage(models.Model):
    """How far the subordinates' plans cover what a plan hands down."""

    _inherit = "asn.skp"

    def _cascade_coverage(self):
        """Return for each plan what its subordinates take over, as ids and figures.

        ``{plan id: {"uncovered": [...], "unlinked": [...], "sums": [...]}}``. ``uncovered``: own
        main results that nobody supports. ``unlinked``: main results of the subordinates' plans
        (same year, not cancelled) that support none of this plan's. ``sums``: one dict for each
        own indicator that somebody took over, see :meth:`AsnSkpIndicator._cascade_sums`.

        Runs as superuser in six queries however many plans: the caller shows only what the reader
        may read.
        """
        # sudo: see the docstring
        plans = self.sudo()
        below = plans.search(
            [
                ("evaluator_id", "in", plans.employee_id.ids),
                ("period_id", "in", plans.period_id.ids),
                ("state", "!=", "cancelled"),
            ]
        ).grouped(lambda plan: (plan.evaluator_id, plan.period_id))
        sums = plans.result_ids.indicator_ids._cascade_sums()
        answer = {}
        for plan in plans:
            results = plan.result_ids
            team = below.get((plan.employee_id, plan.period_id), plans[:0])
            answer[plan.id] = {
                "uncovered": [
                    result.id
                    for result in results
                    if result.kind == "main" and not result._running_children()
                ],
                "unlinked": [
                    result.id
                    for result in team.result_ids
                    if result.kind == "main" and not (result.parent_result_ids & results)
                ],
                "sums": [sums[line.id] for line in results.indicator_ids if line.id in sums],
            }
        return answer


class AsnSkpResultCoverage(models.Model):
    """Who supports a result, and what it comes to."""

    _inherit = "asn.skp.result"

    support_summary = fields.Text(
        string="People Who Support It", compute="_compute_support_summary"
    )

    def _running_children(self):
        """Return the results that support this one, without those of cancelled plans."""
        return self.child_result_ids.filtered(lambda child: child.skp_id.state != "cancelled")

    @api.depends("child_result_ids", "indicator_ids.child_indicator_ids")
    @api.depends_context("uid")
    def _compute_support_summary(self):
        """Names and targets of those who support the result, as far as the reader may see them.

        The total is shown to those only who see all of it: a part of it would mislead.
        """
        for result in self:
            result.support_summary = "\n".join(result._support_lines())

    def _support_lines(self):
        # sudo: which children there are; only those that the reader may read are named
        everybody = self.sudo()._running_children().sorted()
        readable = everybody.with_env(self.env)._filtered_access("read")
        lines = [child._support_line(self) for child in readable.sudo()]
        hidden = len(everybody) - len(readable)
        if hidden:
            lines.append(self.env._("and %s more that you may not read", hidden))
        elif everybody:
            sums = self.sudo().indicator_ids._cascade_sums()
            lines += [line["words"] for line in sums.values() if line["words"]]
        return lines

    def _support_line(self, parent):
        """Return "name (how): targets that were taken over" of one that supports ``parent``."""
        self.ensure_one()
        how = dict(self._fields["cascade"]._description_selection(self.env)).get(self.cascade)
        targets = "; ".join(
            line.target_display
            for line in self.indicator_ids
            if line.parent_indicator_id.result_id == parent
        )
        name = self.skp_id.employee_name
        parts = [f"{name} ({how})" if how else name, targets or self.name]
        return ": ".join(parts)


class AsnSkpIndicatorCoverage(models.Model):
    """Sums of the targets that were taken over of an indicator."""

    _inherit = "asn.skp.indicator"

    def _cascade_sums(self):
        """Return ``{indicator id: figures}`` of those that somebody took over.

        ``figures``: ``indicator_id``, ``target``, ``people`` (how many took it over), ``total``
        and ``difference`` (None where targets are not summed, or nobody has a share), ``unequal``
        (how many who should have the same target have another), ``words`` (the difference as a
        sentence, or an empty text). Only numbers are compared. Superuser's records expected.
        """
        answer = {}
        for line in self:
            children = line.child_indicator_ids.filtered(
                lambda child: child.skp_id.state != "cancelled"
            )
            if not children or line.target_kind not in ("number", "range"):
                continue
            targets = defaultdict(list)
            for child in children.filtered(lambda c, kind=line.target_kind: c.target_kind == kind):
                how = child.result_id.cascade or cascade.SAME
                targets[how].append(from_float(child.target_value))
            figures = cascade.coverage(
                line.aggregation,
                from_float(line.target_value),
                targets[cascade.SPLIT],
                targets[cascade.SAME],
            )
            answer[line.id] = {
                "indicator_id": line.id,
                "target": line.target_value,
                "people": len(children.skp_id),
                "total": None if figures.total is None else float(figures.total),
                "difference": None if figures.difference is None else float(figures.difference),
                "unequal": figures.unequal,
                "words": line._coverage_words(figures),
            }
        return answer

    def _coverage_words(self, figures):
        """Say in a sentence how the targets below stand to this one."""
        self.ensure_one()
        values = {"indicator": self.name, "target": self.target_display}
        sentences = []
        if figures.total is not None:
            unit = self.unit or ""
            values["total"] = f"{self._format_number(float(figures.total))} {unit}".strip()
            gap = f"{self._format_number(float(abs(figures.difference)))} {unit}".strip()
            if figures.difference < 0:
                sentences.append(
                    self.env._(
                        "%(indicator)s: %(total)s of %(target)s are shared out, %(gap)s are left.",
                        gap=gap,
                        **values,
                    )
                )
            elif figures.difference > 0:
                sentences.append(
                    self.env._(
                        "%(indicator)s: %(total)s are shared out, %(gap)s more than %(target)s.",
                        gap=gap,
                        **values,
                    )
                )
            else:
                sentences.append(
                    self.env._("%(indicator)s: all of %(target)s is shared out.", **values)
                )
        if figures.unequal:
            sentences.append(
                self.env._(
                    "%(indicator)s: %(count)s have another target than %(target)s.",
                    count=figures.unequal,
                    **values,
                )
            )
        return " ".join(sentences)
