from odoo import Command, api, models
from odoo.tools import SQL, format_date


class AsnSkpDigest(models.AbstractModel):
    """One mail a person and day that sums up what waits: numbers, the date, and a link."""

    _name = "asn.skp.digest"
    _description = "Digest of Waiting Plans"

    @api.model
    def _send(self, company, day, by_person):
        """Note who is told today; mail those who were not told on this day yet.

        :param by_person: {user id: [Notice]}
        """
        fresh = self._note(company, day, by_person)
        if not company.asn_reminder_mail:
            return
        sender = company.email_formatted or self.env.ref("base.user_root").email_formatted
        vals_list = [
            self._prepare_mail(company, by_person[user], sender)
            for user in fresh
            if by_person[user][0].email
        ]
        # A mail that went out is of no further use; the row in asn.reminder stays.
        self.env["mail.mail"].create(vals_list)

    @api.model
    def _note(self, company, day, by_person):
        """Insert the row of each person for the day; return those who had none."""
        counts = {user: self._count(notices) for user, notices in by_person.items()}
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_reminder (company_id, day, user_id, propose_count, agree_count,
                                          team_count, above_count, is_mailed)
                SELECT %(company)s, %(day)s, data.*
                  FROM unnest(%(users)s::int[], %(propose)s::int[], %(agree)s::int[],
                              %(team)s::int[], %(above)s::int[], %(mailed)s::bool[]) AS data
                ON CONFLICT DO NOTHING
             RETURNING user_id
                """,
                company=company.id,
                day=day,
                users=list(counts),
                propose=[count["propose"] for count in counts.values()],
                agree=[count["agree"] for count in counts.values()],
                team=[count["team"] for count in counts.values()],
                above=[count["above"] for count in counts.values()],
                mailed=[
                    bool(company.asn_reminder_mail and notices[0].email)
                    for notices in by_person.values()
                ],
            )
        )
        return [row[0] for row in rows]

    @api.model
    def _count(self, notices):
        counts = dict.fromkeys(("propose", "agree", "team", "above"), 0)
        for notice in notices:
            counts[notice.kind] += 1
        return counts

    @api.model
    def _prepare_mail(self, company, notices, sender):
        first = notices[0]
        lang = self.env["asn.skp"]._reader_lang(first.lang)
        env = self.with_context(lang=lang).env
        due = format_date(env, min(notice.due for notice in notices))
        body = env["ir.qweb"]._render(
            "hr_asn_kinerja.asn_skp_digest_mail",
            {
                "greeting": env._("Dear %s,", first.name),
                "intro": env._(
                    "Performance plans are to be agreed by %s. These lie with you:", due
                ),
                "lines": self.with_context(lang=lang)._lines(company, self._count(notices)),
                "region": company.name,
            },
        )
        return {
            "subject": env._("Performance plans: due on %s", due),
            "body_html": body,
            "email_from": sender,
            "recipient_ids": [Command.link(first.partner)],
            "auto_delete": True,
        }

    @api.model
    def _lines(self, company, counts):
        """Return [(link, sentence)]: numbers only, no names and no targets."""
        sentences = {
            "propose": ("my-skp", self.env._("Your own plan: complete it and propose it.")),
            "agree": (
                "team-skp",
                self.env._("Plans to agree or return: %s.", counts["agree"]),
            ),
            "team": (
                "team-skp",
                self.env._(
                    "People of your team who have not proposed their plan: %s. A short talk "
                    "often helps.",
                    counts["team"],
                ),
            ),
            "above": (
                "asn-skp",
                self.env._(
                    "Plans that wait for evaluators who report to you: %s.", counts["above"]
                ),
            ),
        }
        url = company.get_base_url()
        return [
            (f"{url}/odoo/{path}", sentence)
            for kind, (path, sentence) in sentences.items()
            if counts[kind]
        ]
