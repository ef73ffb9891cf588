import base64
import binascii

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.hr_asn_kinerja.imports.messages import sentences
from odoo.addons.hr_asn_kinerja.imports.problems import ERROR, Problem, shown
from odoo.addons.hr_asn_kinerja.rules import exchange

from ..groups import HR_OFFICE
from ..report.workbooks.sheet import stream
from .national_file import NationalFile

# So many lines are kept and shown; the counts are of all.
LINES_LIMIT = 5000


class AsnReconciliation(models.TransientModel):
    """Dialog that compares the released results with a file of the national system.

    It lists what differs and changes nothing, neither here nor there: which of the two is wrong
    is for a person to find out.
    """

    _name = "asn.reconciliation"
    _description = "Comparison with the National System"
    _inherit = ["asn.guarded.mixin"]
    _guard_by_access_only = True

    period_id = fields.Many2one("asn.period", required=True, domain=[("state", "!=", "draft")])
    file = fields.Binary(attachment=False)
    file_name = fields.Char()
    # What came out
    state = fields.Selection(
        [("start", "Start"), ("compared", "Compared"), ("refused", "Refused")],
        default="start",
        readonly=True,
    )
    row_count = fields.Integer(string="Rows in the File", readonly=True)
    other_count = fields.Integer(string="About Other Periods", readonly=True)
    problem_count = fields.Integer(string="Rows Left Out", readonly=True)
    same_count = fields.Integer(string="People without Difference", readonly=True)
    differs_count = fields.Integer(string="People with Differences", readonly=True)
    only_here_count = fields.Integer(string="Only Here", readonly=True)
    only_there_count = fields.Integer(string="Only There", readonly=True)
    line_count = fields.Integer(string="Lines", readonly=True)
    is_cut = fields.Boolean(compute="_compute_is_cut", export_string_translation=False)
    line_ids = fields.One2many("asn.reconciliation.line", "reconciliation_id", readonly=True)

    @api.depends("line_count", "line_ids")
    def _compute_is_cut(self):
        for dialog in self:
            dialog.is_cut = len(dialog.line_ids) < dialog.line_count

    def action_compare(self):
        """Read the file and list what differs; nothing is changed.

        :raises AccessError: for everybody but the HR office
        :raises UserError: no file, or one that did not arrive whole
        """
        if not self.env.su and not self.env.user.has_group(HR_OFFICE):
            raise AccessError(self.env._("Only the HR office compares results."))
        self._check_one()
        self.check_access("write")
        if not self.file:
            raise UserError(self.env._("Choose a file first."))
        try:
            content = base64.b64decode(self.file)
        except (binascii.Error, ValueError) as error:
            raise UserError(self.env._("The file did not arrive whole. Try again.")) from error
        self.period_id.check_access("read")
        company = self.period_id.company_id.sudo()  # sudo: the region of a period that is readable
        reading = NationalFile(self.env, company)
        reading.run(content, write=False)
        self._keep(reading)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare with the National System"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    # ------------------------------------------------------------------
    # Ours
    # ------------------------------------------------------------------

    def _get_ours(self):
        """Return {NIP: (evaluation id, {field: text})} of the released results of the period."""
        book = self.env["report.hr_asn_kinerja_report.book_exchange"]
        source = book._prepare_source([("period_id", "=", self.period_id.id)])
        columns = book._prepare_fields(source)
        select = source.query.select(source.sql("id"), *(columns[n] for n in exchange.FIELDS))
        ours = {}
        for key, *values in stream(self.env, select, "asn_reconciliation"):
            row = dict(zip(exchange.FIELDS, (value or "" for value in values), strict=True))
            if row["nip"]:
                ours[row["nip"]] = (key, row)
        return ours

    def _get_unreleased(self, nips):
        """Return the NIP of those who have an evaluation of the period that is not released."""
        groups = self.env["asn.evaluation"]._read_group(
            [
                ("period_id", "=", self.period_id.id),
                ("nip", "in", list(nips)),
                ("predicate", "=", False),
            ],
            ["nip"],
        )
        return {nip for (nip,) in groups}

    # ------------------------------------------------------------------
    # Comparing
    # ------------------------------------------------------------------

    def _keep(self, reading):
        lines = [self._prepare_problem(problem) for problem in reading.outcome.problems]
        is_read = not any(p.level == ERROR and not p.row for p in reading.outcome.problems)
        counts = dict.fromkeys(("other", "same", "differs", "only_here", "only_there"), 0)
        if is_read:
            lines += self._compare(reading, counts)
        kept = lines[:LINES_LIMIT]
        self.env["asn.access.log"]._note(
            [line["evaluation_id"] for line in kept if line.get("evaluation_id")], "list"
        )
        # sudo: lines are written here only, so that none names an evaluation that was not compared
        self.sudo().write(
            {
                "state": "compared" if is_read else "refused",
                "row_count": reading.outcome.rows,
                "problem_count": reading.outcome.refused,
                "line_count": len(lines),
                **{f"{name}_count": count for name, count in counts.items()},
                "line_ids": [Command.clear(), *(Command.create(line) for line in kept)],
            }
        )

    def _compare(self, reading, counts):
        """Return the lines of what differs, by NIP; count what was found."""
        ours = self._get_ours()
        theirs, lines = {}, []
        for row in reading.found:
            nip = row.values["nip"]
            if not self._is_about_period(row.values, ours.get(nip)):
                counts["other"] += 1
            elif nip in theirs:
                values = {"other": theirs[nip].number}
                problem = Problem(row.number, "nip", nip, "nip_twice", values=values)
                lines.append(self._prepare_problem(problem))
            else:
                theirs[nip] = row
        unreleased = self._get_unreleased(theirs.keys() - ours.keys())
        for nip in sorted(ours.keys() | theirs.keys()):
            lines += self._compare_one(
                nip, ours.get(nip), theirs.get(nip), reading.present, unreleased, counts
            )
        return lines

    def _compare_one(self, nip, our, row, present, unreleased, counts):
        if not our:
            counts["only_there"] += 1
            note = (
                self.env._("The evaluation is not released here yet.")
                if nip in unreleased
                else self.env._("There is no evaluation here for this NIP and period.")
            )
            return [{"kind": "only_there", "row": row.number, "nip": nip, "note": note}]
        key, values = our
        known = {"nip": nip, "employee_name": values["nama"], "evaluation_id": key}
        if not row:
            counts["only_here"] += 1
            note = self.env._("The file has no row for this NIP and period.")
            return [{**known, "kind": "only_here", "note": note}]
        given = {name: row.values.get(name) or "" for name in present}
        found = exchange.differences(values, given)
        counts["differs" if found else "same"] += 1
        return [
            {
                **known,
                "kind": "differs",
                "row": row.number,
                "field_name": name,
                "ours": ours,
                "theirs": shown(theirs),
            }
            for name, ours, theirs in found
        ]

    def _is_about_period(self, values, our):
        """Tell whether a row of the file is about the period that was chosen.

        Months decide where the file names them; whoever left within the period ends earlier.
        """
        period = self.period_id
        if values["tahun"] != period.date_end.year:
            return False
        if (values["periodikId"] or "") not in ("", exchange.period_id(period.kind)):
            return False
        end = int(our[1]["bulanSelesaiPenilaian"]) if our else period.date_end.month
        return values["bulanSelesaiPenilaian"] in (None, end)

    def _prepare_problem(self, problem):
        return {
            "kind": "problem",
            "row": problem.row,
            "field_name": problem.column,
            "theirs": problem.value,
            "note": " ".join(sentences(self.env, problem)),
        }
