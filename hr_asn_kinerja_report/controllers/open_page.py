import csv
import io

from odoo import http
from odoo.http import request

from odoo.addons.hr_asn_kinerja.controllers.verify import HEADERS

# Figures of periods that are over: what was shown an hour ago is still right.
KEEP = "public, max-age=3600"
OPEN = {
    "type": "http",
    "auth": "public",
    "methods": ["GET"],
    "readonly": True,
    "save_session": False,
    "sitemap": False,
}


class OpenPageController(http.Controller):
    """Satisfaction and waiting time of service units for everybody, where the region wants it."""

    @http.route(["/asn/layanan", "/asn/layanan/<int:region_id>"], **OPEN)
    def open_page(self, region_id=None, **ignored):
        """Show the page of a region; without one, the only region or a list of them."""
        regions = self._find(region_id)
        pages = request.env["asn.open.page"]
        if len(regions) > 1:
            values = {"page": None, "regions": [(one.id, one.name) for one in regions]}
        else:
            values = {"page": pages._prepare_page(regions), "regions": []}
        body = request.env["ir.qweb"]._render("hr_asn_kinerja_report.asn_open_page", values)
        return request.make_response(body, list(self._headers().items()))

    @http.route("/asn/layanan/<int:region_id>/data.csv", **OPEN)
    def open_data(self, region_id, **ignored):
        """Hand out the same figures as a file: UTF-8, commas, no cell a formula."""
        region = self._find(region_id)
        text = io.StringIO()
        csv.writer(text).writerows(request.env["asn.open.page"]._iter_rows(region))
        headers = {
            **self._headers(),
            "Content-Type": "text/csv; charset=utf-8",
            "Content-Disposition": 'attachment; filename="layanan.csv"',
        }
        return request.make_response(text.getvalue().encode(), list(headers.items()))

    def _find(self, region_id):
        """Return the regions asked for; one that is closed and one that is not there are alike."""
        regions = request.env["asn.open.page"]._get_regions()
        if region_id is not None:
            regions = regions.filtered(lambda one: one.id == region_id)
        if not regions:
            raise request.not_found()
        return regions

    def _headers(self):
        """As the verification page, but to be found and kept: it is meant for everybody."""
        headers = {name: value for name, value in HEADERS.items() if name != "X-Robots-Tag"}
        return {**headers, "Cache-Control": KEEP}
