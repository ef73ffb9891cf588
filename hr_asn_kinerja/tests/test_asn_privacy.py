from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL

from ..models.privacy.erasures import ERASURES, KEPT, NAME, TEXT
from .evidence_files import file_command
from .objection_common import ObjectionCase

SECRET = "kalimat pribadi"
ELSEWHERE = (
    *("mail_message", "mail_tracking_value", "mail_activity", "res_partner", "res_users"),
    *("hr_employee", "resource_resource", "calendar_event"),
)
REASON = "Surat Dinas Arsip nomor 12 tahun 2026"


@tagged("post_install", "-at_install")
class TestAsnPrivacy(ObjectionCase):
    """The nurse left five years ago; everything about her was written by real steps."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        plan = cls.plan.with_user(cls.head_user)
        plan.action_reopen(f"Target berubah, {SECRET}.")
        plan.behaviour_ids[0].expectation = f"Ramah, {SECRET}."
        cls.plan.with_user(cls.nurse_user).action_propose()
        plan.action_agree()
        cls.entry = cls._log(
            cls.plan.result_ids.indicator_ids[0],
            400,
            date="2026-08-03",
            note=SECRET,
            evidence_ids=[file_command()],
        )
        cls.env["asn.feedback"].with_user(cls.head_user).action_step(
            "give",
            {
                "employee_id": cls.nurse.id,
                "kind": "appreciation",
                "situation": f"Rapat, {SECRET}",
                "effect": SECRET,
                "is_sure": True,
            },
        )
        cls.plan.with_user(cls.nurse_user).message_post(body=f"Pesan, {SECRET}")
        cls.evaluation.date_received = "2026-11-20"
        case = cls("_all_steps")
        cls.objection = case._file(reason_results=f"Siti Rahmah: {SECRET}")
        case._explain(cls.objection, f"Bukti kurang, {SECRET}.")
        cls._decide(case, cls.objection, "keep", draft_decision=f"Tetap, {SECRET}.")
        cls.nip = cls.nurse.asn_nip
        cls._leave(cls.nurse, date(2021, 11, 24))
        cls.runs = cls.env["asn.retention.run"]

    def _all_steps(self):
        """The name a case is made with; its short ways are used above."""

    @classmethod
    def _leave(cls, person, day):
        # Linking a login leaves the contact of before behind; nothing leads from a person to it.
        cls.env["res.partner"].search(
            [("name", "=", person.name), ("id", "not in", person._get_related_partners().ids)]
        ).unlink()
        person.user_id.active = False
        person.current_version_id.departure_date = day
        person.active = False

    def _run_job(self):
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60.0):
            self.runs._cron_retention()

    def _preview(self, user=None):
        action = self.runs.with_user(user or self.hr_user)._open_preview()
        return self.runs.with_user(user or self.hr_user).browse(action["res_id"])

    def _finish(self):
        run = self._preview()
        run.reason = REASON
        run.action_confirm()
        return run

    def _dump(self, text):
        """Return the tables in which a text stands; of ours all but the sealed chain."""
        self.env.flush_all()
        tables = self.env.execute_query(
            SQL(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND"
                " (relname LIKE %s OR relname = ANY(%s)) AND relname <> 'asn_signature'",
                "asn\\_%",
                list(ELSEWHERE),
            )
        )
        self.assertGreater(len(tables), 60)
        return {
            table
            for (table,) in tables
            if self.env.execute_query(
                SQL(
                    "SELECT FROM %s AS own WHERE own::text ILIKE %s LIMIT 1",
                    SQL.identifier(table),
                    f"%{text}%",
                )
            )
        }

    def _rest(self):
        """Return all that statistics are made of: every column but those that are erased."""
        self.env.flush_all()
        found = {}
        for model, ways in ERASURES.items():
            gone = {name for _path, columns in ways for name in columns}
            gone |= {"content", "checksum", "has_thumbnail"}
            table = self.env[model]._table
            found[model] = self.env.execute_query(
                SQL(
                    "SELECT to_jsonb(own) - %s::text[] FROM %s AS own ORDER BY id",
                    sorted(gone),
                    SQL.identifier(table),
                )
            )
        return found

    # ------------------------------------------------------------------
    # What goes and what stays
    # ------------------------------------------------------------------

    def test_names_and_words_go_and_every_number_stays(self):
        for text in (SECRET, "Siti Rahmah", self.nip):
            self.assertIn("asn_skp" if text != SECRET else "asn_realisation", self._dump(text))
        before = self._rest()
        run = self._finish()
        self.assertEqual(run.state, "done")
        for text in (SECRET, "Siti Rahmah", self.nip):
            self.assertEqual(self._dump(text), set(), text)
        self.assertEqual(self._rest(), before)
        nameless = f"Pegawai {self.nurse.id}"
        self.assertEqual(
            {self.nurse.name, self.plan.employee_name, self.evaluation.employee_name},
            {nameless},
        )
        self.assertEqual(self.nurse.asn_anonymised_on, date(2026, 11, 24))
        self.assertEqual(self.evaluation.result_rating, "below")

    def test_files_go_and_their_number_stays(self):
        evidence = self.entry.evidence_ids
        files = self.env["ir.attachment"].search(
            [("res_model", "=", "asn.evidence"), ("res_id", "=", evidence.id)]
            + [("res_field", "!=", False)]
        )
        self.assertTrue(files)
        self._finish()
        self.assertFalse(files.exists())
        self.assertEqual(self.entry.evidence_ids, evidence)
        self.assertTrue(self.entry.has_evidence)
        self.assertFalse(evidence._read_content())

    def test_records_of_others_are_as_before(self):
        others = self.env["asn.skp"].search([("employee_id", "!=", self.nurse.id)])
        names = others.mapped("employee_name")
        self._finish()
        self.assertEqual(others.mapped("employee_name"), names)
        self.assertEqual(self.head.name, "Teuku Rizal")
        self.assertEqual(self.plan.evaluator_name, "Teuku Rizal")

    def test_every_stored_text_is_erased_or_kept_on_purpose(self):
        """A new text about a person goes into ``models/privacy/erasures.py``."""
        forgotten = []
        for name, model in self.env.registry.items():
            if not name.startswith("asn.") or model._abstract or model._transient:
                continue
            if name.startswith("asn.retention"):  # its own way: _forget_names
                continue
            texts = {
                field.name
                for field in model._fields.values()
                if field.store
                and field.column_type
                and field.type in ("char", "text", "html", "json", "binary")
            }
            if name not in ERASURES and name not in KEPT and not self._is_about_people(model):
                continue
            listed = set(KEPT.get(name, ()))
            listed |= {column for _p, columns in ERASURES.get(name, ()) for column in columns}
            forgotten += [f"{name}.{text}" for text in sorted(texts - listed)]
        self.assertEqual(forgotten, [])

    def _is_about_people(self, model):
        people = {"hr.employee", "asn.skp", "asn.evaluation", "asn.realisation", "asn.objection"}
        return model._auto and any(
            field.type == "many2one" and field.store and field.comodel_name in people
            for field in model._fields.values()
        )

    def test_lists_name_columns_that_are_there(self):
        for model, ways in ERASURES.items():
            for path, columns in ways:
                found = self.env[model]
                for link in path.split("."):
                    found = self.env[found._fields[link].comodel_name]
                self.assertEqual(found._name, "hr.employee")
                for column, what in columns.items():
                    field = self.env[model]._fields[column]
                    self.assertTrue(field.store and field.column_type, f"{model}.{column}")
                    self.assertFalse(what in (NAME, TEXT) and field.type == "integer")

    # ------------------------------------------------------------------
    # The chain
    # ------------------------------------------------------------------

    def test_chain_is_whole_and_tells_what_happened(self):
        signatures = self.env["asn.signature"].search([("employee_name", "=", "Siti Rahmah")])
        self.assertGreaterEqual(len(signatures), 4)
        before = signatures.sudo().read(["content", "hash", "employee_name"])
        genuine = signatures.filtered(lambda one: one.status == "genuine")
        self.assertIn("objection_decided", genuine.mapped("kind"))
        replaced = signatures - genuine
        self._finish()
        signatures.invalidate_recordset()
        self.assertTrue(self.env["asn.signature"]._check_chain(self.company.id).is_whole)
        self.assertEqual(signatures.sudo().read(["content", "hash", "employee_name"]), before)
        self.assertEqual(set(genuine.mapped("status")), {"anonymised"})
        self.assertEqual(set(replaced.mapped("status")), {"replaced"})
        page = genuine[0]._get_page()
        self.assertEqual((page["anonymised_on"], page["initials"]), ("24 November 2026", "–"))
        text = str(
            self.env["ir.qweb"]._render(
                "hr_asn_kinerja.asn_verify_page", {"page": page, "is_busy": False}
            )
        )
        self.assertIn("dianonimkan pada 24 November 2026", text)

    def test_rating_changed_behind_the_back_is_found_all_the_same(self):
        self._finish()
        signature = self.env["asn.signature"].search(
            [("evaluation_id", "=", self.evaluation.id), ("kind", "=", "evaluation_released")],
            order="id desc",
            limit=1,
        )
        self.assertEqual(signature.status, "anonymised")
        self.env.cr.execute(
            "UPDATE asn_evaluation SET result_rating = 'above' WHERE id = %s",
            [self.evaluation.id],
        )
        signature.invalidate_recordset()
        self.assertEqual(signature.status, "broken")

    def test_nobody_reads_the_names_in_the_chain_any_more(self):
        domain = [("employee_name", "=", "Siti Rahmah")]
        for user in (self.hr_user, self.auditor_user, self.head_user):
            self.assertTrue(self.env["asn.signature"].with_user(user).search(domain))
        self._finish()
        for user in (self.hr_user, self.auditor_user, self.admin_asn_user, self.head_user):
            self.assertFalse(self.env["asn.signature"].with_user(user).search(domain))

    def test_kept_versions_of_the_plan_are_nameless_and_whole(self):
        versions = self.plan.revision_ids
        self.assertTrue(versions)
        self._finish()
        for version in versions:
            self.assertTrue(version._is_intact())
            self.assertIn("Jumlah pasien dilayani", version.content)

    # ------------------------------------------------------------------
    # Who, when, and how it goes on
    # ------------------------------------------------------------------

    def test_preview_changes_nothing(self):
        before = self._rest()
        run = self._preview()
        self.assertEqual(self._rest(), before)
        self.assertEqual(run.line_ids.mapped("person_name"), ["Siti Rahmah"])
        self.assertEqual(run.line_ids.document_count, 2)
        self.assertEqual((run.total, run.done, run.left_by), (1, 0, date(2021, 11, 24)))
        self.assertEqual(self.nurse.name, "Siti Rahmah")

    def test_only_the_office_starts_it(self):
        for user in (self.head_user, self.officer_user, self.auditor_user, self.plain_user):
            with self.assertRaises(AccessError):
                self.runs.with_user(user)._open_preview()
        run = self._preview()
        run.reason = REASON
        for user in (self.officer_user, self.auditor_user, self.admin_asn_user):
            with self.assertRaises(AccessError):
                run.with_user(user).action_confirm()
        with self.assertRaises(AccessError):
            run.with_user(self.admin_asn_user).reason = "Alasan lain yang panjang"
        with self.assertRaises(AccessError):
            run.left_by = date(2026, 1, 1)
        with self.assertRaises(AccessError):
            run.line_ids.outcome = "done"
        with self.assertRaises(AccessError):
            self.head.with_user(self.hr_user).asn_anonymised_on = date(2026, 1, 1)
        self.assertEqual(self.nurse.name, "Siti Rahmah")

    def test_a_reason_is_asked_for_and_one_goes_once(self):
        run = self._preview()
        for reason in (False, "   ", "arsip"):
            run.reason = reason
            with self.assertRaises(UserError):
                run.action_confirm()
        run.reason = REASON
        run.action_confirm()
        with self.assertRaises(UserError):
            run.action_confirm()
        with self.assertRaises(AccessError):
            run.reason = "Alasan yang ditulis sesudahnya"
        self.assertEqual((run.done, run.document_count, run.years), (1, 2, 5))
        self.assertEqual(run.line_ids.person_name, f"Pegawai {self.nurse.id}")
        with self.assertRaises(UserError):
            run.sudo().unlink()

    def test_who_left_a_day_later_or_came_back_is_left_alone(self):
        self.nurse.current_version_id.departure_date = date(2021, 11, 25)
        self.assertFalse(self._preview().line_ids)
        self.nurse.current_version_id.departure_date = date(2021, 11, 24)
        run = self._preview()
        self.nurse.active = True
        run.reason = REASON
        run.action_confirm()
        self.assertEqual((run.line_ids.outcome, run.state, run.done), ("serving", "done", 0))
        self.assertEqual(self.nurse.name, "Siti Rahmah")

    def test_open_objection_holds_the_records(self):
        self.env.cr.execute(
            "UPDATE asn_objection SET state = 'filed' WHERE id = %s", [self.objection.id]
        )
        self.env.invalidate_all()
        run = self._preview()
        self.assertEqual((run.total, run.held_count), (0, 1))
        self.assertEqual(run.line_ids.outcome, "objection")

    def test_for_ever_means_for_ever(self):
        self.company.asn_retention_years = 0
        with self.assertRaises(UserError):
            self._preview()
        self.company.asn_retention_auto = True
        self._run_job()
        self.assertFalse(self.runs.search([]))
        with self.assertRaises(ValidationError):
            self.company.write({"asn_retention_years": 2.5})

    def test_job_runs_only_where_the_setting_lets_it_and_goes_on_in_batches(self):
        self._leave(self.outsider, date(2019, 1, 31))
        self._run_job()
        self.assertEqual(self.nurse.name, "Siti Rahmah")
        self.assertFalse(self.runs.search([]))
        self.company.asn_retention_auto = True
        run = self.runs._prepare(self.company, is_automatic=True)
        run.state = "running"
        self.assertEqual(run._run_batch(1), 1)
        self.assertEqual((run.state, run.done, run.total), ("running", 1, 2))
        self.assertEqual(self.outsider.name, f"Pegawai {self.outsider.id}")
        self.assertEqual(self.nurse.name, "Siti Rahmah")
        self._run_job()
        self.assertEqual((run.state, run.done), ("done", 2))
        self.assertEqual(self.nurse.name, f"Pegawai {self.nurse.id}")
        self._run_job()  # nobody is left: no empty rows in the log every night
        self.assertEqual(self.runs.search([]), run)

    def test_login_that_is_off_loses_its_name_and_one_that_is_on_stays(self):
        self._finish()
        user = self.nurse_user
        self.assertEqual((user.login, user.name), (f"pegawai-{self.nurse.id}", self.nurse.name))
        self.assertEqual(self.head_user.login, "asn_head")

    # ------------------------------------------------------------------
    # The notice
    # ------------------------------------------------------------------

    def test_notice_is_shown_until_read_and_again_after_a_change(self):
        mine = self.env["asn.skp"].with_user(self.colleague_user)
        notice = mine.get_privacy_notice()
        self.assertTrue(notice["is_new"])
        self.assertEqual((notice["years"], notice["region"]), (5, self.company.name))
        self.assertIn("PP 30/2019", notice["purpose"])
        mine.dismiss_privacy_notice()
        self.assertFalse(mine.get_privacy_notice()["is_new"])
        theirs = self.env["asn.skp"].with_user(self.head_user)
        self.assertTrue(theirs.get_privacy_notice()["is_new"])
        self.colleague_user.sudo().asn_privacy_seen_on = "2026-11-23 00:00:00"
        self.company.asn_privacy_contact = "Bagian Organisasi"
        notice = mine.get_privacy_notice()
        self.assertTrue(notice["is_new"])
        self.assertEqual(notice["contact"], "Bagian Organisasi")
