from collections import namedtuple

from odoo import api, models
from odoo.tools import SQL

# The last entry of a plan, from which day on silence counts, and entries that wait for somebody.
Signs = namedtuple("Signs", "last_date since is_away bare questions answers to_review")
Silence = namedtuple("Silence", "days is_silent")


class AsnSkpSigns(models.Model):
    """What is missing in running plans: entries, evidence, answers. One query for many plans."""

    _inherit = "asn.skp"

    @api.model
    def _get_signs(self, spans, today):
        """Return {plan id: :class:`Signs`} for plans that the reader may read.

        :param spans: {plan id: (first day, last day)} that evidence and questions are counted in
        :param today: the day in the region
        """
        if not spans:
            return {}
        self.env.flush_all()
        ids = list(spans)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT plan.id, last.date,
                       GREATEST(last.date, wanted.first, plan.date_start,
                                (plan.date_agreed AT TIME ZONE 'UTC' AT TIME ZONE
                                 COALESCE(region.asn_tz, 'Asia/Jakarta'))::date, away.until),
                       COALESCE(away.until >= %(today)s, FALSE),
                       waiting.bare, waiting.questions, waiting.answers, waiting.to_review
                  FROM unnest(%(ids)s::int[], %(first)s::date[], %(last)s::date[])
                       AS wanted(id, first, last)
                  JOIN asn_skp AS plan ON plan.id = wanted.id
                  JOIN res_company AS region ON region.id = plan.company_id
             LEFT JOIN LATERAL (
                       SELECT entry.date FROM asn_realisation AS entry
                        WHERE entry.skp_id = plan.id
                     ORDER BY entry.date DESC, entry.id DESC LIMIT 1) AS last ON TRUE
             LEFT JOIN LATERAL (
                       SELECT max(absence.date_end) AS until FROM asn_absence AS absence
                        WHERE absence.employee_id = plan.employee_id
                          AND absence.date_start <= %(today)s) AS away ON TRUE
            CROSS JOIN LATERAL (
                       SELECT count(*) FILTER (WHERE entry.has_evidence IS NOT TRUE
                                                 AND entry.source = 'manual') AS bare,
                              count(*) FILTER (WHERE entry.review_state <> ALL(%(calm)s)
                                                 AND COALESCE(entry.review_answer, '') = '')
                                       AS questions,
                              count(*) FILTER (WHERE entry.review_state <> ALL(%(calm)s)
                                                 AND entry.review_answer <> '') AS answers,
                              count(*) FILTER (WHERE entry.review_state = 'none'
                                                 AND entry.source = 'manual') AS to_review
                         FROM asn_realisation AS entry
                        WHERE entry.skp_id = plan.id
                          AND entry.date BETWEEN wanted.first AND wanted.last) AS waiting
                """,
                ids=ids,
                first=[spans[key][0] for key in ids],
                last=[spans[key][1] for key in ids],
                today=today,
                calm=["none", "confirmed"],
            )
        )
        return {row[0]: Signs(*row[1:]) for row in rows}

    @api.model
    def _get_silence(self, plan, evaluation, signs, today):
        """Return :class:`Silence`: days without an entry, and whether that is long for the region.

        Silent is who could log: the plan is agreed, its evaluation open, its last day not over,
        and the person not on leave.
        """
        limit = plan.company_id.sudo().asn_silence_days  # sudo: a setting of the region
        is_running = (
            plan.state == "agreed"
            and (not evaluation or evaluation.state == "open")
            and signs.since is not None
            and not signs.is_away
            and (evaluation or plan).date_start <= today <= (evaluation or plan).date_end
        )
        if not is_running:
            return Silence(0, False)
        days = max((today - signs.since).days, 0)
        return Silence(days, bool(limit) and days >= limit)
