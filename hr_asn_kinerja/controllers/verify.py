from odoo import http
from odoo.http import request

from .limit import Limit, get_place

# Nothing is loaded from anywhere, nobody keeps the page, and the address leaves with nobody.
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'none';"
    " frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
WRONG_AT_MOST = 30  # wrong addresses from one place in WINDOW seconds
PAGES_AT_MOST = 600  # pages at all: many offices share one address, no scanner of codes is so quick
WINDOW = 60

guesses = Limit(WRONG_AT_MOST, WINDOW)
pages = Limit(PAGES_AT_MOST, WINDOW)


class VerifyController(http.Controller):
    """The page behind the QR code of a printed sheet: genuine, replaced, or broken."""

    @http.route(
        ["/asn/verify", "/asn/verify/<path:token>"],
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
        save_session=False,
        sitemap=False,
    )
    def verify(self, token="", **ignored):
        """Show what a sheet with this token is; whatever is wrong gets one and the same page."""
        place = get_place(request.httprequest.remote_addr)
        if pages.take(place):
            return self._answer({"page": None, "is_busy": True}, 429)
        signature = request.env["asn.signature"]._find_by_token(token)
        if signature:
            # Not held up by the wrong guesses of others at the same address.
            return self._answer({"page": signature._get_page(), "is_busy": False}, 200)
        if guesses.take(place):
            return self._answer({"page": None, "is_busy": True}, 429)
        return self._answer({"page": None, "is_busy": False}, 404)

    def _answer(self, values, status):
        body = request.env["ir.qweb"]._render("hr_asn_kinerja.asn_verify_page", values)
        headers = list(HEADERS.items())
        if status == 429:
            headers.append(("Retry-After", str(WINDOW)))
        return request.make_response(body, headers, status=status)
