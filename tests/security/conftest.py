"""One server for all walks of this folder."""

import pytest

from .world import running_world


@pytest.fixture(scope="package")
def world():
    """Documents of one person, a session per role, and the database."""
    with running_world() as world:
        yield world
