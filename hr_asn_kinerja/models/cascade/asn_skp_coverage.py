from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from ...rules import cascade
from ...rules.decimals import from_float


class AsnSkpResultCoverage(models.Model):
    """Who supports a result, and what it comes to."""

    _inherit = "asn.skp.result"

    support_summary = fields.Text(
        string="People Who Support It", compute="_compute_support_summary"
    )

    def _running_children(self):
        """Return the results that support this one, without those that ended."""
        return self.child_result_ids.filtered(
            lambda child: child.active and child.skp_id.state != "cancelled"
        )

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
        hidden = len(everybody) - len(readable)
        sums = {} if hidden else self.sudo().indicator_ids._cascade_sums()
        lines = [line["words"] for line in sums.values() if line["words"]]
        lines += [child._support_line(self) for child in readable.sudo()]
        if hidden:
            lines.append(self.env._("and %s more that you may not read", hidden))
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
        sentence, or an empty text). Only numbers are compared.
        """
        taken = self._taken_over()
        answer = {}
        for line in self.filtered(lambda row: row.target_kind in ("number", "range")):
            if line.id not in taken:
                continue
            targets = defaultdict(list)
            for _plan, how, kind, value in taken[line.id]:
                if kind == line.target_kind:
                    targets[how or cascade.SAME].append(from_float(value))
            figures = cascade.coverage(
                line.aggregation,
                from_float(line.target_value),
                targets[cascade.SPLIT],
                targets[cascade.SAME],
            )
            answer[line.id] = {
                "indicator_id": line.id,
                "target": line.target_value,
                "people": len({row[0] for row in taken[line.id]}),
                "total": None if figures.total is None else float(figures.total),
                "difference": None if figures.difference is None else float(figures.difference),
                "unequal": figures.unequal,
                "words": line._coverage_words(figures),
            }
        return answer

    def _taken_over(self):
        """Return ``{indicator id: [[plan, how, kind of target, target]]}`` of running plans."""
        self.flush_model(["parent_indicator_id", "target_kind", "target_value", "active"])
        self.env["asn.skp.result"].flush_model(["cascade"])
        self.env["asn.skp"]._flush_for_cascade()
        answer = defaultdict(list)
        for parent_id, *row in self.env.execute_query(
            SQL(
                """
                SELECT line.parent_indicator_id, line.skp_id, result.cascade, line.target_kind,
                       COALESCE(line.target_value, 0)
                  FROM asn_skp_indicator AS line
                  JOIN asn_skp_result AS result ON result.id = line.result_id
                  JOIN asn_skp AS plan ON plan.id = line.skp_id
                 WHERE line.parent_indicator_id = ANY(%s) AND line.active
                   AND plan.state <> 'cancelled'
              ORDER BY line.id
                """,
                self.ids,
            )
        ):
            answer[parent_id].append(row)
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
