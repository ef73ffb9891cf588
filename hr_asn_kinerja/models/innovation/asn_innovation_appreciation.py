from odoo import api, fields, models
from odoo.tools import SQL


class AsnInnovationAppreciation(models.Model):
    """A thank-you without words for an innovation; one for each person, and it can be taken back.

    Everybody sees how many there are, nobody sees from whom. They count nowhere else.
    """

    _name = "asn.innovation.appreciation"
    _description = "Appreciation of an Innovation"
    _inherit = ["asn.guarded.mixin"]
    _log_access = False
    _rec_name = "user_id"

    innovation_id = fields.Many2one(
        "asn.innovation", required=True, readonly=True, index=True, ondelete="cascade"
    )
    employee_id = fields.Many2one(
        "hr.employee", required=True, readonly=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", required=True, readonly=True, index=True)

    _person_unique = models.UniqueIndex(
        "(innovation_id, employee_id)", "You have appreciated this innovation already."
    )

    @api.model
    def _give(self, innovations, employee, user):
        """Add the appreciation of one person; a second time changes nothing."""
        if innovations:
            self.env.execute_query(
                SQL(
                    "INSERT INTO asn_innovation_appreciation (innovation_id, employee_id, user_id)"
                    " SELECT innovation, %s, %s FROM unnest(%s) AS innovation"
                    " ON CONFLICT DO NOTHING RETURNING id",
                    employee.id,
                    user.id,
                    innovations.ids,
                )
            )
            self._count(innovations)

    @api.model
    def _take_back(self, innovations, employee):
        if innovations:
            self.env.execute_query(
                SQL(
                    "DELETE FROM asn_innovation_appreciation"
                    " WHERE innovation_id = ANY(%s) AND employee_id = %s RETURNING id",
                    innovations.ids,
                    employee.id,
                )
            )
            self._count(innovations)

    @api.model
    def _count(self, innovations):
        """Store how many there are, for all of these in one statement."""
        self.env.execute_query(
            SQL(
                """
                UPDATE asn_innovation AS innovation
                   SET appreciation_count = (
                       SELECT count(*) FROM asn_innovation_appreciation AS one
                        WHERE one.innovation_id = innovation.id)
                 WHERE innovation.id = ANY(%s) RETURNING id
                """,
                innovations.ids,
            )
        )
        innovations.invalidate_recordset(["appreciation_count"], flush=False)
        self.env["asn.innovation.gallery"].invalidate_model()
        self.invalidate_model()

    def _workflow_editable_parts(self):
        return frozenset()

    def _workflow_state_label(self):
        return self.env._("kept by the server")
