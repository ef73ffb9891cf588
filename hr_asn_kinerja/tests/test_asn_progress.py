from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import AsnCase

# What a page of a team may cost, however many people there are.
MOST_QUERIES = 40


@tagged("post_install", "-at_install")
class TestAsnProgress(AsnCase):
    """TODAY is 24 November 2026: of the second half-year (184 days) 146 are over."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.plan = cls._agree_plan(cls.nurse)
        cls.patients, cls.on_time = cls.plan.result_ids.indicator_ids
        cls.second_half.with_user(cls.hr_user).action_open()
        cls.evaluation = cls.plan.evaluation_ids

    def _mine(self, user=None, plan_id=False):
        return self.env["asn.skp"].with_user(user or self.nurse_user).get_my_performance(plan_id)

    def _team(self, user, *arguments):
        return self.env["asn.skp"].with_user(user).get_team(*arguments)

    def _indicators(self, page):
        return {line["name"]: line for r in page["results"] for line in r["indicators"]}

    def _row(self, data, plan):
        return next(person for person in data["people"] if person["id"] == plan.id)

    # ------------------------------------------------------------------
    # The own page
    # ------------------------------------------------------------------

    def test_own_page_by_hand(self):
        """1,800 patients in the half-year: 1,428.26 due after 146 of 184 days; 1,200 are 84 %."""
        self._log(self.patients, 1200, "2026-11-20")
        self._log(self.on_time, 95, "2026-11-20", denominator=100)
        page = self._mine()
        self.assertEqual(page["plan_id"], self.plan.id)
        self.assertEqual(page["plan"]["evaluator"], self.head.name)
        self.assertEqual(page["period"]["name"], self.second_half.name)
        self.assertEqual((page["period"]["days_gone"], page["period"]["days_left"]), (146, 38))
        lines = self._indicators(page)
        patients = lines["Jumlah pasien dilayani"]
        self.assertAlmostEqual(patients["target"], 1800)
        self.assertAlmostEqual(patients["due"], 1428.26087)
        self.assertAlmostEqual(patients["pace"], 84.02)
        self.assertAlmostEqual(patients["forecast"], 1512.328767)
        self.assertEqual((patients["status"], patients["colour"]), ("behind", "watch"))
        on_time = lines["Layanan tepat waktu"]
        self.assertEqual((on_time["status"], on_time["realised"]), ("on_track", 95.0))
        # (84.02 + 105.56) / 2
        self.assertAlmostEqual(page["overall"]["pace"], 94.79)
        self.assertEqual((page["overall"]["short"], page["overall"]["judged"]), (1, 2))
        self.assertTrue(page["can_log"])

    def test_what_is_missing(self):
        self._age_plan()
        self._log(self.patients, 5, "2026-11-10")
        keys = [item["key"] for item in self._mine()["missing"]]
        self.assertEqual(keys, ["silent", "evidence"])
        self._log(self.patients, 5, "2026-11-11")
        self.assertNotIn("silent", [item["key"] for item in self._mine()["missing"]])

    def test_question_of_the_evaluator_waits_for_an_answer(self):
        entry = self._log(self.patients, 5, "2026-11-20")
        entry.with_user(self.head_user).action_question("Dari poli mana?")
        self.assertIn("questions", [item["key"] for item in self._mine()["missing"]])
        row = self._row(self._team(self.head_user), self.plan)
        self.assertEqual((row["questions"], row["answers"], row["to_review"]), (1, 0, 0))
        entry.with_user(self.nurse_user).action_answer("Poli umum.")
        self.assertNotIn("questions", [item["key"] for item in self._mine()["missing"]])
        row = self._row(self._team(self.head_user), self.plan)
        self.assertEqual((row["questions"], row["answers"]), (0, 1))

    def test_plan_that_is_no_plan_of_mine_is_refused(self):
        for user in (self.head_user, self.hr_user, self.auditor_user, self.colleague_user):
            with self.assertRaises(UserError):
                self._mine(user, self.plan.id)
        for wrong in ("x", -1, 1.5, True, 2**40):
            with self.assertRaises(UserError):
                self._mine(self.nurse_user, wrong)

    def test_draft_plan_says_what_to_do_and_shows_nothing_else(self):
        page = self._mine(self.colleague_user)
        self.assertEqual([item["key"] for item in page["missing"]], ["plan_draft"])
        self.assertEqual((page["results"], page["can_log"]), ([], False))

    def test_nobody_without_a_plan_gets_an_error(self):
        page = self._mine(self.plain_user)
        self.assertEqual((page["plans"], page["plan_id"]), ([], False))

    def test_before_the_period_is_opened_the_plan_is_the_span(self):
        """Of 3,600 in 365 days 327 are over on 24 November: 3,225.21 are due."""
        self.evaluation.line_ids.unlink()
        self.evaluation.unlink()
        self._log(self.patients, 100, "2026-03-02")
        self._log(self.on_time, 9, "2026-03-02", denominator=10)
        self._log(self.on_time, 3, "2026-03-03", denominator=10)
        page = self._mine()
        lines = self._indicators(page)
        self.assertAlmostEqual(lines["Jumlah pasien dilayani"]["due"], 3225.205479)
        self.assertEqual(lines["Jumlah pasien dilayani"]["realised"], 100.0)
        self.assertEqual(lines["Layanan tepat waktu"]["realised"], 60.0)  # 12 of 20

    def test_months_of_leave_are_not_due(self):
        """With October away 153 days count, 115 are over; 1,500 of 5 months, 1,127.45 due."""
        self.env["asn.absence"].create(
            {
                "employee_id": self.nurse.id,
                "kind_id": self.env["asn.absence.kind"].search([], limit=1).id,
                "date_start": "2026-10-01",
                "date_end": "2026-10-31",
            }
        )
        line = self._indicators(self._mine())["Jumlah pasien dilayani"]
        self.assertAlmostEqual(line["target"], 1500)
        self.assertAlmostEqual(line["due"], 1127.45098)

    # ------------------------------------------------------------------
    # The team
    # ------------------------------------------------------------------

    def test_each_role_sees_its_own_people(self):
        expected = {
            "head": {self.nurse, self.colleague},
            "chief": {self.head, self.officer},
            "nurse": set(),
        }
        for key, people in expected.items():
            data = self._team(getattr(self, f"{key}_user"))
            found = {person["employee"] for person in data["people"]}
            self.assertEqual(found, {person.id for person in people}, key)
        below = self._team(self.chief_user, False, "below")
        self.assertEqual(
            {person["employee"] for person in below["people"]},
            {self.nurse.id, self.colleague.id},
        )
        # Nobody's own plan; an officer sees the own agency only.
        unit = self._team(self.officer_user)
        self.assertEqual(unit["scopes"], ["all"])
        found = {person["employee"] for person in unit["people"]}
        self.assertEqual(found, {self.chief.id, self.head.id, self.nurse.id, self.colleague.id})

    def test_search_and_wrong_arguments(self):
        found = self._team(self.head_user, False, False, "rahmah")["people"]
        self.assertEqual([person["name"] for person in found], ["Siti Rahmah"])
        for arguments in (("x",), (-1,), (False, "mine"), (False, False, 5), (10**9,)):
            with self.assertRaises(UserError):
                self._team(self.head_user, *arguments)

    def test_last_feedback_counts_and_private_feedback_stays_unseen(self):
        row = self._row(self._team(self.head_user), self.plan)
        self.assertEqual((row["last_feedback"], row["needs_feedback"]), (False, True))
        values = {
            "skp_id": self.plan.id,
            "employee_id": self.nurse.id,
            "employee_name": self.nurse.name,
            "company_id": self.company.id,
            "giver_id": self.head.id,
            "giver_name": self.head.name,
            "giver_user_id": self.head_user.id,
            "relation": "superior",
            "kind": "appreciation",
            "situation": "Antrean pagi tertata.",
            "given_at": fields.Datetime.now(),
        }
        feedback = self.env["asn.feedback"].sudo()
        feedback.create({**values, "date": "2026-11-22", "visibility": "private"})
        self.assertFalse(self._row(self._team(self.head_user), self.plan)["last_feedback"])
        self.assertFalse(self._mine()["feedback"])
        feedback.create({**values, "date": "2026-11-20", "visibility": "open"})
        row = self._row(self._team(self.head_user), self.plan)
        self.assertEqual((row["last_feedback"], row["needs_feedback"]), ("2026-11-20", False))
        self.assertEqual(self._mine()["feedback"]["text"], "Antrean pagi tertata.")

    def _add_people(self, count):
        """Add people with agreed plans and evaluations to the head's team."""
        for _number in range(count):
            person = self.env["hr.employee"].create(
                {
                    "name": "Perawat",
                    "asn_evaluator_id": self.head.id,
                    "department_id": self.clinic.id,
                    "date_version": "2020-01-01",
                }
            )
            plan = self.env["asn.skp"].create(
                {
                    "employee_id": person.id,
                    "period_id": self.year.id,
                    "evaluator_id": self.head.id,
                }
            )
            for result in self.plan.result_ids:
                result.sudo().copy({"skp_id": plan.id})
            plan.state = "agreed"
            evaluation = self.env["asn.evaluation"].create(
                self.env["asn.evaluation"]._prepare_from_plan(plan, self.second_half)
            )
            evaluation._sync_lines()

    def _count_queries(self):
        self.env.flush_all()
        self._team(self.head_user)  # fills what a running server has in memory
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        data = self._team(self.head_user)
        return len(data["people"]), self.env.cr.sql_log_count - before

    def test_queries_do_not_grow_with_people(self):
        self._add_people(1)
        few, queries = self._count_queries()
        self.assertEqual(few, 3)
        self._add_people(27)
        many, more = self._count_queries()
        self.assertEqual(many, 30)
        self.assertEqual(queries, more)
        self.assertLessEqual(more, MOST_QUERIES)

    # ------------------------------------------------------------------
    # Silence
    # ------------------------------------------------------------------

    def _nudges(self, plan=None):
        kind = self.env.ref("hr_asn_kinerja.mail_activity_type_silence")
        domain = [("activity_type_id", "=", kind.id), ("res_id", "=", (plan or self.plan).id)]
        return self.env["mail.activity"].search(domain)

    def _weekly(self):
        kind = self.env.ref("hr_asn_kinerja.mail_activity_type_team_silence")
        return self.env["mail.activity"].search([("activity_type_id", "=", kind.id)])

    def _run(self):
        list(self.env["asn.skp"]._silence_steps())

    def _age_plan(self, days=60):
        """The plan was agreed long ago."""
        self.plan.sudo().date_agreed = fields.Datetime.now() - timedelta(days=days)

    def test_silent_person_is_reminded_once_for_each_silence(self):
        self._age_plan()
        self._log(self.patients, 5, "2026-11-10")  # 14 days ago
        self._run()
        self.assertEqual(self._nudges().user_id, self.nurse_user)
        self.assertIn("14", self._nudges().summary)
        self._run()
        self.assertEqual(len(self._nudges()), 1)
        # Put aside: not again in this silence.
        self._nudges().unlink()
        self._run()
        self.assertFalse(self._nudges())
        # An entry ends the silence.
        self._log(self.patients, 5, "2026-11-23")
        self.plan.sudo().silence_nudged_on = "2026-11-24"
        self._run()
        self.assertFalse(self._nudges())

    def test_entry_takes_the_reminder_away(self):
        self._age_plan()
        self._run()
        self.assertTrue(self._nudges())
        self._log(self.patients, 5, "2026-11-23")
        self._run()
        self.assertFalse(self._nudges())

    def test_who_cannot_log_is_not_silent(self):
        self._age_plan()
        self.evaluation.sudo().state = "submitted"
        self._run()
        self.assertFalse(self._nudges())
        row = self._row(self._team(self.head_user), self.plan)
        self.assertFalse(row["is_silent"])

    def test_who_is_on_leave_is_not_silent(self):
        self._age_plan()
        self.env["asn.absence"].create(
            {
                "employee_id": self.nurse.id,
                "kind_id": self.env["asn.absence.kind"].search([], limit=1).id,
                "date_start": "2026-11-01",
                "date_end": "2026-11-30",
            }
        )
        self._run()
        self.assertFalse(self._nudges())

    def test_switched_off_nobody_is_told(self):
        self._age_plan()
        self.company.write({"asn_silence_nudge": False, "asn_silence_weekly": False})
        self._run()
        self.assertFalse(self._nudges() | self._weekly())

    def test_evaluator_hears_once_a_week(self):
        self._age_plan()
        self._run()
        self.assertEqual(self._weekly().user_id, self.head_user)
        self.assertIn("1", self._weekly().summary)
        self._weekly().unlink()
        self._run()
        self.assertFalse(self._weekly())
        self.company.asn_silence_told_on = "2026-11-16"  # the Monday before
        self._run()
        self.assertEqual(self._weekly().user_id, self.head_user)
