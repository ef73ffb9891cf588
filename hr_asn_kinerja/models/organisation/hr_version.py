from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...rules import conflict
from ..base import selections

# What follows from a post: who evaluates, what one heads and sees as a head, credit points.
KEPT_BY_OTHERS = (
    "asn_evaluator_id",
    "department_id",
    "asn_is_unit_head",
    "asn_status",
    "asn_rank_id",
    "asn_position_kind",
    "asn_functional_level",
)
# What moves a post to somebody else or to other days.
MOVES = {"employee_id", "date_version", "active"}


class HrVersion(models.Model):
    """What may change during a career, valid from the date of the version.

    Rank, position kind, functional level and evaluator are read for the date of a document and
    copied to it; the version of today says nothing about last year.
    """

    _inherit = "hr.version"

    asn_status = fields.Selection(
        selections.EMPLOYEE_STATUSES, string="Civil Service Status", groups="hr.group_hr_user"
    )
    asn_rank_id = fields.Many2one("asn.rank", string="Rank", index="btree_not_null")
    asn_position_kind = fields.Selection(selections.POSITION_KINDS, string="Position Kind")
    asn_functional_level = fields.Selection(selections.FUNCTIONAL_LEVELS, string="Functional Level")
    asn_is_unit_head = fields.Boolean(string="Head of Unit")
    asn_evaluator_id = fields.Many2one(
        "hr.employee",
        string="Evaluator",
        index="btree_not_null",
        check_company=True,
        help="Direct superior who sets expectations, gives feedback and rates "
        "(pejabat penilai kinerja). May be a person without NIP, for example the mayor.",
    )

    asn_additional_duty = fields.Char(
        string="Additional Duty",
        groups="hr.group_hr_user",
        help="A duty beside the post (tugas tambahan), for example a teacher as head of a school. "
        "It usually decides what the plan holds.",
    )
    asn_is_correction = fields.Boolean(
        string="Correction Only",
        groups="hr.group_hr_user",
        copy=False,
        help="This record corrects data of the post and begins no other post: the plan of the "
        "year runs on.",
    )

    _asn_date_index = models.Index("(date_version) WHERE active IS TRUE")
    _asn_departure_index = models.Index("(employee_id) WHERE departure_date IS NOT NULL")

    @api.model_create_multi
    def create(self, vals_list):
        before = self._asn_get_own_posts()
        versions = super().create(vals_list)
        self._asn_check_not_own(before)
        versions._asn_check_region()
        return versions

    def write(self, vals):
        is_asked = not MOVES.union(KEPT_BY_OTHERS).isdisjoint(vals)
        before = self._asn_get_own_posts() if is_asked else None
        result = super().write(vals)
        if is_asked:
            self._asn_check_not_own(before)
        if vals.get("asn_evaluator_id"):
            self._asn_check_region()
        return result

    def unlink(self):
        before = self._asn_get_own_posts()
        result = super().unlink()
        self._asn_check_not_own(before)
        return result

    @api.model
    def _asn_get_own_posts(self):
        """Return [(employee id, first day, values)] of whoever calls, at each change of a value.

        Asked before and after: a post is changed by a value, by a default in the context, and by a
        record of somebody else that is moved to oneself.
        """
        if self.env.uid == SUPERUSER_ID:
            return []
        # sudo: compared, not shown
        versions = self.sudo().search_fetch(
            [("employee_id.user_id", "=", self.env.uid)],
            ["employee_id", "date_version", *KEPT_BY_OTHERS],
            order="employee_id, date_version",
        )
        found = []
        for version in versions:
            employee = version.employee_id.id
            values = [version[name] for name in KEPT_BY_OTHERS]
            if not found or (found[-1][0], found[-1][2]) != (employee, values):
                found.append((employee, version.date_version, values))
        return found

    @api.model
    def _asn_check_not_own(self, before):
        """Nobody chooses the own evaluator or post, HR officers included; nor by server code.

        :param before: what :meth:`_asn_get_own_posts` answered before the change
        """
        if self._asn_get_own_posts() != before:
            raise AccessError(
                self.env._(
                    "You cannot change your own evaluator, unit, rank or post. Ask another HR "
                    "officer."
                )
            )

    def _asn_check_region(self):
        """Nobody is evaluated from another region, nor by a second record of the own login there.

        ``check_company`` does nothing here: posts are not checked by Odoo. What the server itself
        writes is not asked: it copies what people have who have moved since.
        """
        if self.env.su:
            return
        for version in self:
            # sudo: regions are compared; whoever chose somebody hidden shall not read the name
            region = version.asn_evaluator_id.sudo().company_id
            if region and version.company_id and region != version.company_id:
                raise ValidationError(
                    self.env._(
                        "What you chose belongs to another region. Choose one of this region."
                    )
                )

    @api.constrains("asn_evaluator_id", "employee_id", "date_version")
    def _check_asn_evaluator(self):
        """Nobody evaluates himself or herself, and no two people evaluate each other.

        The rule is ``rules/conflict.py``; it is asked for all posts that share a day.
        """
        chosen = self.filtered(lambda version: version.asn_evaluator_id and version.employee_id)
        spans = chosen._get_evaluator_spans()
        for version in chosen:
            evaluator = version.asn_evaluator_id
            own = [s for s in spans[version.employee_id.id] if s[0] == version.date_version]
            meanwhile = {
                other
                for first, last, _evaluator in own
                for start, end, other in spans.get(evaluator.id, ())
                if conflict.overlap(first, last, start, end)
            }
            kind = conflict.find(version.employee_id.id, evaluator.id, meanwhile)
            if kind == conflict.SELF:
                raise ValidationError(
                    self.env._(
                        "%(name)s cannot be his or her own evaluator. Choose the direct superior.",
                        name=evaluator.name,
                    )
                )
            if kind == conflict.CIRCULAR:
                raise ValidationError(
                    self.env._(
                        "%(evaluator)s is evaluated by %(employee)s: two people cannot evaluate "
                        "each other. Correct the evaluator of one of them.",
                        evaluator=evaluator.name,
                        employee=version.employee_id.name,
                    )
                )

    def _get_evaluator_spans(self):
        """Return {employee id: [(first day, last day or None, evaluator id or None)]}; one search.

        Of the people of these versions and of their evaluators, each version up to the next.
        """
        people = self.employee_id | self.asn_evaluator_id
        # sudo: posts are compared, nothing of them is shown
        versions = self.sudo().search_fetch(
            [("employee_id", "in", people.ids)],
            ["employee_id", "date_version", "asn_evaluator_id"],
            order="employee_id, date_version",
        )
        spans = {person: [] for person in people.ids}
        for person, own in versions.grouped("employee_id").items():
            ends = [fields.Date.subtract(later.date_version, days=1) for later in own[1:]]
            spans[person.id] = [
                (version.date_version, end, version.asn_evaluator_id.id or None)
                for version, end in zip(own, [*ends, None], strict=True)
            ]
        return spans
