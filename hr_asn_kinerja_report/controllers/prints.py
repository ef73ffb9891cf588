from tempfile import TemporaryFile

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import content_disposition, request

from odoo.addons.hr_asn_kinerja.controllers.evidence import SAFE_HEADERS

LARGEST_ID = 2**31 - 1
PIECE = 2**16  # bytes


class PrintsController(http.Controller):
    """The only way out for the prints of a unit, for who ordered them."""

    @http.route("/asn/prints/<int:run_id>", type="http", auth="user", methods=["GET"])
    def prints(self, run_id, **ignored):
        """Hand out the ZIP. Hidden, absent, unfinished and deleted ones answer alike."""
        if not 0 < run_id <= LARGEST_ID:
            raise request.not_found()
        run = request.env["asn.print.run"].browse(run_id)
        try:
            name, pieces = run._prepare_file()
        except (AccessError, MissingError, UserError) as error:
            raise request.not_found() from error
        file = TemporaryFile(prefix="asn-prints-")  # noqa: SIM115, closed when it is sent
        for piece in pieces:  # before the transaction ends, which the answer outlives
            file.write(piece)
        headers = [
            ("Content-Type", "application/zip"),
            ("Content-Length", str(file.tell())),
            ("Content-Disposition", content_disposition(name)),
            ("Cache-Control", "private, no-store"),
            *SAFE_HEADERS.items(),
        ]
        return request.make_response(_iter_pieces(file), headers)


def _iter_pieces(file):
    """Yield what stands in a file without a name, which is gone when it is closed."""
    with file:
        file.seek(0)
        yield from iter(lambda: file.read(PIECE), b"")
