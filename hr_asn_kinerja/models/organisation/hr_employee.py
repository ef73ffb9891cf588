from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...imports.messages import sentences
from ...imports.problems import Problem
from ...rules import nip as nip_rules
from ...rules.exceptions import RuleError


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    asn_nip = fields.Char(
        string="NIP",
        copy=False,
        groups="hr.group_hr_user",
        help="18 digits of the NIP (PNS) or NI PPPK. It holds the date of birth, so colleagues "
        "do not see it.",
    )
    asn_skp_ids = fields.One2many(
        "asn.skp", "employee_id", string="Plans (SKP)", groups="hr.group_hr_user"
    )

    _asn_nip_unique = models.UniqueIndex(
        "(asn_nip) WHERE active IS TRUE AND asn_nip IS NOT NULL",
        "Another active employee has this NIP.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._asn_clean_nip(vals)
        return super().create(vals_list)

    def write(self, vals):
        vals = dict(vals)
        self._asn_clean_nip(vals)
        users = [vals["user_id"]] if "user_id" in vals else []
        if "resource_id" in vals:
            # The login hangs on the resource (see resource_resource.py): another brings its own.
            # sudo: whose login it is decides, nothing of it is shown
            resource = self.env["resource.resource"].sudo().browse(vals["resource_id"])
            users.append(resource.user_id.id)
        for user in users:
            self._asn_check_user_link(user)
        result = super().write(vals)
        if users:
            self._asn_follow_user()
        return result

    @api.constrains("asn_nip")
    def _check_asn_nip(self):
        """Refuse a number that is no NIP or NI PPPK (BKN; see rules/nip.py)."""
        for employee in self.filtered("asn_nip"):
            try:
                nip_rules.parse(employee.asn_nip)
            except RuleError as error:
                problem = Problem(0, "nip", employee.asn_nip, error.code, values=error.values)
                why, remedy = sentences(self.env, problem)
                raise ValidationError(
                    self.env._(
                        "The NIP of %(name)s is not valid: %(nip)s. %(why)s %(remedy)s",
                        nip=employee.asn_nip,
                        name=employee.name,
                        why=why,
                        remedy=remedy,
                    )
                ) from error

    @api.model
    def _asn_clean_nip(self, vals):
        """Keep the digits only: decrees print "19680411 199303 1 009"."""
        if vals.get("asn_nip"):
            vals["asn_nip"] = str(vals["asn_nip"]).replace(" ", "").replace(".", "")

    def _asn_check_user_link(self, user_id):
        """Refuse that somebody gives the own login to a record, or takes it from the own one.

        Access to plans and evaluations follows the login, so the one would be a way to act as a
        colleague; the other, to look at the own evaluation as an office that it is hidden from.
        Another officer may do it, and it is written to the employee's history.
        """
        if self.env.su:
            return
        logins = [employee.user_id.id for employee in self.sudo()]  # sudo: compared, not shown
        if all((login == self.env.uid) == (user_id == self.env.uid) for login in logins):
            return
        if user_id == self.env.uid:
            raise AccessError(
                self.env._("You cannot link an employee to your own login. Ask another HR officer.")
            )
        raise AccessError(
            self.env._("You cannot take your own login from your record. Ask another HR officer.")
        )
