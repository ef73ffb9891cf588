"""Many sheets at once: drawn by programs beside the server, one for each processor.

Drawing is the slow part (a third of a second of a processor for three pages), and Python draws one
sheet at a time. Each program gets the finished page of HTML and gives back the PDF; it knows no
database, and its memory goes back to the system when it ends.
"""

import contextlib
import logging
import os
import queue
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from . import pdf_writer

_logger = logging.getLogger(__name__)
# Below this, starting a program (half a second) takes longer than it saves.
FEWEST_SHEETS = 6
# The server has other things to do as well.
MOST_PROGRAMS = 4

_own = threading.local()


def count_programs(sheets):
    """Return how many programs draw so many sheets; 0: the server itself does."""
    if sheets < FEWEST_SHEETS:
        return 0
    processors = len(os.sched_getaffinity(0))
    return min(processors, MOST_PROGRAMS, sheets // (FEWEST_SHEETS // 2))


@contextlib.contextmanager
def kept_programs():
    """Let the programs that are started within stay until the end: for batch after batch.

    Each takes over half a second to start and to learn the style of a form.
    """
    if hasattr(_own, "programs"):
        yield _own.programs
        return
    with _Programs() as programs:
        _own.programs = programs
        try:
            yield programs
        finally:
            del _own.programs


def expect(count):
    """Start the programs for so many sheets: they get ready while the sheets are prepared."""
    wanted = count_programs(count)
    if wanted > 1 and hasattr(_own, "programs"):
        _own.programs.start(wanted)


def write_pdfs(pages, count):
    """Yield the PDF of each page of HTML, in their order.

    :param pages: iterable of texts; it is read in the thread of the caller
    :param int count: how many there are
    :raises NoEngine: see :func:`pdf_writer.load`
    """
    pdf_writer.load()
    wanted = count_programs(count)
    if wanted < 2:
        yield from map(pdf_writer.write_pdf, pages)
        return
    with kept_programs() as programs, contextlib.ExitStack() as stack:
        programs.start(wanted)
        threads = stack.enter_context(ThreadPoolExecutor(wanted))
        stack.callback(threads.shutdown, cancel_futures=True)
        yield from threads.map(programs.draw, pages)


class _Programs(contextlib.ExitStack):
    """Programs that draw, each one sheet at a time."""

    def __init__(self):
        super().__init__()
        self.all, self.free = [], queue.SimpleQueue()

    def start(self, wanted):
        """See to it that at least so many run, also after one has ended early."""
        for program in self.all:
            program.start()
        while len(self.all) < wanted:
            program = self.enter_context(_Program())
            self.all.append(program)
            self.free.put(program)

    def draw(self, page):
        program = self.free.get()
        try:
            return program.draw(page)
        finally:
            self.free.put(program)


class _Program:
    """One program that draws. What it cannot draw, the server draws itself and says why."""

    def __init__(self):
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def start(self):
        if self.process:
            return
        # Only where to find WeasyPrint and the fonts: no password of the server's environment.
        passed = ("PATH", "HOME", "LANG", "LC_ALL", "FONTCONFIG_PATH", "FONTCONFIG_FILE")
        known = {name: os.environ[name] for name in passed if name in os.environ}
        known |= {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONSAFEPATH": "1"}
        with contextlib.suppress(OSError):
            self.process = subprocess.Popen(  # noqa: S603, the interpreter and an own file
                [sys.executable, pdf_writer.__file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=known,
            )

    def draw(self, page):
        if self.process:
            try:
                pdf_writer.send(self.process.stdin, page.encode())
                content = pdf_writer.receive(self.process.stdout)
            except (OSError, EOFError):
                content = None
            if content:
                return content
            _logger.warning("A program that draws sheets ended early; the server goes on itself.")
            self.close()
        return pdf_writer.write_pdf(page)

    def close(self):
        if self.process:
            self.process.kill()
            for pipe in (self.process.stdin, self.process.stdout):
                with contextlib.suppress(OSError):
                    pipe.close()
            self.process.wait()
            self.process = None

    def __exit__(self, *_error):
        self.close()
