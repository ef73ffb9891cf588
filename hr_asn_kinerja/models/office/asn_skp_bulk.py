from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...rules import workflow

OFFICER = "hr_asn_kinerja.group_asn_unit_officer"
HR_OFFICE = "hr_asn_kinerja.group_asn_hr_office"


class AsnSkpBulk(models.Model):
    """What officers do to many plans at once, and the hand-over of many plans in few statements."""

    _inherit = "asn.skp"

    def action_nudge(self):
        """Prepare a friendly reminder to everybody the chosen plans wait for."""
        return self.env["asn.bulk.run"]._open("nudge", self)

    def action_reassign(self):
        """Prepare a new evaluator for the chosen plans."""
        return self.env["asn.bulk.run"]._open("reassign", self)

    def _open_template_dialog(self):
        """Open the dialog that fills these plans from a template."""
        plans = self._bulk_allowed()
        if not plans:
            raise UserError(self.env._("Every plan here was started already."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Apply a template"),
            "res_model": "asn.skp.template.apply",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_skp_ids": plans.ids, "dialog_size": "extra-large"},
        }

    def _bulk_allowed(self):
        """Return the plans of these that the current user cares for as an officer.

        The same answer as the roles unit officer and HR office of ``_workflow_roles``, for
        thousands at once: in one's own regions and units, and never one's own plan.
        """
        self._check_ids()
        user = self.env.user
        domain = [
            ("id", "in", self.ids),
            ("company_id", "in", user.company_ids.ids),
            ("user_id", "!=", user.id),
            ("employee_id", "not in", user.sudo().employee_ids.ids),  # sudo: who am I
        ]
        if not user.has_group(HR_OFFICE):
            if not user.has_group(OFFICER):
                return self.browse()
            # sudo: the user's own units
            domain.append(("unit_id", "child_of", user.sudo().asn_unit_ids.ids))
        return self.search(domain)

    def _workflow_schedule(self):
        """A reminder is done with once the document moves on."""
        self.activity_unlink(["hr_asn_kinerja.mail_activity_type_nudge"])
        return super()._workflow_schedule()

    # ------------------------------------------------------------------
    # Hand-over of many plans
    # ------------------------------------------------------------------

    @api.model
    def _hand_over_many(self, changes, undo_reason=None):
        """Give many plans a new evaluator, as ``_hand_over`` does for one; runs as superuser.

        A plan that is closed, or whose evaluator is not the expected one any more, is left alone.
        The caller has checked who may do this, and that nobody would evaluate himself or herself.

        :param changes: list of (plan id, evaluator expected, evaluator, evaluator's superior);
            ids, None for nobody
        :param undo_reason: given when an earlier hand-over is undone: stands in the log before the
            names, and nothing is noted on the evaluations
        :return: {id of a changed plan: id of the step in its log}
        """
        self.env.flush_all()
        before = self._hand_over_plans(changes)
        if not before:
            return {}
        plans = self.browse(before)
        evaluations = self._hand_over_evaluations(plans.ids)
        steps = self._hand_over_log(before, undo_reason)
        self.env.invalidate_all()
        evaluations = self.env["asn.evaluation"].browse(evaluations)
        if not undo_reason:
            self._hand_over_remarks(evaluations, before)
        plans._hand_over_activities()
        evaluations._hand_over_activities()
        return steps

    @api.model
    def _hand_over_plans(self, changes):
        """Set the evaluators; return {id of a changed plan: name of the evaluator before}."""
        columns = list(zip(*changes, strict=True))
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE asn_skp AS plan
                   SET evaluator_id = evaluator.id, evaluator_name = evaluator.name,
                       superior_id = superior.id, evaluator_user_id = evaluator.user_id,
                       superior_user_id = superior.user_id,
                       write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
                  FROM unnest(%(plans)s::int[], %(expected)s::int[], %(evaluators)s::int[],
                              %(superiors)s::int[])
                       AS change (skp_id, expected_id, evaluator_id, superior_id)
                  JOIN asn_skp AS before ON before.id = change.skp_id
             LEFT JOIN hr_employee AS evaluator ON evaluator.id = change.evaluator_id
             LEFT JOIN hr_employee AS superior ON superior.id = change.superior_id
                 WHERE plan.id = change.skp_id AND plan.state NOT IN ('closed', 'cancelled')
                   AND plan.evaluator_id IS NOT DISTINCT FROM change.expected_id
             RETURNING plan.id, before.evaluator_name
                """,
                uid=self.env.uid,
                plans=list(columns[0]),
                expected=list(columns[1]),
                evaluators=list(columns[2]),
                superiors=list(columns[3]),
            )
        )
        return dict(rows)

    @api.model
    def _hand_over_evaluations(self, plan_ids):
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE asn_evaluation AS evaluation
                   SET evaluator_id = plan.evaluator_id, evaluator_name = plan.evaluator_name,
                       superior_id = plan.superior_id,
                       evaluator_user_id = plan.evaluator_user_id,
                       superior_user_id = plan.superior_user_id,
                       write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
                  FROM asn_skp AS plan
                 WHERE plan.id = evaluation.skp_id AND plan.id = ANY(%(plans)s)
                   AND evaluation.state NOT IN %(released)s
             RETURNING evaluation.id
                """,
                uid=self.env.uid,
                plans=plan_ids,
                released=workflow.RELEASED_STATES,
            )
        )
        return [row[0] for row in rows]

    @api.model
    def _hand_over_remarks(self, evaluations, before):
        """Note on the evaluations that have begun up to which day the evaluator before did it."""
        groups = {}
        for evaluation in evaluations:
            name = before[evaluation.skp_id.id]
            if name and name != evaluation.evaluator_name:
                key = (name, evaluation.skp_id.period_id.today())
                groups[key] = groups.get(key, evaluations.browse()) | evaluation
        for (name, day), some in groups.items():
            some._remark_evaluator(name, day)

    @api.model
    def _hand_over_log(self, before, reason):
        """Write one step for each plan, with both names; return {plan: step}.

        :param before: {plan: name of the evaluator before}
        """
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_transition (skp_id, action, state_from, state_to, user_id, date,
                                            reason)
                SELECT plan.id, 'hand_over', plan.state, plan.state, %(uid)s, %(now)s,
                       concat_ws(': ', %(reason)s, COALESCE(NULLIF(before.name, ''), '–')
                                 || ' → ' || COALESCE(NULLIF(plan.evaluator_name, ''), '–'))
                  FROM unnest(%(plans)s::int[], %(names)s::text[]) AS before (skp_id, name)
                  JOIN asn_skp AS plan ON plan.id = before.skp_id
              ORDER BY plan.id
             RETURNING skp_id, id
                """,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                reason=reason,
                plans=list(before),
                names=list(before.values()),
            )
        )
        return dict(rows)
