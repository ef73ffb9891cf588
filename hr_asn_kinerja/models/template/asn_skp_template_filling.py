from odoo import fields, models
from odoo.tools import SQL

from ...rules import workflow
from .asn_skp_template_rows import INDICATOR_COLUMNS, RESULT_COLUMNS


class AsnSkpTemplateRun(models.Model):
    """Makes the lines: by the ORM for a few plans, by one statement per table for many."""

    _inherit = "asn.skp.template.run"

    def _fill_by_orm(self, pairs):
        """Make the new lines as a person would; return (plans, results, indicators) made."""
        if not pairs:
            return 0, 0, 0
        order = self._get_order()
        results = self._create_lines(
            "asn.skp.result", RESULT_COLUMNS, self._sql_results(pairs, order)
        )
        indicators = self._create_lines(
            "asn.skp.indicator", INDICATOR_COLUMNS, self._sql_indicators(pairs, order)
        )
        plans = results.skp_id | indicators.skp_id
        words = self._words(plans.ids, pairs)
        for plan in plans:
            step = workflow.Transition(plan.state, "fill_in", (), plan.state)
            self.env["asn.transition"]._log(plan, "skp_id", step, words[plan.id])
        return len(plans), len(results), len(indicators)

    def _create_lines(self, model, columns, source):
        rows = self.env.execute_query_dict(
            SQL(
                "SELECT %s FROM (%s) AS line WHERE status = 'new' ORDER BY skp_id, sequence",
                SQL(", ").join(map(SQL.identifier, columns)),
                source,
            )
        )
        # sudo: the plans were sorted by the rights of whoever started the run
        lines = self.env[model].sudo()
        return lines.create(
            [
                {
                    **{name: False if value is None else value for name, value in row.items()},
                    "template_run_id": self.id,
                }
                for row in rows
            ]
        )

    def _fill_by_sql(self, pairs):
        """Make the new lines by one statement per table; return what :meth:`_fill_by_orm` does."""
        if not pairs:
            return 0, 0, 0
        self.env.flush_all()
        order = self._get_order()
        results = self._insert_lines(
            "asn.skp.result", RESULT_COLUMNS, self._sql_results(pairs, order)
        )
        indicators = self._insert_lines(
            "asn.skp.indicator", INDICATOR_COLUMNS, self._sql_indicators(pairs, order)
        )
        plan_ids = sorted({skp_id for _id, skp_id in (*results, *indicators)})
        self.env.invalidate_all()
        self._compute_others("asn.skp.result", [key for key, _plan in results])
        self._compute_others("asn.skp.indicator", [key for key, _plan in indicators])
        self.env["asn.skp"].browse(plan_ids)._count_content()
        self._insert_steps(self._words(plan_ids, pairs), "fill_in")
        return len(plan_ids), len(results), len(indicators)

    def _insert_lines(self, model, columns, source):
        """Insert the new lines; return their (id, plan id)."""
        fixed = self._fixed_columns(model, columns)
        names = [*columns, *fixed, "create_date", "write_date"]
        now = SQL("(now() AT TIME ZONE 'UTC')")
        return self.env.execute_query(
            SQL(
                """
                INSERT INTO %(table)s (%(names)s)
                SELECT %(values)s FROM (%(source)s) AS line
                 WHERE status = 'new' ORDER BY skp_id, sequence
                ON CONFLICT DO NOTHING
             RETURNING id, skp_id
                """,
                table=SQL.identifier(self.env[model]._table),
                names=SQL(", ").join(map(SQL.identifier, names)),
                values=SQL(", ").join(
                    [
                        *(SQL.identifier("line", name) for name in columns),
                        *(SQL("%s", value) for value in fixed.values()),
                        now,
                        now,
                    ]
                ),
                source=source,
            )
        )

    def _fixed_columns(self, model, columns):
        """Return {column: value} that is the same in all lines: the run, the author, defaults.

        Defaults are those of the model, so a field that is added to it later is filled in here
        as the ORM would.
        """
        # sudo: only defaults and columns of the model are asked
        lines = self.env[model].sudo()
        stored = {
            name
            for name, field in lines._fields.items()
            if field.store and field.column_type and name not in columns
        }
        fixed = {}
        for name, value in lines.default_get(sorted(stored)).items():
            field = lines._fields[name]
            fixed[name] = field.convert_to_column(value, lines)
        fixed["template_run_id"] = self.id
        fixed["create_uid"] = fixed["write_uid"] = self.env.uid
        return fixed

    def _compute_others(self, model, ids):
        """Work out the stored computed fields that the statement did not fill in."""
        columns = {*RESULT_COLUMNS, *INDICATOR_COLUMNS}
        # sudo: the lines of this run; the rights to each plan were checked in its batch
        lines = self.env[model].sudo().browse(ids)
        others = [
            field
            for name, field in lines._fields.items()
            if field.store and field.compute and name not in columns
        ]
        for field in others:
            self.env.add_to_compute(field, lines)
        if others:
            lines._recompute_recordset([field.name for field in others])
            self.env.flush_all()

    def _insert_steps(self, words, action):
        """Write the step to the history of plans. ``words``: {plan id: what it says}."""
        self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_transition (
                       skp_id, action, state_from, state_to, user_id, date, reason)
                SELECT plan.id, %(action)s, plan.state, plan.state, %(uid)s, %(now)s, step.words
                  FROM unnest(%(ids)s, %(words)s) AS step(skp_id, words)
                  JOIN asn_skp AS plan ON plan.id = step.skp_id
              ORDER BY plan.id
             RETURNING 1
                """,
                action=action,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                ids=list(words),
                words=list(words.values()),
            )
        )

    def _words(self, plan_ids, pairs):
        """Return {plan id: what it was filled in from}, for their history. Names nobody."""
        words = dict(self._fields["source"]._description_selection(self.env))[self.source]
        names = self._source_names(pairs, self._get_order())
        return {
            key: names.get(pairs.get(key)) or self.template_id.name or words for key in plan_ids
        }
