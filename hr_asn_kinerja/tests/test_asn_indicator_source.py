from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
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
        cls._make_year(cls.env)
        cls.plan = cls._agree_plan(cls.nurse)
        cls.peer_plan = cls._agree_plan(cls.colleague)
        cls.half.with_user(cls.hr_user).action_open()
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


@tagged("post_install", "-at_install")
class TestAsnSourceLimits(SourceCase):
    def test_models_that_hold_secrets_are_refused(self):
        source_model = self.env["asn.source.model"].with_user(self.admin_asn_user)
        offered = dict(source_model._selection_models())
        for name in (
            "res.users",
            "res.users.log",
            "res.groups",
            "ir.attachment",
            "ir.config_parameter",
            "mail.message",
            "hr.employee",
            "hr.version",
            "asn.evaluation",
            "asn.evaluation.rating",
            "asn.skp",
            "asn.realisation",
            "asn.feedback",
            "asn.feedback.anonymous",
            "asn.feedback.participation",
            "asn.socialisation.key",
            "asn.transition",
        ):
            self.assertNotIn(name, offered)
            with self.assertRaises(ValidationError, msg=name):
                source_model.create({"model": name})
        self.assertIn("res.country", offered)

    def test_secret_computed_and_hidden_fields_are_not_offered(self):
        model = self.env["asn.source.model"].create({"model": "res.partner"})
        names = set(model.field_ids.mapped("name"))
        self.assertIn("user_id", names)
        self.assertFalse(names & {"signup_type", "signup_token", "id", "image_1920", "comment"})
        for field in model.field_ids:
            known = self.env["res.partner"]._fields[field.name]
            self.assertTrue(known.store and not known.groups)
        self.assertFalse(any(model.field_ids.mapped("is_allowed")))
        with self.assertRaises(AccessError):
            model.field_ids[0].with_user(self.admin_asn_user).write({"name": "password"})

    def test_conditions_that_reach_too_far_are_refused(self):
        for domain in (
            "[('employee_id.asn_nip', 'like', '19')]",
            "[('employee_id.user_id.password', '!=', False)]",
            "[('create_uid.login', '=', 'admin')]",
            "[('employee_id', 'ilike', 'Siti')]",
            "[('employee_id', 'any', [('asn_nip', 'like', '19')])]",
            "[('employee_id', 'any!', [('asn_nip', 'like', '19')])]",
            "[('employee_id', 'child_of', 1)]",
            "[('employee_id', '=', 'Siti')]",
            "[('work_hours', '>', 1)]",
            "[('id', '>', 0)]",
            "[(1, '=', 1)]",
            "[('ticket', '=', uid)]",
            "[('ticket', '=', user.login)]",
            "[('date', '>=', context_today())]",
            "__import__('os').system('true')",
            "[x for x in ()]",
            "[('ticket', 'inselect', ('SELECT 1', []))]",
            "[('ticket', '=', ['a'])]",
            "[('is_within', '>', True)]",
            "[('finished.month_number', '=', 3)]",
            "'|'",
            "['|', ('ticket', '=', 'a')]",
            "[" * 200 + "]" * 200,
            "[('ticket', 'in', " + str(["a"] * 1001) + ")]",
            "[('ticket', '=', '" + "a" * 5000 + "')]",
            "[('date', '>=', '2026-13-45')]",
            "[('date', '>=', 'tomorrow or so')]",
        ):
            with self.assertRaises(ValidationError, msg=domain):
                self._rule(domain=domain)
        self._rule(domain="[('date', '>=', 'today -1m'), ('finished', '<', '2026-12-31 00:00:00')]")
        self._rule(domain="['|', ('ticket', 'ilike', 'KTP'), ('employee_id', 'in', [1, 2])]")

    def test_fields_that_are_not_allowed_are_refused(self):
        for values in (
            {"date_field_id": False},
            {"date_field_id": self._field("opened")},
            {"person_field_id": self._field("service_id")},
            {"person_field_id": False},
            {"operation": "sum"},
            {"operation": "sum", "value_field_id": self._field("work_hours")},
            {"operation": "sum", "value_field_id": self._field("ticket")},
            {"scope": "unit"},
            {"source_model_id": False},
        ):
            with self.assertRaises(ValidationError, msg=values):
                self._rule(**values)

    def test_what_was_allowed_once_is_asked_again(self):
        self._load(tickets(serve("2026-03-02", 30)))
        source = self._rule()
        self.allowed.field_ids.filtered(lambda f: f.name == "employee_id").is_allowed = False
        self.assertFalse(self._run(source))
        self.assertIn("administrator allows", source.last_error)
        self.allowed.active = False
        with self.assertRaises(ValidationError):
            source.with_user(self.hr_user).action_preview()

    def test_the_reader_is_nobody_with_other_rights(self):
        mighty = new_test_user(self.env, login="mighty", groups="base.group_system")
        portal = new_test_user(self.env, login="outside", groups="base.group_portal")
        for user in (
            self.env.ref("base.user_root"),
            self.env.ref("base.user_admin"),
            mighty,
            portal,
            self.hr_user,
            self.officer_user,
            self.auditor_user,
            self.admin_asn_user,
            self.nurse_user,
        ):
            with self.assertRaises(ValidationError, msg=user.login):
                self.company.asn_reader_id = user

    def test_a_reader_who_became_mighty_counts_no_more(self):
        self._load(tickets(serve("2026-03-02", 30)))
        source = self._rule()
        self.reader.group_ids = [Command.link(self.env.ref("base.group_system").id)]
        self.assertFalse(self._run(source))
        self.assertIn("cannot be the reader", source.last_error)

    def test_without_a_reader_nothing_is_counted(self):
        self._load(tickets(serve("2026-03-02", 30)))
        source = self._rule()
        self.company.asn_reader_id = False
        self.assertFalse(self._run(source))
        self.assertIn("No reader is set", source.last_error)
        with self.assertRaises(UserError):
            source.with_user(self.hr_user).action_preview()

    def test_the_reader_sees_what_was_granted_only(self):
        self._load(tickets(serve("2026-03-02", 30), serve("2026-03-02", 30, "colleague")))
        source = self._rule()
        # The administrator takes the rows of the colleague away from the reader.
        rule = self.env["ir.rule"].search([("groups", "in", self.reader_group.ids)])
        rule.domain_force = f"[('employee_id', '=', {self.nurse.id})]"
        self.assertEqual(self._run(source).indicator_id, self.sum_line)
        self.env["ir.model.access"].search(
            [("model_id.model", "=", "asn.service.log")]
        ).perm_read = False
        self._run(source)
        self.assertIn("may not read", source.last_error)


