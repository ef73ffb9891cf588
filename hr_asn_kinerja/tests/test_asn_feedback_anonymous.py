"""Feedback without a name: nothing leads to the giver, nothing shows below the minimum.

Threats: C01 C05 C07 C09 C11 C13. Through real logins: tests/security/test_feedback_anonymity.py.
"""

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError
from odoo.tests import new_test_user
from odoo.tools import SQL, mute_logger

from .test_asn_feedback import TEXT, FeedbackCase


class TestAsnFeedbackAnonymous(FeedbackCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nameless = cls.env["asn.feedback.anonymous"]
        cls.mates = []
        for number in range(6):
            login = f"asn_mate_{number}"
            user = new_test_user(
                cls.env, login=login, name=f"Rekan {number}", context={"no_reset_password": True}
            )
            mate = cls.env["hr.employee"].create(
                {
                    "name": f"Rekan {number}",
                    "department_id": cls.clinic.id,
                    "asn_evaluator_id": cls.head.id,
                    "date_version": "2020-01-01",
                    "user_id": user.id,
                }
            )
            cls.mates.append(mate.user_id)

    def _give_nameless(self, number, **values):
        return self._give(
            self.mates[number],
            **{"visibility": "anonymous", "situation": f"{TEXT} ({number})", **values},
        )

    def _shown(self, user=None):
        timeline = self.feedback.with_user(user or self.nurse_user).get_timeline(self.plan.id)
        return sorted(
            text["situation"] for group in timeline["anonymous"] for text in group["texts"]
        )

    def _rows(self, query):
        return self.env.execute_query(SQL(query))

    # What is kept

    def test_columns_hold_nothing_of_the_giver_and_no_time(self):
        columns = {
            name: {
                row[0]
                for row in self.env.execute_query(
                    SQL(
                        "SELECT column_name FROM information_schema.columns WHERE table_name = %s",
                        name,
                    )
                )
            }
            for name in ("asn_feedback_anonymous", "asn_feedback_participation")
        }
        self.assertEqual(
            columns["asn_feedback_anonymous"],
            {"id", "employee_id", "company_id", "period_id", "kind", "value_id"}
            | {"situation", "effect", "next_step", "is_shown"},
        )
        self.assertEqual(columns["asn_feedback_participation"], {"id", "period_id", "mark"})

    def test_giving_writes_two_rows_and_nothing_else(self):
        """No note, message, follower, bus message, attachment, or entry of the server's log."""
        tables = (
            "mail_activity",
            "mail_message",
            "mail_followers",
            "mail_notification",
            "bus_bus",
            "ir_attachment",
            "ir_logging",
            "asn_feedback",
            "asn_feedback_request",
            "asn_transition",
        )
        self.env.flush_all()

        def sizes():
            return {
                table: self.env.execute_query(SQL("SELECT count(*) FROM %s", SQL.identifier(table)))
                for table in tables
            }

        before = sizes()
        with self.assertNoLogs("odoo", "INFO"):
            self.assertEqual(self._give_nameless(0), {"is_done": True, "hints": []})
            self.env.flush_all()
        self.assertEqual(sizes(), before)
        self.assertEqual(self._rows("SELECT count(*) FROM asn_feedback_anonymous"), [(1,)])
        self.assertEqual(self._rows("SELECT count(*) FROM asn_feedback_participation"), [(1,)])

    def test_the_mark_is_no_number_of_a_person(self):
        self._give_nameless(0)
        ((mark,),) = self._rows("SELECT mark FROM asn_feedback_participation")
        self.assertRegex(mark, r"^[0-9a-f]{64}$")

    def test_ids_are_drawn(self):
        for number in range(4):
            self._give_nameless(number)
        ids = [row[0] for row in self._rows("SELECT id FROM asn_feedback_anonymous")]
        self.assertGreater(max(ids) - min(ids), 1000)
        # No counter runs along, which would tell how often somebody gave.
        self.assertFalse(
            self._rows(
                "SELECT 1 FROM pg_sequences WHERE sequencename LIKE 'asn_feedback_anonymous%%'"
                " AND last_value IS NOT NULL"
            )
        )

    # Each person counts once

    def test_one_person_counts_once_in_a_period(self):
        self._give_nameless(0)
        for _attempt in range(3):
            with self.assertRaisesRegex(UserError, "without your name"):
                self._give_nameless(0, situation="Lagi dan lagi dan lagi.")
        self.nameless._cron_show()
        self.assertEqual(self._shown(), [])
        self._give_nameless(0, visibility="open")  # under the name as often as wanted

    def test_only_people_who_work_with_the_person(self):
        with self.assertRaisesRegex(UserError, "under your name"):
            self._give(self.outsider_user, visibility="anonymous")
        self._step(self.nurse_user, "ask", giver_ids=[self.outsider.id])
        self._give(self.outsider_user, visibility="anonymous")
        self.assertEqual(self._rows("SELECT count(*) FROM asn_feedback_anonymous"), [(1,)])
        # The request tells nothing of it.
        self.assertEqual(self.env["asn.feedback.request"].search([]).state, "asked")

    def test_those_who_read_it_do_not_give_it(self):
        for user in (self.head_user, self.chief_user):
            page = self.feedback.with_user(user).get_give_page(self.nurse.id)
            self.assertFalse(page["person"]["may_be_anonymous"])
            with self.assertRaises(UserError):
                self._give(user, visibility="anonymous")

    def test_a_result_is_not_kept(self):
        """Few people work on one result; the value of behaviour stays."""
        value = self.env["asn.behaviour.value"].search([], limit=1)
        self._give_nameless(0, value_id=value.id)
        self.assertEqual(self._rows("SELECT value_id FROM asn_feedback_anonymous"), [(value.id,)])

    # When it is shown

    def test_below_the_minimum_nothing_is_shown(self):
        """k = 0 to 5 with a minimum of three: 0, 0, 0, 3, 3, 3 texts; a fourth and fifth wait."""
        for number, shown in enumerate((0, 0, 0, 3, 3, 3)):
            if number:
                self._give_nameless(number - 1)
            self.assertEqual(len(self._shown()), 3 if number > 3 else 0)  # nothing at once
            self.nameless._cron_show()
            for user in (self.nurse_user, self.head_user, self.chief_user):
                self.assertEqual(len(self._shown(user)), shown, f"{number} givers")
        self._give_nameless(5)
        self.nameless._cron_show()
        self.assertEqual(len(self._shown()), 6)

    def test_the_region_may_want_more_people_never_fewer(self):
        self.company.asn_feedback_minimum = 4
        for number in range(3):
            self._give_nameless(number)
        self.nameless._cron_show()
        self.assertEqual(self._shown(), [])
        self._give_nameless(3)
        self.nameless._cron_show()
        self.assertEqual(len(self._shown()), 4)
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation), self.cr.savepoint():
            self.company.asn_feedback_minimum = 2
            self.env.flush_all()

    def test_who_reads_what_was_let_out(self):
        for number in range(3):
            self._give_nameless(number)
        self.nameless._cron_show()
        for user, count in (
            (self.nurse_user, 3),
            (self.head_user, 3),
            (self.chief_user, 3),
            (self.hr_user, 0),
            (self.auditor_user, 0),
            (self.officer_user, 0),
        ):
            self.assertEqual(len(self._shown(user)), count, user.login)
        page = self.feedback.with_user(self.nurse_user).get_page()
        self.assertEqual(len(page["timeline"]["anonymous"][0]["texts"]), 3)
        self.assertEqual(page["timeline"]["count"], 0)
        self.assertNotIn("id", page["timeline"]["anonymous"][0]["texts"][0])
        # The giver finds nothing of it.
        page = self.feedback.with_user(self.mates[0]).get_page()
        self.assertEqual(page["given"], [])

    def test_the_order_is_drawn_anew(self):
        for number in range(6):
            self._give_nameless(number)
        self.nameless._cron_show()
        orders = {
            tuple(text["situation"] for text in self.nameless._get_shown(self.plan)[0]["texts"])
            for _look in range(12)
        }
        self.assertGreater(len(orders), 6)  # 720 orders are possible

    def test_after_the_period_the_rest_is_forgotten(self):
        for number in range(5):
            self._give_nameless(number)
            if number == 2:
                self.nameless._cron_show()
        with freeze_time("2026-12-31 10:00:00"):
            self.nameless._cron_show()
        self.assertEqual(self._rows("SELECT count(*) FROM asn_feedback_anonymous"), [(5,)])
        with freeze_time("2026-12-31 17:30:00"):  # 1 January in the region
            self.nameless._cron_show()
        self.assertEqual(self._rows("SELECT count(*) FROM asn_feedback_anonymous"), [(3,)])
        self.assertEqual(self._rows("SELECT count(*) FROM asn_feedback_participation"), [(0,)])
        self.assertEqual(len(self._shown()), 3)

    def test_what_gathered_in_the_last_week_is_still_let_out(self):
        for number in range(3):
            self._give_nameless(number)
        with freeze_time("2027-01-03 18:00:00"):
            self.nameless._cron_show()
        self.assertEqual(len(self._shown()), 3)

    # Doors

    def test_no_door_for_any_role_or_raised_rights(self):
        self._give_nameless(0)
        for model in ("asn.feedback.anonymous", "asn.feedback.participation"):
            ids = [
                row[0]
                for row in self.env.execute_query(
                    SQL("SELECT id FROM %s", SQL.identifier(model.replace(".", "_")))
                )
            ]
            for env in (
                self.env,
                self.env(user=self.admin_asn_user.id),
                self.env(user=self.env.ref("base.user_admin").id),
                self.env(user=self.nurse_user.id),
                self.env(user=self.env.ref("base.user_admin").id, su=True),
            ):
                table = env[model]
                records = table.browse(ids)
                for attempt in (
                    lambda t=table: t.search([]),
                    lambda t=table: t.search_count([]),
                    lambda t=table: t.search_read([], ["id"]),
                    lambda t=table: t.web_search_read([], {"id": {}}),
                    lambda t=table: t.search_fetch([], ["period_id"]),
                    lambda t=table: t.name_search(""),
                    lambda t=table: t._read_group([], [], ["__count"]),
                    lambda t=table: t.formatted_read_group([], ["period_id"], ["__count"]),
                    lambda t=table: t.formatted_read_grouping_sets([], [["period_id"]]),
                    lambda r=records: r.read(["period_id"]),
                    lambda r=records: r.web_read({"period_id": {}}),
                    lambda r=records: r.period_id,
                    lambda r=records: r.fetch(["period_id"]),
                    lambda r=records: r.export_data(["period_id/id"]),
                    lambda r=records: r.get_metadata(),
                    lambda r=records: r.copy(),
                    lambda r=records: r.write({"period_id": self.half.id}),
                    lambda r=records: r.unlink(),
                    lambda t=table: t.create({"period_id": self.half.id}),
                ):
                    # An export fails for whoever may not export at all, before it reads.
                    with (
                        self.assertRaises(UserError),
                        mute_logger(
                            "odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule"
                        ),
                    ):
                        attempt()
                    env.invalidate_all()

    def test_the_number_of_rows_is_not_told(self):
        self._give_nameless(0)
        models = self.env["ir.model"].search([("model", "like", "asn.feedback.")])
        counts = {model.model: model.count for model in models}
        self.assertEqual(counts["asn.feedback.anonymous"], 0)
        self.assertEqual(counts["asn.feedback.participation"], 0)
        self.assertEqual(counts["asn.feedback.tone"], 3)

    # The text itself

    def test_a_text_that_names_its_giver_warns(self):
        self.mates[0].employee_id.write(
            {
                "asn_nip": "199103022016032908",
                "work_email": "rekan.nol@contoh.go.id",
                "mobile_phone": "+62 812-3456-7890",
            }
        )
        for text, word in (
            ("Saya, Rekan dari poli, melihat antrean.", "your name"),
            ("Dicatat NIP 19910302 201603 2 908 pada buku.", "NIP"),
            ("Balas ke rekan.nol@contoh.go.id ya, terima kasih.", "e-mail"),
            ("Hubungi saya di 0812 3456 7890 sore ini.", "phone"),
        ):
            answer = self._give_nameless(0, situation=text)
            self.assertFalse(answer["is_done"])
            self.assertIn(word, answer["hints"][0]["message"])
        self.assertEqual(self._rows("SELECT count(*) FROM asn_feedback_participation"), [(0,)])
        answer = self._give_nameless(0, situation=text, is_sure=True)
        self.assertTrue(answer["is_done"])

    def test_under_the_name_the_own_name_is_no_matter(self):
        answer = self._give_nameless(
            0, situation="Saya, Rekan dari poli, melihat antrean.", visibility="open"
        )
        self.assertTrue(answer["is_done"])
