"""The small region as it lies in data/ of the repository."""

import shutil
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from .writer import write
from .wrong_files import write_wrong

# Of the entries, the bulk of a region, these many rows show what they look like.
EXCERPTS = {"realisasi": 200}


def write_example(folder):
    """Write the small region, its longest file cut, and the files that are wrong on purpose.

    What is wrong is made from the whole region, so this is more than cutting a file of `folder`.

    :return: number of rows by file name without the extension
    """
    with TemporaryDirectory() as place:
        rows = write(place, "small")
        write_wrong(place)
        for name, most in EXCERPTS.items():
            path = Path(place) / f"{name}.csv"
            with path.open("rb") as file:
                kept = list(islice(file, 1 + most))  # the header is no row
            path.write_bytes(b"".join(kept))
            rows[name] = len(kept) - 1
        shutil.copytree(place, folder, dirs_exist_ok=True)
    return rows
