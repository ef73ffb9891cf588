"""CSV and XLSX files as rows of text.

Files come from anywhere, so nothing is trusted: the size packed and unpacked, the encoding, the
number of cells. Rows are handed out one by one; a province's work log has millions.
"""

import codecs
import csv
import io
import warnings
import zipfile
from datetime import date, datetime, time
from pathlib import Path

from .problems import FileError

UPLOAD_LIMIT = 40 * 1024 * 1024
UNPACKED_LIMIT = 400 * 1024 * 1024
PARTS_LIMIT = 2000
COLUMNS_LIMIT = 100
ROWS_LIMIT = 1_000_000
CELL_LIMIT = 100_000
# Stands for NUL while the csv module reads: before Python 3.11 it refuses the whole file.
NUL_STAND_IN = "\uf8f0"
EXCEL_NUMBER = "excel-number:"
# Bytes that open files of other kinds, with the encoding they tell.
MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


class Table:
    """A header and an iterator of (row number, list of cells)."""

    def __init__(self, stream, header, rows, is_workbook=False):
        self.stream = stream
        self.header = [" ".join(name.split()).lower() for name in header]
        self.rows = rows
        self.is_workbook = is_workbook

    def close(self):
        """Close the file; no more rows can be read."""
        self.stream.close()


def read(source):
    """Return the :class:`Table` of a file given as bytes (an upload) or as a path (a program).

    :raises FileError: the file cannot be read at all; while iterating too
    """
    if isinstance(source, (str, Path)):
        stream = open(source, "rb")  # noqa: SIM115 (closed by Table.close)
    else:
        if len(source) > UPLOAD_LIMIT:
            raise FileError(
                "file_too_large", size=len(source) // 2**20, limit=UPLOAD_LIMIT // 2**20
            )
        stream = io.BytesIO(source)
    sample = stream.read(1024)
    start = sample[:4]
    stream.seek(0)
    if not start:
        raise FileError("file_empty")
    if start == b"%PDF":
        raise FileError("file_not_table")
    if start[:2] == b"PK":
        return _read_workbook(stream)
    if start == b"\xd0\xcf\x11\xe0":
        raise FileError("file_old_excel")
    for mark, encoding in MARKS:
        if start.startswith(mark):
            raise FileError("file_encoding", detail=encoding)
    return _read_csv(stream, is_binary=b"\x00" in sample)


# ----------------------------------------------------------------------
# CSV
# ----------------------------------------------------------------------


def _read_csv(stream, is_binary):
    lines = _decoded(stream, is_binary)
    first = next(lines, "")
    while first and not first.strip():
        first = next(lines, "")
    if not first:
        raise FileError("file_empty")
    rows = _csv_rows(first, lines)
    _number, header = next(rows, (0, []))
    if not header:
        raise FileError("file_empty")
    if len(header) > COLUMNS_LIMIT:
        raise FileError("too_many_columns", limit=COLUMNS_LIMIT)
    return Table(stream, header, rows)


def _decoded(stream, is_binary):
    """Yield the lines as text; the row of the first wrong byte is named."""
    for number, raw in enumerate(stream, 1):
        if number == 1 and raw.startswith(codecs.BOM_UTF8):
            raw = raw[len(codecs.BOM_UTF8) :]
        try:
            yield raw.decode("utf-8").replace("\x00", NUL_STAND_IN)
        except UnicodeDecodeError as error:
            if is_binary:
                raise FileError("file_not_table") from error
            raise FileError("file_encoding_row", detail=number) from error


def _csv_rows(first, lines):
    delimiter = max(",;\t", key=first.count)  # the first of them when there is none

    def with_first():
        yield first
        yield from lines

    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(with_first(), delimiter=delimiter, strict=True)
    number = 0
    while True:
        # Spreadsheets number rows, not lines: a cell may hold several lines.
        number += 1
        began = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            code = "cell_too_large" if "field larger" in str(error) else "file_quotes"
            raise FileError(code, detail=began) from error
        if number > ROWS_LIMIT * 10:
            raise FileError("too_many_rows", limit=ROWS_LIMIT * 10)
        if any(cell.strip() for cell in cells):
            yield number, [cell.replace(NUL_STAND_IN, "\x00") for cell in cells]


# ----------------------------------------------------------------------
# XLSX
# ----------------------------------------------------------------------


def _read_workbook(stream):
    import openpyxl  # comes with Odoo; only here, for it takes a while to load

    _check_archive(stream)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions that are of no interest here
            book = openpyxl.load_workbook(stream, read_only=True, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what the file says about its size may be wrong
    except Exception as error:
        # The library lets many kinds of errors through; all of them mean the same.
        raise FileError("file_not_table") from error
    rows = _sheet_rows(sheet)
    _number, header = next(rows, (0, []))
    if not header:
        raise FileError("file_empty")
    return Table(stream, header, rows, is_workbook=True)


def _check_archive(stream):
    """Refuse a workbook that would unpack to something enormous, or that defines entities."""
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS_LIMIT or sum(p.file_size for p in parts) > UNPACKED_LIMIT:
                raise FileError("file_bomb", limit=UNPACKED_LIMIT // 2**20)
            if "[Content_Types].xml" not in archive.namelist():
                raise FileError("file_not_table")
            for part in parts:
                with archive.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(2000):
                        raise FileError("file_not_table")
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError) as error:
        raise FileError("file_not_table") from error
    except NotImplementedError as error:  # an unusual way of packing
        raise FileError("file_not_table") from error
    stream.seek(0)


def _sheet_rows(sheet):
    try:
        # More columns than any file has: a cell far to the right would make rows of thousands.
        for number, cells in enumerate(sheet.iter_rows(max_col=COLUMNS_LIMIT), 1):
            if number > ROWS_LIMIT:
                raise FileError("too_many_rows", limit=ROWS_LIMIT)
            values = [_cell_text(cell) for cell in cells]
            while values and not values[-1].strip():
                values.pop()
            if values:
                yield number, values
    except FileError:
        raise
    except Exception as error:
        # as in _read_workbook
        raise FileError("file_not_table") from error


def _cell_text(cell):
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        if abs(value) >= 1e15:
            # Excel keeps 15 digits; whoever reads the cell must know that the rest is lost.
            return f"{EXCEL_NUMBER}{value}"
        return str(int(value)) if value == int(value) else repr(value)
    return str(value)
