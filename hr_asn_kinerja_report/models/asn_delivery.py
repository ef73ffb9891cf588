from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.rules import delivery as rules

WEEKLY, MONTHLY = "weekly", "monthly"
# So many digests are written in one transaction; a workbook has one of its own.
BATCHES = {WEEKLY: 100, MONTHLY: 1}


class AsnDelivery(models.Model):
    """What is sent to whom for which week or month: one row each, so nobody gets it twice.

    The row is made first, all rows of a week in one statement. Its mail is queued in the same
    transaction that marks it as sent: after a crash it is either both or neither. Written by the
    job only; it also tells an auditor who was told, and when.
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
        string="What",
        required=True,
        readonly=True,
    )
    key = fields.Char(string="Week or Month", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Who", required=True, readonly=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(
        [("waiting", "Waiting"), ("sent", "Queued as e-mail"), ("skipped", "Left out")],
        string="Status",
        required=True,
        readonly=True,
        default="waiting",
    )
    date_done = fields.Datetime(string="On", readonly=True)
    note = fields.Char(string="Why Left Out", readonly=True)

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
        current = {
            (company, kind): key
            for company in companies
            for kind, key in self._plan(company).items()
        }
        yield 0, self._count_waiting()
        for (company, kind), key in current.items():
            facts = None
            while rows := self._get_waiting(company, kind):
                late = rows.filtered(lambda row, key=key: row.key != key)
                late._finish("skipped", self.env._("Its time was over before it was sent."))
                rows -= late
                if rows and kind == WEEKLY:
                    facts = facts or self.env["asn.digest"]._get_facts(company)
                    rows._send_digests(facts)
                for row in rows if kind == MONTHLY else ():
                    row._send_recap()
                yield len(rows) + len(late), self._count_waiting()

    @api.model
    def _plan(self, company):
        """Make the rows of the running week and month where there are none; return the keys."""
        today = self.env["asn.period"]._local_today(company)
        week, month = rules.week_key(today), rules.month_key(today)
        if company.asn_weekly_digest and not self._has_rows(company, WEEKLY, week):
            facts = self.env["asn.digest"]._get_facts(company)
            self._insert(company, WEEKLY, week, self.env["asn.digest"]._get_readers(facts))
        if company.asn_recap_reader_ids and not self._has_rows(company, MONTHLY, month):
            self._insert(company, MONTHLY, month, company.asn_recap_reader_ids.ids)
        return {WEEKLY: week, MONTHLY: month}

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
        return self.search(
            [("company_id", "=", company.id), ("kind", "=", kind), ("state", "=", "waiting")],
            order="id",
            limit=BATCHES[kind],
        )

    @api.model
    def _count_waiting(self):
        # Those of a region that was archived wait for ever; the job is not to be called for them.
        return self.search_count([("state", "=", "waiting"), ("company_id.active", "=", True)])

    def _finish(self, state, note=False):
        self.write({"state": state, "date_done": fields.Datetime.now(), "note": note})

    # ------------------------------------------------------------------
    # Sending
    # ------------------------------------------------------------------

    def _send_digests(self, facts):
        """Queue the digests of these rows, of one region and week."""
        # sudo: the job writes to people
        mails = self.env["asn.digest"]._prepare_mails(facts, self.user_id.sudo())
        self.env["mail.mail"].sudo().create(list(mails.values()))
        told = self.filtered(lambda row: row.user_id.id in mails)
        told._finish("sent")
        (self - told)._finish("skipped", self.env._("Nothing is late or due any more."))

    def _send_recap(self):
        """Queue the workbook of one reader; who may not read it any more gets none."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                mail = self.env["asn.recap.mail"]._prepare_mail(self.company_id, self.user_id)
                if mail:
                    # sudo: the job writes to people
                    self.env["mail.mail"].sudo().create([mail])
        except (AccessError, UserError) as error:
            self._finish("skipped", str(error)[:500])
            return
        if mail:
            self._finish("sent")
        else:
            self._finish("skipped", self.env._("Not in an office any more, or no e-mail."))
