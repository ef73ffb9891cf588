import json
import re

from werkzeug.http import parse_options_header

from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.hr_asn_kinerja.models.base.ir_http import OUR_REPORTS
from odoo.addons.hr_asn_kinerja.rules.file_name import safe_name
from odoo.addons.report_xlsx.controllers.main import ReportController

# What the menu of prints asks for. Odoo takes other addresses apart, too, and stumbles.
_END = r"(?:/\d+(?:,\d+)*(?:\?.*)?|\?.*)"
ADDRESS = re.compile(rf"(?:/\w[\w-]*)*/report/(?:xlsx/[\w.]+{_END}|(?:pdf|text)/[\w.]+{_END}?)")
KINDS = {"qweb-pdf", "qweb-text", "xlsx"}


class ReportNames(ReportController):
    """Downloads of our prints and workbooks, under names that every system opens."""

    @http.route()
    def report_download(self, data, context=None, token=None, readonly=True):
        """Hand out a print; in the name of its file nothing hides an end or leads elsewhere.

        Names of people and units stand in it as their offices wrote them.

        :raises UserError: the address is none of a print
        """
        called = request.env["ir.http"]._asn_called()
        if called and not (called.startswith(OUR_REPORTS) and self._is_order(json.loads(data))):
            request.env["asn.guarded.mixin"]._guard_refuse()
        response = super().report_download(data, context, token=token, readonly=readonly)
        if called:
            self._clean_name(response)
        return response

    def _is_order(self, order):
        address, kind, *_more = (*order, None)
        return isinstance(kind, str) and kind in KINDS and bool(ADDRESS.fullmatch(address))

    def _clean_name(self, response):
        disposition, options = parse_options_header(response.headers.get("Content-Disposition"))
        if disposition and options.get("filename"):
            stem, _dot, ending = options["filename"].rpartition(".")
            response.headers["Content-Disposition"] = content_disposition(
                f"{safe_name(stem)}.{ending}"
            )
