"""The matrix is whole: every model, public method and field of the server has its row in it."""

import pytest

from .matrix import VERDICTS, access_rows, employee_rows, field_parts
from .states import states_of

REGISTRY = r"""
import inspect, json
ours = {}
for name, model in sorted(env.registry.models.items()):
    if model._abstract:
        continue
    methods, private = set(), set()
    for part in model.mro():
        for key, value in vars(part).items():
            if getattr(value, "_api_private", False):
                private.add(key)
            if part.__module__.startswith("odoo.addons.hr_asn") and inspect.isfunction(value):
                methods.add(key)
    fields = [
        key for key, field in model._fields.items()
        if any(module.startswith("hr_asn") for module in field._modules)
    ]
    module = str(getattr(model, "_original_module", ""))
    if name.startswith("asn.") or module.startswith("hr_asn") or methods or fields:
        ours[name] = {
            "own": name.startswith("asn.") or module.startswith("hr_asn"),
            "methods": sorted(m for m in methods - private if not m.startswith("_")),
            "fields": fields,
            "stored": [k for k, f in model._fields.items() if (f.store or f.inverse)],
            "rules": sorted(
                (rule.groups.ids, rule.perm_read, rule.domain_force)
                for rule in env["ir.rule"].search([("model_id.model", "=", name)])
            ),
            "access": env["ir.model.access"].search(
                [("model_id.model", "=", name)]).group_id.ids,
            "groups_ruled": env["ir.rule"].search([("model_id.model", "=", name)]).groups.ids,
        }
print(json.dumps(ours))
"""
# Overrides of the framework's own operations: the rows read, create, write, unlink and copy.
OPERATIONS = {
    "create",
    "write",
    "unlink",
    "copy",
    "copy_data",
    "action_archive",
    "action_unarchive",
    "onchange",
    "read",
    "web_read",
    "search_count",
    "search_read",
    "web_search_read",
    "web_read_group",
    "name_search",
    "load",
    "get_formview_action",
    "get_field_translations",
    "update_field_translations",
    "message_notify",  # of Odoo's discussion, for all models; see test_beside_doors.py
}
LOG_FIELDS = {"id", "create_uid", "create_date", "write_uid", "write_date"}


@pytest.fixture(scope="module")
def registry(world):
    """{model: its methods, fields, rules} as the server has them."""
    return world.server.json(REGISTRY)


def test_matrix_is_complete_in_itself():
    seen = {}
    for row in access_rows():
        assert set(row.verdicts.values()) <= VERDICTS, f"line {row.line}"
        assert row.why, f"line {row.line}: no reason"
        unknown = set(row.states) - set(states_of(row.model))
        assert not {s for s in unknown if not s.startswith("plan:")}, f"line {row.line}: state"
        for state in row.states:
            key = (row.model, row.operation, state)
            assert key not in seen, f"lines {seen[key]} and {row.line} both say {key}"
            seen[key] = row.line


def test_every_model_and_public_method_has_a_row(registry):
    known = {(row.model, row.operation.partition(" ")[0]) for row in access_rows()}
    missing = []
    for model, facts in registry.items():
        if not facts["own"]:
            continue
        wanted = {"read", "create", "write", "unlink"} | (set(facts["methods"]) - OPERATIONS)
        missing += [f"{model} {name}" for name in sorted(wanted) if (model, name) not in known]
    assert not missing, "no row in access_matrix.csv: " + ", ".join(missing)


def test_every_field_has_a_row(registry):
    employee = {(row.model, row.operation.partition(" ")[2]) for row in employee_rows()}
    parts = field_parts()
    missing = []
    for model, facts in registry.items():
        if not facts["own"]:
            # hr.employee shows the fields of its version; the version has the rows
            inherited = model == "hr.employee"
            missing += [
                f"{model}.{name}"
                for name in facts["fields"]
                if (model, name) not in employee
                and not (inherited and ("hr.version", name) in employee)
            ]
        elif model in parts:
            stored = set(facts["stored"]) - LOG_FIELDS
            missing += [f"{model}.{name}" for name in sorted(stored ^ set(parts[model]))]
    assert not missing, "not (or no longer) in fields.csv or employee_fields.csv: " + ", ".join(
        missing
    )


def test_every_model_has_access_lines_and_rules(registry):
    bare = []
    for model, facts in registry.items():
        if not facts["own"]:
            continue
        if not facts["access"]:
            bare.append(f"{model}: no access line")
        globally = any(not groups for groups, _read, _domain in facts["rules"])
        without = set(facts["access"]) - set(facts["groups_ruled"])
        if without and not (facts["rules"] and globally and not facts["groups_ruled"]):
            bare.append(f"{model}: groups {sorted(without)} without a record rule")
    assert not bare, "; ".join(bare)
