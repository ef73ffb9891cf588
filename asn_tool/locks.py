"""Locks between runs. The kernel frees them when a process ends, however it ends."""

import contextlib
import fcntl
import os

from .report import Trouble, say


class Lock:
    """A lock on a file, shared or exclusive, held until ``release`` or the end of the process."""

    def __init__(self, path):
        self.path = path
        self._file = None

    def take(self, *, shared=False, wait=True):
        """Take the lock; with ``wait=False`` return False at once if another run holds it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = open(self.path, "a+", encoding="utf-8")  # noqa: SIM115 -- held on purpose
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(file, kind | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        if not shared:
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
        return True

    def holder(self):
        """Process id written by the last exclusive holder, or None."""
        try:
            return int(self.path.read_text(encoding="utf-8").strip())
        except (OSError, ValueError):
            return None

    def is_held(self):
        """Whether another run holds the lock exclusively now."""
        if not self.path.exists():
            return False
        with open(self.path, encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def release(self):
        """Give the lock back."""
        if self._file:
            self._file.close()
            self._file = None


@contextlib.contextmanager
def exclusive(path, what):
    """Hold a lock while something shared is prepared; say so when another run is at it."""
    lock = Lock(path)
    if not lock.take(wait=False):
        say(f"  ... waiting for another run (process {lock.holder()}) that prepares {what}")
        lock.take()
    try:
        yield
    finally:
        lock.release()


def only_one(path, sentence, next_step):
    """A lock that only one run of a command may hold; Trouble when another holds it."""
    lock = Lock(path)
    if not lock.take(wait=False):
        raise Trouble(sentence.format(pid=lock.holder()), next_step)
    return lock
