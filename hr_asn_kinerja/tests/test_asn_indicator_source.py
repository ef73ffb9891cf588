from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from . import common
from .test_asn_service_log import ServiceCase, tickets

ALLOWED = (
    "finished",
    "date",
    "employee_id",
    "unit_id",
    "service_id",
    "work_seconds",
    "is_within",
    "ticket",
)


class SourceCase(ServiceCase):
    """Plans of nurse and colleague are agreed: patients (sum) and on-time services (ratio)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._begin_half(with_peer=True)
        cls.second_half.with_user(cls.hr_user).action_open()
        cls.sum_line, cls.ratio_line = cls.plan.result_ids.indicator_ids
        cls.peer_sum = cls.peer_plan.result_ids.indicator_ids[0]
        cls.mean_line = cls.env["asn.skp.indicator"].create(
            {
                "result_id": cls.plan.result_ids[0].id,
                "name": "Waktu pelayanan",
                "aspect": "time",
                "unit": "jam",
                "polarity": "lower",
                "aggregation": "average",
                "target_value": 2,
            }
        )
        cls.plan.evaluation_ids.line_ids.create(
            [
                cls.env["asn.evaluation.indicator"]._prepare_from_indicator(one, cls.mean_line)
                for one in cls.plan.evaluation_ids
            ]
        )
        cls._make_reader()
        cls.allowed = cls.env["asn.source.model"].create({"model": "asn.service.log"})
        cls.allowed.field_ids.filtered(lambda f: f.name in ALLOWED).is_allowed = True

    @classmethod
    def _make_reader(cls):
        """A user whose only access is to tickets, as an administrator would grant it."""
        group = cls.env["res.groups"].create({"name": "Pembaca tiket"})
        model = cls.env["ir.model"]._get("asn.service.log")
        cls.env["ir.model.access"].create(
            {"name": "tiket", "model_id": model.id, "group_id": group.id, "perm_read": True}
        )
        cls.env["ir.rule"].create(
            {
                "name": "tiket",
                "model_id": model.id,
                "groups": [Command.link(group.id)],
                "domain_force": "[(1, '=', 1)]",
            }
        )
        cls.reader_group = group
        cls.reader = new_test_user(cls.env, login="asn_reader", password="asn_reader")
        cls.reader.group_ids = [Command.link(group.id)]
        cls.company.asn_reader_id = cls.reader

    def _field(self, name):
        return self.allowed.field_ids.filtered(lambda f: f.name == name).id

    def _rule(self, **values):
        return (
            self.env["asn.indicator.source"]
            .with_user(self.hr_user)
            .create(
                {
                    "name": "Layanan selesai",
                    "kind": "rule",
                    "indicator_ids": [Command.set((self.sum_line | self.peer_sum).ids)],
                    "source_model_id": self.allowed.id,
                    "operation": "count",
                    "date_field_id": self._field("finished"),
                    "person_field_id": self._field("employee_id"),
                    **values,
                }
            )
            .sudo()
        )

    def _service_source(self, indicators, **values):
        return (
            self.env["asn.indicator.source"]
            .with_user(self.hr_user)
            .create(
                {
                    "name": "Log loket",
                    "kind": "service",
                    "indicator_ids": [Command.set(indicators.ids)],
                    "time_unit": "hours",
                    **values,
                }
            )
            .sudo()
        )

    def _run(self, source):
        while not source._run_batch_guarded():
            pass
        return self._entries(source)

    def _entries(self, source):
        self.env.invalidate_all()
        found = self.env["asn.realisation"].search([("source_id", "=", source.id)], order="date")
        return found.sorted(lambda entry: (entry.indicator_id.id, entry.date))

    def _told(self, source):
        return [
            (e.indicator_id, str(e.source_start), str(e.date), e.quantity, e.source_count)
            for e in self._entries(source)
        ]


def serve(day, minutes, key="nurse", start=8):
    """A ticket opened at ``start`` o'clock that took so many minutes of a morning."""
    return {
        "tiket": f"{key}-{day}-{start}-{minutes}",
        "dibuka": f"{day} {start:02}:00",
        "selesai": f"{day} {start + minutes // 60:02}:{minutes % 60:02}",
        "nip_petugas": common.NIPS[key],
    }


