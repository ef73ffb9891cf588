"""Runs one PostgreSQL as its child for as long as any run of ./asn uses it.

Every user holds a shared lock on a file. When the last one is gone, however it ended (the kernel
frees the lock of a killed process too), this guard gets the exclusive lock, stops PostgreSQL and
ends. Started as: python cluster_guard.py SETTINGS.json
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from asn_tool.processes import with_parent  # noqa: E402 -- started as a file of its own


def main(path):
    """Start PostgreSQL as the settings say, wait until nobody uses it, stop it."""
    with open(path, encoding="utf-8") as file:
        settings = json.load(file)
    # The lock decides when to stop; a signal meant for the whole session must not.
    # A handler, unlike SIG_IGN, is not inherited by the server.
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: None)
    options = {}
    if settings["uid"] is not None:
        options = {"user": settings["uid"], "group": settings["gid"], "extra_groups": []}
    with open(settings["log"], "ab") as log:
        server = subprocess.Popen(
            with_parent(settings["command"], "INT"),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            **options,
        )
    with open(settings["users"], "a+", encoding="utf-8") as users:
        while server.poll() is None:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.1)
                continue
            stop(server)
            break
    return server.returncode


def stop(server):
    """Stop PostgreSQL: at once but orderly; after half a minute without ceremony."""
    for sign, patience in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
        try:
            os.kill(server.pid, sign)
            server.wait(patience)
            return
        except subprocess.TimeoutExpired:
            continue
        except ProcessLookupError:
            return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
