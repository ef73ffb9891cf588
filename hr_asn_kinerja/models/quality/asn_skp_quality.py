from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...rules import quality, workflow

# While a plan can still be worded better.
OPEN_STATES = ("draft", "proposed", "returned")
DISMISSED_LIMIT = 200


class AsnSkpQuality(models.Model):
    """Hints on the wording of a plan: shown to employee and evaluator, blocking nothing.

    An employee may put a hint aside; that is remembered for this line and this rule.
    """

    _inherit = "asn.skp"

    hints = fields.Json(compute="_compute_hints")
    hint_count = fields.Integer(string="Number of Hints", compute="_compute_hints")
    dismissed_hints = fields.Json(readonly=True, copy=False)

    @api.depends(
        "state",
        "dismissed_hints",
        "result_ids.name",
        "result_ids.weight",
        "result_ids.indicator_ids.name",
        "result_ids.indicator_ids.unit",
        "result_ids.indicator_ids.target_kind",
        "result_ids.indicator_ids.target_value",
        "result_ids.indicator_ids.polarity",
        "result_ids.indicator_ids.weight",
        "result_ids.indicator_ids.baseline",
    )
    @api.depends_context("uid", "lang")
    def _compute_hints(self):
        plans = self.filtered(lambda plan: plan.state in OPEN_STATES)
        found = plans.result_ids._find_hints(plans)
        for plan in self:
            lines = found.get(plan, [])
            aside = set(plan.dismissed_hints or ())
            shown = [line for line in lines if line["key"] not in aside]
            plan.hints = {
                "lines": shown,
                "aside": len(lines) - len(shown),
                "can_dismiss": bool(lines) and workflow.EMPLOYEE in plan._workflow_roles(),
            }
            plan.hint_count = len(shown)

    def action_dismiss_hint(self, key=None):
        """The employee puts the hint ``key`` aside; it does not come back for this line.

        A key that is no hint of the plan changes nothing.
        """
        plan = self._check_own_hints()
        known = [line["key"] for line in plan.hints["lines"]]
        if key not in known:
            return True
        aside = [*(plan.dismissed_hints or ()), key]
        # sudo: the employee was checked; only the list of the own hints put aside is written
        plan.sudo().write({"dismissed_hints": aside[-DISMISSED_LIMIT:]})
        return True

    def action_restore_hints(self):
        """The employee takes all hints back that were put aside."""
        plan = self._check_own_hints()
        if plan.dismissed_hints:
            plan.sudo().write({"dismissed_hints": False})  # sudo: as above
        return True

    def _check_own_hints(self):
        self._check_one()
        if workflow.EMPLOYEE not in self._workflow_roles():
            raise AccessError(self.env._("Only the employee puts hints on the own plan aside."))
        if self.state not in OPEN_STATES:
            raise UserError(self.env._("This plan is agreed: its hints are not shown any more."))
        return self

    # ------------------------------------------------------------------
    # What was realised the year before
    # ------------------------------------------------------------------

    def _last_values(self):
        """Return {plan: {(what, measure): value realised in the year before}}.

        One query for all plans, with the rights of the reader: who may not see last year's
        evaluation gets no hint from it. "What" is the library indicator or the wording.
        """
        values = {plan: {} for plan in self}
        stored = self.filtered(lambda plan: plan.employee_id and plan.period_id.date_start)
        if not stored:
            return values
        starts = stored.period_id.mapped("date_start")
        lines = self.env["asn.evaluation.indicator"].search_fetch(
            [
                ("evaluation_id.employee_id", "in", stored.employee_id.ids),
                ("evaluation_id.date_end", "<", max(starts)),
                ("evaluation_id.date_end", ">=", min(starts) - timedelta(days=366)),
                ("is_measured", "=", True),
            ],
            ["evaluation_id", "indicator_id", "name", "unit", "aggregation", "realised"],
        )
        for plan in stored:
            start = plan.period_id.date_start
            own = lines.filtered(
                lambda line, plan=plan, start=start: (
                    line.evaluation_id.employee_id == plan.employee_id
                    and start - timedelta(days=366) <= line.evaluation_id.date_end < start
                )
            )
            values[plan] = self._sum_last_values(own, plan.months)
        return values

    @api.model
    def _sum_last_values(self, lines, months):
        """Return {key: value} of evaluation lines; sums are brought to ``months`` months."""
        sums, last = {}, {}
        for line in lines.sorted(lambda line: line.evaluation_id.date_end):
            keys = [(quality.plain(line.name), quality.plain(line.unit))]
            if line.indicator_id.library_id:
                keys.append((line.indicator_id.library_id.id, quality.plain(line.unit)))
            kind = line.evaluation_id.period_id.kind
            for key in keys:
                if line.aggregation == "sum":
                    by_kind = sums.setdefault(key, {})
                    value, covered = by_kind.get(kind, (0.0, 0))
                    by_kind[kind] = (
                        value + line.realised,
                        covered + (line.evaluation_id.months or 0),
                    )
                else:
                    last[key] = line.realised
        for key, by_kind in sums.items():
            # Half-years and months of one year say the same: the fullest counts.
            value, covered = max(by_kind.values(), key=lambda pair: pair[1])
            if covered:
                last[key] = value * (months or covered) / covered
        return last


