"""A region with its logins in a live Odoo, and a browser to use it with."""

import base64
import os

import pytest
from live_data import HALF_YEAR, REGION
from log_screen import CAMERA_HEAD, DRAW, Log
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

    ``log_in("nurse", phone=True)`` returns a Screen, which shows nothing yet; with
    ``by_page=True`` the login page is filled in, and the first screen shows. Pictures are kept in
    the folder that the environment variable ASN_PICTURES names; of a failed test, what each login
    saw last is kept.
    """
    contexts, screens = [], {}

    def log_in(who, *, phone=False, by_page=False):
        context = browser.new_context(
            **(PHONE if phone else LAPTOP), locale="id-ID", timezone_id="Asia/Jakarta"
        )
        context.set_default_timeout(SECONDS * 1000)
        contexts.append(context)
        screen = screens[who] = Screen(context, live_server.url, os.environ.get("ASN_PICTURES"))
        if by_page:
            screen.log_in(f"asn_{who}", f"asn_{who}")
        else:
            screen.enter(live_server.database, f"asn_{who}", f"asn_{who}")
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


@pytest.fixture
def log(half_year, log_in):
    """Function that opens "Log Work" of a login on a phone."""

    def log(who="nurse"):
        # What works without a connection was loaded by the screen before.
        return Log(log_in(who, phone=True, by_page=True), half_year)

    return log


@pytest.fixture(scope="module")
def photo(browser):
    """A photo of a camera: 2400 x 1800 pixels, with the place in its head."""
    page = browser.new_page()
    content = base64.b64decode(page.evaluate(DRAW))
    page.close()
    size = (len(CAMERA_HEAD) + 2).to_bytes(2, "big")
    return content[:2] + b"\xff\xe1" + size + CAMERA_HEAD + content[2:]