@tagged("post_install", "-at_install")
class TestAsnIndicatorSource(SourceCase):
    def test_records_are_counted_by_person_and_month_of_the_region(self):
        self._load(
            tickets(
                serve("2026-03-02", 30),
                serve("2026-03-03", 30),
                # 1 April 01:00 in western Indonesia is still March in UTC
                {"tiket": "malam-1", "dibuka": "2026-03-31 15:00", "selesai": "2026-04-01 01:00"},
                serve("2026-04-02", 30, "colleague"),
            )
        )
        source = self._rule()
        self._run(source)
        self.assertFalse(source.last_error)
        self.assertEqual(
            self._told(source),
            [
                (self.sum_line, "2026-03-01", "2026-03-03", 2, 2),
                (self.sum_line, "2026-04-01", "2026-04-01", 1, 1),
                (self.peer_sum, "2026-04-01", "2026-04-02", 1, 1),
            ],
        )
        entries = self._entries(source)
        self.assertEqual(entries.mapped("source"), ["rule"] * 3)
        self.assertEqual(entries[0].skp_id, self.plan)
        self.assertIn("2 cases", entries[0].source_note)
        line = self.plan.evaluation_ids.line_ids.filtered(
            lambda line: (
                line.indicator_id == self.sum_line and line.evaluation_id.period_id == self.half
            )
        )
        self.assertEqual((line.realised, line.entry_count), (3, 2))

    def test_a_second_run_touches_nothing_and_a_change_only_what_changed(self):
        self._load(tickets(serve("2026-03-02", 30), serve("2026-05-04", 30)))
        source = self._rule()
        first = self._run(source)
        ids, times = first.ids, first.mapped("source_date")
        with patch.object(type(source), "_update_entries") as update:
            self._run(source)
            self.assertEqual(update.call_args.args[0], [])
        self.assertEqual(self._entries(source).ids, ids)
        self._load(tickets(serve("2026-05-05", 30)))
        self.env.cr.execute(
            "UPDATE asn_realisation SET source_date = '2026-01-01' WHERE id = ANY(%s)", [ids]
        )
        again = self._run(source)
        self.assertEqual(again.ids, ids)
        self.assertEqual(again.mapped("quantity"), [1, 2])
        self.assertEqual(str(again[0].source_date), "2026-01-01 00:00:00")
        self.assertEqual(again[1].source_date, times[1])

    def test_sum_and_average_of_a_field(self):
        self._load(
            tickets(
                serve("2026-03-02", 60), serve("2026-04-01", 120), serve("2026-04-02", 121, start=9)
            )
        )
        source = self._rule(operation="sum", value_field_id=self._field("work_seconds"))
        self.assertEqual(self._run(source).mapped("quantity"), [3600, 7200 + 7260])
        mean = self._rule(
            operation="average",
            value_field_id=self._field("work_seconds"),
            indicator_ids=[Command.set(self.mean_line.ids)],
        )
        entries = self._run(mean)
        # One entry for the half-year: (3600 + 7200 + 7260) / 3, not the mean of two months.
        self.assertEqual(entries.mapped("quantity"), [6020])
        self.assertEqual(str(entries.date), "2026-04-02")

    def test_conditions_and_units(self):
        self._load(
            tickets(
                serve("2026-03-02", 30),
                serve("2026-03-03", 180),
                serve("2026-03-04", 30, "colleague"),
            )
        )
        source = self._rule(domain="[('is_within', '=', True)]")
        self.assertEqual(self._run(source).mapped("quantity"), [1, 1])
        unit = self._rule(
            name="Unit", scope="unit", person_field_id=False, unit_field_id=self._field("unit_id")
        )
        self.assertEqual(self._run(unit).mapped("quantity"), [3, 3])
        everything = self._rule(name="Semua", scope="all", person_field_id=False)
        self.assertEqual(self._run(everything).mapped("quantity"), [3, 3])

    def test_a_locked_evaluation_is_not_touched(self):
        self._load(tickets(serve("2026-03-02", 30), serve("2026-08-03", 30)))
        source = self._rule(indicator_ids=[Command.set(self.sum_line.ids)])
        entries = self._run(source)
        self.assertEqual(len(entries), 2)
        first = self.plan.evaluation_ids.filtered(lambda e: e.period_id == self.half)
        self.env.cr.execute(
            "UPDATE asn_evaluation SET state = 'submitted' WHERE id = %s", [first.id]
        )
        self.env.invalidate_all()
        self._load(tickets(serve("2026-03-05", 30), serve("2026-08-04", 30)))
        self.assertEqual(self._run(source).mapped("quantity"), [1, 2])
        # Nor is it taken back when the source feeds it no more.
        source.write({"indicator_ids": [Command.set(self.peer_sum.ids)]})
        self.assertEqual(self._run(source).mapped("source_start"), [entries[0].source_start])

    def test_entries_go_when_the_records_went(self):
        self._load(tickets(serve("2026-03-02", 30)))
        source = self._rule()
        self.assertEqual(len(self._run(source)), 1)
        self._logs().with_user(self.hr_user).unlink()
        self.assertFalse(self._run(source))
        line = self.plan.evaluation_ids.line_ids.filtered(lambda x: x.indicator_id == self.sum_line)
        self.assertEqual(line.mapped("realised"), [0, 0])

    def test_a_run_that_was_cut_off_goes_on(self):
        self._load(tickets(serve("2026-03-02", 30), serve("2026-03-02", 30, "colleague")))
        source = self._rule()
        self.assertFalse(source._run_batch(size=1))
        self.assertEqual(source.place, self.sum_line.id)
        self.assertEqual(self._entries(source).indicator_id, self.sum_line)
        self.assertFalse(source._run_batch(size=1))
        self.assertTrue(source._run_batch(size=1))
        self.assertEqual(self._entries(source).indicator_id, self.sum_line | self.peer_sum)
        self.assertEqual((source.place, source.is_waiting), (0, False))

    def test_the_job_goes_on_after_a_rule_that_fails(self):
        self._load(tickets(serve("2026-03-02", 30)))
        good = self._rule(name="Baik")
        bad = self._rule(name="Buruk")
        worse = self._rule(
            name="Rusak", operation="sum", value_field_id=self._field("work_seconds")
        )
        self.env.cr.execute(
            'UPDATE asn_indicator_source SET domain = \'[("id", ">", 0)]\' WHERE id = %s', [bad.id]
        )
        self.env.invalidate_all()
        real = type(worse)._count_rule

        def count(source, asked):
            if source.name == "Rusak":
                source.env.cr.execute("SELECT 1 / 0")
            return real(source, asked)

        with (
            patch.object(type(worse), "_count_rule", count),
            self.assertLogs("odoo.addons.hr_asn_kinerja.models.source", "ERROR"),
            patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=100),
        ):
            self.env["asn.indicator.source"]._cron_sources()
        self.assertIn("does not allow the field id", bad.last_error)
        self.assertIn("technical reason", worse.last_error)
        self.assertFalse(good.last_error)
        self.assertEqual(len(self._entries(good)), 1)
        self.assertFalse(self._entries(worse))

    def test_entries_are_not_changed_by_hand(self):
        self._load(tickets(serve("2026-03-02", 30)))
        entry = self._run(self._rule())
        for user in (self.nurse_user, self.head_user, self.hr_user):
            with self.assertRaises(AccessError):
                entry.with_user(user).write({"quantity": 99})
            with self.assertRaises(AccessError):
                entry.with_user(user).unlink()
        with self.assertRaises(AccessError):
            self._log(self.sum_line, 1, source_id=entry.source_id.id)
        self.assertEqual(self._entries(entry.source_id).quantity, 1)

    def test_ratios_take_no_single_count(self):
        self._load(tickets(serve("2026-03-02", 30)))
        source = self._rule(indicator_ids=[Command.set((self.sum_line | self.ratio_line).ids)])
        self.assertEqual(self._run(source).indicator_id, self.sum_line)
        self.assertIn("1 indicators", source.last_skipped)

    def test_preview_counts_and_writes_no_entry(self):
        self._load(tickets(serve("2026-11-02", 30), serve("2026-11-03", 30)))
        source = self._rule()
        source.with_user(self.hr_user).action_preview()
        self.assertIn("Siti Rahmah", source.preview)
        self.assertIn("2 (from 2 records)", source.preview)
        self.assertFalse(self._entries(source))
        with self.assertRaises(AccessError):
            source.with_user(self.auditor_user).action_preview()

    def test_only_the_offices_meet_the_rules(self):
        source = self._rule()
        for user in (self.nurse_user, self.head_user, self.officer_user):
            with self.assertRaises(AccessError):
                source.with_user(user).read(["name"])
        self.assertTrue(source.with_user(self.auditor_user).name)
        for user in (self.auditor_user, self.officer_user):
            with self.assertRaises(AccessError):
                source.with_user(user).write({"name": "x"})
        with self.assertRaises(AccessError):
            source.with_user(self.hr_user).write({"place": 5})
        with self.assertRaises(AccessError):
            self.env["asn.source.model"].with_user(self.hr_user).create({"model": "res.country"})
