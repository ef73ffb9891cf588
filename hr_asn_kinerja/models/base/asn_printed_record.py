from babel.dates import format_date as babel_date
from babel.dates import format_time as babel_time

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# Under a minute of a worker. A record is read on the screen and signed; thousands at once are
# nobody's work, and the sheets of a whole unit are printed in parts.
MOST_AT_ONCE = 50


class AsnPrintedRecord(models.AbstractModel):
    """A printed sheet about documents, always in Indonesian, for those who may read all of them.

    The sheet is one page of HTML that brings its own style and loads nothing: no picture, font,
    script or style sheet from anywhere. Texts of people are printed as they stand, escaped.
    """

    _name = "asn.printed.record"
    _description = "Printed Record"

    _record_model = None

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return what the template prints.

        :param docids: ids of the documents; what else the address or its context says is ignored
        :raises AccessError: one of them is hidden or does not exist; then none is printed
        :raises UserError: none, or too many at once
        """
        documents = self.env[self._record_model].browse(self._get_printed_ids(docids))
        if len(documents.exists()) < len(documents):
            raise AccessError(self.env._("You may not print this."))
        documents.check_access("read")
        # sudo: whoever may read a document may read all that its sheet shows
        return {"sheets": [self._prepare_sheet(document) for document in documents.sudo()]}

    @api.model
    def _get_printed_ids(self, docids):
        """Return the ids that somebody asked for, each once.

        :raises UserError: no ids, or too many at once
        """
        ids = list(docids or ())
        if not ids or any(type(key) is not int or key <= 0 for key in ids):
            raise UserError(self.env._("Choose what to print."))
        if len(ids) > MOST_AT_ONCE:
            raise UserError(self.env._("At most %s at once. Choose fewer.", MOST_AT_ONCE))
        return list(dict.fromkeys(ids))

    @api.model
    def _prepare_sheet(self, document):
        """Return the texts of one sheet; for each kind of record to write."""
        raise NotImplementedError

    @api.model
    def _local(self, document, moment):
        zone = document.company_id.asn_tz or "Asia/Jakarta"
        return fields.Datetime.context_timestamp(document.with_context(tz=zone), moment)

    @api.model
    def _print_day(self, day, weekday=False):
        """Write a day as in an official letter: 24 November 2026."""
        if not day:
            return ""
        return babel_date(day, "EEEE, d MMMM y" if weekday else "d MMMM y", locale="id")

    @api.model
    def _print_moment(self, document, moment):
        """Write day and time in the region of the document."""
        if not moment:
            return ""
        local = self._local(document, moment)
        return f"{self._print_day(local.date())} pukul {self._print_time(local)}"

    @api.model
    def _print_time(self, local):
        return babel_time(local, "HH.mm", locale="id")

    @api.model
    def _print_zone(self, document):
        """Return the short name of the region's zone."""
        names = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
        zone = document.company_id.asn_tz or "Asia/Jakarta"
        return names.get(zone, names["Asia/Jakarta"] if zone == "Asia/Pontianak" else zone)
