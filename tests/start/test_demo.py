"""./asn demo in a copy of the checkout whose path has a space: start, kill, start again, stop."""

import http.cookiejar
import json
import re
import shutil
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from asn_tool.engine import answers, free_port
from asn_tool.places import Places
from asn_tool.processes import wait_until

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(".git", "__pycache__", ".hypothesis", ".pytest_cache", "tests")
LOGIN_ROW = re.compile(r"^  (\S.*?)  +(\S+)  +(\S+)  +(\S.*)$")


class Checkout:
    """A copy of the checkout and the runs of ./asn in it."""

    def __init__(self, folder):
        self.folder = folder
        shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
        self.places = Places(folder)
        self.runs = []

    def asn(self, *arguments):
        """Run a command to its end."""
        return subprocess.run(
            [self.folder / "asn", *arguments], cwd=self.folder, capture_output=True, text=True
        )

    def start(self, *arguments):
        """Start ./asn demo; returns the process and the file it writes to."""
        output = self.folder.parent / f"output-{len(self.runs)}"
        with open(output, "w") as file:
            process = subprocess.Popen(
                [self.folder / "asn", "demo", *arguments],
                cwd=self.folder,
                stdout=file,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        self.runs.append(process)
        return process, output

    def leftovers(self):
        """Processes that still name this checkout's private folders."""
        found = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                command = path.read_bytes().decode("utf-8", "replace").replace("\0", " ")
            except OSError:
                continue
            if self.places.key in command or str(self.folder) in command:
                found.append(command)
        return found


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy in a path with a space; everything of it is removed afterwards."""
    made = Checkout(tmp_path_factory.mktemp("my work") / "kinerja asn")
    yield made
    for process in made.runs:
        if process.poll() is None:
            process.terminate()
            process.wait(60)
    made.asn("clean")


def wait_for(text, output, process, seconds):
    """Wait until the output holds the text; the output so far when it never does."""
    reached = wait_until(
        lambda: text in output.read_text() or process.poll() is not None, seconds, 0.3
    )
    said = output.read_text()
    assert reached and text in said, said
    return said


def log_in(url, database, login, password):
    """Log in as the browser does; returns the user id or None."""
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}),
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
    )
    body = {"params": {"db": database, "login": login, "password": password}}
    request = urllib.request.Request(
        url + "/web/session/authenticate",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with opener.open(request, timeout=60) as response:
        return (json.load(response).get("result") or {}).get("uid")


def test_killed_while_building_leaves_nothing_running(checkout):
    process, output = checkout.start("--no-serve")
    wait_for("Copying the template database", output, process, 600)
    time.sleep(2)
    process.kill()
    process.wait()
    assert wait_until(lambda: not checkout.leftovers(), 40), checkout.leftovers()


def test_next_start_recovers_and_every_login_works(checkout):
    port = free_port()
    process, output = checkout.start("--port", str(port))
    said = wait_for("Ready after", output, process, 900)
    url = f"http://127.0.0.1:{port}"
    assert url in said
    assert answers(url + "/web/health") and answers(url + "/web/login")
    rows = [match.groups() for match in map(LOGIN_ROW.match, said.splitlines()) if match]
    logins = [row for row in rows if row[0] != "Role"]
    assert logins
    for role, login, password, _name in logins:
        assert log_in(url, "asn_demo_small", login, password), role
    assert not log_in(url, "asn_demo_small", logins[0][1], "wrong")
    status = checkout.asn("status")
    assert status.returncode == 0 and url in status.stdout
    again = checkout.asn("demo")
    assert again.returncode == 1 and "./asn stop" in again.stderr


def test_shell_runs_python_while_the_demonstration_runs(checkout):
    def shell(code):
        return subprocess.run(
            [checkout.folder / "asn", "shell"], input=code, capture_output=True, text=True
        )

    done = shell("print(env['res.lang'].search([('code', '=', 'id_ID')]).active)")
    assert (done.returncode, done.stdout) == (0, "True\n")
    failed = shell("raise SystemError('on purpose')")
    assert failed.returncode != 0 and "on purpose" in failed.stderr


def test_interrupt_stops_everything(checkout):
    process = checkout.runs[-1]
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130
    assert wait_until(lambda: not checkout.leftovers(), 10), checkout.leftovers()


def test_second_start_is_quick_and_stop_ends_it(checkout):
    began = time.monotonic()
    process, output = checkout.start("--port", str(free_port()))
    wait_for("Ready after", output, process, 120)
    # The promise of the README.
    assert time.monotonic() - began <= 20
    stopped = checkout.asn("stop")
    assert stopped.returncode == 0 and "Stopped." in stopped.stdout
    assert process.wait(60) == 0
    assert wait_until(lambda: not checkout.leftovers(), 10), checkout.leftovers()
    assert "Nothing" in checkout.asn("stop").stdout


def test_clean_removes_what_the_checkout_stored(checkout):
    assert checkout.places.state.exists()
    assert checkout.asn("clean").returncode == 0
    assert not checkout.places.state.exists()
