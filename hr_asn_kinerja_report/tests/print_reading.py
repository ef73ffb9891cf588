"""Printing a sheet and reading it back."""

import io
import re

from pypdf import PdfReader

# PermenPANRB 6/2022, annex: the columns of the forms.
PLAN_COLUMNS = [
    "HASIL KERJA",
    "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI",
    "RENCANA HASIL KERJA",
    "ASPEK",
    "INDIKATOR KINERJA INDIVIDU",
    "TARGET",
]
VALUES = [
    "Berorientasi Pelayanan",
    "Akuntabel",
    "Kompeten",
    "Harmonis",
    "Loyal",
    "Adaptif",
    "Kolaboratif",
]


class PrintMixin:
    """Prints through the ordinary report action and reads the PDF."""

    def _print(self, name, documents, user):
        """Return the pages of a print as texts with single spaces, made as ``user``."""
        report = self.env["ir.actions.report"].with_user(user)
        content, kind = report._render_qweb_pdf(
            f"hr_asn_kinerja_report.print_{name}", documents.ids
        )
        self.assertEqual(kind, "pdf")
        self.assertEqual(content[:5], b"%PDF-")
        return self._read(content)

    def _read(self, content):
        self.pages = PdfReader(io.BytesIO(content)).pages
        return [re.sub(r"\s+", " ", page.extract_text()) for page in self.pages]

    def _assert_order(self, text, words):
        """All words occur, each after the one before."""
        at = 0
        for word in words:
            found = text.find(word, at)
            self.assertGreaterEqual(found, 0, f"{word!r} is missing after {text[at - 60 : at]!r}")
            at = found + len(word)

    def _assert_numbered(self, pages):
        for number, text in enumerate(pages, 1):
            self.assertIn(f"Halaman {number} dari {len(pages)}", text)

    def _count_pictures(self):
        # All pages share one list of pictures.
        return len({image.data for page in self.pages for image in page.images})
