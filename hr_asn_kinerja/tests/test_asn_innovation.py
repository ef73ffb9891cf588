from base64 import b64encode
from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError

from ..rules.cells import plain_cell
from .common import AsnCase

PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Erk"
    "Jggg=="
)


class InnovationCase(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.half.with_user(cls.hr_user).action_open()
        cls.second_half.with_user(cls.hr_user).action_open()
        cls.plan = cls._agree_plan(cls.nurse)
        cls.patients, cls.on_time = cls.plan.result_ids.indicator_ids
        cls.waiting = cls.env["asn.indicator"].create(
            {
                "code": "T-W",
                "name": "Waktu tunggu rata-rata",
                "field": "health",
                "aspect": "time",
                "unit": "menit",
                "polarity": "lower",
                "aggregation": "average",
            }
        )

    def _draft(self, user=None, **values):
        return (
            self.env["asn.innovation"]
            .with_user(user or self.nurse_user)
            .create(
                {
                    "name": "Antrian daring",
                    "problem": "Pasien menunggu lama.",
                    "idea": "Nomor antrian lewat WhatsApp.",
                    "expected_effect": "Berkurangnya waktu tunggu pasien",
                    "indicator_kind": "library",
                    "library_id": self.waiting.id,
                    "before_value": 75,
                    "before_date": "2026-06-30",
                    "before_source": "Register pendaftaran",
                    "target_value": 30,
                    "target_date": "2026-12-31",
                    **values,
                }
            )
        )

    def _proposed(self, **values):
        draft = self._draft(**values)
        draft.action_propose()
        return draft

    def _endorsed(self, **values):
        innovation = self._proposed(**values)
        innovation.with_user(self.head_user).action_endorse()
        return innovation

    def _measured(self, value=30, **values):
        innovation = self._endorsed(**values)
        innovation.action_begin()
        innovation.write(
            {
                "after_kind": "typed",
                "after_value": value,
                "after_date": "2026-11-20",
                "after_source": "Register pendaftaran",
                "after_file": PNG,
                "after_file_name": "register.png",
            }
        )
        innovation.action_measure()
        return innovation

    def _card(self, innovation, user=None):
        return (
            self.env["asn.innovation.gallery"]
            .with_user(user or self.outsider_user)
            .browse(innovation.id)
        )


class TestInnovation(InnovationCase):
    def test_the_proposal_copies_person_line_and_measure(self):
        draft = self._draft()
        self.assertEqual((draft.employee_name, draft.unit_id), ("Siti Rahmah", self.clinic))
        self.assertEqual(draft.evaluator_user_id, self.head_user)
        self.assertEqual(draft.superior_user_id, self.chief_user)
        self.assertEqual(
            (draft.indicator_name, draft.measure_unit, draft.polarity, draft.aggregation),
            ("Waktu tunggu rata-rata", "menit", "lower", "average"),
        )
        self.assertFalse(draft.activity_ids)
        draft.action_propose()
        self.assertEqual(draft.activity_ids.user_id, self.head_user)
        self.assertEqual(draft.transition_ids.action, "propose")

    def test_nothing_of_the_server_is_set_by_hand(self):
        draft = self._draft()
        for values in (
            {"state": "endorsed"},
            {"employee_id": self.colleague.id},
            {"evaluator_user_id": self.nurse_user.id},
            {"appreciation_count": 900},
            {"effect": "better"},
            {"date_endorsed": "2026-01-01"},
            {"after_value": 1},
            {"origin_note": "Saya"},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                draft.write(values)
        with self.assertRaises(AccessError):
            self._draft(employee_id=self.colleague.id)
        with self.assertRaisesRegex(UserError, "no employee"):
            self._draft(self.plain_user)

    def test_a_proposal_needs_what_it_is_measured_by(self):
        draft = self._draft(before_date=False, target_date=False, idea="  ")
        with self.assertRaisesRegex(UserError, "Idea.*As of.*To Be Reached by"):
            draft.action_propose()
        self.assertEqual(draft.state, "draft")
        with self.assertRaisesRegex(ValidationError, "has come"):
            draft.before_date = "2026-11-25"
        with self.assertRaisesRegex(ValidationError, "no value before"):
            self.waiting.polarity = "date"
            self._draft(library_id=self.waiting.id)

    def test_the_indicator_is_one_of_the_own_plan(self):
        # The superior's plan is read by the nurse, a colleague's is not
        for person, refusal in ((self.head, ValidationError), (self.colleague, AccessError)):
            other = self._agree_plan(person).result_ids.indicator_ids[0]
            with self.subTest(person.name), self.assertRaises(refusal):
                self._draft(indicator_kind="own", indicator_id=other.id, library_id=False)

    def test_value_before_comes_from_the_work_log(self):
        self._log(self.on_time, 40, "2026-07-10", denominator=50)
        self._log(self.on_time, 20, "2026-08-10", denominator=50)
        draft = self._draft(
            indicator_kind="own", indicator_id=self.on_time.id, library_id=False,
            before_value=0, before_date=False, before_source=False,
        )  # fmt: skip
        draft.before_date = False
        draft.action_fill_before()
        # (40 + 20) of (50 + 50), not the mean of 80 and 40
        self.assertEqual(draft.before_value, 60)
        self.assertEqual((draft.before_date, draft.measure_unit), (date(2026, 8, 10), "%"))
        self.assertEqual(draft.before_source, "Work log, 2 entries")
        bare = (
            self.env["asn.innovation"]
            .with_user(self.nurse_user)
            .create({"name": "Lain", "indicator_id": self.on_time.id})
        )
        self.assertEqual((bare.before_value, bare.before_date), (60, date(2026, 8, 10)))

    def test_only_the_line_endorses_and_nobody_the_own(self):
        innovation = self._proposed()
        for user in (self.nurse_user, self.officer_user, self.hr_user, self.auditor_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                innovation.with_user(user).action_endorse()
        own = self._draft(self.head_user)
        own.action_propose()
        self.assertEqual(own.activity_ids.user_id, self.chief_user)
        with self.assertRaises(AccessError):
            own.action_endorse()
        with self.assertRaises(AccessError):
            own.write({"state": "endorsed"})
        innovation.with_user(self.chief_user).action_endorse()
        self.assertEqual((innovation.state, innovation.year), ("endorsed", "2026"))
        self.assertEqual(innovation.endorsed_by_id, self.chief_user)

    def test_a_co_innovator_endorses_nothing(self):
        draft = self._draft(member_ids=[Command.create({"employee_id": self.head.id})])
        draft.action_propose()
        self.assertEqual(draft.endorser_user_id, self.chief_user)
        with self.assertRaises(AccessError):
            draft.with_user(self.head_user).action_endorse()

    def test_a_return_brings_its_reason_to_the_line_alone(self):
        innovation = self._proposed()
        with self.assertRaisesRegex(UserError, "reason"):
            innovation.with_user(self.head_user).action_send_back("  ")
        innovation.with_user(self.head_user).action_send_back("Sebutkan sumber angkanya.")
        self.assertEqual(innovation.state, "returned")
        self.assertEqual(innovation.transition_ids[0].reason, "Sebutkan sumber angkanya.")
        innovation.action_propose()
        innovation.with_user(self.head_user).action_endorse()
        steps = self.env["asn.transition"].with_user(self.outsider_user)
        self.assertFalse(steps.search([("innovation_id", "=", innovation.id)]))

    def test_drafts_are_private_and_the_line_reads_what_was_proposed(self):
        draft = self._draft()
        readers = (self.head_user, self.chief_user, self.officer_user, self.hr_user)
        strangers = (self.colleague_user, self.outsider_user)
        for user in (*readers, *strangers):
            self.assertFalse(draft.with_user(user).has_access("read"), user.login)
        draft.action_propose()
        for user in readers:
            self.assertTrue(draft.with_user(user).has_access("read"), user.login)
        for user in strangers:
            self.assertFalse(draft.with_user(user).has_access("read"), user.login)
        self.assertFalse(self._card(draft).exists() and self._card(draft).search([]))
        draft.with_user(self.head_user).action_endorse()
        for user in strangers:
            self.assertFalse(draft.with_user(user).has_access("read"), user.login)
            self.assertEqual(self._card(draft, user).name, "Antrian daring")
        withdrawn = self._draft()
        withdrawn.action_withdraw()
        self.assertFalse(withdrawn.with_user(self.head_user).has_access("read"))

    def test_names_of_co_innovators_are_shown_when_they_agree(self):
        draft = self._draft(
            member_ids=[
                Command.create({"employee_id": self.colleague.id}),
                Command.create({"employee_id": self.outsider.id}),
            ]
        )
        draft.action_propose()
        self.assertIn(self.colleague_user, draft.activity_ids.user_id)
        first, second = draft.member_ids
        with self.assertRaises(AccessError):
            first.with_user(self.nurse_user).action_agree()
        with self.assertRaises(AccessError):
            first.with_user(self.nurse_user).write({"is_agreed": True})
        first.with_user(self.colleague_user).action_agree()
        draft.with_user(self.head_user).action_endorse()
        self.assertEqual(self._card(draft, self.auditor_user).member_names, "Nurul Huda")
        second.with_user(self.outsider_user).action_agree()
        first.with_user(self.colleague_user).action_decline()
        self.env.invalidate_all()
        self.assertEqual(self._card(draft, self.auditor_user).member_names, "Agus Salim")

    def test_cover_is_a_picture_and_files_are_what_they_are(self):
        page = b64encode(b"<html><script>alert(1)</script></html>").decode()
        drawing = b64encode(b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>").decode()
        pdf = b64encode(b"%PDF-1.4\n1 0 obj\n").decode()
        draft = self._draft()
        for name, content in (
            ("cover", drawing), ("cover", page), ("cover", pdf), ("evidence_file", page),
            ("evidence_file", drawing), ("evidence_file", ""), ("cover", "@@@"),
        ):  # fmt: skip
            if not content:
                continue
            with self.subTest(name=name, content=content[:8]), self.assertRaises(ValidationError):
                draft.write({name: content})
        draft.write({"cover": PNG, "evidence_file": pdf, "evidence_name": "../../a\\b.pdf"})
        self.assertEqual((draft.has_cover, draft.evidence_name), (True, "b.pdf"))
        stored = self.env["ir.attachment"].search(
            [("res_model", "=", "asn.innovation"), ("res_id", "=", draft.id),
             ("res_field", "in", ("cover", "evidence_file"))]
        )  # fmt: skip
        self.assertEqual(len(stored), 2)
        with self.assertRaises(AccessError):
            stored[0].with_user(self.nurse_user).write({"name": "x"})

    def test_nobody_follows_so_nobody_sees_who_has_a_draft(self):
        self.env = self.env(context={})
        draft = self._draft()
        draft.action_propose()
        draft.message_post(body="Mohon dibaca.")
        draft.with_user(self.head_user).message_post(body="Baik.")
        draft.with_user(self.head_user).action_endorse()
        followers = self.env["mail.followers"]
        self.assertFalse(followers.search([("res_model", "=", "asn.innovation")]))
        said = " ".join(draft.message_ids.mapped("body"))
        self.assertIn("Mohon dibaca.", said)
        self.assertIn("Baik.", said)

    def test_history_is_not_deleted_with_a_draft(self):
        draft = self._draft()
        draft.unlink()
        withdrawn = self._draft()
        withdrawn.action_withdraw()
        withdrawn.action_restore()
        with self.assertRaisesRegex(UserError, "history"):
            withdrawn.unlink()

    def test_whoever_takes_the_plan_over_endorses(self):
        innovation = self._proposed()
        self.plan.with_user(self.officer_user).write({"evaluator_id": self.chief.id})
        self.assertEqual(innovation.evaluator_user_id, self.chief_user)
        self.assertEqual(innovation.activity_ids.user_id, self.chief_user)


class TestInnovationEffect(InnovationCase):
    def test_lower_is_better_and_the_words_say_so(self):
        innovation = self._measured(30)
        self.assertEqual((innovation.effect, innovation.change_percent), ("better", -60))
        self.assertEqual(innovation.change_text, "down by 45 menit (60%)")
        view = innovation.effect_view
        self.assertEqual((view["before"]["width"], view["after"]["width"]), (100, 40))
        self.assertEqual((view["before"]["text"], view["after"]["text"]), ("75 menit", "30 menit"))
        self.assertEqual(view["effect_label"], "Better")

    def test_worse_is_told_as_well(self):
        innovation = self._measured(90)
        self.assertEqual((innovation.effect, innovation.change_percent), ("worse", 20))
        self.assertEqual(innovation.change_text, "up by 15 menit (20%)")

    def test_from_nothing_there_is_no_percentage(self):
        innovation = self._measured(3, before_value=0)
        self.assertEqual((innovation.effect, innovation.has_percent), ("worse", False))
        self.assertEqual(innovation.change_text, "up by 3 menit")

    def test_a_ratio_is_told_in_percentage_points(self):
        self.waiting.write({"unit": "%", "polarity": "higher", "aggregation": "ratio"})
        innovation = self._measured(90, before_value=72)
        self.assertEqual((innovation.effect, innovation.change_percent), ("better", 25))
        self.assertEqual(innovation.change_text, "up by 18 percentage points (25%)")

    def test_sums_of_different_times_are_compared_per_thirty_days(self):
        self.waiting.write({"unit": "dokumen", "polarity": "higher", "aggregation": "sum"})
        draft = self._draft(before_value=180, before_date="2026-03-31")
        with self.assertRaisesRegex(UserError, "Counted from"):
            draft.action_propose()
        draft.before_from = "2026-01-01"  # 90 days: 60 in 30 days
        draft.action_propose()
        draft.with_user(self.head_user).action_endorse()
        draft.action_begin()
        draft.write(
            {
                "after_kind": "typed", "after_value": 120, "after_from": "2026-10-01",
                "after_date": "2026-10-30", "after_source": "Register", "after_file": PNG,
            }
        )  # fmt: skip
        draft.action_measure()
        # 30 days with 120: twice as many, although 120 is less than 180
        self.assertEqual((draft.effect, draft.change_percent), ("better", 100))
        self.assertEqual(draft.before_display, "60 dokumen in 30 days")

    def test_value_after_comes_from_the_entries_since_the_start(self):
        self._log(self.on_time, 30, "2026-10-01", denominator=50)
        innovation = self._endorsed(
            indicator_kind="own", indicator_id=self.on_time.id, library_id=False,
            before_value=60, before_date="2026-10-01", target_value=90,
        )  # fmt: skip
        innovation.action_begin()
        with self.assertRaisesRegex(UserError, "No work was logged"):
            innovation.action_measure()
        self._log(self.on_time, 45, "2026-11-24", denominator=50)
        innovation.invalidate_recordset()
        self.assertEqual(innovation.log_display, "90 % from 1 entries")
        innovation.action_measure()
        self.assertEqual((innovation.after_value, innovation.after_date), (90, date(2026, 11, 24)))
        self.assertEqual((innovation.effect, innovation.change_percent), ("better", 50))

    def test_a_typed_effect_needs_evidence_and_is_taken_back_with_a_reason(self):
        innovation = self._endorsed()
        with self.assertRaises(AccessError):
            innovation.write({"after_value": 1})
        innovation.action_begin()
        innovation.write(
            {"after_kind": "typed", "after_value": 30, "after_date": "2026-11-20",
             "after_source": "Register"}
        )  # fmt: skip
        with self.assertRaisesRegex(UserError, "Evidence"):
            innovation.action_measure()
        self.assertFalse(innovation.is_measured)
        innovation.after_file = PNG
        innovation.action_measure()
        with self.assertRaises(AccessError):
            innovation.write({"after_value": 1})
        innovation.with_user(self.head_user).action_remeasure("Ukur sebulan penuh.")
        self.assertEqual(
            (innovation.state, innovation.is_measured, innovation.effect), ("running", False, False)
        )

    def test_spreadsheets_get_texts(self):
        self.assertEqual(plain_cell("=1+1"), "'=1+1")
        self.assertEqual(plain_cell(" @SUM(A1)"), "' @SUM(A1)")
        self.assertEqual(plain_cell("https://example.com"), "'https://example.com")
        self.assertEqual((plain_cell("Antrian"), plain_cell(-3)), ("Antrian", -3))
        innovation = self._endorsed(name='=HYPERLINK("http://x")')
        for record in (innovation, self._card(innovation)):
            (row,) = record.sudo().export_data(["name", "problem"])["datas"]
            self.assertEqual(row, ['\'=HYPERLINK("http://x")', "Pasien menunggu lama."])
