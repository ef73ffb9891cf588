from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL, mute_logger

from ..models.period.asn_period_opening import AsnPeriodOpening
from .common import AsnCase

# What differs between two makings of the same document and says nothing about it.
TECHNICAL = {"id", "create_date", "write_date", "create_uid", "write_uid"}


class TestPeriodDates(AsnCase):
    def test_year_is_generated_once_with_halves_without_gap(self):
        self._make_year(self.env, opened=False)
        self.env["asn.period"].action_generate(2026)
        halves = self.year.child_ids.sorted("date_start")
        self.assertEqual(
            [(str(half.date_start), str(half.date_end)) for half in halves],
            [("2026-01-01", "2026-06-30"), ("2026-07-01", "2026-12-31")],
        )

    def test_overlap_of_one_kind_is_refused(self):
        self._make_year(self.env, opened=False)
        with self.assertRaisesRegex(ValidationError, "overlaps"):
            self.env["asn.period"].create(
                {
                    "name": "Semester ganda",
                    "kind": "half",
                    "parent_id": self.year.id,
                    "date_start": "2026-06-01",
                    "date_end": "2026-08-31",
                }
            )

    def test_half_outside_its_year_is_refused(self):
        self._make_year(self.env, opened=False)
        with self.assertRaisesRegex(ValidationError, "inside"):
            self.env["asn.period"].create(
                {
                    "name": "Semester lain",
                    "kind": "half",
                    "parent_id": self.year.id,
                    "date_start": "2027-01-01",
                    "date_end": "2027-06-30",
                }
            )

    def test_today_is_the_day_of_the_region(self):
        """17:00 UTC is midnight in Jakarta, whoever asks. (threat: I01)"""
        from freezegun import freeze_time

        self._make_year(self.env, opened=False)
        for user_tz in ("Asia/Jakarta", "Asia/Jayapura", False):
            self.hr_user.tz = user_tz
            half = self.half.with_user(self.hr_user)
            with freeze_time("2026-06-30 16:59:59"):
                self.assertEqual(str(half.today()), "2026-06-30")
            with freeze_time("2026-06-30 17:00:01"):
                self.assertEqual(str(half.today()), "2026-07-01")

    def test_state_is_not_written_or_created_directly(self):
        self._make_year(self.env, opened=False)
        period = self.year.with_user(self.hr_user)
        with self.assertRaises(UserError):
            period.write({"state": "closed"})
        created = (
            self.env["asn.period"]
            .with_user(self.hr_user)
            .with_context(default_state="open")
            .create(
                {
                    "name": "2031",
                    "kind": "year",
                    "date_start": "2031-01-01",
                    "date_end": "2031-12-31",
                    "state": "open",
                }
            )
        )
        self.assertEqual(created.state, "draft")


