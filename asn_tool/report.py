"""What the user reads: steps with their seconds, and troubles as one sentence with a next step."""

import errno
import sys
import threading
import time


class Trouble(Exception):
    """Something the user can mend: one clear sentence and the next step to take."""

    def __init__(self, sentence, next_step="", code=1, detail=""):
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step
        self.code = code
        # The last telling line of the program that failed.
        self.detail = detail


def quiet_output():
    """Tell everything on standard error, when standard output belongs to the user's program."""
    _Output.to_error = True


class _Output:
    to_error = False

    @classmethod
    def stream(cls):
        return sys.stderr if cls.to_error else sys.stdout


def say(text=""):
    """Print one line at once, also when the output is a pipe."""
    print(text, flush=True, file=_Output.stream())


class step:
    """One step of the work: shows what goes on, and at the end how many seconds it took.

    On a terminal the line is kept up to date each second; elsewhere a line is printed at the
    start, every 20 seconds, and at the end.
    """

    def __init__(self, title):
        self.title = title
        self._detail = ""
        self._over = threading.Event()
        self._terminal = _Output.stream().isatty()

    def detail(self, text):
        """Show a short text behind the title: how far the step is, or what it found."""
        self._detail = text

    @property
    def seconds(self):
        """Seconds since the step began."""
        return time.monotonic() - self._start

    @staticmethod
    def _write(text):
        print(text, end="", flush=True, file=_Output.stream())

    def _line(self):
        detail = f" ({self._detail})" if self._detail else ""
        return f"{self.title}{detail}"

    def _show(self):
        pause = 1 if self._terminal else 20
        while not self._over.wait(pause):
            if self._terminal:
                self._write(f"\r\033[K  ... {self._line()} {self.seconds:.0f} s")
            else:
                say(f"  ... {self._line()}: {self.seconds:.0f} s so far")

    def __enter__(self):
        self._start = time.monotonic()
        if self._terminal:
            self._write(f"  ... {self.title}")
        else:
            say(f"  ... {self.title}")
        self._thread = threading.Thread(target=self._show, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind, error, trace):
        self._over.set()
        self._thread.join()
        mark = "ok" if kind is None else "--"
        start = "\r\033[K" if self._terminal else ""
        say(f"{start}  {mark:>3} {self._line()}: {self.seconds:.1f} s")


def trouble_of_os_error(error):
    """The Trouble that tells an OSError in words a user can act on."""
    place = f" at {error.filename}" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(place)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble(
            f"This user may not write or run what is needed{place}.",
            "Give this user the right to that place, or set XDG_CACHE_HOME to a folder of yours.",
        )
    return Trouble(
        f"The system refused: {error.strerror or error}{place}.",
        "Mend that and start the same command again; it goes on where it was.",
    )


def disk_full(place=""):
    """The Trouble for a full disk."""
    return Trouble(
        f"The disk is full{place}.",
        "Free about 4 GB (./asn clean --all removes all that this program stored), "
        "or set XDG_CACHE_HOME to a folder on a larger disk, and start again.",
    )
