"""Who may set which field in which state: ``security/fields.csv`` and the rows "write <part>".

Doors: write, web_save, one2many commands of the parent, load, create, ``default_*`` in the context.
Threats: A01 A03 A05 A07.
"""

import pytest

from .created import create_values
from .matrix import IS_WHOLE, field_parts, part_verdicts
from .states import states_of
from .values import FIELD_TYPES, values_for

RELATED = ("owner", "evaluator", "superior", "unit_officer_own", "hr_office", "administrator")
UNRELATED = ("colleague", "unit_officer_other", "auditor", "no_employee", "portal", "public")
# A state in which much may be written and one in which nothing may.
TWO_STATES = {
    "asn.calibration": ("open", "confirmed"),
    "asn.development": ("draft", "reviewed"),
    "asn.follow.up": ("proposed", "outdated"),
    "asn.dialogue": ("held", "confirmed"),
    "asn.coaching": ("running", "closed"),
    "asn.feedback.round": ("nominating", "released"),
    "asn.change.request": ("draft", "accepted"),
    "asn.unit": ("draft", "set"),
    "asn.credit": ("-", "-"),
    "asn.innovation": ("draft", "running", "ended"),
    "asn.objection": ("filed", "decided"),
    "asn.absence": ("-",),
    "asn.service": ("-",),
    "asn.acting": ("-",),
    "asn.bulk": ("-", "-"),
    "asn.print": ("-",),
    "asn.retention": ("-", "-"),
    "asn.signature.scan": ("-", "-"),
    "asn.indicator.figure": ("-", "-"),
    "asn.socialisation.ask": ("new", "hidden"),
    "asn.socialisation": ("draft", "closed"),
    "asn.skp": ("draft", "agreed"),
    "asn.evaluation": ("open", "released"),
    "asn.realisation": ("open", "released"),
    "asn.evidence": ("open", "released"),
}
PARENTS = {
    "asn.dialogue.agenda": ("asn.dialogue", "agenda_ids"),
    "asn.dialogue.agreement": ("asn.dialogue", "agreement_ids"),
    "asn.coaching.session": ("asn.coaching", "session_ids"),
    "asn.coaching.competence": ("asn.coaching", "competence_ids"),
    "asn.coaching.feedback": ("asn.coaching", "feedback_ids"),
    "asn.feedback.round.nominee": ("asn.feedback.round", "nominee_ids"),
    "asn.skp.result": ("asn.skp", "result_ids"),
    "asn.skp.indicator": ("asn.skp.result", "indicator_ids"),
    "asn.skp.appendix": ("asn.skp", "appendix_ids"),
    "asn.skp.parent.change": ("asn.skp", "parent_change_ids"),
    "asn.skp.target": ("asn.skp.indicator", "target_ids"),
    "asn.skp.behaviour": ("asn.skp", "behaviour_ids"),
    "asn.skp.remark": ("asn.skp", "remark_ids"),
    "asn.realisation": ("asn.skp.indicator", "realisation_ids"),
    "asn.evidence": ("asn.realisation", "evidence_ids"),
    "asn.evaluation.indicator": ("asn.evaluation", "line_ids"),
    "asn.evaluation.behaviour": ("asn.evaluation", "behaviour_ids"),
    "asn.evaluation.rating": ("asn.evaluation", "rating_ids"),
    "asn.development.action": ("asn.development.plan", "action_ids"),
    "asn.innovation.member": ("asn.innovation", "member_ids"),
    "asn.objection.file": ("asn.objection", "file_ids"),
    "asn.signature.scan": ("asn.signature", "scan_ids"),
    "asn.objection.answer": ("asn.objection", "answer_ids"),
    "asn.socialisation.material": ("asn.socialisation", "material_ids"),
    "asn.socialisation.question": ("asn.socialisation", "question_ids"),
    "asn.socialisation.participant": ("asn.socialisation", "participant_ids"),
    "asn.socialisation.session": ("asn.socialisation", "session_ids"),
    "asn.socialisation.attendance": ("asn.socialisation.session", "attendance_ids"),
    "asn.socialisation.ask": ("asn.socialisation", "ask_ids"),
}
# Who creates, in which state of the document.
CREATORS = {
    "asn.feedback.round.nominee": ("owner", "nominating"),
    "asn.skp": ("hr_office", "draft"),
    "asn.skp.result": ("owner", "draft"),
    "asn.skp.indicator": ("owner", "draft"),
    "asn.skp.appendix": ("owner", "draft"),
    "asn.skp.target": ("owner", "draft"),
    "asn.realisation": ("owner", "open"),
    "asn.evidence": ("owner", "open"),
    "asn.change.request": ("owner", "draft"),
    "asn.unit.achievement": ("hr_office", "draft"),
    "asn.credit.opening": ("hr_office", "-"),
    "asn.innovation": ("owner", "draft"),
    "asn.objection.file": ("owner", "draft"),
    "asn.signature.scan": ("owner", "-"),
    "asn.development.action": ("owner", "draft"),
    "asn.absence": ("hr_office", "-"),
    "asn.acting": ("hr_office", "-"),
    "asn.evaluation.rating": ("evaluator", "open"),
    "asn.socialisation": ("hr_office", "draft"),
    "asn.socialisation.material": ("hr_office", "open"),
    "asn.socialisation.question": ("hr_office", "draft"),
    "asn.socialisation.session": ("unit_officer_own", "open"),
    "asn.socialisation.attendance": ("unit_officer_own", "open"),
}
DOORS = ("web_save", "load", "one2many")
# Emptying what is empty, or a value that only the server keeps elsewhere.
UNSEEN = {("asn.skp.indicator", "parent_indicator_id")}


