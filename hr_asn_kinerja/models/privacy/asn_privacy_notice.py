from odoo import api, fields, models


class AsnPrivacyNotice(models.Model):
    """The notice about personal data: what is kept, why, who reads it, how long, which rights.

    UU 27/2022 article 21 asks to say it when data are collected; here it stands on the employee's
    own page until it was read once, and at "My Data and Privacy" at any time.
    """

    _inherit = "asn.skp"

    @api.model
    @api.readonly
    def get_privacy_notice(self):
        """Return what the notice says in the region the reader works in.

        :return: dict of ``region``, ``purpose``, ``contact``, ``years`` (0: for ever) and
            ``is_new`` (not read yet, or changed since)
        :raises AccessError: no user of this program
        """
        self.check_access("read")
        # sudo: settings that are meant for everybody, and the reader's own mark
        company, user = self.env.company.sudo(), self.env.user.sudo()
        seen, changed = user.asn_privacy_seen_on, company.asn_privacy_changed_on
        return {
            "region": company.name,
            "purpose": (company.asn_privacy_purpose or "").strip(),
            "contact": (company.asn_privacy_contact or "").strip(),
            "years": company.asn_retention_years,
            "has_data": bool(user.employee_ids),
            "is_new": bool(user.employee_ids) and (not seen or bool(changed and changed > seen)),
        }

    @api.model
    def dismiss_privacy_notice(self):
        """Remember that the reader has read the notice; it is not shown by itself again.

        :raises AccessError: no user of this program
        """
        self.check_access("read")
        # sudo: the mark is kept for the reader's own login only
        self.env.user.sudo().asn_privacy_seen_on = fields.Datetime.now()
        return True
