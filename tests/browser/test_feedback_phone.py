"""Feedback on a phone: give, ask, answer, without a name with a warning, the timeline."""

import re
import time

import pytest
from live_data import HALF_YEAR, REGION
from playwright.sync_api import expect

# After REGION and HALF_YEAR: two more colleagues, so that three can write without a name.
MATES = """
for number in range(2):
    env["hr.employee"].create({
        "name": f"Kawan {number}", "department_id": data.clinic.id,
        "asn_evaluator_id": data.head.id, "date_version": "2020-01-01",
    })
env.cr.commit()
"""
# Two colleagues write without a name, and the weekly job runs.
WEEK = """
mates = env["hr.employee"].search([("name", "like", "Kawan ")])
nurse = env["hr.employee"].search([("user_id.login", "=", "asn_nurse")])
plan = env["asn.feedback"]._plan_of(nurse)
for mate in mates:
    words = {"kind": "appreciation", "situation": "Sabar menjelaskan kepada pasien lansia."}
    assert env["asn.feedback.anonymous"]._give(mate, plan, words)
env["asn.feedback.anonymous"]._cron_show()
env.cr.commit()
"""
OPEN = "Senin lalu Ibu Siti membantu mengisi buku register ketika saya izin."
ANSWER = "Penjelasan cara minum obat sangat jelas bagi pasien lansia."
NAMELESS = "Panggilan antrean kurang terdengar di ruang tunggu luar."
MINUTE = 60


@pytest.fixture(scope="module")
def clinic(live_server):
    """The live server with an open half-year and colleagues of the nurse."""
    live_server.shell(REGION + HALF_YEAR + MATES)
    return live_server


def _page(screen):
    return screen.page.locator(".asn_feedback")


def _look(screen, name):
    assert not screen.too_wide(), name
    assert not screen.nameless(), name
    screen.picture(name)


def _write(screen, **texts):
    for name, text in texts.items():
        _page(screen).locator(f"textarea[name={name}]").fill(text)


def _send(screen):
    _page(screen).locator("button[name=send]").click()


def _choose(screen, name):
    _page(screen).locator("input[type=search]").fill(name)
    person = _page(screen).locator(".asn_person").filter(has_text=name)
    expect(person).to_have_count(1)
    person.click()
    expect(_page(screen).locator("textarea").first).to_be_visible()


def test_given_in_less_than_a_minute(clinic, log_in):
    phone = log_in("colleague", phone=True)
    start = time.monotonic()
    phone.open("give-feedback")
    _look(phone, "feedback_people")
    _choose(phone, "Siti Rahmah")
    _write(phone, situation=OPEN)
    _look(phone, "feedback_give")
    _send(phone)
    expect(_page(phone).locator("button[name=again]")).to_be_visible()
    assert time.monotonic() - start < MINUTE
    _look(phone, "feedback_sent")
    # It can be corrected for a day.
    _page(phone).locator("button[name=page]").click()
    _page(phone).locator("button[name=given]").click()
    _page(phone).locator("button[name=change]").click()
    _write(phone, next_step="Boleh diteruskan.")
    _send(phone)
    expect(_page(phone).locator("button[name=page]")).to_be_visible()
    _page(phone).locator("button[name=page]").click()
    _page(phone).locator("button[name=given]").click()
    expect(_page(phone).locator(".asn_feedback_entry")).to_contain_text("Boleh diteruskan.")
    _look(phone, "feedback_given")


