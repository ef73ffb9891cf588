"""From one page of HTML to a PDF, without a browser and without the network.

WeasyPrint draws what the style sheet says: page numbers, repeated heads of tables, fonts. Whatever
a page asks to load besides ``data:`` is refused, so that no text of a person reaches the network,
the server's own addresses, or a file.

Nothing of Odoo is imported here: for many sheets this file also runs as a program of its own, see
:mod:`pdf_many`.
"""

import atexit
import contextlib
import functools
import gc
import logging
import re
import sys
import threading
import time
import xml.etree.ElementTree as ElementTree

_logger = logging.getLogger(__name__)
# The style of a form is the same on each of its sheets; so many forms are kept in mind.
KNOWN_STYLES = 16
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
# A sheet takes about a second; a program that is still at it after so long has lost its way.
LONGEST_SECONDS = 600
# Length of a page or PDF that goes through a pipe: so many bytes before it.
LENGTH_BYTES = 8

# More than all calls within each other need for a sheet, in places of eight bytes.
ROOM_FOR_CALLS = 200_000

_own = threading.local()
# Fonts want to be let go before Python forgets how.
atexit.register(_own.__dict__.clear)


class NoEngine(Exception):
    """WeasyPrint, or a library that it needs, is not installed."""


class Refused(ValueError):
    """The page asked for something outside itself."""


def load():
    """Return the module ``weasyprint``; the import takes half a second, so only who prints waits.

    :raises NoEngine: it is not installed, or Pango is not
    """
    # It writes a line for each step and page, and for each letter that no font has.
    logging.getLogger("weasyprint.progress").setLevel(logging.ERROR)
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise NoEngine(str(error)) from error
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return weasyprint


def _with_room(function):
    """Let a function be called with room ahead for all the calls that it makes.

    Python holds its calls in pieces of 16 KB and fetches the next one from the system whenever
    they cross the edge of one, 3,600 times a sheet. A call that asks for more gets one large piece.
    """
    function.__code__ = function.__code__.replace(co_stacksize=ROOM_FOR_CALLS)
    return function


@_with_room
def write_pdf(html):
    """Return the PDF of a complete page of HTML.

    :param html: text of the page with its style in it
    :raises NoEngine: see :func:`load`
    """
    style = "\n".join(STYLE.findall(html))
    sheet, fonts = _get_style(style)
    with _no_collecting():
        page = _read_page(STYLE.sub("", html))
        return page.write_pdf(stylesheets=[sheet], font_config=fonts)


def _read_page(html):
    """Return the page as WeasyPrint takes it.

    QWeb writes elements that are closed, which the parser of XML reads ten times faster than the
    one of HTML does; what it refuses, such as a control character in a text, goes the slow way.
    """
    weasyprint = load()
    fetch = _make_fetcher()
    try:
        # Texts of people are escaped, so a page declares no entity; nothing else is loaded.
        root = ElementTree.fromstring(html.strip())  # noqa: S314
    except ElementTree.ParseError:
        return weasyprint.HTML(string=html, base_url=None, url_fetcher=fetch)
    return _get_page_class()(root, fetch)


@functools.cache
def _get_page_class():
    from cssselect2 import ElementWrapper

    class ReadPage(load().HTML):
        """A page that was read already."""

        def __init__(self, root, fetch):  # pylint: disable=super-init-not-called
            self.base_url = None
            self.url_fetcher = fetch
            self.media_type = "print"
            self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

    return ReadPage


def _get_style(text):
    """Return (style sheet, fonts), read once for each thread: a fifth of the time of a sheet.

    Fonts are kept with their style sheet, which may name some of its own.
    """
    if not hasattr(_own, "get"):  # fonts of Pango are of the thread that opened them
        _own.get = functools.lru_cache(maxsize=KNOWN_STYLES)(_read_style)
    return _own.get(text)


def _read_style(text):
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    fetch = _make_fetcher()
    return load().CSS(string=text, base_url=None, url_fetcher=fetch, font_config=fonts), fonts


@contextlib.contextmanager
def _no_collecting():
    """Let nothing be collected while a sheet is drawn.

    Its boxes are new and all in use; looking through them and through the whole of Odoo again and
    again took a tenth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@functools.cache
def _make_fetcher():
    from weasyprint.urls import URLFetcher

    class OwnContentOnly(URLFetcher):
        """Answers ``data:`` (QR code, logo) and nothing else; no redirect leads out either."""

        def fetch(self, url, headers=None):
            if not url.startswith("data:image/png;base64,") and not url.startswith(
                "data:image/jpeg;base64,"
            ):
                _logger.warning("A print asked for an address outside itself; not loaded.")
                raise Refused("Only the content of the page itself is printed.")
            return super().fetch(url, headers)

    return OwnContentOnly(allowed_protocols=("data",), allow_redirects=False)


# ----------------------------------------------------------------------
# As a program: pages come in, PDFs go out
# ----------------------------------------------------------------------


def send(pipe, content):
    """Write bytes to a pipe, their length first."""
    pipe.write(len(content).to_bytes(LENGTH_BYTES, "big"))
    pipe.write(content)
    pipe.flush()


def receive(pipe):
    """Return the next bytes of a pipe, or None when the other side has closed it.

    :raises EOFError: the other side ended in the middle
    """
    head = pipe.read(LENGTH_BYTES)
    if not head:
        return None
    size = int.from_bytes(head, "big")
    content = pipe.read(size)
    if len(head) < LENGTH_BYTES or len(content) < size:
        raise EOFError("The other side ended in the middle.")
    return content


def serve(source, target):
    """Draw the pages that come from ``source`` until it ends."""
    import resource

    load()  # while the server prepares what is to be drawn
    _soft, most = resource.getrlimit(resource.RLIMIT_CPU)
    while (page := receive(source)) is not None:
        until = int(time.process_time()) + LONGEST_SECONDS
        if most != resource.RLIM_INFINITY:
            until = min(until, most)
        resource.setrlimit(resource.RLIMIT_CPU, (until, most))
        send(target, write_pdf(page.decode()))


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    serve(sys.stdin.buffer, sys.stdout.buffer)
