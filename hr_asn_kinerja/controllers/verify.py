import time
from collections import OrderedDict

from odoo import http
from odoo.http import request

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
WRONG_AT_MOST = 30  # wrong addresses from one place in WINDOW seconds; each worker counts its own
WINDOW = 60.0
PLACES_AT_MOST = 10000


class Guesses:
    """Counts wrong tokens by place, so that guessing is slow; forgets what is old."""

    def __init__(self):
        self.places = OrderedDict()

    def is_too_many(self, place):
        """Whether a place has asked for too many wrong pages just now."""
        began, count = self.places.get(place, (0.0, 0))
        return count >= WRONG_AT_MOST and time.monotonic() - began < WINDOW

    def add(self, place):
        """Count a wrong page."""
        began, count = self.places.pop(place, (0.0, 0))
        now = time.monotonic()
        self.places[place] = (now, 1) if now - began >= WINDOW else (began, count + 1)
        while len(self.places) > PLACES_AT_MOST:
            self.places.popitem(last=False)


guesses = Guesses()


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
        signature = request.env["asn.signature"]._find_by_token(token)
        if signature:
            # Never held up: many offices share one address, and a guess is hopeless anyhow.
            return self._answer({"page": signature._get_page(), "is_busy": False}, 200)
        place = request.httprequest.remote_addr
        if guesses.is_too_many(place):
            return self._answer({"page": None, "is_busy": True}, 429)
        guesses.add(place)
        return self._answer({"page": None, "is_busy": False}, 404)

    def _answer(self, values, status):
        body = request.env["ir.qweb"]._render("hr_asn_kinerja.asn_verify_page", values)
        headers = list(HEADERS.items())
        if status == 429:
            headers.append(("Retry-After", str(int(WINDOW))))
        return request.make_response(body, headers, status=status)