def test_asked_and_answered(clinic, log_in):
    nurse = log_in("nurse", phone=True)
    nurse.open("ask-feedback")
    _page(nurse).locator("textarea[name=question]").fill("Apakah penjelasan saya jelas?")
    _page(nurse).locator(".asn_person").filter(has_text="Nurul Huda").click()
    _page(nurse).locator(".asn_person").filter(has_text="Teuku Rizal").click()
    _look(nurse, "feedback_ask")
    _page(nurse).locator("button[name=ask]").click()
    expect(_page(nurse).locator("button[name=asked]")).to_contain_text("2")

    colleague = log_in("colleague", phone=True)
    colleague.open("feedback")
    _look(colleague, "feedback_to_answer")
    _page(colleague).locator("button[name=answer_request]").click()
    expect(_page(colleague).locator(".asn_feedback_asked")).to_contain_text("penjelasan saya")
    # Whoever was asked answers under the own name, to the person.
    expect(_page(colleague).locator("input[value=anonymous]")).to_have_count(0)
    _write(colleague, situation=ANSWER)
    _look(colleague, "feedback_answer")
    _send(colleague)
    expect(_page(colleague).locator("button[name=page]")).to_be_visible()

    head = log_in("head", phone=True)
    head.open("feedback")
    _page(head).locator("button[name=answer_request]").click()
    _page(head).locator("button[name=decline]").click()
    _page(head).locator("button[name=send_decline]").click()
    expect(_page(head).locator("button[name=answer_request]")).to_have_count(0)

    nurse.open("feedback")
    _page(nurse).locator("button[name=asked]").click()
    expect(_page(nurse).locator(".text-bg-success")).to_have_count(1)
    _look(nurse, "feedback_asked")


def test_without_a_name_after_a_warning(clinic, log_in):
    phone = log_in("colleague", phone=True)
    phone.open("give-feedback")
    _choose(phone, "Siti Rahmah")
    _page(phone).locator("button[name=suggestion]").click()
    _page(phone).locator("input[value=anonymous]").check()
    # What it means stands there before anything is sent.
    expect(_page(phone).locator(".asn_feedback_rules li")).to_have_count(4)
    expect(_page(phone).locator(".asn_feedback_rules")).to_be_in_viewport()
    _write(phone, situation=f"Dari Nurul: {NAMELESS}")
    _look(phone, "feedback_nameless")
    _send(phone)
    warning = _page(phone).locator(".asn_feedback_hints")
    expect(warning.locator("[data-code=traces]")).to_have_count(1)
    expect(warning).to_be_in_viewport()
    _look(phone, "feedback_warning")
    _write(phone, situation=NAMELESS)
    expect(warning).to_have_count(0)
    _send(phone)
    expect(_page(phone).locator("button[name=again]")).to_be_visible()
    # The giver does not find it either.
    _page(phone).locator("button[name=page]").click()
    _page(phone).locator("button[name=given]").click()
    expect(_page(phone).locator(".asn_feedback_entry")).to_have_count(2)
    assert NAMELESS not in phone.text()

    nurse = log_in("nurse", phone=True)
    nurse.open("feedback")
    expect(_page(nurse).locator(".asn_feedback_timeline .asn_feedback_entry")).to_have_count(2)
    expect(_page(nurse).locator(".asn_feedback_nameless")).to_have_count(0)
    clinic.shell(WEEK)
    nurse.open("feedback")
    nameless = _page(nurse).locator(".asn_feedback_nameless .asn_feedback_entry")
    expect(nameless).to_have_count(3)
    assert NAMELESS in "".join(nameless.all_inner_texts())
    nameless.last.scroll_into_view_if_needed()
    _look(nurse, "feedback_nameless_shown")


def test_timeline_of_the_person_and_beside_the_rating(clinic, log_in):
    nurse = log_in("nurse", phone=True)
    nurse.open("feedback")
    months = _page(nurse).locator(".asn_feedback_months .asn_month")
    assert months.count() >= 1
    _look(nurse, "feedback_timeline")
    _page(nurse).locator("button[name=thank]").first.click()
    _page(nurse).locator(".asn_feedback_timeline textarea").fill("Terima kasih, Nurul.")
    _page(nurse).locator("button[name=send_thanks]").click()
    expect(_page(nurse).locator(".asn_thanks")).to_contain_text("Terima kasih, Nurul.")
    expect(_page(nurse).locator("button[name=thank]")).to_have_count(1)

    head = log_in("head")
    head.open("team-evaluations")
    head.open_record("Siti Rahmah")
    head.page.locator(".nav-link[name=feedback]").click()
    timeline = head.page.locator(".asn_feedback_widget")
    expect(timeline.locator(".asn_feedback_entry")).to_have_count(5)
    expect(timeline.locator(".asn_feedback_entry").first).to_contain_text("Nurul Huda")
    head.picture("feedback_beside_rating")
    assert not re.search(r"Kawan \d", head.text())
