import base64

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import AsnCase

PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Erk"
    "Jggg=="
)


class ReleasedCase(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._begin_half()
        cls.entry = cls._log(
            cls.plan.result_ids.indicator_ids[0],
            1800,
            evidence_ids=[(0, 0, {"name": "bukti.png", "upload": PNG})],
        )

    @classmethod
    def _release(cls, results="meets", behaviour="meets"):
        cls._rate(cls.evaluation, results, behaviour, draft_recommendation="Latihan BTCLS.")
        cls.evaluation.with_user(cls.head_user).action_release()

    @classmethod
    def _finish_year(cls):
        """Close every period and the year, whatever else they ask for."""
        cls.env.cr.execute("UPDATE asn_period SET state = 'closed' WHERE id = %s", [cls.year.id])
        cls.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestAsnEvaluationVersion(ReleasedCase):
    def test_reopening_keeps_what_was_released(self):
        self.evaluation.behaviour_ids[0].with_user(self.head_user).feedback = "Sabar"
        self._release()
        self.evaluation.with_user(self.hr_user).action_reopen("Salah ketik rekomendasi.")
        version = self.evaluation.version_ids
        self.assertEqual((version.number, version.user_id), (1, self.hr_user))
        self.assertEqual(version.why, "Salah ketik rekomendasi.")
        self.assertEqual(version.predicate, "good")
        self.assertEqual(version.recommendation, "Latihan BTCLS.")
        patients = version.lines[0]
        self.assertEqual((patients["target_value"], patients["realised"]), (1800, 1800))
        self.assertEqual(patients["achievement"], 100)
        self.assertEqual(version.behaviours[0]["feedback"], "Sabar")
        self.assertFalse(self.evaluation.predicate)

    def test_comparison_says_what_changed_to_those_who_may_read(self):
        self._release()
        self.evaluation.with_user(self.hr_user).action_reopen("Salah hitung.")
        mine = self.evaluation.version_ids.with_user(self.nurse_user)
        self.assertIn("being worked on again", mine.comparison)
        self.evaluation.with_user(self.head_user).action_revise()
        self._release("above", "above")
        mine.invalidate_recordset()
        self.assertIn("Very good", mine.comparison)
        self.assertIn("Good", mine.comparison)
        self.assertNotIn("BTCLS", mine.comparison, "the same as before")
        for user in (self.colleague_user, self.outsider_user, self.plain_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.evaluation.version_ids.with_user(user).read(["predicate"])
        for user in (self.head_user, self.chief_user, self.officer_user, self.hr_user):
            with self.subTest(user=user.login):
                self.assertTrue(
                    self.evaluation.version_ids.with_user(user).read(["predicate", "comparison"])
                )

    def test_comparison_does_not_let_new_ratings_out_early(self):
        self._release()
        self.evaluation.with_user(self.hr_user).action_reopen("Salah hitung.")
        self.evaluation.with_user(self.head_user).action_revise()
        self._rate(self.evaluation, "above", "above")
        mine = self.evaluation.version_ids.with_user(self.nurse_user)
        self.assertNotIn("ery good", mine.comparison)

    def test_versions_are_never_changed(self):
        """(threat: D05)"""
        self._release()
        self.evaluation.with_user(self.hr_user).action_reopen("Salah ketik.")
        version = self.evaluation.version_ids
        users = (self.nurse_user, self.head_user, self.hr_user, self.admin_asn_user)
        for user in users:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                version.with_user(user).check_access("write")
        with self.assertRaises(UserError):
            version.sudo().write({"why": "Lain"})
        with self.assertRaises(UserError):
            version.sudo().unlink()
        for user in users:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["asn.evaluation.version"].with_user(user).create(
                    {
                        "evaluation_id": self.evaluation.id,
                        "number": 9,
                        "user_id": user.id,
                        "date": "2026-01-01",
                    }
                )

    def test_keeping_many_is_one_statement(self):
        self._release()
        before = self.env.cr.sql_log_count
        self.env["asn.evaluation.version"]._keep(self.evaluation, "a")
        self.assertLessEqual(self.env.cr.sql_log_count - before, 4)
        self.env["asn.evaluation.version"]._keep(self.evaluation, "b")
        self.assertEqual(self.evaluation.version_ids.mapped("number"), [2, 1])

    # ------------------------------------------------------------------
    # Reopening
    # ------------------------------------------------------------------

    def test_only_the_hr_office_reopens_and_only_with_a_reason(self):
        self._release()
        for user in (self.nurse_user, self.head_user, self.chief_user, self.officer_user):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.evaluation.with_user(user).action_reopen("Saya mau.")
        for reason in (None, "", "   "):
            with self.assertRaises(UserError):
                self.evaluation.with_user(self.hr_user).action_reopen(reason)
        self.assertFalse(self.evaluation.version_ids)

    def test_closed_is_reopened_while_the_year_is_open_and_never_after(self):
        self._release()
        self._let_objection_days_pass(self.evaluation)
        self.half.with_user(self.hr_user).action_close()
        self.env.invalidate_all()
        self.assertEqual(self.evaluation.state, "closed")
        with self.env.cr.savepoint() as savepoint:
            self._finish_year()
            with self.assertRaisesRegex(UserError, "closed"):
                self.evaluation.with_user(self.hr_user).action_reopen("Temuan.")
            savepoint.rollback()
        self.env.invalidate_all()
        self.evaluation.with_user(self.hr_user).action_reopen("Temuan Inspektorat.")
        self.assertEqual(self.evaluation.state, "rated")
        self.assertTrue(self.evaluation.is_late)
        self.assertEqual(self.evaluation.version_ids.why, "Temuan Inspektorat.")
        self.evaluation.with_user(self.head_user).action_release()
        self.assertEqual(self.evaluation.state, "released")

    def test_what_an_objection_decided_stays(self):
        self._release()
        self.env["asn.transition"].create(
            {
                "evaluation_id": self.evaluation.id,
                "action": "decide",
                "state_from": "objected",
                "state_to": "final",
                "user_id": self.chief_user.id,
            }
        )
        self.env.cr.execute(
            "UPDATE asn_evaluation SET state = 'closed' WHERE id = %s", [self.evaluation.id]
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "final"):
            self.evaluation.with_user(self.hr_user).action_reopen("Temuan.")


@tagged("post_install", "-at_install")
class TestAsnReleaseLocks(ReleasedCase):
    def _attempts(self, user):
        """Every door to what the evaluation rests on."""
        entry = self.entry.with_user(user)
        evidence = self.entry.evidence_ids.with_user(user)
        files = (
            self.env["ir.attachment"]
            .sudo()
            .search([("res_model", "=", "asn.evidence"), ("res_id", "in", evidence.ids)])
        )
        # The attachment of a hidden field is found with its field only.
        files |= (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "asn.evidence"),
                    ("res_field", "in", ("file", "thumbnail")),
                    ("res_id", "in", evidence.ids),
                ]
            )
        )
        self.assertTrue(files)
        files = files.with_user(user)
        other_day = {"indicator_id": self.entry.indicator_id.id, "quantity": 1}
        return {
            "entry write": lambda: entry.write({"quantity": 1}),
            "entry note": lambda: entry.write({"note": "Lain"}),
            "entry moved": lambda: entry.write({"date": "2026-08-03"}),
            "entry unlink": entry.unlink,
            "entry command": lambda: entry.write({"evidence_ids": [(5, 0, 0)]}),
            "new entry": lambda: (
                self.env["asn.realisation"]
                .with_user(user)
                .create({**other_day, "date": "2026-03-17"})
            ),
            "evidence unlink": evidence.unlink,
            "evidence write": lambda: evidence.write({"name": "lain.png"}),
            "new evidence": lambda: (
                self.env["asn.evidence"]
                .with_user(user)
                .create({"realisation_id": self.entry.id, "link": "https://a.go.id/b"})
            ),
            "file unlink": files.unlink,
            "file write": lambda: files.write({"datas": base64.b64encode(b"x")}),
            "line unlink": self.evaluation.line_ids.with_user(user).unlink,
            "behaviour unlink": self.evaluation.behaviour_ids.with_user(user).unlink,
            "evaluation unlink": self.evaluation.with_user(user).unlink,
            "rating": lambda: self.evaluation.rating_ids.with_user(user).write({"reason": "Lain"}),
            "words": lambda: self.evaluation.with_user(user).write({"recommendation": "Lain"}),
        }

    def _assert_locked(self):
        before = (self.entry.quantity, self.entry.note, len(self.entry.evidence_ids))
        for user in (
            self.nurse_user,
            self.head_user,
            self.chief_user,
            self.officer_user,
            self.hr_user,
            self.admin_asn_user,
        ):
            for door, attempt in self._attempts(user).items():
                with self.subTest(user=user.login, door=door):
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        attempt()
                    self.env.invalidate_all()
        self.assertEqual(
            before, (self.entry.quantity, self.entry.note, len(self.entry.evidence_ids))
        )

    def test_released_is_locked_for_everybody(self):
        """(threat: A15, D09)"""
        self._release()
        self._assert_locked()

    def test_closed_is_locked_for_everybody(self):
        self._release()
        self._let_objection_days_pass(self.evaluation)
        self.half.with_user(self.hr_user).action_close()
        self.env.invalidate_all()
        self._assert_locked()

    def test_the_server_itself_changes_no_entry_of_a_released_evaluation(self):
        self._release()
        entry = self.entry.sudo()
        attempts = {
            "write": lambda: entry.write({"quantity": 2}),
            "unlink": entry.unlink,
            "evidence": entry.evidence_ids.unlink,
            "evaluation": self.evaluation.sudo().unlink,
            "lines": self.evaluation.sudo().line_ids.unlink,
            "create": lambda: entry.create(
                {"indicator_id": entry.indicator_id.id, "quantity": 1, "date": "2026-03-17"}
            ),
        }
        for door, attempt in attempts.items():
            with self.subTest(door=door):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    attempt()
                self.env.invalidate_all()

    def test_other_days_stay_open(self):
        self._release()
        entry = self._log(self.entry.indicator_id, 5, date="2026-08-03")
        self.assertEqual(entry.quantity, 5)
        entry.with_user(self.nurse_user).quantity = 6
        self.assertEqual(entry.quantity, 6)

    def test_reopened_and_returned_entries_can_be_changed_again(self):
        self._release()
        self.evaluation.with_user(self.hr_user).action_reopen("Bukti salah.")
        self.evaluation.with_user(self.head_user).action_revise()
        self.evaluation.with_user(self.head_user).action_send_back("Perbaiki bukti.")
        self.entry.with_user(self.nurse_user).write({"quantity": 1700})
        self.assertEqual(self.entry.quantity, 1700)


