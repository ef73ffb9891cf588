from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request

# Whatever a browser makes of the bytes: no script, no frame, no guess at another type.
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}


class EvidenceController(http.Controller):
    """The only way out for files of evidence, objections and scans, for those who may read them."""

    @http.route(
        "/asn/evidence/<int:evidence_id>", type="http", auth="user", methods=["GET"], readonly=True
    )
    def download(self, evidence_id):
        """Hand out a file to be saved, never to be shown as a page."""
        return self._download("asn.evidence", evidence_id)

    @http.route(
        "/asn/evidence/<int:evidence_id>/thumbnail",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def thumbnail(self, evidence_id):
        """Show the small picture that was made here; the uploaded file is not in it."""
        return self._thumbnail("asn.evidence", evidence_id)

    @http.route(
        "/asn/objection/file/<int:file_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download_of_objection(self, file_id):
        """Hand out a file of an objection to be saved, never to be shown as a page."""
        return self._download("asn.objection.file", file_id)

    @http.route(
        "/asn/objection/file/<int:file_id>/thumbnail",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def thumbnail_of_objection(self, file_id):
        """Show the small picture of a file of an objection."""
        return self._thumbnail("asn.objection.file", file_id)

    @http.route(
        "/asn/signature/scan/<int:scan_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download_of_signature(self, scan_id):
        """Hand out the scan of a signed sheet to be saved, never to be shown as a page."""
        return self._download("asn.signature.scan", scan_id)

    @http.route(
        "/asn/signature/scan/<int:scan_id>/thumbnail",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def thumbnail_of_signature(self, scan_id):
        """Show the small picture of the scan of a signed sheet."""
        return self._thumbnail("asn.signature.scan", scan_id)

    def _download(self, model, evidence_id):
        evidence = self._find(model, evidence_id)
        content = evidence and evidence.kind == "file" and evidence._read_content()
        if not content:
            raise request.not_found()
        return self._answer(
            content,
            evidence.mimetype,
            ("Content-Disposition", content_disposition(evidence.name)),
            "private, no-store",
        )

    def _thumbnail(self, model, evidence_id):
        evidence = self._find(model, evidence_id)
        content = evidence and evidence._read_content("thumbnail")
        if not content:
            raise request.not_found()
        return self._answer(
            content,
            "image/jpeg",
            ("Content-Disposition", "inline; filename=thumbnail.jpg"),
            "private, max-age=3600",
        )

    def _find(self, model, evidence_id):
        """Return the evidence; hidden and absent ones answer alike."""
        if evidence_id >= 2**31:
            return None
        evidence = request.env[model].browse(evidence_id)
        try:
            evidence.check_access("read")
            return evidence if evidence.exists() else None
        except (AccessError, MissingError):
            return None

    def _answer(self, content, mimetype, disposition, cache):
        headers = [
            ("Content-Type", mimetype),
            ("Content-Length", str(len(content))),
            disposition,
            ("Cache-Control", cache),
            *SAFE_HEADERS.items(),
        ]
        return request.make_response(content, headers)
