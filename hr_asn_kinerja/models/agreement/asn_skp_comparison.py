from types import SimpleNamespace

from odoo import api, fields, models
from odoo.tools import format_date

from ...rules import revision as revision_rules
from .asn_skp_revision import LISTS

# Together they are one target, told in one line as people write it.
TARGET_FIELDS = {
    "target_kind",
    "target_value",
    "target_max",
    "target_text",
    "target_date",
    "unit",
}
# The order of lines and where a line came from say nothing about what was agreed.
UNTOLD_FIELDS = {"sequence", "library_id", "template_result_id", "template_indicator_id"}
LIST_MODELS = {
    "result_ids": "asn.skp.result",
    "indicator_ids": "asn.skp.indicator",
    "target_ids": "asn.skp.target",
    "behaviour_ids": "asn.skp.behaviour",
    "appendix_ids": "asn.skp.appendix",
}
TITLES = {"asn.skp.target": "period_id", "asn.skp.behaviour": "value_id"}


class AsnSkpComparison(models.Model):
    """Two versions of a plan side by side, in words: what was added, removed, changed.

    The rules find the differences; here they get the labels of the fields and the numbers of the
    reader's language, and a template draws them. Nothing of the values is taken as markup.
    """

    _inherit = "asn.skp"

    def _get_draft_side(self):
        """Return the plan as it stands as one side of a comparison."""
        self.ensure_one()
        # sudo: the reader may read the plan; a link names the superior's results
        content = self.env["asn.skp.revision"]._content_of(self.sudo())
        period = self.sudo().change_period_id
        reason = self._get_reopen_reason()
        is_draft = self.state in ("draft", "returned")
        return {
            "title": self.env._("Draft") if is_draft else self._workflow_state_label(),
            "facts": [
                *([self._holds_from(period.date_start, period)] if period else []),
                *([self.env._("Why: %s", reason)] if reason else []),
            ],
            "content": content[self],
        }

    def _holds_from(self, date_from, period):
        """Say from when on a version holds."""
        day = format_date(self.env, date_from)
        if period:
            return self.env._(
                "Holds from %(period)s (%(date)s)", period=period.sudo().name, date=day
            )  # sudo: the name of a period that a readable version points to
        return self.env._("Holds from %s", day)

    def _get_reopen_reason(self):
        steps = self.transition_ids.filtered(lambda step: step.action == "reopen")
        return steps.sorted("id", reverse=True)[:1].reason or False

    @api.model
    def _render_comparison(self, old, new):
        """Return the comparison of two sides as markup; without ``old``, what ``new`` holds."""
        before = old["content"] if old else {"id": 0, "values": {}, "lists": {}}
        changes = revision_rules.compare(before, new["content"])
        if not old:
            changes = [change for change in changes if change.path]
        # A kept text has its lists in the order of their names.
        order = LISTS["asn.skp"]
        changes = sorted(changes, key=lambda c: order.index(c.path[0]) if c.path else -1)
        titles = self._comparison_titles(before) | self._comparison_titles(new["content"])
        rows = [row for change in changes if (row := self._comparison_row(change, titles))]
        counts = {kind: sum(row["kind"] == kind for row in rows) for kind in revision_rules.KINDS}
        return self.env["ir.qweb"]._render(
            "hr_asn_kinerja.asn_skp_comparison",
            {"old": old, "new": new, "rows": rows, "counts": counts},
        )

    @api.model
    def _comparison_titles(self, node, path=()):
        """Return {path: title} of every line in a version."""
        titles = {}
        for name, nodes in node["lists"].items():
            for line in nodes:
                inside = (*path, name, line["id"])
                titles[inside] = self._line_title(LIST_MODELS[name], line["values"])
                titles.update(self._comparison_titles(line, inside))
        return titles

    @api.model
    def _line_title(self, model, values):
        title = values.get(TITLES.get(model, "name"))
        return title["name"] if isinstance(title, dict) else title or ""

    @api.model
    def _comparison_row(self, change, titles):
        """Return what the template draws for one change, or None when there is nothing to tell."""
        model = LIST_MODELS[change.path[-2]] if change.path else self._name
        before, after = change.before or {}, change.after or {}
        old, new = before.get("values", {}), after.get("values", {})
        facts = self._comparison_facts(model, old, new)
        facts += self._comparison_lines(change)
        if not facts and (change.kind == revision_rules.CHANGED or model in TITLES):
            return None  # only the order changed, or a value without an expectation
        return {
            "kind": change.kind,
            "what": self.env[model]._description if model != self._name else False,
            "label": self._line_label(model),
            "title": titles.get(change.path, ""),
            "inside": titles.get(change.path[:-2], "") if len(change.path) > 2 else "",
            "facts": facts,
        }

    @api.model
    def _line_label(self, model):
        return {
            self._name: self.env._("Plan"),
            "asn.skp.result": self.env._("Work result"),
            "asn.skp.indicator": self.env._("Indicator"),
            "asn.skp.target": self.env._("Target of a period"),
            "asn.skp.behaviour": self.env._("Expected behaviour"),
            "asn.skp.appendix": self.env._("Appendix"),
        }[model]

    @api.model
    def _comparison_facts(self, model, old, new):
        """Return [(label, old words, new words)] of the fields that differ."""
        facts = []
        told_target = False
        is_new = not old or not new
        for name in dict.fromkeys((*new, *old)):
            before, after = old.get(name), new.get(name)
            if name in UNTOLD_FIELDS or name == TITLES.get(model) or before == after:
                continue
            if is_new and (name == "name" or not (before or after)):
                continue
            field = self.env[model]._fields.get(name)
            if field is None or self._is_same_link(before, after):
                continue
            if is_new and field.type == "selection" and name not in TARGET_FIELDS:
                continue  # a new line is told by its words and numbers
            if model in ("asn.skp.indicator", "asn.skp.target") and name in TARGET_FIELDS:
                if not told_target:
                    facts.insert(0, self._target_fact(old, new))
                told_target = True
                continue
            label = field._description_string(self.env)
            words = [self._in_words(field, value) for value in (before, after)]
            facts.append((label, words[0] if old else "", words[1] if new else ""))
        return facts

    @api.model
    def _is_same_link(self, before, after):
        ids = [
            [item["id"] for item in (value if isinstance(value, list) else [value])]
            for value in (before, after)
            if isinstance(value, (list, dict))
        ]
        return len(ids) == 2 and ids[0] == ids[1]

    @api.model
    def _target_fact(self, old, new):
        return (
            self.env._("Target"),
            self._target_in_words(old) if old else "",
            self._target_in_words(new) if new else "",
        )

    @api.model
    def _target_in_words(self, values):
        line = SimpleNamespace(**{"target_kind": "number", "unit": False, **values})
        if line.target_kind == "date":
            return format_date(self.env, line.target_date) if line.target_date else "–"
        return self.env["asn.skp.indicator"]._format_target(line) or "–"

    @api.model
    def _comparison_lines(self, change):
        """Return the lines inside an added or removed one: its indicators with their targets."""
        if change.kind == revision_rules.CHANGED:
            return []
        lines = [
            self._line_summary(name, line)
            for name, nodes in change.node["lists"].items()
            for line in nodes
        ]
        is_added = change.kind == revision_rules.ADDED
        return [
            (label, "" if is_added else words, words if is_added else "") for label, words in lines
        ]

    @api.model
    def _line_summary(self, name, line):
        model = LIST_MODELS[name]
        title = self._line_title(model, line["values"])
        if model in ("asn.skp.indicator", "asn.skp.target"):
            title = f"{title}: {self._target_in_words(line['values'])}"
        return self._line_label(model), title

    @api.model
    def _in_words(self, field, value):
        """Return a kept value as the reader would write it."""
        if value is None or value is False or value == "" or value == []:
            return "–"
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if isinstance(value, dict):
            return value["name"]
        if isinstance(value, list):
            return "; ".join(item["name"] for item in value)
        if field.type in ("float", "integer"):
            return self.env["asn.skp.indicator"]._format_number(value)
        if field.type == "date":
            return format_date(self.env, fields.Date.to_date(value))
        if field.type == "boolean":
            return self.env._("Yes")
        return str(value)
