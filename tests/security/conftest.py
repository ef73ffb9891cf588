"""One server for all walks of this folder."""

import pytest


@pytest.fixture(scope="package")
def world():
    """Documents of one person, a session per role, and the database."""
    from asn_tool.live import LiveServer

    from .world import World

    server = LiveServer()
    try:
        yield World(server)
    finally:
        server.close()
