"""For those who have Odoo already: the addons go into an empty database and leave no trace."""

import pprint
import uuid

import pytest
from live_data import HALF_YEAR, REGION

from asn_tool import setup
from asn_tool.live import engine_of_tests

CORE, REPORT = "hr_asn_kinerja", "hr_asn_kinerja_report"

# What a database is made of, each as a query of one column.
STRUCTURE = {
    "columns": "SELECT table_name || '.' || column_name FROM information_schema.columns"
    " WHERE table_schema = 'public'",
    "constraints": "SELECT conrelid::regclass || ' ' || conname FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace AND contype <> 'n'",
    "indexes": "SELECT tablename || ' ' || indexname FROM pg_indexes WHERE schemaname = 'public'",
    "sequences": "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'",
    "models": "SELECT model FROM ir_model",
    "fields": "SELECT model || '.' || name FROM ir_model_fields",
    "choices": "SELECT f.model || '.' || f.name || '.' || s.value FROM ir_model_fields_selection s"
    " JOIN ir_model_fields f ON f.id = s.field_id",
    "model constraints": "SELECT name FROM ir_model_constraint",
    "relations": "SELECT name FROM ir_model_relation",
    "xml ids": "SELECT module || '.' || name FROM ir_model_data",
    "access lines": "SELECT name FROM ir_model_access",
    "record rules": "SELECT coalesce(name, id::text) FROM ir_rule",
    "groups": "SELECT name->>'en_US' FROM res_groups",
    "privileges": "SELECT name->>'en_US' FROM res_groups_privilege",
    "actions": "SELECT type || ' ' || (name->>'en_US') FROM ir_actions",
    "scheduled jobs": "SELECT a.name->>'en_US' FROM ir_cron c"
    " JOIN ir_act_server a ON a.id = c.ir_actions_server_id",
    "views": "SELECT coalesce(model, '') || ' ' || name FROM ir_ui_view",
    "menus": "SELECT name->>'en_US' FROM ir_ui_menu",
    "activity types": "SELECT name->>'en_US' FROM mail_activity_type",
    "message subtypes": "SELECT name->>'en_US' FROM mail_message_subtype",
    "parameters": "SELECT key FROM ir_config_parameter",
}
# Columns that name a model in words; nothing deletes such rows for the database by itself.
NAMING_COLUMNS = """
    SELECT c.table_name, c.column_name FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE table_schema = 'public' AND t.table_type = 'BASE TABLE'
       AND c.data_type IN ('character varying', 'text')
       AND c.column_name IN ('model', 'res_model', 'model_name', 'relation', 'resource',
                             'model_id', 'binding_model', 'mail_model', 'src_model')
"""
SHOW_MODULES = "SELECT name FROM ir_module_module WHERE state = 'installed' ORDER BY name"
# What an office keeps of its own beside the documents: a favourite, a list of columns to export,
# a page to start with, a document in a conversation, a default for a field.
HABITS = """
nurse = data.nurse_user
for model in ("asn.skp", "asn.evaluation.report"):
    env["ir.filters"].create({"name": "Mine", "model_id": model, "user_ids": nurse.ids})
export = env["ir.exports"].create({"name": "Names", "resource": "asn.evaluation"})
export.export_fields = [(0, 0, {"name": "employee_name"})]
nurse.action_id = env.ref("hr_asn_kinerja.asn_realisation_action").id
plan.with_user(nurse).message_post(body="Mohon diperiksa.", attachments=[("a.txt", b"a")])
env["ir.default"].set("asn.skp", "approach", "qualitative")
entry = plan.result_ids.indicator_ids.realisation_ids
entry.with_user(nurse).write({"evidence_ids": [(0, 0, {"name": "a.png", "upload": PNG})]})
evaluation = plan.evaluation_ids
evaluation.with_user(nurse).action_submit()
data._rate(evaluation, "meets", "meets")
evaluation.with_user(data.head_user).action_release()
env.cr.commit()
print(env["asn.transition"].search_count([("evaluation_id", "=", evaluation.id)]))
"""
PNG = """
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
    "RU5ErkJggg=="
)
"""
# An employee is made, found by an ordinary login and changed, all through Odoo's own addon.
USE_HR = """
employee = env["hr.employee"].create({"name": "Cut Nyak", "job_title": "Staf"})
user = env["res.users"].create({"name": "Plain", "login": "plain", "group_ids": [
    (6, 0, env.ref("base.group_user").ids)]})
public = env["hr.employee.public"].with_user(user).search([("name", "=", "Cut Nyak")])
employee.department_id = env["hr.department"].create({"name": "Bagian Umum"})
env["hr.employee"].get_views([(False, "form"), (False, "list")])
env["res.users"].get_views([(False, "form")])
env["res.config.settings"].create({}).execute()
env.cr.commit()
print(public.job_title, employee.version_id.department_id.name)
"""


