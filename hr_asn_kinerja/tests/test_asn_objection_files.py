from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError

from .evidence_files import PDF, PNG, encode, file_command
from .objection_common import ObjectionCase


class TestObjectionFiles(ObjectionCase):
    @freeze_time("2026-03-10 03:00:00")
    def test_files_are_seen_when_they_were_sent(self):
        draft = self._begin(file_ids=[file_command(PNG, "bukti.png")])
        self.assertEqual((draft.file_ids.side, draft.file_ids.has_thumbnail), ("employee", True))
        files = self.env["asn.objection.file"]
        self.assertFalse(files.with_user(self.head_user).search([]))
        draft.action_file()
        theirs = draft.with_user(self.head_user)
        theirs.write({"draft_explanation": "Ini.", "file_ids": [file_command(PDF, "catatan.pdf")]})
        seen = {
            key: sorted(files.with_user(getattr(self, f"{key}_user")).search([]).mapped("side"))
            for key in ("nurse", "head", "chief", "hr", "auditor", "officer", "colleague")
        }
        one, both = ["employee"], ["employee", "evaluator"]
        self.assertEqual(
            seen,
            {
                "nurse": one,
                "head": both,
                "chief": one,
                "hr": one,
                "auditor": one,
                "officer": [],
                "colleague": [],
            },
        )
        theirs.action_explain()
        for key in ("nurse", "chief", "hr", "auditor"):
            found = files.with_user(getattr(self, f"{key}_user")).search([])
            self.assertEqual(sorted(found.mapped("side")), both, key)
        self.assertEqual(draft.with_user(self.officer_user).file_count, 2)
        self.assertEqual(draft.file_ids[0].with_user(self.chief_user)._read_content(), PNG)

    @freeze_time("2026-03-10 03:00:00")
    def test_files_are_checked_and_locked(self):
        draft = self._begin()
        files = self.env["asn.objection.file"].with_user(self.nurse_user)
        for values in (
            {"name": "a.exe", "upload": encode(b"MZ\x90\x00")},
            {"name": "a.png", "upload": encode(PDF)},
            {"link": "javascript:alert(1)"},
            {},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                files.create({"objection_id": draft.id, **values})
        file = files.create({"objection_id": draft.id, "name": "a.pdf", "upload": encode(PDF)})
        self.assertEqual(
            files.create({"objection_id": draft.id, "name": "b.pdf", "upload": encode(PDF)}), file
        )
        with self.assertRaises(AccessError):
            file.name = "lain.pdf"
        draft.action_file()
        with self.assertRaises(AccessError):
            file.unlink()
        with self.assertRaises(AccessError):
            draft.write({"file_ids": [file_command(PNG)]})
        with self.assertRaises(AccessError):
            draft.with_user(self.head_user).write({"file_ids": [Command.delete(file.id)]})
        self.assertTrue(file.exists())

    @freeze_time("2026-03-10 03:00:00")
    def test_there_is_a_most(self):
        self.company.asn_evidence_max_count = 2
        draft = self._begin()
        links = [Command.create({"link": f"https://example.go.id/{n}"}) for n in range(3)]
        with self.assertRaises(UserError):
            draft.write({"file_ids": links})
        draft.write({"file_ids": links[:2]})
        self.assertEqual(len(draft.file_ids), 2)
