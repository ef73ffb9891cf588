from odoo import api, models
from odoo.exceptions import AccessError

from ...rules import anonymity


class AsnSealedMixin(models.AbstractModel):
    """A table that no door of the framework opens: not for a group, not for the administrator,
    not for code that raised its rights.

    Its model writes and reads with SQL in methods of its own that no client can call. Ids are
    drawn by lot. A sealed model sets ``_log_access = False`` itself, which is not inherited: no
    column tells who or when.
    """

    _name = "asn.sealed.mixin"
    _description = "Sealed Table"
    _order = "id"

    def _refuse_sealed(self):
        raise AccessError(self.env._("Nobody can read or change this."))

    def _check_access(self, operation):
        return self, lambda: AccessError(self.env._("Nobody can read or change this."))

    # The four ways down to the table that every reading method ends in.

    @api.model
    def _search(self, *args, **kwargs):
        self._refuse_sealed()

    @api.model
    def _read_group(self, *args, **kwargs):
        self._refuse_sealed()

    @api.model
    def _read_grouping_sets(self, *args, **kwargs):
        self._refuse_sealed()

    def _fetch_query(self, query, fields):
        self._refuse_sealed()

    def get_metadata(self):
        """Refuse: it would tell which ids there are.

        :raises AccessError: always
        """
        self._refuse_sealed()

    # And the ways to change it.

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_sealed()
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_sealed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_sealed()

    @api.model
    def _draw_id(self):
        """Return an unused number by lot: numbers in a row would tell who came when."""
        while True:
            number = anonymity.draw_key()
            if not self.browse(number).exists():
                return number
