from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

from ...rules import job_title
from ..base import selections

RESULT_LIMIT = 20
INDICATOR_LIMIT = 60


class AsnSkpTemplate(models.Model):
    """Results and indicators that a plan of a certain post usually has.

    A plan is filled in from it once; afterwards both go their own ways. The HR office keeps the
    templates, everybody may read them.
    """

    _name = "asn.skp.template"
    _description = "Plan Template"
    _inherit = ["asn.guarded.mixin"]
    _order = "field, sequence, name, id"
    _rec_names_search = ["name", "job_words"]
    _guard_by_access_only = True

    name = fields.Char(required=True, index="trigram")
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", string="Region", index=True, help="Leave empty for all regions."
    )
    field = fields.Selection(
        selections.FIELDS_OF_WORK, string="Field of Work", required=True, default="general"
    )
    # Whose plans it is for
    job_ids = fields.Many2many(
        "hr.job",
        "asn_skp_template_job_rel",
        "template_id",
        "job_id",
        string="Posts",
        check_company=True,
        help="Posts that this template is for, whatever their title says.",
    )
    job_words = fields.Char(
        string="Words of the Job Title",
        help="Words that the title of the post holds, for example “perawat”; several choices are "
        "separated by semicolons. The words that stand first in a title decide.",
    )
    position_kind = fields.Selection(
        selections.POSITION_KINDS, help="Leave empty when the kind of position does not matter."
    )
    form = fields.Selection(
        [
            ("administrator", "Administrators and functional posts"),
            ("senior_leader", "Senior leaders"),
        ],
        default="administrator",
        required=True,
    )
    note = fields.Text()
    result_ids = fields.One2many(
        "asn.skp.template.result", "template_id", string="Work Results", copy=True
    )
    result_count = fields.Integer(string="Number of Results", compute="_compute_counts", store=True)
    indicator_count = fields.Integer(
        string="Number of Indicators", compute="_compute_counts", store=True
    )
    job_summary = fields.Char(string="For", compute="_compute_job_summary")
    may_fill_in = fields.Boolean(compute="_compute_may_fill_in")

    _name_region_unique = models.UniqueIndex(
        "(name, COALESCE(company_id, 0)) WHERE active IS TRUE",
        "There is a template with this name already.",
    )

    @api.depends("result_ids", "result_ids.indicator_ids")
    def _compute_counts(self):
        for template in self:
            template.result_count = len(template.result_ids)
            template.indicator_count = len(template.result_ids.indicator_ids)

    @api.depends("job_ids.name", "job_words")
    def _compute_job_summary(self):
        """The posts it is for, in one line."""
        for template in self:
            words = [" ".join(words) for words in job_title.phrases(template.job_words)]
            template.job_summary = ", ".join([*template.job_ids.mapped("name"), *words])

    @api.depends_context("uid")
    def _compute_may_fill_in(self):
        for template in self:
            template.may_fill_in = bool(template.id) and self._is_office()

    @api.constrains("result_ids")
    def _check_size(self):
        """Nobody works on 20 results: a longer list is a mistake."""
        for template in self:
            results = len(template.result_ids)
            indicators = len(template.result_ids.indicator_ids)
            if results > RESULT_LIMIT or indicators > INDICATOR_LIMIT:
                raise ValidationError(
                    self.env._(
                        "%(template)s would have %(results)s results and %(indicators)s "
                        "indicators; at most %(most_results)s and %(most_indicators)s are "
                        "possible. Keep what matters most.",
                        template=template.name,
                        results=results,
                        indicators=indicators,
                        most_results=RESULT_LIMIT,
                        most_indicators=INDICATOR_LIMIT,
                    )
                )

    def copy_data(self, default=None):
        return [
            {**vals, "name": self.env._("%s (copy)", template.name)}
            if "name" not in (default or {})
            else vals
            for template, vals in zip(self, super().copy_data(default), strict=True)
        ]

    # ------------------------------------------------------------------
    # Which template for which plan
    # ------------------------------------------------------------------

    @api.model
    def _is_office(self):
        return self.env.user.has_groups(
            "hr_asn_kinerja.group_asn_hr_office,hr_asn_kinerja.group_asn_unit_officer"
        )

    @api.model
    def _find_for(self, plan_ids):
        """Return {plan id: template id} for the plans that have a template by their post.

        The plans are looked at once for each different post, so ten thousand cost as much as ten.
        """
        # sudo: the caller has checked the plans; templates are for everybody to read
        templates = self.sudo().search([])
        found = {}
        for *post, ids in self._group_by_post(plan_ids):
            template = templates._pick_for(*post)
            if template:
                found.update(dict.fromkeys(ids, template.id))
        return found

    @api.model
    def _group_by_post(self, plan_ids):
        """Return (job id, title, kind, form, region id, plan ids) for each different post."""
        self.env["asn.skp"].flush_model()
        self.env["hr.version"].flush_model(["job_id"])
        return self.env.execute_query(
            SQL(
                """
                SELECT version.job_id, plan.job_title, plan.position_kind, plan.form,
                       plan.company_id, array_agg(plan.id ORDER BY plan.id)
                  FROM asn_skp AS plan
             LEFT JOIN hr_version AS version ON version.id = plan.version_id
                 WHERE plan.id = ANY(%s)
              GROUP BY 1, 2, 3, 4, 5
                """,
                list(plan_ids),
            )
        )

    def _pick_for(self, job_id, title, kind, form, company_id):
        """Return the template of these that fits a post best, or none.

        A post that is named beats words; then the words that come first in the title, the longer
        ones, the one for this kind of position, and the region's own.
        """
        ranked = []
        for template in self:
            if template.form != form or template.position_kind not in (False, kind):
                continue
            if template.company_id.id not in (False, company_id):
                continue
            if job_id and job_id in template.job_ids.ids:
                fit = (-1, 0)
            else:
                fit = job_title.rank(title, template.job_words)
            if fit:
                less = (not template.position_kind, not template.company_id, template.sequence)
                ranked.append(((*fit, *less, template.id), template))
        return min(ranked, default=(None, self.browse()))[1]

    # ------------------------------------------------------------------
    # Everybody of a post
    # ------------------------------------------------------------------

    def action_fill_in(self):
        """Show what filling in the drafts of everybody with this post would create.

        For the HR office all drafts of the running years, for a unit officer those of the own
        units.

        :raises UserError: the template names no post that still exists, or nobody has it
        """
        self._check_one()
        if not self._is_office():
            raise AccessError(
                self.env._("Only the HR office and the officers of the units fill in many plans.")
            )
        if not self.active:
            raise UserError(self.env._("%s is archived. Restore it first.", self.name))
        archived = not self.job_ids.filtered("active")
        if archived and not job_title.phrases(self.job_words):
            raise UserError(
                self.env._(
                    "%s names no post that still exists. Name the posts or the words of their "
                    "titles first.",
                    self.name,
                )
            )
        plans = self._find_plans()
        if not plans:
            raise UserError(
                self.env._("No draft of a running year belongs to a post of %s.", self.name)
            )
        return plans._open_filling(template=self)

    def _find_plans(self):
        """Return the readable drafts of running years whose post has this template."""
        drafts = self.env["asn.skp"].search(
            [("state", "=", "draft"), ("period_id.state", "in", ("opening", "open"))]
        )
        found = self._find_for(drafts.ids)
        return drafts.browse(key for key in drafts.ids if found.get(key) == self.id)

    def action_runs(self):
        """Open the list of what was filled in from this template."""
        self._check_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_skp_template_run_action"
        )
        return {**action, "domain": [("template_id", "=", self.id)], "context": {}}
