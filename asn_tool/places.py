"""Where things lie: the checkout, and a private cache outside it.

``odoo/`` and ``python/`` are shared by all checkouts; ``checkouts/<hash>/`` belongs to one.
"""

import hashlib
import json
import os
from pathlib import Path

from .report import Trouble

ROOT = Path(__file__).resolve().parent.parent


class Places:
    """The folders of one checkout. ``root`` is the checkout, ``cache`` the private cache."""

    def __init__(self, root=ROOT, cache=None):
        self.root = Path(root).resolve()
        base = cache or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        self.cache = Path(base).absolute() / "kinerja-asn"
        if ":" in str(self.root) or "," in str(self.root):
            raise Trouble(
                f"The path of this checkout, {self.root}, holds a colon or a comma, "
                "which Odoo's list of addons cannot carry.",
                "Move the checkout to a path without them.",
            )
        self.key = hashlib.sha256(str(self.root).encode()).hexdigest()[:12]
        self.odoo = self.cache / "odoo"
        self.python = self.cache / "python"
        self.locks = self.cache / "locks"
        self.state = self.cache / "checkouts" / self.key
        self.logs = self.state / "logs"
        self.conf = self.state / "conf"
        self.odoo_data = self.state / "odoo-data"

    def make(self):
        """Create the folders, closed to other users: they hold a database and passwords."""
        self.cache.mkdir(parents=True, exist_ok=True)
        for folder in (self.odoo, self.python, self.locks):
            folder.mkdir(exist_ok=True)
        self.state.mkdir(parents=True, exist_ok=True)
        os.chmod(self.state, 0o700)
        for folder in (self.logs, self.conf, self.odoo_data):
            folder.mkdir(exist_ok=True)
        write_atomically(self.state / "checkout", f"{self.root}\n")


def write_atomically(path, text, mode=0o600):
    """Write a file so that a reader, or a kill half-way, never meets half of it."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(text, encoding="utf-8")
    os.chmod(temporary, mode)
    os.replace(temporary, path)


def read_json(path, default=None):
    """The content of a JSON file, or the default when it is missing or spoilt."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return default


def write_json(path, value):
    """Write a JSON file atomically, readable by its owner alone."""
    write_atomically(path, json.dumps(value, indent=1, ensure_ascii=False) + "\n")
