"""pytest plugin of ./asn test: one closing line for several processes, and no silent skips.

Loaded with ``-p asn_tool.pytest_plugin``. Variables: ASN_REPORTS_TO makes this process write its
reports to a file; ASN_REPORTS_FROM, a JSON list of {name, reports, log}, makes it tell what other
processes write there; ASN_FRONT_IS_DONE is the file it makes when its own tests have run.
"""

import fnmatch
import json
import os
import time
from pathlib import Path

import pytest

ALLOWED = "tests/allowed_skips.txt"


def pytest_configure(config):
    """Choose the part of this process."""
    target = os.environ.get("ASN_REPORTS_TO")
    sources = os.environ.get("ASN_REPORTS_FROM")
    if target:
        config.pluginmanager.register(Writer(config, target))
    else:
        for source in json.loads(sources or "[]"):
            config.pluginmanager.register(Teller(config, **source))
        config.pluginmanager.register(SkipGuard(config))


class Writer:
    """Writes each report as one line of JSON."""

    def __init__(self, config, path):
        self.config = config
        self.file = open(path, "a", encoding="utf-8", buffering=1)  # noqa: SIM115 -- until exit

    def _write(self, kind, value):
        self.file.write(json.dumps({"kind": kind, "value": value}, default=str) + "\n")

    def _report(self, kind, report):
        data = self.config.hook.pytest_report_to_serializable(config=self.config, report=report)
        if data is not None:
            self._write(kind, data)

    def pytest_runtest_logreport(self, report):
        """A test's phase ended."""
        self._report("test", report)

    def pytest_collectreport(self, report):
        """A file was collected; only failures and skips matter to the other side."""
        if not report.passed:
            self._report("collect", report)

    def pytest_collection_finish(self, session):
        """Collection is over: tell how many tests there are."""
        self._write("count", len(session.items))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session, exitstatus):
        """The other side knows by this line that the run came to its end."""
        self._write("end", int(exitstatus))
        self.file.flush()


class Teller:
    """Tells the reports of another process as if they were ours, as they come."""

    def __init__(self, config, name, reports, log):
        self.config = config
        self.name = name
        self.path = Path(reports)
        self.log = Path(log)
        self.position = 0
        self.ended = None
        self.is_gone = False
        self.session = None

    def pytest_sessionstart(self, session):
        """Remember the session whose counters the reports go to."""
        self.session = session

    def _drain(self):
        if not self.path.exists():
            return
        with open(self.path, encoding="utf-8") as file:
            file.seek(self.position)
            while True:
                line = file.readline()
                if not line.endswith("\n"):
                    return
                self.position = file.tell()
                self._tell(json.loads(line))

    def _tell(self, entry):
        kind, value = entry["kind"], entry["value"]
        if kind == "count":
            self.session.testscollected += value
        elif kind == "end":
            self.ended = value
        elif kind == "gone":
            self.is_gone = True
        else:
            hook = self.config.hook
            report = hook.pytest_report_from_serializable(config=self.config, data=value)
            if kind == "test":
                hook.pytest_runtest_logreport(report=report)
            else:
                hook.pytest_collectreport(report=report)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item, nextitem):
        """Between our own tests, tell what the other process has finished."""
        result = yield
        self._drain()
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session):
        """After our own tests, wait for the other process to finish."""
        result = yield
        if os.environ.get("ASN_FRONT_IS_DONE"):
            Path(os.environ["ASN_FRONT_IS_DONE"]).touch()
        self._drain()
        while not self.is_gone:
            time.sleep(0.2)
            self._drain()
        # 0: all passed, 1: failures (told one by one), 5: none chosen by -k. Others are breakdowns.
        if self.ended not in (0, 1, 5) or (self.ended == 1 and not session.testsfailed):
            self._breakdown()
        return result

    def _breakdown(self):
        """The other process broke down: a failure of its own, with the end of its log."""
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        tail = "\n".join(text.splitlines()[-60:])
        report = pytest.TestReport(
            nodeid=self.name,
            location=(self.name, None, self.name),
            keywords={},
            outcome="failed",
            longrepr=f"The process of the {self.name} broke down (code {self.ended}).\n{tail}",
            when="call",
        )
        self.session.testscollected += 1
        self.config.hook.pytest_runtest_logreport(report=report)


class SkipGuard:
    """A skipped test fails the run unless tests/allowed_skips.txt names it with a reason.

    Lines of that file: a pattern of node ids, two spaces or more, the reason.
    """

    def __init__(self, config):
        self.allowed = []
        path = Path(str(config.rootpath)) / ALLOWED
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                if line.strip() and not line.startswith("#"):
                    pattern, _, reason = line.partition("  ")
                    if not reason.strip():
                        raise pytest.UsageError(f"{ALLOWED}: no reason for {pattern}")
                    self.allowed.append(pattern.strip())
        self.skipped = {}

    def _is_allowed(self, node):
        # Square brackets stand for themselves in node ids.
        return any(
            fnmatch.fnmatchcase(node, pattern.replace("[", "[[]")) for pattern in self.allowed
        )

    def pytest_runtest_logreport(self, report):
        """Remember skips that nobody explained; xfail is told by pytest itself."""
        if report.skipped and not hasattr(report, "wasxfail"):
            self._remember(report)

    def pytest_collectreport(self, report):
        """Whole files can be skipped too."""
        if report.skipped:
            self._remember(report)

    def _remember(self, report):
        if self._is_allowed(report.nodeid):
            return
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        self.skipped[report.nodeid] = str(reason)

    def pytest_sessionfinish(self, session, exitstatus):
        """A run that is otherwise green fails when a test was skipped."""
        if self.skipped and exitstatus == 0:
            session.exitstatus = 1

    def pytest_terminal_summary(self, terminalreporter):
        """List the skips with their reasons."""
        if self.skipped:
            terminalreporter.section("skipped without an entry in " + ALLOWED)
            for node, reason in sorted(self.skipped.items()):
                terminalreporter.write_line(f"{node}: {reason}")