class Installation:
    """A database of its own in which addons come and go."""

    def __init__(self, motor, name=None):
        self.motor = motor
        self.name = name or f"asn_live_{uuid.uuid4().hex[:10]}"

    def rows(self, query):
        """First column of a query."""
        return [row[0] for row in self.motor.server.rows(self.name, query)]

    def shell(self, code):
        """Run Python in Odoo's shell, return what it printed."""
        return self.motor.script(self.name, code, what="The script").strip()

    def uninstall(self, addon):
        """Uninstall an addon as the button in Apps does."""
        self.shell(
            f"env['ir.module.module'].search([('name', '=', {addon!r})])"
            ".button_immediate_uninstall()"
        )

    def structure(self):
        """All that the database is made of, by kind."""
        return {kind: sorted(self.rows(query)) for kind, query in STRUCTURE.items()}

    def traces(self):
        """Rows anywhere that still name one of our models or files."""
        found = {}
        for table, column in self.motor.server.rows(self.name, NAMING_COLUMNS):
            rows = self.rows(f'SELECT id FROM "{table}" WHERE "{column}" LIKE \'asn.%\'')
            if rows:
                found[f"{table}.{column}"] = len(rows)
        return found


@pytest.fixture
def motor():
    return engine_of_tests()[0]


@pytest.fixture
def installation(motor):
    made = Installation(motor)
    yield made
    setup.discard(motor, made.name)


@pytest.fixture(scope="module")
def before():
    """Structure and addons of a database that has what our addons need, and never had ours."""
    motor = engine_of_tests()[0]
    template = Installation(motor, setup.template(motor))
    return template.structure(), template.rows(SHOW_MODULES)


def difference(before, after):
    """What is there too much and too little afterwards, by kind; empty when nothing is."""
    return {
        kind: {"left": sorted(left), "lost": sorted(lost)}
        for kind in before
        if (left := set(after[kind]) - set(before[kind]))
        | (lost := set(before[kind]) - set(after[kind]))
    }


def expect_gone(installation, before):
    """Odoo is as it was without our addons, and can be used."""
    structure, modules = before
    assert installation.rows(SHOW_MODULES) == modules
    found = difference(structure, installation.structure()) | installation.traces()
    assert not found, pprint.pformat(found, width=100)
    assert installation.shell(USE_HR).splitlines()[-1] == "Staf Bagian Umum"


def test_addons_come_into_an_empty_database_and_leave_nothing(motor, installation, before):
    setup.fresh(motor, installation.name)
    motor.install(installation.name, install=["base"], languages=setup.LANGUAGES)
    assert CORE not in installation.rows(SHOW_MODULES)
    motor.install(installation.name, install=[CORE, REPORT])
    assert {CORE, REPORT} <= set(installation.rows(SHOW_MODULES))
    assert int(installation.rows("SELECT count(*) FROM asn_indicator")[0]) >= 80
    assert installation.rows("SELECT count(*) FROM hr_employee WHERE asn_nip IS NOT NULL") == ["0"]
    installation.uninstall(CORE)  # takes the report along, as it cannot stand alone
    expect_gone(installation, before)


def test_addons_leave_nothing_of_a_half_year_of_work(motor, installation, before):
    setup.fresh(motor, installation.name, setup.template(motor))
    motor.install(installation.name, install=[CORE, REPORT])
    script = f"{REGION}{HALF_YEAR}{PNG}{HABITS}"
    assert installation.shell(script).splitlines()[-1] == "3"  # submitted, rated, released
    traces = installation.traces()
    assert {"ir_filters.model_id", "ir_exports.resource", "mail_message.model"} <= set(traces)
    installation.uninstall(REPORT)
    assert CORE in installation.rows(SHOW_MODULES)
    installation.uninstall(CORE)
    expect_gone(installation, before)
