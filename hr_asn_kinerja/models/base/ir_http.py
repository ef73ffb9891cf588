import json
import logging
import traceback
import xmlrpc.client

import psycopg2
from werkzeug.exceptions import HTTPException

from odoo import models
from odoo.exceptions import UserError
from odoo.http import Response, request

_logger = logging.getLogger(__name__)

OURS = "odoo.addons.hr_asn_kinerja"
# What hands on a call as it came.
GUARDS = (f"{OURS}.models.base.asn_guarded_", f"{OURS}.controllers.export")
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
# The update of the program has not run; an answer of HTTP with a number of its own.
NO_MISTAKES = (psycopg2.errors.UndefinedColumn, psycopg2.errors.UndefinedTable, HTTPException)
COMPREHENSIONS = {"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"}  # parts of what is around
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
            refusal = cls._asn_get_refusal(error)
            if refusal is None:
                raise
            if hasattr(error, "error_response"):
                refusal.error_response = cls._asn_answer_xml(refusal)
            raise refusal from error

    @classmethod
    def _asn_get_refusal(cls, error):
        """Return what to say instead of ``error``; None: it is a fault of ours, or not about us."""
        called = cls._asn_called(error)
        if not called or isinstance(error, NO_MISTAKES) or cls._asn_is_our_fault(error):
            return None
        # Where and what; neither values nor the text of the error, which quotes what people write.
        place = traceback.extract_tb(error.__traceback__)[-1]
        _logger.info(
            "A call of %s cannot be understood: %s at %s:%s",
            called,
            type(error).__name__,
            place.filename,
            place.lineno,
        )
        return UserError(request.env._("This call cannot be understood. Reload the page."))

    @classmethod
    def _asn_called(cls, error):
        """Return the name of our model or report that the request is about, or None."""
        params = request.params
        report = params.get("reportname")
        if isinstance(report, str) and report.startswith("hr_asn_kinerja"):
            return report
        names = [params.get(key) for key in ("model", "__model__", "thread_model", "res_model")]
        try:
            args = params.get("args", ()) if "service" in params else ()
            if hasattr(error, "error_response"):  # XML-RPC has put its answer there
                args, _method = xmlrpc.client.loads(request.httprequest.get_data())
            names += args[3:4]  # database, login, password, model, ...
            if isinstance(params.get("data"), str):  # an export
                names.append(json.loads(params["data"])["model"])
        except Exception:  # pylint: disable=broad-except  # what is asked cannot be read at all
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
            name = trace.tb_frame.f_code.co_name
            is_ours = module.startswith(OURS) and not module.startswith((*GUARDS, __name__))
            if is_ours and name not in COMPREHENSIONS and not hasattr(framework, name):
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
