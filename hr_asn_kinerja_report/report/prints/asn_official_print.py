import json
from base64 import b64decode, b64encode

from babel.numbers import format_decimal

from odoo import api, models
from odoo.exceptions import AccessError

from .. import pdf_many
from . import wording

PICTURES = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg"}


class AsnOfficialPrint(models.AbstractModel):
    """A form of PermenPANRB 6/2022 as a PDF: always Indonesian, with the rights of the reader.

    Titles and order of fields are those of the annex. What the reader may not read is not on the
    sheet, and no sheet shows a rating before the release, whoever prints it.
    """

    _name = "asn.official.print"
    _description = "Official Print"
    _inherit = ["asn.printed.record"]

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return what the template prints, for documents that the reader may read.

        :param docids: ids of the documents; what else the address or its context says is ignored
        :raises AccessError: one of them is hidden or does not exist; then none is printed
        :raises UserError: none, or too many at once
        """
        ids = self._get_printed_ids(docids)
        # The context comes from the client; nothing on an official sheet may depend on it.
        is_installed = self.env["res.lang"]._get_data(code="id_ID")
        context = {"lang": "id_ID"} if is_installed else {}
        documents = self.env(context=context)[self._record_model].browse(ids)
        if len(documents.exists()) < len(documents):
            raise AccessError(self.env._("You may not print this."))
        documents.check_access("read")
        pdf_many.expect(len(documents))
        make = self.with_env(documents.env)
        sheets = [make._prepare_sheet(document) for document in documents]
        return {"sheets": sheets, "bullets": wording.bullets}

    # ------------------------------------------------------------------
    # Texts
    # ------------------------------------------------------------------

    @api.model
    def _print_number(self, value):
        """Write a number as in an Indonesian letter: 3.600 or 88,31."""
        return format_decimal(round(value or 0.0, 2), format="#,##0.##", locale="id")

    @api.model
    def _print_quantity(self, value, unit):
        return f"{self._print_number(value)} {unit or ''}".strip()

    @api.model
    def _print_target(self, line):
        """Write the target of an indicator: a number, a range, a day or words."""
        if line.target_kind == "text":
            return line.target_text or "-"
        if line.target_kind == "date":
            return self._print_day(line.target_date)
        if line.target_kind == "range":
            low, high = (self._print_number(v) for v in (line.target_value, line.target_max))
            return f"{low} – {high} {line.unit or ''}".strip()
        return self._print_quantity(line.target_value, line.unit)

    @api.model
    def _print_span(self, start, end):
        """Write the time a document is for: 1 JANUARI SD 31 DESEMBER TAHUN 2026."""
        if not start or not end:
            return ""
        first, last = (self._print_day(day).rsplit(" ", 1)[0].upper() for day in (start, end))
        return f"{first} SD {last} TAHUN {end.year}"

    @api.model
    def _print_rank(self, rank, fallback=""):
        """Write rank and grade as on the forms: Penata Muda / III/a."""
        if rank.scheme == "pns":
            return f"{rank.name} / {rank.code}"
        return rank.name or fallback or "-"

    # ------------------------------------------------------------------
    # Parts that the forms share
    # ------------------------------------------------------------------

    @api.model
    def _prepare_common(self, document, titles, start, end, about=None, signed=None):
        """Return head, foot and logo of a sheet about a person, or about what ``about`` names.

        :param signed: what was signed; see ``_get_signed_frame``
        """
        company = document.company_id.sudo()  # sudo: name, place and logo of the own region
        signed = signed or {}
        return {
            "id": document.id,
            "titles": titles,
            "region": (signed.get("region") or company.name or "").upper(),
            "logo": self._get_logo(company),
            "span": self._print_span(start, end),
            "foot": " · ".join(filter(None, (titles[0].title(), about or document.employee_name))),
            "place": signed.get("place") or company.city or "................",
        }

    @api.model
    def _get_logo(self, company):
        """Return the logo of the region as the address of a picture, or an empty text."""
        if company.uses_default_logo or not company.logo:
            return ""
        logo = bytes(company.logo)
        head = b64decode(logo[:16])
        kind = next((name for magic, name in PICTURES.items() if head.startswith(magic)), None)
        return f"data:image/{kind};base64,{logo.decode()}" if kind else ""

    @api.model
    def _get_signed_frame(self, document, signature):
        """Return what stood on the sheet beside its own texts when it was signed.

        Who with which post ("employee", "evaluator", "superior"), the region, and what belongs to
        other documents. A sheet printed again then says the same, whatever became of them since.
        Nothing of somebody whose records were made nameless, and nothing without a signature.
        """
        if not signature:
            return {}
        # sudo: whether one of them was made nameless; nothing is shown
        people = (document.employee_id + document.evaluator_id + document.superior_id).sudo()
        if any(people.mapped("asn_anonymised_on")):
            return {}
        return json.loads(signature.content).get("frame", {})

    @api.model
    def _prepare_signed(self, title, signed, region):
        """Return the five rows of somebody as they were signed."""
        duty = f" ({signed['duty']})" if signed.get("duty") else ""
        return self._prepare_rows(
            title,
            signed["name"],
            signed["nip"],
            wording.rank_with_grade(signed["rank"]),
            f"{signed['post'] or '-'}{duty}",
            signed["unit"] or (region if signed["name"] else ""),
        )

    @api.model
    def _prepare_employee(self, document, title, signed=None):
        """Return the five rows of the person evaluated, as the document keeps them.

        :param signed: what was signed of the person; see ``_get_signed_frame``
        """
        if signed:
            return self._prepare_signed(title, signed, "")
        unit = document.unit_id.sudo()  # sudo: the name of the unit that the document is about
        duty = f" ({document.additional_duty})" if document.additional_duty else ""
        return self._prepare_rows(
            title,
            document.employee_name,
            document.nip,
            self._print_rank(document.rank_id.sudo(), document.rank_name),  # sudo: its name
            f"{document.job_title or '-'}{duty}",
            unit.with_context(hierarchical_naming=False).name,
        )

    @api.model
    def _prepare_official(self, document, official, title, on, name=None, signed=None):
        """Return the five rows of the evaluator or the superior, as of the day ``on``.

        The mayor, who is no civil servant, has neither NIP nor rank; those rows stay empty.

        :param signed: what was signed of the official; older signatures name no post
        """
        if signed and "post" in signed:
            region = document.company_id.sudo().name  # sudo: as below
            return self._prepare_signed(title, signed, region)
        # sudo: the forms name both officials with NIP, rank and post; nothing else is read
        person = official.sudo()
        version = person._get_version(on) if person else person.version_id
        unit = version.department_id.with_context(hierarchical_naming=False).name
        return self._prepare_rows(
            title,
            name or person.name,
            person.asn_nip,
            self._print_rank(version.asn_rank_id),
            version.job_title,
            unit or (document.company_id.sudo().name if person else ""),  # sudo: as above
        )

    @api.model
    def _prepare_rows(self, title, *values):
        rows = zip(wording.IDENTITY, values, strict=True)
        return {
            "title": title,
            "name": values[0] or "-",
            "nip": values[1] or "-",
            "rows": [(label, value or "-") for label, value in rows],
        }

    # ------------------------------------------------------------------
    # Signatures
    # ------------------------------------------------------------------

    @api.model
    def _get_signatures(self, document, link, kinds):
        """Return {kind: the newest signature} of a document; one query."""
        # sudo: whoever reads a document may know who signed it, and the code leads to a public page
        rows = self.env["asn.signature"].sudo()
        found = rows.search([(link, "=", document.id), ("kind", "in", kinds)], order="id")
        return {row.kind: row for row in found}

    @api.model
    def _prepare_proof(self, signature):
        """Return the QR code that leads to the verification page, with its short code."""
        if not signature:
            return {}
        picture = b64encode(signature._get_qr_png()).decode()
        return {"qr": f"data:image/png;base64,{picture}", "code": signature.code}

    @api.model
    def _print_signed(self, document, signature):
        """Say who put the name to it and when; on behalf of whom is said as well."""
        if not signature:
            return ""
        role = wording.ROLES.get(signature.signer_role, "")
        who = f"{signature.signer_name} ({role})" if role else signature.signer_name
        moment = self._print_moment(document, signature.date)
        return f"Ditandatangani secara elektronik oleh {who}, {moment}"

    @api.model
    def _print_local_day(self, document, moment):
        return self._print_day(self._local(document, moment).date()) if moment else ""

    @api.model
    def _get_day(self, document, moment):
        """Return the day whose posts are printed: that of the step, or today inside the document.

        A sheet printed again after years so names the posts of then.
        """
        if moment:
            return self._local(document, moment).date()
        today = self.env["asn.period"]._local_today(document.company_id)
        return min(max(today, document.date_start), document.date_end)
