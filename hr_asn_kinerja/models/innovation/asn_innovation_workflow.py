from odoo import fields, models
from odoo.exceptions import UserError

from ...rules import indicator as indicator_rules


class AsnInnovationWorkflow(models.Model):
    """The steps of an innovation, and what each needs."""

    _inherit = "asn.innovation"

    def action_propose(self):
        """The employee proposes; from the endorsement on the region sees it with the name."""
        return self._workflow_run("propose")

    def action_send_back(self, reason=None):
        """The evaluator or the superior returns it, with a reason that the line alone reads."""
        return self._workflow_run("send_back", reason)

    def action_endorse(self):
        """The evaluator or the superior endorses: it is shown in the gallery."""
        return self._workflow_run("endorse")

    def action_begin(self):
        """The employee begins to work this way; entries count for the effect from today."""
        return self._workflow_run("begin")

    def action_measure(self):
        """The employee reports the value after: from the work log, or typed with evidence."""
        self._workflow_run("measure")
        return True

    def action_remeasure(self, reason=None):
        """Take the reported effect back, to measure again, with a reason."""
        return self._workflow_run("remeasure", reason)

    def action_end(self, reason=None):
        """End the innovation, with a reason; it stays in the gallery as what it was."""
        return self._workflow_run("end", reason)

    def action_withdraw(self):
        """The employee withdraws it: nobody but the line and the offices sees it any more."""
        return self._workflow_run("withdraw")

    def action_cancel(self, reason=None):
        """The HR office takes it out of the gallery, with a reason."""
        return self._workflow_run("cancel", reason)

    def action_restore(self):
        """The employee takes a withdrawn innovation up again as a draft."""
        return self._workflow_run("restore")

    def action_ask_reason(self):
        """Open the dialog that asks for the reason of the step named in the context."""
        return self.env["asn.reason"]._open(self, self.env.context.get("asn_action"))

    # ------------------------------------------------------------------
    # What a step needs
    # ------------------------------------------------------------------

    def _require_complete_innovation(self, transition, reason):
        missing = self._get_missing()
        if missing:
            labels = [self._fields[name]._description_string(self.env) for name in missing]
            raise UserError(self.env._("Fill in first: %s.", ", ".join(labels)))
        if transition.action != "propose":
            return
        # sudo: who is to endorse it is worked out here, as of today
        document = self.sudo()
        document.write(document._prepare_line(document.employee_id))
        document.endorser_user_id = document._find_endorser()
        if not document.endorser_user_id:
            raise UserError(
                self.env._(
                    "Nobody can endorse this yet: you have no evaluator with a login. The "
                    "performance officer of the unit sets one."
                )
            )

    def _find_endorser(self):
        """Return the evaluator's login; the superior's when the evaluator takes part."""
        people = self.member_ids.user_id | self.user_id
        return (self.evaluator_user_id | self.superior_user_id).filtered(
            lambda user: user not in people and user.active
        )[:1]

    def _get_missing(self):
        """Return the names of the fields that a proposal still needs."""
        self.ensure_one()
        names = ["problem", "idea", "expected_effect"]
        names.append("indicator_id" if self.indicator_kind == "own" else "library_id")
        names += ["before_date", "before_source"]
        if self.aggregation == indicator_rules.SUM:
            names.append("before_from")
        if not self._has_zero_target():
            names.append("target_value")
        if self.polarity == indicator_rules.RANGE:
            names.append("target_max")
        values = {name: self[name] for name in [*names, "target_date"]}
        return [
            name
            for name, value in values.items()
            if not (value.strip() if isinstance(value, str) else value)
        ]

    def _require_measured_effect(self, transition, reason):
        """Take the value from the work log, or check what was typed."""
        # sudo: the step is allowed, the value is worked out from the log or typed by the employee
        document = self.sudo()
        if self.after_kind == "log":
            facts = self._read_effect()
            if not facts:
                raise UserError(
                    self.env._(
                        "No work was logged for this measure since the start. Log it, or choose "
                        "“Typed, with evidence”."
                    )
                )
            document.write(
                {
                    "after_value": facts["value"],
                    "after_from": facts["start"],
                    "after_date": facts["end"],
                    "after_source": self.env._("Work log, %s entries", facts["count"]),
                }
            )
            return
        names = ["after_date", "after_source", "after_file"]
        if self.aggregation == indicator_rules.SUM:
            names.append("after_from")
        missing = [name for name in names if not document[name]]
        if missing:
            labels = [self._fields[name]._description_string(self.env) for name in missing]
            raise UserError(self.env._("Fill in first: %s.", ", ".join(labels)))
        if self.after_date < self.before_date:
            raise UserError(self.env._("The value after is of a later day than the value before."))

    # ------------------------------------------------------------------
    # What follows
    # ------------------------------------------------------------------

    def _workflow_values(self, transition):
        values = super()._workflow_values(transition)
        today = self._today_of_region()
        if transition.action == "propose":
            values["date_proposed"] = fields.Datetime.now()
        elif transition.action == "endorse":
            values.update(date_endorsed=today, endorsed_by_id=self.env.uid, year=str(today.year))
        elif transition.action == "begin":
            values["date_started"] = today
        elif transition.action == "measure":
            values["date_measured"] = today
        elif transition.action in ("remeasure", "restore"):
            values["date_measured"] = False
        return values

    def _workflow_after(self, transition):
        result = super()._workflow_after(transition)
        if transition.action == "propose":
            self._invite_members()
        return result

    def _invite_members(self):
        """Ask the people named whether they agree to be named."""
        for member in self.member_ids.filtered(lambda m: m.user_id and not m.is_agreed):
            if member.user_id not in self.activity_ids.user_id:
                self.activity_schedule(
                    "hr_asn_kinerja.mail_activity_type_join_innovation",
                    user_id=member.user_id.id,
                    date_deadline=self._workflow_deadline(),
                )

    def _workflow_deadline(self):
        today = self._today_of_region()
        if self.state == "running" and self.target_date and self.target_date > today:
            return self.target_date
        return fields.Date.add(today, days=7)
