import os

from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.http import Response, content_disposition, request
from odoo.tools import SQL

from .evidence import SAFE_HEADERS
from .limit import Limit, answer_too_many

# The file gathers everything of a person, so nobody has many made.
FILES_AT_MOST, WINDOW = 20, 600
LOCK = 20221027  # of UU 27/2022: one file of a person at a time, in all workers together
files = Limit(FILES_AT_MOST, WINDOW)


class MyDataController(http.Controller):
    """Hands out one's own data, to oneself only: the address names nobody."""

    # Not readonly: what one reads of ratings of others is written down, and a request that is run
    # again for that would be made and counted twice.
    @http.route("/asn/my-data", type="http", auth="user", methods=["GET"])
    def download(self, **ignored):
        """Hand out the ZIP of everything about the reader that the reader may read."""
        user = request.env.user
        # sudo: people may not read their own record of employee; asked is whether there is one
        if not user._is_internal() or not user.sudo().employee_ids:
            raise request.not_found()
        wait = files.take(user.id)
        if wait:
            return answer_too_many(wait)
        if not self._is_alone(user):
            return answer_too_many(60)
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

    def _is_alone(self, user):
        """Whether no other request makes the file of the same person now; waits for nothing."""
        query = SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", LOCK, user.id)
        return request.env.execute_query(query)[0][0]
