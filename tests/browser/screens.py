"""Drives Odoo's web client by names of fields and buttons, which no translation changes."""

import re
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect

# Odoo tells its own troubles with the websocket in the console; the tests do not need it.
NOISE = re.compile(
    r"websocket|bus_worker|push.?manager|service.?worker|notification permission", re.I
)
CALL = "/web/dataset/call_kw"
LAPTOP = {"viewport": {"width": 1366, "height": 850}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
# A phone asks for a confirmation on the whole screen, a laptop in a window: both are a dialog.
DIALOG = ".o_dialog .modal"


class Refused(Exception):
    """The server refused a call; the text says why."""


class Screen:
    """What one login sees in one window.

    ``errors`` collects what went wrong in the browser: errors in the console, exceptions of
    scripts, answers of the server from 400 on.
    """

    def __init__(self, context, url, pictures=None):
        self.page = context.new_page()
        self.url = url
        self.pictures = Path(pictures) if pictures else None
        self.errors = []
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.errors.append(f"exception: {error}"))
        self.page.on("response", self._on_response)
        self.asked = set()  # calls of the server that are not answered yet
        self.page.on("request", lambda request: CALL in request.url and self.asked.add(request))
        for event in ("requestfinished", "requestfailed"):
            self.page.on(event, lambda request: self.asked.discard(request))

    def _on_console(self, message):
        if message.type == "error" and not NOISE.search(message.text):
            self.errors.append(f"console: {message.text}")

    def _on_response(self, response):
        if response.status >= 400:
            self.errors.append(f"{response.status}: {response.url}")

    # ------------------------------------------------------------------
    # Going somewhere
    # ------------------------------------------------------------------

    def log_in(self, login, password):
        """Log in through the login page."""
        self.page.goto(f"{self.url}/web/login")
        self.page.locator("input[name=login]").fill(login)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("form.oe_login_form button[type=submit]").click()
        expect(self.page.locator(".o_main_navbar")).to_be_visible()

    def enter(self, database, login, password):
        """Log in without the login page and the first screen, which take seconds to draw."""
        params = {"db": database, "login": login, "password": password}
        answer = self._post("/web/session/authenticate", params)
        assert answer["result"]["uid"], answer

    def open(self, path):
        """Open the address of an action and wait for its view."""
        self.page.goto(f"{self.url}/odoo/{path}")
        expect(self.page.locator(".o_action_manager .o_view_controller").first).to_be_visible()

    def record(self, text=""):
        """The card or row of a list of records that shows ``text``."""
        rows = self.page.locator(
            ".o_action_manager .o_kanban_record:not(.o_kanban_ghost, .o-kanban-button-new),"
            " .o_action_manager .o_data_row"
        )
        return rows.filter(has_text=text)

    def open_record(self, text=""):
        """Open the form of the one record that shows ``text``."""
        record = self.record(text)
        expect(record).to_have_count(1)
        cell = record.locator("td.o_data_cell").first
        (cell if cell.count() else record).click()
        expect(self.page.locator(".o_action_manager .o_form_view")).to_be_visible()
        self.settle()

    def settle(self):
        """Wait until every call is answered: the client shows first what it remembers of a record.

        Whatever is typed before the answer comes would be lost with it.
        """
        for _moment in range(200):
            self.page.wait_for_timeout(50)
            if not self.asked:
                return

    # ------------------------------------------------------------------
    # The form in front
    # ------------------------------------------------------------------

    @property
    def front(self):
        """The dialog on top, or the page when there is none."""
        dialogs = self.page.locator(DIALOG)
        return dialogs.last if dialogs.count() else self.page.locator(".o_action_manager")

    def field(self, name):
        """The widget of a field in the form in front."""
        return self.front.locator(f".o_field_widget[name='{name}']").first

    def fill(self, name, value):
        """Type into a field of the form in front."""
        self.field(name).locator("input:not([type=file]), textarea").first.fill(value)

    def choose(self, name, key):
        """Choose one of the radio buttons of a selection by its key."""
        radio = self.field(name).locator(f"input[data-value='{key}']")
        radio.check()
        expect(radio).to_be_checked()

    def button(self, name):
        """A button of the form in front by the name of its method."""
        return self.front.locator(f"button[name='{name}']").first

    def tab(self, name):
        """Show a page of the form's notebook."""
        self.front.locator(f".o_notebook .nav-link[name='{name}']").click()

    def add_line(self, name):
        """Open the dialog of a new line of a list on a phone or on a laptop."""
        lines = self.field(name)
        with self.dialog_opens():
            lines.locator(".o-kanban-button-new, .o_field_x2many_list_row_add a").first.click()

    @contextmanager
    def dialog_opens(self):
        """Wait until what is done here has opened one more dialog."""
        dialogs = self.page.locator(DIALOG)
        before = dialogs.count()
        yield
        expect(dialogs).to_have_count(before + 1)

    @contextmanager
    def dialog_closes(self):
        """Wait until what is done here has closed the dialog on top."""
        dialogs = self.page.locator(DIALOG)
        before = dialogs.count()
        yield
        expect(dialogs).to_have_count(before - 1)

    def save_dialog(self):
        """Save the dialog on top and wait until it is gone."""
        with self.dialog_closes():
            self.front.locator(".modal-footer .o_form_button_save").first.click()

    def confirm(self):
        """Say yes to the question on top."""
        with self.dialog_closes():
            self.front.locator(".modal-footer .btn-primary").first.click()

    def save(self):
        """Save the form of the page, through the button that shows when it has changed."""
        save = self.page.locator(".o_action_manager .o_form_button_save").first
        expect(save).to_be_visible()
        save.click()
        expect(save).not_to_be_visible()

    def expect_state(self, key):
        """Wait until the status bar of the form in front shows this state."""
        # A phone shows a drop-down instead; the button of the current state is there unseen.
        current = self.front.locator(
            f".o_field_widget[name='state'] .o_arrow_button_current[data-value='{key}']"
        )
        expect(current.first).to_be_attached()

    # ------------------------------------------------------------------
    # What it shows
    # ------------------------------------------------------------------

    def text(self):
        """All text that the page shows now."""
        return self.page.locator("body").inner_text()

    def call(self, model, method, *arguments, **options):
        """Call a method of a model as this login, as the web client does; returns its answer."""
        params = {"model": model, "method": method, "args": arguments, "kwargs": options}
        answer = self._post(f"{CALL}/{model}/{method}", params)
        if "error" in answer:
            raise Refused(answer["error"]["data"]["message"])
        return answer.get("result")

    def _post(self, path, params):
        """Ask the server with the session of this window."""
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        return self.page.request.post(self.url + path, data=body).json()

    def label(self, model, field, key):
        """The text of a key of a selection in the language of this login."""
        context = self.call("res.users", "context_get")
        fields = self.call(model, "fields_get", [field], ["selection"], context=context)
        return dict(fields[field]["selection"])[key]

    def too_wide(self):
        """What reaches over the sides of the window in forms, lists and dialogs, as HTML."""
        return self.page.evaluate(TOO_WIDE)

    def nameless(self):
        """Visible inputs without a label and buttons without a name, as HTML."""
        return self.page.evaluate(NAMELESS)

    def picture(self, name):
        """Keep a picture ``name``.png in the folder of the pictures, when one was given."""
        if self.pictures:
            self.pictures.mkdir(parents=True, exist_ok=True)
            # What passes by itself is no part of the picture.
            for passing in (".o_loading_indicator", ".o_pager_indicator"):
                expect(self.page.locator(passing)).to_be_hidden()
            self.page.screenshot(path=self.pictures / f"{name}.png", animations="disabled")


