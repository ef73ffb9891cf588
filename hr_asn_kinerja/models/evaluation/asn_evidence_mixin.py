import hashlib
from base64 import b64decode
from binascii import Error as Base64Error

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...rules import evidence as evidence_rules

NOBODY = "."  # no client reads or writes such a field, an administrator neither


class AsnEvidenceMixin(models.AbstractModel):
    """A file or a link that belongs to something: an entry of the log, an objection.

    A file is checked by its bytes and its name, kept once however often it is used, and comes out
    through ``_evidence_route`` only. It is never changed: whoever errs takes it away and adds
    another. A link is shown and never opened by the server.
    """

    _name = "asn.evidence.mixin"
    _description = "File or Link"
    _inherit = ["asn.guarded.mixin"]

    _evidence_owner = None  # the many2one to what it belongs to
    _evidence_route = "/asn/evidence"

    kind = fields.Selection(
        [("file", "File"), ("link", "Link")], required=True, readonly=True, default="file"
    )
    name = fields.Char(string="File Name")
    link = fields.Char()
    # The way in; what is kept stands in ``file``, which no client reads or writes
    upload = fields.Binary(
        string="Photo or File", compute="_compute_upload", inverse="_inverse_upload"
    )
    file = fields.Binary(attachment=True, readonly=True, groups=NOBODY)
    thumbnail = fields.Binary(attachment=True, readonly=True, groups=NOBODY)
    has_thumbnail = fields.Boolean(readonly=True)
    mimetype = fields.Char(readonly=True, export_string_translation=False)
    size = fields.Integer(string="Size (bytes)", readonly=True)
    checksum = fields.Char(readonly=True, export_string_translation=False)
    size_display = fields.Char(string="Size", compute="_compute_size_display")
    url = fields.Char(string="Open", compute="_compute_url")

    def _compute_upload(self):
        self.upload = False

    def _inverse_upload(self):
        """The file was taken out of the values in ``create``; nothing is left to do."""

    @api.depends("size")
    def _compute_size_display(self):
        for evidence in self:
            size = evidence.size
            evidence.size_display = (
                ""
                if not size
                else f"{max(1, round(size / 1024))} kB"
                if size < 1024 * 1024
                else f"{size / 1024 / 1024:.1f} MB"
            )

    @api.depends("kind", "link")
    def _compute_url(self):
        for evidence in self:
            evidence.url = evidence.link or (
                f"{evidence._evidence_route}/{evidence.id}" if evidence.id else False
            )

    @api.depends("name", "link")
    def _compute_display_name(self):
        for evidence in self:
            evidence.display_name = evidence.name or evidence.link or self.env._("Evidence")

    # ------------------------------------------------------------------
    # In
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Check and keep files and links; what an entry holds already is not kept twice."""
        vals_list = [self._guard_clean(vals) for vals in vals_list]
        contents = [self._take_content(vals) for vals in vals_list]
        owner = self._evidence_owner
        owners = self.env[self._fields[owner].comodel_name].browse(
            {vals[owner] for vals in vals_list if vals.get(owner)}
        )
        owners.check_access("read")
        there = self._find_kept(owners)
        new, places, added = [], [], {}
        for vals, content in zip(vals_list, contents, strict=True):
            key = (vals.get(owner), vals.get("checksum") or vals.get("link"))
            if key not in there and key not in added:
                added[key] = len(new)
                new.append((vals, content))
            places.append(key)
        self._check_quota(owners, new)
        if not self.env.su:
            self.check_access("create")
        # sudo: type, size and checksum are worked out here and may not be typed
        made = super(AsnEvidenceMixin, self.sudo()).create([vals for vals, _content in new])
        made = made.sudo(self.env.su)
        if not self.env.su:
            made.check_access("create")
            made._guard_check(set())
        made._store_files([content for _vals, content in new])
        made._evidence_added()
        ids = [there[key] if key in there else made[added[key]].id for key in places]
        return self.browse(ids)

    def _take_content(self, vals):
        """Replace ``upload`` in ``vals`` by what is known about the file; return its bytes."""
        unknown = set(vals) - set(self._guard_fields)
        if unknown:
            raise AccessError(self.env._("Only a file or a link can be given as evidence."))
        upload, link = vals.pop("upload", None), (vals.get("link") or "").strip()
        if bool(upload) == bool(link):
            if upload is not None and not link:
                raise ValidationError(self.env._("The file is empty. Choose another one."))
            raise ValidationError(self.env._("Choose a file or write a link."))
        vals["name"] = vals.get("name") and evidence_rules.clean_name(
            vals["name"], self.env._("evidence")
        )
        if link:
            vals.update(kind="link", link=self._check_link(link))
            return None
        content = self._decode(upload)
        vals["name"] = vals["name"] or self.env._("evidence")
        vals.update(
            kind="file",
            mimetype=self._check_type(content, vals["name"]),
            size=len(content),
            checksum=hashlib.sha256(content).hexdigest(),
        )
        return content

    def _check_link(self, link):
        problem = evidence_rules.link_problem(link)
        if problem == "login":
            raise ValidationError(
                self.env._("The link holds a user name or password. Take it out.")
            )
        if problem:
            raise ValidationError(
                self.env._("A link starts with https:// and names a site. Correct it.")
            )
        return link

    def _decode(self, upload):
        """Return the bytes of a base64 text; what is too large is refused before decoding."""
        limit = self.env.company.sudo().asn_evidence_max_mb  # sudo: a setting of the region
        if not isinstance(upload, (str, bytes)):
            raise ValidationError(self.env._("The file did not arrive whole. Try again."))
        too_large = ValidationError(
            self.env._("The file is larger than %s MB. Choose a smaller one.", limit)
        )
        if evidence_rules.encoded_size(upload) > limit * 1024 * 1024 + 3:
            raise too_large
        try:
            content = b64decode(upload, validate=True)
        except (Base64Error, ValueError, TypeError) as error:
            raise ValidationError(
                self.env._("The file did not arrive whole. Try again.")
            ) from error
        if not content:
            raise ValidationError(self.env._("The file is empty. Choose another one."))
        if len(content) > limit * 1024 * 1024:
            raise too_large
        return content

    def _check_type(self, content, name):
        """Return the type of a file; its bytes and the ending of its name must agree."""
        # sudo: a setting of the region
        kinds = evidence_rules.KINDS[self.env.company.sudo().asn_evidence_kinds or "all"]
        mimetype = evidence_rules.sniff(content)
        if mimetype is None or evidence_rules.TYPES[mimetype][0] not in kinds:
            # sudo: a setting of the region is read, for the words of the refusal
            raise ValidationError(
                self.env._(
                    "This kind of file cannot be kept as evidence. Possible: %s.",
                    ", ".join(
                        evidence_rules.extensions(self.env.company.sudo().asn_evidence_kinds)
                    ),
                )
            )
        if not evidence_rules.is_agreed(mimetype, name):
            raise ValidationError(
                self.env._(
                    "“%s” is another kind of file than its name says. Save it again under its "
                    "real kind.",
                    name,
                )
            )
        self._check_points(content, mimetype)
        return mimetype

    @api.model
    def _find_kept(self, owners):
        """Return {(owner id, checksum or link): id} of what these owners hold."""
        if not any(owners.ids):
            return {}
        owner = self._evidence_owner
        kept = self.sudo().search_fetch(  # sudo: compares what is there, shows nothing
            [(owner, "in", owners.ids)], [owner, "checksum", "link"]
        )
        return {(row[owner].id, row.checksum or row.link): row.id for row in kept}

    def _evidence_added(self):
        """Do what follows when evidence was added; for models to extend."""

    @api.model
    def _check_quota(self, owners, new):
        """Raise when more would be kept than the region allows; for models to extend.

        :param new: (values, bytes) of what is about to be added
        """

    @api.model
    def _check_own_count(self, owners, new):
        """Raise when one login would add more to one of ``owners`` than the region allows.

        For models that note in ``user_id`` who added a file.
        """
        owner = self._evidence_owner
        # sudo: counts the own files
        counted = self.sudo()._read_group(
            [(owner, "in", owners.ids), ("user_id", "=", self.env.uid)], [owner], ["__count"]
        )
        counts = {record.id: count for record, count in counted}
        for record in owners:
            limit = record.sudo().company_id.asn_evidence_max_count  # sudo: a setting
            more = sum(vals[owner] == record.id for vals, _content in new)
            if more and counts.get(record.id, 0) + more > limit:
                raise UserError(
                    self.env._(
                        "At most %s files and links can be added. Choose the ones that show it "
                        "best.",
                        limit,
                    )
                )
