from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ...rules import workflow

KINDS = [
    ("open", "Opened"),
    ("list", "Seen in a list"),
    ("print", "Printed"),
    ("export", "Exported"),
]
ADMINISTRATOR, AUDITOR, OTHER = "administrator", "auditor", "other"
ROLES = [
    (workflow.EVALUATOR, "Evaluator"),
    (workflow.SUPERIOR, "Evaluator's superior"),
    (workflow.UNIT_OFFICER, "Performance officer of the unit"),
    (workflow.HR_OFFICE, "HR office"),
    (AUDITOR, "Auditor"),
    (ADMINISTRATOR, "Administrator"),
    (OTHER, "Other"),
]


def _by_last(reader):
    return reader["last"], reader["name"]


class AsnAccessLog(models.Model):
    """Who read ratings of whom: one row for each reader, evaluation, way of reading and day.

    Written by the server with the answer that carries ratings
    (``asn_access_log_writing.py``), append-only for everybody (``asn_access_log_database.py``),
    removed when the time of the region is over. UU 27/2022: the person concerned learns who used
    the personal data.
    """

    _name = "asn.access.log"
    _description = "Reading of Ratings"
    _inherit = ["asn.guarded.mixin"]
    _order = "day desc, id desc"
    _rec_name = "reader_name"
    _log_access = False

    # Whose ratings
    evaluation_id = fields.Many2one(
        "asn.evaluation", required=True, readonly=True, ondelete="restrict"
    )
    employee_id = fields.Many2one(
        "hr.employee", string="Employee", readonly=True, ondelete="restrict"
    )
    employee_name = fields.Char(string="Name", readonly=True)
    user_id = fields.Many2one("res.users", string="Login", readonly=True, ondelete="set null")
    unit_id = fields.Many2one(
        "hr.department", string="Unit", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    period_id = fields.Many2one("asn.period", readonly=True, ondelete="restrict")
    company_id = fields.Many2one(
        "res.company", string="Region", required=True, readonly=True, ondelete="restrict"
    )
    # Who read them, and as what
    reader_id = fields.Many2one(
        "res.users", string="Login of the Reader", readonly=True, ondelete="set null"
    )
    reader_name = fields.Char(string="Read by", required=True, readonly=True)
    reader_role = fields.Selection(ROLES, string="As", required=True, readonly=True)
    # How and when
    kind = fields.Selection(KINDS, string="How", required=True, readonly=True)
    day = fields.Date(required=True, readonly=True)
    date_first = fields.Datetime(string="First", required=True, readonly=True)
    date_last = fields.Datetime(string="Last", required=True, readonly=True)
    count = fields.Integer(
        string="Times", required=True, readonly=True, help="Again within a minute counts once."
    )

    _reading_unique = models.UniqueIndex(
        "(evaluation_id, reader_id, day, kind)", "This reading is written down already."
    )
    _person_index = models.Index("(user_id, day DESC, id DESC)")
    _reader_index = models.Index("(reader_id, day DESC, id DESC)")
    _day_index = models.Index("(day DESC, id DESC)")

    @api.model
    def _get_readers(self, evaluation_ids):
        """Return who read each evaluation, as far as the current user may know; one query.

        :return: {evaluation id: [dict of ``name``, ``times``, ``is_taken`` (exported or printed)
            and in words ``roles``, ``ways``, ``when``]}, the latest first
        """
        if not evaluation_ids:
            return {}
        ways, roles = (
            dict(self._fields[name]._description_selection(self.env))
            for name in ("kind", "reader_role")
        )
        found = {}
        for evaluation, reader, name, role, kind, first, last, times in self._read_group(
            [("evaluation_id", "in", evaluation_ids)],
            ["evaluation_id", "reader_id", "reader_name", "reader_role", "kind"],
            ["date_first:min", "date_last:max", "count:sum"],
        ):
            one = found.setdefault(evaluation.id, {}).setdefault(
                (reader.id, name),
                {"name": name, "roles": [], "times": 0, "kinds": set()},
            )
            one["roles"] += [roles[role]] if roles[role] not in one["roles"] else []
            one["kinds"].add(kind)
            one["times"] += times
            one["first"] = min(one.get("first", first), first)
            one["last"] = max(one.get("last", last), last)
        return {
            key: [
                self._to_words(one, ways)
                for one in sorted(ones.values(), key=_by_last, reverse=True)
            ]
            for key, ones in found.items()
        }

    def _to_words(self, one, ways):
        # sudo: a setting of the region
        zone = self.env.user.tz or self.env.company.sudo().asn_tz
        moments = {
            name: format_datetime(self.env, one[name], tz=zone, dt_format="d MMM y HH:mm")
            for name in ("first", "last")
        }
        is_once = moments["first"] == moments["last"]
        return {
            **one,
            "when": moments["last"]
            if is_once
            else self.env._("First %(first)s, last %(last)s", **moments),
            "roles": ", ".join(one["roles"]),
            "ways": ", ".join(word for kind, word in ways.items() if kind in one["kinds"]),
            "is_taken": bool(one["kinds"] & {"print", "export"}),
        }

    # ------------------------------------------------------------------
    # Written by the server alone
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise UserError(self.env._("Who read ratings is written down by the server."))

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("Who read ratings cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Who read ratings cannot be deleted."))

    def copy_data(self, default=None):
        raise UserError(self.env._("Who read ratings cannot be duplicated."))