@pytest.fixture(scope="module")
def types(world):
    """{model: {field: its type}} as the server has them."""
    return world.server.json(FIELD_TYPES % {"models": list(field_parts())})


def two_states(model):
    """A permissive and a frozen state of the model's document."""
    kind = next(key for key in TWO_STATES if model.startswith(key))
    return TWO_STATES[kind]


def is_tried(model, state, role, verdict, place):
    """Leave out what repeats, of a field that does not stand for its part in this state.

    Which part a field belongs to does not depend on the state, so every field is tried in two
    states: what is allowed in both, a refusal in one of them, by ``place`` in another one. Who has
    nothing to do with a document is refused before any field.
    """
    states = two_states(model)
    if role in UNRELATED or state not in states:
        return False
    return verdict != "n" or (place - states.index(state)) % len(set(states)) == 0


def cells_of(model, state, number):
    """(expected verdict, role, field) to try in a state, the ``number``-th of the model.

    In each state another field stands for its part and is tried by all who have to do with the
    document; by a stranger in every third state, by each in others.
    """
    fields, verdicts = {}, part_verdicts()
    are_few = len(states_of(model)) < 3
    for field, part in field_parts()[model].items():
        fields.setdefault(part, []).append(field)
    for part, names in fields.items():
        turn = names[number % len(names)]
        for row, field in enumerate(names):
            for column, role in enumerate(RELATED + UNRELATED):
                verdict = verdicts[model, part, state][role]
                place = row + column
                stands = are_few or role in RELATED or (number + column) % 3 == 0
                if (
                    IS_WHOLE
                    or (field == turn and stands)
                    or is_tried(model, state, role, verdict, place)
                ):
                    yield verdict, role, field


@pytest.mark.parametrize("model", list(field_parts()))
def test_write(world, types, model, record_property):
    database = world.database
    wrong, count = [], 0
    for number, state in enumerate(states_of(model)):
        world.put(model, state)
        for expected, role, field in sorted(cells_of(model, state, number)):  # refusals first
            count += 1
            login = world.logins[role]
            values = values_for(world, types, model, field, state)
            answer = login.call(model, "write", [world.own[model]], values)
            changed = database.changed() if answer.ok or count % 20 == 0 else []
            what = f"{model}.{field} ({state}) as {role}"
            if expected == "n" and (answer.ok or not login.is_refusal(answer)):
                wrong.append(f"{what}: must be refused: {answer}")
            elif expected == "n" and changed:
                wrong.append(f"{what} or one of the 20 before: refused, and changed {changed}")
            elif expected == "y" and not answer.ok:
                wrong.append(f"{what}: must be allowed: {answer}")
            elif expected == "y" and not changed and (model, field) not in UNSEEN:
                wrong.append(f"{what}: allowed, and nothing was written")
            if changed:
                database.restore(changed)
        if database.changed():
            wrong.append(f"{model} ({state}): a refused write changed {database.changed()}")
            database.restore()
    record_property("cells", count)
    assert not wrong, "\n".join(wrong)


