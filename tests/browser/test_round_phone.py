"""A 360 round: givers are chosen and approved, and a giver answers on a phone."""

import re

import pytest
from live_data import HALF_YEAR, REGION
from playwright.sync_api import expect

# After REGION and HALF_YEAR: three more nurses under the same head, and a round about the nurse.
ROUND = """
from datetime import timedelta
from odoo.tests import new_test_user
for number in range(3):
    login = f"asn_mate_{number}"
    user = new_test_user(env, login=login, password=login, name=f"Kawan {number}", lang="id_ID")
    env["hr.employee"].create({
        "name": user.name, "department_id": data.clinic.id, "user_id": user.id,
        "asn_evaluator_id": data.head.id, "date_version": "2020-01-01",
        "asn_nip": f"19900102201503290{number}",
    })
rounds = env["asn.feedback.round"]._open(plan, half, {
    "date_nominate": today + timedelta(days=3), "date_due": today + timedelta(days=9),
    "superior_min": 1, "superior_max": 2, "peer_min": 3, "peer_max": 6,
    "subordinate_min": 0, "subordinate_max": 0,
})
rounds.peer_min = 3
env["asn.feedback.round.nominee"].create([
    {"round_id": rounds.id, "employee_id": person.id, "relation": "peer", "proposed_by": "subject"}
    for person in env["hr.employee"].search([("user_id.login", "like", "asn_mate")])
])
env.cr.commit()
"""
ROWS = """
import json
env.cr.execute("SELECT count(*), count(reason), sum(score) FROM asn_feedback_round_answer")
print(json.dumps(env.cr.fetchone()))
"""
TEXT = "Menyapa pasien lansia dan mengantar sampai ke ruang periksa."


@pytest.fixture(scope="module")
def opened(live_server):
    """The live server with a round that waits for its givers."""
    live_server.shell(REGION + HALF_YEAR + ROUND)
    return live_server


def _look(screen, name):
    assert not screen.too_wide(), name
    assert not screen.nameless(), name
    screen.picture(name)


def _drafts(phone):
    return phone.page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('asn_round_')).length"
    )


def _expect_value(page, number):
    """Wait until the page asks about this value, so that the mark does not meet the one before."""
    expect(page.locator("small", has_text=re.compile(f"^{number} "))).to_be_visible()


def test_choose_approve_and_answer(opened, log_in):
    # The person proposes on a phone.
    nurse = log_in("nurse", phone=True)
    nurse.open("my-rounds")
    _look(nurse, "round_mine")
    nurse.open_record()
    _look(nurse, "round_choose")
    nurse.button("action_nominate").click()
    nurse.confirm()
    expect(nurse.button("action_nominate")).to_be_hidden()

    # The evaluator approves on a laptop.
    head = log_in("head")
    head.open("team-rounds")
    expect(head.record("Siti Rahmah")).to_have_count(1)
    head.open_record("Siti Rahmah")
    _look(head, "round_approve")
    head.button("action_approve").click()
    head.confirm()
    head.expect_state("answering")

    # A peer answers on a phone: pauses, comes back, finds the draft, sends.
    phone = log_in("mate_0", phone=True)
    phone.open("round-answers")
    page = phone.page.locator(".asn_round")
    _look(phone, "round_to_answer")
    page.locator("button[name=begin]").click()
    expect(page.locator(".asn_unknown")).to_be_visible()
    expect(page.locator(".asn_round_guides li")).to_have_count(3)
    expect(page.locator("button[name=next]")).to_be_disabled()
    page.locator("input[value='5']").check()
    expect(page.locator("button[name=next]")).to_be_disabled()  # the highest mark needs a reason
    page.locator("textarea").fill(TEXT)
    _look(phone, "round_value")
    page.locator("button[name=next]").click()
    _expect_value(page, 2)
    page.locator("input[value='none']").check()
    page.locator("button[name=next]").click()
    _expect_value(page, 3)
    assert _drafts(phone) == 1
    assert opened.json(ROWS) == [0, 0, None]
    phone.open("round-answers")
    expect(page.locator("button[name=begin] .badge")).to_be_visible()
    page.locator("button[name=begin]").click()
    for number in range(3, 8):
        _expect_value(page, number)
        page.locator("input[value='3']").check()
        page.locator("button[name=next]").click()
    expect(page.locator(".asn_round_card")).to_have_count(7)
    _look(phone, "round_send")
    page.locator("button[name=send]").click()
    expect(page.locator(".asn_round_done")).to_have_count(1)
    _look(phone, "round_sent")
    assert _drafts(phone) == 0
    assert opened.json(ROWS) == [7, 1, 5 + 5 * 3]
