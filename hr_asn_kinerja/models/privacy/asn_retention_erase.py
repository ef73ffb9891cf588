from odoo import api, fields, models
from odoo.tools import SQL

from ...rules import retention as retention_rules
from .erasures import EMPTY, ERASURES, FILES, MARK, NAME, TEXT, WORDS

# What our screens, sheets and lists show of a person; the rest of the personnel file is the
# personnel app's own.
EMPTY_OF_PERSON = ("asn_nip", "work_phone", "mobile_phone", "work_email", "barcode", "pin")
EMPTY_OF_CONTACT = ("email", "email_normalized", "phone", "phone_sanitized")
FEEDBACK_REMOVED = SQL(
    "(SELECT jsonb_agg(item - 'feedback') FROM jsonb_array_elements(own.behaviours) AS item)"
)


class AsnRetentionErase(models.Model):
    """Takes names, NIP, texts and files out of the records of people; a fixed number of queries.

    By the server's own statements: several of these tables refuse every change that comes through
    their models, for everybody, and go on doing so. The chain of signatures is not touched.
    """

    _inherit = "asn.retention.run"

    def _erase(self, employees):
        """Make all records about ``employees`` nameless. Runs as superuser, after the checks.

        One transaction: who is marked as nameless is so everywhere.
        """
        self.ensure_one()
        self.env.flush_all()
        ids = employees.ids
        self._erase_revisions(ids)
        for model, ways in ERASURES.items():
            for path, columns in ways:
                self._erase_table(model, path, columns, ids)
        self._erase_files(ids)
        self._erase_meetings(ids)
        self._erase_discussions(ids)
        self._erase_people(ids)
        self.env.invalidate_all(flush=False)

    @api.model
    def _find_rows(self, model, path, ids):
        """Return a query of (id, employee_id) for the rows of a model that are about people.

        :param path: the way from the row to the employee, with dots
        """
        current = self.env[model]
        joins = []
        alias = "own"
        *links, last = path.split(".")
        for place, name in enumerate(links):
            target = self.env[current._fields[name].comodel_name]
            after = f"way_{place}"
            joins.append(
                SQL(
                    "JOIN %s AS %s ON %s = %s",
                    SQL.identifier(target._table),
                    SQL.identifier(after),
                    SQL.identifier(after, "id"),
                    SQL.identifier(alias, name),
                )
            )
            current, alias = target, after
        return SQL(
            "SELECT own.id, %s AS employee_id FROM %s AS own %s WHERE %s = ANY(%s)",
            SQL.identifier(alias, last),
            SQL.identifier(self.env[model]._table),
            SQL(" ").join(joins),
            SQL.identifier(alias, last),
            ids,
        )

    @api.model
    def _erase_table(self, model, path, columns, ids):
        """Empty or replace columns of the rows of a model that are about people."""
        changes = []
        for column, what in columns.items():
            now = SQL.identifier("own", column)
            value = {
                NAME: SQL("%s || found.employee_id", retention_rules.nameless("")),
                TEXT: SQL(
                    "CASE WHEN %s <> '' THEN %s ELSE %s END", now, retention_rules.ERASED, now
                ),
                MARK: SQL("CASE WHEN %s IS NOT NULL THEN 'erased ' || own.id END", now),
                EMPTY: SQL("NULL"),
                WORDS: FEEDBACK_REMOVED,
            }[what]
            changes.append(SQL("%s = %s", SQL.identifier(column), value))
        self.env.cr.execute(
            SQL(
                "UPDATE %s AS own SET %s FROM (%s) AS found WHERE own.id = found.id",
                SQL.identifier(self.env[model]._table),
                SQL(", ").join(changes),
                self._find_rows(model, path, ids),
            )
        )

    @api.model
    def _erase_files(self, ids):
        """Delete files of evidence and objections, and pictures; sizes and numbers of them stay."""
        attachments = self.env["ir.attachment"].browse()
        for model in FILES:
            ((path, _columns),) = ERASURES[model]
            attachments |= self._find_attachments(model, self._find_rows(model, path, ids))
            self.env.cr.execute(
                SQL(
                    "UPDATE %s AS own SET has_thumbnail = FALSE FROM (%s) AS found"
                    " WHERE own.id = found.id",
                    SQL.identifier(self.env[model]._table),
                    self._find_rows(model, path, ids),
                )
            )
        people = SQL("SELECT id FROM hr_employee WHERE id = ANY(%s)", ids)
        attachments |= self._find_attachments("hr.employee", people)
        attachments |= self._find_attachments("res.partner", self._get_contacts(ids))
        attachments.unlink()

    @api.model
    def _find_attachments(self, model, rows):
        return self.env["ir.attachment"].browse(
            key
            for (key,) in self.env.execute_query(
                SQL(
                    "SELECT id FROM ir_attachment WHERE res_model = %s AND res_id IN"
                    " (SELECT found.id FROM (%s) AS found)",
                    model,
                    rows,
                )
            )
        )

    @api.model
    def _erase_meetings(self, ids):
        """Delete the meetings of dialogues from the calendar; the dialogue keeps its day."""
        self.env["asn.dialogue"].search([("employee_id", "in", ids)]).event_id.unlink()

    @api.model
    def _erase_discussions(self, ids):
        """Empty what was said below the documents, and delete its files and tasks."""
        rows = {
            model: self._find_rows(model, ways[0][0], ids)
            for model, ways in ERASURES.items()
            if "message_ids" in self.env[model]._fields and model != "asn.innovation"
        }
        rows["hr.employee"] = SQL("SELECT id FROM hr_employee WHERE id = ANY(%s)", ids)
        for model, found in rows.items():
            where = SQL(
                "%s IN (SELECT found.id FROM (%s) AS found)", SQL.identifier("res_id"), found
            )
            self.env.cr.execute(
                SQL(
                    """
                    WITH gone AS (
                        UPDATE mail_message SET subject = NULL, body = %s
                         WHERE model = %s AND %s RETURNING id)
                    UPDATE mail_tracking_value AS value
                       SET old_value_char = NULL, new_value_char = NULL,
                           old_value_text = NULL, new_value_text = NULL
                      FROM gone WHERE value.mail_message_id = gone.id
                    """,
                    retention_rules.ERASED,
                    model,
                    where,
                )
            )
            self._find_attachments(model, found).unlink()
            self.env.cr.execute(
                SQL("DELETE FROM mail_activity WHERE res_model = %s AND %s", model, where)
            )

    @api.model
    def _get_contacts(self, ids):
        """Return a query of the contacts of people that nobody uses who still works here."""
        return SQL(
            """
            SELECT contact.id FROM res_partner AS contact
             WHERE contact.id IN (
                   SELECT work_contact_id FROM hr_employee WHERE id = ANY(%(ids)s)
                    UNION
                   SELECT login.partner_id FROM res_users AS login
                     JOIN hr_employee AS person ON person.user_id = login.id
                    WHERE person.id = ANY(%(ids)s))
               AND NOT EXISTS (SELECT FROM res_users AS login
                                WHERE login.partner_id = contact.id AND login.active)
               AND NOT EXISTS (SELECT FROM hr_employee AS other
                                WHERE other.work_contact_id = contact.id AND other.active)
               AND NOT EXISTS (SELECT FROM res_company AS region
                                WHERE region.partner_id = contact.id)
            """,
            ids=ids,
        )

    @api.model
    def _erase_people(self, ids):
        """Replace the name on the record, its resource, its contact and its login that is off."""
        name = SQL("%s || person.id", retention_rules.nameless(""))
        queries = [
            SQL(
                """
                UPDATE res_users AS login SET login = 'pegawai-' || person.id, signature = NULL
                  FROM hr_employee AS person
                 WHERE person.user_id = login.id AND person.id = ANY(%s) AND NOT login.active
                """,
                ids,
            ),
            SQL(
                "UPDATE mail_message SET email_from = NULL, reply_to = NULL"
                " WHERE author_id IN (%s)",
                self._get_contacts(ids),
            ),
            SQL(
                """
                UPDATE res_partner AS contact
                   SET name = %(name)s, complete_name = %(name)s, %(rest)s
                  FROM hr_employee AS person
             LEFT JOIN res_users AS login ON login.id = person.user_id
                 WHERE person.id = ANY(%(ids)s)
                   AND contact.id IN (person.work_contact_id, login.partner_id)
                   AND contact.id IN (%(contacts)s)
                """,
                name=name,
                rest=self._empty(EMPTY_OF_CONTACT, "res.partner"),
                ids=ids,
                contacts=self._get_contacts(ids),
            ),
            SQL(
                """
                UPDATE resource_resource AS own SET name = %s FROM hr_employee AS person
                 WHERE person.resource_id = own.id AND person.id = ANY(%s)
                """,
                name,
                ids,
            ),
            SQL(
                "UPDATE hr_version SET departure_description = NULL WHERE employee_id = ANY(%s)",
                ids,
            ),
            SQL(
                """
                UPDATE hr_employee AS person SET name = %(name)s, legal_name = %(name)s, %(rest)s,
                       asn_anonymised_on = %(today)s
                 WHERE person.id = ANY(%(ids)s)
                """,
                name=name,
                rest=self._empty(EMPTY_OF_PERSON, "hr.employee"),
                today=self._get_today(),
                ids=ids,
            ),
        ]
        for query in queries:
            self.env.cr.execute(query)

    @api.model
    def _empty(self, names, model):
        known = [name for name in names if self.env[model]._fields.get(name)]
        columns = [name for name in known if self.env[model]._fields[name].store]
        return SQL(", ").join(SQL("%s = NULL", SQL.identifier(name)) for name in columns)

    def _get_today(self):
        return self.env["asn.period"]._local_today(self.company_id) or fields.Date.today()
