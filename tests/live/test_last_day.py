"""The last day of a half-year: everybody writes at once, some from two devices.

Threat: M01.
"""

import base64
import hashlib
import random
import threading
from collections import Counter

import pytest
from live_data import HALF_YEAR, REGION
from security.rpc import Login

PERSONS = 6
SHARED = 2  # so many of them work on two devices
# What a device does: 60 % lines, 20 % files, 10 % submitting, 10 % home page and dashboard.
DECK = ["open"] * 5 + ["log"] * 4 + ["edit"] * 3 + ["file"] * 4 + ["submit"] * 2 + ["home"] * 2
SECONDS = 240  # for all of it; only a server that hangs takes as long

PEOPLE = """
data = AsnDataMixin
people = env["hr.employee"].create(
    [
        {
            "name": "Pegawai %%s" %% number,
            "asn_status": "pns",
            "department_id": data.clinic.id,
            "asn_evaluator_id": data.head.id,
            "date_version": "2020-01-01",
        }
        for number in range(%s)
    ]
)
users = data._make_users(env, {"peak%%s" %% n: "base.group_user" for n in range(len(people))})
for person, user in zip(people, users.values()):
    person.user_id = user
"""
PLANS = """
import json
plans = [data._agree_plan(person) for person in people]
env.cr.commit()
print(json.dumps([str(today), [plan.result_ids.indicator_ids[0].id for plan in plans],
    [plan.evaluation_ids.filtered(lambda one: one.period_id == half).id for plan in plans]]))
"""
ENTRIES = (
    "SELECT client_token, quantity, note FROM asn_realisation WHERE client_token LIKE 'peak-%'"
)
FILES = """
import hashlib, json
found = env["asn.evidence"].search([("name", "like", "peak-")])
print(json.dumps([
    [one.name, one.realisation_id.client_token, hashlib.sha256(one._read_content()).hexdigest()]
    for one in found
]))
"""
STEPS = """
SELECT evaluation_id, action, count(*) FROM asn_transition
 WHERE action IN ('submit', 'withdraw') GROUP BY evaluation_id, action
"""
FIGURES = """
SELECT line.realised, (SELECT sum(quantity) FROM asn_realisation AS entry
                        WHERE entry.indicator_id = line.indicator_id)
  FROM asn_evaluation_indicator AS line WHERE line.evaluation_id IN (%s)
   AND line.indicator_id IN (%s)
"""


class Device(threading.Thread):
    """Does its deck of cards, and remembers what the server said it had kept."""

    def __init__(self, server, number, day, indicator, evaluation, shared):
        super().__init__(daemon=True)
        person = number % PERSONS
        self.login = Login(server.url, server.database, f"asn_peak{person}")
        self.chance = random.Random(number)
        self.name, self.day, self.shared = f"peak-{number}", day, shared
        self.indicator, self.evaluation = indicator, evaluation
        self.ids, self.entries, self.files = {}, {}, {}
        self.steps, self.done, self.problems = Counter(), Counter(), []

    def run(self):
        """Play the deck; the first card makes an entry for the others to work on."""
        deck = list(DECK)
        self.chance.shuffle(deck)
        try:
            for number, card in enumerate(["log", *deck]):
                getattr(self, f"_{card}")(number)
                self.done[card] += 1
        except Exception as error:
            self.problems.append(repr(error))

    def _call(self, model, method, *arguments):
        """Return the value, or None when it was refused because the other device had submitted."""
        answer = self.login.call(model, method, *arguments)
        if answer.ok:
            return answer.value
        if not (self.shared and self.login.is_refusal(answer)):
            self.problems.append(f"{model}.{method}: {answer!r}")
        self.done["refused"] += 1
        return None

    def _open(self, _number):
        page = self._call("asn.realisation", "get_log_page", False, self.day)
        tokens = {entry["id"] for entry in page["entries"]} if page else set()
        if not set(self.ids.values()) <= tokens:
            self.problems.append("an entry that was kept is not on the page")

    def _log(self, number):
        token, quantity = f"{self.name}-{number:04}", float(self.chance.randrange(1, 99))
        entry = {"token": token, "indicator_id": self.indicator, "date": self.day}
        entry |= {"quantity": quantity, "denominator": 0, "note": "", "links": [], "files": []}
        made = self._call("asn.realisation", "log_work", [entry])
        if made:
            self.ids[token], self.entries[token] = made[0]["id"], (quantity, "")

    def _edit(self, number):
        if self.ids:
            token = self.chance.choice(sorted(self.ids))
            quantity, note = float(self.chance.randrange(1, 99)), f"Diubah {number}"
            vals = {"quantity": quantity, "note": note}
            if self._call("asn.realisation", "write", [self.ids[token]], vals):
                self.entries[token] = quantity, note

    def _file(self, number):
        if self.ids:
            token, name = self.chance.choice(sorted(self.ids)), f"{self.name}-{number}.pdf"
            content = b"%%PDF-1.4\n1 0 obj<</Name/%s>>endobj\ntrailer<<>>\n%%%%EOF" % name.encode()
            vals = {"realisation_id": self.ids[token], "name": name}
            vals["upload"] = base64.b64encode(content).decode()
            if self._call("asn.evidence", "create", [vals]):
                self.files[name] = token, hashlib.sha256(content).hexdigest()

    def _submit(self, _number):
        for step in ("submit", "withdraw"):
            refused = self.done["refused"]
            self._call("asn.evaluation", f"action_{step}", [self.evaluation])
            self.steps[step] += self.done["refused"] == refused

    def _home(self, _number):
        self._call("asn.skp", "get_my_performance")
        self._call("asn.evaluation.report", "get_dashboard")
        status = self.login.request("GET", "/odoo")[0]
        if status != 200:
            self.problems.append(f"/odoo: {status}")


