"""What may be kept as evidence of work: kinds of file, file names, links.

A file is what its first bytes say, and its name must agree. Pages, drawings and programs that a
browser would run are no evidence. A link is looked at, never opened.

>>> sniff(b"%PDF-1.7 ...")
'application/pdf'
>>> is_agreed("application/pdf", "laporan.PDF"), is_agreed("application/pdf", "laporan.jpg")
(True, False)
>>> clean_name("../../foto\\u202egpj.png")
'fotogpj.png'
>>> link_problem("https://drive.example.go.id/a"), link_problem("javascript:alert(1)")
(None, 'scheme')
"""

from __future__ import annotations

import struct
import unicodedata
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import urlsplit
from zipfile import ZipFile

NAME_LIMIT = 120  # characters; a filesystem takes 255 bytes, and a name is to be read
LINK_LIMIT = 1000
# A picture is decoded for its thumbnail; above this it is kept without one, or refused.
THUMBNAIL_POINTS = 25_000_000
PICTURE_POINTS = 100_000_000

PHOTO, PDF, OFFICE = "photo", "pdf", "office"
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
# Type -> (group, endings of the name)
TYPES = {
    "image/jpeg": (PHOTO, ("jpg", "jpeg", "jfif")),
    "image/png": (PHOTO, ("png",)),
    "image/webp": (PHOTO, ("webp",)),
    "image/gif": (PHOTO, ("gif",)),
    "application/pdf": (PDF, ("pdf",)),
    f"{_OOXML}wordprocessingml.document": (OFFICE, ("docx",)),
    f"{_OOXML}spreadsheetml.sheet": (OFFICE, ("xlsx",)),
    f"{_OOXML}presentationml.presentation": (OFFICE, ("pptx",)),
    f"{_ODF}text": (OFFICE, ("odt",)),
    f"{_ODF}spreadsheet": (OFFICE, ("ods",)),
    f"{_ODF}presentation": (OFFICE, ("odp",)),
}
# What a region may allow.
KINDS = {"photo": (PHOTO,), "photo_pdf": (PHOTO, PDF), "all": (PHOTO, PDF, OFFICE)}
_OOXML_FOLDERS = {
    "word/": f"{_OOXML}wordprocessingml.document",
    "xl/": f"{_OOXML}spreadsheetml.sheet",
    "ppt/": f"{_OOXML}presentationml.presentation",
}
_ZIP_NAMES = 5000  # an office document has some dozens of parts


def extensions(kinds: str) -> list[str]:
    """Return the endings of a name that the setting ``kinds`` allows.

    >>> extensions("photo_pdf")
    ['jpg', 'jpeg', 'jfif', 'png', 'webp', 'gif', 'pdf']
    """
    return [end for group, ends in TYPES.values() if group in KINDS[kinds] for end in ends]


def sniff(content: bytes) -> str | None:
    """Return the type of a file by its first bytes, or None when it is no kind of evidence.

    >>> sniff(b"GIF89a" + bytes(20)), sniff(b"<svg onload='x'/>"), sniff(b"MZ")
    ('image/gif', None, None)
    """
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"PK\x03\x04"):
        return _sniff_office(content)
    return None


def _sniff_office(content):
    """Look at the list of parts only; nothing is unpacked but the declared type."""
    try:
        with ZipFile(BytesIO(content)) as parts:
            names = parts.namelist()
            if len(names) > _ZIP_NAMES or any("vbaProject" in name for name in names):
                return None
            if names[:1] == ["mimetype"] and parts.getinfo("mimetype").file_size < 100:
                declared = parts.read("mimetype").decode("latin-1").strip()
                return declared if declared in TYPES and declared.startswith(_ODF) else None
    except Exception:  # a broken archive fails in many ways (BadZipFile, zlib.error, struct.error)
        return None
    if "[Content_Types].xml" not in names:
        return None
    for folder, kind in _OOXML_FOLDERS.items():
        if any(name.startswith(folder) for name in names):
            return kind
    return None


def is_agreed(mimetype: str, name: str) -> bool:
    """Tell whether the ending of a file name belongs to its type; a name without one agrees."""
    ending = PurePosixPath(name).suffix.lower().removeprefix(".")
    return not ending or ending in TYPES[mimetype][1]


def is_picture(mimetype: str | None) -> bool:
    """Tell whether a type is a picture.

    >>> is_picture("image/png"), is_picture("application/pdf"), is_picture(None)
    (True, False, False)
    """
    return mimetype in TYPES and TYPES[mimetype][0] == PHOTO


def png_points(content: bytes) -> int | None:
    """Return width x height as the header of a PNG says, or None where it has no header.

    >>> png_points(b"\\x89PNG\\r\\n\\x1a\\n\\0\\0\\0\\rIHDR" + struct.pack(">II", 50000, 50000))
    2500000000
    """
    if len(content) < 24 or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width * height


def clean_name(name: str, fallback: str = "bukti") -> str:
    """Return a file name without folders, control characters and marks that turn the direction.

    The ending stays when a long name is cut, so that the file still opens.

    >>> clean_name("C:\\\\temp\\\\a\\x00b.pdf"), clean_name(" .. ")
    ('ab.pdf', 'bukti')
    >>> len(clean_name("a" * 300 + ".pdf"))
    120
    """
    name = str(name or "").replace("\\", "/").rpartition("/")[2]
    # Cc control, Cf format (direction marks, zero width), Cs half a character, Co private
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    name = " ".join(unicodedata.normalize("NFC", name).split()).strip(". ")
    for sign in '<>:"|?*;':
        name = name.replace(sign, "_")
    if len(name) > NAME_LIMIT:
        stem, _dot, ending = name.rpartition(".")
        if len(ending) > 8:
            return name[:NAME_LIMIT].rstrip(". ")
        name = f"{stem[: NAME_LIMIT - len(ending) - 1]}.{ending}"
    return name or fallback


def link_problem(link: str) -> str | None:
    """Return what is wrong with the form of a link, or None. It is never opened.

    ``characters``: spaces or control characters; ``scheme``: not http or https; ``host``: no
    site; ``login``: a name or password stands in it; ``length``.

    >>> link_problem("https://a@b.go.id/"), link_problem("http:///x"), link_problem("https://a b")
    ('login', 'host', 'characters')
    """
    if len(link) > LINK_LIMIT:
        return "length"
    if any(c.isspace() or unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") for c in link):
        return "characters"
    try:
        parts = urlsplit(link)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return "host"
    if parts.scheme.lower() not in ("http", "https"):
        return "scheme"
    if "@" in parts.netloc:
        return "login"
    if "\\" in link or not host or not any(c.isalnum() for c in host):
        return "host"
    return None


def encoded_size(encoded: str | bytes) -> int:
    """Return how many bytes a base64 text stands for, at most, without decoding it.

    >>> encoded_size("QUJD"), encoded_size(b"QQ==")
    (3, 3)
    """
    return len(encoded) // 4 * 3
