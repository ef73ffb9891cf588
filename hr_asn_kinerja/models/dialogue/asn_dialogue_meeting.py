from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..base.actions import form_of

# What dialogue and meeting share; a change of any of these is passed on.
SHARED = {"start", "stop", "start_date", "stop_date", "duration", "allday"}
SHARED |= {"location", "videocall_location"}


class AsnDialogueMeeting(models.Model):
    """The meeting of a dialogue in the calendar; each follows the other.

    Only what differs is written, so one move never comes back as another. The meeting is private:
    colleagues who look into the calendar see "busy". It does not point back to the dialogue, and
    neither name nor description tell more than that there is a dialogue.
    """

    _inherit = "asn.dialogue"

    event_id = fields.Many2one(
        "calendar.event",
        string="Meeting",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def _prepare_meeting(self):
        return {
            "start": self.date_start,
            "stop": self.date_end,
            "location": self.place or False,
            "videocall_location": self.video_link or False,
        }

    def _meet(self):
        """Put the dialogue into the calendar of both. Runs as superuser."""
        self.ensure_one()
        parties = self.evaluator_user_id | self.user_id
        partners = parties.partner_id
        for person in self.employee_id | self.evaluator_id:
            if not person.user_id:
                partners |= person.work_contact_id
        # Without this key the calendar writes phone and address of both into the description.
        events = self.env["calendar.event"].with_context(skip_contact_description=True)
        self.event_id = events.create(
            {
                **self._prepare_meeting(),
                "name": self.env._("Performance dialogue"),
                "description": False,
                "privacy": "private",
                "show_as": "busy",
                # An office that hands a plan over does not become part of the meeting.
                "user_id": (self.env.user & parties or parties[:1]).id,
                "partner_ids": [fields.Command.set(partners.ids)],
                "alarm_ids": [fields.Command.set(self._get_alarms().ids)],
                "res_model_id": False,
                "res_id": False,
            }
        )

    def _get_alarms(self):
        """Return the reminders that the calendar gives: a day and an hour before."""
        alarms = self.env["calendar.alarm"]
        for xmlid in ("calendar.alarm_notif_5", "calendar.alarm_notif_3"):
            alarms |= self.env.ref(xmlid, raise_if_not_found=False) or alarms.browse()
        return alarms

    def action_meet_again(self):
        """Put a planned dialogue back whose meeting was deleted in the calendar."""
        self._check_one()
        if "plan" not in self._workflow_editable_parts():
            raise AccessError(self.env._("Employee and evaluator plan the dialogue."))
        if not self.event_id:
            self.sudo()._meet()  # sudo: checked above
        return True

    def _sync_meeting(self):
        """Bring the meeting where the dialogue is. Runs as superuser."""
        self.ensure_one()
        event = self.event_id
        if not event or self.state != "planned":
            return
        wanted = self._prepare_meeting()
        changed = {key: val for key, val in wanted.items() if (event[key] or False) != val}
        if {"start", "stop"} & set(changed):
            changed.update({"start": wanted["start"], "stop": wanted["stop"]})
        if changed:
            event.write(changed)

    def _follow_meeting(self):
        """Bring the dialogue where its meeting is now.

        :raises AccessError: the caller may not plan this dialogue, or it was held already
        """
        for dialogue in self:
            event = dialogue.event_id
            hours = (event.stop - event.start) / timedelta(hours=1)
            found = {
                "date_start": event.start,
                "duration": round(hours, 4),
                "place": event.location or False,
                "video_link": event.videocall_location or False,
            }
            changed = {
                key: val
                for key, val in found.items()
                if key != "duration" and (dialogue[key] or False) != val
            }
            if abs(dialogue.duration - hours) > 0.01:
                changed["duration"] = found["duration"]
            if not changed:
                continue
            # The rights of whoever moves the meeting decide, not those of this server code.
            caller = dialogue.sudo(False)
            if "plan" not in caller._workflow_editable_parts():
                raise AccessError(
                    self.env._(
                        "This is the meeting of a performance dialogue that was held or that you "
                        "do not plan. It cannot be moved."
                    )
                )
            dialogue.write(changed)

    def _leave_calendar(self):
        """Take the meeting out of the calendar. Runs as superuser."""
        event = self.event_id
        self.event_id = False
        event.unlink()

    def action_open_meeting(self):
        """Open the meeting in the calendar."""
        self._check_one()
        if not self.event_id:
            raise UserError(self.env._("The meeting of this dialogue is not in the calendar."))
        return form_of(self.event_id)


class CalendarEvent(models.Model):
    """A meeting of a dialogue: moving it moves the dialogue, and it stays private."""

    _inherit = "calendar.event"

    is_asn_dialogue = fields.Boolean(
        compute="_compute_is_asn_dialogue", export_string_translation=False
    )

    @api.depends_context("uid")
    def _compute_is_asn_dialogue(self):
        """Tell whether there is a dialogue that the reader may read; one query."""
        found = self.env["asn.dialogue"].search([("event_id", "in", self.ids)]).event_id
        for event in self:
            event.is_asn_dialogue = event in found

    def write(self, vals):
        dialogues = self._get_asn_dialogues(vals)
        if dialogues and "privacy" in vals and vals["privacy"] != "private":
            raise UserError(self.env._("The meeting of a performance dialogue stays private."))
        result = super().write(vals)
        if dialogues:
            if vals.get("active") is False:
                dialogues.event_id = False
            else:
                dialogues._follow_meeting()
        return result

    def _get_asn_dialogues(self, vals):
        """Return the dialogues that a change of ``vals`` touches, as superuser."""
        # sudo: which dialogues these meetings belong to; their rights are asked before a change
        dialogues = self.env["asn.dialogue"].sudo()
        if not (SHARED | {"privacy", "active"}) & set(vals):
            return dialogues
        return dialogues.search([("event_id", "in", self.ids)])

    def action_open_asn_dialogue(self):
        """Open the dialogue of this meeting, for those who may read it."""
        self.ensure_one()
        dialogue = self.env["asn.dialogue"].search([("event_id", "=", self.id)], limit=1)
        if not dialogue:
            raise UserError(self.env._("This meeting belongs to no dialogue of yours."))
        return form_of(dialogue)
