from odoo import models
from odoo.tools import SQL

from .asn_skp_template_run import BATCH_SIZE


class AsnSkpTemplateRun(models.Model):
    """Takes a run back, as far as nobody has worked with its lines.

    A line that somebody edited has lost the mark of the run; a line that anything refers to (a
    planned target, a subordinate's result, an entry of work) or that was agreed once stays, and so
    does everything in a plan that the person who undoes may not change.
    """

    _inherit = "asn.skp.template.run"

    def _undo_batch(self, size=BATCH_SIZE):
        """Take the lines of the next ``size`` plans away; return how many plans were looked at."""
        self.ensure_one()
        self.env.flush_all()
        ids = [row[0] for row in self.env.execute_query(self._sql_marked_plans(size))]
        editable = self._editable(ids)
        indicators = self._delete_lines("asn.skp.indicator", editable)
        results = self._delete_lines("asn.skp.result", editable)  # those left empty
        self.env.invalidate_all()
        touched = sorted({*indicators, *results})
        self.env["asn.skp"].browse(touched)._count_content()
        if touched:
            # sudo: nobody writes to the history directly; it names who undid
            author = self.with_user(self.undo_uid).sudo()
            author._insert_steps(author._words(touched, {}), "undo_fill_in")
        values = {
            "removed_result_count": self.removed_result_count + len(results),
            "removed_indicator_count": self.removed_indicator_count + len(indicators),
            "undo_place": ids[-1] if ids else self.undo_place,
        }
        if len(ids) < size:
            values["state"] = "undone"
        self.write(values)
        if self.state == "undone":
            self.write(
                {
                    "stayed_result_count": self.result_count - self.removed_result_count,
                    "stayed_indicator_count": self.indicator_count - self.removed_indicator_count,
                }
            )
        return len(ids)

    def _sql_marked_plans(self, size):
        """The next plans that hold lines of this run."""
        return SQL(
            """
            SELECT skp_id FROM (
                   SELECT skp_id FROM asn_skp_result WHERE template_run_id = %(run)s
                    UNION
                   SELECT skp_id FROM asn_skp_indicator WHERE template_run_id = %(run)s) AS line
             WHERE skp_id > %(place)s ORDER BY skp_id LIMIT %(size)s
            """,
            run=self.id,
            place=self.undo_place,
            size=size,
        )

    def _editable(self, plan_ids):
        """Return the plans that whoever undoes may fill in now."""
        as_user = self._as_author(self.undo_uid)
        part = {"content"} if self.source == "colleague" else {"content", "template"}
        return [
            key
            for plan, ids in as_user._group_by_rights(plan_ids)
            if not as_user._why_not(plan, part)
            for key in ids
        ]

    def _delete_lines(self, model, plan_ids):
        """Delete the marked lines that nothing refers to; return the plan of each."""
        table = self.env[model]._table
        free = [
            SQL(
                "NOT EXISTS (SELECT FROM %s AS other WHERE other.%s = line.id)",
                SQL.identifier(name),
                SQL.identifier(column),
            )
            for name, column in self._references(table)
        ]
        rows = self.env.execute_query(
            SQL(
                """
                DELETE FROM %(table)s AS line
                 WHERE line.template_run_id = %(run)s AND line.skp_id = ANY(%(plans)s)
                   AND line.active AND COALESCE(line.since_version, 0) = 0 AND %(free)s
             RETURNING line.skp_id
                """,
                table=SQL.identifier(table),
                run=self.id,
                plans=plan_ids,
                free=SQL(" AND ").join(free or [SQL("TRUE")]),
            )
        )
        return [row[0] for row in rows]

    def _references(self, table):
        """Return (table, column) of everything in the database that points to ``table``."""
        return self.env.execute_query(
            SQL(
                """
                SELECT key.conrelid::regclass::text, attribute.attname
                  FROM pg_constraint AS key
                  JOIN pg_attribute AS attribute
                    ON attribute.attrelid = key.conrelid AND attribute.attnum = key.conkey[1]
                 WHERE key.contype = 'f' AND key.confrelid = %s::regclass
              ORDER BY 1, 2
                """,
                table,
            )
        )
