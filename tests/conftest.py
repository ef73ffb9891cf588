"""Fixtures for tests that need a running Odoo. They work under ./asn test."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


@pytest.fixture(scope="module")
def live_server():
    """A running Odoo on a fresh database of its own for this test module.

    ``.url``, ``.database``, ``.chromium``, ``.shell(code)``, ``.json(code)``, ``.sql(query)``,
    ``.restart()``: see asn_tool/live.py.
    """
    from asn_tool.live import LiveServer

    server = LiveServer()
    yield server
    server.close()
