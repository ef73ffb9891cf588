"""A dialogue on two phones: planned, talked about, confirmed by both, its record printed."""

import re

from playwright.sync_api import expect
from pypdf import PdfReader

NAME = "Siti Rahmah"
TOPIC = "Kemajuan menjelang akhir tahun"
POINT = "Pembagian jadwal jaga sore"
SAID = "Jadwal sore dibagi rata mulai bulan depan."
OVERALL = "Suasana terbuka, kedua pihak sepakat."
AGREED = "Menyusun daftar jaga sore untuk satu bulan"


def test_a_dialogue_from_planning_to_the_printed_record(half_year, log_in):
    head, nurse = log_in("head", phone=True), log_in("nurse", phone=True)
    wave_off_reminders(head, nurse)
    plan(head)
    add_point(nurse)
    write_minutes(head)
    agree(head)
    head.button("action_confirm").click()
    head.confirm()
    head.expect_state("evaluator_confirmed")
    look(head, "90-dialogue-confirmed-by-one")

    open_dialogue(nurse, "my-dialogues")
    nurse.expect_state("evaluator_confirmed")
    nurse.button("action_confirm").click()
    nurse.confirm()
    nurse.expect_state("confirmed")
    look(nurse, "91-dialogue-confirmed-by-both")
    assert half_year.sql(
        "SELECT d.state, a.minutes, g.name, g.owner, g.activity_id IS NOT NULL"
        "  FROM asn_dialogue d JOIN asn_dialogue_agreement g ON g.dialogue_id = d.id"
        f"  JOIN asn_dialogue_agenda a ON a.dialogue_id = d.id AND a.name = '{POINT}'"
    ) == [("confirmed", SAID, AGREED, "employee", "t")]

    read_record(half_year, nurse)
    see_it_come(nurse)


def look(screen, name):
    assert screen.too_wide() == [], name
    assert screen.nameless() == [], name
    screen.picture(name)


def open_dialogue(screen, path):
    screen.open(path)
    screen.open_record(NAME)


def wave_off_reminders(*screens):
    """Odoo's calendar reminds of a meeting within a day, in front of the buttons of a phone."""
    for screen in screens:
        reminder = screen.page.locator(".o_notification", has_text="(Asia/Jakarta)").first
        screen.page.add_locator_handler(
            reminder, lambda shown: shown.locator(".o_notification_close").click()
        )


def plan(head):
    """The evaluator chooses the plan, keeps day and time, and fills the agenda at one click."""
    head.open("team-dialogues/new")
    with head.dialog_opens():
        head.field("skp_id").locator("input").click()
    with head.dialog_closes():
        head.front.locator(".o_kanban_record:not(.o_kanban_ghost)", has_text=NAME).click()
    expect(head.field("skp_id").locator("input")).to_have_value(re.compile(NAME))
    head.fill("topic", TOPIC)
    head.fill("place", "Ruang kepala puskesmas")
    head.save()
    head.expect_state("planned")
    look(head, "88-dialogue-planned")
    head.button("action_fill_agenda").click()
    expect(
        head.field("agenda_ids").locator(".o_kanban_record:not(.o_kanban_ghost)")
    ).not_to_have_count(0)


def add_point(nurse):
    """The employee adds a point of the own before they meet."""
    open_dialogue(nurse, "my-dialogues")
    nurse.add_line("agenda_ids")
    nurse.fill("name", POINT)
    look(nurse, "89-dialogue-point")
    nurse.save_dialog()
    nurse.save()
    expect(nurse.field("agenda_ids")).to_contain_text(POINT)


def write_minutes(head):
    """They sit together: the evaluator writes what is said at the point and overall."""
    open_dialogue(head, "team-dialogues")
    head.button("action_hold").click()
    head.expect_state("held")
    with head.dialog_opens():
        head.field("agenda_ids").locator(".o_kanban_record", has_text=POINT).click()
    head.fill("minutes", SAID)
    head.save_dialog()
    # The overall minutes stand below the points.
    overall = head.page.locator(".asn_dialogue .o_notebook div[name=minutes].o_field_widget")
    overall.last.locator("textarea").fill(OVERALL)
    head.save()


def agree(head):
    head.tab("agreements")
    head.add_line("agreement_ids")
    head.fill("name", AGREED)
    head.choose("owner", "employee")
    head.save_dialog()
    head.save()
    expect(head.field("agreement_ids")).to_contain_text(AGREED)


def read_record(server, nurse):
    """The record is downloaded as a PDF and holds what was said and agreed."""
    with nurse.page.expect_download() as download:
        nurse.button("action_print").click()
    pages = PdfReader(download.value.path()).pages
    body = " ".join(" ".join(page.extract_text() for page in pages).split())
    for text in (NAME, "Teuku Rizal", TOPIC, POINT, SAID, OVERALL, AGREED, "WIB"):
        assert text in body, text
    assert "berita acara dialog kinerja" in body.casefold()
    assert body.count("Dikonfirmasi secara elektronik") == 2


def see_it_come(nurse):
    """The own page names the day until which it was agreed."""
    nurse.page.goto(f"{nurse.url}/odoo/my-performance")
    expect(nurse.page.locator(".asn_dates li", has_text=AGREED)).to_have_count(1)
