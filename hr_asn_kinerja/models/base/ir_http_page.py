from werkzeug.exceptions import HTTPException

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.http import request

from ...controllers.verify import HEADERS

PAGES = "/asn/"
PRINTS = "/report/"
NOT_FOUND = 404


class IrHttpPage(models.AbstractModel):
    """Answers who opens an address of ours that is not open with a page that leads back."""

    _inherit = "ir.http"

    @classmethod
    def _handle_error(cls, exception):
        status = cls._asn_get_status(exception)
        if not status:
            return super()._handle_error(exception)
        request.env.cr.rollback()
        user = request.env.user
        is_http = isinstance(exception, HTTPException)
        # What the server says itself of an address that it does not know is English and no help.
        is_bare = is_http and exception.description == type(exception).description
        words = exception.description if is_http else str(exception)
        body = request.env["ir.qweb"]._render(
            "hr_asn_kinerja.asn_refusal_page",
            {
                "lines": [] if is_bare else [line for line in words.split("\n") if line],
                "is_internal": bool(user) and user._is_internal(),
                "title": request.env._("This page is not open"),
            },
        )
        return request.make_response(body, list(HEADERS.items()), status=status)

    @classmethod
    def _asn_get_status(cls, exception):
        """Return the number of the answer to a page or print of ours that is refused, or None."""
        path = request.httprequest.path
        is_asked = request.httprequest.method in ("GET", "HEAD")
        if not is_asked or request.dispatcher.routing_type != "http" or not request.db:
            return None
        if isinstance(exception, HTTPException):
            is_absent = path.startswith(PAGES) and exception.code == NOT_FOUND
            return NOT_FOUND if is_absent else None
        is_ours = path.startswith(PAGES) or (path.startswith(PRINTS) and cls._asn_called())
        if is_ours and isinstance(exception, (AccessError, UserError)):
            return exception.http_status
        return None
