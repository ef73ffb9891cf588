"""From one page of HTML to a PDF, without a browser and without the network.

WeasyPrint draws what the style sheet says: page numbers, repeated heads of tables, fonts. Whatever
a page asks to load besides ``data:`` is refused, so that no text of a person reaches the network,
the server's own addresses, or a file.
"""

import logging

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)
_logger = logging.getLogger(__name__)
MISSING = _lt(
    "The official prints need WeasyPrint and the libraries of Pango on the server. Ask whoever "
    "keeps the server to install them."
)


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


def write_pdf(html):
    """Return the PDF of a complete page of HTML.

    :param html: text of the page with its style in it
    :raises NoEngine: see :func:`load`
    """
    weasyprint = load()
    fetch = _make_fetcher()
    page = weasyprint.HTML(string=html, base_url=None, url_fetcher=fetch)
    return page.write_pdf()


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
