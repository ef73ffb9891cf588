from odoo import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .import_files import PLAN, csv_bytes
from .test_asn_import import ImportCase


def plan(*changes):
    return csv_bytes([{**PLAN, **change} for change in changes])


SECOND = {
    "no_hasil": "2",
    "rencana_hasil_kerja": "Meningkatnya ketepatan waktu pelayanan",
    "aspek": "waktu",
    "indikator": "Layanan tepat waktu",
    "satuan": "%",
    "target": "90",
    "agregasi": "rasio",
}


@tagged("post_install", "-at_install")
class TestAsnImportPlans(ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env, opened=False)

    def _lines(self, skp):
        """Return all columns of results and indicators, without ids, times and links."""
        self.env.flush_all()
        found = []
        for table in ("asn_skp_result", "asn_skp_indicator", "asn_skp_behaviour"):
            self.env.cr.execute(
                SQL(
                    "SELECT to_jsonb(t) - ARRAY['id', 'skp_id', 'result_id', 'create_date',"
                    " 'write_date', 'sequence'] FROM %s AS t WHERE skp_id = %s"
                    " ORDER BY sequence, id",
                    SQL.identifier(table),
                    skp.id,
                )
            )
            found += [row[0] for row in self.env.cr.fetchall()]
        return found

    def test_imported_plan_equals_a_plan_made_by_the_orm(self):
        library = self.env["asn.indicator"].search([("polarity", "=", "higher")], limit=1)
        outcome = self.loader._load(
            "plans",
            plan(
                {"bobot": "60"},
                {
                    "indikator": "Laporan",
                    "polaritas": "tanggal",
                    "target": "2026-12-20",
                    "agregasi": "terakhir",
                    "aspek": "waktu",
                },
                {**SECOND, "kode_indikator": library.code},
                {
                    **SECOND,
                    "indikator": "Suhu",
                    "polaritas": "rentang",
                    "target": "2",
                    "target_maksimum": "8",
                    "agregasi": "rata-rata",
                },
            ),
        )
        self.assertEqual((outcome.created, self._found(outcome)), (4, []))
        imported = self._plan_of(self.nurse)
        made = self.env["asn.skp"].create(
            {
                "employee_id": self.colleague.id,
                "period_id": self.year.id,
                "result_ids": [
                    Command.create(
                        {
                            "name": PLAN["rencana_hasil_kerja"],
                            "sequence": 10,
                            "indicator_ids": [
                                Command.create(
                                    {
                                        "name": PLAN["indikator"],
                                        "unit": "pasien",
                                        "sequence": 10,
                                        "target_value": 3600,
                                        "weight": 60,
                                    }
                                ),
                                Command.create(
                                    {
                                        "name": "Laporan",
                                        "unit": "pasien",
                                        "sequence": 20,
                                        "aspect": "time",
                                        "polarity": "date",
                                        "aggregation": "last",
                                        "target_kind": "date",
                                        "target_date": "2026-12-20",
                                    }
                                ),
                            ],
                        }
                    ),
                    Command.create(
                        {
                            "name": SECOND["rencana_hasil_kerja"],
                            "sequence": 20,
                            "indicator_ids": [
                                Command.create(
                                    {
                                        "name": "Layanan tepat waktu",
                                        "unit": "%",
                                        "sequence": 30,
                                        "library_id": library.id,
                                        "aspect": "time",
                                        "polarity": "higher",
                                        "aggregation": "ratio",
                                        "target_kind": "number",
                                        "target_value": 90,
                                        "target_max": 0,
                                    }
                                ),
                                Command.create(
                                    {
                                        "name": "Suhu",
                                        "unit": "%",
                                        "sequence": 40,
                                        "aspect": "time",
                                        "polarity": "range",
                                        "aggregation": "average",
                                        "target_kind": "range",
                                        "target_value": 2,
                                        "target_max": 8,
                                    }
                                ),
                            ],
                        }
                    ),
                ],
            }
        )
        self.assertEqual(self._lines(imported), self._lines(made))
        for name in (
            "state",
            "result_count",
            "indicator_count",
            "months",
            "form",
            "approach",
            "date_start",
            "date_end",
            "unit_id",
            "evaluator_id",
            "superior_id",
            "evaluator_user_id",
            "rank_name",
            "position_kind",
        ):
            self.assertEqual(imported[name], made[name], name)
        self.assertEqual((imported.result_count, imported.indicator_count), (2, 4))
        self.assertEqual(imported.user_id, self.nurse_user)
        imported.with_user(self.nurse_user).action_propose()
        imported.with_user(self.head_user).action_agree()
        self.assertEqual(imported.state, "agreed")

    def test_plan_of_an_opened_year_is_filled(self):
        self.year.with_user(self.hr_user).action_open()
        empty = self._plan_of(self.nurse)
        self.loader._load("plans", plan({}))
        self.assertEqual(self._plan_of(self.nurse), empty)
        self.assertEqual(empty.result_ids.name, PLAN["rencana_hasil_kerja"])

    def test_plan_with_content_is_left_alone(self):
        self.year.with_user(self.hr_user).action_open()
        typed = self._plan_of(self.nurse)
        self._fill_plan(typed)
        before = self._lines(typed)
        outcome = self.loader._load("plans", plan({}, SECOND))
        self.assertEqual((outcome.created, outcome.present, outcome.done), (0, 2, True))
        self.assertEqual(self._lines(typed), before)

    def test_same_file_again_changes_nothing(self):  # threat: H07
        self.loader._load("plans", plan({}, SECOND))
        before = self._lines(self._plan_of(self.nurse))
        outcome = self.loader._load("plans", plan({}, SECOND))
        self.assertEqual((outcome.created, outcome.present, outcome.done), (0, 2, True))
        self.assertEqual(self._lines(self._plan_of(self.nurse)), before)

    def test_a_plan_comes_in_whole_or_not_at_all(self):
        other = self.colleague.asn_nip
        content = plan({}, {**SECOND, "target": "banyak"}, {"nip": other})
        outcome = self.loader._load("plans", content)
        self.assertEqual(self._found(outcome), [(3, "target", "number_bad")])
        self.assertFalse(self.year.skp_ids)
        outcome = self.loader._load("plans", content, skip_bad=True)
        self.assertEqual((outcome.created, outcome.refused), (1, 2))
        self.assertEqual(self._found(outcome, "note"), [(2, "", "row_left_out")])
        self.assertEqual(self.year.skp_ids.employee_id, self.colleague)

    def test_results_support_those_of_the_superior(self):
        head = self.head.asn_nip
        self.loader._load(
            "plans",
            plan(
                {"no_hasil_atasan": "2"},
                {"nip": head},
                {**SECOND, "nip": head},
                {"nip": self.colleague.asn_nip, "no_hasil_atasan": "1"},
            ),
        )
        above = self._plan_of(self.head).result_ids.sorted("sequence")
        self.assertEqual(self._plan_of(self.nurse).result_ids.parent_result_ids, above[1])
        self.assertEqual(self._plan_of(self.colleague).result_ids.parent_result_ids, above[0])

    def test_results_that_would_support_themselves_are_not_linked(self):
        """Nurse, head and chief as evaluators in a ring: each result supports the one above."""
        self.chief.current_version_id.asn_evaluator_id = self.nurse
        people = [person.asn_nip for person in (self.nurse, self.head, self.chief)]
        outcome = self.loader._load(
            "plans", plan(*({"nip": nip, "no_hasil_atasan": "1"} for nip in people))
        )
        self.assertEqual(outcome.created, 3)
        self.assertEqual(
            self._found(outcome, "warning"),
            [(row, "no_hasil_atasan", "parent_circle") for row in (2, 3, 4)],
        )
        self.assertFalse(self.year.skp_ids.result_ids.parent_result_ids)

    def test_unknown_result_of_the_superior(self):
        head = self.head.asn_nip
        outcome = self.loader._load("plans", plan({"no_hasil_atasan": "1"}), write=False)
        self.assertEqual(
            self._found(outcome, "warning"), [(2, "no_hasil_atasan", "parent_missing")]
        )
        self.loader._load("plans", plan({"nip": head}))
        outcome = self.loader._load("plans", plan({"no_hasil_atasan": "99"}))
        self.assertEqual(self._found(outcome), [(2, "no_hasil_atasan", "parent_unknown")])

    def test_every_bad_cell_of_a_plan_is_told(self):
        cases = [
            ("target", "NaN", "number_not_finite"),
            ("target", "inf", "number_not_finite"),
            ("target", "-Infinity", "number_not_finite"),
            ("target", "-5", "number_negative"),
            ("target", "1000000000000", "number_large"),
            ("target", "9" * 400, "number_large"),
            ("target", "1e308", "number_bad"),
            ("target", "3.240,5", "number_bad"),
            ("target", "banyak", "number_bad"),
            ("target", "٣٢٤٠", "number_bad"),
            ("target", "", "number_empty"),
            ("nip", "199001012020011999", "employee_unknown"),
            ("nip", "1,98501E+17", "nip_excel"),
            ("tahun", "1026", "whole_bad"),
            ("tahun", "dua", "whole_bad"),
            ("tahun", "2031", "year_unknown"),
            ("no_hasil", "0", "whole_bad"),
            ("jenis_hasil", "sampingan", "choice_unknown"),
            ("aspek", "warna", "choice_unknown"),
            ("kode_indikator", "XXX-99", "indicator_unknown"),
            ("polaritas", "miring", "choice_unknown"),
            ("agregasi", "modus", "choice_unknown"),
            ("bobot", "-1", "number_negative"),
            ("bobot", "100.5", "number_over"),
            ("rencana_hasil_kerja", "", "text_empty"),
            ("indikator", "A" * 10000, "text_long"),
            ("satuan", "pas\x00ien", "text_characters"),
        ]
        outcome = self.loader._load("plans", plan(*[{c: value} for c, value, _code in cases]))
        expected = [(row, column, code) for row, (column, _v, code) in enumerate(cases, 2)]
        self.assertEqual(self._found(outcome), sorted(expected))
        outcome = self.loader._load(
            "plans",
            plan(
                {"polaritas": "rentang", "target": "100", "target_maksimum": "90"},
                {"polaritas": "rentang", "target": "100"},
                {"polaritas": "tanggal", "target": "2026-02-30"},
                {"rencana_hasil_kerja": "Lain"},
                {"rencana_hasil_kerja": "Lain lagi"},
            ),
        )
        self.assertEqual(
            self._found(outcome),
            [
                (2, "target_maksimum", "range_reversed"),
                (3, "target_maksimum", "number_empty"),
                (4, "target", "date_calendar"),
                (6, "rencana_hasil_kerja", "result_differs"),
            ],
        )

    def test_plan_of_too_many_indicators_is_left_out_whole(self):
        rows = [{"indikator": f"Indikator {number}"} for number in range(121)]
        outcome = self.loader._load("plans", plan(*rows))
        self.assertIn((122, "indikator", "too_many_indicators"), self._found(outcome))
        self.assertEqual(outcome.created, 0)
        self.assertEqual(self.loader._load("plans", plan(*rows[:120])).created, 120)

    def test_closed_year_takes_no_plan(self):
        self.year.sudo().write({"state": "closed"})
        outcome = self.loader._load("plans", plan({}))
        self.assertEqual(self._found(outcome), [(2, "tahun", "year_closed")])
