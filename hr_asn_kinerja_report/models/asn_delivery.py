import functools
import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.rules import delivery as rules

_logger = logging.getLogger(__name__)

WEEKLY, MONTHLY = "weekly", "monthly"
# So many digests are written in one transaction; a workbook has one of its own.
BATCHES = {WEEKLY: 100, MONTHLY: 1}


class AsnDelivery(models.Model):
    """What is sent to whom for which week or month: one row each, so nobody gets it twice.

    The row is made first, all rows of a week in one statement. Its mail is queued in the same
    transaction that marks it as sent: after a crash it is either both or neither. What fails for
    one reader stops nobody else: it is said in words, tried again the next day and given up after
    some times. What cannot be worked out for one region stops no other region. Written by the job
    only; it also tells an auditor who was told, and when.
    """

    _name = "asn.delivery"
    _description = "Report Sent by Itself"
    _order = "id desc"
    _rec_name = "user_id"
    _log_access = False

    company_id = fields.Many2one(
        "res.company", string="Region", required=True, readonly=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [(WEEKLY, "Weekly digest"), (MONTHLY, "Monthly recap")],
        string="Kind of Report",
        required=True,
        readonly=True,
    )
    key = fields.Char(string="Week or Month", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Who", required=True, readonly=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("sent", "Queued as e-mail"),
            ("skipped", "Left out"),
            ("failed", "Given up"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="waiting",
    )
    date_done = fields.Datetime(
        string="On", readonly=True, help="When it was queued, left out, or tried for the last time."
    )
    attempt_count = fields.Integer(string="Failed Attempts", readonly=True, aggregator=None)
    note = fields.Char(string="Why Not Sent", readonly=True)

    _delivery_unique = models.UniqueIndex(
        "(company_id, kind, key, user_id)", "This person gets this report already."
    )
    _waiting_index = models.Index("(company_id, kind, id) WHERE state = 'waiting'")

    @api.model
    def _cron_send(self):
        """Make the rows of this week and month, and queue the mails batch by batch."""
        for done, remaining in self._send_batches():
            if not self.env["ir.cron"]._commit_progress(done, remaining=remaining):
                return

    @api.model
    def _send_batches(self):
        """Do a batch at each step; yield (rows done, rows that wait)."""
        # sudo: the job serves every region
        companies = self.env["res.company"].sudo().search([], order="id")
        get_facts = functools.cache(self.env["asn.digest"]._get_facts)  # once for each region
        current = {
            (company, kind): key
            for company in companies
            for kind, key in self._try_plan(company, get_facts).items()
        }
        yield 0, self._count_waiting()
        for (company, kind), key in current.items():
            while rows := self._get_waiting(company, kind):
                rows._send(company, kind, key, get_facts)
                yield len(rows), self._count_waiting()

    @api.model
    def _try_plan(self, company, get_facts):
        """Make the rows of a region as :meth:`_plan`; what fails is left for the next day."""
        keys = {}
        for plan in (self._plan_week, self._plan_month):
            try:
                with self.env.cr.savepoint():
                    keys.update(plan(company, get_facts))
            except Exception:  # whatever it is, the other regions are told
                _logger.exception("Reports of region %s could not be planned", company.id)
        return keys

    @api.model
    def _plan(self, company):
        """Make the rows of the running week and month where there are none; return the keys."""
        get_facts = self.env["asn.digest"]._get_facts
        return {**self._plan_week(company, get_facts), **self._plan_month(company, get_facts)}

    @api.model
    def _plan_week(self, company, get_facts):
        week = rules.week_key(self.env["asn.period"]._local_today(company))
        if company.asn_weekly_digest and not self._has_rows(company, WEEKLY, week):
            readers = self.env["asn.digest"]._get_readers(get_facts(company))
            self._insert(company, WEEKLY, week, readers)
        return {WEEKLY: week}

    @api.model
    def _plan_month(self, company, _get_facts):
        month = rules.month_key(self.env["asn.period"]._local_today(company))
        if company.asn_recap_reader_ids and not self._has_rows(company, MONTHLY, month):
            self._insert(company, MONTHLY, month, company.asn_recap_reader_ids.ids)
        return {MONTHLY: month}

    @api.model
    def _has_rows(self, company, kind, key):
        domain = [("company_id", "=", company.id), ("kind", "=", kind), ("key", "=", key)]
        return bool(self.search_count(domain, limit=1))

    @api.model
    def _insert(self, company, kind, key, user_ids):
        self.flush_model()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_delivery (company_id, kind, key, user_id, state)
                SELECT %s, %s, %s, reader, 'waiting' FROM unnest(%s::int[]) AS reader
              ORDER BY reader
           ON CONFLICT DO NOTHING
             RETURNING 1
                """,
                company.id,
                kind,
                key,
                sorted(user_ids),
            )
        )
        self.invalidate_model()

    @api.model
    def _get_waiting(self, company, kind):
        domain = [("company_id", "=", company.id), ("kind", "=", kind), *self._waiting_domain()]
        return self.search(domain, order="id", limit=BATCHES[kind])

    @api.model
    def _count_waiting(self):
        # Those of a region that was archived wait for ever; the job is not to be called for them.
        return self.search_count([("company_id.active", "=", True), *self._waiting_domain()])

    @api.model
    def _waiting_domain(self):
        """Return the condition of rows that are to be sent now; one that failed has a pause."""
        latest = fields.Datetime.now() - rules.PAUSE
        return [
            ("state", "=", "waiting"),
            "|",
            ("attempt_count", "in", (0, False)),
            ("date_done", "<=", latest),
        ]

    def _finish(self, state, note=False):
        self.write({"state": state, "date_done": fields.Datetime.now(), "note": note})

    # ------------------------------------------------------------------
    # Sending
    # ------------------------------------------------------------------

    def _send(self, company, kind, key, get_facts):
        """Queue the mails of these rows of a region; leave out what is over or switched off."""
        late = self.filtered(lambda row: row.key != key)
        late._finish("skipped", self.env._("Its time was over before it was sent."))
        rows = self - late
        if kind == WEEKLY:
            wanted = rows if company.asn_weekly_digest else self.browse()
        else:
            wanted = rows.filtered(lambda row: row.user_id in company.asn_recap_reader_ids)
        (rows - wanted)._finish("skipped", self.env._("It was switched off before it was sent."))
        if wanted and kind == WEEKLY:
            wanted._try_digests(company, get_facts)
        elif wanted:
            wanted._try(wanted._send_recap)

    def _try_digests(self, company, get_facts):
        """Send these rows; when the facts of their region fail, none of them can be sent."""
        try:
            with self.env.cr.savepoint():
                facts = get_facts(company)
        except Exception as error:  # whatever it is, the other regions are told
            self._note_failure(error)
        else:
            self._try(self._send_digests, facts)

    def _try(self, send, *arguments):
        """Send these rows together; when that fails, each by itself, so that the others are sent.

        :param send: a method of these rows
        """
        try:
            with self.env.cr.savepoint():
                send(*arguments)
        except Exception as error:  # what fails for one reader may be anything; the others go on
            if len(self) > 1:
                for row in self:
                    row._try(getattr(row, send.__name__), *arguments)
            else:
                self._note_failure(error)

    def _note_failure(self, error):
        """Write down in words why rows were not sent, and whether they are tried again."""
        if isinstance(error, UserError):
            note = str(error)
        else:
            _logger.error("Reports %s to be sent failed", self.ids, exc_info=error)
            note = self.env._(
                "It failed for a technical reason. The administrator finds it in the log of the "
                "server."
            )
        for attempts, rows in self.grouped("attempt_count").items():
            rows.attempt_count = attempts + 1
            again = rules.may_try_again(attempts + 1)
            rows._finish("waiting" if again else "failed", note[:500])

    def _send_digests(self, facts):
        """Queue the digests of these rows, of one region and week."""
        # sudo: the job writes to people
        mails = self.env["asn.digest"]._prepare_mails(facts, self.user_id.sudo())
        self.env["mail.mail"].sudo().create(list(mails.values()))
        told = self.filtered(lambda row: row.user_id.id in mails)
        told._finish("sent")
        (self - told)._finish(
            "skipped", self.env._("Nothing is late or due any more, or the digest is not wanted.")
        )

    def _send_recap(self):
        """Queue the workbook of one reader; who may not read it any more gets none."""
        self.ensure_one()
        mail = self.env["asn.recap.mail"]._prepare_mail(self.company_id, self.user_id)
        if not mail:
            self._finish("skipped", self.env._("Not in an office any more, or no e-mail."))
            return
        # sudo: the job writes to people
        self.env["mail.mail"].sudo().create([mail])
        self._finish("sent")
