"""Every cell of ``security/access_matrix.csv``, by real logins over JSON-RPC.

Threats: A01 A03 A07 A13 A15 B01 B11 B13 B15 D01 E01 E05 G01 K03.
"""

import pytest

from .attempts import attempt, attempt_field
from .matrix import IS_WHOLE, access_rows, employee_rows, field_parts
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
