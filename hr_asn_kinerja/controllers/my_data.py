import os

from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.http import Response, content_disposition, request

from .evidence import SAFE_HEADERS


class MyDataController(http.Controller):
    """Hands out one's own data, to oneself only: the address names nobody."""

    @http.route("/asn/my-data", type="http", auth="user", methods=["GET"], readonly=True)
    def download(self, **ignored):
        """Hand out the ZIP of everything about the reader that the reader may read."""
        user = request.env.user
        # sudo: people may not read their own record of employee; asked is whether there is one
        if not user._is_internal() or not user.sudo().employee_ids:
            raise request.not_found()
        file = request.env["asn.my.data"]._make_file()
        headers = [
            ("Content-Type", "application/zip"),
            ("Content-Length", str(os.fstat(file.fileno()).st_size)),
            ("Content-Disposition", content_disposition("data-saya.zip")),
            ("Cache-Control", "private, no-store"),
            *SAFE_HEADERS.items(),
        ]
        body = wrap_file(request.httprequest.environ, file)
        return Response(body, headers=headers, direct_passthrough=True)
