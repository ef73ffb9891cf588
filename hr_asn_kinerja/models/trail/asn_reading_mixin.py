from odoo import api, models

from ..base.cursors import may_write


class AsnReadingMixin(models.AbstractModel):
    """A model whose answers carry ratings: what really left the server is noted.

    ``_reading_fields`` names the fields that are, or give away, a rating or a score. Only records
    count in whose answer one of them has a value. Totals of groups name nobody and are not noted.
    """

    _name = "asn.reading.mixin"
    _description = "Record with Ratings"

    _reading_fields = frozenset()
    _reading_path = "evaluation_id"  # way to the evaluation; empty: the id is the evaluation's

    def _reading_evaluations(self):
        """Return the ids of the evaluations that these records are about."""
        if not self._reading_path:
            return self.ids
        # sudo: an id for the log, nothing that is shown
        return self.sudo().mapped(self._reading_path).ids

    @api.model
    def _reading_shown(self, rows, names):
        """Return the ids of those rows of an answer that hold a rating in one of ``names``."""
        return [row["id"] for row in rows if any(map(row.get, names))]

    # ------------------------------------------------------------------
    # What is read: every door of the client ends in one of these two
    # ------------------------------------------------------------------

    def _read_format(self, fnames, load="_classic_read"):
        rows = super()._read_format(fnames, load)
        names = self._reading_fields.intersection(fnames)
        if names and not self.env.su:
            shown = self._reading_shown(rows, names)
            self.env["asn.access.log"]._note(self.browse(shown)._reading_evaluations())
        return rows

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        rows = super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)
        if not self.env.su and any(path and path[0] in self._reading_fields for path in fields):
            self.env["asn.access.log"]._note(self._reading_evaluations(), "export")
        return rows

    # ------------------------------------------------------------------
    # The doors: a list is a list, even of one
    # ------------------------------------------------------------------

    @may_write
    def read(self, fields=None, load="_classic_read"):
        return super().read(fields, load)

    @may_write
    def web_read(self, specification):
        return super().web_read(specification)

    @api.model
    @may_write
    def search_read(self, domain=None, fields=None, offset=0, limit=None, order=None, **kwargs):
        with self.env["asn.access.log"]._note_as("list"):
            return super().search_read(domain, fields, offset, limit, order, **kwargs)

    @api.model
    @may_write
    def web_search_read(
        self, domain, specification, offset=0, limit=None, order=None, count_limit=None
    ):
        with self.env["asn.access.log"]._note_as("list"):
            return super().web_search_read(domain, specification, offset, limit, order, count_limit)

    @api.model
    @may_write
    def web_read_group(self, *args, **kwargs):
        with self.env["asn.access.log"]._note_as("list"):
            return super().web_read_group(*args, **kwargs)
