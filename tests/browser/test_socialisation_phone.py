"""Getting to know the appraisal: an employee on a phone, the officer on a laptop."""

import re

import pytest
from live_data import HALF_YEAR, REGION
from playwright.sync_api import expect

# After REGION and HALF_YEAR: a campaign in Indonesian, plans wait for it, one session is on.
CAMPAIGN = """
from datetime import timedelta
from odoo import Command, fields
env.company.asn_plan_after_socialisation = True
campaign = env["asn.socialisation"].with_user(data.hr_user).with_context(lang="id_ID").create(
    {"period_id": data.year.id, "date_start": today}
)
campaign.action_open()
now = fields.Datetime.now()
session = env["asn.socialisation.session"].create({
    "socialisation_id": campaign.id, "name": "Menyusun SKP bersama", "place": "Aula puskesmas",
    "date_start": now, "date_end": now + timedelta(hours=1),
    "unit_ids": [Command.set(data.clinic.ids)],
})
data._fill_plan(data._plan_of(data.colleague))
env.cr.commit()
"""
CODE = "print(env['asn.socialisation.session'].search([]).code)"
ROW = """
import json
person = env["asn.socialisation.participant"].search([("user_id.login", "=", "asn_colleague")])
print(json.dumps({
    "read": len(person.read_material_ids),
    "days": [bool(person.date_read), bool(person.date_understood), bool(person.date_attended)],
}))
"""
# The choices that are right for everybody, as the software brings them along.
WRONG, RIGHT = ("a", "a", "c"), ("b", "a", "c")
QUESTION = "Apakah target dapat diubah bila tugas saya bertambah?"


@pytest.fixture(scope="module")
def campaign(live_server):
    """The live server with an open half-year and an open campaign."""
    live_server.shell(REGION + HALF_YEAR + CAMPAIGN)
    return live_server


def _page(screen):
    return screen.page.locator(".asn_socialisation")


def _look(screen, name):
    assert not screen.too_wide(), name
    assert not screen.nameless(), name
    screen.picture(name)


def _choose(screen, choices):
    questions = _page(screen).locator(".asn_socialisation_question")
    expect(questions).to_have_count(3)
    for number, key in enumerate(choices):
        questions.nth(number).locator(f"input[value={key}]").check()
    _page(screen).locator("button[name=check].btn-primary").click()


def test_employee_reads_tries_understands_and_asks(campaign, log_in):
    phone = log_in("colleague", phone=True)
    # The own plan says what comes first, and leads there.
    phone.open("my-skp")
    phone.open_record()
    notice = phone.page.locator("button[name=action_open_socialisation]")
    expect(notice).to_be_visible()
    phone.picture("socialisation_notice")
    notice.click()
    page = _page(phone)
    expect(page.locator("h1")).to_contain_text("Mengenal penilaian kinerja")
    _look(phone, "socialisation_read")

    # Five cards, one after the other; the last one leads to the questions.
    cards = page.locator(".asn_socialisation_text")
    for number in range(5):
        expect(cards).to_have_count(1)
        expect(page.locator("button[name=read] small")).to_have_text(f"{number} dari 5 kartu")
        page.locator("button[name=done]").click()
    expect(page.locator("button[name=read]")).to_have_class(re.compile("asn_done"))

    # A wrong answer is explained kindly, and nothing of it is kept.
    expect(page.locator("button[name=check].btn-primary")).to_be_disabled()
    _choose(phone, WRONG)
    expect(page.locator(".asn_almost")).to_have_count(1)
    expect(page.locator(".asn_right")).to_have_count(2)
    _look(phone, "socialisation_almost")
    assert campaign.json(ROW) == {"read": 5, "days": [True, False, False]}
    page.locator(".asn_socialisation_question").first.locator("input[value=b]").check()
    page.locator("button[name=check].btn-primary").click()
    expect(page.locator(".alert-success")).to_be_visible()
    _look(phone, "socialisation_understood")
    assert campaign.json(ROW) == {"read": 5, "days": [True, True, False]}

    # The session of the unit, confirmed with its code.
    page.locator("button[name=meet]").click()
    expect(page.locator("section")).to_contain_text("Menyusun SKP bersama")
    page.locator("#asn_socialisation_code").fill(campaign.shell(CODE).strip().splitlines()[-1])
    page.locator("button[name=confirm]").click()
    expect(page.locator("button[name=meet]")).to_have_class(re.compile("asn_done"))
    _look(phone, "socialisation_meet")
    assert campaign.json(ROW)["days"] == [True, True, True]

    # A question without a name.
    page.locator("button[name=ask][role=tab]").click()
    page.locator("#asn_socialisation_text").fill(QUESTION)
    page.locator("input[value=without]").check()
    _look(phone, "socialisation_ask")
    page.locator("button[name=ask].btn-primary").click()
    expect(page.locator(".alert-success")).to_be_visible()

    # The plan waits no longer.
    phone.open("my-skp")
    phone.open_record()
    expect(phone.page.locator("button[name=action_open_socialisation]")).to_be_hidden()
    phone.call("asn.skp", "action_propose", phone.call("asn.skp", "search", []))

    # The officer answers for everybody, and cannot see who asked.
    officer = log_in("officer")
    officer.open("socialisation-questions")
    officer.open_record(QUESTION)
    assert "Nurul Huda" not in officer.text()
    officer.fill("answer", "Dapat. Ajukan perubahan; targetnya disepakati lagi dengan pimpinan.")
    officer.picture("socialisation_answer")
    officer.button("action_publish").click()
    officer.expect_state("published")
    officer.open("socialisation-coverage")
    expect(officer.record("Puskesmas Penanggalan")).to_have_count(1)
    officer.picture("socialisation_coverage")
    phone.open("getting-to-know")
    page.locator("button[name=ask][role=tab]").click()
    expect(page.locator("section")).to_contain_text("targetnya disepakati lagi")
    page.locator("input[type=search]").fill("cuti")
    expect(page.locator("section")).not_to_contain_text("targetnya disepakati lagi")
    page.locator("input[type=search]").fill("TUGAS bertambah")
    expect(page.locator("section")).to_contain_text("targetnya disepakati lagi")
    _look(phone, "socialisation_answers")
