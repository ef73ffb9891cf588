from odoo import api, models

from . import wording

# Indicators of a result stay together in blocks of so many; what a narrow cell cannot hold gets the
# whole width.
WHOLE_LINES = 5
BLOCK_LINES = 3
LINE_LETTERS = 250
CELL_LETTERS = 500


class AsnPrintResults(models.AbstractModel):
    """The table of work results and the values of behaviour, as plan and evaluation print them."""

    _inherit = "asn.official.print"

    @api.model
    def _prepare_result_texts(self, result, signed):
        """Return what both forms say of a result.

        :param signed: its texts in the signature of the plan, empty when there is none
        """
        perspective = signed["perspective"] if signed else result.perspective
        return {
            "kind": result.kind,
            "name": signed["name"] if signed else result.name or "",
            "parent": signed["parent"] if signed else result.parent_summary or "",
            "source": signed["source"] if signed else result.assignment_source or "",
            "perspective": wording.PERSPECTIVES.get(perspective, ""),
        }

    @api.model
    def _prepare_value(self, value, guides, signed):
        """Return name and guides of a value of behaviour; older signatures have kept none.

        :param signed: what was signed; see ``_get_signed_frame``
        """
        kept = signed.get("guides", {}).get(str(value.id), {})
        return {"name": kept.get("name") or value.name, "guides": kept.get("guides", guides)}

    @api.model
    def _prepare_groups(self, results):
        """Return the two parts of the table of results, main ones first, numbered from one.

        :param results: dicts with kind, and lines
        """
        groups = []
        for kind, title in wording.RESULT_KINDS:
            rows = [result for result in results if result["kind"] == kind]
            for number, result in enumerate(rows, 1):
                result["number"] = number
                self._make_blocks(result)
            groups.append({"title": title, "results": rows})
        return groups

    @api.model
    def _make_blocks(self, result):
        """Cut a result into blocks that fit on a page, and move long texts out of its cells.

        ``above`` and ``below`` get the whole width of the table, ``blocks`` are rows of indicators
        that stay together, each with the result at its side.
        """
        lines = result["lines"] or [{}]
        letters = sum(len(str(value)) for line in lines for value in line.values())
        size = WHOLE_LINES if len(lines) <= WHOLE_LINES else BLOCK_LINES
        result["is_long"] = letters > LINE_LETTERS * len(lines)
        if result["is_long"]:
            size = 1
        result["blocks"] = [lines[at : at + size] for at in range(0, len(lines), size)]
        result["above"], result["below"] = [], []
        result["full_name"], result["full_parent"] = result["name"], result["parent"]
        for key, label in (("parent", "Rencana hasil kerja pimpinan"), ("name", "")):
            if len(result[key]) > CELL_LETTERS:
                result["above"].append({"label": label, "text": result[key]})
                result[key] = f"{result[key][:120].rstrip()}… (selengkapnya di atas)"
        feedback = result.get("feedback") or []
        if sum(len(text) for text in feedback) > CELL_LETTERS:
            result["below"], result["feedback"] = feedback, ["Lihat baris di bawah."]
