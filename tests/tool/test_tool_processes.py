"""Children end with their parent, locks end with their holder, failures become sentences."""

import errno
import os
import signal
import subprocess
import sys
import time

import pytest

from asn_tool import processes, report
from asn_tool.locks import Lock, only_one
from asn_tool.report import Trouble

PARENT = """
import sys, time
from asn_tool import processes
child = processes.start(["sleep", "300"], log="/dev/null")
print(child.pid, flush=True)
time.sleep(300)
"""
HOLDER = """
import sys, time
from pathlib import Path
from asn_tool.locks import Lock
lock = Lock(Path(sys.argv[1]))
lock.take()
print("held", flush=True)
time.sleep(300)
"""


def start(code, *arguments):
    """A Python process of ours, and its first line of output."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )
    return process, process.stdout.readline().strip()


def test_child_ends_when_the_parent_is_killed():
    parent, pid = start(PARENT)
    assert processes.is_alive(int(pid))
    parent.kill()
    parent.wait()
    assert processes.wait_until(lambda: not processes.is_alive(int(pid)), 5)


def test_lock_of_a_killed_process_is_free(tmp_path):
    path = tmp_path / "a.lock"
    holder, word = start(HOLDER, str(path))
    assert word == "held"
    lock = Lock(path)
    assert lock.is_held()
    assert lock.holder() == holder.pid
    with pytest.raises(Trouble) as caught:
        only_one(path, "Taken by {pid}.", "Wait.")
    assert caught.value.sentence == f"Taken by {holder.pid}."
    holder.kill()
    holder.wait()
    assert not lock.is_held()
    assert lock.take(wait=False)


def test_shared_locks_live_side_by_side(tmp_path):
    one, two, three = (Lock(tmp_path / "a.lock") for _ in range(3))
    assert one.take(shared=True) and two.take(shared=True, wait=False)
    assert not three.take(wait=False)
    one.release()
    two.release()
    assert three.take(wait=False)


def test_output_is_returned_and_lines_are_seen(tmp_path):
    lines = []
    text = processes.run(
        ["sh", "-c", "cat; echo two >&2"],
        what="A test",
        stdin="one\n",
        on_line=lines.append,
        log=tmp_path / "log",
    )
    assert lines == ["one", "two"]
    assert text == "one\ntwo\n" == (tmp_path / "log").read_text()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("tar: x: Cannot write: No space left on device", "The disk is full."),
        ("Err: Temporary failure resolving 'a.invalid'", "cannot be reached"),
        ("first\nE: Package is broken\nlast", "E: Package is broken"),
    ],
)
def test_failure_is_told_in_a_sentence(said, expected):
    with pytest.raises(Trouble) as caught:
        processes.run(["sh", "-c", f'printf "%s\\n" "{said}"; exit 3'], what="The work")
    assert expected in caught.value.sentence


def test_missing_program_is_told():
    with pytest.raises(Trouble, match="no-such-program"):
        processes.run(["no-such-program"], what="The work")


def test_process_that_ignores_the_signal_is_killed():
    code = "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True)\n"
    process, _word = start(code + "time.sleep(300)")
    processes.end(process, seconds=0.5)
    assert process.returncode == -signal.SIGKILL


def test_wait_gives_up_in_time():
    began = time.monotonic()
    assert not processes.wait_until(lambda: False, 0.3)
    assert 0.3 <= time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.ENOSPC, "full"),
        (errno.EACCES, "may not"),
        (errno.EROFS, "may not"),
        (errno.EIO, "refused"),
    ],
)
def test_system_errors_have_a_next_step(number, word):
    trouble = report.trouble_of_os_error(OSError(number, os.strerror(number), "/some/where"))
    assert word in trouble.sentence and "/some/where" in trouble.sentence
    assert trouble.next_step


def test_child_of_a_parent_that_is_gone_never_starts(tmp_path):
    # Process 1 stands for a parent that died before the child could ask to be told of it.
    done = subprocess.run(processes.with_parent(["touch", str(tmp_path / "ran")], parent=1))
    assert done.returncode == 1
    assert not (tmp_path / "ran").exists()
