import base64
import binascii
import logging

import psycopg2

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..imports import KINDS
from ..imports.messages import sentences
from ..imports.problems import Problem
from ..imports.template import problem_list, template

_logger = logging.getLogger(__name__)


class AsnImport(models.TransientModel):
    """Dialog that reads units, posts, people, plans and entries from a file.

    "Check" reads the file and says everything that is wrong; "Import" also writes it, all rows or
    none. Nothing that is there is changed: a file may be imported again at any time.
    """

    _name = "asn.import"
    _description = "Import of Data"

    kind = fields.Selection(
        [
            ("units", "Units"),
            ("posts", "Posts"),
            ("officials", "Evaluators without NIP"),
            ("employees", "Employees"),
            ("plans", "Plans (SKP)"),
            ("realisations", "Work log entries"),
            ("service_log", "Service log"),
        ],
        required=True,
        default="units",
    )
    file = fields.Binary(attachment=False)
    file_name = fields.Char()
    skip_bad = fields.Boolean(
        string="Skip bad rows",
        help="Import the good rows although others are wrong. Otherwise nothing is written "
        "unless everything is right.",
    )
    # What came out
    state = fields.Selection(
        [("start", "Start"), ("checked", "Checked"), ("done", "Imported"), ("refused", "Refused")],
        default="start",
        readonly=True,
    )
    row_count = fields.Integer(string="Rows", readonly=True)
    created_count = fields.Integer(string="Imported", readonly=True)
    present_count = fields.Integer(string="Already there", readonly=True)
    refused_count = fields.Integer(string="Refused", readonly=True)
    error_count = fields.Integer(string="Errors", readonly=True)
    warning_count = fields.Integer(string="Warnings", readonly=True)
    problem_ids = fields.One2many("asn.import.problem", "import_id", readonly=True)
    download = fields.Binary(attachment=False, readonly=True)

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_check(self):
        """Read the file and list what is wrong; nothing is written."""
        return self._run_file(write=False)

    def action_import(self):
        """Read the file and write it: all rows, or the good ones where that was chosen."""
        return self._run_file(write=True)

    def action_template(self):
        """Download an empty file of this kind: headings, an example, and what goes where."""
        self._check_office()
        self._check_one()
        content = template(self.env, KINDS[self.kind])
        return self._offer(content, f"{self.kind}.xlsx")

    def action_problems(self):
        """Download the list of problems."""
        self._check_office()
        self._check_one()
        rows = [
            (line.row or "", line.column, line.value, line.level, line.message, line.remedy)
            for line in self.problem_ids
        ]
        return self._offer(problem_list(self.env, rows), f"{self.kind}-problems.xlsx")

    def _offer(self, content, name):
        self.download = base64.b64encode(content)
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/download/{name}?download=true",
            "target": "self",
        }

    # ------------------------------------------------------------------
    # Running
    # ------------------------------------------------------------------

    def _check_one(self):
        if len(self) != 1 or not self.id:
            raise UserError(self.env._("Choose one record."))
        self.env["asn.skp"]._screen_id(self.id)  # raises for what is no id
        self.check_access("read")

    def _check_office(self):
        if not self.env.su and not self.env.user.has_group("hr_asn_kinerja.group_asn_hr_office"):
            raise AccessError(self.env._("Only the HR office imports data."))

    def _run_file(self, write):
        self._check_office()
        self._check_one()
        if not self.file:
            raise UserError(self.env._("Choose a file first."))
        try:
            content = base64.b64decode(self.file)
        except (binascii.Error, ValueError) as error:
            raise UserError(self.env._("The file did not arrive whole. Try again.")) from error
        outcome = self._load(
            self.kind, content, company=self.env.company, skip_bad=self.skip_bad, write=write
        )
        self._keep(outcome, write)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import data"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def _keep(self, outcome, write):
        order = {"error": 0, "warning": 1, "note": 2}
        problems = sorted(outcome.problems, key=lambda p: (order[p.level], p.row))
        self.write(
            {
                "state": "done" if outcome.done else "refused" if write else "checked",
                "row_count": outcome.rows,
                "created_count": outcome.created if outcome.done else 0,
                "present_count": outcome.present,
                "refused_count": outcome.refused,
                "error_count": outcome.counts["error"],
                "warning_count": outcome.counts["warning"],
                "problem_ids": [
                    Command.clear(),
                    *(Command.create(self._prepare_problem(problem)) for problem in problems),
                ],
            }
        )

    def _prepare_problem(self, problem):
        message, remedy = sentences(self.env, problem)
        return {
            "row": problem.row,
            "column": problem.column,
            "value": problem.value,
            "level": problem.level,
            "message": message,
            "remedy": remedy,
        }

    @api.model
    def _load(self, kind, source, company=None, skip_bad=False, write=True, progress=None):
        """Import a file; the way of the dialog and of programs alike.

        :param str kind: units, posts, officials, employees, plans, realisations or service_log
        :param source: the file as bytes, or its path
        :param company: the region; by default the current company
        :param bool skip_bad: write the good rows although others are wrong
        :param bool write: False to check only
        :param progress: called with the number of rows written so far
        :return: :class:`~odoo.addons.hr_asn_kinerja.imports.problems.Outcome`
        :raises AccessError: for everybody but the HR office
        """
        self._check_office()
        # sudo: the HR office was checked above. It writes drafts and entries of others only here,
        # where the same rules are applied row by row.
        env = self.sudo().with_company(company or self.env.company).env
        loader = KINDS[kind](env, env.company, progress)
        try:
            with env.cr.savepoint():
                outcome = loader.run(source, write=write, skip_bad=skip_bad)
        except (psycopg2.IntegrityError, psycopg2.DataError) as error:
            # Somebody else wrote the same at the same time, or a check of another addon.
            _logger.info("Import of %s refused by the database: %s", kind, error)
            env.invalidate_all()
            outcome = loader.outcome
            outcome.created, outcome.done = 0, False
            detail = (error.diag.message_primary or "").strip()
            outcome.add(Problem(0, "", "", "database_refused", values={"detail": detail}))
        _logger.info("Import of %s: %r", kind, outcome)
        return outcome


class AsnImportProblem(models.TransientModel):
    """A problem in a file: where, what, and what to do."""

    _name = "asn.import.problem"
    _description = "Problem of an Import"
    _order = "id"

    import_id = fields.Many2one("asn.import", required=True, index=True, ondelete="cascade")
    row = fields.Integer(readonly=True)
    column = fields.Char(readonly=True)
    value = fields.Char(string="Cell", readonly=True)
    level = fields.Selection(
        [("error", "Error"), ("warning", "Warning"), ("note", "Note")], readonly=True
    )
    message = fields.Text(string="What is wrong", readonly=True)
    remedy = fields.Text(string="What to do", readonly=True)
