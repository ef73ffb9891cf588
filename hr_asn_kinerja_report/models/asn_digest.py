from collections import defaultdict

from odoo import Command, api, models
from odoo.tools import SQL, LazyTranslate

from .digest_counts import Counts

_lt = LazyTranslate(__name__)

# So many names and units are told; the link leads to all of them.
MOST_NAMES = 10
MOST_UNITS = 12
STEPS = ("plan", "submit", "rate", "release")
ORDER = [(step, is_late) for is_late in (True, False) for step in STEPS]
SENTENCES = (
    _lt("Plans that are late: %s."),
    _lt("Late: %s self-reviews are not handed in."),
    _lt("Late: %s evaluations wait to be rated."),
    _lt("Late: %s evaluations wait to be released."),
    _lt("Plans due in the next days: %s."),
    _lt("Due in the next days: %s self-reviews."),
    _lt("Due in the next days: %s evaluations to rate."),
    _lt("Due in the next days: %s evaluations to release."),
)


class AsnDigest(models.AbstractModel):
    """The weekly mail: who is late and what is due in the own team, units or region.

    Numbers, names and links; never a rating, and nothing that follows from one.
    """

    _name = "asn.digest"
    _description = "Weekly Digest"

    @api.model
    def _get_readers(self, facts):
        """Return the ids of the users who have something to read and want to."""
        users = set(facts.team) | {
            user for user, counts in facts.above.items() if counts.total(True)
        }
        users |= {user for user, units in facts.officers.items() if units.intersection(facts.units)}
        if facts.units:
            users |= facts.office
        rows = self.env.execute_query(
            SQL(
                """
                SELECT login.id
                  FROM res_users AS login
                  JOIN res_partner AS partner ON partner.id = login.partner_id
                  JOIN res_company_users_rel AS region
                    ON region.user_id = login.id AND region.cid = %s
                 WHERE login.id = ANY(%s) AND login.active AND NOT login.share
                   AND NOT COALESCE(login.asn_no_digest, FALSE)
                   AND COALESCE(partner.email, '') <> ''
                """,
                facts.company.id,
                list(users),
            )
        )
        return [row[0] for row in rows]

    @api.model
    def _prepare_mails(self, facts, users):
        """Return {user id: values of the mail}; without those who have nothing to read now."""
        wanted = set(self._get_readers(facts))
        names = self._query_names(facts.company, users.ids)
        units = self._query_units(facts)
        company = facts.company
        sender = company.email_formatted or self.env.ref("base.user_root").email_formatted
        mails = {}
        for user in users:
            lang = self.env["asn.skp"]._reader_lang(user.lang)
            digest = self.with_context(lang=lang)
            sections = digest._get_sections(facts, user, names.get(user.id, []), units)
            if sections and user.id in wanted:
                mails[user.id] = digest._prepare_mail(company, user, sections, sender)
        return mails

    @api.model
    def _prepare_mail(self, company, user, sections, sender):
        body = self.env["ir.qweb"]._render(
            "hr_asn_kinerja_report.asn_digest_mail",
            {
                "greeting": self.env._("Dear %s,", user.name),
                "sections": sections,
                "region": company.name,
            },
        )
        return {
            "subject": self.env._("Kinerja ASN this week: what is late and what is due"),
            "body_html": body,
            "email_from": sender,
            "recipient_ids": [Command.link(user.partner_id.id)],
            "auto_delete": True,
        }

    # ------------------------------------------------------------------
    # Content
    # ------------------------------------------------------------------

    @api.model
    def _get_sections(self, facts, user, names, units):
        """Return the parts of a mail: title, link, sentences, names, and rows of units."""
        url = f"{facts.company.get_base_url()}/odoo"
        sections = []
        team = facts.team.get(user.id)
        if team:
            sections.append(
                {
                    "title": self.env._("Your team"),
                    "lines": self._say(team, f"{url}/team-skp", f"{url}/team-evaluations"),
                    "names": names,
                }
            )
        above = facts.above.get(user.id, Counts()).total(True)
        if above:
            sentence = self.env._("Late with evaluators who report to you: %s.", above)
            sections.append(
                {
                    "title": self.env._("Evaluators who report to you"),
                    "lines": [(f"{url}/team-evaluations", sentence)],
                }
            )
        kept = facts.officers.get(user.id, set())
        if kept.intersection(facts.units):
            title = self.env._("Your units")
            sections.append(self._make_units(title, facts, kept, units, url, "name"))
        if user.id in facts.office and facts.units:
            title = self.env._("The region, by agency")
            sections.append(self._make_units(title, facts, None, units, url, "agency"))
        return sections

    @api.model
    def _make_units(self, title, facts, kept, units, url, name):
        """Return a part with the sum, and the units with the most that is late."""
        whole, rows = Counts(), defaultdict(Counts)
        for unit, counts in facts.units.items():
            if kept is not None and unit not in kept:
                continue
            label = units.get(unit, {}).get(name) or self.env._("Without a unit")
            for (step, is_late), count in counts.items():
                whole.add(step, is_late, count)
                rows[label].add(step, is_late, count)
        table = [(label, counts.total(True), counts.total(False)) for label, counts in rows.items()]
        table.sort(key=lambda row: (-row[1], -row[2], row[0]))
        return {
            "title": title,
            "lines": self._say(whole, f"{url}/asn-board", f"{url}/asn-evaluations"),
            "table": table[:MOST_UNITS],
            "more": max(len(table) - MOST_UNITS, 0),
        }

    @api.model
    def _say(self, counts, plans, evaluations):
        """Return [(link, sentence)] for each step, what is late first."""
        said = []
        for (step, is_late), words in zip(ORDER, SENTENCES, strict=True):
            if counts.get((step, is_late)):
                text = self.env._(words)  # lazy texts take no values
                link = plans if step == "plan" else evaluations
                said.append((link, text % counts[step, is_late]))
        return said

    @api.model
    def _query_names(self, company, user_ids):
        """Return {evaluator: names of people whose evaluation is late}; a few of each."""
        today = self.env["asn.period"]._local_today(company)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT evaluator_user_id, employee_name
                  FROM (SELECT evaluator_user_id, employee_name,
                               row_number() OVER (PARTITION BY evaluator_user_id
                                                  ORDER BY employee_name, id) AS place
                          FROM asn_evaluation
                         WHERE company_id = %s AND evaluator_user_id = ANY(%s)
                           AND state IN ('open', 'submitted', 'rated') AND date_due < %s) AS late
                 WHERE place <= %s
              ORDER BY evaluator_user_id, place
                """,
                company.id,
                list(user_ids),
                today,
                MOST_NAMES,
            )
        )
        found = {}
        for user, name in rows:
            found.setdefault(user, []).append(name or "")
        return found

    @api.model
    def _query_units(self, facts):
        """Return {unit id: its name and that of its agency}."""
        # sudo: names of units
        units = self.env["hr.department"].sudo().with_context(hierarchical_naming=False)
        shown = units.browse(filter(None, facts.units)).exists()
        shown.fetch(["name", "asn_agency_id"])
        return {
            unit.id: {"name": unit.name, "agency": unit.asn_agency_id.name or unit.name}
            for unit in shown
        }
