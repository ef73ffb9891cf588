from odoo import fields, models
from odoo.exceptions import UserError

from .asn_unit_achievement import DECISION, RECOMMENDATION


class AsnUnitAchievementWorkflow(models.Model):
    """The steps of an achievement, what each needs, and what follows for the head of the unit."""

    _inherit = "asn.unit.achievement"

    def action_recommend(self):
        """The performance team hands its recommendation to whoever sets."""
        return self._workflow_run("recommend")

    def action_withdraw(self):
        """The performance team takes its recommendation back."""
        return self._workflow_run("withdraw")

    def action_send_back(self, reason=None):
        """Whoever sets returns a recommendation, with a reason."""
        return self._workflow_run("send_back", reason)

    def action_set(self):
        """The head of the superior organisation sets the achievement."""
        return self._workflow_run("set")

    def action_set_on_behalf(self, reason=None):
        """The HR office sets it for the mayor, with the letter that says so as the reason."""
        return self._workflow_run("set_on_behalf", reason)

    def action_reopen(self, reason=None):
        """Take it up again, with a reason; until it is set again it does not count."""
        return self._workflow_run("reopen", reason)

    def action_ask_reason(self):
        """Open the dialog that asks for the reason of the step named in the context."""
        return self.env["asn.reason"]._open(self, self.env.context.get("asn_action"))

    # ------------------------------------------------------------------
    # What a step needs
    # ------------------------------------------------------------------

    def _require_filled(self, names):
        missing = [name for name in names if not (self[name] or "").strip()]
        if missing:
            labels = [self._fields[name]._description_string(self.env) for name in missing]
            raise UserError(
                self.env._(
                    "%(name)s: fill in first: %(fields)s.",
                    name=self.display_name,
                    fields=", ".join(labels),
                )
            )

    def _require_recommendation(self, transition, reason):
        self._require_filled(RECOMMENDATION)

    def _require_achievement_value(self, transition, reason):
        self._require_filled(DECISION)

    def _require_open_period(self, transition, reason):
        period = self.period_id
        if period.state == "closed":
            raise UserError(
                self.env._("%s is closed: achievements of its units stand.", period.name)
            )

    # ------------------------------------------------------------------
    # What follows
    # ------------------------------------------------------------------

    def _workflow_values(self, transition):
        values = super()._workflow_values(transition)
        if transition.next_state == "set":
            values.update(
                is_on_behalf=transition.action == "set_on_behalf",
                set_by_name=self.env.user.name,
                date_set=fields.Datetime.now(),
            )
        elif transition.action == "reopen":
            values.update(is_on_behalf=False, set_by_name=False, date_set=False)
        return values

    def _workflow_after(self, transition):
        result = super()._workflow_after(transition)
        if transition.next_state == "set":
            self._update_heads()
        elif transition.action == "reopen":
            self._sync_people(self.company_id)
        return result

    def _update_heads(self):
        """Let the unreleased ratings of the unit's head, and of heads below, follow the value."""
        self.ensure_one()
        self.env["asn.evaluation"].search(
            [
                ("period_id", "=", self.period_id.id),
                ("head_of_unit_id", "child_of", self.unit_id.id),
            ]
        )._follow_achievement()
