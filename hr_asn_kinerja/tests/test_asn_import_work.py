from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged
from odoo.tools import SQL

from ..imports import realisations
from . import import_files as files
from .import_files import ENTRY, PLAN, csv_bytes
from .test_asn_import import ImportCase


def plan(*changes):
    return csv_bytes([{**PLAN, **change} for change in changes])


def entries(*changes):
    return csv_bytes([{**ENTRY, **change} for change in changes])


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


@tagged("post_install", "-at_install")
class TestAsnImportEntries(ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.skp = cls._agree_plan(cls.nurse)  # 1: patients, a sum; 2: on time, a ratio

    def _log_entries(self):
        return self.env["asn.realisation"].search([("skp_id", "=", self.skp.id)], order="date, id")

    def test_entries_equal_those_made_by_the_orm(self):
        outcome = self.loader._load(
            "realisations",
            entries({}, {"no_hasil": "2", "no_indikator": "2", "jumlah": "41", "penyebut": "50"}),
        )
        self.assertEqual((outcome.created, self._found(outcome)), (2, []))
        indicators = self.skp.result_ids.sorted("sequence").indicator_ids
        made = self._log(indicators[0], 300, note="Rekap Maret")
        made |= self._log(indicators[1], 41, denominator=50, note="Rekap Maret")
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT is_late, to_jsonb(t) - ARRAY['id', 'create_date', 'write_date', 'create_uid',"
            " 'write_uid', 'is_late'] FROM asn_realisation AS t WHERE skp_id = %s ORDER BY id",
            [self.skp.id],
        )
        late, rows = zip(*self.env.cr.fetchall(), strict=True)
        self.assertEqual(rows[:2], rows[2:])
        # What the office imports was written down elsewhere in time; typed now, it is late.
        self.assertEqual(late, (False, False, True, True))

    def test_open_evaluation_counts_new_entries(self):
        self.half.with_user(self.hr_user).action_open()
        evaluation = self.skp.evaluation_ids
        self.assertFalse(evaluation.has_score)
        self.loader._load(
            "realisations",
            entries(
                {"jumlah": "1890"},
                {"no_hasil": "2", "no_indikator": "2", "jumlah": "81", "penyebut": "90"},
            ),
        )
        # half of 3600 patients: 1890 / 1800 = 105 %; 81 of 90 = 90 %, target 90: 100 %
        self.assertAlmostEqual(evaluation.score, 102.5)

    def test_same_file_again_adds_nothing(self):  # threat: H07
        content = entries({}, {}, {"jumlah": "12.34567", "catatan": ""})
        self.assertEqual(self.loader._load("realisations", content).created, 3)
        outcome = self.loader._load("realisations", content)
        self.assertEqual((outcome.created, outcome.present), (0, 3))
        outcome = self.loader._load("realisations", content + content.split(b"\n")[1])
        self.assertEqual((outcome.created, outcome.present), (1, 3))
        self.assertEqual(len(self._log_entries()), 4)

    def test_bad_rows_keep_out_all_or_themselves(self):
        content = entries({}, {"jumlah": "NaN"}, {"tanggal": "2026-04-01"})
        outcome = self.loader._load("realisations", content)
        self.assertEqual((outcome.done, outcome.refused), (False, 1))
        self.assertFalse(self._log_entries())
        outcome = self.loader._load("realisations", content, skip_bad=True)
        self.assertEqual((outcome.created, outcome.refused), (2, 1))
        self.assertEqual(len(self._log_entries()), 2)

    def test_file_that_turns_out_damaged_leaves_nothing(self):
        content = entries({}, {"tanggal": "2026-04-01"}, {"tanggal": "2026-04-02"})
        damaged = content + b'"\xff'
        with patch.object(realisations, "ROWS_AT_ONCE", 1):
            for skip_bad in (False, True):
                outcome = self.loader._load("realisations", damaged, skip_bad=skip_bad)
                self.assertEqual([p.code for p in outcome.problems], ["file_encoding_row"])
                self.assertEqual((outcome.done, outcome.created), (False, 0))
                self.assertFalse(self._log_entries())
            self.assertEqual(self.loader._load("realisations", content).created, 3)
        self.assertEqual(len(self._log_entries()), 3)

    def test_every_bad_cell_of_an_entry_is_told(self):
        ratio = {"no_hasil": "2", "no_indikator": "2", "jumlah": "41"}
        cases = [
            ({"jumlah": "NaN"}, "jumlah", "number_not_finite"),
            ({"jumlah": "Infinity"}, "jumlah", "number_not_finite"),
            ({"jumlah": "-3"}, "jumlah", "number_negative"),
            ({"jumlah": "1e15"}, "jumlah", "number_bad"),
            ({"jumlah": "1" * 15}, "jumlah", "number_large"),
            ({"jumlah": ""}, "jumlah", "number_empty"),
            ({"no_indikator": "99"}, "no_indikator", "number_unknown"),
            ({"no_indikator": "0"}, "no_indikator", "whole_bad"),
            ({"no_hasil": "2"}, "no_indikator", "number_other_result"),
            ({"tanggal": "2026-02-30"}, "tanggal", "date_calendar"),
            ({"tanggal": "2025-12-31"}, "tanggal", "date_outside"),
            ({"tanggal": "2026-11-25"}, "tanggal", "date_future"),
            ({"nip": "199001012020011999"}, "nip", "employee_unknown"),
            ({"nip": self.colleague.asn_nip}, "nip", "plan_not_agreed"),
            ({"tahun": "2025"}, "tahun", "plan_unknown"),
            ({"catatan": "Rekap\x00"}, "catatan", "text_characters"),
            (ratio, "penyebut", "ratio_denominator"),
            ({**ratio, "penyebut": "0"}, "penyebut", "ratio_denominator"),
            ({**ratio, "penyebut": "-1"}, "penyebut", "number_negative"),
            ({**ratio, "penyebut": "40"}, "jumlah", "ratio_reversed"),
        ]
        # the colleague's plan is empty, so the number of the indicator is unknown there too
        extra = [(2 + 13, "no_indikator", "number_unknown")]
        outcome = self.loader._load("realisations", entries(*[change for change, *_ in cases]))
        expected = [(row, column, code) for row, (_c, column, code) in enumerate(cases, 2)]
        self.assertEqual(self._found(outcome), sorted(expected + extra))

    def test_submitted_evaluation_takes_no_entries(self):
        self.half.with_user(self.hr_user).action_open()
        self._log(self.skp.result_ids[0].indicator_ids, 10)
        self.skp.evaluation_ids.with_user(self.nurse_user).action_submit()
        outcome = self.loader._load("realisations", entries({}, {"tanggal": "2026-08-03"}))
        self.assertEqual(self._found(outcome), [(2, "tanggal", "evaluation_locked")])

    def test_columns_of_the_documentation(self):
        self.assertEqual(files.headings("realisations"), list(ENTRY))
        self.assertEqual(files.headings("plans"), list(PLAN))
