"""The nurse sees where she stands on a phone; her evaluator sees the team on both."""

import re

import pytest
from live_data import HALF_YEAR, REGION
from playwright.sync_api import expect
from screens import Screen

# A question waits for the nurse, and her colleague's plan is a draft: both pages say so.
QUESTION = """
entry = env["asn.realisation"].search([("skp_id", "=", plan.id)], limit=1)
entry.with_user(data.head_user).action_question("Dari poli mana saja?")
env.cr.commit()
"""


@pytest.fixture(scope="module")
def period(live_server):
    """The live server in a half-year: the nurse has logged, her evaluator has asked."""
    live_server.shell(REGION + HALF_YEAR + QUESTION)
    return live_server


def open_page(screen: Screen, path, selector):
    """Open a client action and wait for its content."""
    screen.page.goto(f"{screen.url}/odoo/{path}")
    expect(screen.page.locator(selector).first).to_be_visible()


def expect_sound(screen):
    """Nothing reaches over the sides, everything that can be pressed has a name."""
    assert screen.too_wide() == []
    assert screen.nameless() == []


def test_nurse_sees_where_she_stands(period, log_in):
    nurse = log_in("nurse", phone=True)
    open_page(nurse, "my-performance", ".asn_hero")
    page = nurse.page
    expect(page.locator(".asn_hero_foot")).to_contain_text("Teuku Rizal")
    lines = page.locator(".asn_indicator")
    expect(lines).to_have_count(2)
    # Colour and words, and the bar says it to whoever hears the page.
    first = lines.filter(has_text="Jumlah pasien dilayani")
    expect(first.locator(".asn_pill")).to_have_text(re.compile(r"\w"))
    expect(first.locator(".asn_indicator_words")).to_contain_text("900")
    expect(first.get_by_role("img", name=re.compile("Jumlah pasien dilayani.*900"))).to_have_count(
        1
    )
    expect(page.locator(".asn_todo[data-key=questions]")).to_be_visible()
    expect(page.locator(".asn_dates li").first).to_be_visible()
    expect_sound(nurse)
    nurse.picture("70-nurse-where-i-stand")

    # The bar opens the entries behind it, the question the entry that waits.
    first.locator(".asn_indicator_open").click()
    expect(nurse.record("Jumlah pasien dilayani")).to_have_count(1)
    page.go_back()
    page.locator(".asn_todo[data-key=questions]").click()
    expect(nurse.record("Jumlah pasien dilayani")).to_have_count(1)
    page.go_back()
    expect(page.locator(".asn_hero")).to_be_visible()

    # One tap on an indicator leads to its entry.
    first.locator(".asn_log_one").click()
    expect(page).to_have_url(re.compile("log-work"))


def test_colleague_with_a_draft_is_told_what_to_do(period, log_in):
    colleague = log_in("colleague", phone=True)
    open_page(colleague, "my-performance", ".asn_hero")
    expect(colleague.page.locator(".asn_todo[data-key=plan_draft]")).to_be_visible()
    expect(colleague.page.locator(".asn_indicator, .asn_log_bar")).to_have_count(0)
    expect_sound(colleague)
    colleague.page.locator(".asn_todo[data-key=plan_draft]").click()
    expect(colleague.page.locator(".o_form_view")).to_be_visible()


def test_somebody_without_a_plan_reads_why(period, log_in):
    plain = log_in("plain", phone=True)
    open_page(plain, "my-performance", ".asn_empty")
    expect_sound(plain)


@pytest.mark.parametrize("phone", [False, True])
def test_head_sees_the_team(period, log_in, phone):
    head = log_in("head", phone=phone)
    open_page(head, "my-team", ".asn_person")
    page = head.page
    people = page.locator(".asn_person")
    expect(people).to_have_count(2)
    nurse = people.filter(has_text="Siti Rahmah")
    expect(nurse.locator("[data-badge=questions]")).to_be_visible()
    expect(nurse.locator(".asn_segments span")).to_have_count(2)
    expect_sound(head)
    head.picture(f"71-head-team-{'phone' if phone else 'laptop'}")

    nurse.locator(".asn_person_open").click()
    expect(nurse.locator(".asn_person_line")).to_have_count(2)
    expect(nurse.locator(".asn_person_line .asn_bar").first).to_be_visible()
    expect_sound(head)

    page.locator(".asn_chip_filter[data-filter=silent]").click()
    expect(page.locator(".asn_chip_filter[data-filter=silent]")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(people).to_have_count(0)
    page.locator(".asn_chip_filter[data-filter=all]").click()
    search = page.locator(".asn_team_search input")
    search.fill("nurul")
    search.press("Enter")
    expect(people).to_have_count(1)
    search.fill("")
    search.press("Enter")
    expect(people).to_have_count(2)

    nurse.locator(".asn_entries").click()
    expect(head.record("Jumlah pasien dilayani").first).to_be_visible()
    page.go_back()
    expect(people).to_have_count(2)
    nurse.locator(".asn_give").click()
    expect(page).to_have_url(re.compile("give-feedback"))


def test_nobody_to_look_after_is_said(period, log_in):
    nurse = log_in("nurse")
    open_page(nurse, "my-team", ".asn_empty")
    expect_sound(nurse)
