from odoo import http
from odoo.http import request

from odoo.addons.hr_asn_kinerja.controllers.verify import HEADERS


class MyReportController(http.Controller):
    """My report: a released result on one page of its own, for the phone and for paper."""

    @http.route("/asn/my-report/<int:evaluation_id>", type="http", auth="user", methods=["GET"])
    def my_report(self, evaluation_id, **ignored):
        """Show the report to the person and to those who may read the evaluation.

        Hidden, absent and unreleased ones answer alike. Who reads it is written down.
        """
        pages = request.env["asn.my.report"]
        evaluation = pages._find(evaluation_id)
        if not evaluation:
            raise request.not_found()
        evaluation._note_opened()
        request.env["asn.access.log"]._note(evaluation.ids, "open")
        body = request.env["ir.qweb"]._render(
            "hr_asn_kinerja_report.asn_my_report_page",
            {"page": pages._prepare(evaluation), "is_print": False},
        )
        return request.make_response(body, list(HEADERS.items()))
