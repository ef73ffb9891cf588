"""Every cell of ``security/access_matrix.csv``, by real logins over JSON-RPC.

Threats: A01 A03 A07 A13 A15 B01 B11 B13 B15 D01 E01 E05 G01 K03.
"""

import pytest

from .attempts import attempt, attempt_field
from .matrix import IS_WHOLE, VERDICTS, access_rows, employee_rows, field_parts
from .states import states_of
from .world import ROLES

# Steps without a reason, and where they lead.
STEPS = {
    ("asn.skp", "action_propose"): "proposed",
    ("asn.skp", "action_withdraw"): "draft",
    ("asn.skp", "action_restore"): "draft",
    ("asn.skp", "action_agree"): "agreed",
    ("asn.skp", "action_keep_agreed"): "agreed",
    ("asn.change.request", "action_ask"): "asked",
    ("asn.change.request", "action_withdraw"): "withdrawn",
    ("asn.change.request", "action_accept"): "accepted",
    ("asn.unit.achievement", "action_recommend"): "recommended",
    ("asn.unit.achievement", "action_withdraw"): "draft",
    ("asn.unit.achievement", "action_set"): "set",
    ("asn.innovation", "action_propose"): "proposed",
    ("asn.calibration", "action_confirm"): "confirmed",
    ("asn.innovation", "action_endorse"): "endorsed",
    ("asn.innovation", "action_begin"): "running",
    ("asn.innovation", "action_measure"): "measured",
    ("asn.innovation", "action_withdraw"): "withdrawn",
    ("asn.innovation", "action_restore"): "draft",
    ("asn.development.plan", "action_start"): "running",
    ("asn.development.plan", "action_resume"): "running",
    ("asn.development.plan", "action_finish"): "finished",
    ("asn.follow.up", "action_accept"): "accepted",
    ("asn.objection", "action_file"): "filed",
    ("asn.objection", "action_explain"): "explained",
    ("asn.objection", "action_decide"): "decided",
    ("asn.objection", "action_withdraw"): "withdrawn",
    ("asn.feedback.round", "action_start"): "nominating",
    ("asn.feedback.round", "action_approve"): "answering",
    ("asn.feedback.round", "action_close"): "closed",
    ("asn.feedback.round", "action_release"): "released",
    ("asn.evaluation", "action_submit"): "submitted",
    ("asn.evaluation", "action_revise"): "submitted",
    ("asn.evaluation", "action_withdraw"): "open",
    ("asn.evaluation", "action_rate"): "rated",
    ("asn.evaluation", "action_release"): "released",
    ("asn.evaluation", "action_acknowledge"): "acknowledged",
}
# Whoever tries a method of a dialog opens one first.
DIALOGS = {
    "asn_feedback_round_open",
    "asn_feedback_round_open_asn_skp_rel",
    "asn_skp_split",
    "asn_skp_end",
    "asn_reason",
    "asn_import",
    "asn_import_problem",
    "asn_reconciliation",
    "asn_reconciliation_line",
    "asn_skp_template_apply",
    "asn_cascade_take",
    "asn_cascade_take_line",
    "asn_skp_asn_skp_template_apply_rel",
}
LEAVES_NO_ROW = {"message_post", "action_check_chain"}  # done, and no table of ours holds it

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


def cells_of(rows):
    """Yield (row, state, roles to try), in the order of the rows.

    Who may do something in no state is tried in every third one, each in others; what is read is
    tried in all.
    """
    barred, places = {}, {}
    for row in rows:
        never = {role for role in ROLES if row.verdicts[role] == "n"}
        key = (row.model, row.operation)
        barred[key] = barred.get(key, never) & never
        places[key] = places.get(key, 0) + len(row.states)
    seen = dict.fromkeys(places, 0)
    for row in rows:
        key = (row.model, row.operation)
        is_whole = IS_WHOLE or row.operation.startswith("read") or places[key] < 3
        for state in row.states:
            yield (
                row,
                state,
                [
                    role
                    for number, role in enumerate(ROLES)
                    if is_whole or role not in barred[key] or (seen[key] + number) % 3 == 0
                ],
            )
            seen[key] += 1