class AsnSkpResultQuality(models.Model):
    _inherit = "asn.skp.result"

    hint_text = fields.Text(string="Hints", compute="_compute_hint_text")

    @api.depends(
        "name",
        "indicator_ids.name",
        "indicator_ids.unit",
        "indicator_ids.target_kind",
        "indicator_ids.target_value",
        "indicator_ids.polarity",
        "indicator_ids.weight",
        "indicator_ids.baseline",
    )
    @api.depends_context("uid", "lang")
    def _compute_hint_text(self):
        """The hints on one result, while it is being typed."""
        checks, shown = self.env["asn.quality.rule"]._in_force()
        for result in self:
            plan = result.skp_id
            if plan and plan.state not in OPEN_STATES:
                result.hint_text = False
                continue
            aside = set(plan.dismissed_hints or ())
            lines = [
                self._prepare_hint(hint, shown, result)
                for hint in quality.check_result(result._quality_facts({}, {}), checks)
            ]
            texts = [
                " ".join(filter(None, (line["text"], line["proposal"])))
                for line in lines
                if line["key"] not in aside
            ]
            result.hint_text = "\n".join(texts) or False

    def _find_hints(self, plans):
        """Return {plan: list of hints as the screen shows them} for the results of ``plans``."""
        checks, shown = self.env["asn.quality.rule"]._in_force()
        last = plans._last_values() if quality.BEHIND_LAST_YEAR in checks else {}
        people = self._count_people() if quality.SAME_TEXT in checks else {}
        found = {}
        for plan in plans:
            facts = [
                result._quality_facts(last.get(plan, {}), people) for result in plan.result_ids
            ]
            found[plan] = [
                self._prepare_hint(hint, shown) for hint in quality.check_plan(facts, checks)
            ]
        return found

    def _quality_facts(self, last, people):
        """Return this result as plain values for ``rules/quality.py``."""
        self.ensure_one()
        return quality.Result(
            self,
            self.name or "",
            self.weight or 0.0,
            tuple(indicator._quality_facts(last) for indicator in self.indicator_ids),
            people.get(self._origin.id, 1),
        )

    def _prepare_hint(self, hint, shown, result=None):
        """Return one hint as the screen shows it."""
        rule, subject = shown[hint.code], hint.key
        names = {"asn.skp.result": "result", "asn.skp.indicator": "indicator"}
        where = f"{names[subject._name]}:{subject._origin.id or 'new'}" if subject else "plan"
        count = self.env["asn.skp.indicator"]._format_number(hint.count)
        proposal = ""
        if hint.better:
            proposal = self.env._("Better: “%s”", hint.better)
        elif rule["example"]:
            proposal = self.env._("For example: “%s”", rule["example"])
        return {
            "key": f"{hint.code}:{where}",
            "level": rule["level"],
            "text": rule["message"].replace("{count}", count),
            "subject": (subject.name or "") if subject else "",
            "proposal": proposal,
            "indicator_id": rule["indicator_id"],
        }

    def _count_people(self):
        """Return {result: number of people with the same words}, in unit or under the evaluator.

        One query. Words that come unchanged from a template are meant to be the same.
        """
        own = [key for key in self._without_template()._origin.ids if key]
        if not own:
            return {}
        # Only how many there are is told, not who.
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    WITH mine AS MATERIALIZED (
                        SELECT result.id, result.skp_id, %(words)s AS words
                          FROM asn_skp_result AS result
                         WHERE result.id = ANY(%(ids)s)
                    ), near AS MATERIALIZED (
                        SELECT DISTINCT plan.id AS skp_id, other.id AS other_id,
                               other.employee_id
                          FROM asn_skp AS plan
                          JOIN asn_skp AS other ON other.period_id = plan.period_id
                               AND other.state <> 'cancelled'
                               AND (other.unit_id = plan.unit_id
                                    OR other.evaluator_id = plan.evaluator_id)
                         WHERE plan.id IN (SELECT skp_id FROM mine)
                    ), theirs AS MATERIALIZED (
                        SELECT near.skp_id, near.employee_id, line.words
                          FROM near
                    -- OFFSET 0: read the results of these plans only, never the whole table
                    CROSS JOIN LATERAL (SELECT %(words)s AS words
                                          FROM asn_skp_result AS result
                                         WHERE result.skp_id = near.other_id
                                        OFFSET 0) AS line
                    )
                    SELECT mine.id, count(DISTINCT theirs.employee_id)
                      FROM mine
                      JOIN theirs ON theirs.skp_id = mine.skp_id AND theirs.words = mine.words
                  GROUP BY mine.id
                    """,
                    words=self._sql_plain("result"),
                    ids=own,
                )
            )
        )

    @api.model
    def _sql_plain(self, alias):
        return SQL(
            r"rtrim(regexp_replace(lower(btrim(%s)), '\s+', ' ', 'g'), ' .;,')",
            SQL.identifier(alias, "name"),
        )

    def _without_template(self):
        if "template_result_id" not in self._fields:
            return self
        # sudo: texts are compared, the template is not returned
        return self.filtered(
            lambda result: (
                quality.plain(result.sudo().template_result_id.name) != quality.plain(result.name)
            )
        )


class AsnSkpIndicatorQuality(models.Model):
    _inherit = "asn.skp.indicator"

    hint_text = fields.Text(string="Hints", compute="_compute_hint_text")

    @api.depends("name", "unit", "target_kind", "target_value", "polarity", "baseline")
    @api.depends_context("uid", "lang")
    def _compute_hint_text(self):
        """The hints on one indicator, while it is being typed."""
        checks, shown = self.env["asn.quality.rule"]._in_force()
        for indicator in self:
            result = indicator.result_id
            aside = set(result.skp_id.dismissed_hints or ())
            lines = []
            if indicator.name and result.skp_id.state in (False, *OPEN_STATES):
                hints = quality.check_indicator(indicator._quality_facts({}), checks, result.name)
                lines = [result._prepare_hint(hint, shown) for hint in hints]
            texts = [line["text"] for line in lines if line["key"] not in aside]
            indicator.hint_text = "\n".join(texts) or False

    def _quality_facts(self, last):
        """Return this indicator as plain values for ``rules/quality.py``."""
        self.ensure_one()
        unit = quality.plain(self.unit)
        known = self.baseline or last.get((self.library_id.id, unit))
        if not known:
            known = last.get((quality.plain(self.name), unit))
        return quality.Indicator(
            self,
            self.name or "",
            self.unit or "",
            self.target_kind or "number",
            self.target_value or 0.0,
            self.polarity or "higher",
            self.weight or 0.0,
            known or None,
        )
