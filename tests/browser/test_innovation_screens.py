"""An innovation: proposed on a phone, endorsed and made a result, shown to everybody."""

import re

import pytest
from live_data import HALF_YEAR, REGION
from playwright.sync_api import expect

# After REGION and HALF_YEAR: 30 of 50 services of today were on time.
ENTRY = """
data._log(plan.result_ids.indicator_ids[1], 30, today, denominator=50)
env.cr.commit()
"""
PLAN = """
import json
plan = env["asn.skp"].search([("user_id.login", "=", "asn_nurse")])
added = plan.result_ids.filtered("innovation_id")
print(json.dumps({
    "state": plan.state,
    "kinds": sorted(plan.result_ids.mapped("kind")),
    "measure": [added.indicator_ids.name, added.indicator_ids.target_value,
                added.indicator_ids.baseline],
    "indicator": added.indicator_ids.id,
    "title": added.innovation_id.name,
}))
"""
TITLE = "Antrian daring Puskesmas Penanggalan"
TEXTS = {
    "name": TITLE,
    "problem": "Pasien menunggu lama karena nomor antrian dibagi di loket.",
    "idea": "Nomor antrian diambil lewat WhatsApp sehari sebelumnya.",
    "expected_effect": "Meningkatnya pelayanan yang tepat waktu",
}


@pytest.fixture(scope="module")
def service(live_server):
    """The live server with an agreed plan and a figure of today."""
    live_server.shell(REGION + HALF_YEAR + ENTRY)
    return live_server


def _look(screen, name):
    assert not screen.too_wide(), name
    # Odoo's own button that folds the panel of filters has no name.
    assert not [html for html in screen.nameless() if "oi-panel-right" not in html], name
    screen.picture(name)


def _propose(phone):
    phone.open("my-innovations")
    phone.page.locator(".o_control_panel .o-kanban-button-new:visible").first.click()
    expect(phone.field("name")).to_be_visible()
    for name, text in TEXTS.items():
        phone.fill(name, text)
    with phone.dialog_opens():
        phone.field("indicator_id").locator("input").click()
    with phone.dialog_closes():
        phone.front.locator(".o_kanban_record").filter(has_text="Layanan tepat waktu").click()
    # 30 of 50 are 60 percent; nobody typed it.
    expect(phone.field("before_value").locator("input")).to_have_value("60")
    phone.fill("target_value", "90")
    date = phone.field("target_date").locator("input, button").first
    date.click()
    today = phone.page.locator(".o_date_item_cell.o_today").first
    today.click()
    _look(phone, "innovation_new")
    phone.save()
    with phone.dialog_opens():
        phone.button("action_propose").click()
    # Whoever proposes is told who will see it.
    expect(phone.front).to_contain_text("nama")
    phone.picture("innovation_consent")
    phone.confirm()
    phone.expect_state("proposed")
    _look(phone, "innovation_proposed")


def test_from_the_phone_to_the_gallery(service, log_in):
    nurse = log_in("nurse", phone=True)
    _propose(nurse)

    # The head endorses it; everything is seen without opening another page.
    head = log_in("head")
    head.open("team-innovations")
    head.open_record(TITLE)
    for text in TEXTS.values():
        expect(head.page.locator(".o_form_view")).to_contain_text(text)
    _look(head, "innovation_to_endorse")
    head.button("action_endorse").click()
    head.expect_state("endorsed")

    # An agreed plan is reopened for it, and both agree on the new version.
    with head.dialog_opens():
        head.button("action_add_to_plan").click()
    head.confirm()
    head.expect_state("returned")
    facts = service.json(PLAN)
    assert facts["state"] == "returned"
    assert facts["kinds"] == ["additional", "main", "main"]
    assert facts["measure"] == ["Layanan tepat waktu", 90.0, 60.0]
    assert facts["title"] == TITLE
    head.picture("innovation_result")
    plans = nurse.call("asn.skp", "search", [])
    nurse.call("asn.skp", "action_propose", plans)
    head.call("asn.skp", "action_agree", plans)

    # It runs, work is logged on its measure, and the effect comes from there.
    nurse.open("my-innovations")
    nurse.open_record(TITLE)
    nurse.button("action_begin").click()
    nurse.expect_state("running")
    nurse.call(
        "asn.realisation",
        "create",
        [{"indicator_id": facts["indicator"], "quantity": 45, "denominator": 50}],
    )
    nurse.open("my-innovations")
    nurse.open_record(TITLE)
    expect(nurse.field("log_display")).to_contain_text("90 %")
    nurse.button("action_measure").click()
    nurse.expect_state("measured")
    _look(nurse, "innovation_measured")

    # Somebody of another agency sees before and after in words, and says thank you.
    outsider = log_in("outsider")
    outsider.open("innovation-gallery")
    card = outsider.record(TITLE)
    expect(card).to_have_count(1)
    for text in ("60 %", "90 %", "Lebih baik", "naik 30 poin persen (50%)", "0 apresiasi"):
        expect(card).to_contain_text(text)
    bars = card.locator(".asn_before_after_track > span")
    assert [bar.evaluate("node => node.style.width") for bar in bars.all()] == ["67%", "100%"]
    _look(outsider, "innovation_gallery")
    outsider.open_record(TITLE)
    outsider.button("action_appreciate").click()
    expect(outsider.button("action_take_back")).to_be_visible()
    expect(outsider.field("appreciation_count")).to_have_text("1")
    _look(outsider, "innovation_card")

    # The idea goes on: an own draft that names where it comes from.
    with outsider.dialog_opens():
        outsider.button("action_use_idea").click()
    outsider.confirm()
    outsider.expect_state("draft")
    expect(outsider.field("origin_note")).to_contain_text("Siti Rahmah")
    _look(outsider, "innovation_origin")

    phone = log_in("colleague", phone=True)
    phone.open("innovation-gallery")
    expect(phone.record(TITLE)).to_contain_text(re.compile(r"1\s+apresiasi"))
    _look(phone, "innovation_gallery_phone")
