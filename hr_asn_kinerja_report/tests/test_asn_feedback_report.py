from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .common import RecapCase

COUNTS = ("given_count", "appreciation_count", "suggestion_count", "correction_count")


class TestAsnFeedbackReport(RecapCase):
    """Nurse, colleague and officer have their plans in the clinic; each got an appreciation from
    one of the others in February and a suggestion in March, and asked for both.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = (cls.nurse, cls.colleague, cls.officer)
        for person in cls.people:
            cls._plan_of(person).sudo().unit_id = cls.clinic
        for month, kind in (("02", "appreciation"), ("03", "suggestion")):
            for number, person in enumerate(cls.people):
                cls._give(person, cls.people[number - 1], kind, f"2026-{month}-04")
        cls.rows = cls.env["asn.feedback.report"]
        cls.env.flush_all()

    @classmethod
    def _give(cls, person, giver, kind, day, visibility="open", state="answered"):
        values = {
            "skp_id": cls._plan_of(person).id,
            "employee_id": person.id,
            "company_id": cls.company.id,
            "giver_id": giver.id,
        }
        request = {"requester_id": person.id, "date_asked": day, "date_due": day, "state": state}
        if state == "answered":
            request["date_closed"] = day
        given = {
            "relation": "peer",
            "kind": kind,
            "visibility": visibility,
            "situation": "Antrean tertib",
            "date": day,
            "given_at": f"{day} 03:00:00",
        }
        cls.env["asn.feedback.request"].sudo().create({**values, **request})
        return cls.env["asn.feedback"].sudo().create({**values, **given})

    def _row(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.rows.with_user(user or self.env.user).search([])

    def test_counts_are_those_of_the_records(self):
        row = self._row()
        self.assertEqual(
            (row.unit_id, row.period_id, row.year_id, row.agency_id),
            (self.clinic, self.half, self.year, self.clinic.asn_agency_id),
        )
        given = self.env["asn.feedback"].search([("skp_id.unit_id", "=", self.clinic.id)])
        by_kind = {kind: len(found) for kind, found in given.grouped("kind").items()}
        sums = self.rows._read_group([], [], [f"{name}:sum" for name in COUNTS])
        self.assertEqual(
            list(sums[0]), [len(given), by_kind["appreciation"], by_kind["suggestion"], 0]
        )
        # By hand: three people, two each.
        self.assertEqual([row[name] for name in COUNTS], [6, 3, 3, 0])
        self.assertEqual((row.people_count, row.asked_count, row.answered_count), (3, 6, 6))

    # threat: C05
    def test_too_few_people_are_not_told(self):
        """A correction of one person hides all kinds, else it would be the total less the others;
        two people who wait for an answer hide how many were answered."""
        self._give(self.nurse, self.colleague, "correction", "2026-04-01", state="asked")
        row = self._row()
        self.assertEqual([row[name] for name in COUNTS], [7, 0, 0, 0])
        self.assertEqual((row.asked_count, row.answered_count), (7, 0))
        self.env["asn.feedback"].search([("employee_id", "=", self.officer.id)]).unlink()
        self.assertEqual((self._row().given_count, self._row().asked_count), (0, 7))
        self.company.asn_feedback_minimum = 4
        self.assertFalse(self._row())

    # threat: C05
    def test_what_few_people_gave_is_not_told(self):
        """Six about three people, all of one giver."""
        given = self.env["asn.feedback"].search([])
        given.sudo().write({"giver_id": self.head.id})
        self.assertEqual((self._row().given_count, self._row().asked_count), (0, 6))

    # threat: C01
    def test_private_and_nameless_count_nowhere(self):
        self._give(self.nurse, self.officer, "correction", "2026-04-01", visibility="private")
        nameless = self.env["asn.feedback.anonymous"]
        for giver in (self.colleague, self.officer, self.head, self.chief):
            nameless._give(
                giver, self._plan_of(self.nurse), {"kind": "correction", "situation": "Uji"}
            )
        nameless._cron_show()
        self.assertEqual([self._row()[name] for name in COUNTS], [6, 3, 3, 0])
        names = set(self.rows._fields)
        self.assertFalse(names & {"giver_id", "employee_id", "skp_id", "date"})

    # threat: C07
    def test_a_period_that_runs_is_not_counted(self):
        for number, person in enumerate(self.people):
            self._give(person, self.people[number - 1], "appreciation", "2026-08-03")
        self.assertEqual(self._row().period_id, self.half)
        with freeze_time("2027-01-02 05:00:00"):
            self.assertEqual(len(self._row()), 2)
            ids = self._row().ids
        self.assertIn(self._row().id, ids)

    def test_heads_officers_and_offices_read_it(self):
        for user in (self.head_user, self.chief_user, self.officer_user, self.hr_user):
            with self.subTest(user.login):
                self.assertEqual(len(self._row(user)), 1)
        self.assertEqual(len(self._row(self.auditor_user)), 1)
        for user in (self.nurse_user, self.colleague_user, self.plain_user):
            with self.subTest(user.login):
                self.assertFalse(self._row(user))
        self.officer_user.asn_unit_ids = self.other_agency
        self.assertFalse(self._row(self.officer_user))
        portal = new_test_user(self.env, "asn_portal", "base.group_portal")
        with self.assertRaises(AccessError):
            self._row(portal)
        for operation in ("write", "create", "unlink"):
            self.assertFalse(self.rows.with_user(self.hr_user).has_access(operation))

    def test_screen_opens_with_its_filter(self):
        view = self.env.ref("hr_asn_kinerja_report.asn_feedback_report_view_search")
        self.assertIn("latest_years", view.arch)
        domain = [("year_id.date_end", ">=", "=1d =1m -1y")]
        self.assertEqual(self.rows.with_user(self.hr_user).search_count(domain), 1)
