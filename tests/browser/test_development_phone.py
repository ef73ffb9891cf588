"""A development plan on two phones: begun after a low rating, agreed by both, worked on."""

import re

import pytest
from playwright.sync_api import expect

NAME = "Siti Rahmah"
# The button that adds one looks like a card, too.
CARD = ".o_kanban_record:not(.o_kanban_ghost, .o-kanban-button-new)"
SAID = "Sudah dua kali mendampingi di ruang tindakan."
# After HALF_YEAR: the evaluator rates below expectation and releases.
RELEASE = """
evaluation = env["asn.evaluation"].search(
    [("user_id.login", "=", "asn_nurse"), ("state", "=", "open")], order="id", limit=1
)
head = env["res.users"].search([("login", "=", "asn_head")])
mine = evaluation.with_user(head)
mine.write(
    {
        "draft_result_rating": "below",
        "draft_behaviour_rating": "meets",
        "draft_reason": "Sebagian besar sasaran belum tercapai.",
    }
)
mine.action_rate()
mine.action_release()
env.cr.commit()
"""


@pytest.fixture
def low_rating(half_year):
    """The live server in which the nurse has a released evaluation below expectation."""
    half_year.shell(RELEASE)
    return half_year


def test_from_a_low_rating_to_progress_on_the_phone(low_rating, log_in):
    head, nurse = log_in("head", phone=True), log_in("nurse", phone=True)

    open_plan(nurse, "my-development")
    nurse.expect_state("draft")
    look(nurse, "95-development-to-agree")
    add_from_catalogue(nurse)
    look(nurse, "96-development-with-an-action")
    agree(nurse)
    nurse.expect_state("employee_agreed")

    open_plan(head, "team-development")
    agree(head)
    head.expect_state("agreed")
    look(head, "97-development-agreed")

    open_plan(nurse, "my-development")
    nurse.button("action_start").click()
    nurse.expect_state("running")
    note_progress(nurse)
    look(nurse, "98-development-running")
    assert low_rating.sql(
        "SELECT plan.state, plan.is_required, action.state, action.progress, action.progress_note"
        "  FROM asn_development_plan plan JOIN asn_development_action action"
        "    ON action.plan_id = plan.id"
    ) == [("running", "t", "running", "40", SAID)]


def look(screen, name):
    assert screen.too_wide() == [], name
    assert screen.nameless() == [], name
    screen.picture(name)


def open_plan(screen, path):
    screen.open(path)
    screen.open_record(NAME)


def agree(screen):
    screen.button("action_confirm").click()
    screen.confirm()


def add_from_catalogue(nurse):
    """Choose what has helped others; kind, name and due date are filled in."""
    nurse.add_line("action_ids")
    with nurse.dialog_opens():
        nurse.field("catalogue_id").locator("input").click()
    with nurse.dialog_closes():
        nurse.front.locator(CARD).first.click()
    expect(nurse.field("name").locator("input, textarea").first).to_have_value(re.compile(r"\w{3}"))
    look(nurse, "95b-development-action")
    nurse.save_dialog()
    nurse.save()
    expect(nurse.field("action_ids").locator(CARD)).to_have_count(1)


def note_progress(nurse):
    """A number and a sentence; the state follows by itself."""
    with nurse.dialog_opens():
        nurse.field("action_ids").locator(CARD).click()
    nurse.fill("progress", "40")
    nurse.fill("progress_note", SAID)
    nurse.save_dialog()
    nurse.save()
    expect(nurse.field("action_ids")).to_contain_text("40")
