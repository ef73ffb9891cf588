import csv
import io
import re
from decimal import Decimal

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.hr_asn_kinerja.tests.common import AsnHttpCase

from ..models.asn_satisfaction import ELEMENTS

PAGE, DATA = "/asn/layanan", "/asn/layanan/%s/data.csv"


@tagged("post_install", "-at_install")
class TestAsnOpenPage(AsnHttpCase):
    """For visitors without a login; the periods of 2020 are over on whatever day this runs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.company"].search([]).asn_open_page = False
        action = cls.env["asn.period"].action_generate(2020)
        year = cls.env["asn.period"].browse(action["res_id"])
        cls.first, cls.second = year.child_ids.sorted("date_start")
        cls.company.write({"asn_open_page": True, "asn_open_page_minimum": 30})
        cls.service = cls._make_service("KTP elektronik", "KTP-T", cls.clinic)
        cls._add_survey(cls.clinic, "2020-03-01", "2020-03-31", 40, 3.0)
        cls._add_survey(cls.clinic, "2020-09-01", "2020-09-30", 10, 3.2)
        cls._add_survey(cls.clinic, "2020-11-01", "2020-11-30", 30, 3.6)
        cls._add_survey(cls.other_agency, "2020-04-01", "2020-04-30", 29, 3.9)
        cls._add_tickets(cls.service, "2020-02-03", 20, 3600)
        cls._add_tickets(cls.service, "2020-03-02", 20, 10800)
        cls._add_tickets(cls.service, "2020-08-03", 29, 60)
        cls.env.flush_all()

    @classmethod
    def _make_service(cls, name, code, unit):
        return cls.env["asn.service"].create(
            {
                "name": name,
                "code": code,
                "unit_id": unit.id,
                "company_id": unit.company_id.id or cls.company.id,
                "standard": 2,
                "standard_unit": "hours",
            }
        )

    @classmethod
    def _add_survey(cls, unit, start, end, answers, mean):
        return cls.env["asn.satisfaction"].create(
            {
                "unit_id": unit.id,
                "company_id": unit.company_id.id or cls.company.id,
                "date_start": start,
                "date_end": end,
                "answer_count": answers,
                **dict.fromkeys(ELEMENTS, mean),
            }
        )

    @classmethod
    def _add_tickets(cls, service, day, count, seconds):
        cls.env["asn.service.log"].create(
            [
                {
                    "ticket": f"{day}-{number}",
                    "service_id": service.id,
                    "company_id": service.company_id.id,
                    "unit_id": service.unit_id.id,
                    "employee_id": cls.nurse.id,
                    "employee_name": cls.nurse.name,
                    "opened": f"{day} 01:00:00",
                    "finished": f"{day} 04:00:00",
                    "date": day,
                    "work_seconds": seconds,
                    "is_within": seconds <= 7200,
                }
                for number in range(count)
            ]
        )
        cls.env["asn.service.figure"]._refresh(service.ids)

    def _get_rows(self, region=None):
        answer = self.url_open(DATA % (region or self.company).id)
        self.assertEqual(answer.status_code, 200)
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8"))))

    @mute_logger("odoo.http")
    def test_off_is_as_if_there_were_no_page(self):
        self.company.asn_open_page = False
        for url in (PAGE, f"{PAGE}/{self.company.id}", DATA % self.company.id, f"{PAGE}/0"):
            self.assertEqual(self.url_open(url).status_code, 404)
        self.assertFalse(self.env["res.company"].create({"name": "Uji"}).asn_open_page)

    def test_figures_are_those_of_single_answers_and_tickets(self):
        rows = {(row["ukuran"], row["periode"]): row for row in self._get_rows()}
        first, second = self.first.name, self.second.name
        # Nine means of 3.0 times 25 are 75; (10 x 80 + 30 x 90) / 40 are 87.5.
        self.assertEqual(rows["kepuasan", first]["nilai"], "75.00")
        self.assertEqual(rows["kepuasan", second]["nilai"], "87.50")
        self.assertEqual(rows["kepuasan", second]["jumlah"], "40")
        # 20 tickets of one hour and 20 of three, where two hours are promised.
        mean = rows["waktu_rata_rata", first]
        self.assertEqual(
            (mean["nilai"], mean["satuan"], mean["standar"]), ("2.00", "jam kerja", "2.0")
        )
        self.assertEqual(rows["sesuai_standar", first]["nilai"], "50.00")
        self.assertEqual(mean["layanan"], "KTP elektronik")

    def test_measured_numbers_have_two_decimals_each(self):
        say = self.env["asn.open.page"]._number
        self.assertEqual([say(Decimal(one)) for one in ("80.7", "81.07")], ["80,70", "81,07"])
        self.assertEqual(say(Decimal("1"), "##"), "1")

    def test_what_rests_on_too_few_is_left_out(self):
        rows = self._get_rows()
        self.assertNotIn("Dinas Perhubungan", {row["unit"] for row in rows})
        times = {row["periode"] for row in rows if row["ukuran"] == "waktu_rata_rata"}
        self.assertEqual(times, {self.first.name})
        self.assertGreaterEqual(min(int(row["jumlah"]) for row in rows), 30)
        text = self.url_open(PAGE).text
        self.assertIn("Puskesmas Penanggalan", text)
        self.assertNotIn("Dinas Perhubungan", text)
        self.company.asn_open_page_minimum = 41
        self.assertEqual(self._get_rows(), [])

    # threat: C05
    def test_few_answers_are_not_the_agency_less_the_clinic(self):
        """The agency's 60 answers may hold the clinic's 40: the other 20 are too few."""
        whole = self._add_survey(self.agency, "2020-05-01", "2020-05-31", 60, 3.0)
        shown = {
            ("Dinas Kesehatan", self.first.name),
            ("Puskesmas Penanggalan", self.second.name),
        }
        self.assertEqual(self._satisfied(), shown)
        whole.answer_count = 70
        self.assertIn(("Puskesmas Penanggalan", self.first.name), self._satisfied())

    def _satisfied(self):
        rows = self._get_rows()
        return {(row["unit"], row["periode"]) for row in rows if row["ukuran"] == "kepuasan"}

    # threat: C05
    def test_few_answers_are_not_the_half_year_less_a_quarter(self):
        before = self._get_rows()
        year = self.first.parent_id
        self.env["asn.period"].action_generate(2020, "quarter")
        self.assertEqual(len(year.child_ids), 6)
        self.assertEqual(self._get_rows(), before)

    def test_nobody_is_named_and_nothing_is_loaded(self):
        answer = self.url_open(PAGE)
        for text in (answer.text, self.url_open(DATA % self.company.id).text):
            for person in (self.nurse, self.head, self.hr):
                self.assertNotIn(person.name, text)
                self.assertNotIn(person.asn_nip, text)
        self.assertFalse(re.search(r"<script|<img|<link|src=", answer.text))
        headers = answer.headers
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
        self.assertEqual(headers["X-Frame-Options"], "DENY")
        self.assertNotIn("session_id", headers.get("Set-Cookie", ""))
        self.assertIn("<table>", answer.text)

    # threat: E07
    @mute_logger("odoo.http")
    def test_only_reading(self):
        for method in ("POST", "PUT", "DELETE"):
            answer = self.opener.request(method, self.base_url() + PAGE)
            self.assertEqual(answer.status_code, 405)

    def test_a_running_period_is_not_shown(self):
        today = self.env["asn.period"]._local_today(self.company)
        action = self.env["asn.period"].action_generate(today.year)
        running = (
            self.env["asn.period"]
            .browse(action["res_id"])
            .child_ids.filtered(lambda one: one.date_start <= today <= one.date_end)
        )
        self._add_survey(self.clinic, running.date_start, today, 500, 4.0)
        self.assertNotIn("100.00", {row["nilai"] for row in self._get_rows()})

    # threat: J01
    def test_no_cell_is_a_formula(self):
        self.clinic.name = "=HYPERLINK(1)"
        self.service.name = '@SUM(A1), "x"\n=2'
        rows = self._get_rows()
        self.assertEqual({row["unit"] for row in rows}, {"'=HYPERLINK(1)"})
        for row in rows:
            for cell in row.values():
                self.assertFalse(cell.startswith(("=", "+", "-", "@")))

    def test_words_of_people_are_text(self):
        self.clinic.name = "<script>alert(1)</script>"
        self.assertNotIn("<script>", self.url_open(PAGE).text)

    @mute_logger("odoo.http")
    def test_regions_are_apart(self):
        other = self.env["res.company"].create({"name": "Kabupaten Uji", "asn_tz": "Asia/Jayapura"})
        self.env["asn.period"].with_company(other).with_context(
            allowed_company_ids=other.ids
        ).action_generate(2020)
        unit = self.env["hr.department"].create({"name": "Loket Uji", "company_id": other.id})
        self._add_survey(unit, "2020-05-01", "2020-05-31", 99, 2.0)
        self.assertEqual(self.url_open(f"{PAGE}/{other.id}").status_code, 404)
        other.asn_open_page = True
        text = self.url_open(PAGE).text
        self.assertIn("Kabupaten Uji", text)
        self.assertIn(f"{PAGE}/{self.company.id}", text)
        self.assertEqual({row["unit"] for row in self._get_rows(other)}, {"Loket Uji"})
        self.assertEqual({row["unit"] for row in self._get_rows()}, {"Puskesmas Penanggalan"})

    def test_few_queries_however_many_units(self):
        pages = self.env["asn.open.page"]
        pages._prepare_page(self.company)
        few = self._count_queries()
        self.assertLessEqual(few, 7)
        for unit in (self.agency, self.other_agency):
            self._add_survey(unit, "2020-05-01", "2020-05-31", 60, 3.3)
            service = self._make_service(f"Izin {unit.name}", f"IZ-{unit.id}", unit)
            self._add_tickets(service, "2020-02-04", 40, 1800)
        self.assertEqual(self._count_queries(), few)
        self.assertEqual(len(pages._prepare_page(self.company)["units"]), 3)

    def _count_queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.env["asn.open.page"]._prepare_page(self.company)
        return self.env.cr.sql_log_count - before

    @mute_logger("odoo.sql_db")
    def test_surveys_begin_with_the_nine_elements(self):
        with self.assertRaises(ValidationError):
            self._add_survey(self.agency, "2016-12-01", "2017-01-31", 50, 3)
        survey = self._add_survey(self.agency, "2020-01-01", "2020-01-31", 50, 3)
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            survey.date_start = False
            survey.flush_recordset()

    # ------------------------------------------------------------------
    # The surveys
    # ------------------------------------------------------------------

    def test_index_and_grade_follow_from_the_nine_means(self):
        survey = self._add_survey(self.agency, "2020-01-01", "2020-01-31", 50, 3.5324)
        self.assertEqual((survey.value, survey.grade), (88.30, "B"))
        survey.u3 = 4
        self.assertEqual(survey.grade, "A")

    @mute_logger("odoo.sql_db")
    def test_impossible_surveys_are_refused(self):
        for values in ({"u1": 4.01}, {"u9": 0.9}, {"answer_count": 0}, {"date_end": "2019-12-31"}):
            survey = self._add_survey(self.agency, "2020-01-01", "2020-01-31", 50, 3)
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                survey.write(values)
                survey.flush_recordset()
            survey.invalidate_recordset()
            survey.unlink()

    def test_only_the_hr_office_enters_surveys(self):
        survey = self.env["asn.satisfaction"].search([("unit_id", "=", self.clinic.id)], limit=1)
        survey.with_user(self.hr_user).answer_count = 41
        for user in (self.officer_user, self.auditor_user, self.nurse_user, self.head_user):
            self.assertEqual(survey.with_user(user).answer_count, 41)
            with self.assertRaises(AccessError):
                survey.with_user(user).answer_count = 500

    @mute_logger("odoo.sql_db")
    def test_minimum_is_bounded(self):
        for value in (9, 1001):
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                self.company.asn_open_page_minimum = value
                self.company.flush_recordset()
