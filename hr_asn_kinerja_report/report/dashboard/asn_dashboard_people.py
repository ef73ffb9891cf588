from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.rules import predicate as predicate_rules
from odoo.addons.hr_asn_kinerja.rules import small_groups, unit_tree, workflow

# Rows of the heat map; what is left out is looked at unit by unit.
HEAT_ROWS = 60
AGREED = ("agreed", "closed")
GOOD = ("very_good", "good")
# What is added up for each period and unit, beside the predicates.
# The order is that of the columns of the query.
SUMS = ("total", "submitted", "released", "late", "measured", "score")


class AsnDashboardPeople(models.Model):
    """The dashboard's numbers of plans and evaluations, and the heat map."""

    _inherit = "asn.evaluation.report"

    # ------------------------------------------------------------------
    # Two queries over documents
    # ------------------------------------------------------------------

    @api.model
    def _dashboard_people_domain(self, periods):
        """Return the condition of the evaluations that count: without the own one."""
        others = ~self.env["asn.evaluation"]._calibration_own(self.env.user)
        return Domain("period_id", "in", periods.ids) & others

    @api.model
    def _dashboard_plan_domain(self, period):
        """Return the condition of the plans of the year of ``period``, without the own one."""
        year = period.parent_id or period
        domain = Domain("period_id", "=", year.id) & Domain("state", "!=", "cancelled")
        return domain & ~self.env["asn.evaluation"]._calibration_own(self.env.user)

    @api.model
    def _dashboard_sums(self, periods):
        """Return {(period id, unit id): {name: number}} of the evaluations of each unit itself.

        Of those the reader may read. A predicate counts once it is released. Whoever had two posts
        in a period has two evaluations, and each counts in the unit where it was given; so does
        the distribution of SE MenPANRB 3/2023. Evaluations without a unit stand under False.
        """
        self.env.flush_all()
        query = self.env["asn.evaluation"]._search(self._dashboard_people_domain(periods))
        if query.is_empty():
            return {}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT asn_evaluation.period_id, asn_evaluation.unit_id, %s
                  FROM %s
                 WHERE %s
              GROUP BY 1, 2
                """,
                SQL(", ").join(self._dashboard_columns("asn_evaluation")),
                query.from_clause,
                query.where_clause or SQL("TRUE"),
            )
        )
        names = (*SUMS, *predicate_rules.PREDICATES)
        return {
            (period, unit or False): dict(zip(names, numbers, strict=True))
            for period, unit, *numbers in rows
        }

    @api.model
    def _dashboard_rows(self, sums, units, chosen):
        """Add up what lies right below ``chosen``: {(period id, unit id): {name: number}}."""
        governments = frozenset(key for key, unit in units.items() if unit.kind == "government")
        below = {key: unit_tree.bucket(unit, chosen, governments) for key, unit in units.items()}
        found = {}
        for (period, unit), row in sums.items():
            top = below[unit] if unit else None
            if top or not (unit or chosen):
                found.setdefault((period, top or False), []).append(row)
        return {key: self._dashboard_add(rows) for key, rows in found.items()}

    @api.model
    def _dashboard_enough(self, periods, sums, units, minimum):
        """Return {(what, period id): the units of which it may be told}; ``rules/small_groups.py``.

        Decided over all units that the reader may choose, not over those of one screen. What:
        "counted" for predicates, "measured" for the achievement.
        """
        released = self._dashboard_released("asn_evaluation")
        again = self.env["asn.evaluation"]._count_again(
            self._dashboard_people_domain(periods),
            periods,
            counted=SQL("%s AND asn_evaluation.predicate IS NOT NULL", released),
            measured=SQL("asn_evaluation.has_score"),
        )
        own = {}
        for (period, unit), row in sums.items():
            for what in ("counted", "measured"):
                number = self._dashboard_counted(row) if what == "counted" else row[what]
                number = small_groups.people_of(number, again[what, period, unit])
                own.setdefault((what, period), {})[unit] = number
        paths = {key: unit.path for key, unit in units.items()}
        has_whole = self.env["asn.calibration"]._board_is_office()
        return {
            key: small_groups.units_to_show(people, paths, minimum, has_whole=has_whole)
            for key, people in own.items()
        }

    @api.model
    def _dashboard_counted(self, row):
        return sum(row[predicate] for predicate in predicate_rules.PREDICATES)

    @api.model
    def _dashboard_columns(self, table):
        """Return what is added up, in the order of ``SUMS`` and of the predicates."""
        state, has_score = SQL.identifier(table, "state"), SQL.identifier(table, "has_score")
        released = self._dashboard_released(table)
        predicate = SQL.identifier(table, "predicate")
        return [
            SQL("count(*)"),
            SQL("count(*) FILTER (WHERE %s <> 'open')", state),
            SQL("count(*) FILTER (WHERE %s)", released),
            SQL("count(*) FILTER (WHERE %s)", self._sql_is_late(table)),
            SQL("count(*) FILTER (WHERE %s)", has_score),
            SQL(
                "COALESCE(sum(%s) FILTER (WHERE %s), 0)", SQL.identifier(table, "score"), has_score
            ),
            *(
                SQL("count(*) FILTER (WHERE %s = %s AND %s)", predicate, name, released)
                for name in predicate_rules.PREDICATES
            ),
        ]

    @api.model
    def _dashboard_released(self, table):
        return SQL("%s IN %s", SQL.identifier(table, "state"), workflow.RELEASED_STATES)

    @api.model
    def _dashboard_grouped(self, records, domain, groups, aggregates):
        """Group what the reader may read of ``records``; ids stay ids, no name is fetched."""
        self.env.flush_all()
        query = records._search(domain)
        if query.is_empty():
            return []
        keys = SQL(", ").join(SQL.identifier(records._table, name) for name in groups)
        return self.env.execute_query(
            SQL(
                "SELECT %s, %s FROM %s WHERE %s GROUP BY %s",
                keys,
                SQL(", ").join(aggregates),
                query.from_clause,
                query.where_clause or SQL("TRUE"),
                keys,
            )
        )

    @api.model
    def _dashboard_add(self, rows):
        """Add dicts of numbers up."""
        total = dict.fromkeys((*SUMS, *predicate_rules.PREDICATES), 0)
        for row in rows:
            for name, number in row.items():
                total[name] += number
        return total

    # ------------------------------------------------------------------
    # Plans, evaluations, predicates
    # ------------------------------------------------------------------

    @api.model
    def _dashboard_plans(self, period, unit):
        year = period.parent_id or period
        place = self._dashboard_plan_domain(period) & self._dashboard_below(unit)
        counts = dict(
            self._dashboard_grouped(self.env["asn.skp"], place, ("state",), [SQL("count(*)")])
        )
        total = sum(counts.values())
        agreed = sum(counts.get(state, 0) for state in AGREED)
        waiting = counts.get("proposed", 0)

        def link(name, domain):
            return self._dashboard_link("asn.skp", name, place & domain)

        return {
            "year": year.name,
            "total": total,
            "agreed": agreed,
            "waiting": waiting,
            "share": self._dashboard_share(agreed, total),
            "links": {
                "total": link(self.env._("Plans"), Domain.TRUE),
                "agreed": link(self.env._("Agreed plans"), Domain("state", "in", AGREED)),
                "waiting": link(
                    self.env._("Plans that wait for the evaluator"),
                    Domain("state", "=", "proposed"),
                ),
                "rest": link(
                    self.env._("Plans that are not agreed"), Domain("state", "not in", AGREED)
                ),
            },
        }

    @api.model
    def _dashboard_people(self, period, trend, unit, rows, enough):
        """Return evaluations, their course over the periods, and the distribution."""
        place = unit.id or small_groups.WHOLE
        by_period = {
            one.id: self._dashboard_add(row for (key, _unit), row in rows.items() if key == one.id)
            for one in trend
        }
        now = by_period[period.id]
        domain = self._dashboard_evaluation_domain(period, unit)
        released = Domain("state", "in", workflow.RELEASED_STATES)

        def link(name, extra):
            return self._dashboard_link("asn.evaluation", name, domain & extra)

        def score(key, row):
            return self._dashboard_score(row, place in enough.get(("measured", key), ()))

        is_told = place in enough.get(("counted", period.id), ())
        return {
            "evaluations": {
                **{name: now[name] for name in ("total", "submitted", "released", "late")},
                "share": self._dashboard_share(now["released"], now["total"]),
                "score": score(period.id, now),
                "of_all": self._dashboard_of_all(period, unit, now["total"]),
                "links": {
                    "total": link(self.env._("Evaluations"), Domain.TRUE),
                    "submitted": link(
                        self.env._("Submitted evaluations"), Domain("state", "!=", "open")
                    ),
                    "released": link(self.env._("Released evaluations"), released),
                    "late": link(self.env._("Late evaluations"), Domain("is_late", "=", True)),
                    "measured": link(
                        self.env._("Evaluations with an achievement"),
                        Domain("has_score", "=", True),
                    ),
                    "predicate": link(self.env._("Released evaluations"), released),
                },
            },
            "course": [
                {
                    "share": self._dashboard_share(row["released"], row["total"]),
                    "score": score(key, row),
                }
                for key, row in by_period.items()
            ],
            "distribution": self._dashboard_distribution(period, unit, now)
            if is_told
            else {"total": self._dashboard_counted(now), "is_hidden": True},
        }

    @api.model
    def _dashboard_score(self, row, is_told):
        """Return the mean achievement, or None where it would tell of too few people."""
        return round(row["score"] / row["measured"], 1) if is_told else None

    @api.model
    def _dashboard_of_all(self, period, unit, seen):
        """Return how many evaluations there are when the reader sees only a part of them."""
        board = self.env["asn.calibration"]
        if not seen or board._board_is_office():
            return False
        total = board._board_total(period, unit)
        return total if total > seen else False

    @api.model
    def _dashboard_distribution(self, period, unit, now):
        board = self.env["asn.calibration"]
        counts = {predicate: now[predicate] for predicate in predicate_rules.PREDICATES}
        is_partial = now["released"] < now["total"] or not board._board_is_office()
        found = board._describe_distribution(
            counts,
            board._get_organisation_predicate(unit, period),
            period.date_end,
            partial=is_partial,
        )
        return {**found, "is_hidden": False}

    @api.model
    def _dashboard_evaluation_domain(self, period, unit):
        domain = self._dashboard_place(period, unit)
        return domain & ~self.env["asn.evaluation"]._calibration_own(self.env.user)

    # ------------------------------------------------------------------
    # Heat map
    # ------------------------------------------------------------------

    @api.model
    def _dashboard_heat(self, trend, chosen, units, rows, enough):
        """Return the units right below ``chosen`` against the periods.

        A cell tells the share of released evaluations, of the released ones the share with one of
        the two best predicates, and the mean achievement; the last two of enough people only.
        """
        by_unit = {}
        for (period, key), row in rows.items():
            by_unit.setdefault(key, {})[period] = row
        shown = [
            {
                "id": key,
                "name": units[key].name if key else self.env._("Without a unit"),
                "is_direct": bool(chosen) and key == chosen.key,
                "count": max(row["total"] for row in cells.values()),
                "cells": [
                    self._dashboard_cell(
                        one.id, cells.get(one.id), self._dashboard_node(units, chosen, key), enough
                    )
                    for one in trend
                ],
            }
            for key, cells in by_unit.items()
        ]
        shown.sort(key=lambda row: (-row["count"], row["name"], row["id"] or 0))
        more = max(len(shown) - HEAT_ROWS, 0)
        shown = sorted(shown[:HEAT_ROWS], key=lambda row: (not row["is_direct"], row["name"]))
        others = ~self.env["asn.evaluation"]._calibration_own(self.env.user)
        link = self._dashboard_link("asn.evaluation", "", others)
        return {"rows": shown, "more": more, "link": link}

    @api.model
    def _dashboard_node(self, units, chosen, key):
        """Return what a row stands for: a unit with those below it, or its own people only."""
        is_own = key == chosen.key if chosen else not key or units[key].kind == "government"
        return (small_groups.OWN, key) if is_own else key

    @api.model
    def _dashboard_cell(self, period, row, node, enough):
        if not row or not row["total"]:
            return False
        good = sum(row[predicate] for predicate in GOOD)
        is_told = node in enough["counted", period]
        return {
            "total": row["total"],
            "done": self._dashboard_share(row["released"], row["total"]),
            "good": self._dashboard_share(good, self._dashboard_counted(row)) if is_told else None,
            "score": self._dashboard_score(row, node in enough["measured", period]),
        }
