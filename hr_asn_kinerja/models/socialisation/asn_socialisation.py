from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...rules import socialisation


class AsnSocialisation(models.Model):
    """A campaign (*sosialisasi*): the appraisal is explained to everybody before a year begins.

    Material to read, a check of having understood, sessions to meet, questions with answers. It is
    about growth and help; nothing in it is graded.
    """

    _name = "asn.socialisation"
    _description = "Socialisation"
    _inherit = ["asn.socialisation.mixin"]
    _order = "date_start desc, id desc"

    _socialisation_steps = socialisation.STEPS
    _guard_fields = {
        "name": "header",
        "date_start": "header",
        "date_end": "header",
        "company_id": "structure",
        "period_id": "structure",
        "material_ids": "content",
        "question_ids": "content",
    }
    _guard_create_only = frozenset({"period_id", "company_id"})
    _guard_unlink_part = "structure"

    name = fields.Char(
        compute="_compute_name", store=True, readonly=False, required=True, precompute=True
    )
    company_id = fields.Many2one(
        "res.company",
        string="Region",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    period_id = fields.Many2one(
        "asn.period",
        string="Year",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('kind', '=', 'year'), ('state', '!=', 'closed')]",
        check_company=True,
    )
    state = fields.Selection(
        [("draft", "In preparation"), ("open", "Open"), ("closed", "Closed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    date_start = fields.Date(string="From", required=True, default=fields.Date.context_today)
    date_end = fields.Date(
        string="To",
        required=True,
        compute="_compute_date_end",
        store=True,
        readonly=False,
        precompute=True,
    )
    # What it consists of
    material_ids = fields.One2many("asn.socialisation.material", "socialisation_id")
    question_ids = fields.One2many("asn.socialisation.question", "socialisation_id")
    session_ids = fields.One2many("asn.socialisation.session", "socialisation_id")
    participant_ids = fields.One2many("asn.socialisation.participant", "socialisation_id")
    ask_ids = fields.One2many("asn.socialisation.ask", "socialisation_id")
    # Where it stands
    participant_count = fields.Integer(string="People", compute="_compute_counts")
    understood_count = fields.Integer(string="Understood", compute="_compute_counts")
    attended_count = fields.Integer(string="Attended", compute="_compute_counts")
    understood_share = fields.Float(string="Understood (%)", compute="_compute_counts")
    session_count = fields.Integer(string="Number of Sessions", compute="_compute_list_counts")
    waiting_count = fields.Integer(string="Questions to Answer", compute="_compute_list_counts")
    next_step = fields.Char(compute="_compute_next_step")

    _period_unique = models.UniqueIndex(
        "(period_id)", "This year has its socialisation already. Open that one."
    )
    _check_dates = models.Constraint(
        "CHECK (date_end >= date_start)", "A socialisation cannot end before it starts."
    )

    # ------------------------------------------------------------------
    # Computed
    # ------------------------------------------------------------------

    @api.depends("period_id")
    def _compute_name(self):
        for campaign in self:
            if campaign.name or not campaign.period_id:
                campaign.name = campaign.name or False
                continue
            campaign.name = self.env._("Getting to know the appraisal %s", campaign.period_id.name)

    @api.depends("date_start")
    def _compute_date_end(self):
        for campaign in self:
            start = campaign.date_start
            campaign.date_end = campaign.date_end or (start and fields.Date.add(start, days=60))

    def _compute_counts(self):
        people = self.env["asn.socialisation.participant"]
        found = {}
        for campaign, *numbers in people._read_group(
            [("socialisation_id", "in", self.ids)],
            ["socialisation_id"],
            ["__count", "date_understood:count", "date_attended:count"],
        ):
            found[campaign] = numbers
        for campaign in self:
            total, understood, attended = found.get(campaign, (0, 0, 0))
            campaign.participant_count = total
            campaign.understood_count = understood
            campaign.attended_count = attended
            campaign.understood_share = 100.0 * understood / total if total else 0.0

    def _compute_list_counts(self):
        sessions = dict(
            self.env["asn.socialisation.session"]._read_group(
                [("socialisation_id", "in", self.ids)], ["socialisation_id"], ["__count"]
            )
        )
        waiting = dict(
            self.env["asn.socialisation.ask"]._read_group(
                [("socialisation_id", "in", self.ids), ("state", "=", "new")],
                ["socialisation_id"],
                ["__count"],
            )
        )
        for campaign in self:
            campaign.session_count = sessions.get(campaign, 0)
            campaign.waiting_count = waiting.get(campaign, 0)

    @api.depends("state", "waiting_count", "session_count")
    @api.depends_context("uid")
    def _compute_next_step(self):
        for campaign in self:
            campaign.next_step = campaign._get_next_step()

    def _get_next_step(self):
        if self.state == "draft":
            return self.env._(
                "Look through the material and the questions, then open the socialisation."
            )
        if self.state == "closed":
            return self.env._("The socialisation is closed. What was said can still be read.")
        if self.waiting_count:
            return self.env._("People have asked something: answer the questions that wait.")
        if not self.session_count:
            return self.env._("Plan the sessions in which people can meet and ask.")
        return self.env._("Look at the coverage and help the units that have not come along yet.")

    # ------------------------------------------------------------------
    # Constraints and saving
    # ------------------------------------------------------------------

    @api.constrains("period_id", "company_id")
    def _check_period(self):
        for campaign in self:
            period = campaign.period_id
            if period.kind != "year" or period.company_id != campaign.company_id:
                raise ValidationError(self.env._("Choose a year of the same region."))

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._guard_clean(vals) for vals in vals_list]
        for vals in vals_list:
            period = self.env["asn.period"].browse(vals.get("period_id")).exists()
            if period:
                vals.setdefault("company_id", period.company_id.id)
        campaigns = super().create(vals_list)
        for campaign in campaigns:
            campaign._take_over()
        return campaigns

    def _get_socialisation(self):
        return self

    def _take_over(self):
        """Copy material and check of the region's last campaign, or else of the software."""
        self.ensure_one()
        # sudo: the caller may create a campaign; what it starts with is copied for him or her
        campaign = self.sudo()
        before = campaign.search(
            [("company_id", "=", campaign.company_id.id), ("id", "!=", campaign.id)], limit=1
        )
        for model, field in (
            ("asn.socialisation.material", "material_ids"),
            ("asn.socialisation.question", "question_ids"),
        ):
            if campaign[field]:
                continue
            # sudo: material of the year before, of a campaign that the office makes
            source = self.env[model].sudo().search([("socialisation_id", "=", before.id)])
            for record in source.with_context(lang="en_US"):
                record.copy({"socialisation_id": campaign.id})
            campaign.invalidate_recordset([field])

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_open(self):
        """Open the campaign: everybody finds it under "Getting to know"."""
        return self._take_step("open")

    def action_close(self):
        """Close the campaign; what was said stays readable."""
        return self._take_step("close")

    def _before_step(self, step):
        if step.action == "open":
            self._check_complete()

    def _after_step(self, step):
        if step.action == "open":
            self.sudo()._sync_participants()  # sudo: the list of people is made by the server

    def _check_complete(self):
        """Raise UserError unless there is something to read and each check has three questions."""
        common = (socialisation.EVERYBODY, socialisation.EMPLOYEE)
        if not any(material.audience in common for material in self.material_ids):
            raise UserError(self.env._("Add material that everybody can read first."))
        labels = dict(self.question_ids._fields["audience"]._description_selection(self.env))
        numbers = dict.fromkeys((socialisation.EMPLOYEE,), 0)
        for question in self.question_ids:
            part = socialisation.check_of(question.audience)
            numbers[part] = numbers.get(part, 0) + 1
        for part, number in numbers.items():
            if number != socialisation.CHECK_SIZE:
                raise UserError(
                    self.env._(
                        "A check has three questions; for “%(audience)s” there are %(number)s. "
                        "Add or delete questions.",
                        audience=labels[part],
                        number=number,
                    )
                )
        # sudo: looks whether there is an answer, tells nothing about it
        bare = self.question_ids.sudo().filtered(lambda question: not question.key_ids)
        if bare:
            raise UserError(
                self.env._("Name the right answer of: %s", "; ".join(bare.mapped("name")))
            )

    def action_update_people(self):
        """Take people in who came later, and let units and posts follow."""
        if not all(self._ids):
            raise UserError(self.env._("Choose one record."))
        self.check_access("write")
        for campaign in self.filtered(lambda c: c.state == "open"):
            campaign.sudo()._sync_participants()  # sudo: as in _after_step
        return True

    # ------------------------------------------------------------------
    # Opening lists
    # ------------------------------------------------------------------

    def _action_list(self, xmlid, **context):
        self._check_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(f"hr_asn_kinerja.{xmlid}")
        return {
            **action,
            "domain": [("socialisation_id", "=", self.id)],
            "context": {"default_socialisation_id": self.id, **context},
        }

    def action_view_participants(self):
        """Open the people of the campaign."""
        return self._action_list("asn_socialisation_participant_action")

    def action_view_coverage(self):
        """Open the coverage per unit."""
        return self._action_list("asn_socialisation_coverage_action")

    def action_view_sessions(self):
        """Open the sessions."""
        return self._action_list("asn_socialisation_session_action")

    def action_view_asks(self):
        """Open the questions that people asked."""
        return self._action_list("asn_socialisation_ask_action", search_default_waiting=1)
