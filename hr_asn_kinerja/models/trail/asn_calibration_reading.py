from odoo import api, models

from ..base.cursors import may_write

SHOWN = ("result", "behaviour", "predicate", "suggested", "previous")


class AsnCalibrationReading(models.Model):
    """The nine-box names people with their ratings: that is read like a list."""

    _inherit = "asn.calibration"

    @api.model
    @may_write
    def get_board(self, unit_id=False, period_id=False):
        return super().get_board(unit_id, period_id)

    @api.model
    def _board_people(self, domain, period):
        people, count = super()._board_people(domain, period)
        shown = [one["id"] for one in people if any(map(one.get, SHOWN))]
        self.env["asn.access.log"]._note(shown, "list")
        return people, count