@pytest.fixture(scope="module")
def played(live_server):
    """The devices, after all of them have played at the same time."""
    day, indicators, evaluations = live_server.json(REGION + PEOPLE % PERSONS + HALF_YEAR + PLANS)
    devices = [
        Device(
            live_server,
            number,
            day,
            indicators[number % PERSONS],
            evaluations[number % PERSONS],
            number % PERSONS < SHARED,
        )
        for number in range(PERSONS + SHARED)
    ]
    for device in devices:
        device.start()
    for device in devices:
        device.join(SECONDS)
    assert not [device.name for device in devices if device.is_alive()], "the server hangs"
    return devices


def test_every_answer_is_one_that_a_person_understands(played):  # threat: M01
    assert [problem for device in played for problem in device.problems] == []
    done = sum((device.done for device in played), Counter())
    assert {card: done[card] for card in set(DECK)} == {
        card: DECK.count(card) * len(played) + (card == "log") * len(played) for card in set(DECK)
    }


def test_what_was_kept_is_there_once_and_nothing_else(live_server, played):  # threat: M01
    entries = {token: value for device in played for token, value in device.entries.items()}
    rows = live_server.sql(ENTRIES)
    assert len(rows) == len(entries) > 3 * len(played)
    assert {token: (float(quantity), note or "") for token, quantity, note in rows} == entries
    files = {name: list(value) for device in played for name, value in device.files.items()}
    rows = live_server.json(FILES)
    assert len(rows) == len(files) > 2 * len(played)
    assert {name: [token, digest] for name, token, digest in rows} == files
    steps = Counter()
    for device in played:
        for step, count in device.steps.items():
            steps[str(device.evaluation), step] += count
    kept = Counter({(key, step): int(count) for key, step, count in live_server.sql(STEPS)})
    shared = {str(device.evaluation) for device in played if device.shared}
    assert set(kept) == {key for key, count in steps.items() if count}
    for (evaluation, step), count in kept.items():
        # Of two devices that take the same step at once, the second is told that it is done.
        least = 1 if evaluation in shared else steps[evaluation, step]
        assert least <= count <= steps[evaluation, step], (evaluation, step)
    for evaluation in shared:
        assert kept[evaluation, "submit"] - kept[evaluation, "withdraw"] in (0, 1)


def test_figures_count_every_entry(live_server, played):  # threat: M01
    """Two devices that log for one indicator at once: neither entry is left out of the sum."""
    keys = [
        ", ".join(str(getattr(device, name)) for device in played)
        for name in ("evaluation", "indicator")
    ]
    rows = live_server.sql(FIGURES % tuple(keys))
    assert len(rows) == PERSONS
    assert all(float(realised) == float(total) > 0 for realised, total in rows), rows
