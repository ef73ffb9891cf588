import json
import logging
import re
import traceback
import xmlrpc.client

import psycopg2
from werkzeug.exceptions import HTTPException, InternalServerError, default_exceptions

from odoo import models
from odoo.exceptions import UserError
from odoo.http import Response, request, serialize_exception

_logger = logging.getLogger(__name__)

OURS = "odoo.addons.hr_asn_kinerja"
# What hands on a call as it came.
GUARDS = (
    f"{OURS}.models.base.asn_guarded_",
    f"{OURS}.controllers.export",
    f"{OURS}.controllers.xml_rpc",
)
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
HALVES = (b"\\ud", b"\\uD")  # how JSON writes the halves of rare characters
COMPREHENSIONS = {"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"}  # parts of what is around
WARNING = 2  # Odoo's number of a refusal in words over XML-RPC
OUR_REPORTS = "hr_asn_kinerja"
EXPORTS = ("/web/export/csv", "/web/export/xlsx", "/web/pivot/export_xlsx")
DOWNLOAD = "/report/download"
REPORT = re.compile(r"/report/\w+/([^/?]+)")


class IrHttp(models.AbstractModel):
    """Refuses in words what a call to our models was wrong in, by every door of a client.

    What the framework makes of a wrong type, an unknown field or half a condition is an error of
    the language or of SQL. Here all calls come through: by session, by key and by XML-RPC. An
    error that began in code of ours is a fault of ours and stays what it is.
    """

    _inherit = "ir.http"

    @classmethod
    def _dispatch(cls, endpoint):
        cls._asn_check_text()
        cls._asn_check_context()
        try:
            return super()._dispatch(endpoint)
        except InternalServerError as error:
            answer = cls._asn_answer_download(error)
            if answer is None:
                raise
            raise answer from error
        except MISTAKES as error:
            refusal = cls._asn_get_refusal(error)
            if refusal is None:
                raise
            if hasattr(error, "error_response"):
                refusal.error_response = cls._asn_answer_xml(refusal)
            raise refusal from error

    @classmethod
    def _post_dispatch(cls, response):
        # Neither the browser of a shared computer nor a server in between keeps a print of ours.
        if request.httprequest.path.startswith("/report/") and cls._asn_called():
            response.headers["Cache-Control"] = "no-store"
        return super()._post_dispatch(response)

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
    def _asn_called(cls, error=None):
        """Return the name of our model or report that the request is about, or None."""
        params = request.params
        path = request.httprequest.path
        if path == DOWNLOAD or path in EXPORTS:
            return cls._asn_downloaded(path, params.get("data"))
        report = params.get("reportname")
        if isinstance(report, str) and report.startswith(OUR_REPORTS):
            return report
        names = [params.get(key) for key in ("model", "__model__", "thread_model", "res_model")]
        try:
            args = params.get("args", ()) if "service" in params else ()
            if hasattr(error, "error_response"):  # XML-RPC has put its answer there
                args, _method = xmlrpc.client.loads(request.httprequest.get_data())
            names += args[3:4]  # database, login, password, model, ...
        except Exception:  # pylint: disable=broad-except  # what is asked cannot be read at all
            return None
        for name in names:
            if isinstance(name, str) and name.startswith("asn.") and name in request.registry:
                return name
        return None

    @classmethod
    def _asn_downloaded(cls, path, data):
        """Return what a download is about: our model or report, or the address if it names none.

        None: it is about somebody else's.
        """
        try:
            data = json.loads(cls._asn_read_data(data))
            # An order of a print is [address of the report, kind].
            name = REPORT.search(data[0])[1] if path == DOWNLOAD else data["model"]
            is_somebodys = path == DOWNLOAD or name in request.registry
        except (LookupError, RecursionError, TypeError, ValueError):
            return path
        if not is_somebodys:
            return path
        return name if name.startswith((OUR_REPORTS, "asn.")) else None

    @classmethod
    def _asn_read_data(cls, data):
        """Return the text that describes a download; a table comes as a file."""
        if not hasattr(data, "read"):
            return data
        data.seek(0)
        text = data.read()
        data.seek(0)
        return text

    @classmethod
    def _asn_answer_download(cls, error):
        """Return the answer in words to a download of ours that cannot be made, or None.

        Odoo's exports and prints write whatever went wrong into an answer of theirs, with the
        number of a fault of the server. The web client reads it from there.
        """
        cause = error.__cause__
        refusal = None
        if isinstance(cause, UserError):
            refusal = cause if cls._asn_called(cause) else None
        elif isinstance(cause, MISTAKES):
            refusal = cls._asn_get_refusal(cause)
        if refusal is None:
            return None
        told = {"code": 0, "message": "Odoo Server Error", "data": serialize_exception(refusal)}
        return default_exceptions[refusal.http_status](json.dumps(told))

    @classmethod
    def _asn_check_text(cls):
        """Refuse half a character (a lone surrogate) in a call on our models.

        Odoo's answer, or its refusal, quotes what was sent, and then cannot be written itself.
        """
        asked = request.httprequest
        sent = asked.get_data() if asked.mimetype == "application/json" else b""
        if not any(half in sent for half in HALVES) or not cls._asn_called():
            return
        try:
            json.dumps(request.params, ensure_ascii=False, default=str).encode()
        except UnicodeEncodeError:
            cls._asn_refuse()

    @classmethod
    def _asn_get_holder(cls):
        """Return the part of a call on our models that holds its context, or None."""
        params = request.params
        name = params.get("model") or params.get("__model__")
        if not isinstance(name, str) or not name.startswith("asn."):
            return None
        holder = params if "__model__" in params else params.get("kwargs")
        return holder if isinstance(holder, dict) else None

    @classmethod
    def _asn_check_context(cls):
        """Refuse a language or regions of a shape in which each of our pages would end."""
        context = (cls._asn_get_holder() or {}).get("context") or {}
        if not isinstance(context, dict):
            return  # Odoo says so
        regions = context.get("allowed_company_ids")
        regions = [] if regions is None or regions is False else regions
        is_list = isinstance(regions, list) and all(type(region) is int for region in regions)
        if not is_list or not isinstance(context.get("lang") or "", str):
            cls._asn_refuse()

    @classmethod
    def _asn_refuse(cls):
        raise UserError(request.env._("This call cannot be understood. Reload the page."))

    @classmethod
    def _asn_is_our_fault(cls, error):
        """Tell whether code of ours stands between the call and its error.

        An override of a method of the framework hands on what it was given, and so do the guards.
        """
        framework = request.registry["mail.thread"]  # what all models have, and discussions
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
