"""An answer to a result: sent from a phone with a file, explained, decided with a new rating."""

from base64 import b64decode

import pytest
from live_data import HALF_YEAR, REGION
from playwright.sync_api import expect

# After REGION and HALF_YEAR: rated below expectation and released.
RELEASED = """
evaluation = plan.evaluation_ids.filtered(lambda one: one.period_id == half)
data._rate(evaluation, "below", "meets")
evaluation.with_user(data.head_user).action_release()
env.cr.commit()
"""
FACTS = """
import json
evaluation = env["asn.evaluation"].search(
    [("user_id.login", "=", "asn_nurse"), ("predicate", "!=", False)])
objection = evaluation.objection_ids
print(json.dumps({
    "state": evaluation.state,
    "ratings": [evaluation.result_rating, evaluation.behaviour_rating, evaluation.predicate],
    "objection": [objection.state, objection.outcome, objection.predicate_before],
    "sides": sorted(objection.file_ids.mapped("side")),
    "versions": evaluation.version_ids.mapped("predicate"),
    "steps": objection.transition_ids.mapped("action"),
}))
"""
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Erk"
    "Jggg=="
)
REASON = "Pelayanan posyandu bulan April belum terhitung."
EXPLANATION = "Saya hanya melihat catatan perorangan."
DECISION = "Buku posyandu mendukung; penilaian disesuaikan."


@pytest.fixture(scope="module")
def released(live_server):
    """The live server with a released result of the nurse."""
    live_server.shell(REGION + HALF_YEAR + RELEASED)
    return live_server


def _look(screen, name):
    assert not screen.too_wide(), name
    # Odoo's own button that folds the panel of filters has no name.
    assert not [html for html in screen.nameless() if "oi-panel-right" not in html], name
    screen.picture(name)


def _begin(phone):
    """Open the own evaluation and begin an answer to it."""
    evaluations = phone.call("asn.evaluation", "search", [("predicate", "!=", False)])
    phone.open(f"my-evaluations/{evaluations[0]}")
    phone.button("action_answer_result").click()
    expect(phone.field("reason_results")).to_be_visible()


def test_from_the_phone_to_a_new_rating(released, log_in):
    nurse = log_in("nurse", phone=True)
    _begin(nurse)
    nurse.fill("reason_results", REASON)
    nurse.add_line("file_ids")
    nurse.front.locator("input[type=file]").first.set_input_files(
        {"name": "buku-posyandu.png", "mimeType": "image/png", "buffer": PNG}
    )
    expect(nurse.field("upload").locator("input[type=text]")).to_have_value("buku-posyandu.png")
    nurse.save_dialog()
    nurse.save()
    _look(nurse, "objection_draft")
    with nurse.dialog_opens():
        nurse.button("action_file").click()
    nurse.confirm()
    nurse.expect_state("filed")
    expect(nurse.field("timeline")).to_contain_text("Teuku Rizal")
    _look(nurse, "objection_filed")

    head = log_in("head")
    head.open("team-answers")
    _look(head, "objection_list")
    head.open_record("Siti Rahmah")
    expect(head.front).to_contain_text(REASON)
    head.fill("draft_explanation", EXPLANATION)
    head.save()
    _look(head, "objection_to_explain")
    with head.dialog_opens():
        head.button("action_explain").click()
    head.confirm()
    head.expect_state("explained")

    chief = log_in("chief")
    chief.open("team-answers")
    chief.open_record("Siti Rahmah")
    for text in (REASON, EXPLANATION):
        expect(chief.front).to_contain_text(text)
    chief.choose("draft_outcome", "change")
    chief.choose("draft_result_rating", "meets")
    chief.fill("draft_decision", DECISION)
    good = chief.label("asn.objection", "draft_predicate", "good")
    expect(chief.field("draft_predicate")).to_have_text(good)
    _look(chief, "objection_to_decide")
    with chief.dialog_opens():
        chief.button("action_decide").click()
    chief.confirm()
    chief.expect_state("decided")
    _look(chief, "objection_decided")

    facts = released.json(FACTS)
    assert facts == {
        "state": "final",
        "ratings": ["meets", "meets", "good"],
        "objection": ["decided", "change", "needs_improvement"],
        "sides": ["employee"],
        "versions": ["needs_improvement"],
        "steps": ["decide", "explain", "file"],
    }

    # The person reads the decision on the phone, and everything stands on the evaluation.
    nurse.open("my-answers")
    nurse.open_record("Siti Rahmah")
    for text in (EXPLANATION, DECISION):
        expect(nurse.front).to_contain_text(text)
    _look(nurse, "objection_read")

    hr = log_in("hr")
    hr.open("objections")
    hr.page.locator(".o_searchview .o_facet_remove").first.click()
    expect(hr.record("Siti Rahmah")).to_have_count(1)
    _look(hr, "objection_register")
