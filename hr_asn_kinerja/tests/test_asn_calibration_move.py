from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError

from .calibration_common import CalibrationCase


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
        self.assertIn("15 of 20 evaluations (75", found["warnings"][0]["text"])

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
