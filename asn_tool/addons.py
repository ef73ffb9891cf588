"""The addons of this checkout: which there are, what they need, and whether they changed."""

import ast
import hashlib
from dataclasses import dataclass
from pathlib import Path

from .report import Trouble

IGNORED = {"__pycache__", "tests"}


@dataclass(frozen=True)
class Addon:
    """One addon of ours: its name, folder and the addons it depends on."""

    name: str
    folder: Path
    depends: tuple


def discover(root):
    """The installable addons at the top of the checkout, in alphabetical order."""
    found = []
    for path in sorted(root.glob("*/__manifest__.py")):
        try:
            manifest = ast.literal_eval(path.read_text(encoding="utf-8"))
        except (SyntaxError, ValueError) as error:
            raise Trouble(
                f"The manifest {path.relative_to(root)} cannot be read: {error}.", "Mend it."
            ) from error
        if manifest.get("installable", True):
            depends = tuple(manifest.get("depends", ["base"]))
            found.append(Addon(path.parent.name, path.parent, depends))
    return found


def foreign_dependencies(addons):
    """Names of the addons that ours need and that are not ours, sorted."""
    ours = {addon.name for addon in addons}
    return sorted({name for addon in addons for name in addon.depends} - ours)


def fingerprint(addon):
    """A hash of all files of the addon that the database depends on (tests are left out)."""
    digest = hashlib.sha256()
    for path in sorted(addon.folder.rglob("*")):
        relative = path.relative_to(addon.folder)
        if path.is_file() and not IGNORED & set(relative.parts) and path.suffix != ".pyc":
            digest.update(f"{relative}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
