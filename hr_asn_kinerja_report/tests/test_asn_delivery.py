import io
from unittest.mock import patch

import openpyxl
from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mail.models.mail_mail import MailMail

from ..models.asn_digest import AsnDigest
from ..models.asn_digest_facts import AsnDigestFacts
from .common import RecapCase

WEEK = "2026-W48"


class Crash(BaseException):
    """What ends a process, and is no error of a single row."""


@tagged("post_install", "-at_install")
class TestAsnDelivery(RecapCase):
    """On 24 November the evaluations of the first half are long late: colleague's waits for head
    to be released, officer's is not submitted and lies with chief.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.company"].search([]).asn_weekly_digest = False
        cls.env["asn.delivery"].sudo().search([]).unlink()
        cls.company.asn_weekly_digest = True
        cls.rows = cls.env["asn.delivery"].sudo()

    def _run(self):
        for _done, _left in self.env["asn.delivery"]._send_batches():
            pass

    def _mails(self):
        mails = self.env["mail.mail"].sudo().search([], order="id")
        return {mail.recipient_ids.email: mail for mail in mails if "Kinerja ASN" in mail.subject}

    def _told(self):
        return {row.user_id.login: row.state for row in self.rows.search([("key", "=", WEEK)])}

    def test_officers_heads_and_office_are_told(self):
        self._run()
        told = {login for login, state in self._told().items() if state == "sent"}
        self.assertLessEqual({"asn_head", "asn_chief", "asn_officer", "asn_hr"}, told)
        self.assertFalse({"asn_nurse", "asn_colleague", "asn_plain", "asn_auditor"} & told)
        mails = self._mails()
        self.assertEqual(mails["asn_head@example.com"].state, "outgoing")
        head = mails["asn_head@example.com"].body_html
        self.assertIn("Nurul Huda", head)
        self.assertIn("/odoo/team-evaluations", head)
        self.assertNotIn("Dewi Sartika", head)  # lies with chief
        officer = mails["asn_officer@example.com"].body_html
        self.assertIn("Puskesmas Penanggalan", officer)
        self.assertNotIn("Dinas Perhubungan", officer)
        self.assertIn("/odoo/asn-evaluations", officer)

    # threat: B07
    def test_no_rating_is_in_it(self):
        self._run()
        labels = [
            label
            for name in ("result_rating", "predicate")
            for _key, label in self.env["asn.evaluation"]
            ._fields[name]
            ._description_selection(self.env)
        ]
        for mail in self._mails().values():
            for label in labels:
                self.assertNotIn(label, mail.body_html)

    def test_counts_are_those_that_the_reader_can_open(self):
        facts = self.env["asn.digest"]._get_facts(self.company)
        late = [("is_late", "=", True)]
        own = [*late, ("unit_id", "child_of", self.officer_user.asn_unit_ids.ids)]
        of_units = sum(
            count
            for unit in facts.officers[self.officer_user.id] & set(facts.units)
            for (step, is_late), count in facts.units[unit].items()
            if is_late and step != "plan"
        )
        evaluations = self.env["asn.evaluation"]
        self.assertEqual(of_units, evaluations.with_user(self.officer_user).search_count(own))
        team = facts.team[self.head_user.id]
        mine = [*late, ("evaluator_user_id", "=", self.head_user.id)]
        self.assertEqual(
            sum(n for (step, is_late), n in team.items() if is_late and step != "plan"),
            evaluations.with_user(self.head_user).search_count(mine),
        )
        self.assertGreater(of_units, 0)

    def test_nobody_gets_two_in_a_week(self):
        self._run()
        first = len(self._mails())
        self._run()
        self.assertEqual(len(self._mails()), first)
        self.assertGreater(first, 3)
        with freeze_time("2026-11-30 05:00:00"):
            self._run()
        self.assertGreater(self.rows.search_count([("key", "=", "2026-W49")]), 3)

    def test_after_a_crash_each_gets_exactly_one(self):
        create = MailMail.create

        def fail(records, vals_list):
            create(records, vals_list)
            raise Crash

        one = patch.dict("odoo.addons.hr_asn_kinerja_report.models.asn_delivery.BATCHES", weekly=1)
        with one:
            steps = self.env["asn.delivery"]._send_batches()
            next(steps)
            next(steps)  # the first one is kept, as after a commit
            broken = patch.object(MailMail, "create", fail)
            with self.assertRaises(Crash), self.env.cr.savepoint(), broken:
                next(steps)
        self.env.invalidate_all()
        self.assertEqual(list(self._told().values()).count("sent"), 1)
        self._run()
        self.assertEqual(set(self._told().values()), {"sent"})
        mails = self.env["mail.mail"].sudo().search([("subject", "like", "Kinerja ASN")])
        emails = mails.mapped("recipient_ids.email")
        self.assertEqual(len(mails), len(set(emails)))
        self.assertEqual(len(mails), len(self._told()))

    def _run_broken(self, login="asn_head"):
        """Run the job while no digest can be made for one reader."""
        prepare = AsnDigest._prepare_mail

        def fail(digest, company, user, sections, sender):
            if user.login == login:
                # The transaction cannot go on without a savepoint
                digest.env.cr.execute("SELECT 1 FROM asn_no_such_table")
            return prepare(digest, company, user, sections, sender)

        with (
            patch.object(AsnDigest, "_prepare_mail", fail),
            mute_logger("odoo.sql_db", "odoo.addons.hr_asn_kinerja_report.models.asn_delivery"),
        ):
            self._run()

    def test_a_row_that_fails_does_not_stop_the_others(self):
        self._run_broken()
        told = self._told()
        self.assertEqual(told.pop("asn_head"), "waiting")
        self.assertGreater(len(told), 3)
        self.assertEqual(set(told.values()), {"sent"})
        row = self.rows.search([("user_id", "=", self.head_user.id), ("key", "=", WEEK)])
        self.assertEqual(row.attempt_count, 1)
        self.assertIn("technical reason", row.note)
        # The job is not called again at once, but succeeds the next day.
        self.assertEqual(self.rows._count_waiting(), 0)
        with freeze_time("2026-11-25 05:00:00"):
            self.assertEqual(self.rows._count_waiting(), 1)
            self._run()
        self.assertEqual((row.state, row.note), ("sent", False))
        self.assertIn("asn_head@example.com", self._mails())

    def test_a_row_that_always_fails_is_given_up(self):
        for day in (24, 24, 25, 26):
            with freeze_time(f"2026-11-{day} 05:00:00"):
                self._run_broken()
        row = self.rows.search([("user_id", "=", self.head_user.id), ("key", "=", WEEK)])
        self.assertEqual((row.state, row.attempt_count), ("failed", 3))
        with freeze_time("2026-11-27 05:00:00"):
            self._run()
        self.assertEqual(row.state, "failed")

    def _run_with_broken_region(self, region):
        get_facts = AsnDigestFacts._get_facts

        def fail(digest, company):
            if company == region:
                digest.env.cr.execute("SELECT 1 FROM asn_no_such_table")
            return get_facts(digest, company)

        with (
            patch.object(AsnDigestFacts, "_get_facts", fail),
            mute_logger("odoo.sql_db", "odoo.addons.hr_asn_kinerja_report.models.asn_delivery"),
        ):
            self._run()

    def _make_region_before(self):
        """Return a region that is served before the company of the people here."""
        region = self.env["res.company"].create({"name": "Kabupaten Uji"})
        region.asn_weekly_digest = True
        search = type(self.env["res.company"]).search
        regions = region | self.company

        def find(records, domain, *args, **kwargs):
            found = search(records, domain, *args, **kwargs)
            return regions if not domain and kwargs.get("order") == "id" else found

        return region, patch.object(type(self.env["res.company"]), "search", find)

    def test_a_region_without_facts_stops_no_other(self):
        """Neither where its rows are made, nor where those of an earlier run are sent."""
        region, first = self._make_region_before()
        with first:
            self._run_with_broken_region(region)
        told = self._told()
        self.assertGreater(len(told), 3)
        self.assertEqual(set(told.values()), {"sent"})
        self.assertFalse(self.rows.search([("company_id", "=", region.id)]))
        self.rows._insert(region, "weekly", WEEK, self.hr_user.ids)
        self.rows.search([("state", "=", "sent")]).unlink()
        with first:
            self._run_with_broken_region(region)
        row = self.rows.search([("company_id", "=", region.id)])
        self.assertEqual((row.state, row.attempt_count), ("waiting", 1))
        self.assertIn("technical reason", row.note)
        others = self.rows.search([("company_id", "=", self.company.id), ("key", "=", WEEK)])
        self.assertEqual(set(others.mapped("state")), {"sent"})

    def test_what_is_late_is_worked_out_once_in_a_run(self):
        with patch.object(
            AsnDigestFacts, "_query_evaluations", autospec=True, return_value=[]
        ) as query:
            self._run()
        self.assertEqual(query.call_count, 1)

    def test_one_can_switch_it_off_for_oneself(self):
        self.head_user.with_user(self.head_user).asn_no_digest = True
        with self.assertRaises(AccessError):
            self.head_user.with_user(self.nurse_user).asn_no_digest = False
        self._run()
        self.assertNotIn("asn_head", self._told())
        self.assertIn("asn_chief", self._told())

    def test_a_region_can_switch_it_off(self):
        self.company.asn_weekly_digest = False
        self._run()
        self.assertFalse(self._told())

    def test_rows_that_wait_stop_when_it_is_switched_off(self):
        self.company.asn_recap_reader_ids = self.auditor_user
        self.rows._plan(self.company)
        self.assertEqual(set(self._told().values()), {"waiting"})
        self.company.asn_weekly_digest = False
        self.company.asn_recap_reader_ids = False
        self._run()
        self.assertEqual(set(self.rows.search([]).mapped("state")), {"skipped"})
        self.assertFalse(self._mails() or self._recaps())

    def test_rows_of_an_archived_region_do_not_call_the_job_again(self):
        self.rows._plan(self.company)
        self.assertGreater(self.rows._count_waiting(), 0)
        self.env.cr.execute("UPDATE res_company SET active = FALSE WHERE id = %s", self.company.ids)
        self.env.invalidate_all()
        self.assertEqual([left for _done, left in self.rows._send_batches()], [0])

    def test_a_week_that_is_over_is_not_told_about(self):
        self.rows._plan(self.company)
        with freeze_time("2026-12-07 05:00:00"):
            self._run()
        self.assertEqual(set(self._told().values()), {"skipped"})

    def test_queries_do_not_grow_with_the_readers(self):
        self.rows._plan(self.company)
        users = self.rows.search([("key", "=", WEEK)]).user_id
        self.assertGreater(len(users), 3)
        digest = self.env["asn.digest"]
        facts = digest._get_facts(self.company)
        digest._prepare_mails(facts, users)
        with self.assertQueryCount(__system__=4):
            digest._prepare_mails(facts, users)

    # ------------------------------------------------------------------
    # The monthly recap
    # ------------------------------------------------------------------

    def _recaps(self):
        mails = self.env["mail.mail"].sudo().search([("attachment_ids", "!=", False)])
        return {mail.recipient_ids.email: mail for mail in mails}

    @mute_logger("odoo.http")
    def test_recap_is_made_with_the_rights_of_its_reader(self):
        self.company.asn_weekly_digest = False
        self.company.asn_recap_reader_ids = self.hr_user | self.auditor_user
        with freeze_time("2026-07-01 05:00:00"):
            self._run()
            self._run()
        mails = self._recaps()
        self.assertEqual(set(mails), {"asn_hr@example.com", "asn_auditor@example.com"})
        attachment = mails["asn_hr@example.com"].attachment_ids
        self.assertEqual(len(attachment), 1)
        book = openpyxl.load_workbook(io.BytesIO(attachment.raw))
        cover = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
        self.assertIn(self.hr_user.name, cover)
        self.assertIn(self.half.name, cover)
        log = self.env["asn.access.log"].search([("kind", "=", "export")])
        self.assertIn(self.hr_user, log.reader_id)
        self.assertEqual(self.rows.search_count([("key", "=", "2026-06")]), 2)

    def test_who_left_the_office_gets_no_recap(self):
        self.company.asn_recap_reader_ids = self.auditor_user
        group = self.env.ref("hr_asn_kinerja.group_asn_auditor")
        self.auditor_user.group_ids = [Command.unlink(group.id)]
        self._run()
        row = self.rows.search([("kind", "=", "monthly")])
        self.assertEqual(row.state, "skipped")
        self.assertTrue(row.note)
        self.assertFalse(self._recaps())

    def test_recap_is_for_offices_only(self):
        for user in (self.nurse_user, self.officer_user, self.head_user):
            with self.assertRaises(ValidationError):
                self.company.asn_recap_reader_ids = user

    def test_who_was_told_is_read_by_the_offices_and_written_by_nobody(self):
        self._run()
        row = self.rows.search([], limit=1)
        for user in (self.hr_user, self.auditor_user):
            self.assertTrue(row.with_user(user).read(["state"]))
            with self.assertRaises(AccessError):
                row.with_user(user).write({"state": "waiting"})
        for user in (self.nurse_user, self.officer_user, self.head_user):
            with self.assertRaises(AccessError):
                row.with_user(user).read(["state"])
