from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError

from ..models.socialisation.asn_socialisation_participant import UNDERSTOOD_FIELDS
from .test_asn_socialisation import RIGHT, SocialisationCase


class TestCheck(SocialisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._open()

    def test_wrong_answers_leave_no_trace(self):
        before = self._rows()
        answer = self._answer(self.nurse_user, ("a", "a", "c"))
        self.assertFalse(answer["understood"])
        self.assertEqual([q["is_right"] for q in answer["questions"]], [False, True, True])
        self.assertTrue(all(q["explanation"] for q in answer["questions"]))
        self.assertEqual(self._rows(), before)
        answer = self._answer(self.nurse_user, RIGHT)
        self.assertTrue(answer["understood"])
        self.assertEqual(str(self._person(self.nurse).date_understood), "2026-11-24")

    def _rows(self):
        """All of the person's row, and how many rows there are in every table of ours."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT p::text FROM asn_socialisation_participant p WHERE employee_id = %s",
            [self.nurse.id],
        )
        rows = self.env.cr.fetchall()
        for table in ("asn_transition", "mail_message", "asn_socialisation_ask", "ir_attachment"):
            self.env.cr.execute(f"SELECT count(*) FROM {table}")  # pylint: disable=sql-injection
            rows += self.env.cr.fetchall()
        return rows

    def test_rows_have_no_times(self):
        for model in ("participant", "attendance", "ask"):
            table = f"asn_socialisation_{model}"
            self.env.cr.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
                " AND (data_type LIKE 'timestamp%%' OR column_name LIKE '%%_uid')",
                [table],
            )
            self.assertEqual(self.env.cr.fetchall(), [], table)

    def test_a_second_time_keeps_the_first_day(self):
        self._answer(self.nurse_user, RIGHT)
        with freeze_time("2026-12-01 05:00:00"):
            self._answer(self.nurse_user, RIGHT)
            self._answer(self.nurse_user, ("c", "c", "a"))
        self.assertEqual(str(self._person(self.nurse).date_understood), "2026-11-24")

    def test_the_day_is_that_of_the_region(self):
        with freeze_time("2026-11-24 17:30:00"):  # half past midnight in Jakarta
            self._answer(self.nurse_user, RIGHT)
        self.assertEqual(str(self._person(self.nurse).date_understood), "2026-11-25")

    def test_every_question_needs_one_of_its_choices(self):
        for choices in (("b", "a", None), ("b", "a", "d"), ("b", "a", ["c"]), ("b", "a", 1)):
            with self.subTest(choices), self.assertRaises(UserError):
                self._answer(self.nurse_user, choices)
        nurse = self._as(self.nurse_user)
        for values in (
            None,
            [],
            {"part": "employee"},
            {"part": "employee", "answers": []},
            {"part": "evaluator", "answers": {}},
            {"part": ["employee"], "answers": {}},
            {"part": "x", "answers": {}},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                nurse.action_step("check", values)
        self.assertFalse(self._person(self.nurse).date_understood)

    def test_each_role_has_its_own_part(self):
        parts = {}
        for user in (self.nurse_user, self.head_user, self.officer_user):
            page = self._as(user).action_page()
            parts[user.login] = [check["part"] for check in page["checks"]]
        self.assertEqual(
            parts,
            {
                "asn_nurse": ["employee"],
                "asn_head": ["employee", "evaluator"],
                "asn_officer": ["employee", "unit_officer"],
            },
        )
        self.assertEqual(len(self._as(self.nurse_user).action_page()["materials"]), 5)
        self.assertEqual(len(self._as(self.head_user).action_page()["materials"]), 8)
        # Shipped: b, a, c for evaluators, too
        self._answer(self.head_user, ("b", "a", "c"), "evaluator")
        person = self._person(self.head)
        self.assertTrue(person.date_understood_evaluator)
        self.assertFalse(person.date_understood)
        self.assertEqual(len(UNDERSTOOD_FIELDS), 4)

    def test_the_key_is_read_by_no_door(self):
        question = self.campaign.question_ids[0]
        key = question.sudo().key_ids
        for user in (self.nurse_user, self.head_user, self.officer_user, self.auditor_user):
            asked = question.with_user(user)
            self.assertTrue(asked.name)
            for field in ("right", "explanation", "key_ids"):
                with self.assertRaises(AccessError):
                    asked.read([field])
                with self.assertRaises(AccessError):
                    asked.search([(field, "!=", False)])
            for domain in ([("key_ids.right", "=", "b")], [("key_ids", "any", [])]):
                with self.assertRaises(AccessError):
                    asked.search(domain)
            with self.assertRaises(AccessError):
                key.with_user(user).read(["right"])
            with self.assertRaises(AccessError):
                key.with_user(user).search_count([])
            with self.assertRaises(AccessError):
                asked.search([], order="right")
            self.assertNotIn("explanation", str(self._as(user).action_page()))
            names = self.env["asn.socialisation.question"].with_user(user).fields_get()
            self.assertFalse({"right", "explanation", "key_ids"} & set(names))

    def test_reading_all_cards_is_kept_with_its_day(self):
        nurse = self._as(self.nurse_user)
        cards = nurse.action_page()["materials"]
        for card in cards[:-1]:
            nurse.action_step("read", {"material": card["id"]})
        self.assertFalse(self._person(self.nurse).date_read)
        nurse.action_step("read", {"material": cards[-1]["id"]})
        self.assertEqual(str(self._person(self.nurse).date_read), "2026-11-24")
        self.assertTrue(all(card["is_read"] for card in nurse.action_page()["materials"]))
        other = self.env.ref("hr_asn_kinerja.asn_socialisation_material_purpose").id
        for number in (other, -1, "x", None, True):
            with self.subTest(number), self.assertRaises(UserError):
                nurse.action_step("read", {"material": number})

    def test_whoever_is_not_appraised_reads_only(self):
        plain = self._as(self.plain_user)
        page = plain.action_page()
        self.assertFalse(page["is_participant"])
        self.assertEqual(len(page["materials"]), 5)
        with self.assertRaisesRegex(UserError, "no record"):
            plain.action_step("read", {"material": page["materials"][0]["id"]})

    def test_a_newcomer_is_taken_in_by_the_first_step(self):
        person = self._person(self.nurse)
        person.unlink()
        self._answer(self.nurse_user, RIGHT)
        self.assertTrue(self._person(self.nurse).date_understood)

    def test_nothing_is_kept_after_closing(self):
        self.campaign.action_close()
        page = self._as(self.nurse_user).action_page()
        self.assertFalse(page["campaign"]["is_open"])
        for step in ("read", "check", "attend", "ask"):
            with self.assertRaisesRegex(UserError, "closed"):
                self._as(self.nurse_user).action_step(step, {"text": "Apa ini?"})

    def test_a_draft_is_not_shown(self):
        self.campaign.sudo().state = "draft"
        self.assertEqual(
            self.env["asn.socialisation"].with_user(self.nurse_user).action_page(),
            {"campaign": False},
        )
        with self.assertRaises(AccessError):
            self._as(self.nurse_user).action_step("read", {})

    def test_unknown_steps_are_refused(self):
        for step in ("x", None, 7, ["read"], "_step_read"):
            with self.subTest(step), self.assertRaises(UserError):
                self._as(self.nurse_user).action_step(step, {})


class TestPlanWaits(SocialisationCase):
    def setUp(self):
        super().setUp()
        self.plan = self._plan_of(self.nurse)
        self._fill_plan(self.plan)
        self.plan = self.plan.with_user(self.nurse_user)

    def test_off_nothing_changes(self):
        self._open()
        self.assertFalse(self.plan.waits_for_socialisation)
        self.plan.action_propose()
        self.assertEqual(self.plan.state, "proposed")

    def test_on_the_plan_waits_until_understood(self):
        self.company.asn_plan_after_socialisation = True
        self._open()
        self.assertTrue(self.plan.waits_for_socialisation)
        with self.assertRaisesRegex(UserError, "Getting to know"):
            self.plan.action_propose()
        with self.assertRaises(UserError):
            self.plan.write({"state": "proposed"})
        self.assertEqual(self.plan.state, "draft")
        self.plan.write({"approach": "qualitative"})  # drafting goes on
        self._answer(self.nurse_user, RIGHT)
        self.plan.invalidate_recordset()
        self.assertFalse(self.plan.waits_for_socialisation)
        self.plan.action_propose()
        self.assertEqual(self.plan.state, "proposed")

    def test_on_without_an_open_campaign_nobody_waits(self):
        self.company.asn_plan_after_socialisation = True
        self.plan.action_propose()
        self.assertEqual(self.plan.state, "proposed")

    def test_the_hr_office_exempts_with_a_reason(self):
        self.company.asn_plan_after_socialisation = True
        self._open()
        people = self.campaign.participant_ids
        with self.assertRaises(AccessError):
            people.with_user(self.officer_user).write({"exempt_reason": "Cuti"})
        with self.assertRaises(AccessError):
            self._person(self.nurse).with_user(self.nurse_user).write({"exempt_reason": "Cuti"})
        people.with_user(self.hr_user).write({"exempt_reason": "Cuti panjang"})
        self.plan.action_propose()
        self.assertEqual(self.plan.state, "proposed")

    def test_the_evaluator_sees_no_notice(self):
        self.company.asn_plan_after_socialisation = True
        self._open()
        self.assertFalse(self.plan.with_user(self.head_user).waits_for_socialisation)

    def test_notice_leads_to_the_page(self):
        self.assertEqual(self.plan.action_open_socialisation()["tag"], "asn_socialisation_page")


class TestCoverage(SocialisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._open()

    def _row(self, unit, user=None):
        rows = self.env["asn.socialisation.coverage"].with_user(user or self.hr_user)
        return rows.search([("unit_id", "=", unit.id)])

    def test_counts_of_a_unit(self):
        # The clinic: nurse, colleague, head. The nurse understood, the colleague is exempt.
        self._answer(self.nurse_user, RIGHT)
        self._person(self.colleague).exempt_reason = "Cuti"
        self.env.flush_all()
        row = self._row(self.clinic)
        self.assertEqual(row.person_count, 3)
        self.assertEqual(row.understood_count, 1)
        self.assertEqual(row.exempt_count, 1)
        self.assertEqual(row.missing_count, 1)
        self.assertEqual(row.understood_share, 50.0)
        self.assertEqual(row.evaluator_count, 1)
        people = self.env["asn.socialisation.participant"]
        action = row.action_view_missing()
        self.assertEqual(people.search(action["domain"]).employee_id, self.head)
        action = row.action_view_people()
        self.assertEqual(len(people.search(action["domain"])), 3)

    def test_an_officer_sees_the_own_units_only(self):
        officer = self.env["asn.socialisation.coverage"].with_user(self.officer_user)
        self.assertEqual(officer.search([]).unit_id, self.agency | self.clinic)
        self.assertFalse(self._row(self.other_agency, self.officer_user))
        for user in (self.nurse_user, self.head_user):
            with self.assertRaises(AccessError):
                self.env["asn.socialisation.coverage"].with_user(user).search([])

    def test_sums_equal_those_of_the_people(self):
        self._answer(self.nurse_user, RIGHT)
        self._answer(self.chief_user, RIGHT)
        rows = self.env["asn.socialisation.coverage"].search([])
        people = self.campaign.participant_ids.sudo()
        self.assertEqual(sum(rows.mapped("person_count")), len(people))
        self.assertEqual(
            sum(rows.mapped("understood_count")), len(people.filtered("date_understood"))
        )
        self.assertEqual(self.campaign.understood_count, 2)
        self.assertEqual(self.campaign.understood_share, 25.0)

    def test_units_are_counted_in_one_query(self):
        rows = self.env["asn.socialisation.coverage"]
        self.env.flush_all()
        with self.assertQueryCount(1):
            rows.search_fetch([], ["person_count", "understood_share", "missing_count"])
