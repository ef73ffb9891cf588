"""What a client sends to the public methods that the matrix names."""

# Steps that ask why.
REASONED = {
    "action_send_back",
    "action_reopen",
    "action_cancel",
    "action_refuse",
    "action_remeasure",
    "action_allow_late",
    "action_end",
    "action_question",
    "action_return",
    "action_answer",
}
# What a screen sends to the methods that read for it, instead of the documents.
SCREEN_ARGUMENTS = {
    "get_role_matrix": lambda world: (world.facts["employees"]["head"], world.facts["year"]),
    "get_role_matrix_choices": lambda world: (world.facts["year"], "a"),
    "get_alignment": lambda world: ("top", world.facts["year"]),
    "get_alignment_branch": lambda world: (
        "group",
        world.facts["employees"]["head"],
        world.facts["year"],
    ),
    "get_alignment_chain": lambda world: (world.own["asn.skp.result"], world.facts["year"]),
    "search_alignment": lambda world: ("Hasil", world.facts["year"]),
    "find_people": lambda world: ("Agus",),
    "get_ask_page": lambda world: (),
    "get_give_page": lambda world: (world.facts["employees"]["outsider"],),
    "get_timeline": lambda world: (world.own["asn.skp"],),
    "get_my_performance": lambda world: (),
    "get_privacy_notice": lambda world: (),
    "dismiss_privacy_notice": lambda world: (),
    "get_team": lambda world: (),
    "get_board": lambda world: (),
    "get_dashboard": lambda world: (),
    "get_rating_page": lambda world: (world.own["asn.evaluation"],),
    "save_rating": lambda world: (
        world.own["asn.evaluation"],
        world.facts["rating_stamp"],
        {"recommendation": "UJI", "note": "UJI"},
    ),
    "get_self_review": lambda world: (world.own["asn.evaluation"],),
    "save_self_review": lambda world: (world.own["asn.evaluation"], {"reflection": "UJI"}),
    "get_log_page": lambda world: (),
    "log_work": lambda world: ([_entry(world)],),
    "copy_day": lambda world: (world.own["asn.skp"], "2024-03-16", "2024-04-02"),
    "get_week": lambda world: (world.own["asn.skp"], "2024-04-01"),
    "save_week": lambda world: (world.own["asn.skp"], [_entry(world)]),
}
# Method -> what it is called with, the ids of the documents in front (or not).
WITH_IDS = {
    "action_move": lambda world: ("above", "meets", "Sebab.", world.facts["rating_stamp"]),
    "export_data": lambda world: (["name"],),
    "action_step": lambda world: ("ask", {"text": "Bagaimana caranya?"}),
    "action_dismiss_hint": lambda world: (f"text_short:result:{world.facts['spare_result']}",),
    "message_update": lambda world: ({"subject": "x"}, {"state": "closed"}),
}
WITHOUT_IDS = {
    "action_page": lambda world: (),
    "get_import_templates": lambda world: (),
    "fields_get": lambda world: (["kind"],),
    "action_generate": lambda world: (2031,),
    "message_new": lambda world: ({"subject": "x", "from": "x@example.com"},),
    **SCREEN_ARGUMENTS,
}
OF_MODEL = {
    ("asn.calibration", "action_start"): lambda world: (
        world.facts["clinic"],
        world.facts["calibrated_period"],
    ),
    ("asn.feedback", "get_page"): lambda world: (),
    ("asn.feedback", "action_step"): lambda world: ("read", {}),
}
NAMED = {
    "action_ask_reason": {"context": {"asn_action": "reopen"}},
    "message_post": {"body": "Catatan"},
}


def _entry(world):
    return {
        "token": "0f0e0d0c-0b0a-4908-8706-050403020100",
        "indicator_id": world.own["asn.skp.indicator"],
        "date": "2024-04-02",
        "quantity": 5,
    }
