from odoo import api, fields, models

from . import selections

# What is copied; employee, region and the person's own data first, then who evaluates.
SNAPSHOT_FIELDS = (
    "employee_id",
    "company_id",
    "employee_name",
    "nip",
    "rank_id",
    "rank_name",
    "job_title",
    "position_kind",
    "functional_level",
    "is_unit_head",
    "additional_duty",
    "unit_id",
    "evaluator_id",
    "evaluator_name",
    "superior_id",
    "user_id",
    "evaluator_user_id",
    "superior_user_id",
)


class AsnSnapshotMixin(models.AbstractModel):
    """The person, post, unit, rank and evaluator, copied to a document as they were.

    Analysis groups by the copies, access rests on the copied logins, and a printed sheet says the
    same in five years. Names are stored too: lists of thousands then need no further query.
    """

    _name = "asn.snapshot.mixin"
    _description = "Document about a Person"

    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one("res.company", string="Region", required=True, index=True)
    # The person as of the document
    employee_name = fields.Char(string="Name", readonly=True)
    nip = fields.Char(string="NIP", readonly=True)
    rank_id = fields.Many2one("asn.rank", string="Rank", readonly=True)
    rank_name = fields.Char(string="Rank and Grade", readonly=True)
    job_title = fields.Char(string="Post", readonly=True)
    position_kind = fields.Selection(selections.POSITION_KINDS, readonly=True)
    functional_level = fields.Selection(selections.FUNCTIONAL_LEVELS, readonly=True)
    is_unit_head = fields.Boolean(string="Head of Unit", readonly=True)
    additional_duty = fields.Char(
        string="Additional Duty",
        readonly=True,
        help="For example a teacher as head of a school, or a doctor as head of a health centre. "
        "The additional duty usually decides what the plan holds: its results come first.",
    )
    unit_id = fields.Many2one(
        "hr.department", string="Unit", readonly=True, index=True, ondelete="restrict"
    )
    period_id = fields.Many2one("asn.period", required=True, index=True, ondelete="restrict")
    # Who evaluates, and who stands above the evaluator
    evaluator_id = fields.Many2one(
        "hr.employee",
        string="Evaluator",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    evaluator_name = fields.Char(string="Name of Evaluator", readonly=True)
    superior_id = fields.Many2one(
        "hr.employee",
        string="Evaluator's Superior",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    # The logins that may open the document
    user_id = fields.Many2one("res.users", string="Login", readonly=True, index="btree_not_null")
    evaluator_user_id = fields.Many2one(
        "res.users", string="Login of the Evaluator", readonly=True, index="btree_not_null"
    )
    superior_user_id = fields.Many2one(
        "res.users", string="Login of the Superior", readonly=True, index="btree_not_null"
    )

    headline = fields.Char(compute="_compute_headline", compute_sudo=True)

    @api.depends("job_title", "unit_id.name", "period_id.name")
    def _compute_headline(self):
        """Post, unit and period in one line, for the head of a form."""
        for document in self:
            parts = (document.job_title, document.unit_id.name, document.period_id.name)
            document.headline = " · ".join(part for part in parts if part)

    @api.model
    def _prepare_snapshot(self, employee, on, evaluator=None):
        """Return the copied values of ``employee`` as of the day ``on``.

        :param evaluator: the evaluator to copy instead of the one the post has on that day
        """
        # sudo: the HR record is read to copy it; who may see the copy is decided by its own rules
        employee = employee.sudo()
        version = employee._get_version(on)
        evaluator = (evaluator or version.asn_evaluator_id).sudo()
        superior = evaluator._get_version(on).asn_evaluator_id if evaluator else evaluator
        return {
            "employee_id": employee.id,
            "company_id": employee.company_id.id,
            "employee_name": employee.name,
            "nip": employee.asn_nip,
            "rank_id": version.asn_rank_id.id,
            "rank_name": version.asn_rank_id.display_name,
            "job_title": version.job_title,
            "position_kind": version.asn_position_kind,
            "functional_level": version.asn_functional_level,
            "is_unit_head": version.asn_is_unit_head,
            "additional_duty": version.asn_additional_duty,
            "unit_id": version.department_id.id,
            **self._prepare_evaluator(evaluator, superior),
            "user_id": employee.user_id.id,
        }

    @api.model
    def _prepare_evaluator(self, evaluator, superior):
        return {
            "evaluator_id": evaluator.id,
            "evaluator_name": evaluator.name,
            "superior_id": superior.id,
            "evaluator_user_id": evaluator.user_id.id,
            "superior_user_id": superior.user_id.id,
        }

    @api.model
    def _today_of_region(self):
        """Return today in the region the user works in; "late" is decided by that day."""
        return self.env["asn.period"]._local_today(self.env.company)

    def _copy_snapshot(self):
        """Return the copied values, for a document that takes them over from this one."""
        return {
            name: self[name].id if self._fields[name].type == "many2one" else self[name]
            for name in SNAPSHOT_FIELDS
        }
