from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import AsnCase

# What a board may cost, however many people there are.
MOST_QUERIES = 60


@tagged("post_install", "-at_install")
class CalibrationCase(AsnCase):
    """nurse and colleague are rated by head, head by chief; nothing is released."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        for person in (cls.nurse, cls.colleague, cls.head):
            cls._agree_plan(person)
        cls.second_half.with_user(cls.hr_user).action_open()
        cls.of_nurse = cls._plan_of(cls.nurse).evaluation_ids
        cls.of_colleague = cls._plan_of(cls.colleague).evaluation_ids
        cls.of_head = cls._plan_of(cls.head).evaluation_ids
        cls._rate(cls.of_nurse, "meets", "meets")
        cls._rate(cls.of_colleague, "above", "above")
        cls._rate(cls.of_head, "meets", "above")
        cls.env.flush_all()

    def _board(self, user, unit=None, period=None):
        return (
            self.env["asn.calibration"]
            .with_user(user)
            .get_board((unit or self.agency).id, (period or self.second_half).id)
        )

    def _stamp(self, evaluation):
        return evaluation._get_move_stamp(evaluation.sudo().rating_ids)

    def _move(self, user, evaluation, result, behaviour, reason="Sesuai bukti.", stamp=None):
        stamp = self._stamp(evaluation) if stamp is None else stamp
        return evaluation.with_user(user).action_move(result, behaviour, reason, stamp)

    def _start(self, user=None, unit=None):
        calibrations = self.env["asn.calibration"].with_user(user or self.hr_user)
        return calibrations.browse(
            calibrations.action_start((unit or self.agency).id, self.second_half.id)
        )

    @classmethod
    def _set_organisation(cls, value):
        """Let the agency have this achievement, whoever sets achievements."""
        cls.startClassPatcher(
            patch.object(
                cls.registry["asn.calibration"],
                "_get_organisation_predicate",
                lambda self, unit, period: value,
            )
        )


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


class TestAsnCalibrationMove(CalibrationCase):
    def test_evaluator_moves_and_the_change_is_kept(self):
        self._move(self.head_user, self.of_nurse, "above", "meets", "Capaian 130 %.")
        draft = self.of_nurse.rating_ids
        self.assertEqual((draft.result_rating, draft.predicate), ("above", "good"))
        change = self.env["asn.calibration.change"].search([])
        self.assertEqual((change.result_before, change.result_after), ("meets", "above"))
        self.assertEqual((change.predicate_before, change.predicate_after), ("good", "good"))
        self.assertEqual(change.user_id, self.head_user)
        self.assertFalse(change.activity_ids)
        self.assertEqual(self.of_nurse.state, "rated")

    def test_superior_moves_and_the_evaluator_is_told_but_not_the_person(self):
        steps = len(self.of_nurse.transition_ids)
        self._move(self.chief_user, self.of_nurse, "below", "meets", "Bukti tidak ada.")
        self.assertEqual(self.of_nurse.rating_ids.predicate, "needs_improvement")
        change = self.env["asn.calibration.change"].search([])
        self.assertEqual(change.activity_ids.user_id, self.head_user)
        as_head = change.with_user(self.head_user)
        self.assertEqual(as_head.reason, "Bukti tidak ada.")
        mine = self.env["asn.calibration.change"].with_user(self.nurse_user)
        self.assertFalse(mine.search([]))
        with self.assertRaises(AccessError):
            change.with_user(self.nurse_user).read(["reason"])
        self.assertEqual(len(self.of_nurse.transition_ids), steps)
        self.assertFalse(
            self.env["mail.activity"]
            .with_user(self.nurse_user)
            .search([("res_model", "=", "asn.calibration.change")])
        )

    def test_superior_may_be_switched_off(self):
        self.company.asn_superior_moves = False
        with self.assertRaises(AccessError):
            self._move(self.chief_user, self.of_nurse, "below", "meets")
        self._move(self.head_user, self.of_nurse, "below", "meets")

    def test_offices_the_person_and_strangers_do_not_move(self):
        for key in ("hr", "officer", "auditor", "nurse", "colleague", "outsider", "admin_asn"):
            with self.assertRaises(AccessError):
                self._move(getattr(self, f"{key}_user"), self.of_nurse, "above", "above")
        self.assertEqual(self.of_nurse.rating_ids.result_rating, "meets")
        self.assertFalse(self.env["asn.calibration.change"].search([]))

    def test_nobody_moves_the_own_evaluation(self):
        with self.assertRaises(AccessError):
            self._move(self.head_user, self.of_head, "above", "above")
        self.of_nurse.sudo().superior_user_id = self.nurse_user
        with self.assertRaises(AccessError):
            self._move(self.nurse_user, self.of_nurse, "above", "above")

    def test_released_is_not_moved(self):
        self.of_nurse.with_user(self.head_user).action_release()
        for user in (self.head_user, self.chief_user):
            with self.assertRaises(AccessError):
                self._move(user, self.of_nurse, "above", "above")

    def test_reason_and_ratings_are_checked(self):
        for reason in ("", "  ", None, False):
            with self.assertRaises(UserError):
                self._move(self.head_user, self.of_nurse, "above", "above", reason)
        for reason in ("a\x00b", 7, ["x"], "x" * 20001):
            with self.assertRaises(ValidationError):
                self._move(self.head_user, self.of_nurse, "above", "above", reason)
        for cell in (("very_good", "meets"), ("above", None), ([], "meets"), (1, 2)):
            with self.assertRaises(ValidationError):
                self._move(self.head_user, self.of_nurse, *cell)

    def test_change_in_between_is_refused(self):
        stamp = self._stamp(self.of_nurse)
        self._move(self.chief_user, self.of_nurse, "below", "meets")
        with self.assertRaises(UserError):
            self._move(self.head_user, self.of_nurse, "above", "meets", stamp=stamp)
        for wrong in ("", False, None, 50, {}, 1.5, True, "1"):
            with self.assertRaises(UserError):
                self.of_nurse.with_user(self.head_user).action_move("above", "meets", "Ya", wrong)

    def test_asked_twice_leaves_one_change(self):
        for _number in range(2):
            self._move(self.head_user, self.of_nurse, "above", "meets")
        self.assertEqual(self.env["asn.calibration.change"].search_count([]), 1)

    def test_unrated_people_are_not_moved(self):
        self.of_nurse.rating_ids.sudo().write({"behaviour_rating": False})
        with self.assertRaises(UserError):
            self._move(self.head_user, self.of_nurse, "above", "meets")

    def test_person_is_owed_the_reason_for_a_result_that_was_not_suggested(self):
        self.of_nurse.write({"has_score": True, "suggested_rating": "meets"})
        self._move(self.head_user, self.of_nurse, "above", "meets", "Capaian luar biasa.")
        self.assertIn("Capaian luar biasa.", self.of_nurse.rating_ids.reason)

    def test_result_of_a_head_of_unit_stays(self):
        evaluation = self.registry["asn.evaluation"]
        with patch.object(evaluation, "_filter_result_fixed", lambda self: self):
            with self.assertRaises(UserError):
                self._move(self.chief_user, self.of_head, "above", "above")
            self._move(self.chief_user, self.of_head, "meets", "meets")

    def test_changes_stay_as_they_are(self):
        self._move(self.head_user, self.of_nurse, "above", "meets")
        change = self.env["asn.calibration.change"].search([])
        for user in (self.head_user, self.hr_user, self.admin_asn_user):
            with self.assertRaises(UserError):
                change.with_user(user).write({"reason": "Lain"})
            with self.assertRaises(AccessError):
                change.with_user(user).unlink()
        with self.assertRaises(UserError):
            change.sudo().write({"reason": "Lain"})
        with self.assertRaises(UserError):
            change.sudo().unlink()


class TestAsnCalibrationConfirm(CalibrationCase):
    def test_who_opens(self):
        for user in (self.hr_user, self.officer_user, self.chief_user):
            self._start(user)
        self.assertEqual(self.env["asn.calibration"].search_count([]), 1)
        self._start(self.head_user, self.clinic)
        for user in (self.head_user, self.nurse_user, self.auditor_user, self.outsider_user):
            with self.assertRaises(AccessError):
                self._start(user)
        with self.assertRaises(AccessError):
            self._start(self.officer_user, self.other_agency)

    def test_reader_by_relation(self):
        calibration = self._start(unit=self.clinic)
        self.assertEqual(calibration.sudo().head_user_id, self.head_user)
        self.assertEqual(calibration.sudo().superior_user_id, self.chief_user)
        for key in ("hr", "auditor", "officer", "head", "chief"):
            self.assertTrue(calibration.with_user(getattr(self, f"{key}_user")).read(["state"]))
        for key in ("nurse", "colleague", "outsider"):
            with self.assertRaises(AccessError):
                calibration.with_user(getattr(self, f"{key}_user")).read(["state"])

    def test_exception_needs_a_reason_and_an_authorised_person(self):
        self._set_organisation("good")
        self._leave_the_pattern()
        calibration = self._start(unit=self.clinic)
        for key in ("head", "officer", "auditor"):
            with self.assertRaises(AccessError):
                calibration.with_user(getattr(self, f"{key}_user")).action_confirm("Sebab")
        with self.assertRaises(UserError):
            calibration.with_user(self.chief_user).action_confirm()
        calibration.with_user(self.chief_user).action_confirm("Semua capaian terbukti.")
        self.assertEqual(calibration.state, "confirmed")
        kept = calibration.sudo().confirmation_ids
        self.assertEqual((kept.organisation_predicate, kept.total), ("good", 12))
        self.assertEqual(kept.very_good_count, 12)
        self.assertEqual(kept.reason, "Semua capaian terbukti.")
        self.assertTrue(kept.warnings)
        calibration.with_user(self.hr_user).action_reopen("Diperiksa ulang.")
        self.assertEqual(calibration.state, "open")
        self.assertEqual(
            calibration.sudo().transition_ids.mapped("action"), ["reopen", "confirm", "open"]
        )

    def _leave_the_pattern(self):
        patcher = patch.object(
            self.registry["asn.calibration"],
            "_count_predicates",
            lambda self, domain: {
                **dict.fromkeys(("good", "needs_improvement", "poor", "very_poor"), 0),
                "very_good": 12,
            },
        )
        self.startPatcher(patcher)

    def test_inside_the_pattern_no_reason_is_needed(self):
        self._set_organisation(False)
        calibration = self._start(unit=self.clinic)
        calibration.with_user(self.hr_user).action_confirm()
        self.assertEqual(calibration.state, "confirmed")

    def test_whoever_is_rated_there_confirms_nothing(self):
        self.of_nurse.sudo().write({"employee_id": self.hr.id, "user_id": self.hr_user.id})
        calibration = self._start(unit=self.clinic)
        with self.assertRaises(AccessError):
            calibration.with_user(self.hr_user).action_confirm("Sebab")
        self.assertFalse(calibration.with_user(self.hr_user).allowed_actions)

    def test_numbers_are_for_the_offices_and_never_for_who_is_counted(self):
        calibration = self._start(unit=self.clinic)
        calibration.with_user(self.chief_user).action_confirm("Sebab.")
        kept = calibration.sudo().confirmation_ids
        for key in ("hr", "auditor", "chief"):
            self.assertTrue(kept.with_user(getattr(self, f"{key}_user")).read(["total"]), key)
        for key in ("head", "officer", "nurse", "outsider"):
            with self.assertRaises(AccessError):
                kept.with_user(getattr(self, f"{key}_user")).read(["total"])
        self.assertIn(self.head_user, kept.rated_user_ids)
        kept.sudo(False).env.invalidate_all()
        self.head_user.group_ids = [
            Command.link(self.env.ref("hr_asn_kinerja.group_asn_hr_office").id)
        ]
        with self.assertRaises(AccessError):
            kept.with_user(self.head_user).read(["total"])
        for values in ({"total": 1}, {"reason": "x"}):
            with self.assertRaises(UserError):
                kept.write(values)
        with self.assertRaises(UserError):
            kept.unlink()

    def test_moves_after_the_confirmation_are_seen(self):
        calibration = self._start(unit=self.clinic)
        calibration.with_user(self.hr_user).action_confirm("Sebab.")
        calibration.sudo().date_confirmed = fields.Datetime.add(
            self.of_nurse.rating_ids.write_date, minutes=5
        )
        self.assertFalse(self._board(self.hr_user, self.clinic)["calibration"]["is_changed"])
        calibration.sudo().date_confirmed = fields.Datetime.subtract(
            self.of_nurse.rating_ids.write_date, minutes=5
        )
        self.assertTrue(self._board(self.hr_user, self.clinic)["calibration"]["is_changed"])

    def test_one_for_a_unit_and_period(self):
        self.assertEqual(self._start(unit=self.clinic), self._start(unit=self.clinic))
        calibration = self._start(unit=self.clinic)
        for user in (self.hr_user, self.chief_user, self.admin_asn_user):
            with self.assertRaises(AccessError):
                calibration.with_user(user).write({"head_user_id": user.id})
            with self.assertRaises(AccessError):
                self.env["asn.calibration"].with_user(user).create(
                    {"unit_id": self.agency.id, "period_id": self.half.id}
                )

    # ------------------------------------------------------------------
    # Vectors 20 to 23 of the distribution, through the model
    # ------------------------------------------------------------------

    def _codes(self, organisation, **counts):
        every = dict.fromkeys(("very_good", "good", "needs_improvement", "poor", "very_poor"), 0)
        found = self.env["asn.calibration"]._describe_distribution(
            {**every, **counts}, organisation, fields.Date.to_date("2026-12-31")
        )
        return found, [(w["code"], w["predicates"][0]) for w in found["warnings"]]

    def test_vector_20_fits(self):
        found, codes = self._codes("good", very_good=3, good=14, needs_improvement=2, poor=1)
        self.assertEqual((codes, found["leaves"]), ([], False))
        self.assertEqual(
            [(limit["minimum"], limit["maximum"]) for limit in found["limits"]],
            [(None, 14), (1, None)],
        )

    def test_vector_21_too_many_good_and_nobody_below(self):
        found, codes = self._codes("good", very_good=5, good=15)
        self.assertEqual(codes, [("above_maximum", "good"), ("below_minimum", "needs_improvement")])
        self.assertTrue(found["leaves"])
        self.assertIn("75", found["warnings"][0]["text"])

    def test_vector_22_too_many_very_good(self):
        _found, codes = self._codes("excellent", very_good=8, good=2)
        self.assertIn(("above_maximum", "very_good"), codes)

    def test_vector_23_no_very_good_in_a_very_poor_organisation(self):
        _found, codes = self._codes("very_poor", very_good=1, very_poor=8, poor=1)
        self.assertEqual(codes, [("above_maximum", "very_good")])

    def test_small_unit_is_information(self):
        found, codes = self._codes("good", good=9)
        self.assertTrue(codes)
        self.assertFalse(found["leaves"])
        self.assertTrue(found["is_small"])
