from odoo import api, models
from odoo.fields import Domain

from .asn_print_plan import DRAFTS
from .asn_print_results import CELL_LETTERS

# Results of the superior that stand side by side on a page; a cell needs the width of a sentence.
COLUMNS = 4
HEAD_LETTERS = 120
LONG_ROW = 1500
# Some hundred pages and half a minute; the people of one evaluator are fewer.
MOST_PEOPLE = 500


class AsnPrintMatrix(models.AbstractModel):
    """Matriks peran hasil of a superior: whose results support which of his or her own.

    PermenPANRB 6/2022: the results of the superior stand across, the people down, and a cell holds
    what the person contributes. The people are those whose plans the reader may read.
    """

    _name = "report.hr_asn_kinerja_report.print_role_matrix"
    _description = "Print of a Role-Result Matrix"
    _inherit = ["asn.official.print"]

    _record_model = "asn.skp"

    @api.model
    def _prepare_sheet(self, document):
        columns = document._matrix_columns()
        plans, count = self._get_team(document)
        rows = self._prepare_people(plans, columns)
        signer = self._prepare_employee(document, "PIMPINAN")
        return {
            **self._prepare_common(
                document, ["MATRIKS PERAN HASIL"], document.date_start, document.date_end
            ),
            "draft": DRAFTS.get(document.state, ""),
            "people": [signer],
            "columns": [
                {**column, "number": number, "short": self._shorten(column["name"])}
                for number, column in enumerate(columns, 1)
            ],
            "parts": self._cut(columns),
            "rows": rows,
            "cut": self._say_cut(len(plans), count),
            "loose": [row for row in rows if row["loose"]],
            "whole": [row for row in rows if row["whole"]],
            "signed_on": "",
            "signs": [{**signer, "title": "Pimpinan", "how": ""}],
        }

    @api.model
    def _get_team(self, document):
        """Return the running plans of the year that the person of ``document`` evaluates.

        :return: (as many of them as are printed, how many there are)
        """
        domain = Domain("period_id", "=", document.period_id.id)
        domain &= Domain("evaluator_id", "=", document.employee_id.id)
        domain &= Domain("state", "!=", "cancelled")
        plans = self.env["asn.skp"]
        found = plans.search(domain, order="employee_name, id", limit=MOST_PEOPLE)
        is_cut = len(found) == MOST_PEOPLE
        return found, plans.search_count(domain) if is_cut else len(found)

    @api.model
    def _say_cut(self, shown, count):
        """Say that people are missing on the sheet, and what to do; nothing when all are there."""
        if shown == count:
            return ""
        return (
            f"Hanya {self._print_number(shown)} dari {self._print_number(count)} pegawai yang "
            "tercetak, menurut urutan nama. Bagilah penilaian kepada pejabat penilai kinerja di "
            "bawah pimpinan ini, lalu cetak matriks masing-masing."
        )

    @api.model
    def _prepare_people(self, plans, columns):
        """Return a row for each plan: {column id: results}, and those that support none."""
        found = {}
        for result in plans._matrix_results({column["id"] for column in columns}):
            found.setdefault(result["plan"], []).append(result)
        rows = []
        for number, plan in enumerate(plans, 1):
            cells, loose, whole = {}, [], []
            for result in found.get(plan.id, []):
                extra = " (tambahan)" if result["kind"] == "additional" else ""
                text = f"{result['name']}{extra}"
                if len(text) > CELL_LETTERS:
                    # Once over the width of the page instead of in each narrow cell.
                    whole.append(text)
                    text = f"{self._shorten(text)} (selengkapnya di bawah)"
                for key in result["columns"]:
                    cells.setdefault(key, []).append(text)
                if not result["columns"]:
                    loose.append(text)
            letters = sum(len(text) for texts in [*cells.values(), loose] for text in texts)
            rows.append(
                {
                    "number": number,
                    "name": plan.employee_name or "-",
                    "nip": plan.nip or "-",
                    "post": plan.job_title or "-",
                    "cells": cells,
                    "loose": loose,
                    "whole": whole,
                    "is_long": letters > LONG_ROW,
                }
            )
        return rows

    @api.model
    def _cut(self, columns):
        """Return (number, id) of the columns, in parts that fit beside each other."""
        numbered = [(number, column["id"]) for number, column in enumerate(columns, 1)]
        return [numbered[at : at + COLUMNS] for at in range(0, len(numbered), COLUMNS)]

    @api.model
    def _shorten(self, name):
        return name if len(name) <= HEAD_LETTERS else f"{name[:HEAD_LETTERS].rstrip()}…"
