"""Calls the demonstration within Odoo and commits it as a whole."""

from pathlib import Path

from . import progress
from .demonstration import build


def main(env, arguments):
    """Build the demonstration from the files in ``folder``; returns its list of logins.

    Nothing is kept when it raises: the commit is the last act.
    """
    logins = build(env, Path(arguments["folder"]), arguments["size"], progress)
    env.cr.commit()
    return logins