def _send(login, door, model, record, values):
    if door == "web_save":
        return login.call(model, "web_save", [record], values, {})
    ((field, value),) = list(values.items())[:1]
    return login.call(model, "load", [".id", field], [[str(record), str(value)]])


def fields_of(model, door):
    """(field, part) to try by a door: one of each part by all, each other one by one of them.

    What every door writes goes through the same guard; the door is what differs.
    """
    seen = set()
    for number, (field, part) in enumerate(field_parts()[model].items()):
        if IS_WHOLE or part not in seen or DOORS[number % len(DOORS)] == door:
            yield field, part
        seen.add(part)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("model", list(field_parts()))
def test_other_doors(world, types, model, door, record_property):
    if door == "one2many" and model not in PARENTS:
        return
    verdicts, database = part_verdicts(), world.database
    wrong, count = [], 0
    for state in two_states(model):
        world.put(model, state)
        for field, part in fields_of(model, door):
            for role in ("owner", "evaluator"):
                if verdicts[model, part, state][role] != "n":
                    continue
                if door == "load" and types[model][field]["type"].endswith("2many"):
                    continue
                count += 1
                login = world.logins[role]
                values = values_for(world, types, model, field, state)
                if door == "one2many":
                    parent, lines = PARENTS[model]
                    command = {lines: [[1, world.own[model], values]]}
                    answer = login.call(parent, "write", [world.own[parent]], command)
                else:
                    answer = _send(login, door, model, world.own[model], values)
                loaded = door == "load" and answer.ok and not answer.value["ids"]
                what = f"{model}.{field} ({state}) as {role} by {door}"
                if not loaded and (answer.ok or not login.is_refusal(answer)):
                    wrong.append(f"{what}: must be refused: {answer}")
                changed = database.changed()
                if changed:
                    wrong.append(f"{what}: changed {changed}")
                    database.restore(changed)
    record_property("cells", count)
    assert not wrong, "\n".join(wrong)


def _create(login, model, base, values, how):
    """Create a record of ``base`` and of ``values``, which come in another way than they should."""
    if how == "values":
        return login.call(model, "create", [{**base, **values}])
    if how == "default_":
        context = {f"default_{key}": value for key, value in values.items()}
        return login.call(model, "create", [base], context=context)
    # What everybody may keep for himself or herself for every field there is.
    for key, value in values.items():
        login.call("ir.default", "set", model, key, value, True)
    try:
        return login.call(model, "create", [base])
    finally:
        kept = login.call("ir.default", "search", [("user_id", "=", login.uid)])
        assert login.call("ir.default", "unlink", kept.value).ok


@pytest.mark.parametrize("how", ["values", "default_", "own default"])
@pytest.mark.parametrize("model", list(CREATORS))
def test_create_takes_nothing_it_should_not(world, types, model, how, record_property):
    role, state = CREATORS[model]
    login, database = world.logins[role], world.database
    wrong, count = [], 0
    table = model.replace(".", "_")
    world.put(model, state)
    made = login.call(model, "create", [create_values(world, model)])
    assert made.ok, made
    columns = [name for name, kind in types[model].items() if kind["column"]]
    query = f"SELECT {', '.join(f'{name}::text' for name in columns)} FROM {table} WHERE id = %s"
    (usual,) = database.rows(query, *made.value)
    usual = dict(zip(columns, usual, strict=True))
    database.restore()
    for field, part in field_parts()[model].items():
        if part_verdicts()[model, part, state][role] == "y" or part == "link":
            continue
        count += 1
        world.put(model, state)
        values = values_for(world, types, model, field, state)
        base = create_values(world, model)
        answer = _create(login, model, base, values, how)
        what = f"{model}.{field} as {role} in create by {how}"
        if not answer.ok:
            if not login.is_refusal(answer):
                wrong.append(f"{what}: raw error: {answer}")
        elif types[model][field]["column"]:
            stored = database.one(f"SELECT {field}::text FROM {table} WHERE id = %s", *answer.value)
            if str(stored) == str(values[field]) and stored != usual[field]:
                wrong.append(f"{what}: stored {stored}")
        database.restore()
    record_property("cells", count)
    assert not wrong, "\n".join(wrong)
