from datetime import date

import psycopg2
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import AsnCase, AsnDataMixin, AsnHttpCase

LOG = "asn.access.log"
LATER = "2026-11-24 06:30:00"
LIST = {"employee_name": {}, "state": {}, "has_score": {}, "score": {}, "predicate": {}}
FORM = {"predicate": {}, "draft_result_rating": {}, "behaviour_ids": {"fields": {"feedback": {}}}}
MODELS = (
    "asn.evaluation",
    "asn.evaluation.rating",
    "asn.evaluation.behaviour",
    "asn.evaluation.indicator",
    "asn.evaluation.version",
    "asn.objection",
    "asn.calibration.change",
    "asn.follow.up",
    "asn.credit",
    "asn.signature",
)


class TrailMixin(AsnDataMixin):
    """The evaluation of nurse is released, that of colleague is rated."""

    @classmethod
    def _make_trail(cls):
        cls._make_year(cls.env)
        for person in (cls.nurse, cls.colleague):
            cls._agree_plan(person)
        cls.half.with_user(cls.hr_user).action_open()
        cls.of_nurse = cls._plan_of(cls.nurse).evaluation_ids
        cls.of_colleague = cls._plan_of(cls.colleague).evaluation_ids
        cls._rate(cls.of_nurse, "meets", "meets")
        cls.of_nurse.with_user(cls.head_user).action_release()
        cls._rate(cls.of_colleague, "meets", "above")


