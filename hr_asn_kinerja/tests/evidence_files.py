"""Small files of every kind for the tests of evidence, made here byte by byte."""

import struct
import zlib
from base64 import b64encode
from io import BytesIO
from zipfile import ZipFile

from odoo import Command


def png(width=1, height=1, level=0):
    """A grey PNG of this size; the picture itself is there for small sizes only."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\x00" + bytes([level]) * width) * height if width * height < 10_000_000 else b""
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def office(folder="word/", extra=()):
    """An office document with no more than its parts list."""
    out = BytesIO()
    with ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(f"{folder}document.xml", "<x/>")
        for name in extra:
            file.writestr(name, "x")
    return out.getvalue()


PNG = png()
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
# The harmless text that virus scanners agree to find
VIRUS_TEST = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def encode(content):
    return b64encode(content).decode()


def file_command(content=PNG, name="foto.png"):
    return Command.create({"name": name, "upload": encode(content)})


def link_command(link="https://example.go.id/bukti"):
    return Command.create({"link": link})
