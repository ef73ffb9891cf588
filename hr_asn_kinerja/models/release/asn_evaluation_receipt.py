from odoo import api, fields, models
from odoo.tools import sql

from ...rules import workflow

RESULT_FIELDS = {"predicate", "result_rating", "behaviour_rating", "outcome_text"}


class AsnEvaluationReceipt(models.Model):
    """The day on which the employee received the result; the days of an objection start there.

    PP 30/2019 Art. 59: the day on which the released evaluation was first opened or acknowledged,
    in the region's zone, or a number of days after the release when nobody opens it. Whoever does
    not sign does not hold up the result: it stays valid with a note.
    """

    _inherit = "asn.evaluation"

    date_received = fields.Date(
        string="Received on",
        readonly=True,
        copy=False,
        help="The day on which the employee first opened or acknowledged the result. The days for "
        "an objection are counted from here.",
    )
    received_how = fields.Selection(
        [
            ("opened", "Opened"),
            ("acknowledged", "Acknowledged"),
            ("rule", "Not opened; counts as received"),
        ],
        string="Received By",
        readonly=True,
        copy=False,
    )
    # When the person was told that there is a result, and last reminded of it
    date_told = fields.Datetime(readonly=True, copy=False, export_string_translation=False)
    date_receipt_reminded = fields.Date(readonly=True, copy=False, export_string_translation=False)
    date_unsigned = fields.Date(
        string="Stands Unsigned since",
        readonly=True,
        copy=False,
        help="The employee did not sign in the days given; the result stays valid.",
    )
    is_received = fields.Boolean(
        string="Received", compute="_compute_is_received", search="_search_is_received"
    )
    version_ids = fields.One2many(
        "asn.evaluation.version", "evaluation_id", string="Earlier Versions", readonly=True
    )
    version_count = fields.Integer(
        compute="_compute_version_count", export_string_translation=False
    )

    _to_tell_index = models.Index("(company_id, id) WHERE state = 'released' AND date_told IS NULL")
    _released_index = models.Index("(company_id, date_released, id) WHERE state = 'released'")

    def _auto_init(self):
        """Nobody is told anew of what was released before people were told."""
        cr = self.env.cr
        if sql.table_exists(cr, self._table) and not sql.column_exists(
            cr, self._table, "date_told"
        ):
            cr.execute("ALTER TABLE asn_evaluation ADD COLUMN date_told timestamp")
            cr.execute("UPDATE asn_evaluation SET date_told = date_released")
        return super()._auto_init()

    @api.depends("date_received")
    def _compute_is_received(self):
        for evaluation in self:
            evaluation.is_received = bool(evaluation.date_received)

    def _search_is_received(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("date_received", "!=" if True in value else "=", False)]

    def _compute_version_count(self):
        counts = dict(
            self.env["asn.evaluation.version"]._read_group(
                [("evaluation_id", "in", self.ids)], ["evaluation_id"], ["__count"]
            )
        )
        for evaluation in self:
            evaluation.version_count = counts.get(evaluation, 0)

    def web_read(self, specification):
        """Note the day on which the employee first opens the released result."""
        is_form = len(self) == 1 and isinstance(specification, dict)
        if is_form and RESULT_FIELDS & set(specification):
            self._note_opened()
        return super().web_read(specification)

    def _note_opened(self):
        """Write the day of receipt down when it is the employee who opens a released result."""
        if not self.id or not isinstance(self.id, int):
            return
        # sudo: the employee may not write the day; who opens is compared here
        opened = self.sudo().exists()
        if (
            opened
            and opened.user_id == self.env.user
            and opened.state == "released"
            and not opened.date_received
        ):
            opened._set_received("opened")

    def _set_received(self, how):
        for evaluation in self:
            if not evaluation.date_received:
                evaluation.write(
                    {"date_received": evaluation.period_id.today(), "received_how": how}
                )

    def _get_released_day(self):
        """Return the day of the release in the region; None before it."""
        self.ensure_one()
        if not self.date_released:
            return None
        return self.skp_id.sudo()._get_log_day(self.date_released)  # sudo: the region's zone

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def _workflow_apply(self, transition, reason):
        if transition.action == "reopen":
            # sudo: nobody writes versions; the table has allowed this step to the caller
            self.env["asn.evaluation.version"].sudo()._keep(self, reason)
        return super()._workflow_apply(transition, reason)

    def _workflow_values(self, transition):
        values = super()._workflow_values(transition)
        if transition.action == "acknowledge" and not self.date_received:
            values.update(date_received=self.period_id.today(), received_how="acknowledged")
        elif transition.action in ("reopen", "release"):
            values.update(dict.fromkeys(self._receipt_fields(), False))
        return values

    @api.model
    def _receipt_fields(self):
        """What is empty before a release is handed over."""
        return (
            "date_received",
            "received_how",
            "date_told",
            "date_receipt_reminded",
            "date_unsigned",
        )

    def _workflow_after(self, transition):
        result = super()._workflow_after(transition)
        if transition.action == "release":
            self.env.ref("hr_asn_kinerja.ir_cron_tell_released")._trigger()
        return result

    def _workflow_schedule(self):
        """The result is told in the background, not while the evaluator waits (threat M05)."""
        document = self
        if self.state == "released":
            document = self.with_context(mail_activity_quick_update=True)
        return super(AsnEvaluationReceipt, document)._workflow_schedule()

    def _workflow_deadline(self):
        if self.state == "released":
            day = self._get_released_day()
            # sudo: a setting of the region is read
            return fields.Date.add(day, days=self.company_id.sudo().asn_receipt_days)
        return super()._workflow_deadline()

    # ------------------------------------------------------------------
    # Late is late, in a closed period too
    # ------------------------------------------------------------------

    @api.depends("state", "date_due", "period_id.state")
    def _compute_is_late(self):
        """What a closed period left open is late, whatever its date."""
        result = super()._compute_is_late()
        for evaluation in self:
            if evaluation.period_id.state == "closed" and evaluation.state in (
                "open",
                "submitted",
                "rated",
            ):
                evaluation.is_late = True
        return result

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = [
            "&",
            ("state", "in", ("open", "submitted", "rated")),
            "|",
            ("date_due", "<", self._today_of_region()),
            ("period_id.state", "=", "closed"),
        ]
        return late if True in value else ["!", *late]

    def action_view_versions(self):
        """Open the versions of this evaluation that were released before."""
        self._check_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_evaluation_version_action"
        )
        return {**action, "domain": [("evaluation_id", "=", self.id)]}

    def _is_frozen(self):
        self.ensure_one()
        return self.state in workflow.FROZEN_STATES
