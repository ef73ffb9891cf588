"""What the official prints (PDF) need besides Python: libraries of Pango, and fonts."""

import contextlib
import ctypes
import os
from pathlib import Path

from . import environment
from .report import Trouble

# WeasyPrint opens these by name; Debian installs what they need in turn.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
# Letters as in official sheets, signs that those lack, and the other scripts of Indonesia.
FONTS = {
    "LiberationSans-Regular.ttf": "fonts-liberation",
    "DejaVuSans.ttf": "fonts-dejavu-core",
    "NotoSansJavanese-Regular.ttf": "fonts-noto-core",
}
FONT_FOLDER = Path("/usr/share/fonts")


def ensure():
    """Install what is missing when root; else Trouble with the exact command.

    Fonts alone are no reason to stop: without them other fonts of the machine are used.
    """
    libraries, fonts = missing_libraries(), missing_fonts()
    if libraries:
        environment.install_debian([*libraries, *fonts], "What draws the official prints (PDF)")
    elif fonts and os.geteuid() == 0:
        with contextlib.suppress(Trouble):
            environment.install_debian(fonts, "Fonts of the official prints (PDF)")


def missing_libraries():
    """Return the Debian packages of the libraries that cannot be loaded."""
    return [package for name, package in LIBRARIES.items() if not _loads(name)]


def missing_fonts(folder=FONT_FOLDER):
    """Return the Debian packages of the fonts that are not below the folder."""
    return [package for name, package in FONTS.items() if not any(folder.rglob(name))]


def _loads(name):
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
