import random
from datetime import date, timedelta
from itertools import product

from .common import AsnCase

FIGURES = ("entry_count", "realised", "is_measured", "achievement")
SCORES = ("score", "has_score", "suggested_rating")
AGGREGATIONS = ("sum", "average", "last", "maximum", "minimum", "ratio")
# Polarity, kind of target, targets that reach the ends of each formula.
GOALS = (
    ("higher", "number", ((100, 0), (0, 0), (7, 0))),
    ("lower", "number", ((60, 0), (0, 0), (3, 0))),
    ("exact", "number", ((24, 0), (0, 0))),
    ("range", "range", ((20, 40), (0, 3), (5, 5))),
    ("higher", "text", ((0, 0),)),
    ("date", "date", ((0, 0),)),
)


class TestEvaluationFigures(AsnCase):
    """The figures of many at once are those of the ORM, for everything that a line can be."""

    def setUp(self):
        super().setUp()
        self._make_year(self.env)
        self.plan = self._agree_plan(self.nurse)
        self.half.with_user(self.hr_user).action_open()
        self.evaluation = self.plan.evaluation_ids
        self.chance = random.Random(20260316)

    def _add_results(self, weighted):
        """Add two main results and one additional with every kind of indicator to the plan."""
        chance = self.chance
        values = []
        for kind in ("main", "main", "additional"):
            result = self.env["asn.skp.result"].create(
                {
                    "skp_id": self.plan.id,
                    "kind": kind,
                    "name": f"Terlayaninya pasien {kind} {len(values)}",
                    "weight": chance.choice((0, 0, 10, 25)) if weighted else 0,
                }
            )
            for aggregation, (polarity, target_kind, targets) in product(AGGREGATIONS, GOALS):
                low, high = chance.choice(targets)
                values.append(
                    {
                        "result_id": result.id,
                        "name": f"{aggregation} {polarity} {target_kind} {len(values)}",
                        "unit": "pasien",
                        "aspect": "quantity",
                        "aggregation": aggregation,
                        "polarity": polarity,
                        "target_kind": target_kind,
                        "target_value": low,
                        "target_max": high,
                        "target_text": "Sesuai rencana",
                        "target_date": date(2026, chance.choice((2, 5, 9)), 10),
                        "weight": chance.choice((0, 0, 1, 2.5, 33.33)) if weighted else 0,
                    }
                )
        indicators = self.env["asn.skp.indicator"].create(values)
        self.evaluation._sync_lines()
        return indicators

    def _add_entries(self, indicators):
        chance = self.chance
        values = []
        for indicator in indicators:
            for _number in range(chance.choice((0, 1, 2, 3, 5))):
                cases = chance.choice((3, 7, 11, 40))
                is_ratio = indicator.aggregation == "ratio"
                values.append(
                    {
                        "indicator_id": indicator.id,
                        # A few share a day, and some lie outside the half-year.
                        "date": date(2026, 1, 2) + timedelta(days=chance.randrange(0, 200, 9)),
                        "quantity": chance.choice((0, 1, 2, 3))
                        if is_ratio
                        else chance.choice((0, 1, 2.5, 3.3333, 19.9999, 24, 61, 130)),
                        "denominator": cases if is_ratio else 0,
                        "note": "Uji angka",
                    }
                )
        self.env.flush_all()
        self.env.cr.execute_values(
            "INSERT INTO asn_realisation (indicator_id, skp_id, date, quantity, denominator, note,"
            " source, review_state) VALUES %s",
            [
                (
                    value["indicator_id"],
                    self.plan.id,
                    value["date"],
                    value["quantity"],
                    value["denominator"],
                    value["note"],
                    "manual",
                    chance.choice(("none", "confirmed", "questioned", "returned")),
                )
                for value in values
            ],
        )
        self.env.invalidate_all()

    def _read(self):
        self.env.invalidate_all()
        lines = self.evaluation.line_ids.sorted("id")
        rows = [(line.name, *(line[name] for name in FIGURES)) for line in lines]
        return rows, [self.evaluation[name] for name in SCORES]

    def _compare(self):
        self.evaluation.line_ids.modified(["target_value"])
        self.env.flush_all()
        lines, scores = self._read()
        self.env.cr.execute(
            "UPDATE asn_evaluation_indicator SET entry_count = 77, realised = 77,"
            " is_measured = NOT is_measured, achievement = 77 WHERE evaluation_id = %s",
            [self.evaluation.id],
        )
        self.env.cr.execute(
            "UPDATE asn_evaluation SET score = 77, has_score = NOT has_score,"
            " suggested_rating = NULL WHERE id = %s",
            [self.evaluation.id],
        )
        self.env.invalidate_all()
        self.evaluation._recompute_figures()
        again, scores_again = self._read()
        for line, line_again in zip(lines, again, strict=True):
            self.assertEqual(line, line_again)
        self.assertEqual(scores, scores_again)
        return lines, scores

    def _compare_every_kind(self, weighted):
        self._add_entries(self._add_results(weighted))
        for state in ("open", "submitted"):
            with self.subTest(state=state):
                self.env.cr.execute(
                    "UPDATE asn_evaluation SET state = %s WHERE id = %s",
                    [state, self.evaluation.id],
                )
                self.env.invalidate_all()
                lines, scores = self._compare()
                self.assertGreater(sum(row[3] for row in lines), 30)
                self.assertTrue(scores[1])

    def test_every_kind_of_line(self):
        self._compare_every_kind(weighted=False)

    def test_every_kind_of_line_with_weights(self):
        self._compare_every_kind(weighted=True)

    def test_nothing_measured_has_no_score(self):
        _lines, scores = self._compare()
        self.assertEqual(scores, [0.0, False, False])

    def test_figures_of_a_half_are_rounded_up(self):
        """2 of 3 and 1 of 8: worked out on paper, 66.67 % and 12.5 %."""
        indicators = self.plan.result_ids.indicator_ids
        self._log(indicators[0], 225)  # of 1,800 in the half-year
        self._log(indicators[1], 2, denominator=3)  # target 90
        lines, _scores = self._compare()
        self.assertEqual(lines[0][1:], (1, 225.0, True, 12.5))
        self.assertEqual(lines[1][1:3], (1, 66.6667))

    def test_released_figures_stay(self):
        self._log(self.plan.result_ids.indicator_ids[0], 900)
        self._rate(self.evaluation, "below", "meets")
        self.evaluation.with_user(self.head_user).action_release()
        before = self._read()
        self.env.cr.execute("UPDATE asn_realisation SET quantity = 1800")
        self.env.invalidate_all()
        self.evaluation._recompute_figures()
        self.assertEqual(self._read(), before)

    def test_many_take_as_many_queries_as_one(self):
        other = self._agree_plan(self.colleague)
        self.half.with_user(self.hr_user).action_complete()
        both = self.evaluation | other.evaluation_ids
        self.assertEqual(len(both), 2)
        counts = []
        for evaluations in (both, self.evaluation, both):  # the first fills the caches
            evaluations._recompute_figures()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            evaluations._recompute_figures()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
