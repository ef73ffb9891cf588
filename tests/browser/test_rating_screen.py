"""The nurse looks back on a phone; the head rates on one screen, two windows at once."""

import re

import pytest
from live_data import HALF_YEAR, REGION
from playwright.sync_api import expect

# The colleague has an evaluation too: the head goes from person to person.
COLLEAGUE = """
data._agree_plan(data.colleague)
env.cr.commit()
"""
WORDS = "Antrean lebih pendek sejak loket dibagi dua."
SAVED = ".asn_rating_saved[data-status=saved]"


@pytest.fixture(scope="module")
def period(live_server):
    """The live server in a half-year in which two plans are agreed."""
    live_server.shell(REGION + HALF_YEAR + COLLEAGUE)
    return live_server


def expect_sound(screen):
    """Nothing reaches over the sides, everything that can be pressed has a name."""
    assert screen.too_wide() == []
    assert screen.nameless() == []


def test_nurse_reflects_and_is_told_what_is_missing(period, log_in):
    nurse = log_in("nurse", phone=True)
    page = nurse.page
    page.goto(f"{nurse.url}/odoo/self-review")
    results = page.locator(".asn_rated_result")
    expect(results).to_have_count(2)
    expect(results.first).to_contain_text("900")
    expect_sound(nurse)
    nurse.picture("80-nurse-self-review")
    results.first.locator("textarea").fill(WORDS)
    expect(page.locator(SAVED)).to_be_visible()

    page.locator("button[name=submit_review]").click()
    gaps = page.locator(".asn_missing [data-gap]")
    # No evidence for 900 patients, nothing on the second result, no words on it nor on the whole.
    kinds = [gap.get_attribute("data-gap") for gap in gaps.all()]
    assert kinds == ["evidence", "entries", "result", "overall"]
    expect_sound(nurse)
    nurse.picture("81-nurse-what-is-missing")
    page.locator("[data-gap=overall]").click()
    overall = page.locator("[data-overall] textarea")
    expect(overall).to_be_focused()
    overall.fill("Semester yang baik.")
    expect(page.locator(SAVED)).to_be_visible()

    page.reload()
    expect(page.locator("[data-overall] textarea")).to_have_value("Semester yang baik.")
    expect(results.first.locator("textarea")).to_have_value(WORDS)
    page.locator("button[name=submit_review]").click()
    expect(page.locator("[data-gap=overall]")).to_have_count(0)
    page.locator("button[name=submit_now]").click()
    expect(page.locator("button[name=withdraw_review]")).to_be_visible()
    states = period.sql("SELECT state FROM asn_evaluation ORDER BY employee_name")
    assert [row[0] for row in states] == ["open", "submitted"]


def open_rating(screen, name):
    """Open the rating screen of somebody from the list of the team."""
    screen.open("team-evaluations")
    screen.record(name).locator("button[name=action_open_rating]:visible").click()
    expect(screen.page.locator(".asn_rating_person h1")).to_have_text(name)


def test_head_rates_with_the_evidence_beside(period, log_in):
    head = log_in("head")
    page = head.page
    open_rating(head, "Siti Rahmah")
    expect(page.locator(".asn_rated_result").first).to_contain_text(WORDS)
    expect(page.locator(".asn_rating_count")).to_contain_text(re.compile(r"0\D+2"))
    expect_sound(head)
    head.picture("82-head-rating")

    # The number opens the entry that it came from.
    page.locator(".asn_open_entries").first.click()
    expect(head.record("Jumlah pasien dilayani")).to_have_count(1)
    page.go_back()
    expect(page.locator(".asn_rating_person h1")).to_have_text("Siti Rahmah")

    # By keys: results, then the seven values: four above, three as expected; then behaviour.
    page.locator(".asn_rating_person h1").click()
    for key in "2" + "1111222" + "2":
        page.keyboard.press(key)
    expect(page.locator("[data-group=result] .asn_chosen")).to_have_attribute(
        "data-rating", "meets"
    )
    expect(page.locator("[data-group=behaviour] .asn_chosen")).to_have_attribute(
        "data-rating", "meets"
    )
    expect(page.locator(".asn_rating_predicate")).to_have_attribute("data-predicate", "good")
    expect(page.locator(SAVED)).to_be_visible()
    # Four above and none below suggest above: "as expected" needs a reason.
    expect(
        page.locator("[data-group=behaviour] [data-rating=above] .asn_suggested")
    ).to_be_visible()
    page.locator("textarea[name=behaviour_reason]").fill("Perlu konsisten sepanjang tahun.")
    # 900 of 1,800 patients suggest below.
    page.locator("textarea[name=reason]").fill("Capaian sesuai beban kerja.")
    page.locator("textarea[name=note]").fill("Dibahas saat dialog.")
    expect(page.locator(SAVED)).to_be_visible()
    page.locator("button[name=confirm]").click()
    expect(page.locator("button[name=revise]")).to_be_visible()
    expect(page.locator(".asn_rating_count")).to_contain_text(re.compile(r"1\D+2"))
    rows = period.sql(
        "SELECT evaluation.state, rating.result_rating, rating.behaviour_rating, rating.predicate"
        " FROM asn_evaluation AS evaluation"
        " JOIN asn_evaluation_rating AS rating ON rating.evaluation_id = evaluation.id"
    )
    assert [tuple(row) for row in rows] == [("rated", "meets", "meets", "good")]

    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator(".asn_rating_person h1")).to_have_text("Nurul Huda")
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator(".asn_rating_person h1")).to_have_text("Siti Rahmah")


def test_two_windows_never_overwrite_each_other(period, log_in):
    laptop, phone = log_in("head"), log_in("head", phone=True)
    for screen in (laptop, phone):
        open_rating(screen, "Nurul Huda")
    expect_sound(phone)
    phone.picture("83-head-rating-phone")
    laptop.page.locator("[data-group=result] [data-rating=meets]").click()
    expect(laptop.page.locator(SAVED)).to_be_visible()
    phone.page.locator("[data-group=result] [data-rating=below]").click()
    expect(phone.page.locator(".asn_rating_saved")).to_have_attribute("data-status", "conflict")
    expect(phone.page.locator(".asn_rating_alert")).to_be_visible()
    phone.picture("84-head-conflict-phone")
    phone.page.locator("button[name=reload]").click()
    expect(phone.page.locator("[data-group=result] .asn_chosen")).to_have_attribute(
        "data-rating", "meets"
    )


def test_a_lost_connection_is_tried_again(period, log_in):
    head = log_in("head")
    page = head.page
    open_rating(head, "Nurul Huda")
    page.route("**/save_rating*", lambda route: route.abort())
    page.locator("textarea[name=recommendation]").fill("Ikut pelatihan triase.")
    expect(page.locator(".asn_rating_saved")).to_have_attribute("data-status", "retrying")
    page.unroute("**/save_rating*")
    expect(page.locator(SAVED)).to_be_visible()
    head.errors.clear()  # the browser noted the lost request
    rows = period.sql("SELECT recommendation FROM asn_evaluation_rating ORDER BY id DESC LIMIT 1")
    assert rows[0][0] == "Ikut pelatihan triase."
