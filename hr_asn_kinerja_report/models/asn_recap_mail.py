from odoo import Command, api, models

from odoo.addons.hr_asn_kinerja.rules import delivery as rules
from odoo.addons.hr_asn_kinerja.rules.file_name import safe_name

# A larger workbook is no mail: the link is.
LARGEST = 10 * 1024 * 1024
REPORT = "hr_asn_kinerja_report.recap"


class AsnRecapMail(models.AbstractModel):
    """The monthly mail with the recap of the period, made with the rights of its reader."""

    _name = "asn.recap.mail"
    _description = "Monthly Recap"

    @api.model
    def _get_period(self, company):
        """Return the shortest period that holds the last day of the month told about."""
        last = rules.month_end(self.env["asn.period"]._local_today(company))
        # sudo: which period; the workbook itself is read under the reader's rights
        periods = self.env["asn.period"].sudo()
        found = periods.search(
            [
                ("company_id", "=", company.id),
                ("date_start", "<=", last),
                ("date_end", ">=", last),
            ]
        )
        return found.sorted(lambda one: (one.kind == "year", one.date_end, one.id))[:1]

    @api.model
    def _prepare_mail(self, company, user):
        """Return the values of the mail, or None when this reader gets none.

        :raises AccessError: the reader may not read the period
        """
        # sudo: settings and addresses, for the job
        company, user = company.sudo(), user.sudo()
        period = self._get_period(company)
        if not period or not user.email or not company._asn_may_get_recap(user):
            return None
        lang = self.env["asn.skp"]._reader_lang(user.lang)
        reader = self.env(
            user=user.id,
            su=False,
            context={"lang": lang, "tz": user.tz, "allowed_company_ids": company.ids},
        )
        content, _kind = reader[f"report.{REPORT}"].create_xlsx_report(period.ids, {})
        url = f"{company.get_base_url()}/report/xlsx/{REPORT}/{period.id}"
        env = self.with_context(lang=lang).env
        is_small = len(content) <= LARGEST
        body = env["ir.qweb"]._render(
            "hr_asn_kinerja_report.asn_recap_mail",
            {
                "greeting": env._("Dear %s,", user.name),
                "period": period.name,
                "url": url,
                "is_small": is_small,
                "region": company.name,
            },
        )
        root = self.env.ref("base.user_root")
        return {
            "subject": env._("Recap of %s", period.name),
            "body_html": body,
            "email_from": company.email_formatted or root.email_formatted,
            "recipient_ids": [Command.link(user.partner_id.id)],
            "auto_delete": True,
            "attachment_ids": [
                Command.create(
                    {
                        "name": f"{safe_name('Rekap', period.name)}.xlsx",
                        "raw": content,
                        # Goes with the message: deleted when it is sent.
                        "res_model": "mail.message",
                    }
                )
            ]
            if is_small
            else [],
        }
