import json
import logging
import xmlrpc.client

import psycopg2

from odoo import models
from odoo.exceptions import UserError
from odoo.http import Response, request

_logger = logging.getLogger(__name__)

OURS = "odoo.addons.hr_asn_kinerja"
GUARDS = f"{OURS}.models.base.asn_guarded_"
# In what the framework ends when it is given something that it does not expect. What PostgreSQL
# says of two who meet, or of a value that is there already, is not among it.
MISTAKES = (
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
    psycopg2.DataError,
    psycopg2.ProgrammingError,
)
# A column or a table that is not there: the update has not run.
OUTDATED = (psycopg2.errors.UndefinedColumn, psycopg2.errors.UndefinedTable)
WARNING = 2  # Odoo's number of a refusal in words over XML-RPC


class IrHttp(models.AbstractModel):
    """Refuses in words what a call to our models was wrong in, by every door of a client.

    What the framework makes of a wrong type, an unknown field or half a condition is an error of
    the language or of SQL. Here all calls come through: by session, by key and by XML-RPC. An
    error that began in code of ours is a fault of ours and stays what it is.
    """

    _inherit = "ir.http"

    @classmethod
    def _dispatch(cls, endpoint):
        try:
            return super()._dispatch(endpoint)
        except MISTAKES as error:
            model = cls._asn_called_model(error)
            if not model or isinstance(error, OUTDATED) or cls._asn_is_our_fault(error):
                raise
            # Neither the values nor the text of the error: it quotes what somebody wrote.
            _logger.warning("A call of %s cannot be understood: %s", model, type(error).__name__)
            refusal = UserError(
                request.env._("This call cannot be understood. Reload the page.")
            )
            if hasattr(error, "error_response"):  # XML-RPC has put its answer here
                refusal.error_response = cls._asn_answer_xml(refusal)
            raise refusal from error

    @classmethod
    def _asn_called_model(cls, error):
        """Return the name of our model that the request is about, or None."""
        params = request.params
        if hasattr(error, "error_response"):
            try:
                args = xmlrpc.client.loads(request.httprequest.get_data())[0]
            except Exception:  # noqa: BLE001  no call at all
                return None
        else:
            args = params.get("args")
        names = [params.get(key) for key in ("model", "__model__", "thread_model", "res_model")]
        if isinstance(args, (list, tuple)) and len(args) > 3:  # database, login, password, model
            names.append(args[3])
        if isinstance(params.get("data"), str):  # an export
            try:
                names.append(json.loads(params["data"])["model"])
            except (TypeError, ValueError, KeyError):
                return None
        for name in names:
            if isinstance(name, str) and name.startswith("asn.") and name in request.registry:
                return name
        return None

    @classmethod
    def _asn_is_our_fault(cls, error):
        """Tell whether code of ours stands between the call and its error.

        An override of a method of the framework hands on what it was given, and so do the guards.
        """
        framework = request.registry["base"]
        trace = error.__traceback__
        while trace:
            module = trace.tb_frame.f_globals.get("__name__", "")
            is_ours = module.startswith(OURS) and module != __name__
            if (
                is_ours
                and not module.startswith(GUARDS)
                and not hasattr(framework, trace.tb_frame.f_code.co_name)
            ):
                return True
            trace = trace.tb_next
        return False

    @classmethod
    def _asn_answer_xml(cls, refusal):
        """Return the refusal as XML-RPC says it: with a number at /2, with words before."""
        is_second = request.httprequest.path.startswith("/xmlrpc/2/")
        fault = xmlrpc.client.Fault(
            WARNING if is_second else f"warning -- UserError\n\n{refusal}",
            str(refusal) if is_second else "",
        )
        return Response(
            xmlrpc.client.dumps(fault, methodresponse=True, allow_none=False), mimetype="text/xml"
        )
