"""The evaluator moves people in the nine-box, the head of the unit above confirms the exception."""

import pytest
from live_data import HALF_YEAR, REGION
from playwright.sync_api import expect

PEOPLE = """
from odoo.addons.hr_asn_kinerja.tests import common

for number in range(10):
    common.NIPS[f"staff{number}"] = f"199003122015031{100 + number}"
    AsnDataMixin._make_person(
        env, f"staff{number}", f"Pegawai {number:02d}", AsnDataMixin.clinic, AsnDataMixin.head
    )
"""
# All twelve meet expectation, in a unit whose achievement is good: at most 70 % may be "good", and
# somebody must need improvement.
RATED = """
evaluations = env["asn.evaluation"]
team = data.year.skp_ids.filtered(lambda one: one.evaluator_id == data.head)
for one in team - plan:
    evaluations |= evaluations.create(evaluations._prepare_from_plan(one, half))
evaluations |= plan.evaluation_ids.filtered(lambda one: one.period_id == half)
env["asn.evaluation.rating"].create(
    [
        {"evaluation_id": one.id, "result_rating": "meets", "behaviour_rating": "meets"}
        for one in evaluations
    ]
)
evaluations.write({"state": "rated"})
achievements = env["asn.unit.achievement"]
found = achievements.search([("unit_id", "=", data.clinic.id), ("period_id", "=", half.id)])
found = found or achievements.create({"unit_id": data.clinic.id, "period_id": half.id})
found.write({"value": "good", "state": "set"})
env.cr.commit()
"""
NAME = "Siti Rahmah"
WHY = "Bukti dukung belum lengkap."
EXCEPTION = "Satu tim dengan target bersama."


@pytest.fixture(scope="module")
def rated(live_server):
    """The live server with twelve rated people in one unit."""
    live_server.shell(REGION + PEOPLE + HALF_YEAR + RATED)
    return live_server


def open_board(screen):
    screen.page.goto(f"{screen.url}/odoo/calibration")
    expect(screen.page.locator(".asn_ninebox")).to_be_visible()


def cell(screen, key):
    return screen.page.locator(f".asn_ninebox_cell[data-cell='{key}']")


def expect_sound(screen):
    assert screen.too_wide() == []
    assert screen.nameless() == []


def test_people_are_moved_and_the_exception_is_confirmed(rated, log_in):
    head = log_in("head")
    open_board(head)
    card = cell(head, "meets/meets").locator(".asn_ninebox_card", has_text=NAME)
    expect(card).to_be_visible()
    expect(head.page.locator(".asn_curve")).to_be_visible()
    head.picture("80-nine-box")

    # By dragging, with a reason; without one nothing is saved.
    card.drag_to(cell(head, "below/meets"))
    dialog = head.page.locator(".modal")
    expect(dialog.locator(".asn_move_save")).to_be_disabled()
    dialog.locator(".asn_move_reason").fill(WHY)
    head.picture("81-move-with-reason")
    dialog.locator(".asn_move_save").click()
    expect(cell(head, "below/meets")).to_contain_text(NAME)
    assert rated.sql(
        "SELECT draft.result_rating, draft.predicate, change.result_before, change.reason"
        "  FROM asn_calibration_change change"
        "  JOIN asn_evaluation_rating draft ON draft.evaluation_id = change.evaluation_id"
    ) == [("below", "needs_improvement", "meets", WHY)]

    # The same with the keyboard alone.
    other = cell(head, "meets/meets").locator(".asn_ninebox_card", has_text="Pegawai 03")
    other.locator(".asn_ninebox_move").focus()
    head.page.keyboard.press("Enter")
    dialog.locator(".asn_move_behaviour").select_option("above")
    dialog.locator(".asn_move_reason").fill("Menjadi teladan pelayanan.")
    dialog.locator(".asn_move_save").focus()
    head.page.keyboard.press("Enter")
    expect(cell(head, "meets/above")).to_contain_text("Pegawai 03")
    expect_sound(head)

    # Eleven of twelve are "good": the head of the unit above confirms it with a reason.
    chief = log_in("chief")
    open_board(chief)
    unit = chief.page.locator(".asn_calibration_unit")
    unit.select_option(label=unit.locator("option", has_text="Penanggalan").inner_text())
    expect(chief.page.locator(".asn_calibration")).to_have_attribute("aria-busy", "false")
    expect(chief.page.locator(".asn_ninebox")).to_contain_text(NAME)
    expect(chief.page.locator(".asn_calibration_warnings li").first).to_be_visible()
    chief.page.locator(".asn_start").click()
    chief.page.locator(".asn_confirm").click()
    dialog = chief.page.locator(".modal")
    expect(dialog.locator(".asn_calibration_save")).to_be_disabled()
    dialog.locator(".asn_calibration_reason").fill(EXCEPTION)
    dialog.locator(".asn_calibration_save").click()
    expect(chief.page.locator(".asn_reopen")).to_be_visible()
    expect(chief.page.locator(".asn_calibration_state")).to_contain_text("Cut Meutia")
    expect_sound(chief)
    chief.picture("82-exception-confirmed")
    assert rated.sql(
        "SELECT calibration.state, kept.total, kept.good_count, kept.reason"
        "  FROM asn_calibration calibration"
        "  JOIN asn_calibration_confirmation kept ON kept.calibration_id = calibration.id"
    ) == [("confirmed", "12", "11", EXCEPTION)]


def test_a_phone_lists_the_cells_and_the_person_sees_nobody(rated, log_in):
    head = log_in("head", phone=True)
    open_board(head)
    expect(cell(head, "meets/meets")).to_be_visible()
    expect(cell(head, "above/below")).to_be_hidden()  # nobody is there
    expect_sound(head)
    head.picture("83-nine-box-phone")

    nurse = log_in("nurse", phone=True)
    nurse.page.goto(f"{nurse.url}/odoo/calibration")
    expect(nurse.page.locator(".asn_calibration .asn_empty")).to_be_visible()
    expect(nurse.page.locator(".asn_ninebox")).to_have_count(0)
    expect_sound(nurse)
