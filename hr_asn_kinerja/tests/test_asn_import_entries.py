from unittest.mock import patch

from odoo.tests import tagged

from ..imports import kind
from . import import_files as files
from .import_files import ENTRY, PLAN, csv_bytes
from .test_asn_import import ImportCase


def entries(*changes):
    return csv_bytes([{**ENTRY, **change} for change in changes])


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

    def test_numbers_are_those_of_the_lines_that_hold(self):
        """A line that a new version of the plan took away keeps its entries and gets no others."""
        self.half.with_user(self.hr_user).action_open()
        patients, on_time = self.skp.result_ids.sorted("sequence").indicator_ids
        self.loader._load("realisations", entries({"jumlah": "20"}))
        self.skp.with_user(self.head_user).action_reopen("Tugas berubah")
        self.skp.with_user(self.nurse_user).result_ids.sorted("sequence")[0].unlink()
        self.skp.with_user(self.nurse_user).action_propose()
        self.skp.with_user(self.head_user).action_agree()
        self.assertEqual((patients.active, self.skp.result_ids.indicator_ids), (False, on_time))
        outcome = self.loader._load(
            "realisations",
            entries({"no_hasil": "1", "no_indikator": "1", "jumlah": "9", "penyebut": "10"}),
        )
        self.assertEqual((outcome.created, self._found(outcome)), (1, []))
        self.assertEqual(on_time.realisation_ids.quantity, 9)
        self.assertEqual(patients.realisation_ids.quantity, 20)

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
        with patch.object(kind, "ROWS_AT_ONCE", 1):
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