@tagged("post_install", "-at_install")
class TestAsnAccessLog(TrailMixin, AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_trail()
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        self._end_request()

    def _end_request(self):
        """What follows every request, before its commit."""
        self.env.cr.flush()
        self.env.invalidate_all()

    def _rpc(self, user, model, method, *args, **kwargs):
        """Call a door as a client does."""
        answer = call_kw(self.env(user=user)[model], method, list(args), kwargs)
        self._end_request()
        return answer

    def _open(self, user, evaluation):
        return self._rpc(user, "asn.evaluation", "web_read", evaluation.ids, FORM)

    def _rows(self, **values):
        return self.env[LOG].search([(name, "=", value) for name, value in values.items()])

    # ------------------------------------------------------------------
    # What is written down
    # ------------------------------------------------------------------

    def test_the_reader_is_named_as_the_office_keeps_the_name(self):
        """A contact is renamed in more ways than an employee."""
        self.officer_user.partner_id.name = "Teuku Rizal"
        self.officer.name = "Dewi Sartika"
        self._open(self.officer_user, self.of_nurse)
        self._open(self.auditor_user, self.of_nurse)
        names = self._rows(evaluation_id=self.of_nurse.id).mapped("reader_name")
        self.assertEqual(sorted(names), ["Dewi Sartika", "Rina Marlina"])

    def test_the_evaluator_opens_it_once_and_again(self):
        self._open(self.head_user, self.of_nurse)
        row = self._rows()
        self.assertEqual((row.evaluation_id, row.employee_id), (self.of_nurse, self.nurse))
        self.assertEqual((row.reader_id, row.reader_name), (self.head_user, "Teuku Rizal"))
        self.assertEqual((row.reader_role, row.kind, row.count), ("evaluator", "open", 1))
        self.assertEqual((row.user_id, row.unit_id), (self.nurse_user, self.clinic))
        self.assertEqual((row.day, row.company_id), (date(2026, 11, 24), self.company))
        self._open(self.head_user, self.of_nurse)
        self.assertEqual(self._rows().count, 1, "within a minute it is the same look")
        with freeze_time(LATER):
            self._open(self.head_user, self.of_nurse)
        row = self._rows()
        self.assertEqual((len(row), row.count), (1, 2))
        self.assertEqual(fields.Datetime.to_string(row.date_first), "2026-11-24 05:00:00")
        self.assertEqual(fields.Datetime.to_string(row.date_last), LATER)

    def test_the_day_is_that_of_the_region(self):
        with freeze_time("2026-11-24 18:00:00"):
            self._open(self.head_user, self.of_nurse)
        self.assertEqual(self._rows().day, date(2026, 11, 25))

    def test_readers_and_what_they_are(self):
        readers = {
            self.head_user: "evaluator",
            self.chief_user: "superior",
            self.officer_user: "unit_officer",
            self.hr_user: "hr_office",
            self.auditor_user: "auditor",
            self.admin_asn_user: "administrator",
        }
        for user in readers:
            self._open(user, self.of_nurse)
        found = {row.reader_id: row.reader_role for row in self._rows()}
        self.assertEqual(found, readers)

    def test_own_reading_the_server_and_what_is_no_rating_leave_nothing(self):
        self._open(self.nurse_user, self.of_nurse)
        self._rpc(self.nurse_user, "asn.evaluation", "search_read", [], ["predicate", "score"])
        self._open(self.env.ref("base.user_root"), self.of_nurse)
        self.of_nurse.with_user(self.head_user).sudo().read(["predicate"])
        self._rpc(self.head_user, "asn.evaluation", "read", self.of_nurse.ids, ["state", "nip"])
        # Not released: the answer has no rating in these fields.
        self._rpc(self.hr_user, "asn.evaluation", "read", self.of_colleague.ids, ["predicate"])
        # Totals name nobody.
        self._rpc(
            self.hr_user, "asn.evaluation", "formatted_read_group", [], ["predicate"], ["__count"]
        )
        with self.assertRaises(AccessError):
            self._open(self.outsider_user, self.of_nurse)
        self.assertFalse(self._rows())

    def test_ratings_before_release_count_too(self):
        self._rpc(
            self.chief_user,
            "asn.evaluation",
            "read",
            self.of_colleague.ids,
            ["draft_result_rating"],
        )
        self.assertEqual(self._rows().evaluation_id, self.of_colleague)

    def test_every_door_of_a_list(self):
        domain = [("period_id", "=", self.half.id)]
        doors = (
            ("web_search_read", (domain, {"predicate": {}, "draft_predicate": {}}), {}),
            ("search_read", (domain, ["predicate", "draft_predicate"]), {}),
            (
                "web_read_group",
                (domain, ["state"]),
                {
                    "auto_unfold": True,
                    "unfold_read_specification": {"predicate": {}, "draft_predicate": {}},
                },
            ),
        )
        users = (self.head_user, self.officer_user, self.hr_user)
        for user, (method, args, kwargs) in zip(users, doors, strict=True):
            with self.subTest(method):
                self._rpc(user, "asn.evaluation", method, *args, **kwargs)
                rows = self._rows(reader_id=user.id, kind="list")
                self.assertEqual(rows.evaluation_id, self.of_nurse | self.of_colleague)
        self.assertEqual(set(self._rows().mapped("kind")), {"list"})

    def test_ways_around_the_evaluation(self):
        """Lines, drafts, and documents that lead to an evaluation."""
        draft = self.of_colleague.rating_ids
        self._rpc(self.chief_user, draft._name, "read", draft.ids, ["note", "predicate"])
        self.assertEqual(self._rows(reader_id=self.chief_user.id).evaluation_id, self.of_colleague)
        plan = self._plan_of(self.nurse)
        inner = {"evaluation_ids": {"fields": {"predicate": {}}}}
        self._rpc(self.head_user, "asn.skp", "web_read", plan.ids, inner)
        self.assertEqual(self._rows(reader_id=self.head_user.id).evaluation_id, self.of_nurse)
        self._rpc(self.officer_user, "asn.evaluation", "get_rating_page", self.of_nurse.id)
        self.assertEqual(self._rows(reader_id=self.officer_user.id, kind="open").count, 1)
        with freeze_time("2026-07-20 05:00:00"):
            self._rpc(self.hr_user, "asn.calibration", "get_board", self.agency.id, self.half.id)
        rows = self._rows(reader_id=self.hr_user.id)
        self.assertEqual(rows.evaluation_id, self.of_nurse | self.of_colleague)

    def test_exports(self):
        group = self.env.ref("base.group_allow_export")
        (self.hr_user | self.auditor_user).group_ids += group
        both = self.of_nurse | self.of_colleague
        self._rpc(self.hr_user, "asn.evaluation", "export_data", both.ids, ["nip", "predicate"])
        self.assertEqual(self._rows(kind="export").reader_id, self.hr_user)
        self.assertEqual(self._rows(kind="export").evaluation_id, both)
        plan = self._plan_of(self.nurse)
        self._rpc(
            self.auditor_user,
            "asn.skp",
            "export_data",
            plan.ids,
            ["employee_name", "evaluation_ids/predicate"],
        )
        rows = self._rows(reader_id=self.auditor_user.id)
        self.assertEqual((rows.evaluation_id, rows.kind), (self.of_nurse, "export"))

    def test_a_long_list_is_one_statement(self):
        """Beside the reading itself: one more, whatever the number of rows."""
        domain = [("period_id", "=", self.half.id)]
        read = self.env["asn.evaluation"].with_user(self.head_user).web_search_read
        specification = {"employee_name": {}, "predicate": {}, "draft_result_rating": {}}
        read(domain, specification)
        for limit in (1, 2):
            self._end_request()
            with freeze_time(f"2026-11-24 0{5 + limit}:00:00"):
                self.assertEqual(len(read(domain, specification, limit=limit)["records"]), limit)
                self.env.invalidate_all()
                with self.assertQueryCount(1):
                    self.env.cr.flush()

    def test_the_doors_ask_for_a_cursor_that_may_write(self):  # threat: L11
        """Odoo looks along the classes of the model for the mark, as here."""
        for name in MODELS:
            for door in ("read", "web_read", "search_read", "web_search_read", "web_read_group"):
                with self.subTest(f"{name} {door}"):
                    marks = (getattr(cls, door, None) for cls in self.env.registry[name].mro())
                    marks = [mark._readonly for mark in marks if hasattr(mark, "_readonly")]
                    self.assertIs(marks[0], False)

    # ------------------------------------------------------------------
    # Setting and time
    # ------------------------------------------------------------------

    def test_a_region_that_does_not_want_it(self):
        self.company.asn_access_log = False
        self._open(self.head_user, self.of_nurse)
        self.assertFalse(self._rows())
        for months in (0, 121):
            with (
                self.subTest(months),
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.CheckViolation),
            ):
                self.company.asn_access_log_months = months
                self.company.flush_recordset()

    def test_what_is_old_goes_and_nothing_else(self):
        self._open(self.head_user, self.of_nurse)
        recent = self._rows()
        self.env.cr.execute(
            """
            INSERT INTO asn_access_log (evaluation_id, company_id, reader_name, reader_role, kind,
                                        day, date_first, date_last, count)
            SELECT evaluation_id, company_id, reader_name, reader_role, kind,
                   CURRENT_DATE - make_interval(months => months), date_first, date_last, 1
              FROM asn_access_log, unnest(ARRAY[23, 25]) AS months
            """
        )
        self.env[LOG]._gc_access_log()
        self.assertEqual(len(self._rows()), 2)
        self.company.asn_access_log_months = 22
        self.env.flush_all()
        self.env[LOG]._gc_access_log()
        self.assertEqual(self._rows(), recent)

    # ------------------------------------------------------------------
    # Append-only, and who sees it
    # ------------------------------------------------------------------

    def test_nobody_adds_changes_or_deletes(self):
        self._open(self.head_user, self.of_nurse)
        row = self._rows()
        values = {"evaluation_id": self.of_nurse.id, "reader_name": "Orang lain"}
        for user in (self.env.user, self.admin_asn_user, self.auditor_user, self.nurse_user):
            mine = row.with_user(user)
            for attempt in (
                lambda mine=mine: mine.create(values),
                lambda mine=mine: mine.write({"reader_name": "Orang lain"}),
                mine.unlink,
                mine.copy,
            ):
                with self.subTest(user.login), self.assertRaises(UserError):
                    attempt()
        for statement in (
            "UPDATE asn_access_log SET reader_name = 'Orang lain'",
            "UPDATE asn_access_log SET count = 0",
            "DELETE FROM asn_access_log",
            "TRUNCATE asn_access_log",
        ):
            with (
                self.subTest(statement),
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.InsufficientPrivilege),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement)
        self.env.invalidate_all()
        self.assertEqual((row.reader_name, row.count), ("Teuku Rizal", 1))

    def test_the_triggers_survive_an_upgrade_and_go_with_the_addon(self):
        count = """
            SELECT (SELECT count(*) FROM pg_trigger WHERE tgrelid = 'asn_access_log'::regclass
                       AND tgname LIKE 'asn_append_only%'),
                   (SELECT count(*) FROM pg_proc WHERE proname = 'asn_access_log_refuse')
            """
        self.env[LOG].init()
        self.env.cr.execute(count)
        self.assertEqual(self.env.cr.fetchall(), [(2, 1)])
        self.env[LOG]._remove_database_objects()
        self.env.cr.execute(count)
        self.assertEqual(self.env.cr.fetchall(), [(0, 0)])

    def test_a_deleted_reader_stays_by_name(self):
        self._open(self.admin_asn_user, self.of_nurse)
        name = self.admin_asn_user.name
        self.admin_asn_user.unlink()
        row = self._rows()
        self.assertEqual((row.reader_name, row.reader_id.id), (name, False))

    def test_the_person_and_those_who_watch_see_it_and_nobody_else(self):
        for user in (self.head_user, self.chief_user):
            self._rpc(user, "asn.evaluation", "search_read", [], ["predicate", "draft_predicate"])
        everybody = {self.of_nurse, self.of_colleague}
        expected = {
            self.nurse_user: {self.of_nurse},
            self.colleague_user: {self.of_colleague},
            self.auditor_user: everybody,
            self.admin_asn_user: everybody,
            self.head_user: set(),
            self.chief_user: set(),
            self.officer_user: set(),
            self.hr_user: set(),
            self.outsider_user: set(),
            self.plain_user: set(),
        }
        for user, evaluations in expected.items():
            with self.subTest(user.login):
                rows = self.env[LOG].with_user(user).search([])
                self.assertEqual(set(rows.sudo().evaluation_id), evaluations)
        with self.assertRaises(AccessError):
            self._rows()[0].with_user(self.hr_user).read(["reader_name"])

    def test_the_page_of_the_evaluation_sums_it_up(self):
        field = "access_log_html"
        mine = self.of_nurse.with_user(self.nurse_user).with_context(lang="en_US")
        self.assertIn("Nobody but", mine[field])
        self._open(self.head_user, self.of_nurse)
        with freeze_time("2026-11-25 03:00:00"):
            self._rpc(self.head_user, "asn.evaluation", "search_read", [], ["predicate"])
        mine.invalidate_recordset()
        for words in ("Teuku Rizal", "Evaluator", "Opened, Seen in a list", "2×", "12:00"):
            self.assertIn(words, mine[field])
        self.assertIn("Teuku Rizal", self.of_nurse.with_user(self.auditor_user)[field])
        for user in (self.head_user, self.officer_user, self.hr_user):
            self.assertFalse(self.of_nurse.with_user(user)[field])
        self.company.asn_access_log = False
        mine.invalidate_recordset()
        self.assertIn("does not write down", mine[field])


@tagged("post_install", "-at_install")
class TestAsnAccessLogHttp(TrailMixin, AsnHttpCase):
    """Through the server, with real logins: the row stands when the answer is there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(AsnCase._freeze())
        cls._make_trail()
        cls.env.flush_all()

    def _read(self, login, record, specification):
        self.authenticate(login, login)
        self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{record._name}/web_read",
            {
                "model": record._name,
                "method": "web_read",
                "args": [record.ids, specification],
                "kwargs": {},
            },
        )
        self.env.invalidate_all()
        return self.env[LOG].search([("reader_id.login", "=", login)])

    def test_a_request(self):
        row = self._read("asn_head", self.of_nurse, FORM)
        self.assertEqual((row.evaluation_id, row.kind, row.count), (self.of_nurse, "open", 1))

    @mute_logger("odoo.http")
    def test_a_way_around_on_a_cursor_that_only_reads(self):  # threat: L11
        """Tests let reading routes read only, as a replica does; Odoo repeats the request."""
        plan = self._plan_of(self.nurse)
        row = self._read("asn_chief", plan, {"evaluation_ids": {"fields": {"predicate": {}}}})
        self.assertEqual((row.evaluation_id, row.count), (self.of_nurse, 1))
