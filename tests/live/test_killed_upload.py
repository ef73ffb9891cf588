"""The server is killed while phones send work with pictures: nothing half, twice or lost.

Threats: G09 L01.
"""

import base64
import hashlib
import http.client
import random
import struct
import threading
import time
import uuid
import zlib

import pytest
from live_data import HALF_YEAR, REGION
from security.rpc import Login

PHONES = 3
KILLS = 3
BETWEEN = 8  # entries kept before each kill
SIDE = 300  # pixels: a file of about 270 KB

INDICATOR = """
import json
plan = env["asn.skp"].search([("user_id.login", "=", "asn_nurse")], limit=1)
day = env["asn.period"]._local_today(env.company)
print(json.dumps([plan.result_ids.indicator_ids[0].id, str(day)]))
"""
KEPT = """
import hashlib, json
entries = env["asn.realisation"].search([("client_token", "like", "kill-")])
print(json.dumps([
    [entry.client_token, entry.quantity,
     [hashlib.sha256(evidence._read_content()).hexdigest() for evidence in entry.evidence_ids]]
    for entry in entries
]))
"""


def picture(seed):
    """A picture of noise as a PNG file."""
    chance = random.Random(seed)
    rows = b"".join(b"\0" + chance.randbytes(3 * SIDE) for _row in range(SIDE))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)),)
    parts += ((b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    chunks = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


class Phone(threading.Thread):
    """Sends entries one after the other, each with its token until the server has answered."""

    def __init__(self, server, indicator, day, number):
        super().__init__(daemon=True)
        self.login = Login(server.url, server.database, "asn_nurse")
        self.indicator, self.day, self.number = indicator, day, number
        self.sent, self.is_over, self.problem = {}, threading.Event(), None
        self.repeated = 0

    def run(self):
        """Send until told to stop; the last entry is sent to its end."""
        while not self.is_over.is_set() and not self.problem:
            count = len(self.sent) + 1
            token = f"kill-{self.number}-{uuid.uuid4().hex}"
            content = picture(f"{self.number}-{count}")
            self._send(token, count, content)
            self.sent[token] = (float(count), hashlib.sha256(content).hexdigest())

    def _send(self, token, quantity, content):
        entry = {
            "token": token,
            "indicator_id": self.indicator,
            "date": self.day,
            "quantity": quantity,
            "denominator": 0,
            "note": "Dikirim saat peladen dimatikan",
            "links": [],
            "files": [{"name": "foto.png", "content": base64.b64encode(content).decode()}],
        }
        while True:
            try:
                answer = self.login.call("asn.realisation", "log_work", [entry])
            except (http.client.HTTPException, OSError):
                self.login.connection.close()
                self.repeated += 1
                time.sleep(0.3)
                continue
            if not answer.ok:
                self.problem = repr(answer)
            return


@pytest.fixture
def phones(live_server):
    """Phones of one person that are sending."""
    live_server.shell(REGION + HALF_YEAR)
    indicator, day = live_server.json(INDICATOR)
    phones = [Phone(live_server, indicator, day, number) for number in range(PHONES)]
    for phone in phones:
        phone.start()
    yield phones
    for phone in phones:
        phone.is_over.set()


def _wait_for(phones, count):
    end = time.monotonic() + 120
    while sum(len(phone.sent) for phone in phones) < count:
        assert not [phone.problem for phone in phones if phone.problem]
        assert time.monotonic() < end, "the phones got no answer for two minutes"
        time.sleep(0.05)


def test_entries_survive_a_killed_server_whole_and_once(live_server, phones):
    for _kill in range(KILLS):
        _wait_for(phones, sum(len(phone.sent) for phone in phones) + BETWEEN)
        live_server.restart()
    _wait_for(phones, sum(len(phone.sent) for phone in phones) + BETWEEN)
    for phone in phones:
        phone.is_over.set()
    for phone in phones:
        phone.join(timeout=60)
        assert not phone.is_alive() and not phone.problem

    assert sum(phone.repeated for phone in phones) > 0, "no request was hit by a kill"
    sent = {token: value for phone in phones for token, value in phone.sent.items()}
    kept = live_server.json(KEPT)
    assert len(kept) == len({token for token, _quantity, _files in kept}) == len(sent)
    for token, quantity, files in kept:
        assert (quantity, files) == (sent[token][0], [sent[token][1]]), token
    orphans = live_server.sql("SELECT count(*) FROM asn_evidence WHERE realisation_id IS NULL")
    assert orphans == [("0",)]
