from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


class AsnVersionedLineMixin(models.AbstractModel):
    """A line of a plan that was agreed once: it ends with a version, it is never deleted.

    Evaluations of earlier periods and earlier versions go on showing it. A line that was only
    drafted since is deleted like any other.
    """

    _name = "asn.versioned.line.mixin"
    _description = "Line that Ends with a Version"

    active = fields.Boolean(default=True, readonly=True, copy=False)
    since_version = fields.Integer(
        string="In the Plan since Version",
        readonly=True,
        copy=False,
        help="The first agreed version that holds this line; 0 while it is only drafted.",
    )
    until_version = fields.Integer(
        string="Ended with Version",
        readonly=True,
        copy=False,
        help="The last agreed version that holds this line; 0 while it goes on.",
    )

    def init(self):
        result = super().init()
        if not self._abstract:
            # Rows that a statement writes go on as well, without naming the column.
            self.env.cr.execute(
                SQL(
                    "ALTER TABLE %s ALTER COLUMN active SET DEFAULT TRUE",
                    SQL.identifier(self._table),
                )
            )
        return result

    def unlink(self):
        """Delete what was never agreed; let the others end with the agreed version."""
        self.check_access("unlink")
        self._unlink_only_in_editable_state()
        agreed = self.filtered("since_version")
        agreed._check_going_on()
        agreed._end()
        drafted = self - agreed
        return super(AsnVersionedLineMixin, drafted).unlink()

    def _guard_check(self, names, creating=True):
        if not creating:
            self._check_going_on()
        return super()._guard_check(names, creating=creating)

    def _check_going_on(self):
        """Raise when a line has ended: earlier versions and periods rest on it."""
        ended = self.filtered(lambda line: not line.active)
        if ended and not self.env.su:
            raise AccessError(
                self.env._(
                    "%(line)s ended with version %(version)s of the plan. Add a new line instead.",
                    line=ended[0].display_name,
                    version=ended[0].until_version,
                )
            )

    def _end(self):
        """Take the lines out of the plan; they stay in what was agreed before."""
        for plan, lines in self.grouped(lambda line: line._guard_document()).items():
            # sudo: the guard has allowed to delete the lines, this keeps what others rest on
            lines.sudo().write({"active": False, "until_version": plan.sudo().version_number})
        self._forget_lists()

    def _go_on(self):
        """Take ended lines back into the plan. Runs as superuser."""
        self.write({"active": True, "until_version": 0})
        self._forget_lists()

    def _forget_lists(self):
        """Let the lists of the plan be read anew: they show lines that go on only."""
        self.env["asn.skp"].invalidate_model(["result_ids"])
        self.env["asn.skp.result"].invalidate_model(["indicator_ids"])


class AsnSkpResultVersion(models.Model):
    _name = "asn.skp.result"
    _inherit = ["asn.versioned.line.mixin", "asn.skp.result"]

    def _end(self):
        self.indicator_ids.unlink()  # drafted ones are deleted, agreed ones end as well
        return super()._end()


class AsnSkpIndicatorVersion(models.Model):
    _name = "asn.skp.indicator"
    _inherit = ["asn.versioned.line.mixin", "asn.skp.indicator"]
