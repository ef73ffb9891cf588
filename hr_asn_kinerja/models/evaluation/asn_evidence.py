from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class AsnEvidence(models.Model):
    """A file or a link that shows the work of an entry.

    A file is checked by its bytes and its name, kept once however often it is used, and comes out
    through ``/asn/evidence`` only. It is never changed: whoever errs takes it away and adds
    another, while the entry is open. A link is shown and never opened by the server.
    """

    _name = "asn.evidence"
    _description = "Evidence"
    _inherit = ["asn.evidence.mixin"]
    _order = "realisation_id, id"

    _evidence_owner = "realisation_id"

    _guard_fields = dict.fromkeys(("realisation_id", "name", "link", "upload"), "realisation")
    _guard_create_only = frozenset({"realisation_id", "name", "link", "upload"})
    _guard_unlink_part = "realisation"

    realisation_id = fields.Many2one(
        "asn.realisation", string="Entry", required=True, index=True, ondelete="cascade"
    )
    skp_id = fields.Many2one(
        related="realisation_id.skp_id", store=True, index=True, precompute=True, string="Plan"
    )
    _file_unique = models.UniqueIndex(
        "(realisation_id, checksum) WHERE checksum IS NOT NULL", "This file is there already."
    )
    _link_unique = models.UniqueIndex(
        "(realisation_id, link) WHERE link IS NOT NULL", "This link is there already."
    )
    _check_kind = models.Constraint(
        "CHECK ((kind = 'file') = (checksum IS NOT NULL) AND (kind = 'link') = (link IS NOT NULL))",
        "Evidence is a file or a link.",
    )

    def _evidence_added(self):
        result = super()._evidence_added()
        if self and not self.env.su:
            self.realisation_id._review_corrected()
        return result

    def _check_quota(self, owners, new):
        """Raise when an entry or a plan would hold more evidence than the region allows."""
        if not new:
            return
        for entry in owners:
            company = entry.skp_id.sudo().company_id  # sudo: settings of the region
            more = sum(vals["realisation_id"] == entry.id for vals, _content in new)
            # sudo: counts, whoever put it there
            counts = self.sudo()
            if (
                counts.search_count([("realisation_id", "=", entry.id)]) + more
                > company.asn_evidence_max_count
            ):
                raise UserError(
                    self.env._(
                        "An entry holds at most %s files and links. Choose the ones that show the "
                        "work best.",
                        company.asn_evidence_max_count,
                    )
                )
            limit = company.asn_evidence_plan_count
            if (
                counts.search_count([("skp_id", "=", entry.skp_id.id)], limit=limit + 1) + more
                > limit
            ):
                raise UserError(
                    self.env._(
                        "Your plan holds %s files and links, which is the most that is kept. Take "
                        "away what is not needed.",
                        limit,
                    )
                )

    # ------------------------------------------------------------------
    # Who may change
    # ------------------------------------------------------------------

    def _guard_document(self):
        self.ensure_one()
        return self.realisation_id.skp_id

    def _guard_check(self, names, creating=True):
        for evidence in self:
            entry = evidence.realisation_id
            if names and not creating:
                raise AccessError(
                    self.env._("Evidence is not changed. Take it away and add another one.")
                )
            entry._check_is_open()
        self._guard_hold()

    def _guard_hold(self):
        self.realisation_id._guard_hold()

    @api.ondelete(at_uninstall=False)
    def _unlink_only_in_editable_state(self):
        if self.env.su:
            return
        for entry in self.realisation_id:
            entry._check_is_open()
            entry._review_corrected()
        self._guard_hold()

    def _to_log_evidence(self):
        """Return evidence as screens show it."""
        return [
            {
                "id": evidence.id,
                "kind": evidence.kind,
                "name": evidence.name or evidence.link or "",
                "link": evidence.link or "",
                "url": evidence.url,
                "thumbnail": f"/asn/evidence/{evidence.id}/thumbnail"
                if evidence.has_thumbnail
                else "",
                "size": evidence.size,
                "mimetype": evidence.mimetype or "",
            }
            for evidence in self
        ]
