"""A region with its logins in a live Odoo, and a browser to use it with."""

import os

import pytest
from playwright.sync_api import expect, sync_playwright
from screens import LAPTOP, PHONE, Screen

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-sync",
)
SECONDS = 30
# The people of the addon's own tests, with logins in Indonesian. The chat robot's greeting, which
# would cover a phone's screen at the first login, is switched off as an office does it.
REGION = """
from odoo.addons.hr_asn_kinerja.tests.common import AsnDataMixin

AsnDataMixin._make_region(env(context={"tracking_disable": True}))
users = env["res.users"].search([("login", "=like", "asn\\\\_%")])
users.write({"lang": "id_ID", "tz": "Asia/Jakarta"})
if "odoobot_state" in users._fields:
    users.odoobot_state = "disabled"
env.cr.commit()
"""
# The year and the half-year of today are open; the nurse's plan is agreed and one entry logged,
# the colleague's plan is a draft.
HALF_YEAR = """
data = AsnDataMixin
data.env = env
today = env["asn.period"]._local_today(env.company)
data.year = env["asn.period"].browse(env["asn.period"].action_generate(today.year)["res_id"])
half = data.year.child_ids.filtered(lambda period: period.date_start <= today <= period.date_end)
data.year.with_user(data.hr_user).action_open()
plan = data._agree_plan(data.nurse)
half.with_user(data.hr_user).action_open()
data._log(plan.result_ids.indicator_ids[0], 900, today, note="Pelayanan rawat jalan")
env.cr.commit()
"""


@pytest.fixture(scope="module")
def region(live_server):
    """The live server, with people and logins (login and password ``asn_<key>``)."""
    live_server.shell(REGION)
    return live_server


@pytest.fixture(scope="module")
def half_year(live_server):
    """The live server with people, logins and work in an open half-year."""
    live_server.shell(REGION + HALF_YEAR)
    return live_server


@pytest.fixture(scope="session")
def playwright_():
    expect.set_options(timeout=SECONDS * 1000)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def browser(playwright_, live_server):
    browser = playwright_.chromium.launch(executable_path=live_server.chromium, args=list(FLAGS))
    yield browser
    browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "call":
        item.failed = report.failed
    return report


@pytest.fixture
def log_in(browser, live_server, request, tmp_path):
    """Function that logs somebody in, in a window of their own; afterwards no error may be left.

    ``log_in("nurse", phone=True)`` returns a Screen. Pictures are kept in the folder that the
    environment variable ASN_PICTURES names; of a failed test, what each login saw last is kept.
    """
    contexts, screens = [], {}

    def log_in(who, *, phone=False):
        context = browser.new_context(
            **(PHONE if phone else LAPTOP), locale="id-ID", timezone_id="Asia/Jakarta"
        )
        context.set_default_timeout(SECONDS * 1000)
        contexts.append(context)
        screen = screens[who] = Screen(context, live_server.url, os.environ.get("ASN_PICTURES"))
        screen.log_in(f"asn_{who}", f"asn_{who}")
        return screen

    yield log_in
    if getattr(request.node, "failed", False):
        for who, screen in screens.items():
            screen.page.screenshot(path=tmp_path / f"{who}.png")
            print(f"{who}: {screen.errors or 'no errors'}")
        print(f"What each login saw last: {tmp_path}")
    errors = {who: screen.errors for who, screen in screens.items() if screen.errors}
    for context in contexts:
        context.close()
    assert not errors, f"the browser reports errors: {errors}"