# Odoo's own frame (control panel, chatter, what selects rows and columns of a list) is not
# measured: it is the same in every app.
COMMON = """
    const CORE = ".o_control_panel, .o-mail-Chatter, .o-mail-ChatterContainer, " +
        ".o_list_record_selector, .o_list_actions_header, .o_optional_columns_dropdown";
    const mine = (selector) => [...document.querySelectorAll(selector)].filter((node) =>
        node.closest(".o_action_manager .o_content, .o_dialog .modal-body") &&
        !node.closest(CORE) && !node.closest(".o_inactive_modal") &&
        node.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}));
    const html = (node) => node.outerHTML.slice(0, 200);
"""

TOO_WIDE = (
    """() => {"""
    + COMMON
    + """
    const width = window.innerWidth;
    // A strip, like tabs, may be pushed sideways; a text that ends in dots is cut on purpose.
    const kept = (node) => {
        for (let up = node.parentElement; up; up = up.parentElement) {
            const style = getComputedStyle(up);
            if (style.textOverflow === "ellipsis") return true;
            if (/auto|scroll/.test(style.overflowX) && up.clientHeight < 80 &&
                up.scrollWidth > up.clientWidth && up.clientWidth <= width) return true;
        }
        return false;
    };
    const wide = mine("*").filter((node) => {
        const box = node.getBoundingClientRect();
        return box.width && box.height && (box.right > width + 1 || box.left < -1) && !kept(node);
    }).map(html);
    if (document.documentElement.scrollWidth > width) wide.push("the page itself");
    return wide;
}"""
)

NAMELESS = (
    """() => {"""
    + COMMON
    + """
    const text = (node) => (node && node.textContent || "").trim();
    const named = (node) =>
        node.getAttribute("aria-label") || node.getAttribute("title") ||
        node.getAttribute("placeholder") ||
        (node.getAttribute("aria-labelledby") || "").split(" ")
            .some((id) => text(document.getElementById(id))) ||
        [...(node.labels || [])].some(text);
    const inputs = mine("input:not([type=hidden]), textarea, select");
    const buttons = mine("button, a.btn, [role=button]").filter((node) =>
        !text(node) && !node.dataset.tooltip &&
        !node.querySelector("[title], [aria-label], img[alt]:not([alt=''])"));
    return [...inputs, ...buttons].filter((node) => !named(node)).map(html);
}"""
)
