"""Makes the region of each size once, and reads its files."""

import csv
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


class Region:
    """The files of a region as lists of dicts, read when asked for."""

    def __init__(self, folder):
        self.folder = folder
        self._tables = {}

    def __getattr__(self, name):
        if name not in self._tables:
            with open(self.folder / f"{name}.csv", encoding="utf-8", newline="") as file:
                self._tables[name] = list(csv.DictReader(file))
        return self._tables[name]


@pytest.fixture(scope="session")
def make_region(tmp_path_factory):
    from asn_tool.region import write

    made = {}

    def make(size, seed=1):
        if (size, seed) not in made:
            folder = tmp_path_factory.mktemp(f"region-{size}-{seed}")
            write(folder, size, seed)
            made[size, seed] = Region(folder)
        return made[size, seed]

    return make


@pytest.fixture(scope="session")
def small(make_region):
    return make_region("small")


# A region of each layout: few offices, all offices with sections, several governments.
@pytest.fixture(scope="session", params=["small", "city", 13_000])
def region(request, make_region):
    return make_region(request.param)


@pytest.fixture(scope="session")
def committed():
    """The region that lies in data/ of the repository, with the first 200 of its entries."""
    return Region(ROOT / "data")
