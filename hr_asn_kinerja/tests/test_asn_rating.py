from odoo.exceptions import AccessError, UserError, ValidationError

from .common import AsnCase

MOST_QUERIES = 30


class RatingCase(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._begin_half(with_peer=True)
        cls.peer_evaluation = cls.peer_plan.evaluation_ids
        cls.patients, cls.on_time = cls.plan.result_ids.indicator_ids
        cls.head_sees = cls.env["asn.evaluation"].with_user(cls.head_user)

    def _page(self, evaluation=None):
        return self.head_sees.get_rating_page((evaluation or self.evaluation).id)

    def _save(self, stamp, values, evaluation=None):
        return self.head_sees.save_rating((evaluation or self.evaluation).id, stamp, values)

    def _impressions(self, page, *ratings):
        return [
            {"id": value["id"], "rating_aid": rating}
            for value, rating in zip(page["values"], ratings, strict=False)
        ]


class TestRatingPage(RatingCase):
    def test_page_holds_what_a_rating_rests_on(self):
        # 1,710 of 1,800 patients: 95 %; 171 of 190 in time is 90 % of a target of 90 %: 100 %
        self._log(self.patients, 1710)
        self._log(self.on_time, 171, denominator=190)
        self.env["asn.evaluation.reflection"].with_user(self.nurse_user).create(
            {
                "evaluation_id": self.evaluation.id,
                "result_id": self.patients.result_id.id,
                "text": "Antrean lebih pendek.",
            }
        )
        page = self._page()
        self.assertEqual(page["name"], "Siti Rahmah")
        self.assertTrue(page["can_rate"])
        first, second = page["results"]
        self.assertEqual(first["achievement"], "95 %")
        self.assertEqual(second["achievement"], "100 %")
        self.assertEqual(first["reflection"], "Antrean lebih pendek.")
        self.assertEqual(first["lines"][0]["entries"], 1)
        self.assertEqual(page["score"].replace(",", "."), "97.5 %")
        self.assertEqual(page["suggestions"]["result"]["rating"], "meets")
        self.assertIn(page["score"], page["suggestions"]["result"]["why"])
        self.assertEqual(len(page["values"]), 7)
        self.assertEqual([len(value["guides"]) for value in page["values"]], [3] * 7)
        self.assertFalse(page["suggestions"]["behaviour"]["rating"])
        self.assertEqual(page["cells"]["above"]["below"], "poor")
        self.assertEqual(page["cells"]["below"]["below"], "very_poor")

    def test_numbers_open_their_entries(self):
        entry = self._log(self.patients, 900)
        line = self._page()["results"][0]["lines"][0]
        action = (
            self.env["asn.evaluation.indicator"]
            .with_user(self.head_user)
            .browse(line["id"])
            .action_view_entries()
        )
        found = self.env["asn.realisation"].with_user(self.head_user).search(action["domain"])
        self.assertEqual(found, entry)

    def test_queue_of_the_evaluator(self):
        self._rate(self.peer_evaluation, "meets", "meets")
        queue = self._page()["queue"]
        self.assertEqual([person["name"] for person in queue], ["Nurul Huda", "Siti Rahmah"])
        self.assertEqual([person["is_rated"] for person in queue], [True, False])

    def test_earlier_periods_stand_there_once_released(self):
        self._rate(self.evaluation, "above", "meets", draft_behaviour_reason="Teladan.")
        self.assertFalse(self._page()["previous"])
        self.evaluation.with_user(self.head_user).action_release()
        self.second_half.with_user(self.hr_user).action_open()
        later = self.plan.evaluation_ids - self.evaluation
        (earlier,) = self._page(later)["previous"]
        self.assertEqual(earlier["predicate"], "good")

    def test_nobody_opens_or_fills_the_own_screen(self):
        for group in ("hr_office", "auditor", "administrator"):
            self.nurse_user.group_ids += self.env.ref(f"hr_asn_kinerja.group_asn_{group}")
        mine = self.env["asn.evaluation"].with_user(self.nurse_user)
        with self.assertRaises(AccessError):
            mine.get_rating_page(self.evaluation.id)
        with self.assertRaises(AccessError):
            mine.save_rating(self.evaluation.id, 0, {"result_rating": "above"})
        with self.assertRaises(AccessError):
            mine.browse(self.evaluation.id).action_open_rating()
        self.assertFalse(self.evaluation.rating_ids)

    def test_readers_read_and_never_save(self):
        for user in (self.chief_user, self.officer_user, self.hr_user, self.auditor_user):
            sees = self.env["asn.evaluation"].with_user(user)
            page = sees.get_rating_page(self.evaluation.id)
            self.assertFalse(page["can_rate"], user.login)
            with self.assertRaises(AccessError, msg=user.login):
                sees.save_rating(self.evaluation.id, page["stamp"], {"result_rating": "above"})
        for user in (self.colleague_user, self.outsider_user, self.plain_user):
            with self.assertRaises(UserError, msg=user.login):
                self.env["asn.evaluation"].with_user(user).get_rating_page(self.evaluation.id)

    def test_queries_do_not_grow_with_people_and_indicators(self):
        self._log(self.patients, 1710)
        self._save(0, {"result_rating": "meets", "values": []})
        self._page()
        self.env.invalidate_all()
        with self.assertQueryCount(MOST_QUERIES):
            self._page()


class TestRatingSave(RatingCase):
    def test_saved_as_it_is_typed(self):
        answer = self._save(0, {"result_rating": "above", "note": "Perlu dibimbing"})
        self.assertTrue(answer["saved"])
        answer = self._save(answer["stamp"], {"behaviour_rating": "meets"})
        draft = self.evaluation.rating_ids
        self.assertEqual((draft.result_rating, draft.behaviour_rating), ("above", "meets"))
        self.assertEqual(draft.predicate, "good")
        self.assertEqual(draft.note, "Perlu dibimbing")
        self.assertEqual(answer["stamp"], self._page()["stamp"])

    def test_one_field_leaves_the_others(self):
        """A request knows nothing but what it carries: nothing is read before it is written."""
        stamp = self._save(0, {"result_rating": "above", "behaviour_rating": "meets"})["stamp"]
        for name in ("reason", "behaviour_reason", "note", "recommendation"):
            self.env.invalidate_all()
            stamp = self._save(stamp, {name: "Kata"})["stamp"]
        self.env.invalidate_all()
        self.evaluation.with_user(self.head_user).write({"draft_note": "Lain"})
        draft = self.evaluation.rating_ids
        self.assertEqual((draft.result_rating, draft.behaviour_rating), ("above", "meets"))
        self.assertEqual((draft.reason, draft.recommendation), ("Kata", "Kata"))
        self.assertEqual(draft.note, "Lain")

    def test_an_older_stamp_is_refused(self):
        first = self._page()["stamp"]
        self.assertTrue(self._save(first, {"result_rating": "above"})["saved"])
        late = self._save(first, {"result_rating": "below", "reason": "Jendela lain"})
        self.assertFalse(late["saved"])
        self.assertIn("another window", late["conflict"])
        self.assertEqual(self.evaluation.rating_ids.result_rating, "above")
        self.assertFalse(self.evaluation.rating_ids.reason)

    def test_impressions_count_as_a_change_too(self):
        page = self._page()
        first, second = page["values"][:2]
        saved = self._save(page["stamp"], {"values": [{"id": first["id"], "rating_aid": "above"}]})
        self.assertTrue(saved["saved"])
        late = self._save(page["stamp"], {"values": [{"id": first["id"], "rating_aid": "below"}]})
        self.assertFalse(late["saved"])
        line = self.env["asn.evaluation.behaviour"].browse(first["id"])
        self.assertEqual(line.rating_aid, "above")
        # Through the form, too: whatever door it was, the screen is told.
        stamp = self._page()["stamp"]
        line.with_user(self.head_user).feedback = "Ramah."
        other = {"values": [{"id": second["id"], "rating_aid": "meets"}]}
        self.assertFalse(self._save(stamp, other)["saved"])
        self.assertTrue(self._save(self._page()["stamp"], other)["saved"])

    def test_somebody_else_is_named(self):
        stamp = self._page()["stamp"]
        self._save(stamp, {"result_rating": "above"})
        self.plan.with_user(self.officer_user).write({"evaluator_id": self.chief.id})
        late = (
            self.env["asn.evaluation"]
            .with_user(self.chief_user)
            .save_rating(self.evaluation.id, stamp, {"result_rating": "below"})
        )
        self.assertIn("Teuku Rizal", late["conflict"])

    def test_a_request_sent_twice_is_saved_once(self):
        values = {"result_rating": "above", "recommendation": "Ikut pelatihan triase."}
        first = self._save(0, values)
        again = self._save(0, values)
        self.assertTrue(again["saved"])
        self.assertEqual(again["stamp"], first["stamp"])

    def test_what_a_client_may_not_send(self):
        line = self.peer_evaluation.behaviour_ids[0].id
        for values in (
            [],
            "x",
            {"predicate": "very_good"},
            {"state": "released"},
            {"values": {}},
            {"values": [{"id": line, "rating_aid": "above"}]},
            {"values": [{"id": "1", "rating_aid": "above"}]},
            {"values": [{"id": self.evaluation.behaviour_ids[0].id, "evaluation_id": 1}]},
        ):
            if not values and not isinstance(values, list):
                continue
            with self.assertRaises(UserError, msg=str(values)):
                self._save(0, values)
        for values in (
            {"result_rating": "excellent"},
            {"result_rating": 1},
            {"note": 5},
            {"note": "a\x00b"},
            {"reason": "\ud800"},
            {"recommendation": "x" * 20001},
        ):
            with self.assertRaises(ValidationError, msg=str(values)[:60]):
                self._save(0, values)
        for stamp in (None, "0", 1.5, True, [0]):
            with self.assertRaises(UserError, msg=str(stamp)):
                self._save(stamp, {"note": "x"})
        for key in (0, -1, 2**40, "1", None, [1], True):
            with self.assertRaises(UserError, msg=str(key)):
                self.head_sees.get_rating_page(key)
        mine = self.evaluation | self.peer_evaluation
        self.assertIn(self.head_sees.get_rating_page()["id"], mine.ids)
        self.assertFalse(self.head_sees.with_user(self.auditor_user).get_rating_page())
        self.assertFalse(self.evaluation.rating_ids.filtered("result_rating"))

    def test_after_confirming_it_is_taken_back_first(self):
        self._rate(self.evaluation, "meets", "meets")
        page = self._page()
        self.assertFalse(page["can_rate"])
        self.assertTrue(page["can_recommend"])
        with self.assertRaises(AccessError):
            self._save(page["stamp"], {"result_rating": "above"})
        self.assertTrue(self._save(page["stamp"], {"recommendation": "Lanjutkan."})["saved"])


class TestRatingDeviation(RatingCase):
    def _fill(self, *ratings):
        page = self._page()
        return self._save(page["stamp"], {"values": self._impressions(page, *ratings)})

    def test_suggestion_of_behaviour_follows_the_impressions(self):
        """Four of seven above and none below: above; two below: below; less than four: none."""
        for ratings, expected in (
            (("above",) * 3, False),
            (("above",) * 4, "above"),
            (("above",) * 4 + ("meets",) * 3, "above"),
            (("above",) * 4 + ("below",) + ("meets",) * 2, "meets"),
            (("above",) * 5 + ("below",) * 2, "below"),
            (("meets",) * 7, "meets"),
        ):
            with self.subTest(ratings=ratings):
                answer = self._fill(*ratings)
                self.assertEqual(answer["suggestions"]["behaviour"]["rating"], expected)

    def test_deviating_from_the_impressions_needs_a_reason(self):
        self._fill(*["meets"] * 7)
        evaluation = self.evaluation.with_user(self.head_user)
        self._save(self._page()["stamp"], {"result_rating": "meets", "behaviour_rating": "above"})
        with self.assertRaises(UserError):
            evaluation.action_rate()
        self._save(self._page()["stamp"], {"behaviour_reason": "  "})
        with self.assertRaises(UserError):
            evaluation.action_rate()
        # Nobody logged anything: once it is rated, the sum counts as nothing done.
        words = {"behaviour_reason": "Menjadi teladan saat wabah.", "reason": "Cuti bersalin."}
        self._save(self._page()["stamp"], words)
        evaluation.action_rate()
        evaluation.action_release()
        released = self.evaluation.with_user(self.nurse_user)
        self.assertEqual(released.behaviour_reason, "Menjadi teladan saat wabah.")
        self.evaluation.with_user(self.hr_user).action_reopen("Salah unggah")
        self.assertFalse(released.behaviour_reason)

    def test_following_the_impressions_needs_none(self):
        self._fill(*["meets"] * 7)
        self._save(self._page()["stamp"], {"result_rating": "meets", "behaviour_rating": "meets"})
        self.evaluation.with_user(self.head_user).action_rate()
        self.assertEqual(self.evaluation.state, "rated")

    def test_employee_learns_nothing_from_the_suggestion(self):
        self._fill(*["below"] * 7)
        mine = self.evaluation.with_user(self.nurse_user)
        mine.invalidate_recordset()
        values = mine.read(["suggested_behaviour_rating", "draft_behaviour_reason"])[0]
        self.assertFalse(values["suggested_behaviour_rating"])
        self.assertFalse(values["draft_behaviour_reason"])
