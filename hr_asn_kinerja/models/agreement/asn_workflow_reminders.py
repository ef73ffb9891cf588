from odoo import models

from ...imports import bulk

OF_EMPLOYEE = "user_id"


class AsnWorkflowReminders(models.AbstractModel):
    """Reminders of many documents, written in one go when their evaluator changes."""

    _inherit = "asn.workflow.mixin"

    def _hand_over_activities(self):
        """Pass the reminders of these documents on to those who act next now.

        As ``_workflow_schedule``, for many: reminders of the employee stay as they are. No mail
        goes out.
        """
        table = self._workflow_activities
        by_line = {key for key, (_type, field) in table.items() if field != OF_EMPLOYEE}
        documents = self.filtered(lambda document: document.state in by_line)
        types = [self.env.ref(xmlid).id for xmlid, _field in table.values()]
        types.append(self.env.ref("hr_asn_kinerja.mail_activity_type_nudge").id)
        self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", documents.ids),
                ("activity_type_id", "in", types),
                ("automated", "=", True),
            ]
        ).unlink()
        rows = []
        for document in documents:
            xmlid, field = table[document.state]
            if document[field]:
                rows.append((document, self.env.ref(xmlid), document[field]))
        if rows:
            self._insert_reminders(rows)

    def _insert_reminders(self, rows):
        """Insert one activity for each (document, type, user) and let the users follow."""
        bulk.insert(
            self.env,
            "mail_activity",
            {
                "res_id": ("int", [document.id for document, _type, _user in rows]),
                "res_name": ("varchar", [document.display_name for document, _t, _u in rows]),
                "activity_type_id": ("int", [kind.id for _document, kind, _user in rows]),
                "summary": ("varchar", [kind.summary or None for _d, kind, _u in rows]),
                "user_id": ("int", [user.id for _document, _type, user in rows]),
                "user_tz": ("varchar", [user.tz or None for _document, _type, user in rows]),
                "date_deadline": ("date", [d._workflow_deadline() for d, _type, _user in rows]),
            },
            {
                "res_model": self._name,
                "res_model_id": self.env["ir.model"]._get_id(self._name),
                "automated": True,
                "active": True,
            },
        )
        self.env["mail.activity"].invalidate_model()
        by_user = {}
        for document, _type, user in rows:
            by_user[user] = by_user.get(user, self.browse()) | document
        for user, documents in by_user.items():
            documents.message_subscribe(partner_ids=user.partner_id.ids)
