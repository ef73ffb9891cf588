"""A plan that was agreed is changed: reopened, returned with a remark, answered, agreed again."""

from playwright.sync_api import expect

NAME = "Siti Rahmah"
RESULT = "Terlayaninya pasien rawat jalan sesuai standar"
INDICATOR = "Jumlah pasien dilayani"
WHY = "Perjanjian kinerja berubah"
REMARK = "Target 4.200 pasien"
ANSWER = "Sudah disesuaikan"


def test_plan_is_changed_and_agreed_again(half_year, log_in):
    head = log_in("head")
    reopen(head)
    nurse = log_in("nurse", phone=True)
    propose(nurse, "4000")
    return_with_remark(head)
    answer(nurse)
    propose(nurse, "4200")
    agree_what_is_new(head)
    compare(nurse)
    assert half_year.sql(
        "SELECT plan.version_number, remark.is_answered, remark.is_current, remark.answer"
        "  FROM asn_skp plan JOIN asn_skp_remark remark ON remark.skp_id = plan.id"
    ) == [("2", "t", "f", ANSWER)]


def reopen(head):
    """The evaluator reopens the agreed plan for the running half-year and says why."""
    head.open("team-skp")
    head.open_record(NAME)
    with head.dialog_opens():
        head.button("action_ask_reason").click()
    expect(head.field("period_id").locator("input")).not_to_have_value("")
    head.fill("reason", WHY)
    with head.dialog_closes():
        head.button("action_confirm").click()
    head.expect_state("returned")


def propose(nurse, target):
    """The employee changes the target on the phone and proposes the plan."""
    nurse.open("my-skp")
    nurse.open_record(NAME)
    nurse.expect_state("returned")
    with nurse.dialog_opens():
        nurse.field("result_ids").locator(".o_kanban_record", has_text=RESULT).click()
    with nurse.dialog_opens():
        nurse.field("indicator_ids").locator(".o_kanban_record", has_text=INDICATOR).click()
    nurse.fill("target_value", target)
    nurse.save_dialog()
    nurse.save_dialog()
    nurse.save()
    nurse.button("action_propose").click()
    nurse.expect_state("proposed")


def return_with_remark(head):
    """The evaluator returns the plan with a remark at the indicator."""
    head.open("team-skp")
    head.open_record(NAME)
    head.expect_state("proposed")  # the client shows first what it remembers
    with head.dialog_opens():
        head.page.locator("button[name='action_ask_reason']:visible").first.click()
    head.fill("reason", "Target belum sesuai")
    row = head.field("line_ids").locator(".o_data_row", has_text=INDICATOR)
    row.locator("td[name='remark']").click()
    row.locator("td[name='remark'] textarea").fill(REMARK)
    head.picture("return_with_remarks")
    with head.dialog_closes():
        head.button("action_confirm").click()
    head.expect_state("returned")


def answer(nurse):
    """The employee finds the remark at its line, and answers it there."""
    nurse.open("my-skp")
    nurse.open_record(NAME)
    nurse.expect_state("returned")
    card = nurse.field("result_ids").locator(".o_kanban_record", has_text=RESULT)
    expect(card).to_contain_text(REMARK)
    assert not nurse.too_wide()
    with nurse.dialog_opens():
        card.click()
    assert not nurse.nameless()
    with nurse.dialog_opens():
        nurse.field("remark_ids").locator(".o_kanban_record", has_text=REMARK).click()
    nurse.field("is_answered").locator("input").check()
    nurse.fill("answer", ANSWER)
    nurse.picture("remark_answered")
    nurse.save_dialog()
    nurse.save_dialog()
    nurse.save()
    expect(card).to_contain_text("✓")


def agree_what_is_new(head):
    """The evaluator reads what the draft changes against the agreed version, and agrees."""
    head.open("team-skp")
    head.open_record(NAME)
    head.expect_state("proposed")
    head.tab("changes")
    change = head.page.locator(".o_asn_comparison")
    expect(change).to_contain_text("3.600 pasien")
    expect(change).to_contain_text("4.200 pasien")
    expect(change).to_contain_text(WHY)
    head.picture("changes_before_agreeing")
    head.button("action_agree").click()
    head.expect_state("agreed")


def compare(nurse):
    """The employee opens both versions side by side on the phone."""
    nurse.open("my-skp")
    nurse.open_record(NAME)
    nurse.expect_state("agreed")
    button = nurse.page.locator("button[name='action_compare_versions']")
    if not button.count() or not button.first.is_visible():
        nurse.page.locator(".o_button_more, .o-form-buttonbox-small button").first.click()
    with nurse.dialog_opens():
        nurse.page.locator("button[name='action_compare_versions']:visible").click()
    expect(nurse.page.locator(".modal .o_asn_comparison")).to_contain_text("4.200 pasien")
    assert not nurse.too_wide()
    nurse.picture("versions_compared_phone")
