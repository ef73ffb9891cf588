from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import AsnCase

PNG = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Erk"
    b"Jggg=="
)


@tagged("post_install", "-at_install")
class TestAsnSecurity(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._begin_half(with_peer=True)
        cls.entry = cls._log(
            cls.plan.result_ids.indicator_ids[0],
            20,
            evidence_ids=[Command.create({"name": "a.png", "upload": PNG})],
        )

    def _evidence(self, user):
        """The attachments of the evidence as a client finds them, by any means."""
        return (
            self.env["ir.attachment"]
            .with_user(user)
            .search(
                [
                    ("res_model", "=", "asn.evidence"),
                    ("res_field", "in", ("file", "thumbnail")),
                    ("res_id", "in", self.entry.evidence_ids.ids),
                ]
            )
        )

    def test_evidence_file_is_never_reached_beside_its_entry(self):
        """Not found by a search, not read by its id, not changed, not put there. (threat: D09)"""
        stored = self._evidence(self.env.user)
        self.assertEqual(set(stored.mapped("res_field")), {"file", "thumbnail"})
        for user in (self.nurse_user, self.head_user, self.hr_user, self.admin_asn_user):
            self.assertFalse(self._evidence(user))
            file = stored.with_user(user)
            for attempt in (
                lambda file=file: file.read(["raw"]),
                lambda file=file: file.write({"raw": b"forged"}),
                lambda file=file: file.unlink(),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    attempt()
            for model, record in (
                ("asn.evidence", self.entry.evidence_ids),
                ("asn.realisation", self.entry),
            ):
                for field in (False, "file"):
                    with self.assertRaises(AccessError):
                        file.create(
                            {
                                "name": "b.html",
                                "raw": b"<script/>",
                                "res_model": model,
                                "res_field": field,
                                "res_id": record.id,
                            }
                        )
        self.assertEqual(self.entry.evidence_ids.sudo().file, PNG)

    def test_a_file_is_not_moved_onto_an_entry(self):
        """(threat: D09)"""
        own = (
            self.env["ir.attachment"].with_user(self.nurse_user).create({"name": "x", "raw": b"x"})
        )
        for values in (
            {"res_model": "asn.realisation", "res_id": self.entry.id},
            {
                "res_model": "asn.evidence",
                "res_id": self.entry.evidence_ids.id,
                "res_field": "file",
            },
        ):
            with self.assertRaises(AccessError):
                own.write(values)

    def test_recommendation_is_read_on_release_only(self):
        evaluation = self.evaluation.with_user(self.head_user)
        evaluation.draft_recommendation = "Ikut pelatihan"
        own = self.evaluation.with_user(self.nurse_user)
        self.assertFalse(own.recommendation)
        self.assertFalse(own.draft_recommendation)
        self._rate(self.evaluation, "meets", "meets")
        evaluation.draft_recommendation = "Ikut pelatihan triase"
        self.assertFalse(own.recommendation)
        evaluation.action_release()
        self.assertEqual(own.recommendation, "Ikut pelatihan triase")
        with self.assertRaises(AccessError):
            evaluation.draft_recommendation = "Lain"
        self.evaluation.with_user(self.hr_user).action_reopen("Salah hitung")
        self.assertFalse(own.recommendation)

    def test_hidden_result_is_not_linked_to_read_it(self):
        result = self.plan.result_ids[0].with_user(self.nurse_user)
        self.plan.with_user(self.head_user).action_reopen("Ubah")
        hidden = self.peer_plan.result_ids[0]
        with self.assertRaises(AccessError):
            result.parent_result_ids = [Command.link(hidden.id)]
        values = {"parent_result_ids": [[4, hidden.id]]}
        with self.assertRaises(AccessError):
            result.onchange(values, ["parent_result_ids"], {"parent_summary": {}})
        self.assertFalse(self.plan.result_ids[0].parent_result_ids)

    def test_onchange_answers_nothing_of_a_hidden_record(self):
        hidden = self.peer_plan.result_ids.indicator_ids[0]
        entry = self.env["asn.realisation"].with_user(self.nurse_user)
        spec = {"indicator_id": {"fields": {"display_name": {}}}, "unit": {}, "employee_name": {}}
        with self.assertRaises(AccessError):
            entry.onchange({"indicator_id": hidden.id}, ["indicator_id"], spec)
        own = self.plan.result_ids.indicator_ids[0]
        answer = entry.onchange({"indicator_id": own.id}, ["indicator_id"], spec)
        self.assertEqual(answer["value"]["unit"], own.unit)
        plan = self.peer_plan.with_user(self.nurse_user)
        with self.assertRaises(AccessError):
            plan.onchange({}, ["approach"], {"approach": {}})

    def test_a_link_is_checked_in_every_spelling(self):
        """Odoo takes a list of plain ids for links, and a number with a fraction for an id."""
        results = self.env["asn.skp.result"].with_user(self.nurse_user)
        self.plan.with_user(self.head_user).action_reopen("Ubah")
        own = self.plan.result_ids[0].with_user(self.nurse_user)
        key = self.peer_plan.result_ids[0].id
        spec = {"parent_result_ids": {"fields": {"display_name": {}}}, "parent_summary": {}}
        for value in (
            [key],
            [float(key)],
            [str(key)],
            [[4, float(key)]],
            [[4, str(key)]],
            [[6, 0, [float(key)]]],
            [[6, 0, str(key)]],
            [[6, 0, [[key]]]],
            [[1, str(key), {}]],
        ):
            values = {"skp_id": self.plan.id, "parent_result_ids": value}
            with self.subTest(value=value), self.assertRaises(UserError):
                results.onchange(values, ["parent_result_ids"], spec)
            with self.subTest(written=value), self.assertRaises(UserError):
                own.write({"parent_result_ids": value})

    def test_a_list_is_compared_with_what_the_reader_sees_in_every_spelling(self):
        """The evaluator learns that a rating has been begun, the person does not. (threat: B01)"""
        rating = self.evaluation.sudo().rating_ids or self.env["asn.evaluation.rating"].create(
            {"evaluation_id": self.evaluation.id}
        )
        for operator, value, by_evaluator, by_owner in (
            ("=?", rating.id, True, False),
            ("==", rating.id, True, False),
            ("<>", False, True, False),
            ("<>", rating.id, False, True),
            ("=", float(rating.id), True, False),
            ("in", [float(rating.id), None], True, False),
            ("not in", [rating.id, None], False, True),
            ("=", [], False, True),
            ("!=", [], True, False),
        ):
            for user, seen in ((self.head_user, by_evaluator), (self.nurse_user, by_owner)):
                domain = [("id", "=", self.evaluation.id), ("rating_ids", operator, value)]
                with self.subTest(user=user.login, operator=operator, value=value):
                    found = self.env["asn.evaluation"].with_user(user).search_count(domain)
                    self.assertEqual(bool(found), seen)

    def test_a_unit_that_is_deleted_takes_the_rights_of_its_officer_along(self):
        middle = self.env["hr.department"].create({"name": "Bidang", "parent_id": self.agency.id})
        self.clinic.parent_id = middle
        self.officer_user.asn_unit_ids = middle
        plans = self.env["asn.skp"].with_user(self.officer_user)
        self.assertIn(self.plan, plans.search([]))
        middle.unlink()
        self.assertNotIn(self.plan, plans.search([]))

    def test_reason_is_a_text(self):
        for reason in (7, ["x"], "a\x00b", "x" * 30000):
            with self.subTest(reason=str(reason)[:9]), self.assertRaises(UserError):
                self.plan.with_user(self.head_user).action_reopen(reason)
        self.assertEqual(self.plan.state, "agreed")

    def test_dialog_belongs_to_who_opened_it(self):
        dialog = (
            self.env["asn.reason"]
            .with_user(self.head_user)
            .create(
                {
                    "res_model": "asn.skp",
                    "res_id": self.plan.id,
                    "action": "reopen",
                    "reason": "Target terlalu tinggi",
                }
            )
        )
        with self.assertRaises(AccessError):
            dialog.with_user(self.hr_user).read(["reason"])
        with self.assertRaises(AccessError):
            dialog.with_user(self.nurse_user).action_confirm()
        dialog.action_confirm()
        self.assertEqual(self.plan.state, "returned")

    def test_auditor_reads_and_does_not_comment(self):
        evaluation = self.evaluation.with_user(self.auditor_user)
        self.assertEqual(evaluation.employee_name, self.nurse.name)
        with self.assertRaises(AccessError):
            evaluation.message_post(body="Catatan")

    def test_opening_a_form_needs_one_readable_document(self):
        plans = self.env["asn.skp"].with_user(self.nurse_user)
        for plan in (plans, plans.browse(self.peer_plan.id), self.plan | self.peer_plan):
            with self.assertRaises(UserError):
                plan.with_user(self.nurse_user).action_log_work()

    def test_numbers_are_written_without_a_language_in_the_call(self):
        indicator = self.plan.result_ids.indicator_ids[0].with_user(self.head_user)
        for lang in (False, "xx_XX"):
            shown = indicator.with_context(lang=lang).target_display
            self.assertEqual("".join(c for c in shown if c.isdigit()), "3600")

    def test_officer_adds_plans_of_the_own_units_only(self):
        plans = self.env["asn.skp"].with_user(self.officer_user)
        late = self.env["hr.employee"].create(
            {
                "name": "Pegawai Baru",
                "department_id": self.clinic.id,
                "asn_status": "pns",
                "date_version": "2026-03-01",
            }
        )
        values = {"period_id": self.year.id, "date_start": "2026-03-01"}
        plan = plans.create({**values, "employee_id": late.id})
        self.assertEqual(plan.unit_id, self.clinic)
        stranger = self._plan_of(self.outsider)
        stranger.with_user(self.hr_user).action_cancel("Salah")
        with self.assertRaises(AccessError):
            plans.create({**values, "employee_id": self.outsider.id})
        own = self._plan_of(self.officer)
        own.with_user(self.hr_user).action_cancel("Salah")
        with self.assertRaises(AccessError):
            plans.create({**values, "employee_id": self.officer.id})