@tagged("post_install", "-at_install")
class TestAsnPeriodClose(ReleasedCase):
    def test_what_closing_leaves_open_is_late(self):
        """Whatever its date; it can still be rated and released."""
        peer_plan = self._agree_plan(self.colleague)
        self.half.with_user(self.hr_user).action_complete()
        self._release()
        self._let_objection_days_pass(self.evaluation)
        self.half.with_user(self.hr_user).action_close()
        self.env.invalidate_all()
        late = peer_plan.evaluation_ids
        self.assertEqual((self.evaluation.state, late.state), ("closed", "open"))
        with freeze_time("2026-07-01 05:00:00"):  # before its date
            late.invalidate_recordset()
            self.assertTrue(late.is_late)
            self.assertFalse(self.evaluation.is_late)
            self.assertIn(late, self.env["asn.evaluation"].search([("is_late", "=", True)]))
            self.assertNotIn(late, self.env["asn.evaluation"].search([("is_late", "=", False)]))
        self._rate(late, "meets", "meets")
        late.with_user(self.head_user).action_release()
        self.assertEqual(late.state, "released")
        self.assertFalse(late.is_late)

    def test_only_the_hr_office_releases_a_period(self):
        for user in (self.nurse_user, self.head_user, self.officer_user, self.auditor_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.half.with_user(user).action_release_results()