class TestPeriodOpening(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)

    def _rows(self, table, where):
        rows = self.env.execute_query_dict(
            SQL("SELECT * FROM %s WHERE %s ORDER BY 1", SQL.identifier(table), where)
        )
        return [{k: v for k, v in row.items() if k not in TECHNICAL} for row in rows]

    def test_everybody_appraised_gets_one_plan(self):
        employees = self.year.skp_ids.employee_id
        appraised = self.env["hr.employee"].search([("asn_status", "=", "pns")])
        self.assertEqual(employees, appraised)
        self.year.with_user(self.hr_user).action_complete()
        self.assertEqual(len(self.year.skp_ids), len(appraised))

    def test_latecomer_gets_a_plan(self):
        before = self.year.skp_ids
        late = self.env["hr.employee"].create(
            {"name": "Yusuf Ali", "asn_status": "cpns", "department_id": self.clinic.id}
        )
        self.year.with_user(self.hr_user).action_complete()
        self.assertEqual((self.year.skp_ids - before).employee_id, late)
        self.assertEqual(self.year.state, "open")

    def test_opening_in_batches_gives_the_same_and_resumes(self):
        """A killed batch loses itself only; the next run goes on. (threat: G07)"""
        plans = self.year.skp_ids
        for plan in plans.filtered("evaluator_id"):
            self._agree_plan(plan.employee_id)
        agreed = plans.filtered(lambda plan: plan.state == "agreed")
        with patch.object(AsnPeriodOpening, "_open_batch", return_value=0):
            self.half.with_user(self.hr_user).action_open()
        self.assertEqual(self.half.state, "opening")
        self.assertEqual(self.half.opening_total, len(agreed))
        done = [self.half._open_batch(2)]
        self.assertEqual(self.half.state, "opening")
        self.assertEqual(self.half.opening_progress, 100.0 * 2 / len(agreed))
        while self.half.state == "opening":
            done.append(self.half._open_batch(2))
        self.assertEqual(sum(done), len(agreed))
        evaluations = self.env["asn.evaluation"].search([("period_id", "=", self.half.id)])
        self.assertEqual(evaluations.skp_id, agreed)

    def test_set_based_plans_equal_the_orm(self):
        plan = self._plan_of(self.nurse)
        by_sql = self._rows("asn_skp", SQL("id = %s", plan.id))
        lines_by_sql = self._rows("asn_skp_behaviour", SQL("skp_id = %s", plan.id))
        self.env.execute_query(
            SQL("DELETE FROM mail_activity WHERE res_model = 'asn.skp' RETURNING 1")
        )
        self.env.execute_query(SQL("DELETE FROM asn_skp WHERE id = %s RETURNING 1", plan.id))
        self.env.invalidate_all()
        made = self.env["asn.skp"].create({"employee_id": self.nurse.id, "period_id": self.year.id})
        self.env.flush_all()
        by_orm = self._rows("asn_skp", SQL("id = %s", made.id))
        self.assertEqual(by_orm, by_sql)
        lines_by_orm = self._rows("asn_skp_behaviour", SQL("skp_id = %s", made.id))
        for line in lines_by_orm + lines_by_sql:
            line.pop("skp_id")
        self.assertEqual(lines_by_orm, lines_by_sql)

    def test_set_based_evaluations_equal_the_orm(self):
        """Same header, indicators, behaviours and activity by both ways, entries included."""
        plan = self._agree_plan(self.nurse)
        plan.result_ids[0].sudo().weight = 60
        plan.behaviour_ids[0].sudo().expectation = "Ramah pada jam sibuk"
        patients, on_time = plan.result_ids.indicator_ids
        self._log(patients, 333.3333, "2026-02-02")
        self._log(on_time, 40, "2026-02-03", denominator=45)
        self.half.with_user(self.hr_user).action_open()
        by_sql = self._snapshot(plan.evaluation_ids)
        evaluation = plan.evaluation_ids
        self.env.execute_query(
            SQL("DELETE FROM asn_evaluation WHERE id = %s RETURNING 1", evaluation.id)
        )
        self.env.execute_query(
            SQL("DELETE FROM mail_activity WHERE res_model = 'asn.evaluation' RETURNING 1")
        )
        self.env.invalidate_all()
        plan._sync_evaluations()
        self.env.flush_all()
        by_orm = self._snapshot(plan.evaluation_ids)
        for table in by_sql:
            self.assertEqual(by_orm[table], by_sql[table], table)

    def _snapshot(self, evaluation):
        self.env.flush_all()
        found = {"asn_evaluation": self._rows("asn_evaluation", SQL("id = %s", evaluation.id))}
        for table in ("asn_evaluation_indicator", "asn_evaluation_behaviour"):
            rows = self._rows(table, SQL("evaluation_id = %s", evaluation.id))
            for row in rows:
                row.pop("evaluation_id")
            found[table] = rows
        activities = self._rows(
            "mail_activity",
            SQL("res_model = 'asn.evaluation' AND res_id = %s", evaluation.id),
        )
        keep = ("user_id", "activity_type_id", "date_deadline", "automated", "active")
        found["activity"] = [{key: row[key] for key in keep} for row in activities]
        return found

    def test_database_refuses_a_second_document(self):
        """The key stands in the database: parallel runs cannot make two. (threat: G03)"""
        plan = self._plan_of(self.nurse)
        copy = SQL(
            "INSERT INTO asn_skp (employee_id, period_id, company_id, date_start, date_end,"
            " state, approach, form) SELECT employee_id, period_id, company_id, date_start,"
            " date_end, 'draft', approach, form FROM asn_skp WHERE id = %s RETURNING id",
            plan.id,
        )
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.env.execute_query(copy)

    def test_half_waits_for_its_year(self):
        action = self.env["asn.period"].action_generate(2027)
        year = self.env["asn.period"].browse(action["res_id"])
        with self.assertRaisesRegex(UserError, "first"):
            year.child_ids[0].with_user(self.hr_user).action_open()

    def test_only_the_hr_office_opens_and_closes(self):
        for user in (self.nurse_user, self.head_user, self.officer_user, self.auditor_user):
            for method in ("action_open", "action_complete", "action_close"):
                with self.subTest(user=user.login, method=method), self.assertRaises(AccessError):
                    getattr(self.half.with_user(user), method)()
        self.assertEqual(self.half.state, "draft")

    def test_agreeing_later_makes_the_evaluation_of_an_open_half(self):
        self.half.with_user(self.hr_user).action_open()
        plan = self._agree_plan(self.nurse)
        self.assertEqual(plan.evaluation_ids.period_id, self.half)
        self.assertEqual(len(plan.evaluation_ids.line_ids), 2)

    def test_closing_locks_released_evaluations_and_keeps_a_trace(self):
        plan = self._agree_plan(self.nurse)
        self.half.with_user(self.hr_user).action_open()
        evaluation = plan.evaluation_ids
        self._rate(evaluation, "meets", "meets")
        evaluation.with_user(self.head_user).action_release()
        self._let_objection_days_pass(evaluation)
        self.half.with_user(self.hr_user).action_close()
        self.assertEqual(evaluation.state, "closed")
        last = evaluation.transition_ids.sorted("id")[-1]
        self.assertEqual((last.action, last.state_from), ("close", "released"))
        with self.assertRaises(UserError):
            evaluation.with_user(self.head_user).action_reopen("salah unit")
