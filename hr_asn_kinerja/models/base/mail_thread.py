from odoo import models


class MailThread(models.AbstractModel):
    """Notices about documents of ours come from whoever sends them, about what the sender reads.

    Odoo lets everybody send one about any document, from any of its models, under any name; whoever
    gets it reads the name of the document, which Odoo looks up as superuser.
    """

    _inherit = "mail.thread"

    def message_notify(self, **kwargs):
        if self.env.su:
            return super().message_notify(**kwargs)
        about = [self] if self._name.startswith("asn.") else []
        model, key = kwargs.get("model"), kwargs.get("res_id")
        if isinstance(model, str) and model.startswith("asn.") and model in self.env:
            about.append(self.env[model].browse(key if type(key) is int else 0))
        for documents in about:
            documents.check_access("read")
        if about:  # a name in the call does not count
            kwargs.pop("author_id", None)
            kwargs.pop("email_from", None)
        return super().message_notify(**kwargs)
