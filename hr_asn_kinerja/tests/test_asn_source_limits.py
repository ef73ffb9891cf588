from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .test_asn_indicator_source import SourceCase, serve
from .test_asn_service_log import tickets


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
