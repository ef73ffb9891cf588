from odoo import Command
from odoo.exceptions import UserError

from .calibration_common import CalibrationCase

# What a board may cost, however many people there are.
MOST_QUERIES = 60


class TestAsnCalibrationBoard(CalibrationCase):
    def test_each_role_sees_its_own_people_and_never_itself(self):
        everybody = {self.nurse.id, self.colleague.id, self.head.id}
        expected = {
            "hr": everybody,
            "auditor": everybody,
            "officer": everybody,
            "head": {self.nurse.id, self.colleague.id},
            "chief": everybody,
        }
        for key, people in expected.items():
            board = self._board(getattr(self, f"{key}_user"))
            rated = [person for person in board["people"] if person["result"]]
            self.assertEqual({person["employee"] for person in rated}, people, key)
            self.assertEqual(board["distribution"]["total"], len(people), key)
        for key in ("nurse", "colleague", "outsider", "plain"):
            user = getattr(self, f"{key}_user")
            board = self.env["asn.calibration"].with_user(user).get_board()
            self.assertFalse(board["unit"] and board["people"], key)

    def test_nobody_reads_the_own_person_even_as_an_office(self):
        self.hr_user.group_ids = [
            Command.link(self.env.ref("hr_asn_kinerja.group_asn_hr_office").id)
        ]
        self.of_nurse.sudo().write({"employee_id": self.hr.id, "user_id": self.hr_user.id})
        board = self._board(self.hr_user)
        self.assertNotIn(self.hr.id, [person["employee"] for person in board["people"]])
        self.assertEqual(board["distribution"]["counts"]["good"], 1)

    def test_counts_follow_the_draft_and_then_the_release(self):
        counts = self._board(self.hr_user)["distribution"]["counts"]
        self.assertEqual((counts["very_good"], counts["good"]), (1, 2))
        self.of_nurse.with_user(self.head_user).action_release()
        board = self._board(self.hr_user)
        self.assertEqual(board["distribution"]["counts"]["good"], 2)
        (row,) = [p for p in board["people"] if p["id"] == self.of_nurse.id]
        self.assertTrue(row["is_released"])
        self.assertFalse(row["can_move"])

    def test_who_may_move_stands_on_the_card(self):
        def movable(user):
            return {p["id"] for p in self._board(user)["people"] if p["can_move"]}

        both = {self.of_nurse.id, self.of_colleague.id}
        self.assertEqual(movable(self.head_user), both)
        self.assertEqual(movable(self.chief_user), both | {self.of_head.id})
        for user in (self.hr_user, self.officer_user, self.auditor_user):
            self.assertFalse(movable(user))
        self.company.asn_superior_moves = False
        self.assertEqual(movable(self.chief_user), {self.of_head.id})

    def test_a_part_of_the_unit_is_information(self):
        self._set_organisation("good")
        self.of_colleague.sudo().write(
            {"evaluator_user_id": self.chief_user.id, "superior_user_id": self.hr_user.id}
        )
        board = self._board(self.head_user)
        self.assertEqual((board["count"], board["unit_count"], board["is_partial"]), (1, 2, True))
        self.assertTrue(all(w["is_information"] for w in board["distribution"]["warnings"]))

    def test_previous_period_is_shown_when_it_was_released(self):
        self.half.with_user(self.hr_user).action_open()
        before = self._plan_of(self.nurse).evaluation_ids.filtered(
            lambda one: one.period_id == self.half
        )
        self._rate(before, "above", "above")
        self.assertFalse(self._row(self.of_nurse)["previous"])
        before.with_user(self.head_user).action_release()
        self.assertEqual(self._row(self.of_nurse)["previous"]["predicate"], "very_good")

    def _row(self, evaluation):
        rows = self._board(self.head_user)["people"]
        return next(row for row in rows if row["id"] == evaluation.id)

    def test_units_to_choose_from_are_those_of_the_readers_people_and_above(self):
        self.clinic.active = False
        ward = self.env["hr.department"].create({"name": "Apotek", "parent_id": self.agency.id})
        expected = [
            {"id": self.agency.id, "name": "Dinas Kesehatan", "depth": 0},
            {"id": self.clinic.id, "name": "Puskesmas Penanggalan", "depth": 1},
        ]
        for user in (self.head_user, self.chief_user, self.officer_user, self.hr_user):
            self.assertEqual(self._board(user)["units"], expected, user.login)
        self.of_head.sudo().unit_id = ward
        apothecary = {"id": ward.id, "name": "Apotek", "depth": 1}
        self.assertEqual(self._board(self.hr_user)["units"], [expected[0], apothecary, expected[1]])
        self.assertEqual(self._board(self.head_user)["units"], expected)
        self.assertFalse(
            self.env["asn.calibration"].with_user(self.plain_user).get_board()["units"]
        )

    def test_unit_to_begin_with(self):
        def first(user):
            return self.env["asn.calibration"].with_user(user).get_board()["unit"]

        for user, unit in (
            (self.head_user, self.clinic),
            (self.chief_user, self.clinic),
            (self.officer_user, self.agency),
            (self.hr_user, self.agency),
        ):
            self.assertEqual(first(user), {"id": unit.id, "name": unit.name}, user.login)

    def test_wrong_arguments_are_refused_in_words(self):
        board = self.env["asn.calibration"].with_user(self.hr_user)
        for arguments in (("x",), (-1,), (10**9,), (False, "y"), (False, 10**9), (True, 1.5)):
            with self.assertRaises(UserError):
                board.get_board(*arguments)

    def test_outliers(self):
        """head gave two people 2.5 in the mean of results; nobody is called lenient below five."""
        self._suggest(self.of_nurse, "above")
        self._suggest(self.of_colleague, "above")
        self._suggest(self.of_head, "meets")
        found = self._board(self.hr_user)["outliers"]
        self.assertEqual(found["deviations"], [{"id": self.of_nurse.id, "steps": -1}])
        self.assertEqual(found["mean_people"], 3)
        # results: (2 + 3 + 2) / 3; behaviour: (2 + 3 + 3) / 3
        self.assertEqual((found["mean_results"], found["mean_behaviour"]), (2.33, 2.67))
        row = next(e for e in found["evaluators"] if e["evaluator"] == self.head.id)
        self.assertEqual((row["people"], row["results"], row["behaviour"]), (2, 0.17, -0.17))
        self.assertFalse(row["direction"])

    def _suggest(self, evaluation, rating):
        evaluation.write({"has_score": True, "suggested_rating": rating})

    def test_number_of_queries_does_not_grow_with_people(self):
        board = self.env["asn.calibration"].with_user(self.hr_user)
        self._board(self.hr_user)
        self.env.invalidate_all()
        with self.assertQueryCount(MOST_QUERIES):
            board.get_board(self.agency.id, self.second_half.id)
