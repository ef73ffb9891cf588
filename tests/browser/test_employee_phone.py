"""The employee's screens on a phone: nothing is wider than the window, everything has a name."""

import re

import pytest
from playwright.sync_api import expect
from screens import NAMELESS, PHONE, TOO_WIDE

TOO_WIDE_PAGE = """
<div class="o_action_manager"><div class="o_content" style="overflow: hidden">
    <p style="width: 500px">cut off</p>
    <div style="overflow-x: auto; height: 40px"><p style="width: 500px">tabs</p></div>
    <span style="display: block; overflow: hidden; text-overflow: ellipsis"><b
        style="display: inline-block; width: 500px">dots</b></span>
</div></div>
"""
NAMELESS_PAGE = """
<div class="o_action_manager"><div class="o_content">
    <label for="one">One</label><input id="one"><input placeholder="two"><textarea></textarea>
    <button>Three</button><button title="four"></button><button class="five"></button>
    <input style="display: none">
</div></div>
"""


class Survey:
    """Collects what is wrong on each screen that is visited."""

    def __init__(self, screen):
        self.screen = screen
        self.problems = {}
        self.visited = []

    def look(self, name):
        """Measure the screen as it is now."""
        self.visited.append(name)
        found = self.screen.too_wide() + self.screen.nameless()
        if found:
            self.problems[name] = found

    def look_at_tabs(self, name):
        """Measure a form with each of its notebook's pages in front."""
        for tab in self.screen.page.locator(".o_action_manager .o_notebook .nav-link").all():
            tab.click()
            expect(tab).to_have_class(re.compile(r"\bactive\b"))
            self.look(f"{name}, {tab.get_attribute('name')}")


def test_measures_find_what_they_are_for(browser):
    page = browser.new_context(**PHONE).new_page()
    page.set_content(f"<meta name=viewport content='width=device-width'>{TOO_WIDE_PAGE}")
    assert [text[text.index(">") + 1 :] for text in page.evaluate(TOO_WIDE)] == ["cut off</p>"]
    page.set_content(NAMELESS_PAGE)
    assert page.evaluate(NAMELESS) == ["<textarea></textarea>", '<button class="five"></button>']
    page.context.close()


def test_screens_of_an_agreed_plan(half_year, log_in):
    nurse = log_in("nurse", phone=True)
    survey = Survey(nurse)
    for path, name in (("my-work-log", "entry"), ("my-skp", "plan"), ("my-evaluations", "rating")):
        nurse.open(path)
        expect(nurse.record()).to_have_count(1)
        survey.look(f"list of {name}")
        nurse.open_record()
        survey.look(name)
        survey.look_at_tabs(name)
    nurse.open("log-work")
    expect(nurse.page.locator(".asn_log_entry input[name=quantity]")).to_be_visible()
    expect(nurse.page.locator(".asn_log_choice")).to_have_count(2)
    survey.look("new entry")
    nurse.page.locator("button[name=tab_week]").click()
    expect(nurse.page.locator(".asn_log_week_table input")).to_have_count(1)
    survey.look("week")
    assert len(survey.visited) >= 15
    assert not survey.problems


@pytest.mark.parametrize("kind", ["main", "additional"])
def test_dialogs_of_a_draft_plan(half_year, log_in, kind):
    colleague = log_in("colleague", phone=True)
    survey = Survey(colleague)
    colleague.open("my-skp")
    colleague.open_record()
    colleague.expect_state("draft")
    survey.look("draft plan")
    colleague.add_line("result_ids")
    colleague.choose("kind", kind)
    survey.look("result")
    colleague.add_line("indicator_ids")
    survey.look("indicator")
    with colleague.dialog_opens():
        colleague.field("library_id").locator("input").click()
    expect(colleague.front.locator(".o_kanban_record:not(.o_kanban_ghost)").first).to_be_visible()
    survey.look("library")
    assert not survey.problems
