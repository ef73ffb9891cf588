from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .common import AsnCase


class TestSelfReview(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._begin_half(with_peer=True)
        cls.patients, cls.on_time = cls.plan.result_ids.indicator_ids
        cls.mine = cls.env["asn.evaluation"].with_user(cls.nurse_user)
        cls.reflections = cls.env["asn.evaluation.reflection"].with_user(cls.nurse_user)

    def _save(self, **values):
        return self.mine.save_self_review(self.evaluation.id, values)

    def _kinds(self, missing):
        return [(gap["kind"], gap["key"]) for gap in missing]

    def test_page_is_filled_with_what_was_logged(self):
        self._log(self.patients, 900)
        page = self.mine.get_self_review()
        self.assertEqual(page["id"], self.evaluation.id)
        self.assertTrue(page["may_write"])
        first = page["results"][0]
        self.assertEqual(first["lines"][0]["achievement"], "50 %")
        self.assertEqual(len(page["values"]), 7)
        self.assertNotIn("rating_aid", page["values"][0])
        self.assertNotIn("ratings", page)

    def test_missing_things_are_pointed_out_and_block_nothing(self):
        self._log(self.patients, 900)
        lines = {line.indicator_id: line.id for line in self.evaluation.line_ids}
        results = self.plan.result_ids
        page = self.mine.get_self_review(self.evaluation.id)
        self.assertEqual(
            self._kinds(page["missing"]),
            [
                ("evidence", lines[self.patients]),
                ("result", results[0].id),
                ("entries", lines[self.on_time]),
                ("result", results[1].id),
                ("overall", False),
            ],
        )
        answer = self._save(
            reflection="Semester yang baik.", results={str(results[0].id): "Antrean turun."}
        )
        self.assertEqual(
            [kind for kind, _key in self._kinds(answer["missing"])],
            ["evidence", "entries", "result"],
        )
        self.mine.browse(self.evaluation.id).action_submit()
        self.assertEqual(self.evaluation.state, "submitted")

    def test_words_are_kept_changed_and_taken_away(self):
        result, value = self.plan.result_ids[0], self.plan.behaviour_ids[0].value_id
        self._save(results={str(result.id): "Satu"}, values={str(value.id): "Dua"})
        self._save(results={str(result.id): "Tiga"})
        rows = self.reflections.search([("evaluation_id", "=", self.evaluation.id)])
        self.assertEqual(
            {(row.result_id.id, row.value_id.id, row.text) for row in rows},
            {(result.id, False, "Tiga"), (False, value.id, "Dua")},
        )
        page = self.mine.get_self_review(self.evaluation.id)
        self.assertEqual(page["results"][0]["reflection"], "Tiga")
        self.assertEqual(page["values"][0]["reflection"], "Dua")
        self._save(results={str(result.id): "  "})
        self.assertEqual(len(rows.exists()), 1)

    def test_only_the_person_writes_and_only_while_open(self):
        result = self.plan.result_ids[0]
        values = {"results": {str(result.id): "Titipan"}}
        for user in (self.head_user, self.chief_user, self.hr_user, self.officer_user):
            with self.assertRaises(AccessError, msg=user.login):
                self.env["asn.evaluation"].with_user(user).save_self_review(
                    self.evaluation.id, values
                )
            with self.assertRaises(AccessError, msg=user.login):
                self.env["asn.evaluation.reflection"].with_user(user).create(
                    {
                        "evaluation_id": self.evaluation.id,
                        "result_id": result.id,
                        "text": "Titipan",
                    }
                )
        with self.assertRaises(UserError):
            self.env["asn.evaluation"].with_user(self.colleague_user).get_self_review(
                self.evaluation.id
            )
        self._save(**values)
        self.mine.browse(self.evaluation.id).action_submit()
        with self.assertRaises(AccessError):
            self._save(results={str(result.id): "Terlambat"})
        with self.assertRaises(AccessError):
            self.reflections.search([]).unlink()

    def test_late_self_review(self):
        """After the due date, up to the rating, it is still written and submitted."""
        self.assertTrue(self.evaluation.is_late)
        self._save(reflection="Terlambat, tetapi lengkap.")
        self.mine.browse(self.evaluation.id).action_submit()
        self.assertEqual(self.evaluation.reflection, "Terlambat, tetapi lengkap.")

    def test_reflections_stay_in_the_own_plan(self):
        other = self.peer_plan.result_ids[0]
        with self.assertRaises(UserError):
            self._save(results={str(other.id): "Salah tempat"})
        # The superior's plan is read by the nurse, a colleague's is not
        above = self._agree_plan(self.head).result_ids[0]
        for result, refusal in ((above, ValidationError), (other, AccessError)):
            with self.subTest(result.name), self.assertRaises(refusal):
                self.reflections.create(
                    {"evaluation_id": self.evaluation.id, "result_id": result.id, "text": "Salah"}
                )

    @mute_logger("odoo.sql_db")
    def test_one_row_for_each_place(self):
        values = {"evaluation_id": self.evaluation.id, "text": "Satu"}
        place = {"result_id": self.plan.result_ids[0].id}
        self.reflections.create({**values, **place})
        for wrong in (place, {}, {**place, "value_id": self.plan.behaviour_ids[0].value_id.id}):
            with self.assertRaises(Exception, msg=str(wrong)) as caught, self.cr.savepoint():
                self.reflections.create({**values, **wrong})
            self.assertIn(
                type(caught.exception).__name__,
                ("UniqueViolation", "CheckViolation", "ValidationError"),
            )

    def test_what_a_client_may_not_send(self):
        key = str(self.plan.result_ids[0].id)
        for values in (
            [],
            {"state": "released"},
            {"results": []},
            {"results": {"x": "y"}},
            {"results": {key: 5}},
            {"values": {"999999": "y"}},
            {"results": {"9" * 400: "y"}},
        ):
            with self.assertRaises(UserError, msg=str(values)[:60]):
                self.mine.save_self_review(self.evaluation.id, values)
        for text in ("a\x00b", "\ud800", "x" * 20001):
            with self.assertRaises(ValidationError):
                self._save(results={key: text})
            with self.assertRaises(ValidationError):
                self._save(reflection=text)

    def test_nobody_without_an_evaluation_gets_an_error(self):
        self.assertFalse(self.env["asn.evaluation"].with_user(self.plain_user).get_self_review())