@tagged("post_install", "-at_install")
class TestAsnServiceSource(SourceCase):
    def _line(self, indicator, period=None):
        self.env.invalidate_all()
        return self.plan.evaluation_ids.filtered(
            lambda e: e.period_id == (period or self.half)
        ).line_ids.filtered(lambda line: line.indicator_id == indicator)

    def test_the_mean_of_a_period_is_that_of_its_tickets(self):
        source = self._service_source(self.mean_line)
        self._load(
            tickets(
                serve("2026-03-02", 60),
                serve("2026-04-01", 120),
                serve("2026-04-02", 120),
                serve("2026-04-07", 120),
            )
        )
        self.assertTrue(source.is_waiting)
        entries = self._run(source)
        self.assertEqual(entries.mapped("quantity"), [1.75])  # 420 minutes / 4, not 1.5
        self.assertEqual((entries.source, entries.source_count), ("service", 4))
        line = self._line(self.mean_line)
        self.assertEqual(line.realised, 1.75)
        # lower is better: (2 x 2 - 1.75) / 2
        self.assertEqual(line.achievement, 112.5)

    def test_median_and_percentile(self):
        self._load(tickets(*(serve("2026-03-02", minutes) for minutes in (30, 60, 90, 200))))
        median = self._service_source(self.mean_line, figure="median", time_unit="minutes")
        self.assertEqual(self._run(median).quantity, 75)
        median.active = False
        p90 = self._service_source(self.mean_line, figure="p90", time_unit="minutes")
        self.assertEqual(self._run(p90).quantity, 167)  # 90 + 0.7 x (200 - 90)

    def test_share_brings_both_counts_month_by_month(self):
        self._load(
            tickets(
                serve("2026-03-02", 60),
                serve("2026-03-03", 150),
                serve("2026-04-01", 60),
                serve("2026-04-02", 61),
                serve("2026-04-03", 62),
                serve("2026-04-03", 160, start=8),
            )
        )
        source = self._service_source(self.ratio_line, figure="share")
        entries = self._run(source)
        self.assertEqual([(e.quantity, e.denominator) for e in entries], [(1, 2), (3, 4)])
        self.assertAlmostEqual(self._line(self.ratio_line).realised, 66.6667, places=3)

    def test_own_tickets_or_those_of_the_unit(self):
        self._load(tickets(serve("2026-03-02", 60), serve("2026-03-02", 180, "colleague")))
        own = self._service_source(self.mean_line)
        self.assertEqual(self._run(own).quantity, 1)
        own.scope = "unit"
        self.assertEqual(self._run(own).quantity, 2)
        own.write({"scope": "all", "unit_id": False})
        self.assertEqual(self._run(own).quantity, 2)
        other = self.service.copy({"code": "KK", "name": "Kartu keluarga"})
        own.write({"service_ids": [Command.set(other.ids)]})
        self.assertFalse(self._run(own))

    def test_time_in_working_days_of_the_counter(self):
        self._load(tickets({"dibuka": "2026-03-02 08:00", "selesai": "2026-03-03 08:00"}))
        source = self._service_source(self.mean_line, time_unit="days")
        self.assertAlmostEqual(self._run(source).quantity, 7.5 / 7.35, places=4)

    def test_the_tickets_behind_an_entry_open_with_ones_own_rights(self):
        self._load(tickets(serve("2026-03-02", 60), serve("2026-03-02", 180, "colleague")))
        source = self._service_source(self.mean_line, scope="unit")
        entry = self._run(source)
        action = entry.with_user(self.nurse_user).action_view_source()
        logs = self.env["asn.service.log"]
        self.assertEqual(logs.with_user(self.nurse_user).search_count(action["domain"]), 1)
        self.assertEqual(logs.with_user(self.head_user).search_count(action["domain"]), 2)
        with self.assertRaises(AccessError):
            entry.with_user(self.outsider_user).action_view_source()

    def test_a_library_indicator_feeds_every_plan_that_has_it(self):
        library = self.env.ref("hr_asn_kinerja.indicator_duk_07")
        self.mean_line.library_id = library
        self._load(tickets(serve("2026-03-02", 60)))
        source = self._service_source(
            self.env["asn.skp.indicator"], library_ids=[Command.set(library.ids)]
        )
        self.assertEqual(self._run(source).indicator_id, self.mean_line)
        source.unit_id = self.other_agency
        self.assertFalse(self._run(source))
