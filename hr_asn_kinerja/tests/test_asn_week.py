from odoo.exceptions import AccessError, UserError, ValidationError

from .test_asn_log import LogCase


class TestWeek(LogCase):
    def _cells(self, week, indicator):
        row = next(row for row in week["rows"] if row["indicator_id"] == indicator.id)
        return {cell["date"]: cell for cell in row["cells"]}

    def _cell(self, quantity, date="2026-11-23", indicator=None):
        return {
            "indicator_id": (indicator or self.patients).id,
            "date": date,
            "quantity": quantity,
            "token": f"cell-{date}",
        }

    def test_a_week_starts_on_monday_and_shows_counts(self):
        self._log(self.patients, 20, "2026-11-23")
        self._log(self.patients, 3, "2026-11-24")
        self._log(self.patients, 4, "2026-11-24")
        week = self.log.get_week(self.plan.id, "2026-11-25")
        self.assertEqual(week["monday"], "2026-11-23")
        self.assertEqual([day["date"] for day in week["days"]][-1], "2026-11-29")
        self.assertEqual([day["open"] for day in week["days"]], [True, True] + [False] * 5)
        cells = self._cells(week, self.patients)
        monday, tuesday = cells["2026-11-23"], cells["2026-11-24"]
        self.assertEqual((monday["quantity"], monday["many"]), (20, False))
        self.assertEqual((tuesday["quantity"], tuesday["many"], tuesday["id"]), (7, True, False))
        self.assertIsNone(cells["2026-11-25"]["quantity"])
        # A ratio needs two counts: it is not in the grid
        self.assertEqual([row["indicator_id"] for row in week["rows"]], [self.patients.id])

    def test_a_cell_is_one_entry_however_often_it_is_saved(self):
        """Another token for the same cell makes no second entry. (threat: G09)"""
        first = self.log.save_week(self.plan.id, [self._cell(20)])
        entry = self.patients.realisation_ids
        self.assertEqual(first, [{"token": "cell-2026-11-23", "id": entry.id}])
        self.log.save_week(self.plan.id, [{**self._cell(25), "token": "other-00001"}])
        self.assertEqual(self.patients.realisation_ids.mapped("quantity"), [25])
        self.assertEqual(entry.client_token, f"week:{self.patients.id}:2026-11-23")

    def test_an_emptied_cell_is_gone_or_becomes_zero(self):
        self.log.save_week(self.plan.id, [self._cell(20), self._cell(5, "2026-11-24")])
        noted = self.log.search([("date", "=", "2026-11-24")])
        noted.note = "Poli sore"
        answer = self.log.save_week(
            self.plan.id,
            [self._cell(None), self._cell(0, "2026-11-24"), self._cell(0, "2026-11-20")],
        )
        self.assertEqual([row["id"] for row in answer], [False, False, False])
        self.assertEqual(self.patients.realisation_ids, noted)
        self.assertEqual(noted.quantity, 0)

    def test_zero_is_kept_where_amounts_are_not_added_up(self):
        self.patients.sudo().aggregation = "average"
        answer = self.log.save_week(self.plan.id, [self._cell(0)])
        self.assertEqual(self.log.browse(answer[0]["id"]).quantity, 0)
        self.log.save_week(self.plan.id, [self._cell(None)])
        self.assertFalse(self.patients.realisation_ids)

    def test_an_entry_that_moved_does_not_hold_its_cell(self):
        self.log.save_week(self.plan.id, [self._cell(20)])
        moved = self.patients.realisation_ids.with_user(self.nurse_user)
        moved.date = "2026-11-20"
        self.log.save_week(self.plan.id, [self._cell(8)])
        self.assertEqual(sorted(self.patients.realisation_ids.mapped("quantity")), [8, 20])

    def test_closed_cells_are_not_typed_over(self):
        self._log(self.patients, 3, "2026-11-23")
        self._log(self.patients, 4, "2026-11-23")
        with self.assertRaises(UserError):
            self.log.save_week(self.plan.id, [self._cell(9)])
        # Sent back as it stands: nothing to do
        self.log.save_week(self.plan.id, [self._cell(7)])
        self.assertEqual(sum(self.patients.realisation_ids.mapped("quantity")), 7)

    def test_what_is_counted_automatically_is_not_in_the_grid(self):
        entry = self._log(self.patients, 4, "2026-11-24")
        entry.sudo().source = "rule"
        self.assertFalse(self.log.get_week(self.plan.id, "2026-11-23")["rows"])
        with self.assertRaises(UserError):
            self.log.save_week(self.plan.id, [self._cell(9, "2026-11-24")])
        self.assertEqual(entry.quantity, 4)

    def test_all_or_nothing_and_only_open_days(self):
        with self.assertRaises(ValidationError):
            self.log.save_week(self.plan.id, [self._cell(5), self._cell(5, "2026-11-26")])
        self.evaluation.with_user(self.nurse_user).action_submit()
        with self.assertRaises(AccessError):
            self.log.save_week(self.plan.id, [self._cell(5, "2026-03-16")])
        week = self.log.get_week(self.plan.id, "2026-03-16")
        self.assertFalse(any(day["open"] for day in week["days"]))

    def test_what_no_grid_sends_is_refused_in_words(self):
        """(threat: H01)"""
        for cells in (
            None,
            "x",
            [1],
            [self._cell("banyak")],
            [self._cell(float("nan"))],
            [self._cell(float("inf"))],
            [self._cell(-1)],
            [self._cell(1e13)],
            [self._cell([1])],
            [self._cell(1, "")],
            [self._cell(1, "2026-02-30")],
            [self._cell(1, indicator=self.on_time)],
            [{"indicator_id": [1], "date": "2026-11-23", "quantity": 1}],
            [self._cell(1)] * 901,
        ):
            with self.subTest(cells=str(cells)[:60]), self.assertRaises(UserError):
                self.log.save_week(self.plan.id, cells)
        for monday in (None, "", "x", 7, ["2026-11-23"]):
            with self.subTest(monday=monday), self.assertRaises(UserError):
                self.log.get_week(self.plan.id, monday)
        self.assertFalse(self.patients.realisation_ids)
