import statistics
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..rules import service_time
from . import common
from .import_files import csv_bytes, xlsx_bytes

TICKET = {
    "tiket": "KTP-0001",
    "kode_layanan": "KTP-EL",
    "dibuka": "2026-03-02 08:00",
    "selesai": "2026-03-02 09:30",
    "nip_petugas": common.NIPS["nurse"],
}


def tickets(*changes):
    """Return a file of tickets like TICKET, numbered, each with its changes."""
    return csv_bytes(
        [{**TICKET, "tiket": f"KTP-{n:04}", **change} for n, change in enumerate(changes, 1)]
    )


class ServiceCase(common.AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Monday to Thursday 07:45-12:00 and 13:00-16:15; Friday 07:45-12:00 and 14:00-16:30.
        hours = [(str(day), 7.75, 12) for day in range(5)]
        hours += [(str(day), 13, 16.25) for day in range(4)] + [("4", 14, 16.5)]
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Loket",
                "tz": "Asia/Jakarta",
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "name": "Loket",
                                "dayofweek": day,
                                "hour_from": start,
                                "hour_to": end,
                                "day_period": "morning" if end <= 12 else "afternoon",
                            }
                        )
                        for day, start, end in hours
                    ),
                ],
            }
        )
        cls.env["resource.calendar.leaves"].create(
            {
                "name": "Nyepi",
                "calendar_id": cls.calendar.id,
                "date_from": "2026-03-18 17:00:00",  # 19 March, 00:00 in western Indonesia
                "date_to": "2026-03-19 16:59:59",
            }
        )
        cls.service = cls.env["asn.service"].create(
            {
                "name": "KTP elektronik",
                "code": "KTP-EL",
                "unit_id": cls.clinic.id,
                "standard": 2,
                "standard_unit": "hours",
                "calendar_id": cls.calendar.id,
            }
        )
        cls.loader = cls.env["asn.import"].with_user(cls.hr_user)

    def _load(self, content, **options):
        return self.loader._load("service_log", content, **options)

    def _codes(self, outcome, level="error"):
        return [(p.row, p.column, p.code) for p in outcome.problems if p.level == level]

    def _logs(self):
        return self.env["asn.service.log"].search(
            [("service_id", "=", self.service.id)], order="id"
        )


