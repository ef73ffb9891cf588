from odoo import api, models
from odoo.exceptions import UserError

from ...rules import workflow


class AsnSkpYearLock(models.Model):
    """A plan of a closed year is read and printed, and never changed again."""

    _inherit = "asn.skp"

    @api.depends("period_id.state")
    def _compute_workflow_permissions(self):
        result = super()._compute_workflow_permissions()
        for plan in self.filtered(lambda p: p._is_year_closed()):
            plan.allowed_actions = ""
        return result

    def _is_year_closed(self):
        self.ensure_one()
        return self.sudo().period_id.state == "closed"  # sudo: state of the year

    def _workflow_editable_parts(self):
        return frozenset() if self._is_year_closed() else super()._workflow_editable_parts()

    def _workflow_find(self, action):
        return _refuse_when_closed(self, super()._workflow_find(action))

    def _check_change(self, action):
        result = super()._check_change(action)
        for plan in self.filtered(lambda p: p._is_year_closed()):
            raise UserError(_closed_sentence(plan))
        return result


class AsnEvaluationYearLock(models.Model):
    """An evaluation of a closed year, periodic or annual, is never changed again.

    Closing a half-year leaves what is not released to be finished; closing the year does not.
    """

    _inherit = "asn.evaluation"

    @api.depends("period_id.state", "period_id.parent_id.state")
    def _compute_workflow_permissions(self):
        result = super()._compute_workflow_permissions()
        for evaluation in self.filtered(lambda e: e._is_year_closed()):
            evaluation.allowed_actions = ""
        return result

    def _get_year(self):
        self.ensure_one()
        period = self.sudo().period_id  # sudo: the periods, which everybody may read
        return period.parent_id or period

    def _is_year_closed(self):
        return self._get_year().state == "closed"

    def _workflow_editable_parts(self):
        return frozenset() if self._is_year_closed() else super()._workflow_editable_parts()

    def _workflow_find(self, action):
        return _refuse_when_closed(self, super()._workflow_find(action))


class AsnRealisationYearLock(models.Model):
    """Entries are locked by a released annual evaluation too: its figures rest on them."""

    _inherit = "asn.realisation"

    def _is_open_for_user(self, part="realisation"):
        return super()._is_open_for_user(part) and not self._get_annual_lock()

    def _get_annual_lock(self):
        """Return the released annual evaluation that counts this entry, if any."""
        self.ensure_one()
        plan = self.indicator_id.skp_id.sudo()  # sudo: the state decides, whoever asks
        return plan.annual_evaluation_ids.filtered(
            lambda e: (
                e.state in workflow.FROZEN_STATES
                and self.date
                and e.date_start <= self.date <= e.date_end
            )
        )

    def _closed_message(self):
        if self.source == "manual" and self._get_annual_lock():
            return self.env._(
                "The annual evaluation that counts the work of %s is released: its entries are "
                "locked.",
                self.date,
            )
        return super()._closed_message()


def _closed_sentence(document):
    period = document.sudo().period_id  # sudo: the name of the year
    return document.env._(
        "%s is closed: nothing in it can be changed any more.",
        (period.parent_id or period).name,
    )


def _refuse_when_closed(document, transition):
    """Return ``transition`` (None: done already) unless the year of the document is closed."""
    if transition is not None and document._is_year_closed():
        raise UserError(_closed_sentence(document))
    return transition
