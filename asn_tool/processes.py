"""Running other programs: they end when we end, and their failures are told in a sentence."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import time
from collections import deque

from .report import Trouble, disk_full

NO_NETWORK = re.compile(
    r"temporary failure (in name resolution|resolving)|could not resolve|name or service not known"
    r"|network is unreachable|failed to establish a new connection|could not connect to"
    r"|unable to connect|connection (refused|timed out|reset)|newconnectionerror"
    r"|max retries exceeded|no route to host|failed to fetch|proxyerror",
    re.IGNORECASE,
)
DISK_FULL = re.compile(r"no space left on device|disk quota exceeded|not enough free space", re.I)


# Ends at once when the parent died before the kernel had been asked to tell of it.
SAME_PARENT = '[ "$PPID" = "$1" ] || exit 1; shift; exec "$@"'


def with_parent(command, name="TERM", parent=None):
    """The command, wrapped so that the kernel sends it a signal when this process dies.

    setpriv comes with util-linux; where it is missing, a kill -9 of this program may leave the
    child running until ``./asn stop``. ``parent`` is the id of the process that will start it,
    by default this one.
    """
    setpriv = shutil.which("setpriv") or shutil.which("setpriv", path="/usr/bin:/bin")
    if not setpriv:
        return list(command)
    check = ["sh", "-c", SAME_PARENT, "sh", str(parent or os.getpid())]
    return [setpriv, "--pdeathsig", name, "--", *check, *command]


def start(command, *, log, env=None, cwd=None, **options):
    """Start a program that runs beside us, writing to the log file; returns the Popen."""
    with open(log, "ab") as output:
        return subprocess.Popen(
            with_parent([str(part) for part in command]),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=cwd,
            **options,
        )


def run(command, *, what, next_step="", log=None, env=None, cwd=None, on_line=None, stdin=None):
    """Run a program to its end and return its output (text).

    ``what`` names the work for the sentence of a failure. ``on_line`` sees each line of output as
    it comes. ``stdin`` is text for the program. Raises Trouble when it fails.
    """
    command = [str(part) for part in command]
    try:
        process = subprocess.Popen(
            with_parent(command),
            stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=cwd,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    except FileNotFoundError as error:
        raise Trouble(
            f"{what} needs the program {command[0]}, which is not here.", next_step
        ) from error
    lines = deque(maxlen=200_000)
    file = open(log, "a", encoding="utf-8") if log else None  # noqa: SIM115 -- closed below
    try:
        if stdin is not None:
            # A program that ends before it has read all tells why in its output.
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(stdin)
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
        for line in process.stdout:
            lines.append(line)
            if file:
                file.write(line)
            if on_line:
                on_line(line.rstrip("\n"))
        code = process.wait()
    except BaseException:
        end(process)
        raise
    finally:
        if file:
            file.close()
    output = "".join(lines)
    if code:
        raise failure(what, output, code, next_step, log)
    return output


def failure(what, output, code, next_step="", log=None):
    """The Trouble for a program that ended with a code other than 0."""
    tail = output[-20_000:]
    telling = [line.strip() for line in tail.splitlines() if line.strip()]
    marked = [line for line in telling if re.search(r"error|critical|fatal|E: ", line, re.I)]
    last = (marked or telling or ["no message"])[-1]
    if DISK_FULL.search(tail):
        return disk_full()
    if NO_NETWORK.search(tail):
        return Trouble(
            f"{what} failed: the network or the server it asks cannot be reached.",
            "Connect to the network (or set http_proxy/https_proxy) and start again; "
            "what is already fetched is kept.",
            detail=last,
        )
    where = f" Full log: {log}." if log else ""
    sentence = f"{what} failed (code {code}): {last[:300]}"
    return Trouble(sentence, f"{next_step}{where}".strip(), detail=last)


def end(process, *, seconds=20, first=signal.SIGTERM):
    """End a process of ours: ask, wait, then kill."""
    if process.poll() is not None:
        return
    for sign, patience in ((first, seconds), (signal.SIGKILL, 10)):
        try:
            process.send_signal(sign)
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
        except ProcessLookupError:
            pass
        return


def is_alive(pid):
    """Whether a process with this id exists (and is no zombie)."""
    if not pid:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except (OSError, IndexError):
        return True


def wait_until(condition, seconds, pause=0.1):
    """Whether the condition became true within so many seconds."""
    limit = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > limit:
            return False
        time.sleep(pause)
    return True