def walk(world, rows, tried):
    """Try every cell; return what was wrong, and how many cells there were."""
    wrong, count = [], 0
    database = world.database
    for row, state, roles in cells_of(rows):
        world.put(row.model, state)
        # Refusals first: one look at the database shows that none of them left a trace.
        for expected in ("n", "=", "y"):
            tries = [role for role in roles if row.verdicts[role] == expected]
            for role in tries:
                count += 1
                answer = tried(world, role, row)
                what = f"line {row.line}: {row.model} {row.operation} ({state}) as {role}"
                changed = database.changed() if expected != "n" or answer.ok else []
                problem = judge(world, role, row, expected, answer, set(changed))
                if problem:
                    wrong.append(f"{what}: {problem}")
                if changed:
                    database.restore(changed)
            left = set(database.changed()) if tries else set()
            if row.operation.startswith("action_") and left <= DIALOGS:
                database.restore(left)
            elif left:
                wrong.append(
                    f"line {row.line}: {row.model} {row.operation} ({state}):"
                    f" a refused call changed {left}"
                )
                database.restore(left)
    return wrong, count


def judge(world, role, row, expected, answer, changed):
    """Return what is wrong with an answer and the tables that it ``changed``, or None."""
    kind, _, field = row.operation.partition(" ")
    field = "" if " " in field else field
    told = answer.ok and (not field or kind != "read" or any(r.get(field) for r in answer.value))
    if expected == "n" and answer.ok and (not told or kind == "read" and not answer.value):
        return None  # nothing of the record, or an empty field, comes back
    if expected == "n":
        if answer.ok:
            return f"allowed, must be refused: {answer}"
        if not world.logins[role].is_refusal(answer):
            return f"refused with a raw error: {answer}"
        return None
    if not answer.ok:
        return f"refused, must be allowed: {answer}"
    reads = row.operation.startswith("read")
    if reads and (not answer.value or (field.startswith("draft_") and not told)):
        return "nothing was read"
    if reads or row.operation in LEAVES_NO_ROW:
        return None
    if row.operation.startswith("action_"):
        changed -= DIALOGS
    if expected == "y" and not changed:
        return "answered, but nothing was done"
    if expected == "=" and changed:
        return f"must change nothing, changed {sorted(changed)}"
    return None


def models():
    """The models of the matrix, in the order of the file."""
    return list(dict.fromkeys(row.model for row in access_rows()))


@pytest.mark.parametrize("model", models())
def test_cells(world, model, record_property):
    rows = [row for row in access_rows() if row.model == model and not is_part(row)]
    wrong, count = walk(world, rows, attempt)
    record_property("cells", count)
    assert not wrong, "\n".join(wrong)


def is_part(row):
    """Whether a row is about a part of a document; test_field_guard.py walks its fields."""
    kind, _, part = row.operation.partition(" ")
    return kind == "write" and row.model in field_parts() and bool(part)


def test_cells_of_fields_on_odoo_models(world, record_property):
    wrong, count = walk(world, employee_rows(), attempt_field)
    record_property("cells", count)
    assert not wrong, "\n".join(wrong)


def test_writing_the_state_obeys_the_same_rows_as_the_buttons(world):
    """A step that needs no reason may be written directly, by the same person only."""
    allowed = {}
    for row in access_rows():
        target = STEPS.get((row.model, row.operation))
        for state in row.states if target else ():
            if state != target:
                who = {role for role, verdict in row.verdicts.items() if verdict == "y"}
                allowed.setdefault((row.model, state, target), set()).update(who)
    wrong = []
    for (model, state, target), who in allowed.items():
        world.put(model, state)
        for role in sorted(ROLES, key=lambda role: role in who):  # refusals first
            login = world.logins[role]
            answer = login.call(model, "write", [world.own[model]], {"state": target})
            if answer.ok != (role in who) or not (answer.ok or login.is_refusal(answer)):
                wrong.append(f"{model} {state} -> {target} as {role}: {answer}")
            if answer.ok:
                world.database.restore()
        left = world.database.changed()
        if left:
            wrong.append(f"{model} {state} -> {target}: a refused call changed {left}")
            world.database.restore(left)
    assert not wrong, "\n".join(wrong)
