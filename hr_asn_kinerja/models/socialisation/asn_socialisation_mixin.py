from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...rules import socialisation, workflow
from ...rules.exceptions import RuleError


class AsnSocialisationMixin(models.AbstractModel):
    """A part of a campaign: asks ``rules/socialisation.py`` who may change what, in which state."""

    _name = "asn.socialisation.mixin"
    _description = "Part of a Socialisation"
    _inherit = ["asn.guarded.mixin"]

    _socialisation_parts = socialisation.PARTS
    _socialisation_steps = ()

    editable_parts = fields.Char(compute="_compute_permissions", export_string_translation=False)
    allowed_actions = fields.Char(compute="_compute_permissions", export_string_translation=False)

    @api.depends_context("uid")
    def _compute_permissions(self):
        for record in self:
            document = record._guard_document()
            roles = document._socialisation_roles()
            record.editable_parts = ",".join(sorted(document._workflow_editable_parts()))
            record.allowed_actions = ",".join(
                sorted(
                    workflow.actions(record._socialisation_steps, record.state, roles)
                    if record._socialisation_steps and record.state
                    else ()
                )
            )

    def _get_socialisation(self):
        """Return the campaign that this record belongs to; none for what the addon brings along."""
        return self.socialisation_id

    def _socialisation_roles(self):
        """Return the roles of the current user in the region of the campaign."""
        user = self.env.user
        # sudo: only compares the region
        company = self._get_socialisation().sudo().company_id
        if company and company not in user.company_ids:
            return set()
        roles = set()
        if user.has_group("hr_asn_kinerja.group_asn_hr_office"):
            roles.add(workflow.HR_OFFICE)
        if user.has_group("hr_asn_kinerja.group_asn_unit_officer"):
            roles.add(workflow.UNIT_OFFICER)
        return roles

    def _workflow_editable_parts(self):
        campaign = self._get_socialisation()
        if not campaign:  # what every region starts with is kept by the administrator
            is_admin = self.env.user.has_group("hr_asn_kinerja.group_asn_administrator")
            return {"content", "structure"} if is_admin else set()
        # sudo: the state decides, whoever asks
        state = campaign.sudo().state
        return workflow.editable_parts(
            self._socialisation_parts, state, self._socialisation_roles()
        )

    def _workflow_state_label(self):
        campaign = self._get_socialisation().sudo()  # sudo: a state, nothing personal
        if not campaign:
            return self.env._("brought along by the software")
        selection = campaign._fields["state"]._description_selection(self.env)
        return dict(selection).get(campaign.state, campaign.state)

    def _update_field_translations(self, field_name, *args, **kwargs):
        """Guard the door of translators, too: it leads past ``write``."""
        if not self.env.su:
            self._guard_check({field_name}, creating=False)
        return super()._update_field_translations(field_name, *args, **kwargs)

    def _take_step(self, action):
        """Take one step of ``_socialisation_steps`` with each record; all or none.

        :raises AccessError: hidden record, or the step is for somebody else
        :raises UserError: not possible in this state
        """
        if not all(self._ids):
            raise UserError(self.env._("Choose one record."))
        self.check_access("read")
        for record in self:
            rows = [row for row in self._socialisation_steps if row.action == action]
            roles = record._socialisation_roles()
            if not any(set(row.roles) & roles for row in rows):
                raise AccessError(
                    self.env._("This step is for the HR office or a performance officer.")
                    if any(workflow.UNIT_OFFICER in row.roles for row in rows)
                    else self.env._("This step is for the HR office.")
                )
            if all(record.state == row.next_state for row in rows):
                continue  # asked twice
            try:
                row = workflow.find(self._socialisation_steps, record.state, action, roles)
            except RuleError as error:
                raise UserError(
                    self.env._("This is not possible now. Load the page again.")
                ) from error
            record._before_step(row)
            # sudo: the table has allowed this step to the caller
            record.sudo().write({"state": row.next_state, **record._step_values(row)})
            record._after_step(row)
        return True

    def _before_step(self, step):
        """Raise UserError when something is missing; for models to extend."""

    def _step_values(self, step):
        """Return what else is written with the state; for models to extend."""
        return {}

    def _after_step(self, step):
        """Do what follows from a step; for models to extend."""
