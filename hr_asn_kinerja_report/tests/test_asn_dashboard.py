from odoo.exceptions import UserError

from ..models.asn_satisfaction import ELEMENTS
from .common import RecapCase


class TestAsnDashboard(RecapCase):
    """Numbers by hand: nurse and outsider are released, colleague is rated, officer has not begun.

    They were due on 14 July 2026; today is 24 November: the last two are late.
    """

    def _dashboard(self, user, unit=False):
        self.env.invalidate_all()
        report = self.env["asn.evaluation.report"].with_user(user)
        return report.get_dashboard(self.half.id, unit and unit.id)

    def _add_tickets(self):
        service = self.env["asn.service"].create(
            {
                "name": "Kartu keluarga",
                "code": "KK",
                "unit_id": self.clinic.id,
                "standard": 1,
                "standard_unit": "hours",
            }
        )
        # One hour and three hours in March, two hours in April.
        self.env["asn.service.log"].sudo().create(
            [
                {
                    "ticket": f"T{number}",
                    "service_id": service.id,
                    "company_id": self.company.id,
                    "unit_id": self.clinic.id,
                    "employee_id": self.nurse.id,
                    "employee_name": self.nurse.name,
                    "opened": f"2026-{month}-04 01:00:00",
                    "finished": f"2026-{month}-04 06:00:00",
                    "date": f"2026-{month}-04",
                    "work_seconds": hours * 3600,
                    "work_hours": hours,
                    "duration": hours,
                    "is_within": hours <= 1,
                }
                for number, (month, hours) in enumerate((("03", 1), ("03", 3), ("04", 2)))
            ]
        )
        self.env["asn.service.figure"].sudo()._refresh(service.ids)
        return service

    def _release_officer(self):
        self.officer_evaluation.with_user(self.officer_user).action_submit()
        self._rate(self.officer_evaluation, "meets", "meets")
        self.officer_evaluation.with_user(self.chief_user).action_release()

    def test_counts_of_the_region(self):
        answer = self._dashboard(self.hr_user)
        found = answer["evaluations"]
        self.assertEqual(
            [found[name] for name in ("total", "submitted", "released", "late", "share")],
            [4, 3, 2, 2, 50.0],
        )
        # nurse 95, colleague 100, outsider 50; the officer has no entry.
        self.assertEqual(found["score"], round(245 / 3, 1))
        self.assertEqual(answer["plans"]["agreed"], 4)

    def test_every_number_opens_as_many_records(self):
        self.officer_evaluation.with_user(self.officer_user).action_submit()
        for user in (self.hr_user, self.chief_user, self.officer_user, self.head_user):
            answer = self._dashboard(user)
            found = answer["evaluations"]
            for name in ("total", "submitted", "released", "late"):
                with self.subTest(user.login, number=name):
                    self._assert_opens(user, found["links"][name], found[name])
            plans = answer["plans"]
            for name in ("total", "agreed", "waiting"):
                with self.subTest(user.login, plans=name):
                    self._assert_opens(user, plans["links"][name], plans[name])

    def _assert_opens(self, user, link, count):
        self.assertEqual(
            self.env[link["model"]].with_user(user).search_count(link["domain"]), count
        )

    def test_own_evaluation_is_never_counted(self):
        """The officer reads the whole agency and is evaluated in it."""
        self.assertTrue(self.officer_evaluation.with_user(self.officer_user).has_access("read"))
        answer = self._dashboard(self.officer_user)
        self.assertEqual(answer["evaluations"]["total"], 2)
        plans = self.env["asn.skp"].with_user(self.officer_user).search([])
        self.assertIn(self.officer, plans.employee_id)
        self.assertEqual(answer["plans"]["total"], len(plans) - 1)

    def test_head_sees_own_people_and_is_told_so(self):
        answer = self._dashboard(self.head_user)
        self.assertEqual(answer["evaluations"]["total"], 2)
        self.assertFalse(answer["evaluations"]["of_all"])
        answer = self._dashboard(self.chief_user, self.agency)
        self.assertEqual(answer["evaluations"]["total"], 3)

    def test_employee_sees_nothing_of_others(self):
        answer = self._dashboard(self.nurse_user)
        self.assertFalse(answer["evaluations"]["total"] or answer["plans"]["total"])
        self.assertFalse(answer["services"]["rows"] or answer["heat"]["rows"])

    # threat: B07
    def test_rating_before_release_is_nowhere(self):
        """Colleague is rated “very good” and not released."""
        self._release_officer()
        found = self._dashboard(self.hr_user)["distribution"]
        self.assertEqual(
            found["counts"],
            {"very_good": 0, "good": 2, "needs_improvement": 1, "poor": 0, "very_poor": 0},
        )

    def test_predicates_of_few_people_are_not_told(self):
        """Two are released, three is the least."""
        answer = self._dashboard(self.hr_user)
        self.assertEqual(answer["distribution"], {"total": 2, "is_hidden": True})
        self._release_officer()
        answer = self._dashboard(self.hr_user)
        self.assertFalse(answer["distribution"]["is_hidden"])
        cells = {row["id"]: row["cells"][0] for row in answer["heat"]["rows"]}
        self.assertEqual(cells[self.agency.id]["done"], 66.7)
        # Two of the agency are released; 95, 100, and 0 of the officer who submitted nothing.
        self.assertEqual(cells[self.agency.id]["good"], None)
        self.assertEqual(cells[self.other_agency.id]["score"], None)

    # threat: C05
    def test_two_posts_are_one_person(self):
        """Released are three evaluations, with an achievement four: of two and three people."""
        self._release_officer()
        posts = self.nurse_evaluation, self.officer_evaluation
        self._make_posts(self.nurse, *posts)
        answer = self._dashboard(self.hr_user)
        self.assertEqual(answer["distribution"], {"total": 3, "is_hidden": True})
        self.assertTrue(answer["evaluations"]["score"])
        self._make_posts(self.nurse, *posts, self.colleague_evaluation)
        self.assertIsNone(self._dashboard(self.hr_user)["evaluations"]["score"])

    # threat: C05
    def test_few_people_are_not_the_difference_of_what_is_told(self):
        """Measured are three of the agency and one of the other: the region less the agency would
        be that one. Without the region (for the chief) the agency is told."""
        self._release_officer()
        answer = self._dashboard(self.hr_user)
        # 95, 100, 50, and 0 of the officer who submitted nothing
        self.assertEqual(answer["evaluations"]["score"], round(245 / 4, 1))
        self.assertEqual({row["cells"][0]["score"] for row in answer["heat"]["rows"]}, {None})
        # Not on its own screen either
        answer = self._dashboard(self.hr_user, self.agency)
        self.assertIsNone(answer["evaluations"]["score"])
        self.assertEqual([point["score"] for point in answer["course"]], [None])
        answer = self._dashboard(self.chief_user, self.agency)
        self.assertEqual(answer["evaluations"]["score"], 65.0)

    def test_who_had_two_posts_has_an_evaluation_in_each_unit(self):
        """Nurse was in the clinic and in the agency itself: four evaluations of three people."""
        self.officer_evaluation.sudo().employee_id = self.nurse
        answer = self._dashboard(self.hr_user)
        self.assertEqual(answer["evaluations"]["total"], 4)
        self.assertEqual(
            {row["id"]: row["count"] for row in answer["heat"]["rows"]},
            {
                self.agency.id: 3,
                self.other_agency.id: 1,
            },
        )
        answer = self._dashboard(self.hr_user, self.agency)
        self.assertEqual(
            {row["id"]: row["count"] for row in answer["heat"]["rows"]},
            {
                self.agency.id: 1,
                self.clinic.id: 2,
            },
        )

    def test_unit_narrows_everything(self):
        answer = self._dashboard(self.hr_user, self.clinic)
        self.assertEqual(answer["evaluations"]["total"], 2)
        self.assertEqual([row["id"] for row in answer["heat"]["rows"]], self.clinic.ids)
        self.assertTrue(answer["heat"]["rows"][0]["is_direct"])

    def test_unit_or_period_of_somebody_else_is_refused(self):
        report = self.env["asn.evaluation.report"].with_user(self.head_user)
        for arguments in (
            (self.half.id, self.other_agency.id),
            (self.half.id, "1 OR 1=1"),
            ([1], False),
            (2**40, False),
            (self.half.id + 100000, False),
        ):
            with self.subTest(arguments), self.assertRaises(UserError):
                report.get_dashboard(*arguments)

    def test_a_period_without_the_unit_shows_the_first_one(self):
        """Who changes the period keeps the unit where it is there, in one question."""
        report = self.env["asn.evaluation.report"].with_user(self.hr_user)
        empty = self.env["hr.department"].create({"name": "Bagian tanpa pegawai"})
        for unit, shown in ((self.agency.id, self.agency.id), (empty.id, None)):
            answer = report.get_dashboard(self.half.id, unit, True)
            self.assertEqual(answer["unit"] and answer["unit"]["id"], shown or False)

    def test_waiting_time_of_services(self):
        self._add_tickets()
        answer = self._dashboard(self.officer_user)["services"]
        self.assertEqual(answer["months"][0][:3], "Mar")
        (row,) = answer["rows"]
        self.assertEqual(row["medians"], [2.0, 2.0])
        self.assertEqual(row["shares"], [50.0, 0.0])
        self.assertEqual(row["now"], {"tickets": 3, "mean": 2.0, "share": 33.3})
        # One of the three within the hour; months: March and April
        opened = {"tickets": 3, "mean": 3, "within": 1, "change": 2, "standard": 1}
        self.assertEqual(set(row["links"]), set(opened))
        for name, count in opened.items():
            with self.subTest(name):
                self._assert_opens(self.officer_user, row["links"][name], count)
        self.assertEqual(row["links"]["mean"]["context"], {"group_by": ["date:month"]})
        self.assertFalse(self._dashboard(self.plain_user)["services"]["rows"])

    def test_figures_of_indicators(self):
        """patients: 90, 100 and 50 percent, of three people; on time: one person, left out."""
        figures = self.env["asn.indicator.figure"]
        figures._refresh(self.half)
        found = figures.search([])
        name = self.nurse_evaluation.line_ids.sorted("sequence")[0].name
        region = found.filtered(lambda figure: not figure.unit_id)
        self.assertEqual(region.mapped("name"), [name])
        self.assertEqual((region.people_count, region.achievement), (3, 80.0))
        # In the agency only two people measured it.
        self.assertEqual(found, region)
        (row,) = self._dashboard(self.hr_user)["indicators"]["strong"]
        self.assertEqual((row["name"], row["achievement"]), (name, 80.0))
        self._assert_opens(self.hr_user, row["link"], 4)
        # The figure of the region is read by the offices alone.
        for user, count in ((self.auditor_user, 1), (self.officer_user, 0), (self.head_user, 0)):
            with self.subTest(user.login):
                self.assertEqual(figures.with_user(user).search_count([]), count)

    # threat: C05
    def test_person_of_two_units_counts_once_in_the_one_above(self):
        """Nurse was in the clinic and in the agency itself: two people measured it, not three."""
        own = self.nurse_evaluation.line_ids.sorted("sequence")[0]
        second = self.officer_evaluation
        second.sudo().employee_id = self.nurse
        line = second.line_ids.filtered(lambda one: one.name == own.name)
        line.sudo().write({"is_measured": True, "achievement": 100})
        self.assertNotEqual(second.unit_id, self.nurse_evaluation.unit_id)
        figures = self.env["asn.indicator.figure"]
        figures._refresh(self.half)
        found = figures.search([("name", "=", own.name)])
        self.assertEqual([(one.unit_id, one.people_count) for one in found], [(found.unit_id, 3)])
        # 90 and 100 of the nurse, 100 and 50 of the others
        self.assertEqual(found.achievement, 85.0)

    # threat: C05
    def test_an_indicator_of_one_person_is_not_the_region_less_the_agency(self):
        """Measured are three of the agency and one of the other."""
        own = self.nurse_evaluation.line_ids.sorted("sequence")[0]
        line = self.officer_evaluation.line_ids.filtered(lambda one: one.name == own.name)
        line.sudo().write({"is_measured": True, "achievement": 100})
        figures = self.env["asn.indicator.figure"]
        figures._refresh(self.half)
        found = figures.search([("name", "=", own.name)])
        self.assertEqual([(one.unit_id.id, one.people_count) for one in found], [(False, 4)])
        # Once he or she is of the agency, too, its figure tells of nobody else.
        self.outsider_evaluation.sudo().unit_id = self.agency
        figures._refresh(self.half)
        found = figures.search([("name", "=", own.name), ("unit_id", "!=", False)])
        self.assertEqual([(one.unit_id, one.people_count) for one in found], [(self.agency, 4)])

    def test_figures_are_worked_out_again(self):
        figures = self.env["asn.indicator.figure"]
        figures._refresh(self.half)
        self.company.asn_feedback_minimum = 4
        figures._cron_refresh()
        self.assertFalse(figures.search([]))

    def test_satisfaction_is_told_in_its_own_measure(self):
        line = self.nurse_evaluation.line_ids.sorted("sequence")[0]
        lines = self.env["asn.evaluation.indicator"].search([("name", "=", line.name)])
        lines.sudo().write({"name": "Nilai kepuasan pasien (IKM)"})
        self.env["asn.indicator.figure"]._refresh(self.half)
        (row,) = self._dashboard(self.hr_user)["satisfaction"]
        # 1,620, 1,800 and 900
        self.assertEqual(row["values"], [1440.0])

    def test_surveys_of_citizens_count_by_their_answers(self):
        """(100 x 80 + 300 x 90) / 400 = 87.5: the mean over people, not over surveys."""
        for unit, mean, answers in ((self.clinic, 3.2, 100), (self.agency, 3.6, 300)):
            self.env["asn.satisfaction"].create(
                {
                    "unit_id": unit.id,
                    "date_start": "2026-05-04",
                    "date_end": "2026-05-29",
                    "answer_count": answers,
                    **dict.fromkeys(ELEMENTS, mean),
                }
            )
        for user in (self.hr_user, self.chief_user):
            (row,) = self._dashboard(user, self.agency)["satisfaction"]
            self.assertEqual(row["values"], [87.5])
            found = self.env[row["link"]["model"]].with_user(user).search(row["link"]["domain"])
            self.assertEqual(sum(found.mapped("answer_count")), 400)
        self.assertFalse(self._dashboard(self.hr_user, self.other_agency)["satisfaction"])

    def test_queries_do_not_grow_with_units(self):
        self._dashboard(self.hr_user)
        few = self._count_queries()
        # Each of the four gets a unit of its own
        units = self.env["hr.department"].create(
            [{"name": f"Bidang {number}", "parent_id": self.agency.id} for number in range(4)]
        )
        everybody = self.env["asn.evaluation"].search([])
        for evaluation, unit in zip(everybody, units, strict=True):
            evaluation.sudo().unit_id = unit
        self.env.flush_all()
        self._dashboard(self.hr_user)  # a new unit empties the cache of record rules
        self.assertLessEqual(self._count_queries(), few)

    def _count_queries(self):
        before = self.env.cr.sql_log_count
        self._dashboard(self.hr_user)
        return self.env.cr.sql_log_count - before
