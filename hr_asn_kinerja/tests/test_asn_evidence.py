import hashlib
import os
from contextlib import contextmanager
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError

from .common import AsnCase
from .evidence_files import PDF, PNG, VIRUS_TEST, encode, file_command, link_command, office, png

MIXIN = "odoo.addons.hr_asn_kinerja.models.evaluation.asn_evidence_mixin"


class EvidenceCase(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._begin_half()
        cls.patients, cls.on_time = cls.plan.result_ids.indicator_ids

    def _attach(self, *commands):
        return self._log(self.patients, 1, evidence_ids=list(commands)).evidence_ids

    def _stored(self, evidence, field="file"):
        return self.env["ir.attachment"].search(
            [
                ("res_model", "=", "asn.evidence"),
                ("res_field", "=", field),
                ("res_id", "in", evidence.ids),
            ]
        )


class TestEvidence(EvidenceCase):
    def test_an_entry_holds_files_and_links(self):
        evidence = self._attach(file_command(), file_command(PDF, "laporan.pdf"), link_command())
        self.assertEqual(evidence.mapped("kind"), ["file", "file", "link"])
        self.assertEqual(evidence.mapped("mimetype"), ["image/png", "application/pdf", False])
        self.assertEqual(evidence.mapped("size"), [len(PNG), len(PDF), 0])
        self.assertEqual(evidence[0].checksum, hashlib.sha256(PNG).hexdigest())
        self.assertEqual(evidence[1].url, f"/asn/evidence/{evidence[1].id}")
        self.assertEqual(evidence[2].url, "https://example.go.id/bukti")
        self.assertTrue(evidence.realisation_id.has_evidence)
        evidence.with_user(self.nurse_user).unlink()
        self.assertFalse(self.plan.result_ids.indicator_ids.realisation_ids.has_evidence)

    def test_evidence_is_readable_by_the_evaluator_and_by_no_stranger(self):
        """(threat: D11)"""
        evidence = self._attach(file_command())
        for user in (self.nurse_user, self.head_user, self.chief_user, self.officer_user):
            self.assertEqual(evidence.with_user(user)._read_content(), PNG)
        for user in (self.colleague_user, self.outsider_user, self.plain_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                evidence.with_user(user)._read_content()
            self.assertFalse(self.env["asn.evidence"].with_user(user).search([]))

    def test_file_itself_is_no_field_for_anybody(self):
        evidence = self._attach(file_command())
        for user in (self.nurse_user, self.head_user, self.admin_asn_user):
            for field in ("file", "thumbnail"):
                with self.assertRaises(AccessError):
                    evidence.with_user(user).read([field])
        self.assertFalse(evidence.with_user(self.nurse_user).upload)

    def test_files_that_could_carry_scripts_are_refused(self):
        """By what a file is, not by its name. (threat: D13)"""
        bad = {
            "html": b"<html><script>alert(1)</script></html>",
            "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
            "exe": b"MZ\x90\x00\x03\x00\x00\x00\x04",
            "text": b"=HYPERLINK(1)",
            "virus test": VIRUS_TEST,
            "zip": office("other/"),
            "macros": office("word/", ["word/vbaProject.bin"]),
            "half a zip": office()[:60],
            "half a picture": PNG[:12],
        }
        for kind, content in bad.items():
            with self.subTest(kind=kind), self.assertRaises(ValidationError):
                self._attach(file_command(content))
        self.assertFalse(self.patients.realisation_ids)

    def test_the_name_must_agree_with_the_content(self):
        """(threat: D13)"""
        for content, name in ((PDF, "foto.png"), (PNG, "a.pdf"), (PNG, "a.html"), (PNG, "a.svg")):
            with self.subTest(name=name), self.assertRaises(ValidationError):
                self._attach(file_command(content, name))
        for content, name in (
            (PDF, "a.PDF"),
            (PNG, "foto"),
            (office("xl/"), "rekap.xlsx"),
            (office("word/"), "surat.docx"),
        ):
            self.assertEqual(self._attach(file_command(content, name)).name, name)

    def test_empty_and_too_large_files_are_refused(self):
        """Too large: before it is decoded. (threat: D13)"""
        self.company.asn_evidence_max_mb = 1
        limit = 1024 * 1024
        fits = PDF + b"0" * (limit - len(PDF))
        for content in ("", "====", "%%%", "x", encode(fits + b"0"), encode(fits) + "QQ=="):
            with self.subTest(size=len(content)), self.assertRaises(ValidationError):
                self._attach(Command.create({"name": "a.pdf", "upload": content}))
        with (
            patch(f"{MIXIN}.b64decode") as decode,
            self.assertRaises(ValidationError),
        ):
            self._attach(Command.create({"name": "a.pdf", "upload": "A" * (limit * 200)}))
        decode.assert_not_called()
        self.assertEqual(self._attach(file_command(fits, "a.pdf")).size, limit)

    def test_kinds_that_the_region_does_not_take_are_refused(self):
        self.company.asn_evidence_kinds = "photo"
        with self.assertRaises(ValidationError):
            self._attach(file_command(PDF, "a.pdf"))
        self.company.asn_evidence_kinds = "photo_pdf"
        with self.assertRaises(ValidationError):
            self._attach(file_command(office(), "a.docx"))
        self.assertTrue(self._attach(file_command(PDF, "a.pdf")))

    def test_huge_pictures_are_refused_without_decoding(self):
        """50,000 x 50,000 points in 100 bytes. (threat: D13)"""
        for width, height in ((50000, 50000), (2**31 - 1, 2**31 - 1), (0, 5)):
            with self.subTest(width=width), self.assertRaises(ValidationError):
                self._attach(file_command(png(width, height)))
        # Large, but a picture that people have: kept, without a thumbnail.
        evidence = self._attach(file_command(png(9000, 9000)))
        self.assertFalse(evidence.has_thumbnail)
        self.assertIsNone(evidence._read_content("thumbnail"))

    def test_names_are_cleaned(self):
        """(threat: D13)"""
        for given, expected in (
            ("../../etc/foto.png", "foto.png"),
            ("C:\\bukti\\foto.png", "foto.png"),
            ("foto\u202egnp.png", "fotognp.png"),
            ("a" * 300 + ".png", "a" * 116 + ".png"),
            ("   ", "evidence"),
            ('a"b;c.png', "a_b_c.png"),
        ):
            with self.subTest(given=given[:20]):
                self.assertEqual(self._attach(file_command(PNG, given)).name, expected)
        with self.assertRaises(ValidationError):
            self._attach(file_command(PNG, "a\x00.png"))

    def test_bad_links_are_refused(self):
        for link in (
            "javascript:alert(1)",
            "file:///etc/passwd",
            "drive google",
            "https://",
            "https://user:word@example.go.id",
            "https://example.go.id/\u202e",
            "https://exa mple.go.id",
            "https://[::1",
            "data:text/html,x",
            "https://" + "a" * 1000,
        ):
            with self.subTest(link=link[:30]), self.assertRaises(ValidationError):
                self._attach(link_command(link))

    def test_identical_content_is_stored_once(self):
        """Once on an entry, once on the disk for all entries."""
        first = self._attach(file_command(), file_command(PNG, "lain.png"), link_command())
        self.assertEqual(len(first), 2)
        entry = first.realisation_id.with_user(self.nurse_user)
        entry.evidence_ids = [file_command(PNG, "lagi.png"), link_command()]
        self.assertEqual(entry.evidence_ids, first)
        second = self._attach(file_command())
        files = self._stored(first | second)
        self.assertEqual(len(files), 2)
        self.assertEqual(len(set(files.mapped("store_fname"))), 1)

    def test_quota_of_an_entry_and_of_a_plan(self):
        """(threat: D13)"""
        self.company.asn_evidence_max_count = 3
        pictures = [file_command(png(1, 1, level), f"{level}.png") for level in range(4)]
        with self.assertRaises(UserError):
            self._attach(*pictures)
        entry = self._attach(*pictures[:3]).realisation_id.with_user(self.nurse_user)
        with self.assertRaises(UserError):
            entry.evidence_ids = [link_command()]
        self.company.asn_evidence_plan_count = 4
        self._attach(link_command())
        with self.assertRaises(UserError):
            self._attach(link_command("https://example.go.id/lain"))

    def test_thumbnail_is_a_small_picture_of_its_own(self):
        evidence = self._attach(file_command(png(900, 600, 200)))
        self.assertTrue(evidence.has_thumbnail)
        content = evidence.with_user(self.head_user)._read_content("thumbnail")
        self.assertEqual(content[:3], b"\xff\xd8\xff")
        self.assertEqual(evidence._read_picture_size(content), (320, 213))
        self.assertEqual(evidence._read_content(), png(900, 600, 200))  # kept as it came

    def test_evidence_stands_beside_the_figure(self):
        """Of the entries that count in the period: pictures first, then the latest."""
        line = self.evaluation.line_ids.filtered(lambda line: line.indicator_id == self.patients)
        old = self._log(self.patients, 1, "2026-02-02", evidence_ids=[file_command()]).evidence_ids
        links = [link_command(f"https://example.go.id/{number}") for number in range(3)]
        new = self._attach(*links)
        self._log(self.patients, 1, "2026-07-02", evidence_ids=[file_command()])
        shown = [*old.ids, *new.sorted("id", reverse=True).ids[:2]]
        self.assertEqual(line.with_user(self.head_user).evidence_ids.ids, shown)
        new.realisation_id.with_user(self.head_user).action_return("Salah")
        line.invalidate_recordset()
        self.assertEqual(line.with_user(self.nurse_user).evidence_ids, old)

    def test_only_the_own_open_entry_takes_evidence(self):
        evidence = self._attach(file_command())
        entry = evidence.realisation_id
        values = {"realisation_id": entry.id, "link": "https://example.go.id/x"}
        for user in (self.head_user, self.chief_user, self.hr_user, self.colleague_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["asn.evidence"].with_user(user).create(values)
            with self.assertRaises(AccessError):
                evidence.with_user(user).unlink()
        self.evaluation.with_user(self.nurse_user).action_submit()
        mine = evidence.with_user(self.nurse_user)
        for attempt in (
            lambda: mine.create(values),
            lambda: mine.unlink(),
            lambda: mine.write({"name": "b.png"}),
            lambda: entry.with_user(self.nurse_user).write({"evidence_ids": [link_command()]}),
        ):
            with self.assertRaises(AccessError):
                attempt()
        self.assertEqual(entry.evidence_ids, evidence)

    def test_evidence_is_never_changed_or_moved(self):
        evidence = self._attach(file_command()).with_user(self.nurse_user)
        other = self._log(self.patients, 2)
        for values in (
            {"name": "b.png"},
            {"realisation_id": other.id},
            {"upload": encode(PDF)},
            {"checksum": "0"},
            {"mimetype": "text/html"},
            {"kind": "link"},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                evidence.write(values)
        for name in ("checksum", "mimetype", "size", "kind", "file"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                evidence.create(
                    {"realisation_id": other.id, "link": "https://example.go.id", name: False}
                )

    def test_deleting_an_entry_takes_its_files_along(self):
        evidence = self._attach(file_command())
        files = self._stored(evidence)
        self.assertTrue(files)
        evidence.realisation_id.with_user(self.nurse_user).unlink()
        self.assertFalse(files.exists())
        self.assertFalse(evidence.exists())


class TestEvidenceStore(EvidenceCase):
    """What happens when the disk fails. The filestore is real; files are broken by hand."""

    def _path(self, content):
        attachments = self.env["ir.attachment"]
        digest = attachments._compute_checksum(content)
        return attachments._full_path(f"{digest[:2]}/{digest}")

    def _fresh(self, level):
        """A picture that no other test uses, removed from the disk afterwards."""
        content = png(7, 7, level)
        path = self._path(content)
        self.addCleanup(lambda: os.path.exists(path) and os.unlink(path))
        if os.path.exists(path):
            os.unlink(path)
        return content, path

    @contextmanager
    def _full_disk(self):
        with patch("os.replace", side_effect=OSError(28, "No space left on device")):
            yield

    def test_a_cut_off_file_does_not_block_the_same_file(self):
        """Odoo alone says "collides with an existing file" for ever. (threat: L03)"""
        for level, broken in ((11, b""), (12, b"\x89PNG"), (13, None)):
            content, path = self._fresh(level)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(content[:-1] + b"?" if broken is None else broken)
            with self.subTest(level=level):
                if broken != b"":
                    with self.assertRaises(UserError):
                        self.env["ir.attachment"].create({"name": "a.png", "raw": content})
                evidence = self._attach(file_command(content))
                self.assertEqual(evidence._read_content(), content)
                with open(path, "rb") as file:
                    self.assertEqual(file.read(), content)

    def test_a_full_disk_is_said_in_words_and_leaves_nothing(self):
        """Afterwards the same file is taken. (threat: L03)"""
        content, path = self._fresh(14)
        with self._full_disk(), self.assertRaisesRegex(UserError, "disk"):
            self._attach(file_command(content))
        self.assertFalse(os.path.exists(path))
        self.assertFalse([n for n in os.listdir(os.path.dirname(path)) if n.startswith("tmp")])
        self.assertEqual(self._attach(file_command(content))._read_content(), content)

    def test_a_file_that_was_cut_off_or_changed_is_not_handed_out(self):
        """(threat: L03)"""
        content, path = self._fresh(15)
        evidence = self._attach(file_command(content))
        for broken in (content[:-5], content[:-1] + b"?", b""):
            with open(path, "wb") as file:
                file.write(broken)
            evidence.invalidate_recordset()
            self.env["ir.attachment"].invalidate_model()
            self.assertIsNone(evidence._read_content())
        self.assertEqual(self._attach(file_command(content))._read_content(), content)
        self.env["ir.attachment"].invalidate_model()
        self.assertEqual(evidence._read_content(), content)  # repaired for all who share it
