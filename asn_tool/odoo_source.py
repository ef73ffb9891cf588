"""Which Odoo 19 is used: the user's own (``--odoo PATH``) or the one in the private cache."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from . import debian
from .locks import exclusive
from .report import Trouble, say


@dataclass(frozen=True)
class Odoo:
    """An Odoo on disk. ``package`` holds the folder ``odoo``; ``addons`` are its addons paths."""

    version: str
    package: Path
    addons: tuple


def own(path):
    """The Odoo 19 that the user names: a git checkout, an unpacked or an installed package."""
    path = Path(path).expanduser().absolute()
    tries = [path, path.parent, path / "usr/lib/python3/dist-packages"]
    package = next((base for base in tries if (base / "odoo/release.py").is_file()), None)
    if package is None:
        raise Trouble(
            f"There is no Odoo at {path}: odoo/release.py is missing.",
            "Name the folder that holds the folder odoo (a checkout of the branch 19.0, or "
            "dist-packages).",
        )
    text = (package / "odoo/release.py").read_text(encoding="utf-8")
    match = re.search(r"^version_info\s*=\s*\(([^)]*)\)", text, re.M)
    numbers = [part.strip(" '\"") for part in match[1].split(",")] if match else ["?", "?"]
    if numbers[:2] != ["19", "0"]:
        raise Trouble(
            f"The Odoo at {package} is {'.'.join(numbers[:2])}; these addons are for 19.0.",
            "Name an Odoo 19.0.",
        )
    folders = [package / "odoo/addons"]
    # A git checkout keeps most addons beside the package.
    if (package / "addons/web/__manifest__.py").is_file():
        folders.append(package / "addons")
    return Odoo(f"19.0 at {package}", package, tuple(folders))


def cached(places):
    """The newest complete Odoo in the private cache, or None."""
    complete = list(places.odoo.glob(f"*-r{debian.RECIPE}/complete"))
    if not complete:
        return None
    folder = max(complete, key=lambda path: path.stat().st_mtime).parent
    package = folder / "usr/lib/python3/dist-packages"
    version = folder.name.removesuffix(f"-r{debian.RECIPE}")
    return Odoo(version, package, (package / "odoo/addons",))


def ensure(places, path=None):
    """The Odoo to use, fetched first when the cache has none."""
    if path:
        odoo = own(path)
    else:
        odoo = cached(places)
        if odoo is None:
            with exclusive(places.locks / "odoo.lock", "Odoo"):
                odoo = cached(places)
                if odoo is None:
                    for half in places.odoo.glob(".*"):
                        if half.name != ".apt":
                            shutil.rmtree(half, ignore_errors=True)
                    debian.fetch_odoo(places.odoo / ".apt", places.odoo)
                    odoo = cached(places)
    say(f"   ok Odoo {odoo.version}")
    return odoo
