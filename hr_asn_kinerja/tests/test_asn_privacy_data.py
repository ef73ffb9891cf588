import io
import json
import os
from zipfile import ZipFile

from odoo.tests import new_test_user, tagged

from .common import AsnHttpCase
from .evidence_files import PNG, file_command, png

URL = "/asn/my-data"


@tagged("post_install", "-at_install")
class TestAsnPrivacyData(AsnHttpCase):
    """The nurse's own data while the evaluation is rated and not released."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.plan = cls._agree_plan(cls.nurse)
        cls._agree_plan(cls.colleague)
        cls.half.with_user(cls.hr_user).action_open()
        cls.evaluation = cls.plan.evaluation_ids
        cls._log(
            cls.plan.result_ids.indicator_ids[0],
            100,
            note="<script>alert(1)</script> catatan saya",
            evidence_ids=[file_command(name="../../foto.png")],
        )
        for visibility in ("open", "private"):
            cls._give(cls.head_user, visibility)
        cls._rate(
            cls.evaluation,
            "above",
            "below",
            draft_reason="ALASAN-RAHASIA",
            draft_recommendation="SARAN-RAHASIA",
        )

    @classmethod
    def _give(cls, user, visibility):
        cls.env["asn.feedback"].with_user(user).action_step(
            "give",
            {
                "employee_id": cls.nurse.id,
                "kind": "appreciation",
                "situation": f"UMPAN {visibility}",
                "visibility": visibility,
                "is_sure": True,
            },
        )

    def _download(self, login):
        self.authenticate(login, login)
        answer = self.url_open(URL)
        self.assertEqual(answer.status_code, 200)
        archive = ZipFile(io.BytesIO(answer.content))
        return answer, archive, json.loads(archive.read("data-saya.json"))

    def test_file_holds_what_is_mine(self):
        answer, archive, data = self._download("asn_nurse")
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        self.assertIn("no-store", answer.headers["Cache-Control"])
        self.assertEqual(answer.headers["Content-Type"], "application/zip")
        self.assertIsNone(archive.testzip())
        sections = data["data"]
        self.assertEqual(sections["rencana"]["rows"][0]["employee_name"], "Siti Rahmah")
        self.assertEqual(len(sections["indikator"]["rows"]), 2)
        self.assertEqual(sections["realisasi"]["rows"][0]["quantity"], 100)
        self.assertEqual(len(sections["evaluasi"]["rows"]), 1)
        steps = {row["user_id"] for row in sections["langkah_skp"]["rows"]}
        self.assertIn("Teuku Rizal", steps)
        (path,) = [name for name in archive.namelist() if name.startswith("bukti/")]
        self.assertNotIn("..", path)
        self.assertEqual(archive.read(path), PNG)
        page = archive.read("data-saya.html").decode()
        self.assertIn("&lt;script&gt;", page)
        self.assertNotIn("<script", page)

    def test_a_lost_file_is_told_in_words_and_the_rest_is_there(self):  # threat: L05
        """The row is there, the file is not: a backup without the filestore, a broken disk."""
        lost = png(7, 7, 91)
        _code, _id, values = file_command(lost, "lenyap.png")
        entry = self.env["asn.evidence"].search([("name", "=", "foto.png")]).realisation_id
        evidence = self.env["asn.evidence"].create({**values, "realisation_id": entry.id})
        attachments = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "asn.evidence"),
                ("res_id", "=", evidence.id),
                ("res_field", "in", ["file", "thumbnail"]),
            ]
        )
        self.assertEqual(len(attachments), 2)  # with the small picture
        for attachment in attachments:
            os.unlink(attachment._full_path(attachment.store_fname))
        self.env.flush_all()
        _answer, archive, data = self._download("asn_nurse")
        self.assertIsNone(archive.testzip())
        found = {name for name in archive.namelist() if name.startswith("bukti/")}
        (there,) = {name for name in found if name.endswith("foto.png")}
        self.assertEqual(found, {there, f"bukti/{evidence.id}-lenyap.png.txt"})
        self.assertEqual(archive.read(there), PNG)
        self.assertIn("cadangan", archive.read(f"bukti/{evidence.id}-lenyap.png.txt").decode())
        self.assertEqual(len(data["data"]["bukti"]["rows"]), 2)
        absent = self.url_open(f"/asn/evidence/{2**31 - 1}")
        for path in ("", "/thumbnail"):
            answer = self.url_open(f"/asn/evidence/{evidence.id}{path}")
            self.assertEqual(answer.status_code, 404)
            # Who may read it is told more than that there is nothing.
            self.assertEqual(answer.text == absent.text, bool(path))
        other = entry.evidence_ids - evidence
        self.assertEqual(self.url_open(f"/asn/evidence/{other.id}").content, PNG)

    def test_page_is_written_as_people_read_it(self):
        """Days, moments and numbers; a name once; what stands in it leads there."""
        pages = self.env["asn.my.data"]
        for value, words in (
            ("2026-01-26", "26 Januari 2026"),
            ("2026-07-10 02:22:00", "10 Juli 2026 pukul 09.22 WIB"),
            (3240.0, "3.240"),
            (108.97, "108,97"),
            (2026, 2026),
            (True, "Ya"),
            ("catatan 2026-01-26", "catatan 2026-01-26"),
            ("2026-13-45", "2026-13-45"),
        ):
            with self.subTest(value):
                self.assertEqual(pages._to_words(value), words)
        labels = {
            "employee_id": "Pegawai",
            "employee_name": "Nama",
            "result_rating": "Hasil",
            "behaviour_rating": "Perilaku",
        }
        row = pages._make_row(labels, {**dict.fromkeys(labels, "Siti")})
        self.assertEqual(row.count("Siti"), 3)
        self.assertNotIn("Nama", row)
        _answer, archive, data = self._download("asn_nurse")
        page = archive.read("data-saya.html").decode()
        for section, found in data["data"].items():
            self.assertIn(f'<a href="#{section}">{found["title"]}', page)
            self.assertIn(f'<h2 id="{section}">', page)
        self.assertNotRegex(page, r"<dd>\d{4}-\d\d-\d\d")

    def test_file_holds_nothing_that_is_hidden(self):
        _answer, archive, data = self._download("asn_nurse")
        text = archive.read("data-saya.json").decode() + archive.read("data-saya.html").decode()
        self.assertIn("UMPAN open", text)
        for hidden in ("UMPAN private", "ALASAN-RAHASIA", "SARAN-RAHASIA", "Nurul Huda"):
            self.assertNotIn(hidden, text)
        (evaluation,) = data["data"]["evaluasi"]["rows"]
        for rating in ("result_rating", "behaviour_rating", "predicate"):
            self.assertNotIn(rating, evaluation)
        self.assertNotIn("tanda_tangan_evaluasi", data["data"])

    def test_released_rating_is_in_it(self):
        self.evaluation.with_user(self.head_user).action_release()
        _answer, _archive, data = self._download("asn_nurse")
        (evaluation,) = data["data"]["evaluasi"]["rows"]
        labels = dict(
            self.evaluation._fields["predicate"]._description_selection(
                self.env(context={"lang": self.nurse_user.lang})
            )
        )
        self.assertEqual(evaluation["predicate"], labels[self.evaluation.predicate])
        self.assertIn("SARAN-RAHASIA", json.dumps(data))

    def test_giver_without_a_name_is_in_no_file(self):
        """Three write without a name; neither their files nor hers say who."""
        givers = self.colleague_user
        for number in range(2):
            login = f"asn_mate_{number}"
            givers |= new_test_user(self.env, login=login, password=login, name=f"Rekan {number}")
            self.env["hr.employee"].create(
                {
                    "name": f"Rekan {number}",
                    "department_id": self.clinic.id,
                    "asn_evaluator_id": self.head.id,
                    "date_version": "2020-01-01",
                    "user_id": givers[-1].id,
                }
            )
        for giver in givers:
            self._give(giver, "anonymous")
        _answer, archive, _data = self._download("asn_nurse")
        self.assertNotIn(b"UMPAN anonymous", archive.read("data-saya.json"))
        self.env["asn.feedback.anonymous"]._cron_show()
        _answer, archive, data = self._download("asn_nurse")
        rows = data["data"]["umpan_balik_tanpa_nama"]["rows"]
        self.assertEqual([row["situation"] for row in rows], ["UMPAN anonymous"] * 3)
        for giver in givers:
            self.assertNotIn(giver.name.encode(), archive.read("data-saya.json"))
            _answer, archive_of_giver, _data = self._download(giver.login)
            self.assertNotIn(b"UMPAN anonymous", archive_of_giver.read("data-saya.json"))

    def test_everybody_gets_the_own_file_and_no_other(self):
        for login, name in (("asn_colleague", "Nurul Huda"), ("asn_hr", "Bambang Irawan")):
            _answer, archive, data = self._download(login)
            text = archive.read("data-saya.json").decode()
            self.assertEqual(data["nama"], name)
            self.assertNotIn("catatan saya", text)
            self.assertNotIn(self.nurse.asn_nip, text)
            self.assertFalse([one for one in archive.namelist() if one.startswith("bukti/")])
        self.authenticate("asn_colleague", "asn_colleague")
        for query in (f"?user_id={self.nurse_user.id}", f"?employee_id={self.nurse.id}"):
            answer = self.url_open(URL + query)
            if answer.status_code == 200:
                archive = ZipFile(io.BytesIO(answer.content))
                self.assertNotIn(b"Siti Rahmah", archive.read("data-saya.json"))

    def test_who_is_no_employee_gets_nothing(self):
        self.authenticate("asn_plain", "asn_plain")
        self.assertEqual(self.url_open(URL).status_code, 404)
        new_test_user(self.env, login="asn_guest", password="asn_guest", groups="base.group_portal")
        self.authenticate("asn_guest", "asn_guest")
        self.assertEqual(self.url_open(URL).status_code, 404)
        self.authenticate(None, None)
        answer = self.url_open(URL, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/login", answer.headers["Location"])
