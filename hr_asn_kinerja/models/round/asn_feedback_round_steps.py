from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...rules import round as rules


class AsnFeedbackRoundSteps(models.Model):
    """What the steps of a round ask for, and what they bring about."""

    _inherit = "asn.feedback.round"

    def _require_right_givers(self, transition, reason):
        if transition.action == "nominate" and self.date_nominated:
            raise UserError(self.env._("The givers are proposed already. Your evaluator decides."))
        chosen = self._count_nominees().get(self.id, {})
        wrong = rules.missing(chosen, self._least(), self._most())
        if wrong:
            labels = dict(self.nominee_ids._fields["relation"]._description_selection(self.env))
            key, least, most = wrong[0]
            raise UserError(
                self.env._(
                    "%(relation)s: choose from %(least)s to %(most)s people. Now there are "
                    "%(number)s.",
                    relation=labels[key],
                    least=least,
                    most=most,
                    number=chosen.get(key, 0),
                )
            )
        if transition.action == "approve" and self.date_due < self._today_of_region():
            raise UserError(
                self.env._("The day until which people answer has passed. Choose a later one.")
            )

    def _require_due_passed(self, transition, reason):
        if self.date_due >= self._today_of_region():
            raise UserError(
                self.env._(
                    "People may answer until %s. The round closes by itself after that day.",
                    format_date(self.env, self.date_due),
                )
            )

    def _workflow_values(self, transition):
        values = super()._workflow_values(transition)
        if transition.action == "nominate":
            values["date_nominated"] = self._today_of_region()
        elif transition.action == "close":
            values["date_closed"] = self._today_of_region()
        return values

    def _workflow_after(self, transition):
        """Ask people, seal what they said, or take away what was said. Runs as superuser."""
        if transition.action == "approve":
            self.nominee_ids._ask()
        elif transition.action == "close":
            self._seal()
        elif transition.action == "cancel":
            self._forget()
        if transition.action in ("approve", "close", "cancel"):
            self._refresh_notices()

    def _workflow_schedule(self):
        """Remind whoever acts next; once givers are proposed that is the evaluator."""
        if self.state != "nominating" or not self.date_nominated:
            return super()._workflow_schedule()
        self.activity_unlink([xmlid for xmlid, _field in self._workflow_activities.values()])
        xmlid, field = self._workflow_activities["nominated"]
        if self[field]:
            self.activity_schedule(
                xmlid, date_deadline=self._workflow_deadline(), user_id=self[field].id
            )
        return None

    def _workflow_deadline(self):
        if self.state == "nominating" and not self.date_nominated:
            return self.date_nominate
        return fields.Date.add(self._today_of_region(), days=7)
