from odoo import api, models
from odoo.exceptions import LockError, UserError
from odoo.tools import format_datetime

# What the screen calls a field, and where it is kept.
FIELDS = {
    "result_rating": "draft_result_rating",
    "behaviour_rating": "draft_behaviour_rating",
    "reason": "draft_reason",
    "behaviour_reason": "draft_behaviour_reason",
    "note": "draft_note",
    "recommendation": "draft_recommendation",
}
VALUE_FIELDS = ("rating_aid", "feedback")


class AsnEvaluationRatingSave(models.Model):
    """Saves the rating screen while somebody fills it in, and never over another's changes.

    Everything ends in ``write``, where the guard asks the workflow table as for any other door.
    """

    _inherit = "asn.evaluation"

    @api.model
    def save_rating(self, evaluation_id, stamp, values):
        """Save what was changed on the rating screen.

        :param int evaluation_id: the evaluation
        :param int stamp: the ``stamp`` of the page or of the last answer
        :param dict values: any of ``result_rating``, ``behaviour_rating``, ``reason``,
            ``behaviour_reason``, ``note``, ``recommendation``; ``values``: list of {id,
            rating_aid, feedback} for lines of behaviour
        :return: dict of ``saved`` and, as ``get_rating_page`` has them, ``stamp``, ``ratings`` and
            ``suggestions``; not saved because somebody else was there first: ``conflict``, a
            sentence; somebody is saving just now: ``busy``, try again. A request sent twice is
            saved once
        :raises AccessError: not the evaluator, or not in this state
        :raises UserError: what was sent cannot be read
        """
        evaluation = self._browse_page(evaluation_id)
        evaluation._check_not_own()
        changes = evaluation._parse_rating(values)
        if not isinstance(stamp, int) or isinstance(stamp, bool):
            raise UserError(self.env._("The page is too old. Load it again."))
        try:
            # sudo: locks the row only; who may write is decided by the guard below
            evaluation.sudo().lock_for_update()
        except LockError:
            return {"saved": False, "busy": True}
        draft = self.env["asn.evaluation.rating"].search([("evaluation_id", "=", evaluation.id)])
        if (draft.revision or 0) != stamp and not evaluation._holds_rating(changes):
            return {"saved": False, "conflict": evaluation._get_stale_message(draft)}
        if (draft.revision or 0) == stamp and changes:
            evaluation.write(changes)
        return {"saved": True, **evaluation._page_ratings(evaluation._page_behaviour())}

    def _parse_rating(self, values):
        """Return what is written to this evaluation for what a screen sent."""
        unreadable = self.env._("The rating did not arrive whole. Load the page again.")
        if not isinstance(values, dict) or set(values) - {*FIELDS, "values"}:
            raise UserError(unreadable)
        changes = {FIELDS[name]: value or False for name, value in values.items() if name in FIELDS}
        lines, known, commands = values.get("values", []), set(self.behaviour_ids.ids), []
        if not isinstance(lines, (list, tuple)):
            raise UserError(unreadable)
        for line in lines:
            if (
                not isinstance(line, dict)
                or not isinstance(line.get("id"), int)
                or line["id"] not in known
                or set(line) - {"id", *VALUE_FIELDS}
            ):
                raise UserError(unreadable)
            own = {name: line[name] or False for name in VALUE_FIELDS if name in line}
            commands.append((1, line["id"], own))
        if commands:
            changes["behaviour_ids"] = commands
        return changes

    def _holds_rating(self, changes):
        """Tell whether all of ``changes`` stand there already: a request that was sent twice."""
        for name, value in changes.items():
            if name != "behaviour_ids":
                if (self[name] or False) != value:
                    return False
                continue
            for _code, line_id, own in value:
                line = self.behaviour_ids.browse(line_id)
                if any((line[key] or False) != wanted for key, wanted in own.items()):
                    return False
        return True

    def _get_stale_message(self, draft):
        """Say who changed the ratings in the meantime, and what to do."""
        who = draft.sudo().write_uid  # sudo: a name
        when = format_datetime(self.env, draft.write_date, dt_format="short")
        if who == self.env.user:
            return self.env._(
                "You changed this rating in another window at %(when)s. Your last change here was "
                "not saved. Load the page to see what stands now.",
                when=when,
            )
        return self.env._(
            "%(name)s changed this rating at %(when)s. Your last change was not saved. Load the "
            "page to see what stands now.",
            name=who.name or "",
            when=when,
        )
