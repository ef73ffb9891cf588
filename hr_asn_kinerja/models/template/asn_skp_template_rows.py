from odoo import models
from odoo.tools import SQL

from ..base.asn_measure_mixin import MEASURE

# The columns that a line takes over, in the order in which the queries return them.
RESULT_COLUMNS = (
    "skp_id",
    "template_result_id",
    "copied_result",
    "sequence",
    "kind",
    "name",
    "classification",
    "perspective",
    "assignment_source",
    "weight",
)
INDICATOR_COLUMNS = (
    "result_id",
    "skp_id",
    "template_indicator_id",
    "copied_indicator",
    "sequence",
    "library_id",
    *MEASURE,
    "data_source",
    "weight",
)


class AsnSkpTemplateRun(models.Model):
    """Which lines are offered, there already, removed before, or new.

    Preview, ORM and set-based path ask the same queries, so what is shown is what is made. A line
    is recognised by what it came from, a result that somebody typed by its words. What a person
    removed from a filled-in plan is not brought back unless that is asked for.
    """

    _inherit = "asn.skp.template.run"

    def _sql_results(self, pairs, order):
        """Every offered result with its ``status``: new, there, typed or removed.

        :param pairs: {plan id: id of the template or plan it is filled in from}
        """
        is_template = order.source == "template"
        # The lines of these plans are read once. Asked line by line, the database would take
        # its way from figures that are older than what this statement itself adds.
        return SQL(
            """
            WITH own AS MATERIALIZED (
                 SELECT line.skp_id, line.active, line.sequence, line.create_date,
                        %(text)s AS words, line.%(key)s AS source_result,
                        other.%(parent)s AS source_id
                   FROM asn_skp_result AS line
              LEFT JOIN %(sources)s AS other ON other.id = line.%(key)s
                  WHERE line.skp_id = ANY(%(plans)s))
            SELECT offered.*, COALESCE(place.last, 0) + offered.place AS sequence,
                   CASE WHEN there.source_result IS NOT NULL THEN 'there'
                        WHEN typed.words IS NOT NULL THEN 'typed'
                        WHEN NOT %(bring_back)s AND filled.since >= offered.born THEN 'removed'
                        ELSE 'new' END AS status
              FROM (%(offered)s) AS offered
         LEFT JOIN (SELECT DISTINCT skp_id, source_result FROM own WHERE active
                   ) AS there
                ON there.skp_id = offered.skp_id AND there.source_result = offered.source_result
         LEFT JOIN (SELECT DISTINCT skp_id, words FROM own WHERE active
                   ) AS typed ON typed.skp_id = offered.skp_id AND typed.words = %(offered_text)s
         LEFT JOIN (SELECT skp_id, source_id, max(create_date) AS since FROM own
                     WHERE source_id IS NOT NULL GROUP BY skp_id, source_id
                   ) AS filled
                ON filled.skp_id = offered.skp_id AND filled.source_id = offered.source_id
         LEFT JOIN (SELECT skp_id, max(sequence) AS last FROM own GROUP BY skp_id
                   ) AS place ON place.skp_id = offered.skp_id
            """,
            offered=self._sql_offered_results(pairs, order),
            plans=list(pairs),
            key=SQL.identifier("template_result_id" if is_template else "copied_result"),
            sources=SQL.identifier("asn_skp_template_result" if is_template else "asn_skp_result"),
            parent=SQL.identifier("template_id" if is_template else "skp_id"),
            text=_text(SQL("line.name")),
            offered_text=_text(SQL("offered.name")),
            bring_back=order.bring_back,
        )

    def _sql_offered_results(self, pairs, order):
        """The results of the source of each plan, with their place in it."""
        is_template = order.source == "template"
        is_own = order.source == "last_year"
        return SQL(
            """
            SELECT pair.skp_id, source.%(template_result)s AS template_result_id,
                   %(copied)s::int AS copied_result,
                   COALESCE(source.sequence, 0) AS place,
                   source.kind, source.name, source.classification,
                   CASE WHEN plan.form = 'senior_leader' THEN source.perspective END
                       AS perspective,
                   %(assignment)s AS assignment_source,
                   %(weight)s AS weight,
                   source.id AS source_result, pair.source_id, source.create_date AS born
              FROM unnest(%(plans)s, %(sources)s) AS pair(skp_id, source_id)
              JOIN asn_skp AS plan ON plan.id = pair.skp_id
              JOIN %(table)s AS source ON source.%(parent)s = pair.source_id %(going_on)s
            """,
            template_result=SQL("id") if is_template else SQL("template_result_id"),
            copied=SQL("NULL") if is_template else SQL("source.id"),
            # A line that ended with a version of a plan is not copied.
            going_on=SQL() if is_template else SQL("AND source.active"),
            # Assignments and weights belong to a person.
            assignment=SQL("source.assignment_source") if is_own else SQL("NULL::varchar"),
            weight=SQL("0") if order.source == "colleague" else SQL("COALESCE(source.weight, 0)"),
            plans=list(pairs),
            sources=list(pairs.values()),
            table=SQL.identifier("asn_skp_template_result" if is_template else "asn_skp_result"),
            parent=SQL.identifier("template_id" if is_template else "skp_id"),
        )

    def _sql_indicators(self, pairs, order):
        """Every offered indicator of the results that are in the plans, with its ``status``.

        A result that this run has just added takes all its indicators; one that was there takes
        those that are new in the source.
        """
        is_template = order.source == "template"
        return SQL(
            """
            WITH own AS MATERIALIZED (
                 SELECT DISTINCT skp_id, %(key)s AS source_indicator FROM asn_skp_indicator
                  WHERE active AND skp_id = ANY(%(plans)s)),
            filled AS MATERIALIZED (
                 SELECT id, skp_id, %(result_key)s AS source_result, template_run_id, create_date
                   FROM asn_skp_result
                  WHERE active AND skp_id = ANY(%(plans)s) AND %(result_key)s IS NOT NULL)
            SELECT offered.*,
                   CASE WHEN own.source_indicator IS NOT NULL THEN 'there'
                        WHEN offered.template_run_id IS NOT DISTINCT FROM %(run)s
                          OR %(bring_back)s OR offered.born > offered.since
                        THEN 'new' ELSE 'removed' END AS status
              FROM (%(offered)s) AS offered
         LEFT JOIN own ON own.skp_id = offered.skp_id
               AND own.source_indicator = offered.source_indicator
            """,
            key=SQL.identifier("template_indicator_id" if is_template else "copied_indicator"),
            result_key=SQL.identifier("template_result_id" if is_template else "copied_result"),
            plans=list(pairs),
            run=self.id or 0,
            bring_back=order.bring_back,
            offered=self._sql_offered_indicators(pairs, order),
        )

    def _sql_offered_indicators(self, pairs, order):
        is_template = order.source == "template"
        if is_template:
            table, months = "asn_skp_template_indicator", SQL("12")
            due = SQL(
                "CASE WHEN source.target_kind = 'date' THEN make_date("
                "EXTRACT(YEAR FROM plan.date_start)::int, source.target_month::int,"
                " source.target_day) END"
            )
        else:
            table, months = "asn_skp_indicator", SQL("origin.months")
            due = SQL(
                "(source.target_date + make_interval(years =>"
                " (EXTRACT(YEAR FROM plan.date_start)"
                " - EXTRACT(YEAR FROM origin.date_start))::int))::date"
            )
        return SQL(
            """
            SELECT result.id AS result_id, result.skp_id, %(template)s AS template_indicator_id,
                   %(copied)s::int AS copied_indicator, COALESCE(source.sequence, 0) AS sequence,
                   source.library_id, source.name, source.aspect, source.unit, source.polarity,
                   source.aggregation, source.target_kind,
                   %(value)s AS target_value, %(most)s AS target_max, source.target_text,
                   CASE WHEN source.target_kind <> 'date' THEN NULL
                        WHEN due.day BETWEEN plan.date_start AND plan.date_end THEN due.day
                        ELSE plan.date_end END AS target_date,
                   source.data_source, %(weight)s AS weight,
                   source.id AS source_indicator, result.template_run_id,
                   source.create_date AS born, result.create_date AS since
              FROM unnest(%(plans)s, %(sources)s) AS pair(skp_id, source_id)
              JOIN asn_skp AS plan ON plan.id = pair.skp_id
              JOIN filled AS result ON result.skp_id = pair.skp_id
              JOIN %(table)s AS source ON source.result_id = result.source_result %(going_on)s
              %(origin)s
        CROSS JOIN LATERAL (SELECT %(due)s AS day) AS due
            """,
            template=SQL("source.id" if is_template else "source.template_indicator_id"),
            copied=SQL("NULL") if is_template else SQL("source.id"),
            value=_share("target_value", months),
            most=_share("target_max", months),
            weight=SQL("0") if order.source == "colleague" else SQL("COALESCE(source.weight, 0)"),
            plans=list(pairs),
            sources=list(pairs.values()),
            table=SQL.identifier(table),
            going_on=SQL() if is_template else SQL("AND source.active"),
            origin=SQL()
            if is_template
            else SQL(
                "JOIN asn_skp AS origin ON origin.id = pair.source_id AND origin.id = source.skp_id"
            ),
            due=due,
        )


def _text(column):
    """The words of a result as they are compared: small letters, single spaces."""
    return SQL("lower(btrim(regexp_replace(%s, '\\s+', ' ', 'g')))", column)


def _share(column, months):
    """The share of a yearly sum for a plan of some months; whole numbers stay whole, at least 1.

    ``months``: how long the target of the source is for.
    """
    return SQL(
        """
        CASE WHEN source.aggregation = 'sum' AND source.target_kind IN ('number', 'range')
              AND plan.months <> %(months)s AND COALESCE(%(value)s, 0) > 0
             THEN CASE WHEN %(value)s = trunc(%(value)s)
                       THEN GREATEST(round(%(value)s * plan.months / %(months)s), 1)
                       ELSE round(%(value)s * plan.months / %(months)s, 4) END
             ELSE COALESCE(%(value)s, 0) END
        """,
        value=SQL.identifier("source", column),
        months=months,
    )
