from base64 import b64encode
from unittest.mock import patch

import psycopg2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .common import AsnCase

PDF = b64encode(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF").decode()
PAGE = b64encode(b"<!DOCTYPE html><html><body><script>1</script></body></html>").decode()
DRAWING = b64encode(
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
).decode()
# The right answers of the three questions that everybody gets, as data/ ships them.
RIGHT = ("b", "a", "c")


class SocialisationCase(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.campaign = (
            cls.env["asn.socialisation"]
            .with_user(cls.hr_user)
            .create(
                {"period_id": cls.year.id, "date_start": "2026-01-05", "date_end": "2026-12-31"}
            )
        )

    @classmethod
    def _open(cls):
        cls.campaign.action_open()
        cls.env.invalidate_all()

    def _as(self, user):
        return self.campaign.with_user(user)

    def _person(self, employee):
        return self.campaign.participant_ids.sudo().filtered(lambda p: p.employee_id == employee)

    def _answer(self, user, choices, part="employee"):
        page = self._as(user).action_page()
        (check,) = [check for check in page["checks"] if check["part"] == part]
        numbers = [question["id"] for question in check["questions"]]
        answers = dict(zip(map(str, numbers), choices, strict=True))
        return self._as(user).action_step("check", {"part": part, "answers": answers})

    def _session(self, user=None, **values):
        return (
            self.env["asn.socialisation.session"]
            .with_user(user or self.hr_user)
            .create(
                {
                    "socialisation_id": self.campaign.id,
                    "name": "Pertemuan",
                    "date_start": "2026-11-24 04:00:00",
                    "date_end": "2026-11-24 06:00:00",
                    **values,
                }
            )
        )


class TestCampaign(SocialisationCase):
    def test_new_campaign_starts_with_the_samples(self):
        cards = self.campaign.material_ids
        count = {name: 0 for name in ("everybody", "evaluator", "unit_officer")}
        for card in cards:
            count[card.audience] += 1
            self.assertTrue(card.body)
        self.assertEqual(count, {"everybody": 5, "evaluator": 3, "unit_officer": 2})
        self.assertEqual(len(self.campaign.question_ids), 9)
        self.assertFalse(self.campaign.question_ids.filtered(lambda q: not q.right))
        samples = self.env["asn.socialisation.material"].search([("socialisation_id", "=", False)])
        self.assertEqual(len(samples), 10)

    def test_copy_keeps_the_translation(self):
        self.env["res.lang"]._activate_lang("id_ID")
        sample = self.env.ref("hr_asn_kinerja.asn_socialisation_material_purpose")
        sample.with_context(lang="id_ID").name = "Untuk apa"
        self.campaign.sudo().unlink()
        campaign = self.env["asn.socialisation"].create({"period_id": self.year.id})
        card = campaign.material_ids[0]
        self.assertEqual(card.name, sample.name)
        self.assertEqual(card.with_context(lang="id_ID").name, "Untuk apa")

    def test_next_year_starts_with_the_campaign_before(self):
        self.campaign.material_ids[1:].unlink()
        self.campaign.material_ids.name = "Kartu kita"
        action = self.env["asn.period"].action_generate(2027)
        later = self.env["asn.socialisation"].create(
            {"period_id": action["res_id"], "date_start": "2027-01-04"}
        )
        self.assertEqual(later.material_ids.mapped("name"), ["Kartu kita"])
        self.assertEqual(later.question_ids[0].right, "b")

    def test_one_campaign_for_a_year(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.IntegrityError),
            self.cr.savepoint(),
        ):
            self.env["asn.socialisation"].create({"period_id": self.year.id})
            self.env.flush_all()

    def test_a_half_year_has_no_campaign(self):
        self.campaign.sudo().unlink()
        with self.assertRaises(ValidationError):
            self.env["asn.socialisation"].create({"period_id": self.half.id})

    def test_opening_lists_everybody_once(self):
        self._open()
        names = self.campaign.participant_ids.mapped("employee_name")
        self.assertEqual(
            sorted(names),
            sorted(
                employee.name
                for employee in (
                    self.nurse,
                    self.colleague,
                    self.head,
                    self.chief,
                    self.officer,
                    self.hr,
                    self.auditor,
                    self.outsider,
                )
            ),
        )
        self.assertTrue(self._person(self.head).is_evaluator)
        self.assertTrue(self._person(self.head).is_leader)
        self.assertFalse(self._person(self.nurse).is_evaluator)
        self.assertTrue(self._person(self.officer).is_unit_officer)
        self._open()
        self.campaign.action_update_people()
        self.assertEqual(self.campaign.participant_count, 8)

    def test_people_follow_transfers_and_departures(self):
        self._open()
        self.nurse.department_id = self.other_agency
        self.colleague.active = False
        self.campaign.sudo()._sync_participants()
        self.assertEqual(self._person(self.nurse).unit_id, self.other_agency)
        self.assertFalse(self._person(self.colleague))
        self.colleague.active = True
        self.campaign.sudo()._sync_participants()
        self.assertTrue(self._person(self.colleague).active)

    def test_a_check_has_three_questions(self):
        spare = self.campaign.question_ids[0]
        spare.unlink()
        with self.assertRaisesRegex(UserError, "three questions"):
            self.campaign.action_open()
        self.assertEqual(self.campaign.state, "draft")

    def test_a_question_without_right_answer_keeps_it_closed(self):
        self.campaign.question_ids[0].sudo().key_ids.unlink()
        with self.assertRaisesRegex(UserError, "right answer"):
            self.campaign.action_open()

    def test_without_material_for_everybody_it_stays_closed(self):
        self.campaign.material_ids.filtered(lambda m: m.audience == "everybody").unlink()
        with self.assertRaisesRegex(UserError, "material"):
            self.campaign.action_open()

    def test_steps_are_for_the_hr_office(self):
        for user in (self.nurse_user, self.officer_user, self.auditor_user):
            with self.assertRaises(AccessError):
                self._as(user).action_open()
        self._open()
        for user in (self.nurse_user, self.officer_user, self.auditor_user):
            with self.assertRaises(AccessError):
                self._as(user).action_close()
        with self.assertRaises(AccessError):
            self.campaign.write({"state": "closed"})
        self.campaign.action_close()
        self.assertEqual(self.campaign.state, "closed")
        self.campaign.action_close()
        self.campaign.action_open()
        self.assertEqual(self.campaign.state, "open")

    def test_open_campaign_keeps_its_questions_and_mends_its_words(self):
        self._open()
        question = self.campaign.question_ids[0]
        with self.assertRaises(AccessError):
            question.unlink()
        with self.assertRaises(AccessError):
            question.write({"audience": "leader"})
        with self.assertRaises(AccessError):
            self.env["asn.socialisation.question"].with_user(self.hr_user).create(
                {
                    "socialisation_id": self.campaign.id,
                    "name": "?",
                    "choice_a": "1",
                    "choice_b": "2",
                    "choice_c": "3",
                }
            )
        question.write({"name": "Lebih jelas", "right": "c", "explanation": "Karena itu."})
        self.assertEqual(question.sudo().key_ids.right, "c")
        self.assertEqual(len(question.sudo().key_ids), 1)

    def test_material_is_plain_text(self):
        card = self.campaign.material_ids[0]
        card.body = (
            '<p onclick="x()">Halo <b style="color:red">semua</b>'
            '<img src="https://example.com/a.png"/><script>alert(1)</script>'
            '<a href="javascript:alert(1)">klik</a> 1 &lt; 2</p><iframe src="x"></iframe>'
            '<svg onload="x()"><circle/></svg>'
        )
        self.assertEqual(str(card.body), "<p>Halo <b>semua</b>klik 1 &lt; 2</p>")

    def test_translations_are_guarded_like_the_text(self):  # threat: H09
        self.env["res.lang"]._activate_lang("id_ID")
        card = self.campaign.material_ids[0]
        card.body = "<p>Hello</p>"
        image = '<img src="https://example.com/a.png"/>Halo <a href="javascript:1">klik</a>'
        card.update_field_translations("body", {"id_ID": {"Hello": image}})
        self.assertEqual(str(card.with_context(lang="id_ID").body), "<p>Halo klik</p>")
        self._open()
        self.campaign.action_close()
        with self.assertRaises(AccessError):
            card.update_field_translations("name", {"id_ID": "Lain"})
        for user in (self.nurse_user, self.officer_user):
            with self.assertRaises(AccessError):
                card.with_user(user).update_field_translations("name", {"id_ID": "Lain"})

    def test_people_are_brought_up_to_date_every_night(self):
        self._open()
        self.outsider.department_id = self.clinic
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60.0):
            self.env["asn.socialisation"]._cron_update_people()
        self.assertEqual(self._person(self.outsider).unit_id, self.clinic)

    def test_links_are_https(self):
        card = self.campaign.material_ids[0]
        for link in (
            "http://example.com",
            "javascript:alert(1)",
            "https://",
            "https://user@example.com/x",
            "https://exa mple.com",
            "//example.com",
            "data:text/html,x",
            "https://[::1",
        ):
            with self.subTest(link), self.assertRaises(ValidationError), self.cr.savepoint():
                card.link = link
        card.link = " https://example.com/video "
        self.assertEqual(card.link, "https://example.com/video")

    def test_files_are_what_they_say(self):
        card = self.campaign.material_ids[0]
        card.write({"file": PDF, "file_name": "../../a\u202e.pdf"})
        self.assertEqual(card.file_name, "a.pdf")
        for field, value in (
            ("file", PAGE),
            ("file", DRAWING),
            ("picture", DRAWING),
            ("picture", PDF),
            ("picture", PAGE),
            ("file", "###"),
        ):
            with self.subTest(field=field, value=value[:12]), self.assertRaises(ValidationError):
                card.write({field: value})
        self.company.asn_evidence_max_mb = 1
        with self.assertRaisesRegex(ValidationError, "1 MB"):
            card.file = b64encode(b"%PDF-1.4" + b"0" * 1024 * 1024).decode()
