"""The evaluator fills the matrix on a laptop; the employee looks up the chain on a phone."""

import re

import pytest
from live_data import HALF_YEAR, REGION
from playwright.sync_api import expect
from screens import Screen

NEW = "Terkelolanya obat pasien dengan aman"
BETTER = "Terkelolanya obat pasien dengan aman dan tepat"
EXISTING = "Terlayaninya pasien rawat jalan sesuai standar"  # of the nurse, from the factory
BOSS = "Meningkatnya mutu pelayanan puskesmas"
CHIEF = "Meningkatnya derajat kesehatan masyarakat"

# Chief and head have results, the head's supports the chief's; the nurse's plan is a draft again,
# so that the evaluator may write in it.
CASCADE = f"""
def result(plan, name, parent=None):
    return env["asn.skp.result"].create(
        {{
            "skp_id": plan.id,
            "name": name,
            "parent_result_ids": [(4, parent.id)] if parent else [],
            "indicator_ids": [(0, 0, {{"name": "Pasien dilayani", "target_value": 3600}})],
        }}
    )


top = result(data._plan_of(data.chief), {CHIEF!r})
boss = result(data._plan_of(data.head), {BOSS!r}, top)
result(data._plan_of(data.head), "Semakin singkatnya waktu pelayanan")
env["asn.skp"].browse(plan.id).action_reopen("Disesuaikan dengan matriks.")
env.cr.commit()
"""


@pytest.fixture(scope="module")
def cascade(live_server):
    """The live server with plans of three levels; the nurse's own plan is open to be changed."""
    live_server.shell(REGION + HALF_YEAR + CASCADE)
    return live_server


def open_screen(screen: Screen, path, selector):
    """Open a client action and wait for its content."""
    screen.page.goto(f"{screen.url}/odoo/{path}")
    expect(screen.page.locator(selector).first).to_be_visible()


def row_of(screen, name):
    return screen.page.locator(".asn_matrix_table tbody tr").filter(has_text=name)


def cell(screen, name, column):
    return row_of(screen, name).locator(f"td[data-column='{column}']")


def chips(cell):
    """The results in a cell, without those that its editor offers to link."""
    return cell.locator(".asn_matrix_cell > .asn_chip")


def press_at_once(cell, *keys):
    """Press keys in one task of the browser, so that nothing is drawn between them."""
    cell.evaluate(
        "(element, keys) => keys.forEach((key) => element.dispatchEvent("
        "new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})))",
        list(keys),
    )


def expect_saved(screen):
    expect(screen.page.locator(".asn_saved[data-status=saved]")).to_be_visible()


