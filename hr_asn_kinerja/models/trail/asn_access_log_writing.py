from datetime import timedelta

import psycopg2.errors

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

from ...rules import workflow
from .asn_access_log import ADMINISTRATOR, AUDITOR, OTHER

# A screen asks for the same record more than once while it is opened and saved: that is one look.
# It also keeps parallel requests of one login from waiting for each other's rows.
SAME_LOOK = timedelta(minutes=1)
OFFICES = {
    ADMINISTRATOR: "group_asn_administrator",
    workflow.HR_OFFICE: "group_asn_hr_office",
    AUDITOR: "group_asn_auditor",
    workflow.UNIT_OFFICER: "group_asn_unit_officer",
}
NOTED, KIND = "asn.access.log.noted.%s", "asn.access.log.kind"


class AsnAccessLogWriting(models.Model):
    """Collects what one request reads and writes it down in one statement, before the commit.

    The statement stands in the transaction of the reading: an answer that reaches the reader is
    written down, and Odoo repeats the whole request when two of them meet in the same row.
    """

    _inherit = "asn.access.log"

    @api.model
    def _note(self, evaluation_ids, kind=None):
        """Remember that the current user was given ratings of these evaluations.

        Nothing is remembered for the superuser: jobs and the server itself are no readers.

        :param evaluation_ids: ids of ``asn.evaluation``
        :param str kind: one of ``KINDS``; left out: one evaluation was opened, several were listed
        """
        ids = {key for key in evaluation_ids if type(key) is int}
        if not ids or self.env.su or self.env.uid == SUPERUSER_ID:
            return
        self._check_cursor()
        precommit = self.env.cr.precommit
        kind = kind or precommit.data.get(KIND) or ("open" if len(ids) == 1 else "list")
        name = NOTED % self.env.uid
        if name not in precommit.data:
            precommit.data[name] = set()
            precommit.add(self._write_noted)
        precommit.data[name].update((key, kind) for key in ids)

    @api.model
    def _check_cursor(self):
        """Ask Odoo at once to repeat the request where it can write, not at its end.

        The doors of the models that carry ratings are marked as writing; this is for the ways
        around them: a document that leads to an evaluation, a report by its address.

        :raises psycopg2.errors.ReadOnlySqlTransaction: on the read-only cursor of a replica
        """
        if self.env.cr.readonly:
            raise psycopg2.errors.ReadOnlySqlTransaction("Who reads ratings is written down")

    @api.model
    def _note_as(self, kind):
        """Let what is noted in the block that follows be of this kind; see ``_Kind``."""
        return _Kind(self.env.cr.precommit.data, kind)

    def _write_noted(self):
        """Write down what was remembered in this transaction; one statement."""
        noted = sorted(self.env.cr.precommit.data.pop(NOTED % self.env.uid, ()))
        if noted:
            self._write_rows(
                SQL(
                    "SELECT * FROM unnest(%s::int[], %s::varchar[]) AS noted (id, kind)",
                    [key for key, _kind in noted],
                    [kind for _key, kind in noted],
                )
            )

    @api.model
    def _write_rows(self, noted):
        """Write down that the current user read ratings, where the region wants it.

        Own evaluations are left out. Rows that are there are counted on, in the order of their
        ids, so that two requests of one login never wait for each other crosswise.

        :param SQL noted: a query of (id of the evaluation, kind)
        """
        self._check_cursor()
        now = fields.Datetime.now()
        self.env.cr.execute(
            SQL(
                """
                WITH noted AS (
                    SELECT evaluation.id, evaluation.employee_id, evaluation.employee_name,
                           evaluation.user_id, evaluation.unit_id, evaluation.period_id,
                           evaluation.company_id, noted.kind,
                           CASE WHEN evaluation.evaluator_user_id = %(uid)s THEN 'evaluator'
                                WHEN evaluation.superior_user_id = %(uid)s THEN 'superior'
                                ELSE %(office)s END AS reader_role,
                           (%(now)s AT TIME ZONE 'UTC'
                                    AT TIME ZONE COALESCE(region.asn_tz, 'UTC'))::date AS day
                      FROM (%(noted)s) AS noted
                      JOIN asn_evaluation AS evaluation ON evaluation.id = noted.id
                      JOIN res_company AS region ON region.id = evaluation.company_id
                      JOIN hr_employee AS person ON person.id = evaluation.employee_id
                     WHERE region.asn_access_log
                       AND evaluation.user_id IS DISTINCT FROM %(uid)s
                       AND person.user_id IS DISTINCT FROM %(uid)s),
                known AS (
                    SELECT noted.id AS evaluation_id, noted.kind, log.id, log.date_last
                      FROM noted
                      JOIN asn_access_log AS log
                        ON log.evaluation_id = noted.id AND log.kind = noted.kind
                       AND log.day = noted.day AND log.reader_id = %(uid)s),
                again AS (
                    SELECT log.id FROM asn_access_log AS log
                     WHERE log.id IN (SELECT id FROM known WHERE date_last <= %(look)s)
                  ORDER BY log.id FOR UPDATE),
                counted AS (
                    UPDATE asn_access_log AS log
                       SET count = log.count + 1, date_last = %(now)s
                      FROM again WHERE log.id = again.id)
                INSERT INTO asn_access_log AS log (
                       evaluation_id, employee_id, employee_name, user_id, unit_id, period_id,
                       company_id, reader_id, reader_name, reader_role, kind, day, date_first,
                       date_last, count)
                SELECT noted.id, noted.employee_id, noted.employee_name, noted.user_id,
                       noted.unit_id, noted.period_id, noted.company_id, reader.id,
                       COALESCE(person.name, contact.name), noted.reader_role, noted.kind,
                       noted.day, %(now)s, %(now)s, 1
                  FROM noted
                  JOIN res_users AS reader ON reader.id = %(uid)s
                  JOIN res_partner AS contact ON contact.id = reader.partner_id
     LEFT JOIN LATERAL (
                       SELECT employee.name FROM hr_employee AS employee
                        WHERE employee.user_id = reader.id
                     ORDER BY employee.company_id = noted.company_id DESC, employee.id
                        LIMIT 1) AS person ON TRUE
             LEFT JOIN known ON known.evaluation_id = noted.id AND known.kind = noted.kind
                 WHERE known.id IS NULL
              ORDER BY noted.id, noted.kind
           ON CONFLICT (evaluation_id, reader_id, day, kind)
             DO UPDATE SET count = log.count + 1, date_last = EXCLUDED.date_last
                """,
                uid=self.env.uid,
                office=self._get_office(),
                noted=noted,
                now=now,
                look=now - SAME_LOOK,
            ),
            # Two first looks of one login at once: Odoo repeats one, and that is no error.
            log_exceptions=False,
        )
        self.invalidate_model(flush=False)

    @api.model
    def _get_office(self):
        """Return as what somebody reads who is neither evaluator nor superior."""
        for role, group in OFFICES.items():
            if self.env.user.has_group(f"hr_asn_kinerja.{group}"):
                return role
        return OTHER


class _Kind:
    """Sets the kind of reading for a block; an outer block counts more than an inner one."""

    def __init__(self, data, kind):
        self.data, self.kind, self.is_outer = data, kind, KIND not in data

    def __enter__(self):
        if self.is_outer:
            self.data[KIND] = self.kind

    def __exit__(self, *_error):
        if self.is_outer:
            self.data.pop(KIND, None)
