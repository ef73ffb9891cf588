import xmlrpc.client

from odoo import models
from odoo.http import request

XML_RPC = "/xmlrpc/"
JSON_RPC = "/jsonrpc"


class IrHttpLanguage(models.AbstractModel):
    """Answers a call on our models that names no language in the language of its user.

    Screens name it; a program of somebody's own often does not, and Odoo then refuses in English.
    """

    _inherit = "ir.http"

    @classmethod
    def _dispatch(cls, endpoint):
        params, path = request.params, request.httprequest.path
        if path.startswith(XML_RPC):
            call = cls._asn_read_call()
            if call:
                # What our controller hands on in place of what the client sent.
                request.asn_call = cls._asn_add_language(*call)
        elif path == JSON_RPC and "args" in params and "method" in params:
            args, method = cls._asn_add_language(params["args"], params["method"])
            params.update(args=args, method=method)
        else:
            cls._asn_add_language_to_screen()
        return super()._dispatch(endpoint)

    @classmethod
    def _asn_add_language_to_screen(cls):
        """Add the language to a call by session or by key, whose user is known already."""
        holder = cls._asn_get_holder()
        if holder is not None and request.env.uid:
            # Kept by Odoo for each user: no query.
            lang = request.env["res.users"].context_get().get("lang")
            holder["context"] = cls._asn_get_context(holder.get("context"), lang)

    @classmethod
    def _asn_add_language(cls, params, method):
        """Return (parameters, method) of a call of a service with the language of its user.

        The parameters are: database, number of the user, password, model, method, arguments. The
        password is not looked at yet; whoever is wrong there is refused as before.
        """
        if not isinstance(params, (list, tuple)):
            return params, method
        who, rest = list(params[:5]), list(params[5:])
        if len(who) < 5 or who[0] != request.db or not cls._asn_is_ours(who[3]):
            return params, method
        if method == "execute":  # has no place for a context, and is the same without one
            rest = [rest, {}]
        elif method != "execute_kw" or len(rest) not in (1, 2):
            return params, method
        arguments, others = rest[0], rest[1] if len(rest) == 2 else {}
        lang = cls._asn_find_language(who[1])
        if not lang or not (others is None or isinstance(others, dict)):
            return params, method
        # For what is refused outside of the call; asked for here, as the cursor is closed then.
        request.update_context(lang=lang)
        others = others or {}
        context = cls._asn_get_context(others.get("context"), request.env.lang)
        return (*who, arguments, {**others, "context": context}), "execute_kw"

    @classmethod
    def _asn_find_language(cls, uid):
        """Return the language of a user by number, None where there is no such user."""
        try:
            # sudo: who calls is not known yet; nothing but the language is taken
            user = request.env["res.users"].sudo().browse(int(uid)).exists()
        except (OverflowError, TypeError, ValueError):
            return None
        return request.env(user=user.id)["res.users"].context_get().get("lang") if user else None

    @classmethod
    def _asn_get_context(cls, context, lang):
        """Return the context of a call with ``lang``, unless it names one or is none at all."""
        context = context or {}
        if not isinstance(context, dict) or "lang" in context:
            return context
        return {**context, "lang": lang}

    @classmethod
    def _asn_read_call(cls):
        """Return (parameters, method) of a call over XML-RPC as its controller reads them, or None.

        None: what cannot be read is refused there.
        """
        try:
            return xmlrpc.client.loads(request.httprequest.get_data(), use_datetime=True)
        except Exception:  # pylint: disable=broad-except  # whatever a parser of XML meets
            return None

    @classmethod
    def _asn_is_ours(cls, name):
        return isinstance(name, str) and name.startswith("asn.")
