import ipaddress
import math
import time
from collections import OrderedDict

from odoo.http import request

from .evidence import SAFE_HEADERS

KEYS_AT_MOST = 10000


class Limit:
    """At most so many requests of one key within a window of seconds.

    Counted in the memory of one worker: nothing is written, locked or waited for, and a server of
    n workers lets through n times as many. Old keys are forgotten when there are too many.
    """

    def __init__(self, at_most, window):
        self.at_most = at_most
        self.window = window
        self.places = OrderedDict()  # key -> (when its window began, how many came since)

    def get_wait(self, key):
        """Return the seconds until the key may come again; 0 when it may come now."""
        began, count = self.places.get(key, (0.0, 0))
        rest = began + self.window - time.monotonic()
        return math.ceil(rest) if count >= self.at_most and rest > 0 else 0

    def add(self, key):
        """Count one request."""
        began, count = self.places.pop(key, (0.0, 0))
        now = time.monotonic()
        is_new = not count or now - began >= self.window
        self.places[key] = (now, 1) if is_new else (began, count + 1)
        while len(self.places) > KEYS_AT_MOST:
            self.places.popitem(last=False)

    def take(self, key):
        """Count one request if it may come now; return the seconds to wait otherwise."""
        wait = self.get_wait(key)
        if not wait:
            self.add(key)
        return wait


def get_place(address):
    """Return the place that an address stands for: a whole network of IPv6 is one caller's."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if found.version == 6 and found.ipv4_mapped:
        return str(found.ipv4_mapped)
    if found.version == 6:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def answer_too_many(wait):
    """Return the answer 429 in words, with the seconds after which to come again."""
    minutes = math.ceil(wait / 60)
    text = request.env._(
        "Too many requests. Wait %(minutes)s minutes, then try again.", minutes=minutes
    )
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Retry-After", str(wait)),
        ("Cache-Control", "no-store"),
        *SAFE_HEADERS.items(),
    ]
    return request.make_response(text, headers, status=429)