@tagged("post_install", "-at_install")
class TestAsnServiceLog(ServiceCase):
    def test_working_time_is_stored_in_the_region_and_its_hours(self):
        outcome = self._load(
            tickets(
                {},
                {"dibuka": "2026-03-06 11:00", "selesai": "2026-03-06 15:00"},  # Friday prayer
                {"dibuka": "2026-03-06 16:00:00", "selesai": "2026-03-09 08:00:00"},  # weekend
                {"dibuka": "2026-03-18 16:00", "selesai": "2026-03-20 08:00"},  # holiday between
                {"dibuka": "2026-03-02T01:00:00Z", "selesai": "2026-03-02T11:30:00+09:00"},
                {"dibuka": "2026-03-02 20:00", "selesai": "2026-03-03 08:00"},  # opened at night
            )
        )
        self.assertEqual(self._codes(outcome), [])
        self.assertEqual(outcome.created, 6)
        logs = self._logs()
        minutes = [log.work_seconds / 60 for log in logs]
        self.assertEqual(minutes, [90, 120, 45, 30, 90, 15])
        self.assertEqual(logs[0].opened, datetime(2026, 3, 2, 1, 0))
        self.assertEqual(logs[0].duration, 1.5)
        self.assertEqual(logs[0].employee_id, self.nurse)
        self.assertEqual(logs.unit_id, self.clinic)
        self.assertEqual(logs.mapped("is_within"), [True] * 6)

    def test_the_day_is_that_of_the_region(self):
        self._load(tickets({"dibuka": "2026-03-31 22:00", "selesai": "2026-03-31 23:30"}))
        log = self._logs()
        self.assertEqual(str(log.date), "2026-03-31")
        self.assertEqual(log.work_seconds, 0)

    def test_the_same_file_again_adds_nothing(self):
        content = tickets({}, {"nip_petugas": common.NIPS["colleague"]})
        self.assertEqual(self._load(content).created, 2)
        again = self._load(content)
        self.assertEqual((again.created, again.present, again.done), (0, 2, True))
        changed = self._load(tickets({"selesai": "2026-03-02 10:00"}))
        self.assertEqual((changed.created, changed.present), (0, 1))
        self.assertEqual(self._codes(changed, "warning"), [(2, "tiket", "ticket_differs")])
        self.assertEqual(self._logs()[0].work_seconds, 90 * 60)

    def test_all_problems_are_told_at_once_and_nothing_is_written(self):
        outcome = self._load(
            tickets(
                {},
                {"selesai": "2026-03-02 07:59"},
                {"dibuka": "02/03/2026 08:00"},
                {"dibuka": "2026-02-30 08:00"},
                {"selesai": "2026-12-02 08:00"},
                {"kode_layanan": "SIM"},
                {"nip_petugas": "199001012020011999"},
                {"tiket": "Ahmad Yani"},
                {"tiket": "1175020303900001"},
                {"tiket": "KTP-0001", "selesai": "2026-03-02 11:00"},
                {"dibuka": "2026-03-02"},
                {"dibuka": ""},
                {"dibuka": "1999-03-02 08:00"},
                {"dibuka": "2018-03-02 08:00"},
                {"dibuka": "2026-03-02 25:00"},
            )
        )
        self.assertEqual(
            self._codes(outcome),
            [
                (3, "selesai", "service_reversed"),
                (4, "dibuka", "moment_form"),
                (5, "dibuka", "date_calendar"),
                (6, "selesai", "moment_future"),
                (7, "kode_layanan", "service_unknown"),
                (8, "nip_petugas", "employee_unknown"),
                (9, "tiket", "ticket_form"),
                (10, "tiket", "ticket_nik"),
                (12, "dibuka", "moment_form"),
                (13, "dibuka", "moment_empty"),
                (14, "dibuka", "date_calendar"),
                (15, "selesai", "service_long"),
                (16, "dibuka", "date_calendar"),
                (11, "tiket", "ticket_twice"),
            ],
        )
        self.assertFalse(outcome.done)
        self.assertFalse(self._logs())

    def test_good_rows_come_in_when_bad_ones_are_skipped(self):
        outcome = self._load(tickets({}, {"kode_layanan": "SIM"}), skip_bad=True)
        self.assertEqual((outcome.created, outcome.refused), (1, 1))

    def test_a_ticket_that_is_open_comes_in_later(self):
        first = self._load(tickets({"selesai": ""}))
        self.assertEqual((first.created, first.done), (0, True))
        self.assertEqual(self._codes(first, "note"), [(2, "selesai", "ticket_open")])
        self.assertEqual(self._load(tickets({})).created, 1)

    def test_personal_data_of_citizens_refuses_the_whole_file(self):
        for heading in ("nama_pemohon", "NIK", "No KK", "alamat", "nomor hp", "E-mail: email"):
            outcome = self._load(csv_bytes([{**TICKET, heading: "x"}]))
            self.assertEqual([c[2] for c in self._codes(outcome)], ["column_personal"], heading)
            self.assertFalse(outcome.done)
        outcome = self._load(csv_bytes([{**TICKET, "loket": "3"}]))
        self.assertTrue(outcome.done)
        self.assertFalse([f for f in self.env["asn.service.log"]._fields if "nik" in f])

    def test_a_workbook_with_real_dates(self):
        rows = [
            ["KTP-0009", "KTP-EL", datetime(2026, 3, 2, 8, 0), datetime(2026, 3, 2, 9, 30)],
        ]
        content = xlsx_bytes(list(TICKET), [[*row, common.NIPS["nurse"]] for row in rows])
        self.assertEqual(self._load(content).created, 1)
        self.assertEqual(self._logs().work_seconds, 90 * 60)

    def test_a_time_that_the_clocks_jumped_over_is_refused(self):
        self.company.asn_tz = "Europe/Berlin"
        outcome = self._load(tickets({"dibuka": "2026-03-29 02:30", "selesai": "2026-03-30 09:00"}))
        self.assertEqual(self._codes(outcome), [(2, "dibuka", "moment_gap")])
        # Two hours of summer time: the wall clock decides, not the distance in UTC.
        self.assertEqual(
            self._load(
                tickets({"dibuka": "2026-03-27 16:00", "selesai": "2026-03-30 08:00"})
            ).created,
            1,
        )
        self.assertEqual(self._logs().work_seconds, 45 * 60)

    def test_figures_are_worked_out_over_tickets(self):
        minutes = {"nurse": (30, 60, 90, 200), "colleague": (10, 130)}
        rows = []
        for key, times in minutes.items():
            for n, length in enumerate(times):
                rows.append(
                    {
                        "tiket": f"{key}-{n}",
                        "dibuka": "2026-03-02 08:00",
                        "selesai": f"2026-03-02 {8 + length // 60:02}:{length % 60:02}",
                        "nip_petugas": common.NIPS[key],
                    }
                )
        self.assertEqual(self._load(tickets(*rows)).created, 6)
        figures = self.env["asn.service.figure"].search([("service_id", "=", self.service.id)])
        found = {f.employee_id: f for f in figures}
        self.assertEqual(len(figures), 3)
        everybody = found[self.env["hr.employee"]]
        all_times = sorted(60 * t for times in minutes.values() for t in times)
        for figure, times in (
            (everybody, all_times),
            (found[self.nurse], [60 * t for t in minutes["nurse"]]),
        ):
            self.assertEqual(figure.ticket_count, len(times))
            self.assertAlmostEqual(figure.mean, statistics.mean(times) / 3600)
            self.assertAlmostEqual(figure.median, statistics.median(times) / 3600)
            p90 = service_time.figure("p90", times)
            self.assertAlmostEqual(figure.p90, float(p90 / 3600))
            share = service_time.figure("share", times, standard=7200)
            self.assertAlmostEqual(figure.share, float(round(share, 6)), places=4)
        # By hand: 30 60 90 200 10 130 -> 520 / 6 minutes; 4 of 6 take two hours at most
        self.assertAlmostEqual(everybody.mean, 520 / 6 / 60)
        self.assertAlmostEqual(everybody.share, 100 * 4 / 6)

    def test_deleted_tickets_leave_the_figures(self):
        self._load(tickets({}, {"selesai": "2026-03-02 08:30"}))
        self._logs()[0].with_user(self.hr_user).unlink()
        figure = self.env["asn.service.figure"].search([("level", "=", "service")])
        self.assertEqual((figure.ticket_count, figure.mean), (1, 0.5))

    def test_a_holiday_that_was_forgotten(self):
        self._load(tickets({"dibuka": "2026-03-02 08:00", "selesai": "2026-03-04 08:00"}))
        self.assertEqual(self._logs().work_seconds, 2 * 450 * 60)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Cuti bersama",
                "calendar_id": self.calendar.id,
                "date_from": "2026-03-02 17:00:00",
                "date_to": "2026-03-03 16:59:00",
            }
        )
        self.service.with_user(self.hr_user).action_recompute()
        self.assertEqual(self._logs().work_seconds, 450 * 60)
        figure = self.env["asn.service.figure"].search([("level", "=", "service")])
        self.assertAlmostEqual(figure.mean, 7.5)

    def test_a_standard_in_working_days_of_that_counter(self):
        self.service.write({"standard_unit": "days", "standard": 1})
        # 36.75 hours in five days
        self.assertEqual(self.service.unit_seconds, 7.35 * 3600)
        self._load(tickets({"dibuka": "2026-03-02 08:00", "selesai": "2026-03-03 08:00"}))
        self.assertAlmostEqual(self._logs().duration, 7.5 / 7.35, places=6)
        self.assertFalse(self._logs().is_within)

    def test_nobody_types_tickets_or_figures(self):
        self._load(tickets({}))
        values = {
            "ticket": "X-1",
            "service_id": self.service.id,
            "company_id": self.company.id,
            "unit_id": self.clinic.id,
            "employee_id": self.nurse.id,
            "opened": "2026-03-02 01:00:00",
            "finished": "2026-03-02 02:00:00",
            "date": "2026-03-02",
            "work_seconds": 1,
        }
        figure = self.env["asn.service.figure"].search([], limit=1)
        for user in (self.nurse_user, self.officer_user, self.hr_user, self.admin_asn_user):
            with self.assertRaises(AccessError):
                self.env["asn.service.log"].with_user(user).create(values)
            with self.assertRaises(AccessError):
                self._logs().with_user(user).write({"work_seconds": 1})
            with self.assertRaises(AccessError):
                figure.with_user(user).write({"mean": 0})
        with self.assertRaises(AccessError):
            self._logs().with_user(self.nurse_user).unlink()

    def test_who_reads_which_tickets(self):
        self._load(tickets({}, {"nip_petugas": common.NIPS["colleague"]}))
        logs = self.env["asn.service.log"]
        for user, count in (
            (self.nurse_user, 1),
            (self.head_user, 2),  # heads the clinic
            (self.chief_user, 2),  # heads the agency above it
            (self.officer_user, 2),
            (self.hr_user, 2),
            (self.auditor_user, 2),
            (self.outsider_user, 0),
        ):
            self.assertEqual(logs.with_user(user).search_count([]), count, user.login)
            figures = self.env["asn.service.figure"].with_user(user).search_count([])
            self.assertEqual(figures, {0: 0, 1: 1, 2: 3}[count], user.login)

    def test_the_clock_equals_the_calendar_of_odoo(self):
        zone = ZoneInfo("Asia/Jakarta")
        clock = self.service._get_clocks()[self.service.id]
        for first, last in (
            ("2026-03-02 08:00", "2026-03-31 15:30"),
            ("2026-03-13 03:00", "2026-03-23 23:00"),
        ):
            start, end = (datetime.fromisoformat(text) for text in (first, last))
            hours = self.calendar.get_work_hours_count(
                *(moment.replace(tzinfo=zone).astimezone(timezone.utc)
                  for moment in (start, end)),
                compute_leaves=True,
            )  # fmt: skip
            self.assertAlmostEqual(clock.seconds(start, end) / 3600, hours, places=2)
