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


# Address -> whose files it hands out; the addresses are those of ``_evidence_route``.
MODELS = {
    "/asn/evidence": "asn.evidence",
    "/asn/objection/file": "asn.objection.file",
    "/asn/signature/scan": "asn.signature.scan",
}
READING = {"type": "http", "auth": "user", "methods": ["GET"], "readonly": True}


class EvidenceController(http.Controller):
    """The only way out for files of evidence, objections and scans, for those who may read them."""

    @http.route([f"{address}/<int:evidence_id>" for address in MODELS], **READING)
    def download(self, evidence_id):
        """Hand out a file to be saved, never to be shown as a page."""
        evidence = self._find(evidence_id)
        if not evidence or evidence.kind != "file":
            raise request.not_found()
        content = evidence._read_content()
        if not content:
            raise request.not_found(
                request.env._(
                    "The server does not have this file, or only a part of it. If it should be "
                    "there, ask whoever keeps the server to bring it back from a backup."
                )
            )
        return self._answer(
            content,
            evidence.mimetype,
            ("Content-Disposition", content_disposition(evidence.name)),
            "private, no-store",
        )

    @http.route([f"{address}/<int:evidence_id>/thumbnail" for address in MODELS], **READING)
    def thumbnail(self, evidence_id):
        """Show the small picture that was made here; the uploaded file is not in it."""
        evidence = self._find(evidence_id)
        content = evidence and evidence._read_content("thumbnail")
        if not content:
            raise request.not_found()
        return self._answer(
            content,
            "image/jpeg",
            ("Content-Disposition", "inline; filename=thumbnail.jpg"),
            "private, max-age=3600",
        )

    def _find(self, evidence_id):
        """Return what the address of the request names; hidden and absent ones answer alike."""
        if evidence_id >= 2**31:
            return None
        path = request.httprequest.path
        model = next(name for address, name in MODELS.items() if path.startswith(f"{address}/"))
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
