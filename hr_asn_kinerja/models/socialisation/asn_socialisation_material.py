from base64 import b64decode
from binascii import Error as Base64Error
from urllib.parse import urlsplit

from lxml import etree, html

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.mimetypes import guess_mimetype

from ...rules.evidence import TYPES as EVIDENCE_TYPES
from ...rules.evidence import clean_name

AUDIENCES = [
    ("everybody", "Everybody"),
    ("employee", "Employees"),
    ("evaluator", "Evaluators"),
    ("unit_officer", "Unit officers"),
    ("leader", "Leaders"),
]
PICTURE_TYPES = {"image/png", "image/jpeg", "image/webp", "image/gif"}
# Words, not layout: a picture, a link and a file have fields of their own, which are checked.
TAGS = {"p", "b", "strong", "i", "em", "u", "br", "ul", "ol", "li", "h3", "h4", "blockquote"}


class AsnSocialisationMaterial(models.Model):
    """A card to read: a short text with a picture, a link or a file. Without a campaign: a sample.

    Samples come with the software and are copied into the first campaign of a region.
    """

    _name = "asn.socialisation.material"
    _description = "Material of a Socialisation"
    _inherit = ["asn.socialisation.mixin"]
    _order = "sequence, id"

    _guard_fields = dict.fromkeys(
        (
            "socialisation_id",
            "audience",
            "sequence",
            "name",
            "body",
            "minutes",
            "picture",
            "picture_text",
            "link",
            "file",
            "file_name",
        ),
        "content",
    )
    _guard_create_only = frozenset({"socialisation_id"})
    _guard_unlink_part = "content"

    socialisation_id = fields.Many2one("asn.socialisation", index=True, ondelete="cascade")
    audience = fields.Selection(
        AUDIENCES, string="For", required=True, default="everybody", index=True
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Title", required=True, translate=True)
    body = fields.Html(
        string="Text",
        translate=True,
        sanitize_style=True,
        strip_style=True,
        strip_classes=True,
    )
    minutes = fields.Integer(string="Minutes to Read", default=2, required=True)
    picture = fields.Image(max_width=1280, max_height=1280)
    picture_text = fields.Char(
        string="What the picture shows",
        translate=True,
        help="Read aloud to people who cannot see the picture.",
    )
    link = fields.Char(help="A page or a video to go on with. It starts with https://.")
    file = fields.Binary(string="PDF or File", attachment=True)
    file_name = fields.Char()

    _check_minutes = models.Constraint(
        "CHECK (minutes BETWEEN 1 AND 60)", "Reading takes from 1 to 60 minutes."
    )

    @api.constrains("link")
    def _check_link(self):
        for material in self.filtered("link"):
            try:
                parts = urlsplit(material.link.strip())
                is_good = parts.scheme == "https" and parts.hostname and not parts.username
            except ValueError:
                is_good = False
            if not is_good or any(char.isspace() for char in material.link.strip()):
                raise ValidationError(
                    self.env._("A link starts with https:// and names a site. Correct it.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._prepare_material(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._prepare_material(vals))

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        if field_name == "body":
            translations = {
                lang: {term: value and self._plain_body(value) for term, value in terms.items()}
                for lang, terms in translations.items()
                if isinstance(terms, dict)
            }
        return super()._update_field_translations(field_name, translations, *args, **kwargs)

    def _prepare_material(self, vals):
        """Return ``vals`` with plain text and checked files."""
        vals = self._guard_clean(vals)
        if vals.get("body"):
            vals["body"] = self._plain_body(vals["body"])
        if vals.get("link"):
            vals["link"] = vals["link"].strip()
        if vals.get("file_name"):
            vals["file_name"] = clean_name(vals["file_name"], self.env._("file"))
        for field, types in (("picture", PICTURE_TYPES), ("file", EVIDENCE_TYPES)):
            if vals.get(field):
                self._check_file(vals[field], types)
        return vals

    @api.model
    def _plain_body(self, body):
        """Return the text without links, pictures and attributes; they have their own fields."""
        try:
            root = html.fragment_fromstring(str(body), create_parent="div")
        except (etree.ParserError, ValueError) as error:
            raise ValidationError(self.env._("The text cannot be read. Type it again.")) from error
        for element in list(root.iterdescendants()):
            if not isinstance(element.tag, str) or element.tag in ("script", "style"):
                element.drop_tree()
                continue
            element.attrib.clear()
            if element.tag not in TAGS:
                element.tag = "p" if element.tag in ("div", "h1", "h2", "section") else "span"
                if element.tag == "span":
                    element.drop_tag()
        return html.tostring(root, encoding="unicode").removeprefix("<div>").removesuffix("</div>")

    def _check_file(self, value, types):
        """Raise ValidationError unless the content is of one of ``types`` and not too large."""
        try:
            content = b64decode(value, validate=False)
        except (Base64Error, ValueError, TypeError) as error:
            raise ValidationError(
                self.env._("The file did not arrive whole. Try again.")
            ) from error
        limit = self.env.company.asn_evidence_max_mb
        if not content:
            raise ValidationError(self.env._("The file is empty. Choose another one."))
        if len(content) > limit * 1024 * 1024:
            raise ValidationError(
                self.env._("The file is larger than %s MB. Choose a smaller one.", limit)
            )
        if guess_mimetype(content) not in types:
            raise ValidationError(
                self.env._(
                    "This kind of file cannot be shown here. "
                    "Use a picture (JPG, PNG), a PDF or an office document."
                )
            )
