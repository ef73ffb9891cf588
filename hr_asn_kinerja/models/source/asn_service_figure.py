from odoo import api, fields, models
from odoo.tools import SQL, format_date


class AsnServiceFigure(models.Model):
    """What the tickets of a service amount to in a month: for the service, and for each officer.

    Worked out over single tickets, so that nothing here is a mean of means; kept, so that a year
    of a large registry is read at once.
    """

    _name = "asn.service.figure"
    _description = "Figures of a Service"
    _inherit = ["asn.guarded.mixin"]
    _order = "month desc, unit_id, service_id, employee_name, id"
    _log_access = False

    service_id = fields.Many2one(
        "asn.service", string="Service", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one("res.company", string="Region", required=True, readonly=True)
    unit_id = fields.Many2one(
        "hr.department", string="Unit", required=True, index=True, ondelete="cascade", readonly=True
    )
    month = fields.Date(required=True, readonly=True)
    month_name = fields.Char(string="In the Month", compute="_compute_month_name")
    level = fields.Selection(
        [("service", "Whole service"), ("officer", "One officer")],
        string="Of",
        required=True,
        readonly=True,
    )
    employee_id = fields.Many2one(
        "hr.employee", string="Officer", index=True, ondelete="cascade", readonly=True
    )
    employee_name = fields.Char(string="Officer's Name", readonly=True)
    ticket_count = fields.Integer(string="Tickets", readonly=True)
    within_count = fields.Integer(string="Tickets within the Standard", readonly=True)
    # In the unit of the service's standard
    mean = fields.Float(digits=(12, 2), readonly=True, aggregator=None)
    median = fields.Float(digits=(12, 2), readonly=True, aggregator=None)
    p90 = fields.Float(
        string="9 of 10 within",
        digits=(12, 2),
        readonly=True,
        aggregator=None,
        help="Nine of ten tickets took no longer (90th percentile).",
    )
    share = fields.Float(
        string="Within Standard (%)", digits=(6, 2), readonly=True, aggregator=None
    )
    standard = fields.Float(related="service_id.standard", aggregator=None)
    standard_unit = fields.Selection(related="service_id.standard_unit", string="Unit of Time")

    _place_unique = models.UniqueIndex(
        "(service_id, month, COALESCE(employee_id, 0))", "There is one figure for each month."
    )

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_month_name(self):
        for figure in self:
            figure.month_name = format_date(self.env, figure.month, date_format="MMMM y")

    def _guard_check(self, names, creating=True):
        """Nobody types a figure; the server works it out from the tickets."""
        self.env["asn.service.log"]._refuse_change()

    @api.model
    def _refresh(self, service_ids, months=None):
        """Work the figures of services out again, of all months or of the days ``months``."""
        self.env.flush_all()
        some = SQL("TRUE")
        if months is not None:
            some = SQL("%s = ANY(%s::date[])", SQL.identifier("month"), list(months))
        self.env.execute_query(
            SQL(
                "DELETE FROM asn_service_figure WHERE service_id = ANY(%s) AND %s RETURNING 1",
                list(service_ids),
                some,
            )
        )
        self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_service_figure (
                       service_id, company_id, unit_id, month, level, employee_id, employee_name,
                       ticket_count, within_count, mean, median, p90, share)
                SELECT service.id, service.company_id, service.unit_id, log.month,
                       CASE WHEN log.employee_id IS NULL THEN 'service' ELSE 'officer' END,
                       log.employee_id, employee.name, log.tickets, log.within,
                       log.mean / service.unit_seconds, log.median / service.unit_seconds,
                       log.p90 / service.unit_seconds, 100.0 * log.within / log.tickets
                  FROM (SELECT service_id, month, employee_id, count(*) AS tickets,
                               count(*) FILTER (WHERE is_within) AS within,
                               avg(work_seconds) AS mean,
                               percentile_cont(0.5) WITHIN GROUP (ORDER BY work_seconds)
                                   AS median,
                               percentile_cont(0.9) WITHIN GROUP (ORDER BY work_seconds) AS p90
                          FROM (SELECT service_id, employee_id, work_seconds, is_within,
                                       date_trunc('month', date)::date AS month
                                  FROM asn_service_log
                                 WHERE service_id = ANY(%s)) AS ticket
                         WHERE %s
                      GROUP BY GROUPING SETS (
                               (service_id, month), (service_id, month, employee_id))) AS log
                  JOIN asn_service AS service ON service.id = log.service_id
             LEFT JOIN hr_employee AS employee ON employee.id = log.employee_id
             RETURNING 1
                """,
                list(service_ids),
                some,
            )
        )
        self.invalidate_model()

    def action_view_logs(self):
        """Open the tickets that this figure was worked out from."""
        self._check_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_service_log_action"
        )
        last = fields.Date.end_of(self.month, "month")
        domain = [
            ("service_id", "=", self.service_id.id),
            ("date", ">=", self.month),
            ("date", "<=", last),
        ]
        if self.employee_id:
            domain.append(("employee_id", "=", self.employee_id.id))
        return {**action, "domain": domain, "context": {}}
