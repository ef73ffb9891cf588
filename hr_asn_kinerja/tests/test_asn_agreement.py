from odoo.exceptions import AccessError, UserError

from .common import AsnCase


class TestReturnWithRemarks(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls._make_year(cls.env)
        cls.plan = cls._plan_of(cls.nurse)
        cls.patients, cls.on_time = cls._fill_plan(cls.plan)
        cls.plan.with_user(cls.nurse_user).action_propose()

    def _send_back(self, *remarks, reason="Perbaiki target"):
        self.plan.with_user(self.head_user).action_send_back(reason, list(remarks))
        return self.plan.remark_ids

    def test_both_sides_are_put_down_with_their_time(self):
        self.assertEqual(self.plan.proposed_by_id, self.nurse_user)
        self.assertEqual(str(self.plan.date_proposed), "2026-11-24 05:00:00")
        self.plan.with_user(self.head_user).action_agree()
        self.assertEqual(self.plan.agreed_by_id, self.head_user)
        self.assertEqual(str(self.plan.date_agreed), "2026-11-24 05:00:00")

    def test_remarks_stand_at_their_lines(self):
        result = self.plan.result_ids[0]
        self._send_back(
            {"result_id": result.id, "remark": " Rumusan kurang jelas "},
            {"indicator_id": self.on_time.id, "remark": "Target 95 %"},
            {"remark": "Lengkapi lampiran"},
            {"result_id": result.id, "remark": "   "},
        )
        remarks = self.plan.with_user(self.nurse_user).remark_ids
        self.assertEqual(
            [(r.result_id, r.indicator_id, r.line_name, r.remark) for r in remarks],
            [
                (result, self.on_time.browse(), result.name, "Rumusan kurang jelas"),
                (self.on_time.result_id, self.on_time, "Layanan tepat waktu", "Target 95 %"),
                (result.browse(), self.on_time.browse(), False, "Lengkapi lampiran"),
            ],
        )
        self.assertEqual(remarks.mapped("user_name"), ["Teuku Rizal"] * 3)
        seen = self.plan.result_ids.with_user(self.nurse_user)
        self.assertEqual(seen[0].remark_summary, "✎ Rumusan kurang jelas")
        self.assertEqual(seen[1].remark_summary, "✎ Layanan tepat waktu: Target 95 %")
        self.assertEqual(self.plan.remark_count, 3)
        self.assertEqual(self.plan.return_reason, "Teuku Rizal: Perbaiki target")

    def test_whole_plan_is_returned_without_any_remark(self):
        self.assertFalse(self._send_back())
        self.assertEqual(self.plan.state, "returned")

    def test_employee_answers_until_the_next_proposal(self):
        remark = self._send_back({"indicator_id": self.patients.id, "remark": "4.000"})
        result = self.plan.result_ids[0].with_user(self.nurse_user)
        result.write({"remark_ids": [(1, remark.id, {"is_answered": True, "answer": "Sudah"})]})
        self.assertEqual((remark.is_answered, remark.answer), (True, "Sudah"))
        self.assertEqual(result.remark_summary, "✓ Jumlah pasien dilayani: 4.000")
        self.assertEqual(self.plan.remark_count, 0)
        self.plan.with_user(self.nurse_user).action_propose()
        self.assertFalse(remark.is_current)
        self.assertFalse(result.remark_summary)
        with self.assertRaises(AccessError):
            remark.with_user(self.nurse_user).answer = "Lain"
        self.plan.with_user(self.head_user).action_send_back("Sekali lagi")
        with self.assertRaises(AccessError):  # it belongs to the round before
            remark.with_user(self.nurse_user).answer = "Lain"
        self.assertEqual(self.plan.remark_ids, remark)  # the history keeps it

    def test_only_the_employee_answers_and_only_the_answer(self):
        remark = self._send_back({"indicator_id": self.patients.id, "remark": "4.000"})
        for user, values in (
            (self.head_user, {"answer": "x"}),
            (self.chief_user, {"is_answered": True}),
            (self.hr_user, {"answer": "x"}),
            (self.auditor_user, {"answer": "x"}),
            (self.colleague_user, {"answer": "x"}),
            (self.nurse_user, {"remark": "Target rendah saja"}),
            (self.nurse_user, {"is_current": False}),
            (self.nurse_user, {"skp_id": self._plan_of(self.colleague).id}),
            (self.nurse_user, {"user_name": "Orang lain"}),
        ):
            with self.subTest(user=user.login, values=values), self.assertRaises(AccessError):
                remark.with_user(user).write(values)
        for user in (self.head_user, self.nurse_user, self.hr_user, self.admin_asn_user):
            with self.assertRaises(AccessError):
                self.env["asn.skp.remark"].with_user(user).create(
                    {"skp_id": self.plan.id, "remark": "Titipan", "user_id": user.id}
                )
            with self.assertRaises(AccessError):
                remark.with_user(user).unlink()
        self.assertEqual(remark.remark, "4.000")

    def test_line_of_another_plan_or_nonsense_is_refused(self):
        other = self._plan_of(self.colleague)
        foreign = self._fill_plan(other)
        head = self.plan.with_user(self.head_user)
        for remarks in (
            [{"indicator_id": foreign[0].id, "remark": "x"}],
            [{"result_id": other.result_ids[0].id, "remark": "x"}],
            [
                {
                    "result_id": self.plan.result_ids[0].id,
                    "indicator_id": self.on_time.id,
                    "remark": "x",
                }
            ],
            [{"result_id": 999_999_999, "remark": "x"}],
            [{"result_id": True, "remark": "x"}],
            [{"result_id": "1", "remark": "x"}],
            [{"remark": 7}],
            [{"remark": "a\x00b"}],
            [{"remark": "x" * 30_000}],
            [{"remark": "x", "user_id": 1}],
            ["x"],
            "x",
            {"x": 1},
            7,
            [{"remark": "x"}] * 201,
        ):
            with self.subTest(remarks=str(remarks)[:60]), self.assertRaises(UserError):
                head.action_send_back("Alasan", remarks)
        self.assertEqual(self.plan.state, "proposed")
        self.assertFalse(self.plan.remark_ids)

    def test_others_cannot_return_with_remarks(self):
        for user in (self.nurse_user, self.chief_user, self.officer_user, self.hr_user):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.plan.with_user(user).action_send_back("Alasan", [{"remark": "x"}])
        self.assertFalse(self.plan.remark_ids)

    def test_repeated_request_adds_no_remark(self):
        """(threat: G09)"""
        for _attempt in range(2):
            self._send_back({"remark": "Lengkapi"})
        self.assertEqual(len(self.plan.remark_ids), 1)

    def test_remark_outlives_its_line(self):
        remark = self._send_back({"indicator_id": self.on_time.id, "remark": "Hapus saja"})
        self.on_time.result_id.with_user(self.nurse_user).unlink()
        self.assertFalse(remark.indicator_id)
        self.assertEqual(remark.line_name, "Layanan tepat waktu")

    def test_remarks_are_read_like_the_plan(self):
        remark = self._send_back({"remark": "Lengkapi"})
        readers = {"nurse", "head", "chief", "officer", "hr", "auditor"}
        for key in (*sorted(readers), "colleague", "outsider"):
            user = getattr(self, f"{key}_user")
            found = self.env["asn.skp.remark"].with_user(user).search([("id", "=", remark.id)])
            with self.subTest(user=key):
                self.assertEqual(bool(found), key in readers)

    def test_dialog_lists_the_lines_and_takes_what_was_written(self):
        head = self.plan.with_user(self.head_user)
        action = head.with_context(asn_action="send_back").action_ask_reason()
        dialog = (
            self.env["asn.reason"]
            .with_user(self.head_user)
            .with_context(**action["context"])
            .create({"reason": "Perbaiki"})
        )
        self.assertEqual(
            dialog.line_ids.mapped("name"),
            [
                "Terlayaninya pasien rawat jalan sesuai standar",
                "– Jumlah pasien dilayani: 3,600 pasien",
                "Meningkatnya ketepatan waktu pelayanan",
                "– Layanan tepat waktu: 90 %",
            ],
        )
        dialog.line_ids[1].remark = "4.000 pasien"
        dialog.action_confirm()
        self.assertEqual(self.plan.remark_ids.indicator_id, self.patients)
        self.assertEqual(self.plan.remark_ids.remark, "4.000 pasien")

    def test_dialog_with_a_line_of_another_plan_is_refused(self):
        foreign = self._fill_plan(self._plan_of(self.colleague))
        dialog = (
            self.env["asn.reason"]
            .with_user(self.head_user)
            .create(
                {
                    "res_model": "asn.skp",
                    "res_id": self.plan.id,
                    "action": "send_back",
                    "reason": "Perbaiki",
                    "line_ids": [(0, 0, {"indicator_id": foreign[0].id, "remark": "x"})],
                }
            )
        )
        with self.assertRaises(UserError):
            dialog.action_confirm()
        self.assertEqual(self.plan.state, "proposed")

    def test_dialog_names_no_line_that_the_caller_may_not_read(self):
        line = self.env["asn.reason.line"].with_user(self.outsider_user)
        spec = {"name": {}, "indicator_id": {"fields": {"display_name": {}}}}
        with self.assertRaises(AccessError):
            line.onchange({"indicator_id": self.patients.id}, ["indicator_id"], spec)
