from odoo import models
from odoo.exceptions import AccessError


class IrModelAccess(models.Model):
    """Says in plain words what a role does not open, for our models."""

    _inherit = "ir.model.access"

    def _make_access_error(self, model, mode):
        error = super()._make_access_error(model, mode)
        return _get_error(self.env, model, mode, error)


class IrRule(models.Model):
    """Says in plain words which document is not for the reader, for our models."""

    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        error = super()._make_access_error(operation, records)
        return _get_error(self.env, records._name, operation, error)


def _get_error(env, model, operation, error):
    """Return the refusal of an operation on ``model``; what Odoo says of models of others.

    Odoo jokes, names the table and sends everybody to the administrator. Who searches for the
    cause in debug mode gets Odoo's words, which name the rules.
    """
    if not model.startswith("asn.") or env.user.has_group("base.group_no_one"):
        return error
    lang = env.context.get("lang") or env["res.users"].context_get().get("lang")
    env = env(context={**env.context, "lang": lang})
    document = env["ir.model"]._get(model).name
    refusals = {
        "read": env._("This is not open to you: %(document)s.", document=document),
        "write": env._("You may not change this: %(document)s.", document=document),
        "create": env._("You may not add this: %(document)s.", document=document),
        "unlink": env._("You may not delete this: %(document)s.", document=document),
    }
    remedy = env._(
        "It is only for the person concerned, the evaluator and the offices in charge. If you need "
        "it for your work, ask the performance officer of your unit or the HR office."
    )
    refusal = AccessError(f"{refusals[operation]}\n\n{remedy}")
    # In which region the document would be open: the web client offers to go there.
    if hasattr(error, "context"):
        refusal.context = error.context
    return refusal
