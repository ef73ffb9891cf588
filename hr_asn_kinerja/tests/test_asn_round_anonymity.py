from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .round_common import REASON, RoundCase

TABLES = ("asn_feedback_round_answer", "asn_feedback_round_participation")


@tagged("post_install", "-at_install")
class TestAsnRoundAnonymity(RoundCase):
    """Nothing leads from what was said to who said it."""

    def _columns(self, table):
        self.env.cr.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s",
            [table],
        )
        return dict(self.env.cr.fetchall())

    def test_no_column_names_a_giver_or_a_time(self):
        self.assertEqual(
            set(self._columns("asn_feedback_round_answer")),
            {"id", "round_id", "relation", "value_id", "score", "reason"},
        )
        self.assertEqual(
            set(self._columns("asn_feedback_round_participation")), {"id", "nominee_id"}
        )
        for table in TABLES:
            self.assertFalse({kind for kind in self._columns(table).values() if "time" in kind})

    def test_answering_changes_nothing_that_others_read(self):
        nurse = self._open_round(self.nurse)
        self._ask(nurse, self.more)
        tables = ("asn_feedback_round", "asn_feedback_round_nominee", "asn_transition")
        others = ("mail_message", "mail_followers", "ir_attachment")

        def state():
            rows = []
            for table in tables:
                self.env.cr.execute(f"SELECT * FROM {table} ORDER BY id")
                rows.append(self.env.cr.fetchall())
            for table in others:
                self.env.cr.execute(f"SELECT count(*) FROM {table}")
                rows.append(self.env.cr.fetchall())
            return rows

        self.env.flush_all()
        before = state()
        self._answer(nurse, self.more[0])
        self.env.flush_all()
        self.assertEqual(state(), before)

    def test_ids_are_drawn_and_rows_are_written_anew_at_the_end(self):
        nurse = self._open_round(self.nurse)
        self._ask(nurse, self.more)
        order = []
        for number, person in enumerate(self.more):
            seen = set(self._rows("answer"))
            self._answer(nurse, person, marks=self._marks(3, f"Catatan {number} yang panjang"))
            order.append(set(self._rows("answer")) - seen)
        numbers = [key for part in order for key in part]
        self.assertNotEqual(numbers, sorted(numbers))
        self.assertNotEqual(max(numbers), len(numbers))
        self._close(nurse)
        after = self._rows("answer")
        self.assertFalse(set(after) & set(numbers), "kept ids would tell the order")
        self.assertEqual(len(after), 4 * len(self.values))
        self.env.cr.execute(
            "SELECT count(DISTINCT xmin::text) FROM asn_feedback_round_answer WHERE round_id = %s",
            [nurse.id],
        )
        self.assertEqual(self.env.cr.fetchone(), (1,))
        self.assertFalse(self._rows("participation"))

    def test_groups_of_every_size(self):
        """0 to 5 peers and 0 to 5 subordinates: what is shown is what the rule says."""
        people = (self.nurse | self.colleague | self.more)[:5]
        extra = self.officer | self.outsider | self.hr | self.auditor | self.more[3]
        for peers in range(6):
            for below in range(6):
                with self.subTest(peers=peers, below=below):
                    head = self._open_round(self.head)
                    self._ask(head, extra[:peers], people[:below] - extra[:peers])
                    below_people = (people[:below] - extra[:peers])[:below]
                    for person in extra[:peers]:
                        self._answer(head, person, 2, self._marks(2, "RAHASIA-REKAN kata"))
                    for person in below_people:
                        self._answer(head, person, 4, self._marks(4, "RAHASIA-BAWAHAN kata"))
                    number = len(below_people)
                    self._close(head)
                    report = head.with_user(self.chief_user).report
                    shown = {group["key"] for group in report["groups"] if group["is_shown"]}
                    expected = {
                        key for key, n in (("peer", peers), ("subordinate", number)) if n >= 3
                    }
                    small = sum(n for n in (peers, number) if n < 3)
                    if small >= 3:
                        expected.add("others")
                    self.assertEqual(shown, expected)
                    text = str(report)
                    self.assertEqual(
                        "RAHASIA-REKAN" in text, peers >= 3 or (peers > 0 and small >= 3)
                    )
                    self.assertEqual(
                        "RAHASIA-BAWAHAN" in text, number >= 3 or (number > 0 and small >= 3)
                    )
                    shown_people = head.with_user(self.hr_user).answered_display
                    total = (peers if peers >= 3 else 0) + (number if number >= 3 else 0)
                    total += small if small >= 3 else 0
                    self.assertEqual(shown_people, str(total) if total else "fewer than 3")
                    head.sudo().with_context(active_test=False).state = "cancelled"
                    head.sudo()._forget()

    def test_no_number_of_answers_before_the_end(self):
        nurse = self._open_round(self.nurse)
        self._ask(nurse, self.more)
        for person in self.more:
            self._answer(nurse, person)
            for user in (self.head_user, self.hr_user, self.officer_user, self.nurse_user):
                seen = nurse.with_user(user)
                seen.invalidate_recordset()
                self.assertFalse(seen.answered_display)
                self.assertFalse(seen.report)
                self.assertFalse(seen.has_report)

    def test_a_value_that_few_could_observe_is_hidden(self):
        nurse = self._open_round(self.nurse)
        self._ask(nurse, self.more)
        code = self.values[0].code
        for number, person in enumerate(self.more):
            seen = (1, "RAHASIA-LANGKA dua orang") if number < 2 else (None, "")
            self._answer(nurse, person, marks=self._marks(4, REASON, **{code: seen}))
        self._close(nurse)
        report = nurse.with_user(self.head_user).report
        self.assertIsNone(self._mean(report, "peer", self.values[0]))
        self.assertEqual(self._mean(report, "peer", self.values[1]), 4.0)
        self.assertNotIn("RAHASIA-LANGKA", str(report))

    def test_nobody_reads_the_models(self):
        nurse = self._open_round(self.nurse)
        self._ask(nurse, self.more)
        for person in (self.nurse, self.head, *self.more):
            self._answer(nurse, person)
        users = (
            self.nurse_user | self.head_user | self.chief_user | self.officer_user | self.hr_user
        ) | (self.auditor_user | self.admin_asn_user)
        for user in (*users, self.env.ref("base.user_root")):
            for name in ("answer", "assessment", "participation"):
                # sudo: raised rights open nothing, either
                for model in (
                    self.env[f"asn.feedback.round.{name}"].with_user(user),
                    self.env[f"asn.feedback.round.{name}"].with_user(user).sudo(),
                ):
                    record = model.browse(self._rows(name)[0])
                    field = "nominee_id" if name == "participation" else "round_id"
                    for attempt in (
                        lambda m=model: m.search([]),
                        lambda m=model: m.search_count([]),
                        lambda m=model: m._read_group([], [], ["__count"]),
                        lambda r=record, f=field: r.read([f]),
                        lambda r=record: r.unlink(),
                        lambda r=record: r.write({"id": 1}),
                        lambda m=model, n=nurse: m.create({"round_id": n.id}),
                    ):
                        with self.assertRaises(AccessError):
                            attempt()

    def test_one_giver_counts_once(self):
        nurse = self._open_round(self.nurse)
        self._ask(nurse, self.more)
        self._answer(nurse, self.more[0])
        with self.assertRaises(UserError):
            self._answer(nurse, self.more[0])
        nominee = self._nominee(nurse, self.more[0])
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env.cr.execute(
                "INSERT INTO asn_feedback_round_participation (id, nominee_id) VALUES (1, %s)",
                [nominee.id],
            )

    def test_the_order_of_texts_is_by_lot(self):
        nurse = self._open_round(self.nurse)
        self._ask(nurse, self.colleague | self.more)
        for number, person in enumerate(self.colleague | self.more):
            self._answer(nurse, person, marks=self._marks(3, f"Catatan {number} yang panjang"))
        self._close(nurse)
        orders = set()
        for _look in range(12):
            nurse.invalidate_recordset()
            report = nurse.with_user(self.head_user).report
            value = self.values[0].id
            orders.add(tuple(t["text"] for t in report["texts"] if t["value"] == value))
        self.assertGreater(len(orders), 1)
        self.assertEqual({len(order) for order in orders}, {5})
