"""A value for each field that differs from what is stored, so that a write would be seen."""

FIELD_TYPES = r"""
import json
facts = {}
for name in %(models)r:
    facts[name] = {
        key: {
            "type": field.type,
            "relation": getattr(field, "comodel_name", None),
            "choices": field.get_values(env) if field.type == "selection" else None,
            "column": bool(field.store and field.column_type),
        }
        for key, field in env[name]._fields.items()
    }
print(json.dumps(facts))
"""
PLAIN = {
    "char": "UJI",
    "text": "UJI",
    "integer": 7,
    "float": 7.5,
    "monetary": 7.5,
    "boolean": True,
    "date": "2024-05-05",
    "datetime": "2024-05-05 05:05:05",
    "one2many": [[5, 0, 0]],
    "many2many": [[5, 0, 0]],
    "binary": "iVBORw0KGgo=",
    "json": ["UJI"],
    "many2one_reference": 7,
}


def values_for(world, types, model, field, state):
    """Return {field: value}; with a second field where the database asks for both.

    ``state``: the present one of the document; asking for it again would be no change.
    """
    own, facts = world.own, world.facts
    special = {
        ("asn.skp", "state"): "agreed" if state == "closed" else "closed",
        ("asn.evaluation", "state"): "released" if state == "closed" else "closed",
        ("asn.skp", "result_ids"): [[0, 0, {"name": "Hasil baru"}]],
        **{
            ("asn.skp", f"{kind}_ids"): [[0, 0, {"name": "Baru", "kind": kind}]]
            for kind in ("resource", "accountability", "consequence")
        },
        ("asn.skp", "appendix_ids"): [[0, 0, {"name": "Baru"}]],
        ("asn.skp.indicator", "target_ids"): [[0, 0, {"period_id": facts["second_half"]}]],
        ("asn.skp.target", "period_id"): facts["second_half"],
        ("asn.skp", "behaviour_ids"): [[1, own["asn.skp.behaviour"], {"expectation": "UJI"}]],
        ("asn.skp", "remark_ids"): [[1, own["asn.skp.remark"], {"answer": "UJI"}]],
        ("asn.skp.result", "remark_ids"): [[1, own["asn.skp.remark"], {"answer": "UJI"}]],
        ("asn.skp", "evaluator_id"): facts["employees"]["outsider"],
        ("asn.skp", "date_start"): "2024-02-01",
        ("asn.skp", "date_end"): "2024-11-30",
        ("asn.skp.result", "indicator_ids"): [[0, 0, {"name": "Indikator baru"}]],
        ("asn.skp.result", "parent_result_ids"): [[4, facts["boss_result"]]],
        # One of a result that is supported: test_asn_cascade.py.
        ("asn.skp.indicator", "parent_indicator_id"): False,
        ("asn.skp.indicator", "polarity"): "lower",
        ("asn.evaluation", "behaviour_ids"): [
            [1, own["asn.evaluation.behaviour"], {"feedback": "UJI"}]
        ],
        ("asn.evaluation", "reflection_ids"): [
            [1, own["asn.evaluation.reflection"], {"text": "UJI"}]
        ],
        ("asn.evaluation.reflection", "value_id"): own["asn.behaviour.value"],
        ("asn.change.request", "state"): "refused" if state == "accepted" else "accepted",
        ("asn.dialogue", "state"): "planned" if state == "cancelled" else "cancelled",
        ("asn.dialogue", "video_link"): "https://meet.example.com/uji",
        ("asn.coaching", "state"): "planned" if state == "cancelled" else "cancelled",
        ("asn.coaching", "feedback_ids"): [[1, own["asn.coaching.feedback"], {"score": "4"}]],
        ("asn.unit.achievement", "state"): (
            "draft" if state in ("set", "reopened") else "reopened"
        ),
        ("asn.development.plan", "action_ids"): [
            [
                1,
                own["asn.development.action"],
                {
                    {"running": "progress_note", "finished": "own_effect_note"}.get(
                        state, "reason"
                    ): "UJI"
                },
            ]
        ],
        ("asn.development.plan", "state"): "agreed" if state == "cancelled" else "cancelled",
        ("asn.development.action", "line_id"): own["asn.evaluation.indicator"],
        ("asn.development.action", "value_id"): own["asn.behaviour.value"],
        ("asn.development.action", "skill_id"): facts["skills"][1],
        ("asn.development.action", "skill_level_id"): facts["skill_levels"][1],
        ("asn.development.action", "evidence_ids"): [[6, 0, [own["asn.evidence"]]]],
        ("asn.development.action", "evidence_link"): "https://example.com/uji",
        ("asn.follow.up", "state"): "accepted" if state == "refused" else "refused",
        ("asn.objection", "state"): "decided" if state == "draft" else "draft",
        ("asn.objection", "file_ids"): [[0, 0, {"link": "https://example.com/uji"}]],
        ("asn.objection.file", "upload"): facts["png"],
        ("asn.signature.scan", "upload"): facts["png"],
        ("asn.objection.file", "link"): "https://example.com/uji",
        ("asn.innovation", "state"): "endorsed" if state in ("running", "measured") else "measured",
        ("asn.calibration", "state"): "open" if state == "confirmed" else "confirmed",
        ("asn.innovation", "evidence_file"): facts["png"],
        ("asn.innovation", "after_file"): facts["png"],
        ("asn.innovation", "after_date"): "2024-12-01",
        ("asn.innovation", "indicator_kind"): "own",
        ("asn.innovation", "indicator_id"): facts["free_indicator"],
        ("asn.innovation", "cover"): facts["png"],
        ("asn.innovation", "after_kind"): "log",
        ("asn.innovation", "member_ids"): [
            [0, 0, {"employee_id": facts["employees"]["colleague"]}]
        ],
        ("asn.feedback.round", "state"): "closed" if state == "draft" else "draft",
        ("asn.feedback.round", "date_nominate"): facts["round_nominate"],
        ("asn.feedback.round", "date_due"): facts["round_due"],
        ("asn.feedback.round", "superior_min"): 0,
        ("asn.feedback.round", "peer_min"): 2,
        ("asn.feedback.round", "subordinate_min"): 2,
        ("asn.feedback.round", "nominee_ids"): [
            [1, own["asn.feedback.round.nominee"], {"relation": "superior"}]
        ],
        ("asn.absence", "kind_id"): own["asn.absence.kind"],
        ("asn.acting", "state"): "handed_over",
        ("asn.acting", "date_start"): facts["acting_from"],
        ("asn.acting", "date_end"): facts["acting_to"],
        ("asn.realisation", "date"): "2024-04-02",
        ("asn.realisation", "evidence_ids"): [[0, 0, {"link": "https://example.com/bukti"}]],
        ("asn.evidence", "upload"): facts["png"],
        ("asn.evidence", "link"): "https://example.com/bukti",
        ("asn.socialisation", "state"): "draft" if state == "closed" else "closed",
        ("asn.socialisation", "material_ids"): [[0, 0, {"name": "Kartu baru"}]],
        ("asn.socialisation", "question_ids"): [
            [1, own["asn.socialisation.question"], {"name": "UJI"}]
        ],
        ("asn.socialisation.material", "body"): "<p>UJI</p>",
        ("asn.socialisation.material", "link"): "https://example.com/uji",
        ("asn.socialisation.material", "file"): facts["png"],
        ("asn.socialisation.material", "picture"): facts["png"],
        ("asn.socialisation.session", "date_start"): "2024-01-16 02:30:00",
        ("asn.socialisation.session", "date_end"): "2024-01-16 05:00:00",
        ("asn.socialisation.session", "unit_ids"): [[6, 0, [facts["agency"]]]],
        ("asn.socialisation.session", "material_ids"): [
            [6, 0, [own["asn.socialisation.material"]]]
        ],
        ("asn.socialisation.session", "attendance_ids"): [
            [1, own["asn.socialisation.attendance"], {"is_present": True}]
        ],
        ("asn.socialisation.ask", "state"): "hidden" if state == "new" else "new",
    }
    if (model, field) == ("asn.skp.indicator", "target_kind"):
        return {"target_kind": "text", "target_text": "UJI"}
    if (model, field) == ("asn.feedback.round.nominee", "is_left_out"):
        return {"is_left_out": True, "reason": "UJI"}
    if (model, field) in special:
        return {field: special[model, field]}
    kind = types[model][field]
    if kind["type"] == "selection":
        return {field: kind["choices"][-1]}
    if kind["type"] == "many2one":
        return {field: _other(world, kind["relation"])}
    return {field: PLAIN[kind["type"]]}


def _other(world, relation):
    """An id of another record of the model that a link points to."""
    facts = world.facts
    return {
        "hr.employee": facts["employees"]["colleague"],
        "res.users": facts["users"]["asn_colleague"],
        "hr.department": facts["other_agency"],
        "asn.period": facts["next_year"],
        "res.company": 1,
        **{model: world.peer[model] for model in world.peer if model.startswith("asn.")},
    }.get(relation) or world.own.get(relation, 1)
