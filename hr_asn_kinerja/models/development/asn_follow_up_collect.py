from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...rules import follow_up as rules
from ...rules import workflow
from ..base.asn_snapshot_mixin import SNAPSHOT_FIELDS

# Evaluations of periods that ended longer ago are no longer the latest word about anybody.
LATEST_DAYS = 400


class AsnFollowUpCollect(models.Model):
    """Collects the proposals from everybody's latest released evaluation, in a few statements."""

    _inherit = "asn.follow.up"

    def action_collect(self):
        """Bring the lists up to date: add what is new, mark what a newer evaluation made void.

        What was decided stays. A second call changes nothing.

        :raises AccessError: for others than the HR office
        """
        if not self.env.user.has_group("hr_asn_kinerja.group_asn_hr_office"):
            raise AccessError(self.env._("The HR office collects the proposals."))
        added, outdated = self._collect(self.env.companies)
        message = self.env._(
            "New proposals: %(added)s. Outdated by a newer evaluation: %(outdated)s. Nothing is "
            "decided yet.",
            added=added,
            outdated=outdated,
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _collect(self, companies):
        """Return (proposals added, proposals outdated)."""
        self.env.flush_all()
        self.env.cr.execute(SQL("DROP TABLE IF EXISTS asn_latest_evaluation"))
        self.env.cr.execute(
            SQL(
                "CREATE TEMPORARY TABLE asn_latest_evaluation ON COMMIT DROP AS %s",
                self._select_latest(companies),
            )
        )
        outdated = self._outdate(companies)
        added = self._insert_proposals()
        self.env.cr.execute(SQL("DROP TABLE asn_latest_evaluation"))
        self.invalidate_model()
        return added, outdated

    @api.model
    def _find_periods(self, companies):
        """Return the periods whose evaluations may be somebody's latest."""
        # sudo: periods of the caller's own regions
        periods = self.env["asn.period"].sudo()
        found = periods.browse()
        for company in companies:
            since = fields.Date.subtract(periods._local_today(company), days=LATEST_DAYS)
            found |= periods.search([("company_id", "=", company.id), ("date_end", ">=", since)])
        return found

    @api.model
    def _select_latest(self, companies):
        """Return the query of everybody's latest released evaluation with a predicate.

        Of two that end on a day, the one of the longer period: the year stands above its last part.
        """
        return SQL(
            """
            SELECT DISTINCT ON (evaluation.employee_id)
                   evaluation.id, evaluation.employee_id, evaluation.predicate,
                   evaluation.date_end, period.kind, version.asn_status AS status,
                   COALESCE(evaluation.position_kind = 'functional', FALSE) AS is_functional,
                   (evaluation.date_released AT TIME ZONE 'UTC' AT TIME ZONE region.zone)::date
                   AS released, region.months
              FROM asn_evaluation AS evaluation
              JOIN asn_period AS period ON period.id = evaluation.period_id
              JOIN unnest(%(regions)s::int[], %(zones)s::text[], %(months)s::int[])
                   AS region(id, zone, months) ON region.id = evaluation.company_id
              JOIN hr_employee AS employee
                ON employee.id = evaluation.employee_id AND employee.active
              JOIN hr_version AS version ON version.id = employee.current_version_id
             WHERE evaluation.period_id = ANY(%(periods)s) AND evaluation.state = ANY(%(states)s)
               AND evaluation.predicate IS NOT NULL
          ORDER BY evaluation.employee_id, evaluation.date_end DESC, evaluation.date_start,
                   evaluation.id DESC
            """,
            regions=companies.ids,
            # sudo: settings of the region are read
            zones=[company.sudo().asn_tz or "UTC" for company in companies],
            months=[company.sudo().asn_review_months for company in companies],
            periods=self._find_periods(companies).ids,
            states=list(workflow.RELEASED_STATES),
        )

    @api.model
    def _outdate(self, companies):
        """Mark undecided proposals that no longer follow from somebody's latest evaluation."""
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE asn_follow_up AS row SET state = 'outdated', write_uid = %(uid)s,
                       write_date = now() AT TIME ZONE 'UTC'
                 WHERE row.company_id = ANY(%(companies)s) AND row.state = 'proposed'
                   AND NOT EXISTS (
                       SELECT FROM asn_latest_evaluation AS latest
                        WHERE latest.employee_id = row.employee_id
                          AND latest.id = row.evaluation_id
                          AND latest.predicate = row.predicate)
             RETURNING row.id
                """,
                uid=self.env.uid,
                companies=companies.ids,
            )
        )
        ids = [row[0] for row in rows]
        if ids:
            self.env.cr.execute(
                SQL(
                    """
                    INSERT INTO asn_transition
                           (follow_up_id, action, state_from, state_to, user_id, date)
                    SELECT id, 'outdate', 'proposed', 'outdated', %s, now() AT TIME ZONE 'UTC'
                      FROM unnest(%s::int[]) AS row(id)
                    """,
                    self.env.uid,
                    ids,
                )
            )
            self.env["asn.transition"].invalidate_model()
        return len(ids)

    @api.model
    def _insert_proposals(self):
        """Insert the rows of ``rules.follow_up.TABLE`` that hold for the latest evaluations."""
        table = rules.TABLE
        copied = SQL(", ").join(SQL.identifier(name) for name in SNAPSHOT_FIELDS)
        source = SQL(", ").join(SQL.identifier("evaluation", name) for name in SNAPSHOT_FIELDS)
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_follow_up (
                       %(copied)s, evaluation_id, period_id, predicate, kind, proposal, article,
                       times, date_released, date_review, state,
                       create_uid, create_date, write_uid, write_date)
                SELECT %(source)s, evaluation.id, evaluation.period_id, latest.predicate, rule.kind,
                       rule.proposal, rule.article, low.times, latest.released,
                       CASE WHEN rule.kind = %(consequence)s
                            THEN (latest.released + make_interval(months => latest.months))::date
                       END,
                       'proposed',
                       %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM asn_latest_evaluation AS latest
                  JOIN asn_evaluation AS evaluation ON evaluation.id = latest.id
            CROSS JOIN LATERAL (%(streak)s) AS low
                  JOIN unnest(%(predicates)s::text[], %(proposals)s::text[], %(kinds)s::text[],
                              %(articles)s::text[], %(least)s::int[], %(statuses)s::text[],
                              %(functional)s::boolean[])
                       WITH ORDINALITY AS rule(predicate, proposal, kind, article, least, statuses,
                                               functional, position)
                    ON rule.predicate = latest.predicate
                   AND (rule.kind <> %(consequence)s OR low.times >= rule.least)
                   AND latest.status = ANY(string_to_array(rule.statuses, ' '))
                   AND (latest.is_functional OR NOT rule.functional)
              ORDER BY latest.id, rule.position
           ON CONFLICT DO NOTHING
             RETURNING id
                """,
                copied=copied,
                source=source,
                uid=self.env.uid,
                consequence=rules.CONSEQUENCE,
                streak=self._select_streak(),
                predicates=[row.predicate for row in table],
                proposals=[row.proposal for row in table],
                kinds=[row.kind for row in table],
                articles=[row.article for row in table],
                least=[row.least_times for row in table],
                statuses=[" ".join(row.statuses) for row in table],
                functional=[row.functional_only for row in table],
            )
        )
        return len(rows)

    @api.model
    def _select_streak(self):
        """Return the query of ``low_streak``: low predicates in a row, periods of one kind."""
        return SQL(
            """
            SELECT count(DISTINCT before.period_id)::int AS times
              FROM asn_evaluation AS before
              JOIN asn_period AS period ON period.id = before.period_id
               AND period.kind = latest.kind
             WHERE before.employee_id = latest.employee_id AND before.state = ANY(%(states)s)
               AND before.predicate = ANY(%(low)s) AND before.date_end <= latest.date_end
               AND latest.predicate = ANY(%(low)s)
               AND NOT EXISTS (
                   SELECT FROM asn_evaluation AS better
                     JOIN asn_period AS span ON span.id = better.period_id
                      AND span.kind = latest.kind
                    WHERE better.employee_id = latest.employee_id
                      AND better.state = ANY(%(states)s)
                      AND better.predicate IS NOT NULL AND better.predicate <> ALL(%(low)s)
                      AND better.date_end > before.date_end
                      AND better.date_end <= latest.date_end)
            """,
            states=list(workflow.RELEASED_STATES),
            low=list(rules.LOW_PREDICATES),
        )
