from contextlib import contextmanager

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged, warmup

from .common import AsnCase
from .evidence_files import PDF, PNG, encode

MOST_QUERIES = 25  # what saving one entry may cost, the figures above it included


class LogCase(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._begin_half()
        cls.second_half.with_user(cls.hr_user).action_open()
        cls.evaluation = cls.plan.evaluation_ids.filtered(lambda e: e.period_id == cls.half)
        cls.patients, cls.on_time = cls.plan.result_ids.indicator_ids
        cls.log = cls.env["asn.realisation"].with_user(cls.nurse_user)

    def _sent(self, token="token-0001", **values):
        """An entry as the screen sends it."""
        return {
            "token": token,
            "indicator_id": self.patients.id,
            "date": "2026-11-24",
            "quantity": 20,
            "denominator": 0,
            "note": "",
            "links": [],
            "files": [],
            **values,
        }


class TestLogWork(LogCase):
    def test_an_entry_with_evidence_is_saved_in_one_call(self):
        files = [
            {"name": "foto.png", "content": encode(PNG)},
            {"name": "rekap.pdf", "content": encode(PDF)},
        ]
        sent = self._sent(note="Poli umum", files=files, links=["https://example.go.id/a"])
        answer = self.log.log_work([sent])
        entry = self.log.browse(answer[0]["id"])
        self.assertEqual(answer, [{"token": "token-0001", "id": entry.id, "late": False}])
        self.assertEqual((entry.quantity, entry.note, entry.source), (20, "Poli umum", "manual"))
        self.assertEqual(entry.evidence_ids.mapped("kind"), ["file", "file", "link"])
        self.assertEqual(entry.create_uid, self.nurse_user)

    def test_a_second_sending_gives_the_first_entry(self):
        """Double tap and repetition after a lost connection. (threat: G09)"""
        first = self.log.log_work([self._sent()])
        again = self.log.log_work([self._sent(quantity=99), self._sent("token-0002")])
        self.assertEqual(again[0], first[0])
        self.assertEqual(self.patients.realisation_ids.mapped("quantity"), [20, 20])
        line = self.plan.evaluation_ids.line_ids.filtered(
            lambda line: (
                line.indicator_id == self.patients
                and line.evaluation_id.period_id == self.second_half
            )
        )
        self.assertEqual((line.entry_count, line.realised), (2, 40))

    def test_the_same_token_in_another_plan_is_another_entry(self):
        peer_plan = self._agree_plan(self.colleague)
        sent = self._sent(indicator_id=peer_plan.result_ids.indicator_ids[0].id)
        mine = self.log.log_work([self._sent()])
        other = self.log.with_user(self.colleague_user).log_work([sent])
        self.assertNotEqual(mine[0]["id"], other[0]["id"])

    def test_nothing_done_is_an_amount_too(self):
        entry = self.log.browse(self.log.log_work([self._sent(quantity=0)])[0]["id"])
        self.assertEqual(entry.quantity, 0)

    def test_all_or_nothing(self):
        for bad in (
            {"indicator_id": self.on_time.id, "quantity": 5},
            {"date": "2026-11-25"},
            {"files": [{"name": "a.png", "content": ""}]},
        ):
            with self.subTest(bad=bad), self.assertRaises(UserError):
                self.log.log_work([self._sent(), self._sent("token-0002", **bad)])
                self.env.flush_all()
        self.assertFalse(self.plan.result_ids.indicator_ids.realisation_ids)

    def test_what_no_screen_sends_is_refused_in_words(self):
        """(threat: H01, H03)"""
        for sent in (
            None,
            [],
            "x",
            [1],
            [self._sent(token="")],
            [self._sent(token="a b c d e f")],
            [self._sent(token=7)],
            [self._sent(token="x" * 65)],
            [self._sent(indicator_id="1")],
            [self._sent(indicator_id=True)],
            [self._sent(quantity=None)],
            [self._sent(quantity="banyak")],
            [self._sent(quantity=float("nan"))],
            [self._sent(quantity=float("inf"))],
            [self._sent(quantity=1e308)],
            [self._sent(quantity=[1])],
            [self._sent(denominator=float("nan"))],
            [self._sent(note="a\x00b")],
            [self._sent(note="\ud800")],
            [self._sent(note=["x"])],
            [self._sent(date="2026-02-30")],
            [self._sent(date=["2026-02-01"])],
            [self._sent(date=20260201)],
            [self._sent(links="https://example.go.id")],
            [self._sent(links=[{"a": 1}])],
            [self._sent(files={"name": "a"})],
            [self._sent(files=["x"])],
            [self._sent(files=[{"name": ["a"], "content": encode(PNG)}])],
            [self._sent(files=[{"name": "a.png", "content": {"x": 1}}])],
            [self._sent(), self._sent()],
            [self._sent(f"token-{number:04}") for number in range(51)],
        ):
            with self.subTest(sent=str(sent)[:80]), self.assertRaises(UserError):
                self.log.log_work(sent)
        self.assertFalse(self.plan.result_ids.indicator_ids.realisation_ids)

    def test_html_in_a_note_is_plain_text(self):
        text = "<script>alert(1)</script> <b>20 pasien</b>"
        entry = self.log.browse(self.log.log_work([self._sent(note=text)])[0]["id"])
        self.assertEqual(entry.note, text)  # a text field: shown as it was typed
        self.assertEqual(entry._fields["note"].type, "text")

    def test_only_the_employee_of_the_plan_logs(self):
        for user in (self.head_user, self.colleague_user, self.hr_user, self.officer_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.log.with_user(user).log_work([self._sent()])
        self.assertFalse(self.patients.realisation_ids)

    def test_source_and_marks_are_set_by_the_server_only(self):
        entry = self._log(self.patients, 5).with_user(self.nurse_user)
        for name, value in (
            ("source", "rule"),
            ("is_late", True),
            ("review_state", "confirmed"),
            ("review_comment", "x"),
            ("client_token", "token-0009"),
            ("has_evidence", True),
        ):
            with self.subTest(name=name):
                with self.assertRaises(AccessError):
                    entry.write({name: value})
                if name != "client_token":
                    with self.assertRaises(AccessError):
                        self._log(self.patients, 5, **{name: value})

    def test_an_automatic_entry_is_not_changed_by_hand(self):
        entry = self._log(self.patients, 5)
        entry.sudo().source = "service"
        mine = entry.with_user(self.nurse_user)
        for attempt in (lambda: mine.write({"quantity": 9}), lambda: mine.unlink()):
            with self.assertRaisesRegex(AccessError, "automatic source"):
                attempt()
        self.assertFalse(mine.editable_parts)

    @warmup
    def test_saving_an_entry_costs_few_queries(self):
        """With the evaluation's lines and score worked out anew."""
        self._log(self.patients, 1)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(MOST_QUERIES):
            self.log.log_work([self._sent()])
            self.env.flush_all()

    def test_only_the_period_of_the_entry_is_worked_out_anew(self):
        lines = self.env["asn.evaluation.indicator"].search(
            [("indicator_id", "=", self.patients.id)]
        )
        first = lines.filtered(lambda line: line.evaluation_id == self.evaluation)
        # A wrong figure in the other half stays: nobody looked at it.
        other = lines - first
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE asn_evaluation_indicator SET realised = 77 WHERE id = %s", [other.id]
        )
        self.env.invalidate_all()
        entry = self._log(self.patients, 20)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((first.realised, other.realised), (20, 77))
        entry.with_user(self.nurse_user).date = "2026-07-02"
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((first.realised, other.realised), (0, 20))


class TestLogDays(LogCase):
    @contextmanager
    def _at(self, moment):
        with freeze_time(moment):
            yield

    def test_today_is_the_day_of_the_region(self):
        """Jakarta's midnight is 17:00 UTC. (threat: I01)"""
        for zone in ("Asia/Jakarta", "Asia/Jayapura", "America/New_York"):
            self.nurse_user.tz = zone
            with self._at("2026-11-24 16:59:59"):
                self.assertEqual(self.log.get_log_page()["today"], "2026-11-24")
                with self.assertRaises(ValidationError):
                    self.log.log_work([self._sent(f"early-{zone[-5:]}", date="2026-11-25")])
            with self._at("2026-11-24 17:00:01"):
                self.assertEqual(self.log.get_log_page()["today"], "2026-11-25")
                self.assertTrue(
                    self.log.log_work([self._sent(f"after-{zone[-5:]}", date="2026-11-25")])
                )

    def test_late_entries_are_marked(self):
        for day, late in (("2026-11-24", False), ("2026-11-17", False), ("2026-11-16", True)):
            answer = self.log.log_work([self._sent(f"token-{day}", date=day)])
            self.assertEqual((day, answer[0]["late"]), (day, late))
        # The half-year is over: late however few days ago it was
        with self._at("2026-07-01 05:00:00"):
            self.assertTrue(self.log.log_work([self._sent(date="2026-06-30")])[0]["late"])

    def test_after_the_window_nothing_is_logged_and_the_words_say_until_when(self):
        """(threat: I01)"""
        self.company.asn_log_work_days = 30
        self.assertTrue(self.log.log_work([self._sent(date="2026-10-25")])[0]["late"])
        with self.assertRaisesRegex(ValidationError, "2026-11-23"):
            self.log.log_work([self._sent("token-0002", date="2026-10-24")])
        page = self.log.get_log_page(self.plan.id, "2026-10-24")
        self.assertIn("2026-11-23", page["message"])
        self.assertEqual(page["earliest"], "2026-10-25")

    def test_grace_after_the_half_year(self):
        """Until 14 July, Jakarta time, work of the first half-year is taken. (threat: I01)"""
        self.company.asn_log_period_days = 14
        with self._at("2026-07-14 16:59:59"):
            self.assertTrue(self.log.log_work([self._sent(date="2026-06-29")]))
        with self._at("2026-07-14 17:00:01"), self.assertRaises(ValidationError):
            self.log.log_work([self._sent("token-0002", date="2026-06-29")])
        self.assertEqual(self.log.get_log_page()["earliest"], "2026-07-01")

    def test_an_old_entry_is_not_moved_past_the_window_and_stays_correctable(self):
        entry = self._log(self.patients, 5, "2026-11-20").with_user(self.nurse_user)
        self.company.asn_log_work_days = 10
        with self.assertRaises(ValidationError):
            entry.date = "2026-11-13"
        entry.quantity = 6
        self.assertEqual(entry.quantity, 6)


class TestLogPage(LogCase):
    def test_the_last_used_indicator_comes_first(self):
        self.assertEqual(
            [row["id"] for row in self.log.get_log_page()["indicators"]],
            [self.patients.id, self.on_time.id],
        )
        self._log(self.on_time, 9, "2026-11-20", denominator=10)
        rows = self.log.get_log_page()["indicators"]
        self.assertEqual([row["id"] for row in rows], [self.on_time.id, self.patients.id])
        self.assertEqual(
            (rows[0]["last_date"], rows[0]["last_quantity"], rows[0]["last_denominator"]),
            ("2026-11-20", 9, 10),
        )

    def test_figures_of_the_running_period(self):
        """Half of 3,600 in the half-year; 147 of its 184 days are over: 1,438.04."""
        self._log(self.patients, 900, "2026-09-01")
        page = self.log.get_log_page()
        row = next(row for row in page["indicators"] if row["id"] == self.patients.id)
        self.assertEqual((row["realised"], row["target"], row["due"]), (900, 1800, 1438.04))
        self.assertEqual(page["plan_id"], self.plan.id)
        self.assertEqual(page["evidence"]["max_mb"], 10)
        self.assertIn("pdf", page["evidence"]["extensions"])
        self.assertEqual(page["message"], "")

    def test_entries_of_the_day_are_shown(self):
        self.log.log_work(
            [self._sent(files=[{"name": "a.png", "content": encode(PNG)}], note="Pagi")]
        )
        entry = self.log.get_log_page()["entries"][0]
        self.assertEqual((entry["note"], entry["quantity"]), ("Pagi", 20))
        self.assertEqual(entry["evidence"][0]["name"], "a.png")
        self.assertTrue(entry["editable"])
        self.assertFalse(self.log.get_log_page(date="2026-11-23")["entries"])

    def test_the_page_says_why_nothing_can_be_logged(self):
        nobody = self.log.with_user(self.outsider_user).get_log_page()
        self.assertEqual((nobody["plans"], nobody["plan_id"]), ([], False))
        self.assertIn("no agreed plan", nobody["message"])
        self.assertIn("not come yet", self.log.get_log_page(date="2026-11-25")["message"])
        self.evaluation.with_user(self.nurse_user).action_submit()
        self.assertIn("locked", self.log.get_log_page(date="2026-03-16")["message"])
        self.assertEqual(self.log.get_log_page()["earliest"], "2026-07-01")

    def test_a_foreign_plan_shows_nothing(self):
        for user in (self.head_user, self.colleague_user, self.hr_user):
            for call in (
                lambda log: log.get_log_page(self.plan.id),
                lambda log: log.get_week(self.plan.id, "2026-11-23"),
                lambda log: log.copy_day(self.plan.id, "2026-11-23", "2026-11-24"),
                lambda log: log.save_week(self.plan.id, []),
            ):
                with self.subTest(user=user.login), self.assertRaises(UserError):
                    call(self.log.with_user(user))
        for wrong in ("1", True, 0, -1, 2**40, [1]):
            with self.subTest(wrong=wrong), self.assertRaises(UserError):
                self.log.copy_day(wrong, "2026-11-23", "2026-11-24")

    def test_a_day_is_copied_to_look_at(self):
        self._log(self.patients, 20, "2026-11-23", note="Poli")
        self._log(self.on_time, 9, "2026-11-23", denominator=10)
        self._log(self.patients, 7, "2026-11-23").sudo().source = "service"
        copied = self.log.copy_day(self.plan.id, "2026-11-23", "2026-11-24")
        self.assertEqual(
            [(row["indicator_id"], row["quantity"], row["denominator"]) for row in copied],
            [(self.patients.id, 20, 0), (self.on_time.id, 9, 10)],
        )
        self.assertEqual({row["date"] for row in copied}, {"2026-11-24"})
        self.assertEqual(copied[0]["note"], "Poli")
        self.assertFalse(self.log.search([("date", "=", "2026-11-24")]))


@tagged("post_install", "-at_install")
class TestLogAtOnce(AsnCase):
    """Two requests at the same time, each with its own connection to the database."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.plan = cls._agree_plan(cls.nurse)

    def test_the_index_takes_a_token_once(self):
        """What stands behind it when two transactions do not see each other. (threat: G09)"""
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE indexname = 'asn_realisation__token_unique'"
            " OR indexname = 'asn_realisation_token_unique'"
        )
        definition = self.env.cr.fetchone()[0]
        self.assertIn("UNIQUE", definition)
        self.assertIn("(skp_id, client_token)", definition)
