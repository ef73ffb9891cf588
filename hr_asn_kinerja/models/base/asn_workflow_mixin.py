from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...rules import workflow


class AsnWorkflowMixin(models.AbstractModel):
    """A document with a state: asks ``rules/workflow/`` who may do what, and writes it down.

    A button calls ``_workflow_run``; writing ``state`` directly ends in the same place, so both
    obey the same table. Every step is kept in ``asn.transition``, which nobody can change.
    """

    _name = "asn.workflow.mixin"
    _description = "Document with Workflow"
    _inherit = ["asn.guarded.mixin"]

    _workflow_table = ()
    _workflow_parts = {}
    _workflow_log_field = None  # the field of asn.transition that points to this model
    _workflow_activities = {}  # state -> (activity type, field of the user who acts next)

    allowed_actions = fields.Char(
        compute="_compute_workflow_permissions", export_string_translation=False
    )
    editable_parts = fields.Char(
        compute="_compute_workflow_permissions", export_string_translation=False
    )

    viewer_roles = fields.Char(
        compute="_compute_workflow_permissions", export_string_translation=False
    )

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_workflow_permissions(self):
        for document in self:
            roles = document._workflow_roles()
            actions = workflow.actions(document._workflow_table, document.state, roles)
            document.viewer_roles = ",".join(sorted(roles))
            document.allowed_actions = ",".join(sorted(actions))
            document.editable_parts = ",".join(sorted(document._workflow_editable_parts()))

    def write(self, vals):
        if "state" in vals and not self.env.su:
            vals = dict(vals)
            self._workflow_write_state(vals.pop("state"))
            if not vals:
                return True
        return super().write(vals)

    # ------------------------------------------------------------------
    # Who may do what
    # ------------------------------------------------------------------

    def _workflow_roles(self):
        """Return the current user's roles on this document (see ``rules.workflow.ROLES``).

        On one's own document one is the employee and nothing else.
        """
        self.ensure_one()
        user = self.env.user
        # sudo: only compares logins, nothing is returned to the client
        document = self.sudo()
        if document.user_id == user:
            return {workflow.EMPLOYEE}
        if document.employee_id.user_id == user:
            return set()
        roles = set()
        if document.evaluator_user_id == user:
            roles.add(workflow.EVALUATOR)
        if document.superior_user_id == user:
            roles.add(workflow.SUPERIOR)
        if document.company_id not in user.company_ids:
            return roles
        if user.has_group("hr_asn_kinerja.group_asn_hr_office"):
            roles.add(workflow.HR_OFFICE)
        if user.has_group("hr_asn_kinerja.group_asn_unit_officer") and (
            not document.unit_id or user.asn_unit_ids & document._workflow_units()
        ):
            roles.add(workflow.UNIT_OFFICER)
        return roles

    def _workflow_units(self):
        """Return the document's unit and the units above it."""
        path = self.unit_id.parent_path or ""
        return self.env["hr.department"].browse(int(part) for part in path.split("/") if part)

    def _workflow_editable_parts(self):
        """Return the parts of this document that the current user may fill in now."""
        return workflow.editable_parts(self._workflow_parts, self.state, self._workflow_roles())

    def _workflow_state_label(self):
        selection = self._fields["state"]._description_selection(self.env)
        return dict(selection).get(self.state, self.state)

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def _workflow_run(self, action, reason=None):
        """Take ``action`` on every document; all or none.

        A document that is already where the action leads is left alone, so a repeated request
        changes nothing.

        :raises AccessError: hidden document, or the action is for somebody else
        :raises UserError: not possible in this state, or something is missing
        """
        self.check_access("read")
        field = self.env["asn.transition"]._fields["reason"]
        problem = reason and self._guard_text_problem(field, reason)
        if problem:
            raise UserError(self.env._("Reason: %s", problem))
        self._lock_or_refuse()
        steps = []
        for document in self:
            transition = document._workflow_find(action)
            if transition is None:
                continue
            for requirement in transition.requires:
                getattr(document, f"_require_{requirement}")(transition, reason)
            steps.append((document, transition))
        for document, transition in steps:
            document._workflow_apply(transition, reason)
        return True

    def _workflow_find(self, action):
        """Return the transition, or None when a repeated request finds it done already."""
        roles = self._workflow_roles()
        try:
            return workflow.find(self._workflow_table, self.state, action, roles)
        except workflow.RoleNotAllowedError as error:
            raise AccessError(self._workflow_refusal(action)) from error
        except workflow.NoTransitionError as error:
            for row in self._workflow_table:
                is_done = row.action == action and row.next_state == self.state
                if is_done and set(row.roles) & roles:
                    return None
            raise UserError(self._workflow_refusal(action)) from error

    def _workflow_refusal(self, action):
        """Say who may take the action, and from which state."""
        states = dict(self._fields["state"]._description_selection(self.env))
        rows = [row for row in self._workflow_table if row.action == action]
        roles = self._workflow_role_labels()
        return self.env._(
            "%(document)s is %(state)s. This step is possible for: %(who)s; in state: %(states)s.",
            document=self.display_name,
            state=self._workflow_state_label(),
            who=", ".join(dict.fromkeys(roles[role] for row in rows for role in row.roles)),
            states=", ".join(dict.fromkeys(states[row.state] for row in rows)),
        )

    def _workflow_role_labels(self):
        return {
            workflow.EMPLOYEE: self.env._("the employee"),
            workflow.EVALUATOR: self.env._("the evaluator"),
            workflow.SUPERIOR: self.env._("the evaluator's superior"),
            workflow.UNIT_OFFICER: self.env._("the unit's performance officer"),
            workflow.HR_OFFICE: self.env._("the HR office"),
            workflow.COACH: self.env._("the coach"),
            workflow.SYSTEM: self.env._("a scheduled job"),
        }

    def _workflow_write_state(self, next_state):
        """Turn a direct write of the state into the action that leads there."""
        for document in self:
            if document.state == next_state:
                continue
            try:
                transition = workflow.find_by_states(
                    self._workflow_table, document.state, next_state, document._workflow_roles()
                )
            except workflow.RoleNotAllowedError as error:
                raise AccessError(
                    self.env._("You may not change the state of %s.", document.display_name)
                ) from error
            except workflow.NoTransitionError as error:
                raise UserError(
                    self.env._(
                        "%(document)s is %(state)s and cannot go to the state you asked for.",
                        document=document.display_name,
                        state=document._workflow_state_label(),
                    )
                ) from error
            document._workflow_run(transition.action)

    def _workflow_apply(self, transition, reason):
        # sudo: the table has allowed this step to the caller; nothing else is written
        document = self.sudo()
        values = {"state": transition.next_state}
        values.update(document._workflow_values(transition))
        document.write(values)
        self.env["asn.transition"]._log(document, self._workflow_log_field, transition, reason)
        document._workflow_after(transition)
        document._workflow_schedule()

    def _workflow_values(self, transition):
        """Return what else is written with the state; for models to extend."""
        return {}

    def _workflow_after(self, transition):
        """Do what follows from a step; for models to extend. Runs as superuser."""

    def _workflow_schedule(self):
        """Replace the activity of this document by one for whoever must act next."""
        types = [xmlid for xmlid, _field in self._workflow_activities.values()]
        self.activity_unlink(types)
        activity = self._workflow_activities.get(self.state)
        if not activity:
            return
        xmlid, user_field = activity
        if self[user_field]:
            self.activity_schedule(
                xmlid, date_deadline=self._workflow_deadline(), user_id=self[user_field].id
            )

    def _workflow_deadline(self):
        """Return the day by which the next step is due."""
        return fields.Date.context_today(self)

    def _require_reason(self, transition, reason):
        if not (reason or "").strip():
            raise UserError(self.env._("Write the reason, so that the other side can act on it."))

    # ------------------------------------------------------------------
    # Discussion: who may write comments, under the own name; e-mail creates nothing
    # ------------------------------------------------------------------

    def message_post(self, **kwargs):
        if not self.env.su:
            self._check_one()
            # Whoever posts is the author, now; a name or a time in the call does not count.
            for name in ("author_id", "email_from", "date"):
                kwargs.pop(name, None)
        return super().message_post(**kwargs)

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        raise AccessError(self.env._("Appraisals are not created or changed by e-mail."))

    def message_update(self, msg_dict, update_vals=None):
        raise AccessError(self.env._("Appraisals are not created or changed by e-mail."))
