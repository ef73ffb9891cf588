import hashlib
import json

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import AsnCase

NEW_TARGET = 4000


class RevisionCase(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls._make_year(cls.env)
        cls.half.with_user(cls.hr_user).action_open()
        cls.plan = cls._agree_plan(cls.nurse)
        cls.patients, cls.on_time = cls.plan.result_ids.indicator_ids

    def _reopen(self, period=None, reason="Perjanjian kinerja berubah", user=None):
        plan = self.plan.with_user(user or self.head_user)
        plan.action_reopen(reason, period.id if period else None)

    def _agree_again(self):
        self.plan.with_user(self.nurse_user).action_propose()
        self.plan.with_user(self.head_user).action_agree()

    def _evaluation(self, period):
        return self.plan.evaluation_ids.filtered(lambda e: e.period_id == period)

    def _content(self, number):
        version = self.plan.revision_ids.filtered(lambda v: v.number == number)
        return json.loads(version.content)


class TestRevision(RevisionCase):
    def test_agreeing_keeps_the_whole_content(self):
        version = self.plan.revision_ids
        self.assertEqual(
            (version.number, version.user_id, version.agreed_by, str(version.date_from)),
            (1, self.head_user, "Teuku Rizal", "2026-01-01"),
        )
        self.assertEqual(self.plan.version_number, 1)
        content = json.loads(version.content)
        result = content["lists"]["result_ids"][0]
        self.assertEqual(result["values"]["name"], "Terlayaninya pasien rawat jalan sesuai standar")
        indicator = result["lists"]["indicator_ids"][0]["values"]
        self.assertEqual((indicator["target_value"], indicator["unit"]), (3600, "pasien"))
        self.assertEqual(len(content["lists"]["behaviour_ids"]), 7)
        self.assertEqual(content["values"]["evaluator_name"], "Teuku Rizal")

    def test_checksum_is_that_of_the_kept_text(self):
        version = self.plan.revision_ids
        expected = hashlib.sha256(version.content.encode()).hexdigest()
        self.assertEqual(version.checksum, expected)
        self.assertTrue(version._is_intact())
        self.env.cr.execute(
            "UPDATE asn_skp_revision SET content = replace(content, '3600', '36') WHERE id = %s",
            [version.id],
        )
        version.invalidate_recordset()
        self.assertFalse(version._is_intact())

    def test_versions_are_append_only_for_everybody(self):
        version = self.plan.revision_ids
        for user in (
            self.nurse_user,
            self.head_user,
            self.hr_user,
            self.auditor_user,
            self.admin_asn_user,
            self.env.user,
        ):
            rows = version.with_user(user)
            with self.subTest(user=user.login):
                with self.assertRaises(UserError):
                    rows.write({"content": "{}"})
                with self.assertRaises(UserError):
                    rows.unlink()
                with self.assertRaises(UserError):
                    rows.copy()
        for user in (self.nurse_user, self.head_user, self.hr_user, self.admin_asn_user):
            with self.assertRaises(AccessError):
                self.env["asn.skp.revision"].with_user(user).create(
                    {
                        "skp_id": self.plan.id,
                        "number": 2,
                        "date_from": "2026-01-01",
                        "content": "{}",
                        "checksum": "0",
                    }
                )
        with self.assertRaises(UserError):  # not even the server
            version.sudo().write({"reason": "x"})

    def test_versions_are_read_like_the_plan(self):
        readers = {"nurse", "head", "chief", "officer", "hr", "auditor"}
        for key in (*sorted(readers), "colleague", "outsider"):
            user = getattr(self, f"{key}_user")
            domain = [("skp_id", "=", self.plan.id)]
            found = self.env["asn.skp.revision"].with_user(user).search(domain)
            with self.subTest(user=key):
                self.assertEqual(bool(found), key in readers)

    def test_plan_agreed_by_a_statement_gets_its_version_before_it_changes(self):
        other = self._agree_plan(self.colleague)
        self.env.cr.execute("DELETE FROM asn_skp_revision WHERE skp_id = %s", [other.id])
        self.env.cr.execute("UPDATE asn_skp SET version_number = 0 WHERE id = %s", [other.id])
        self.env.cr.execute(
            "UPDATE asn_skp_result SET since_version = NULL WHERE skp_id = %s", [other.id]
        )
        self.env.invalidate_all()
        other.with_user(self.head_user).action_reopen("Berubah")
        self.assertEqual(other.revision_ids.number, 1)
        self.assertEqual(other.result_ids.mapped("since_version"), [1, 1])
        indicator = other.result_ids.indicator_ids[0]
        indicator.with_user(self.colleague_user).target_value = NEW_TARGET
        first = json.loads(other.revision_ids.content)["lists"]["result_ids"][0]
        self.assertEqual(first["lists"]["indicator_ids"][0]["values"]["target_value"], 3600)

    def test_versions_page_writes_a_missing_first_version(self):
        self.env.cr.execute("DELETE FROM asn_skp_revision")
        self.env.cr.execute("UPDATE asn_skp SET version_number = 0")
        self.env.invalidate_all()
        self.plan.with_user(self.nurse_user).action_view_versions()
        self.assertEqual(self.plan.revision_ids.number, 1)

    def test_many_plans_get_their_versions_with_a_fixed_number_of_queries(self):
        colleague = self._agree_plan(self.colleague)
        counts = []
        for plans in (self.plan, self.plan | colleague):
            self.env.cr.execute("DELETE FROM asn_skp_revision")
            self.env.cr.execute("UPDATE asn_skp SET version_number = 0")
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            plans._ensure_versions()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(colleague.revision_ids.number, 1)
        self.assertLessEqual(counts[1], counts[0] + 2, counts)


class TestChangeFromPeriod(RevisionCase):
    def test_earlier_period_keeps_the_old_version(self):
        self._log(self.patients, 900)
        self._reopen(self.second_half)
        self.assertEqual(self.plan.change_period_id, self.second_half)
        self.patients.with_user(self.nurse_user).target_value = NEW_TARGET
        self._agree_again()
        self.second_half.with_user(self.hr_user).action_open()
        lines = {
            e.period_id: e.line_ids.filtered(lambda line: line.indicator_id == self.patients)
            for e in self.plan.evaluation_ids
        }
        self.assertEqual(lines[self.half].target_value, 1800)  # half of 3,600
        self.assertEqual(lines[self.second_half].target_value, 2000)  # half of 4,000
        version = self.plan.revision_ids[0]
        self.assertEqual(
            (version.number, version.period_id, str(version.date_from), version.reason),
            (2, self.second_half, "2026-07-01", "Perjanjian kinerja berubah"),
        )
        self.assertFalse(self.plan.change_period_id)

    def test_change_from_the_running_period_on_is_taken_over_there(self):
        self._reopen()
        self.assertEqual(self.plan.change_period_id, self.half)
        self.patients.with_user(self.nurse_user).target_value = NEW_TARGET
        self._agree_again()
        line = self._evaluation(self.half).line_ids.filtered(
            lambda line: line.indicator_id == self.patients
        )
        self.assertEqual(line.target_value, 2000)

    def test_later_period_opened_while_reopened_follows_on_agreement(self):
        self.second_half.with_user(self.hr_user).action_open()
        self._reopen(self.second_half)
        self.patients.with_user(self.nurse_user).target_value = NEW_TARGET
        targets = self.plan.evaluation_ids.line_ids.filtered(
            lambda line: line.indicator_id == self.patients
        ).mapped("target_value")
        self.assertEqual(sorted(targets), [1800, 1800])  # nothing before both agree
        self._agree_again()
        targets = {
            line.evaluation_id.period_id: line.target_value
            for line in self.plan.evaluation_ids.line_ids
            if line.indicator_id == self.patients
        }
        self.assertEqual(targets, {self.half: 1800, self.second_half: 2000})

    def test_released_or_closed_periods_and_those_of_other_years_are_refused(self):
        evaluation = self._evaluation(self.half)
        self._rate(evaluation, "meets", "meets")
        evaluation.with_user(self.head_user).action_release()
        next_year = self.env["asn.period"].browse(
            self.env["asn.period"].action_generate(2027)["res_id"]
        )
        plan = self.plan.with_user(self.head_user)
        self.assertEqual(plan._get_change_periods(), self.second_half)
        for wrong in (
            self.half.id,
            self.year.id,
            next_year.child_ids[0].id,
            999_999_999,
            -1,
            True,
            "1",
            [self.second_half.id],
            {"id": 1},
            1.5,
            float("nan"),
        ):
            with self.subTest(wrong=wrong), self.assertRaises(UserError):
                plan.action_reopen("Berubah", wrong)
        self.assertEqual(self.plan.state, "agreed")
        plan.action_reopen("Berubah", self.second_half.id)
        self.assertEqual(self.plan.change_period_id, self.second_half)

    def test_nothing_is_reopened_when_every_period_is_released(self):
        self.second_half.with_user(self.hr_user).action_open()
        for evaluation in self.plan.evaluation_ids:
            self._rate(evaluation, "meets", "meets")
            evaluation.with_user(self.head_user).action_release()
        with self.assertRaisesRegex(UserError, "released or closed"):
            self._reopen()
        self.assertEqual(self.plan.state, "agreed")

    def test_a_period_is_not_skipped_before_it_took_over_the_present_version(self):
        quarters = self.env["asn.period"].action_generate(2027, "quarter")
        year = self.env["asn.period"].browse(quarters["res_id"])
        plan = self.plan
        self.env.cr.execute(
            "UPDATE asn_skp SET period_id = %s, date_start = '2027-01-01',"
            " date_end = '2027-12-31' WHERE id = %s",
            [year.id, plan.id],
        )
        self.env.invalidate_all()
        first = year.child_ids.sorted("date_start")[0]
        self.assertEqual(plan._get_change_periods(), first)

    def test_running_period_is_offered_though_an_earlier_one_was_never_opened(self):
        self.env.cr.execute(
            "DELETE FROM asn_evaluation WHERE skp_id = %s AND period_id = %s",
            [self.plan.id, self.half.id],
        )
        self.env.cr.execute("UPDATE asn_period SET state = 'draft' WHERE id = %s", [self.half.id])
        self.env.invalidate_all()
        self.second_half.with_user(self.hr_user).action_open()
        self._reopen()
        self.assertEqual(self.plan.change_period_id, self.second_half)

    def test_reason_is_needed(self):
        with self.assertRaisesRegex(UserError, "reason"):
            self._reopen(self.half, reason="  ")
        self.assertEqual(self.plan.state, "agreed")
        self.assertFalse(self.plan.change_period_id)

    def test_dialog_offers_the_periods(self):
        plan = self.plan.with_user(self.head_user)
        action = plan.with_context(asn_action="reopen").action_ask_reason()
        dialog = (
            self.env["asn.reason"]
            .with_user(self.head_user)
            .with_context(**action["context"])
            .create({"reason": "Berubah"})
        )
        self.assertEqual(dialog.period_id, self.half)
        self.assertEqual(dialog.offered_period_ids, self.half | self.second_half)
        dialog.period_id = self.second_half
        dialog.action_confirm()
        self.assertEqual(self.plan.change_period_id, self.second_half)

    def test_repeated_request_does_not_move_the_period(self):
        self._reopen(self.second_half)
        self._reopen(self.half)
        self.assertEqual(self.plan.change_period_id, self.second_half)


class TestEndedLines(RevisionCase):
    def _drop_patients(self):
        self._log(self.patients, 900)
        self._reopen(self.second_half)
        self.patients.result_id.with_user(self.nurse_user).unlink()

    def test_removed_result_ends_and_stays_in_earlier_periods(self):
        self._drop_patients()
        ended = self.patients.result_id
        self.assertEqual((ended.active, ended.until_version), (False, 1))
        self.assertEqual((self.patients.active, self.patients.until_version), (False, 1))
        self.assertNotIn(ended, self.plan.result_ids)
        self.assertEqual((self.plan.result_count, self.plan.indicator_count), (1, 1))
        self._agree_again()
        self.second_half.with_user(self.hr_user).action_open()
        self.assertIn(self.patients, self._evaluation(self.half).line_ids.indicator_id)
        self.assertEqual(self._evaluation(self.second_half).line_ids.indicator_id, self.on_time)
        self.assertEqual(len(self._content(1)["lists"]["result_ids"]), 2)
        self.assertEqual(len(self._content(2)["lists"]["result_ids"]), 1)

    def test_ended_indicator_is_no_longer_offered_for_the_log(self):
        self._drop_patients()
        self._agree_again()
        offered = self.env["asn.skp.indicator"].with_user(self.nurse_user).name_search("pasien")
        self.assertFalse(offered)

    def test_work_is_logged_against_it_only_for_periods_that_hold_it(self):
        self._drop_patients()
        self._agree_again()
        self._log(self.patients, 10, "2026-05-04")
        with self.assertRaisesRegex(ValidationError, "version 1"):
            self._log(self.patients, 10, "2026-08-03")

    def test_ended_line_cannot_be_written_or_brought_back(self):
        self._drop_patients()
        for values in ({"target_value": 1}, {"active": True}, {"until_version": 0}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.patients.with_user(self.nurse_user).write(values)
        with self.assertRaises(AccessError):
            self.patients.with_user(self.nurse_user).unlink()
        with self.assertRaises(AccessError):
            self.patients.with_user(self.nurse_user).action_unarchive()
        self.assertFalse(self.patients.active)

    def test_line_of_the_draft_is_really_deleted(self):
        self._reopen(self.second_half)
        extra = (
            self.env["asn.skp.result"]
            .with_user(self.nurse_user)
            .create({"skp_id": self.plan.id, "name": "Hasil tambahan"})
        )
        extra.unlink()
        self.assertFalse(extra.exists())

    def test_change_from_the_running_period_takes_the_line_out_there_too(self):
        self._reopen(self.half)
        self.on_time.result_id.with_user(self.nurse_user).unlink()
        self.assertIn(self.on_time, self._evaluation(self.half).line_ids.indicator_id)
        self._agree_again()
        self.assertEqual(self._evaluation(self.half).line_ids.indicator_id, self.patients)

    def test_context_of_the_client_does_not_bring_ended_lines_back(self):
        self._drop_patients()
        self.plan.with_user(self.nurse_user).action_propose()
        self.plan.with_user(self.head_user).with_context(active_test=False).action_agree()
        self.assertEqual(len(self._content(2)["lists"]["result_ids"]), 1)


class TestKeepAgreed(RevisionCase):
    def test_content_is_that_of_the_agreed_version_again(self):
        self.env["asn.skp.appendix"].create({"skp_id": self.plan.id, "name": "Sarana"})
        self.env.cr.execute("DELETE FROM asn_skp_revision")
        self.env.cr.execute("UPDATE asn_skp SET version_number = 0")
        self.env.invalidate_all()
        self.plan._ensure_versions()
        before = self.env["asn.skp.revision"]._content_of(self.plan)[self.plan]
        self._log(self.patients, 900)
        self._reopen(self.second_half)
        self.on_time.with_user(self.nurse_user).write({"target_value": 95, "name": "Lain"})
        self.patients.result_id.with_user(self.nurse_user).unlink()
        self.env["asn.skp.result"].with_user(self.nurse_user).create(
            {"skp_id": self.plan.id, "name": "Baru"}
        )
        self.plan.appendix_ids.with_user(self.nurse_user).unlink()
        self.plan.with_user(self.head_user).action_keep_agreed()
        self.assertEqual(self.plan.state, "agreed")
        after = self.env["asn.skp.revision"]._content_of(self.plan)[self.plan]
        # Only the appendix was written anew, with the same words.
        for content in (before, after):
            for line in content["lists"]["appendix_ids"]:
                del line["id"]
        self.assertEqual(after, before)
        self.assertEqual(self.plan.version_number, 1)
        self.assertEqual(self.plan.transition_ids[0].action, "keep")
        self.assertEqual(self.plan.result_count, 2)
        self.assertFalse(self.plan.change_period_id)

    def test_whoever_reopened_it_or_the_evaluator(self):
        self._reopen(user=self.hr_user)
        for user in (self.nurse_user, self.chief_user, self.officer_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.plan.with_user(user).action_keep_agreed()
        self.plan.with_user(self.hr_user).action_keep_agreed()
        self.assertEqual(self.plan.state, "agreed")
        self._reopen(user=self.head_user)
        with self.assertRaisesRegex(UserError, "whoever reopened"):
            self.plan.with_user(self.hr_user).action_keep_agreed()
        self.plan.with_user(self.head_user).action_keep_agreed()
        self.assertEqual(self.plan.state, "agreed")

    def test_plan_that_was_never_agreed_is_not_kept(self):
        plan = self._plan_of(self.colleague)
        with self.assertRaisesRegex(UserError, "not agreed before"):
            plan.with_user(self.head_user).action_keep_agreed()
        self.assertEqual(plan.state, "draft")

    def test_period_opened_meanwhile_gets_its_evaluation(self):
        self._reopen(self.second_half)
        self.second_half.with_user(self.hr_user).action_open()
        self.assertFalse(self._evaluation(self.second_half))
        self.plan.with_user(self.head_user).action_keep_agreed()
        self.assertEqual(len(self._evaluation(self.second_half).line_ids), 2)