def test_evaluator_fills_changes_links_and_takes_back(cascade, log_in):
    head = log_in("head")
    open_screen(head, "role-matrix", ".asn_matrix_table")
    page = head.page
    expect(page.locator(".asn_matrix_table tbody tr")).to_have_count(2)
    # Nobody supports either result, and nobody supports anything: coloured and in words.
    expect(page.locator("thead th.asn_gap")).to_have_count(2)
    expect(page.locator("tbody th.asn_gap .asn_gap_words")).to_have_count(2)
    head.picture("20-evaluator-matrix")

    # By keyboard: the arrows walk, a letter starts a result, Enter saves it.
    first = cell(head, "Siti Rahmah", 0)
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(cell(head, "Siti Rahmah", 1)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.type(NEW, delay=20)
    page.keyboard.press("Enter")
    expect(chips(first)).to_have_text(NEW)
    expect_saved(head)
    expect(first).to_be_focused()
    assert cascade.sql(
        "SELECT result.kind, parent.name FROM asn_skp_result AS result"
        " JOIN asn_skp_result_parent_rel AS link ON link.result_id = result.id"
        " JOIN asn_skp_result AS parent ON parent.id = link.parent_id"
        f" WHERE result.name = '{NEW}'"
    ) == [("main", BOSS)]
    expect(page.locator("thead th.asn_gap")).to_have_count(1)

    # Escape leaves the wording as it was, Enter keeps the new one.
    page.keyboard.press("Enter")
    page.keyboard.type("!!!")
    page.keyboard.press("Escape")
    expect(chips(first)).to_have_text(NEW)
    # So do keys pressed before the editor is drawn: a fast typist on a slow machine.
    press_at_once(first, "Enter", "!", "Escape")
    expect(chips(first)).to_have_text(NEW)
    press_at_once(first, "Enter", "!", "Enter")
    expect(chips(first)).to_have_text(f"{NEW}!")
    press_at_once(first, "Enter", "Backspace", "Enter")
    expect(chips(first)).to_have_text(NEW)
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type(" dan tepat")
    page.keyboard.press("Enter")
    expect(chips(first)).to_have_text(BETTER)
    expect_saved(head)

    # A result that the person has already is linked, then taken off again.
    second = cell(head, "Siti Rahmah", 1)
    second.locator(".asn_matrix_add").click()
    head.picture("21-evaluator-matrix-cell")
    second.locator(".asn_matrix_links .asn_chip").filter(has_text=EXISTING).click()
    expect(chips(second)).to_have_text(EXISTING)
    expect(page.locator("thead th.asn_gap")).to_have_count(0)
    page.locator(".asn_undo").click()
    expect(chips(second)).to_have_count(0)
    # The second last step: the wording.
    page.locator(".asn_undo").click()
    expect(chips(first)).to_have_text(NEW)
    assert cascade.sql(f"SELECT count(*) FROM asn_skp_result WHERE name = '{NEW}'") == [("1",)]

    # The gaps alone: the colleague supports nothing.
    page.locator(".asn_gap_rows").click()
    expect(page.locator(".asn_matrix_table tbody tr")).to_have_count(1)
    expect(row_of(head, "Nurul Huda")).to_be_visible()
    page.locator(".asn_gap_rows").click()

    # Somebody else changes the wording meanwhile: nothing is overwritten.
    cascade.sql(f"UPDATE asn_skp_result SET name = 'Diubah orang lain' WHERE name = '{NEW}'")
    chips(first).click()
    page.keyboard.type(" lagi")
    page.keyboard.press("Enter")
    expect(first.locator(".asn_matrix_error")).to_contain_text("Diubah orang lain")
    expect(page.locator(".asn_saved[data-status=failed]")).to_be_visible()
    head.picture("22-evaluator-matrix-error")
    page.keyboard.press("Escape")
    expect(chips(first)).to_have_text("Diubah orang lain")
    assert not head.too_wide()
    assert not head.nameless()


def test_employee_looks_up_the_chain_on_a_phone(cascade, log_in):
    boss = f"SELECT id FROM asn_skp_result WHERE name = '{BOSS}'"
    cascade.sql(
        "INSERT INTO asn_skp_result_parent_rel (result_id, parent_id)"
        f" SELECT result.id, ({boss}) FROM asn_skp_result AS result"
        "  JOIN asn_skp AS plan ON plan.id = result.skp_id"
        f" WHERE result.name = '{EXISTING}' AND plan.employee_name = 'Siti Rahmah'"
        " ON CONFLICT DO NOTHING"
    )
    nurse = log_in("nurse", phone=True)
    open_screen(nurse, "my-alignment", ".asn_chain")
    choice = nurse.page.locator(".asn_chain_choice select")
    choice.select_option(label=EXISTING)
    steps = nurse.page.locator(".asn_chain_step")
    expect(steps).to_have_count(3)
    expect(steps.nth(0)).to_contain_text(CHIEF)
    expect(steps.nth(0)).to_contain_text("Cut Meutia")
    expect(steps.nth(1)).to_contain_text(BOSS)
    expect(steps.nth(2)).to_contain_text(EXISTING)
    # Only the own result can be opened.
    expect(nurse.page.locator(".asn_chain_step button")).to_have_count(1)
    nurse.picture("23-employee-chain-phone")
    assert not nurse.too_wide()
    assert not nurse.nameless()
    nurse.page.locator("[data-start=mine]").click()
    expect(nurse.page.locator("[role=treeitem]").first).to_be_visible()
    assert not nurse.too_wide()
    # The evaluator's matrix on the phone is a list of cards.
    head = log_in("head", phone=True)
    open_screen(head, "role-matrix", ".asn_matrix_cards")
    card = head.page.locator(".asn_card").filter(has_text="Siti Rahmah")
    card.locator(".asn_card_head").click()
    expect(card.locator(".asn_chip").filter(has_text=EXISTING)).to_be_visible()
    head.picture("24-evaluator-matrix-phone")
    assert not head.too_wide()
    assert not head.nameless()


def test_tree_opens_by_keyboard(cascade, log_in):
    officer = log_in("hr")
    open_screen(officer, "alignment", "[role=tree]")
    page = officer.page
    items = page.locator("[role=treeitem]")
    page.locator(".asn_alignment_search input").fill(BOSS)
    page.locator(".asn_alignment_search input").press("Enter")
    page.locator(".asn_hit").first.click()
    # The way from the top down to the hit, which has the focus.
    focused = page.locator("[role=treeitem]:focus")
    expect(focused).to_contain_text(BOSS)
    expect(focused).to_have_attribute("aria-level", "2")
    before = items.count()
    page.keyboard.press("ArrowRight")
    expect(focused).to_have_attribute("aria-expanded", "true")
    expect(items).not_to_have_count(before)
    page.keyboard.press("ArrowDown")
    expect(focused).to_have_attribute("aria-level", "3")
    page.keyboard.press("ArrowLeft")
    expect(focused).to_contain_text(BOSS)
    page.keyboard.press("ArrowLeft")
    expect(focused).to_have_attribute("aria-expanded", "false")
    officer.picture("25-officer-tree")
    with officer.dialog_opens():
        page.keyboard.press("Enter")
    expect(officer.field("name").locator("textarea, span").first).to_be_visible()
    assert not re.search(r"\bNaN\b|undefined", officer.text())
