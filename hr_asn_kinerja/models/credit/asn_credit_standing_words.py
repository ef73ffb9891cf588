from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import format_date

from ...rules import credit as credit_rules
from ...rules import credit_standing as standing_rules

MARKS = {True: "✓", False: "✗", None: "?"}


class AsnCreditStandingWords(models.Model):
    """The standing in words: where each number comes from, and what else is asked for."""

    _inherit = "asn.credit.standing"

    credit_ids = fields.Many2many(
        "asn.credit", string="Points by Period", compute="_compute_credit_ids"
    )
    start_note = fields.Char(compute="_compute_words", export_string_translation=False)
    rank_note = fields.Char(compute="_compute_words", export_string_translation=False)
    level_note = fields.Char(compute="_compute_words", export_string_translation=False)
    rank_hints = fields.Text(
        string="For the Next Rank", compute="_compute_hints", export_string_translation=False
    )
    level_hints = fields.Text(
        string="For the Next Level", compute="_compute_hints", export_string_translation=False
    )

    @api.depends("employee_id")
    def _compute_credit_ids(self):
        credits = self.env["asn.credit"].search([("employee_id", "in", self.employee_id.ids)])
        by_employee = credits.grouped("employee_id")
        for standing in self:
            standing.credit_ids = by_employee.get(standing.employee_id, credits.browse())

    @api.depends("start_points", "cumulative", "rank_shortage", "level_shortage", "opening_id")
    @api.depends_context("lang")
    def _compute_words(self):
        plain = self.env["asn.credit"]._plain
        for standing in self:
            start = plain(standing.start_points, 2)
            opening = standing.sudo().opening_id  # sudo: the balance of the same person
            if opening:
                standing.start_note = self.env._(
                    "%(points)s: balance of %(date)s, %(document)s",
                    points=start,
                    date=format_date(self.env, opening.date),
                    document=opening.document,
                )
            else:
                standing.start_note = self.env._(
                    "%(points)s: base points of grade %(rank)s. There is no opening balance yet; "
                    "the HR office enters the one of your last decree.",
                    points=start,
                    rank=standing.rank_code or "–",
                )
            standing.rank_note = standing._get_target_note(
                standing.next_rank, standing.rank_target, standing.rank_shortage
            )
            standing.level_note = standing._get_target_note(
                credit_rules.LABELS.get(standing.next_level),
                standing.level_target,
                standing.level_shortage,
            )

    def _get_target_note(self, following, target, missing):
        plain = self.env["asn.credit"]._plain
        if not following:
            return self.env._("There is no next one here.")
        if missing:
            return self.env._(
                "%(next)s needs %(target)s; %(missing)s are missing.",
                next=following,
                target=plain(target),
                missing=plain(missing, 2),
            )
        return self.env._(
            "%(next)s needs %(target)s: reached.", next=following, target=plain(target)
        )

    @api.depends("rank_code", "level", "cumulative", "good_years")
    @api.depends_context("lang")
    def _compute_hints(self):
        days = self._get_level_days()
        for standing in self:
            if not standing.level:
                standing.rank_hints = standing.level_hints = False
                continue
            # sudo: the zone of the region is no secret
            today = self.env["asn.period"]._local_today(standing.sudo().company_id)
            since = days.get(standing.employee_id.id)
            found = standing_rules.standing(
                standing.level,
                standing.rank_code,
                Decimal(str(round(standing.cumulative, 2))),
                today,
            )
            of_rank, of_level = standing_rules.conditions(
                found, standing.good_years, since and (today - since).days // 365
            )
            standing.rank_hints = standing._to_lines(of_rank)
            standing.level_hints = standing._to_lines(of_level)

    def _get_level_days(self):
        """Return {employee id: first day of the present level}, as far as the posts tell."""
        # sudo: only the day of one's own level, or of people one may see
        versions = (
            self.env["hr.version"]
            .sudo()
            .search([("employee_id", "in", self.employee_id.ids)], order="date_version desc")
        )
        days, done = {}, set()
        levels = {standing.employee_id.id: standing.level for standing in self}
        for version in versions:
            key = version.employee_id.id
            if key in done or version.date_version > self._today():
                continue
            if version.asn_functional_level == levels[key]:
                days[key] = version.date_version
            else:
                done.add(key)
        return days

    @api.model
    def _today(self):
        return self.env["asn.period"]._local_today(self.env.company)

    def _to_lines(self, conditions):
        words = self._get_words()
        return "\n".join(f"{MARKS[met]} {words[code]}" for code, met in conditions) or False

    def _get_words(self):
        return {
            standing_rules.POINTS: self.env._("Enough credit points (PermenPANRB 1/2023 art. 37)"),
            standing_rules.GOOD_PREDICATES: self.env._(
                "Annual predicate of at least good: two years for a rank, one for a level "
                "(Peraturan BKN 3/2023). %s in a row so far.",
                self.good_years,
            ),
            standing_rules.TIME_IN_RANK: self.env._(
                "Minimum time in the present rank: the HR office checks the decree"
            ),
            standing_rules.ONE_YEAR_IN_LEVEL: self.env._(
                "At least one year on the present level (Peraturan BKN 3/2023)"
            ),
            standing_rules.COMPETENCY_TEST: self.env._(
                "Competency test (uji kompetensi) passed: not kept here"
            ),
            standing_rules.VACANCY: self.env._(
                "A vacant post on the next level: the HR office knows"
            ),
        }
