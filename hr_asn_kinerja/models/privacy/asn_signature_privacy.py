import json

from babel.dates import format_date as babel_date

from odoo import api, models
from odoo.tools import SQL

from ...rules import retention as retention_rules
from ...rules import signature as signature_rules

_PERSON_OF = """
    SELECT own.id, person.asn_anonymised_on
      FROM asn_signature AS own
 LEFT JOIN asn_skp AS plan ON plan.id = own.skp_id
 LEFT JOIN asn_evaluation AS evaluation ON evaluation.id = own.evaluation_id
      JOIN hr_employee AS person
        ON person.id = COALESCE(plan.employee_id, evaluation.employee_id)
     WHERE own.id = ANY(%s) AND person.asn_anonymised_on IS NOT NULL
"""


class AsnSignaturePrivacy(models.Model):
    """What a signature says once its document is nameless.

    The row stays as it was written, as the proof of the rows after it. It is compared with the
    document without the words that went, so a changed rating is found as before.
    """

    _inherit = "asn.signature"

    @api.model
    def _get_days_nameless(self, ids):
        """Return {id: day} of the signatures whose documents were made nameless."""
        return dict(self.env.execute_query(SQL(_PERSON_OF, list(ids))))

    @api.model
    def _get_erased(self, rows, bodies):
        erased = super()._get_erased(rows, bodies)
        nameless = self._get_days_nameless(row["id"] for row in rows)
        for row in rows:
            today = bodies.get((row["kind"], row["record"]))
            if row["id"] in nameless and today and self._is_rest_same(row, today):
                erased.add(row["id"])
        return erased

    @api.model
    def _is_rest_same(self, row, today):
        """Tell whether a document says what was signed, but for what was erased."""
        try:
            signed = json.loads(row["content"])
            document = signed["document"]
            before = retention_rules.masked(document, signed["body"])
            after = retention_rules.masked(document, json.loads(today))
        except (ValueError, KeyError, TypeError):
            return False
        return signature_rules.canonical(before) == signature_rules.canonical(after)

    def _get_page(self):
        page = super()._get_page()
        day = self._get_days_nameless(self.ids).get(self.id)
        if day:
            page["initials"] = "–"
        return {**page, "anonymised_on": day and babel_date(day, "d MMMM y", locale="id")}
