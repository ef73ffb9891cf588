"""How each operation of the matrix is tried: the call that a client would send."""

from .arguments import NAMED, OF_MODEL, REASONED, WITH_IDS, WITHOUT_IDS
from .changes import write_values
from .created import create_values

READ_FIELDS = {
    "asn.skp": ["employee_name", "nip", "state", "approach"],
    "asn.evaluation": ["employee_name", "score", "reflection", "predicate", "result_reason"],
    "asn.evaluation.rating": ["result_rating", "behaviour_rating", "predicate", "reason", "note"],
    "asn.evaluation.behaviour": ["feedback", "rating_aid"],
    "asn.realisation": ["quantity", "note", "evidence_ids"],
    "asn.transition": ["action", "reason", "user_id"],
}
# Everybody confirms a dialog of his or her own.
OWN_DIALOGS = {
    "asn.reason",
    "asn.import",
    "asn.reconciliation",
    "asn.skp.split",
    "asn.skp.end",
    "asn.skp.template.apply",
    "asn.cascade.take",
    "asn.feedback.round.open",
}


def attempt(world, role, row):
    """Do what ``row`` says as ``role``; return the Answer."""
    login, model, operation = world.logins[role], row.model, row.operation
    ids = [world.own[model]] if model in world.own else []
    kind, _, what = operation.partition(" ")
    if kind == "read":
        if what == "period step":
            return login.call(model, "read", [world.facts["period_step"]], ["action", "user_id"])
        return login.call(model, "read", ids, [what] if what else READ_FIELDS.get(model, []))
    if kind == "create":
        return login.call(model, "create", [create_values(world, model)])
    if kind == "write":
        return login.call(model, "write", ids, write_values(world, model, what))
    if kind == "unlink" and model in world.facts["unused"]:  # nothing refers to these
        return login.call(model, kind, [world.facts["unused"][model]])
    if kind in ("unlink", "copy"):
        return login.call(model, kind, ids)
    return _method(world, login, model, kind, ids)


def _method(world, login, model, name, ids):
    """Call a public method on the documents."""
    if model in OWN_DIALOGS:
        made = login.call(model, "create", [create_values(world, model)])
        return login.call(model, name, made.value) if made.ok else made
    if name in REASONED and (model, name) != ("asn.feedback.request", "action_answer"):
        return login.call(model, name, ids, "Mohon diperbaiki.")
    arguments = OF_MODEL.get((model, name)) or WITHOUT_IDS.get(name)
    if arguments:
        return login.call(model, name, *arguments(world))
    more = WITH_IDS[name](world) if name in WITH_IDS else ()
    return login.call(model, name, ids, *more, **NAMED.get(name, {}))


def attempt_field(world, role, row):
    """Read or write one of our fields on a model of Odoo."""
    login, model = world.logins[role], row.model
    kind, _, field = row.operation.partition(" ")
    ids = [world.own.get(model, 1)]
    if kind == "read":
        return login.call(model, "read", ids, [field])
    values = {
        "asn_nip": "199003122015032999",
        "asn_skp_ids": [[2, world.own["asn.skp"]]],
        "asn_status": "pppk",
        "asn_rank_id": world.own["asn.rank"],
        "asn_position_kind": "executor",
        "asn_functional_level": world.facts["functional_level"],
        "asn_is_unit_head": True,
        "asn_is_correction": True,
        "asn_additional_duty": "Kepala Ruang",
        "asn_evaluator_id": world.facts["employees"]["outsider"],
        "asn_code": "T-99",
        "asn_kind": "other",
        "asn_field": "health",
        "asn_unit_ids": [[6, 0, [world.facts["clinic"]]]],
        "asn_unit_tree_ids": [[6, 0, [world.facts["clinic"]]]],
        "asn_tz": "Asia/Makassar",
        "asn_head_user_ids": [[6, 0, [world.facts["users"]["asn_nurse"]]]],
    }
    return login.call(model, "write", ids, {field: values.get(field, 77)})
