"""A 360 round: givers are chosen, people answer on a phone, both sides see the picture."""

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
    user = new_test_user(env, login=login, password=login, name=f"Kawan {number}", lang="id_ID",
                         context={"no_reset_password": True})
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
OTHERS = """
import json
record = env["asn.feedback.round"].search([])
asked = record.nominee_ids.filtered(lambda n: n.state == "asked")
done = env["asn.feedback.round"]._answered(asked)
values = env["asn.behaviour.value"].search([])
for nominee in asked.filtered(lambda n: n.id not in done):
    env["asn.feedback.round"]._store(
        nominee, [(v.id, 3 + (v.id + nominee.id) % 2, "Selalu hadir tepat waktu.") for v in values]
    )
day = env["asn.period"]._local_today(env.company)
from datetime import timedelta
record.write({"date_nominate": day - timedelta(days=2), "date_due": day - timedelta(days=1)})
list(env["asn.feedback.round"]._close_due_rounds())
env.cr.commit()
print(json.dumps(record.state))
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


def test_choose_approve_answer_and_see(opened, log_in):
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

    # Another one would rather not.
    other = log_in("mate_1", phone=True)
    other.open("round-answers")
    page = other.page.locator(".asn_round")
    page.locator("button[name=begin]").click()
    page.locator("button[name=rather_not]").click()
    expect(page.locator("button[name=decline]")).to_be_disabled()
    page.locator("textarea").fill("Kami jarang bertugas bersama.")
    _look(other, "round_decline")
    page.locator("button[name=decline]").click()
    expect(page.locator("button[name=begin]")).to_have_count(0)
    head.open("team-rounds")
    head.open_record("Siti Rahmah")
    expect(head.field("nominee_ids")).to_contain_text("jarang bertugas bersama")

    # Two peers are too few: the evaluator sees self and superior, and the words for the rest.
    assert opened.json(OTHERS) == "closed"
    head.open("team-rounds")
    head.open_record("Siti Rahmah")
    head.tab("report")  # the form remembers the page of the last visit
    report = head.page.locator(".asn_round_report")
    expect(report.locator("canvas")).to_be_visible()
    rows = report.locator("tbody tr")
    expect(rows).to_have_count(7)
    expect(rows.first.locator("td").nth(2)).to_have_text("jawaban belum cukup")
    expect(report).not_to_contain_text(TEXT)
    _look(head, "round_radar_laptop")
    head.button("action_release").click()
    head.confirm()
    head.expect_state("released")
    nurse.open("my-rounds")
    nurse.open_record()
    nurse.tab("report")
    report = nurse.page.locator(".asn_round_report")
    expect(report.locator("canvas")).to_be_visible()
    expect(report.locator("td[data-label]").first).to_be_visible()
    _look(nurse, "round_radar_phone")
