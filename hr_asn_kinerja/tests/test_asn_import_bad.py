import io
import struct
import zipfile
from datetime import date

from odoo.tests import tagged

from ..imports.reader import UPLOAD_LIMIT
from . import import_files as files
from .import_files import UNIT, csv_bytes, employees
from .test_asn_import import ImportCase


@tagged("post_install", "-at_install")
class TestAsnImportBadFiles(ImportCase):
    # ------------------------------------------------------------------
    # Bad cells
    # ------------------------------------------------------------------

    def test_every_bad_nip_is_told(self):  # threat: H05
        cases = {
            "19910415201903110": "nip_length",
            "1991041520190311010": "nip_length",
            "199104152": "nip_length",
            "1991041520ABCD1101": "nip_not_digits",
            "1.98501E+17": "nip_excel",
            "1,98501E+17": "nip_excel",
            "199113152019031101": "nip_birth_date",
            "198502302019031101": "nip_birth_date",
            "١٩٩١٠٤١٥٢٠١٩٠٣١١٠١": "nip_not_digits",
            "199104152019033101": "nip_sex",
            "199104152019131101": "nip_kind",
            "199104152019031000": "nip_sequence",
            "199104151990031101": "nip_appointment",
            "'199104152019031101": "nip_apostrophe",
            "=199104152019031101": "nip_not_digits",
            "": "text_empty",
            "1991041520190\x00031101": "text_characters",
            "202004152019031101": "nip_appointment",
            "193004151950031101": "nip_age",
        }
        rows = employees(*[{"nip": nip} for nip in cases])
        outcome = self.loader._load("employees", csv_bytes(rows))
        expected = [(row, "nip", code) for row, code in enumerate(cases.values(), 2)]
        self.assertEqual(self._found(outcome), expected)
        self.assertEqual(outcome.created, 0)

    def test_nip_in_use(self):  # threat: H05
        self.outsider.active = False
        rows = employees(
            {},
            {"nip": "199104152019031101"},
            {"nip": self.outsider.asn_nip, "tgl_lahir": "1992-05-30"},
        )
        outcome = self.loader._load("employees", csv_bytes(rows))
        self.assertEqual(
            self._found(outcome), [(3, "nip", "nip_twice"), (4, "nip", "nip_archived")]
        )

    def test_every_bad_cell_of_a_person_is_told(self):
        cases = [
            ("kode_unit", "T-404", "unit_unknown"),
            ("kode_unit", "", "text_empty"),
            ("jabatan", "Pawang", "post_unknown"),
            ("jenis_jabatan", "raja", "choice_unknown"),
            ("jenjang", "Ahli Sekali", "choice_unknown"),
            ("status", "honorer", "choice_unknown"),
            ("golongan", "IX", "rank_scheme"),
            ("golongan", "V/f", "rank_unknown"),
            ("jenis_kelamin", "X", "choice_unknown"),
            ("kepala_unit", "mungkin", "choice_unknown"),
            ("tgl_lahir", "33343", "date_form"),
            ("tmt_jabatan", "2023-02-30", "date_calendar"),
            ("tmt_jabatan", "01/04/2023", "date_form"),
            ("tmt_golongan", "2103-04-01", "date_far"),
            ("tmt_golongan", "1980-04-01", "date_before_birth"),
            ("nip_atasan", "199001012020011999", "superior_unknown"),
            ("nip_atasan", "NON:RAJA", "official_unknown"),
            ("nip_atasan", "", "text_empty"),
            ("nama", "", "text_empty"),
            ("nama", "A" * 10000, "text_long"),
            ("nama", "Ani\x00", "text_characters"),
            ("nama", "Ani\x07", "text_characters"),
            ("email", "bukan surel", "email_bad"),
        ]
        rows = employees(*[{column: value} for column, value, _code in cases])
        outcome = self.loader._load("employees", csv_bytes(rows))
        expected = [(row, c, code) for row, (c, _v, code) in enumerate(cases, 2)]
        self.assertEqual(self._found(outcome), sorted(expected))

    def test_circles_of_superiors_are_told(self):
        first, second, third, fourth = (f"199104152019031{n}" for n in (101, 102, 103, 104))
        rows = employees(
            {"nip_atasan": first},
            {"nip_atasan": third},
            {"nip_atasan": fourth},
            {"nip_atasan": second},
        )
        outcome = self.loader._load("employees", csv_bytes(rows))
        self.assertEqual(
            self._found(outcome),
            [
                (2, "nip_atasan", "superior_self"),
                (3, "nip_atasan", "superior_circle"),
                (4, "nip_atasan", "superior_circle"),
                (5, "nip_atasan", "superior_circle"),
            ],
        )

    def test_bad_units_are_told(self):
        archived = self.env["hr.department"].create({"name": "Lama", "asn_code": "T-99"})
        archived.active = False
        rows = [
            {**UNIT, "kode": ""},
            {**UNIT, "kode_induk": "T-404"},
            {**UNIT, "kode": "T-92", "jenis": "warung"},
            {**UNIT, "kode": "T-93", "bidang": "sihir"},
            {**UNIT, "kode": "T-94", "kode_induk": "T-95"},
            {**UNIT, "kode": "T-95", "kode_induk": "T-94"},
            {**UNIT, "kode": "T-96", "kode_induk": "T-92"},
            {**UNIT, "kode": "T-97"},
            {**UNIT, "kode": "T-97"},
            {**UNIT, "kode": "T-99"},
        ]
        outcome = self.loader._load("units", csv_bytes(rows))
        self.assertEqual(
            self._found(outcome),
            [
                (2, "kode", "text_empty"),
                (3, "kode_induk", "unit_unknown"),
                (4, "jenis", "choice_unknown"),
                (5, "bidang", "choice_unknown"),
                (6, "kode_induk", "unit_circle"),
                (7, "kode_induk", "unit_circle"),
                (8, "kode_induk", "unit_refused"),
                (10, "kode", "code_twice"),
                (11, "kode", "unit_archived"),
            ],
        )

    # ------------------------------------------------------------------
    # Bad files
    # ------------------------------------------------------------------

    def test_encodings_and_separators(self):
        rows = employees({"nama": "René Ångström"})
        good = {
            "comma": csv_bytes(rows),
            "semicolon": csv_bytes(rows, ";"),
            "tab": csv_bytes(rows, "\t"),
            "byte order mark": csv_bytes(rows, encoding="utf-8-sig"),
            "line ends": csv_bytes(rows).replace(b"\n", b"\r\n"),
            "upper case": csv_bytes(rows).replace(b"nip,nama", b"NIP, Nama "),
            "empty lines": b"\n" + csv_bytes(rows) + b"\n,,,,,,,,,,,,,,,,,\n",
        }
        for name, content in good.items():
            with self.subTest(name):
                outcome = self.loader._load("employees", content, write=False)
                self.assertEqual((outcome.rows, self._found(outcome)), (1, []))

    def test_unreadable_files_are_told(self):
        rows = employees({"nama": "René"})
        text = csv_bytes(rows)
        cases = {
            b"": "file_empty",
            b"\n\n": "file_empty",
            text.split(b"\n")[0]: "no_rows",
            csv_bytes(rows, encoding="latin-1"): "file_encoding_row",
            csv_bytes(rows, encoding="utf-16"): "file_encoding",
            text.replace("René".encode(), b"\xed\xa0\x80"): "file_encoding_row",
            text.replace("René".encode(), b'"Rene'): "file_quotes",
            text.replace("René".encode(), b"A" * 200000): "cell_too_large",
            b"PK\x03\x04" + b"\x00" * 50: "file_not_table",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "file_old_excel",
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n": "file_not_table",
            b"\x89PNG\r\n\x1a\n\x00\x00": "file_not_table",
            b"," * 500 + b"\n": "file_empty",
            b"a," * 500 + b"\n": "too_many_columns",
            b"a" * (UPLOAD_LIMIT + 1): "file_too_large",
        }
        for content, code in cases.items():
            with self.subTest(code, start=content[:20]):
                outcome = self.loader._load("employees", content)
                self.assertEqual([p.code for p in outcome.problems], [code])
                self.assertFalse(outcome.done)

    def test_columns_and_cells_are_counted(self):
        header, row = csv_bytes(employees({})).decode().strip().split("\n")
        cases = [
            (
                header.replace("nip,", "", 1) + "\n" + row.split(",", 1)[1],
                (0, "nip", "column_missing"),
            ),
            (header + ",nama\n" + row + ",x", (0, "nama", "column_twice")),
            (header + "\n" + row + ",lebih", (2, "", "row_cells")),
            (header + "\n" + row.rsplit(",", 3)[0], (2, "", "row_cells")),
        ]
        for text, expected in cases:
            with self.subTest(expected):
                outcome = self.loader._load("employees", text.encode())
                self.assertEqual(self._found(outcome), [expected])
        outcome = self.loader._load("employees", f"{header},cuaca\n{row},hujan".encode())
        self.assertEqual(self._found(outcome, "warning"), [(0, "cuaca", "column_unknown")])
        self.assertTrue(outcome.done)

    def test_workbooks(self):
        header = files.headings("employees")
        person = employees({})[0]
        row = [person[name] for name in header]
        outcome = self.loader._load("employees", files.xlsx_bytes(header, [row]))
        self.assertEqual((outcome.created, self._found(outcome)), (1, []))
        dated = [date(1991, 4, 15) if name == "tgl_lahir" else person[name] for name in header]
        outcome = self.loader._load("employees", files.xlsx_bytes(header, [dated]), write=False)
        self.assertEqual(self._found(outcome), [])
        number = [int(person["nip"]), *row[1:]]
        outcome = self.loader._load("employees", files.xlsx_bytes(header, [number]), write=False)
        self.assertEqual(self._found(outcome), [(2, "nip", "nip_excel")])

    def test_hostile_workbooks_are_refused(self):
        good = files.xlsx_bytes(["nip"], [["1"]])
        cases = {
            "bomb": (self._with_part(good, "xl/media/a.bin", b"\0" * 450_000_000), "file_bomb"),
            "entities": (
                self._with_part(
                    good, "xl/styles2.xml", b'<?xml version="1.0"?><!DOCTYPE a []><a/>'
                ),
                "file_not_table",
            ),
            "cut": (good[: len(good) // 2], "file_not_table"),
            "no workbook": (self._archive({"a.txt": b"x"}), "file_not_table"),
            "bad XML": (
                self._archive({"[Content_Types].xml": b"<Types", "xl/workbook.xml": b"<a"}),
                "file_not_table",
            ),
            "encrypted": (self._encrypted(good), "file_not_table"),
        }
        for name, (content, code) in cases.items():
            with self.subTest(name):
                outcome = self.loader._load("employees", content)
                self.assertEqual([p.code for p in outcome.problems], [code])

    def _archive(self, parts):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return stream.getvalue()

    def _with_part(self, workbook, name, content):
        with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
            parts = {part: archive.read(part) for part in archive.namelist()}
        return self._archive({**parts, name: content})

    def _encrypted(self, workbook):
        """Set the bit of encryption in each directory entry."""
        content = bytearray(workbook)
        position = content.find(b"PK\x01\x02")
        while position >= 0:
            flags = struct.unpack_from("<H", content, position + 8)[0]
            struct.pack_into("<H", content, position + 8, flags | 1)
            position = content.find(b"PK\x01\x02", position + 4)
        return bytes(content)
