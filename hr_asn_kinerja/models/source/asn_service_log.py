from odoo import api, fields, models
from odoo.exceptions import AccessError


class AsnServiceLog(models.Model):
    """A finished ticket of a service: when it was opened and finished, and by which officer.

    Tickets come in by import only. Nothing about the citizen is kept: no name, no NIK.
    """

    _name = "asn.service.log"
    _description = "Service Log"
    _inherit = ["asn.guarded.mixin"]
    _order = "finished desc, id desc"
    _rec_name = "ticket"

    ticket = fields.Char(required=True, readonly=True)
    service_id = fields.Many2one(
        "asn.service", string="Service", required=True, ondelete="restrict", readonly=True
    )
    # Copied, so that lists and figures need no other table
    company_id = fields.Many2one("res.company", string="Region", required=True, readonly=True)
    unit_id = fields.Many2one(
        "hr.department", string="Unit", required=True, ondelete="restrict", readonly=True
    )
    employee_id = fields.Many2one(
        "hr.employee", string="Officer", required=True, ondelete="restrict", readonly=True
    )
    employee_name = fields.Char(string="Officer's Name", readonly=True)
    opened = fields.Datetime(required=True, readonly=True)
    finished = fields.Datetime(required=True, readonly=True)
    date = fields.Date(string="Finished on", required=True, readonly=True)
    # Working time
    work_seconds = fields.Integer(
        required=True, readonly=True, aggregator=None, export_string_translation=False
    )
    work_hours = fields.Float(
        string="Working Hours", digits=(12, 2), readonly=True, aggregator="avg"
    )
    duration = fields.Float(
        string="Time of the Service",
        digits=(12, 2),
        readonly=True,
        aggregator="avg",
        help="In the unit of the service's standard: working minutes, hours or days.",
    )
    standard_unit = fields.Selection(related="service_id.standard_unit", string="Unit of Time")
    is_within = fields.Boolean(string="Within the Standard", readonly=True)

    _ticket_unique = models.UniqueIndex(
        "(service_id, ticket)", "This ticket is in the log already."
    )
    _employee_date_index = models.Index("(employee_id, date)")
    _unit_date_index = models.Index("(unit_id, date)")
    _company_index = models.Index("(company_id, finished DESC, id DESC)")
    _check_order = models.Constraint(
        "CHECK (finished >= opened AND work_seconds >= 0)",
        "A service cannot be finished before it was opened.",
    )

    def _guard_check(self, names, creating=True):
        """Refuse every change by hand: tickets come in by import."""
        if names - set(models.MAGIC_COLUMNS) or creating:
            self._refuse_change()

    def _refuse_change(self):
        raise AccessError(
            self.env._("Tickets come from the log of the service. Import the file instead.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_in_editable_state(self):
        """The access lines decide: the HR office takes a wrong file out again."""

    def unlink(self):
        services = self.service_id
        result = super().unlink()
        # sudo: the figures follow from the tickets that may be deleted
        self.env["asn.service.figure"].sudo()._refresh(services.ids)
        self.env["asn.indicator.source"]._ask_service(services.ids)
        return result
