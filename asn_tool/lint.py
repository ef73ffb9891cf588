"""./asn lint: style and security by ruff, checks for Odoo addons by pylint-odoo, our own checks of
sudo and SQL, the page made of the matrix."""

import subprocess

from . import access_page, addons, environment, own_checks, processes
from .report import say

# Left out: the order of attributes and the writing of the XML header, which mean nothing, and
# README.rst, which OCA's own bot makes.
OCA_OPTIONS = ("--disable=missing-readme,xml-header-wrong,xml-tag-position",)


def commands(places, programs, options):
    """The checks as (name, command line) in the order in which they run."""
    ruff = programs.program("ruff")
    own = [addon.folder.name for addon in addons.discover(places.root)]
    check = [ruff, "check", *(["--fix"] if options.fix else []), "."]
    layout = [ruff, "format", *([] if options.fix else ["--check"]), "."]
    pylint = [programs.program("pylint"), "--rcfile=.pylintrc-mandatory", *own]
    chosen = [("ruff", check), ("format", layout)]
    if own:
        chosen.append(("pylint", pylint))
        chosen.append(("oca", [programs.program("oca-checks-odoo-module"), *OCA_OPTIONS, *own]))
    return [pair for pair in chosen if options.only in (None, pair[0])]


def run(places, options):
    """The command: run all checks, also after one has failed; 1 when any did."""
    places.make()
    programs = environment.ensure(places, "lint")
    failed = []
    for name, command in commands(places, programs, options):
        say(f"--- {name}")
        line = processes.with_parent([str(part) for part in command])
        if subprocess.run(line, cwd=places.root, stdin=subprocess.DEVNULL, check=False).returncode:
            failed.append(name)
    if options.only in (None, "own") and not is_explained(places.root):
        failed.append("own")
    if options.only in (None, "access") and not is_page_current(places.root, options):
        failed.append("access")
    say("Lint: " + (f"{', '.join(failed)} found something to mend." if failed else "clean."))
    if failed:
        say("      ./asn lint --fix mends what ruff can mend and writes the page.")
    return 1 if failed else 0


def is_explained(root):
    """Whether each sudo() says why, and no SQL is put together from texts."""
    say("--- own")
    found = own_checks.problems(root)
    for problem in found:
        say(problem)
    return not found


def is_page_current(root, options):
    """Whether docs/access.md says what the matrix says; with ``--fix`` it is written first."""
    say("--- access")
    if options.fix:
        access_page.write(root)
    if access_page.is_current(root):
        return True
    say(f"{access_page.PAGE} is not what {access_page.MATRIX} says.")
    return False
