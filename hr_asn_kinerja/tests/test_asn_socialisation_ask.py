from odoo.exceptions import AccessError, UserError

from .test_asn_socialisation import SocialisationCase

QUESTION = "Apa yang terjadi bila hasil saya rendah?"


class TestAsk(SocialisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._open()
        cls.asks = cls.env["asn.socialisation.ask"]

    def _ask(self, user=None, **values):
        answer = self._as(user or self.nurse_user).action_step("ask", {"text": QUESTION, **values})
        self.assertTrue(answer["is_asked"])
        return self.asks.search([("socialisation_id", "=", self.campaign.id)])

    def test_without_a_name_no_column_leads_to_the_asker(self):  # threat: C01 C03 C07
        ask = self._ask()
        self.env.flush_all()
        self.env.cr.execute("SELECT * FROM asn_socialisation_ask WHERE id = %s", [ask.id])
        names = [column.name for column in self.env.cr.description]
        row = dict(zip(names, self.env.cr.fetchone(), strict=True))
        self.assertEqual(
            {name: value for name, value in row.items() if value is not None},
            {
                "id": ask.id,
                "socialisation_id": self.campaign.id,
                "company_id": self.company.id,
                "question": QUESTION,
                "state": "new",
                "date_asked": self.year.today(),
            },
        )
        self.assertFalse({"create_uid", "write_uid", "create_date", "write_date"} & set(names))
        for table, column in (
            ("mail_followers", "res_model"),
            ("mail_message", "model"),
            ("mail_activity", "res_model"),
            ("ir_attachment", "res_model"),
        ):
            found = self.env.cr
            found.execute(
                f"SELECT count(*) FROM {table} WHERE {column} = %s",  # pylint: disable=sql-injection
                ["asn.socialisation.ask"],
            )
            self.assertEqual(found.fetchone(), (0,), table)

    def test_asking_touches_no_row_of_the_person(self):
        self.env.cr.execute(
            "SELECT xmin::text, p::text FROM asn_socialisation_participant p ORDER BY id"
        )
        before = self.env.cr.fetchall()
        self._ask()
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT xmin::text, p::text FROM asn_socialisation_participant p ORDER BY id"
        )
        self.assertEqual(self.env.cr.fetchall(), before)

    def test_numbers_are_drawn_by_lot(self):
        self.env.cr.execute("SELECT last_value, is_called FROM asn_socialisation_ask_id_seq")
        before = self.env.cr.fetchone()
        for _number in range(3):
            self._ask()
        self.env.cr.execute("SELECT last_value, is_called FROM asn_socialisation_ask_id_seq")
        self.assertEqual(self.env.cr.fetchone(), before)
        self.assertEqual(len(self.asks.search([])), 3)

    def test_with_a_name_it_stands_there(self):
        ask = self._ask(with_name=True)
        self.assertEqual(ask.asker_name, "Siti Rahmah")

    def test_own_name_or_nip_in_the_text_is_pointed_out(self):  # threat: C13
        nurse = self._as(self.nurse_user)
        for text in (
            "Saya Siti Rahmah ingin bertanya sesuatu",
            f"NIP saya {self.nurse.asn_nip}, benar?",
        ):
            self.assertEqual(nurse.action_step("ask", {"text": text}), {"is_asked": False})
            self.assertFalse(self.asks.search([]))
        nurse.action_step("ask", {"text": text, "is_sure": True})
        self.assertEqual(len(self.asks.search([])), 1)

    def test_texts_have_bounds(self):
        for text in (None, "", "  a  ", 7, ["x"], "x" * 2001, "a\x00bcdef", "\ud800abcdef"):
            with self.subTest(str(text)[:9]), self.assertRaises(UserError):
                self._as(self.nurse_user).action_step("ask", {"text": text})

    def test_nobody_creates_or_rewrites_a_question_directly(self):
        ask = self._ask()
        for user in (self.nurse_user, self.officer_user, self.hr_user, self.admin_asn_user):
            with self.assertRaises(AccessError):
                self.asks.with_user(user).create(
                    {
                        "socialisation_id": self.campaign.id,
                        "company_id": self.company.id,
                        "question": "x",
                        "date_asked": "2026-01-01",
                    }
                )
            for values in (
                {"question": "Lain"},
                {"asker_name": "Nurul"},
                {"state": "published"},
                {"date_asked": "2026-01-01"},
                {"answered_by": "x"},
            ):
                with self.subTest(values), self.assertRaises(AccessError):
                    ask.with_user(user).write(values)
            with self.assertRaises(AccessError):
                ask.with_user(user).unlink()

    def test_everybody_reads_it_once_it_is_published(self):
        ask = self._ask()
        reader = self.asks.with_user(self.colleague_user)
        self.assertFalse(reader.search([]))
        officer = ask.with_user(self.officer_user)
        with self.assertRaisesRegex(UserError, "answer"):
            officer.action_publish()
        officer.answer = "Anda mendapat bantuan."
        officer.action_publish()
        self.assertEqual((ask.state, ask.answered_by), ("published", "Dewi Sartika"))
        self.assertEqual(reader.search([("question", "ilike", "rendah")]), ask)
        page = self._as(self.colleague_user).action_page()
        self.assertEqual([row["answer"] for row in page["asks"]], ["Anda mendapat bantuan."])
        self.assertFalse(page["asks"][0]["asker"])
        officer.action_publish()
        with self.assertRaises(UserError):
            officer.write({"answer": " "})

    def test_an_insult_is_hidden_with_a_reason(self):
        ask = self._ask()
        officer = ask.with_user(self.officer_user)
        with self.assertRaisesRegex(UserError, "why"):
            officer.action_hide()
        officer.hidden_reason = "Menghina rekan"
        officer.action_hide()
        self.assertEqual(ask.state, "hidden")
        self.assertFalse(self.asks.with_user(self.nurse_user).search([]))
        officer.action_restore()
        self.assertEqual((ask.state, ask.hidden_reason), ("new", False))

    def test_only_officers_and_the_office_moderate(self):
        ask = self._ask()
        for user in (self.nurse_user, self.head_user, self.auditor_user, self.plain_user):
            for method in ("action_publish", "action_hide", "action_restore"):
                with self.subTest(user=user.login, method=method), self.assertRaises(AccessError):
                    getattr(ask.with_user(user), method)()
        self.assertEqual(ask.with_user(self.auditor_user).question, QUESTION)
        self.assertEqual(self.campaign.waiting_count, 1)

    def test_another_region_sees_nothing(self):
        ask = self._ask()
        company = self.env["res.company"].create({"name": "Kota Lain"})
        self.hr_user.write({"company_ids": [(6, 0, company.ids)], "company_id": company.id})
        with self.assertRaises(AccessError):
            ask.with_user(self.hr_user).read(["question"])
        page = self.env["asn.socialisation"].with_user(self.hr_user).action_page()
        self.assertEqual(page, {"campaign": False})
