import json
import secrets
from base64 import b64decode

import psycopg2
from psycopg2.errors import InsufficientPrivilege

from odoo.exceptions import AccessError, UserError
from odoo.sql_db import db_connect
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.signature.asn_signature_chain import BATCH_SIZE, LOCK
from ..rules import signature as signature_rules
from .common import AsnCase
from .signature_common import SignatureMixin


@tagged("post_install", "-at_install")
class TestAsnSignature(SignatureMixin, AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls._sign_everything()

    # ------------------------------------------------------------------
    # What is written
    # ------------------------------------------------------------------

    def test_each_step_is_signed_by_who_took_it(self):
        facts = [
            (one.kind, one.signer_name, one.signer_nip, one.signer_role, one.user_id)
            for one in (self.agreed, self.released, self.received)
        ]
        head = (self.head.name, self.head.asn_nip, "evaluator", self.head_user)
        nurse = (self.nurse.name, self.nurse.asn_nip, "employee", self.nurse_user)
        self.assertEqual(
            facts,
            [
                ("plan_agreed", *head),
                ("evaluation_released", *head),
                ("evaluation_acknowledged", *nurse),
            ],
        )
        self.assertEqual(self.agreed.skp_id, self.plan)
        self.assertEqual(self.released.evaluation_id, self.evaluation)
        self.assertEqual(self.agreed.date, self.plan.date_agreed)
        self.assertEqual(self.released.date, self.evaluation.date_released)
        self.assertEqual(self.received.date, self.evaluation.date_acknowledged)
        self.assertEqual(self.agreed.period_name, self.year.name)

    def test_plan_is_signed_with_all_that_was_agreed(self):
        content = json.loads(self.agreed.content)
        results = {result["name"]: result for result in content["body"]["results"]}
        (patients,) = results["Terlayaninya pasien rawat jalan sesuai standar"]["indicators"]
        (timely,) = results["Meningkatnya ketepatan waktu pelayanan"]["indicators"]
        self.assertEqual((patients["unit"], patients["target"]["value"]), ("pasien", "3600"))
        self.assertEqual((timely["unit"], timely["target"]["value"]), ("%", "90"))
        self.assertEqual(len(content["body"]["behaviour"]), 7)
        frame = content["frame"]
        self.assertEqual(frame["employee"]["nip"], self.nurse.asn_nip)
        post = self.head.version_id
        self.assertEqual(
            frame["evaluator"],
            {
                "name": self.head.name,
                "nip": self.head.asn_nip,
                "rank": post.asn_rank_id.display_name,
                "post": post.job_title,
                "unit": post.department_id.name,
            },
        )
        self.assertEqual(frame["superior"]["name"], self.chief.name)
        self.assertEqual((frame["version"], frame["proposed_by"]), (1, self.nurse.name))

    def test_evaluation_is_signed_with_ratings_and_figures(self):
        content = json.loads(self.released.content)
        ratings = content["body"]["ratings"]
        self.assertEqual(
            (ratings["results"], ratings["behaviour"], ratings["predicate"]),
            ("meets", "above", "good"),
        )
        self.assertEqual(content["body"]["recommendation"], "Ikut pelatihan.")
        lines = {line["name"]: line for line in content["body"]["lines"]}
        first = lines["Jumlah pasien dilayani"]
        self.assertEqual(
            (first["target"]["value"], first["realised"], first["achievement"], first["entries"]),
            ("1800", "1800", "100", 1),
        )

    def test_employee_receives_exactly_what_was_released(self):
        released, received = (json.loads(one.content) for one in (self.released, self.received))
        self.assertEqual(released["body"], received["body"])

    def test_text_is_the_canonical_one_and_the_checksums_follow(self):
        for one in (self.agreed, self.released, self.received):
            content = json.loads(one.content)
            self.assertEqual(signature_rules.canonical(content), one.content)
            self.assertEqual(signature_rules.digest(one.content), one.content_hash)
        self.assertEqual(self.released.previous_hash, self.agreed.hash)
        self.assertEqual(self.received.previous_hash, self.released.hash)
        self.assertTrue(self._check().is_whole)

    def test_tokens_are_long_and_differ(self):
        tokens = {one.sudo().token for one in self.agreed | self.released | self.received}
        self.assertEqual(len(tokens), 3)
        self.assertTrue(all(len(token) == 32 for token in tokens))  # 24 bytes

    def test_agreeing_anew_replaces_and_keeping_does_not(self):
        plan = self.plan.with_user(self.head_user)
        plan.action_reopen("Target berubah.")
        self.assertEqual(self.agreed.status, "replaced")
        plan.action_keep_agreed()
        self.agreed.invalidate_recordset()
        self.assertEqual(self.agreed.status, "genuine")
        plan.action_reopen("Target berubah.")
        self.plan.result_ids[0].indicator_ids.with_user(self.nurse_user).target_value = 4000
        self.plan.with_user(self.nurse_user).action_propose()
        plan.action_agree()
        self.agreed.invalidate_recordset()
        self.assertEqual(self.agreed.status, "replaced")
        last = self.plan.signature_ids.sorted("sequence")[-1]
        self.assertEqual(last.status, "genuine")
        self.assertEqual(json.loads(last.content)["frame"]["version"], 2)

    def test_reopened_evaluation_is_no_longer_genuine(self):
        self.assertEqual(self.released.status, "genuine")
        self.assertEqual(self.received.status, "genuine")
        self.evaluation.with_user(self.hr_user).action_reopen("Salah pilih.")
        self.released.invalidate_recordset()
        self.assertEqual(self.released.status, "replaced")

    def test_change_behind_the_back_is_seen(self):
        self.env.cr.execute(
            "UPDATE asn_evaluation_indicator SET realised = realised + 1 WHERE evaluation_id = %s",
            [self.evaluation.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.released.status, "broken")
        self.assertEqual(self.agreed.status, "genuine")

    def test_new_evaluator_and_new_name_of_the_unit_change_nothing(self):
        self.clinic.name = "Puskesmas Penanggalan Baru"
        self.plan.with_user(self.officer_user).evaluator_id = self.chief
        self.assertEqual((self.agreed.status, self.released.status), ("genuine", "genuine"))

    def test_unsigned_documents_say_so(self):
        plan = self._plan_of(self.colleague)
        self.assertFalse(plan.signature_note)
        self.env.cr.execute("UPDATE asn_skp SET state = 'agreed' WHERE id = %s", [plan.id])
        plan.invalidate_recordset()
        self.assertEqual(plan.signature_note, "Not signed in the system.")
        self.assertIn(self.head.name, self.plan.signature_note)
        self.assertIn(self.agreed.code, self.plan.signature_note)

    # ------------------------------------------------------------------
    # Thousands at once
    # ------------------------------------------------------------------

    def test_many_at_once_is_what_one_by_one_is(self):
        evaluations = self.evaluation | self._other_evaluation()
        signatures = self.env["asn.signature"]
        one_by_one = [
            signatures.with_user(self.head_user).sudo()._sign(e, "evaluation_released").content
            for e in evaluations.sorted("id")
        ]
        many = signatures._sign_many(evaluations, "evaluation_released", self.head_user)
        self.assertEqual(many.sorted("sequence").mapped("content"), one_by_one)
        self.assertEqual(set(many.mapped("signer_name")), {self.head.name})
        self.assertTrue(self._check().is_whole)

    def test_queries_do_not_grow_with_the_number(self):
        evaluations = self.evaluation | self._other_evaluation()
        self.assertLess(len(evaluations), BATCH_SIZE)
        signatures = self.env["asn.signature"]
        counts = []
        signatures._sign_many(self.evaluation, "evaluation_released", self.head_user)
        for documents in (self.evaluation, evaluations):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            signatures._sign_many(documents, "evaluation_released", self.head_user)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_nothing_to_sign_is_nothing(self):
        before = self._check().count
        none = self.env["asn.evaluation"]
        self.assertFalse(self.env["asn.signature"]._sign_many(none, "evaluation_released"))
        self.assertEqual(self._check().count, before)

    def _other_evaluation(self):
        plan = self._agree_plan(self.colleague)
        self._rate(plan.evaluation_ids, "above", "meets")
        plan.evaluation_ids.with_user(self.head_user).action_release()
        return plan.evaluation_ids

    # ------------------------------------------------------------------
    # Nobody changes it
    # ------------------------------------------------------------------

    def test_nobody_writes_creates_deletes_or_copies(self):
        for user in (
            self.nurse_user,
            self.head_user,
            self.hr_user,
            self.auditor_user,
            self.admin_asn_user,
            self.env.ref("base.user_root"),
        ):
            one = self.agreed.with_user(user)
            with self.assertRaises(UserError):
                one.write({"signer_name": "Orang lain"})
            with self.assertRaises(UserError):
                one.unlink()
            with self.assertRaises(UserError):
                one.copy()
            with self.assertRaises(UserError):
                one.create({"signer_name": "Orang lain", "record": 1})
        with self.assertRaises(UserError):
            self.agreed.sudo().unlink()
        self.assertTrue(self._check().is_whole)

    @mute_logger("odoo.sql_db")
    def test_raw_sql_is_refused(self):
        self.env.flush_all()
        for query in (
            "UPDATE asn_signature SET signer_name = 'Orang lain'",
            "DELETE FROM asn_signature",
            "TRUNCATE asn_signature CASCADE",
            "TRUNCATE asn_evaluation CASCADE",
            "UPDATE asn_signature_head SET sequence = sequence - 1",
            "UPDATE asn_signature_head SET hash = 'x'",
            "DELETE FROM asn_signature_head",
            "TRUNCATE asn_signature_head",
        ):
            with (
                self.subTest(query),
                self.assertRaises(InsufficientPrivilege),
                self.env.cr.savepoint(flush=False),
            ):
                self.env.cr.execute(query)
        self.assertTrue(self._check().is_whole)

    @mute_logger("odoo.sql_db")
    def test_signed_documents_stay(self):
        self.env.flush_all()
        with self.assertRaises(psycopg2.IntegrityError), self.env.cr.savepoint(flush=False):
            self.env.cr.execute("DELETE FROM asn_evaluation WHERE id = %s", [self.evaluation.id])

    def test_triggers_survive_an_upgrade_and_go_with_the_addon(self):
        signatures = self.env["asn.signature"]
        signatures.init()
        signatures.init()
        count = (
            "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'asn_append_only%%'"
            " AND tgrelid::regclass::text LIKE 'asn_signature%%'"
        )
        self.assertEqual(self.env.execute_query(self._sql(count)), [(5,)])
        signatures._remove_database_objects()
        self.assertEqual(self.env.execute_query(self._sql(count)), [(0,)])
        left = (
            "SELECT count(*) FROM pg_proc WHERE proname LIKE 'asn_signature%%'"
            " UNION ALL SELECT count(*) FROM pg_class WHERE relname = 'asn_signature_head'"
        )
        self.assertEqual(self.env.execute_query(self._sql(left)), [(0,), (0,)])

    @staticmethod
    def _sql(text):
        from odoo.tools import SQL

        return SQL(text)

    def test_who_waited_goes_on_after_the_one_before(self):  # threat: A11 G05 M01
        """Hundreds acknowledge in one minute: nobody is refused, for nothing has to be repeated."""
        signatures = self.env["asn.signature"]
        region = -secrets.randbelow(2**31)  # none: what another connection commits stays here
        self.env.cr.execute("SELECT count(*) FROM asn_signature_head")  # what is read from now on
        with db_connect(self.env.cr.dbname).cursor() as elsewhere:
            elsewhere.execute(
                "INSERT INTO asn_signature_head (company_id, sequence, hash) VALUES (%s, 0, %s)",
                [region, signature_rules.GENESIS],
            )
        self.assertEqual(signatures._lock_chain(region), (0, signature_rules.GENESIS))
        with db_connect(self.env.cr.dbname).cursor() as elsewhere:
            elsewhere.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK, region])
            self.assertEqual(elsewhere.fetchall(), [(False,)])

    # ------------------------------------------------------------------
    # Who reads
    # ------------------------------------------------------------------

    def test_read_like_the_document(self):
        mine = self.agreed | self.released | self.received
        for user, expected in (
            (self.nurse_user, mine),
            (self.head_user, mine),
            (self.chief_user, mine),
            (self.officer_user, mine),
            (self.hr_user, mine),
            (self.auditor_user, mine),
            (self.colleague_user, mine.browse()),
            (self.outsider_user, mine.browse()),
            (self.plain_user, mine.browse()),
        ):
            found = mine.with_user(user).search([("id", "in", mine.ids)])
            self.assertEqual(found.sudo(), expected.sudo(), user.login)

    def test_text_and_checksums_are_for_the_offices(self):
        for name in ("content", "content_hash", "hash", "signer_nip"):
            self.assertTrue(self.released.with_user(self.auditor_user).read([name])[0][name])
            with self.assertRaises(AccessError):
                self.released.with_user(self.nurse_user).read([name])
        for name in ("token", "salt", "token_digest"):
            with self.assertRaises(AccessError):
                self.released.with_user(self.admin_asn_user).read([name])
        shown = self.released.with_user(self.nurse_user).read(["code", "status", "verify_url"])
        self.assertEqual(shown[0]["status"], "genuine")

    def test_qr_code_is_a_picture(self):
        self.assertEqual(self.released._get_qr_png()[:8], b"\x89PNG\r\n\x1a\n")
        kind, picture = self.released.qr_code.split(",")
        self.assertEqual(kind, "data:image/png;base64")
        self.assertEqual(b64decode(picture)[:4], b"\x89PNG")

    def test_form_needs_no_date_of_change(self):
        """The widget of binary pictures reads ``write_date``; the form would not open."""
        arch = self.env["asn.signature"].get_view(view_type="form")["arch"]
        self.assertNotIn("write_date", self.env["asn.signature"]._fields)
        self.assertNotIn('widget="image"', arch)
        self.assertIn('name="qr_code"', arch)
