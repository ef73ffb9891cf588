from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...rules import workflow
from ..base import selections
from ..base.actions import form_of
from .asn_innovation_effect_mixin import MEASURED


class AsnInnovationGallery(models.Model):
    """What everybody of the region may see of an endorsed innovation, and nothing else.

    A model of its own: whatever is not a column here (plan, evaluator, reasons, evidence,
    discussion) cannot be read, searched, sorted or grouped by through it. The id is that of the
    innovation.
    """

    _name = "asn.innovation.gallery"
    _description = "Gallery of Innovations"
    _inherit = ["asn.guarded.mixin", "asn.innovation.effect.mixin"]
    _auto = False
    _guard_by_access_only = True
    _order = "appreciation_count desc, id desc"
    _rec_names_search = ["name", "problem", "idea"]
    _depends = {
        "asn.innovation": [
            "name",
            "problem",
            "idea",
            "expected_effect",
            "field",
            "unit_id",
            "company_id",
            "employee_name",
            "state",
            "year",
            "date_endorsed",
            "indicator_name",
            "measure_unit",
            *MEASURED,
            "is_measured",
            "effect",
            "change_percent",
            "has_percent",
            "has_cover",
            "origin_note",
            "appreciation_count",
        ],
        "asn.innovation.member": ["innovation_id", "employee_name", "is_agreed"],
    }

    name = fields.Char(string="Title", readonly=True)
    problem = fields.Text(readonly=True)
    idea = fields.Text(readonly=True)
    expected_effect = fields.Text(readonly=True)
    field = fields.Selection(selections.FIELDS_OF_WORK, string="Field of Work", readonly=True)
    unit_id = fields.Many2one("hr.department", string="Unit", readonly=True)
    company_id = fields.Many2one("res.company", string="Region", readonly=True)
    employee_name = fields.Char(string="Innovator", readonly=True)
    member_names = fields.Char(string="Together with", readonly=True)
    state = fields.Selection(
        [
            ("endorsed", "Endorsed"),
            ("running", "Running"),
            ("measured", "Measured"),
            ("ended", "Ended"),
        ],
        readonly=True,
    )
    year = fields.Char(readonly=True)
    date_endorsed = fields.Date(string="Endorsed on", readonly=True)
    origin_note = fields.Char(string="Idea from", readonly=True)
    has_cover = fields.Boolean(readonly=True, export_string_translation=False)
    cover = fields.Binary(string="Cover Picture", compute="_compute_cover", compute_sudo=True)
    appreciation_count = fields.Integer(string="Appreciations", readonly=True)
    is_appreciated = fields.Boolean(
        string="Appreciated by me",
        compute="_compute_is_appreciated",
        search="_search_is_appreciated",
    )

    # ------------------------------------------------------------------
    # The table
    # ------------------------------------------------------------------

    @property
    def _table_query(self):
        return SQL("%s %s %s", self._select(), self._from(), self._where())

    @api.model
    def _select(self):
        columns = self._depends["asn.innovation"]
        names = SQL(", ").join(SQL.identifier("innovation", name) for name in columns)
        return SQL(
            """
            SELECT innovation.id, %s,
                   (SELECT string_agg(member.employee_name, ', ' ORDER BY member.id)
                      FROM asn_innovation_member AS member
                     WHERE member.innovation_id = innovation.id AND member.is_agreed)
                   AS member_names
            """,
            names,
        )

    @api.model
    def _from(self):
        return SQL("FROM asn_innovation AS innovation")

    @api.model
    def _where(self):
        return SQL("WHERE innovation.state IN %s", workflow.SHOWN_INNOVATION_STATES)

    @api.depends("has_cover")
    def _compute_cover(self):
        # The picture alone, of innovations that this model shows.
        covers = self.env["asn.innovation"].browse(self.ids).with_context(bin_size=False)
        for card, innovation in zip(self, covers, strict=True):
            card.cover = innovation.cover if card.has_cover else False

    @api.depends_context("uid")
    def _compute_is_appreciated(self):
        rows = self.env["asn.innovation.appreciation"].search(
            [("innovation_id", "in", self.ids), ("user_id", "=", self.env.uid)]
        )
        # sudo: the ids of the innovations that the own rows point to
        appreciated = set(rows.sudo().innovation_id.ids)
        for card in self:
            card.is_appreciated = card.id in appreciated

    @api.model
    def _search_is_appreciated(self, operator, value):
        if operator != "in":
            return NotImplemented
        rows = self.env["asn.innovation.appreciation"].search([("user_id", "=", self.env.uid)])
        # sudo: as above
        domain = [("id", "in", rows.sudo().innovation_id.ids)]
        return domain if True in value else ["!", *domain]

    # ------------------------------------------------------------------
    # What a reader may do
    # ------------------------------------------------------------------

    def _get_shown(self):
        """Return the innovations behind these cards, which the caller may see."""
        if not self:
            raise UserError(self.env._("Choose one record."))
        self.check_access("read")
        # sudo: only for the step of the caller; the cards were checked
        innovations = self.env["asn.innovation"].sudo().browse(self.ids).exists()
        if len(innovations) != len(self) or any(
            innovation.state not in workflow.SHOWN_INNOVATION_STATES for innovation in innovations
        ):
            raise AccessError(self.env._("This innovation is not (or no longer) in the gallery."))
        return innovations

    def _get_me(self, innovations):
        """Return the caller's employee record in the region of ``innovations``."""
        # sudo: which employee the login belongs to
        employee = self.env.user.sudo().employee_ids.filtered(
            lambda one: one.company_id in innovations.company_id
        )[:1]
        if not employee:
            raise AccessError(
                self.env._("Your login belongs to no employee. Ask the HR office to link it.")
            )
        return employee

    def action_appreciate(self):
        """Say thank you, without words; once for each person."""
        innovations = self._get_shown()
        employee = self._get_me(innovations)
        if employee in (innovations.employee_id | innovations.member_ids.employee_id):
            raise UserError(self.env._("This is your own innovation; others appreciate it."))
        # sudo: the row of the caller, of cards that were checked
        self.env["asn.innovation.appreciation"].sudo()._give(innovations, employee, self.env.user)
        return True

    def action_take_back(self):
        """Take the own thank-you back."""
        innovations = self._get_shown()
        employee = self._get_me(innovations)
        # sudo: the row of the caller alone
        self.env["asn.innovation.appreciation"].sudo()._take_back(innovations, employee)
        return True

    def action_use_idea(self):
        """Copy the idea into an own new draft, which names where it comes from."""
        self._check_one()
        innovation = self._get_shown()
        self._get_me(innovation)
        drafts = self.env["asn.innovation"]
        draft = drafts.create(
            {
                "name": innovation.name,
                "problem": innovation.problem,
                "idea": innovation.idea,
                "expected_effect": innovation.expected_effect,
                "indicator_kind": "library" if innovation.library_id else "own",
                "library_id": innovation.library_id.id,
            }
        )
        parts = (innovation.name, innovation.unit_id.name, innovation.employee_name)
        # sudo: the origin is put down by the server alone
        draft.sudo().write(
            {
                "origin_id": innovation.id,
                "origin_note": " – ".join(part for part in parts if part),
            }
        )
        return form_of(draft)
