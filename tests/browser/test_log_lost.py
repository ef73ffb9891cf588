"""Logging work on a phone that is cut off, closed or tapped twice: nothing lost, nothing twice."""

from log_screen import COUNT, KEPT
from playwright.sync_api import expect


def test_entry_without_a_connection_is_sent_once_when_it_is_back(log, photo):
    phone = log().show()
    context = phone.page.context
    context.set_offline(True)
    expect(phone.page.locator(".alert-info")).to_be_visible()
    phone.choose_file("rumah.jpg", photo, "image/jpeg", "photo")
    note = "Tanpa sinyal di Rundeng"
    phone.type(what=COUNT, quantity=6, note=note)
    expect(phone.part("files").locator("img")).to_be_visible()
    phone.tap("save")
    waiting = phone.part("waiting")
    expect(waiting).to_contain_text(note)
    expect(phone.form().locator("input[name=quantity]")).to_have_value("")
    phone.look("log_waiting")
    phone.tap("send")
    expect(waiting).to_contain_text(note)
    assert phone.rows(note) == []

    # The tab is closed while there is no connection. What waits is there in the next one.
    phone.page.close()
    context.set_offline(False)
    phone.screen.page = context.new_page()
    phone.show()
    phone.expect_saved(note)
    expect(phone.part("waiting")).to_have_count(0)
    assert [row[0] for row in phone.rows(note)] == [6]
    count = phone.server.sql(
        "SELECT count(*) FROM asn_evidence e JOIN asn_realisation r"
        f" ON r.id = e.realisation_id WHERE r.note = '{note}'"
    )
    assert int(count[0][0]) == 1
    assert phone.page.evaluate(KEPT) == {"drafts": [], "files": []}
    phone.forget_errors("ERR_INTERNET_DISCONNECTED|ERR_FAILED")


def test_connection_that_comes_back_while_the_page_is_open(log):
    phone = log().show()
    phone.page.context.set_offline(True)
    note = "Sinyal kembali"
    phone.type(what=COUNT, quantity=3, note=note)
    phone.tap("save")
    expect(phone.part("waiting")).to_contain_text(note)
    phone.page.context.set_offline(False)
    phone.expect_saved(note)
    expect(phone.part("waiting")).to_have_count(0)
    assert len(phone.rows(note)) == 1
    phone.forget_errors("ERR_INTERNET_DISCONNECTED|ERR_FAILED")


def test_answer_that_was_lost_makes_no_second_entry(log):
    """The server has saved; only its answer did not come through."""
    phone = log().show()
    note = "Jawaban hilang"
    phone.page.route("**/log_work", lambda route: (route.fetch(), route.abort("connectionreset")))
    phone.type(what=COUNT, quantity=2, note=note)
    phone.tap("save")
    expect(phone.part("waiting")).to_contain_text(note)
    assert len(phone.rows(note)) == 1
    phone.page.unroute("**/log_work")
    phone.tap("send")
    phone.expect_saved(note)
    assert len(phone.rows(note)) == 1
    phone.forget_errors("ERR_CONNECTION_RESET")


def test_killed_tab_loses_nothing_that_was_typed(log, photo):
    phone = log().show()
    note = "Belum disimpan"
    phone.type(what=COUNT, quantity=11, note=note)
    phone.choose_file("foto.jpg", photo, "image/jpeg", "photo")
    expect(phone.part("files").locator("img")).to_be_visible()
    expect(phone.form()).to_contain_text("foto.jpg")
    # The photo is written after what was typed before it.
    phone.page.wait_for_function(f"async () => (await ({KEPT})()).files.length === 1")
    context = phone.page.context
    phone.page.close()
    phone.screen.page = context.new_page()
    phone.show()
    expect(phone.form().locator("textarea[name=note]")).to_have_value(note)
    expect(phone.form().locator("input[name=quantity]")).to_have_value("11")
    expect(phone.part("files").locator("img")).to_be_visible()
    phone.tap("save")
    phone.expect_saved(note)
    assert [row[0] for row in phone.rows(note)] == [11]


def test_double_tap_makes_one_entry(log):
    phone = log().show()
    note = "Ketuk dua kali"
    phone.type(what=COUNT, quantity=1, note=note)
    phone.page.locator("button[name=save]").evaluate(
        "(button) => { button.click(); button.click(); }"
    )
    phone.expect_saved(note)
    assert len(phone.rows(note)) == 1


def test_two_phones_at_once_make_two_entries(log):
    phones = [log().show(), log().show()]
    note = "Dua ponsel"
    for number, phone in enumerate(phones, start=1):
        phone.type(what=COUNT, quantity=number, note=note)
    for phone in phones:
        phone.page.locator("button[name=save]").evaluate("(button) => button.click()")
    for phone in phones:
        phone.expect_saved(note)
    assert sorted(row[0] for row in phones[0].rows(note)) == [1, 2]


def test_session_that_expires_while_typing(log):
    phone = log().show()
    note = "Sesi berakhir"
    phone.type(what=COUNT, quantity=5, note=note)
    phone.page.context.clear_cookies()
    phone.tap("save")
    expect(phone.part("waiting")).to_contain_text(note)
    phone.look("log_logged_out")

    # Whoever takes the phone next sees nothing of it, and cannot read what is kept.
    phone.screen.log_in("asn_colleague", "asn_colleague")
    phone.screen.open("log-work")
    expect(phone.part("empty")).to_be_visible()
    expect(phone.part("waiting")).to_have_count(0)
    kept = phone.page.evaluate(KEPT)["drafts"]
    assert len(kept) == 1
    assert note not in kept[0] and "quantity" not in kept[0]
    phone.look("log_no_agreed_plan")
    phone.tap("open_plan")
    expect(phone.page.locator(".o_form_view")).to_be_visible()

    phone.page.context.clear_cookies()
    phone.page.evaluate("localStorage.clear()")  # Odoo would offer a choice of known logins
    phone.screen.log_in("asn_nurse", "asn_nurse")
    phone.show()
    phone.expect_saved(note)
    assert [row[0] for row in phone.rows(note)] == [5]


def test_refusal_keeps_what_was_typed_and_says_why(log):
    phone = log().show()
    note = "Tautan dengan kata sandi"
    phone.type(what=COUNT, quantity=9, note=note)
    phone.tap("link")
    phone.form().locator("input[type=url]").fill("https://saya:rahasia@contoh.go.id/laporan")
    phone.tap("save")
    waiting = phone.part("waiting")
    expect(waiting.locator(".asn_reason")).not_to_be_empty()
    expect(waiting).to_contain_text(note)
    phone.look("log_refused")
    assert phone.rows(note) == []
    phone.tap("edit")
    expect(waiting).to_have_count(0)
    expect(phone.form().locator("textarea[name=note]")).to_have_value(note)
    phone.form().locator("input[type=url]").fill("https://contoh.go.id/laporan")
    phone.tap("save")
    phone.expect_saved(note)
    assert [row[0] for row in phone.rows(note)] == [9]
