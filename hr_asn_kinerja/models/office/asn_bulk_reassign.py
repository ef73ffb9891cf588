from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...rules import workflow


class AsnBulkReassign(models.Model):
    """Gives many plans another evaluator, with the same effect as handing over each of them.

    The preview says for each plan who evaluates now, who would, and what stands against it.
    Undoing gives back the evaluator before, except where a step was taken since.
    """

    _inherit = "asn.bulk.run"

    reassign_mode = fields.Selection(
        [
            ("one", "One evaluator for all of them"),
            ("replace", "From one evaluator to another"),
            ("unit_head", "Each the head of the own unit"),
        ],
        string="Who evaluates now",
        default="one",
    )
    old_evaluator_id = fields.Many2one("hr.employee", string="Old Evaluator", check_company=True)
    evaluator_id = fields.Many2one("hr.employee", string="New Evaluator", check_company=True)
    also_future = fields.Boolean(
        string="Also for the future",
        help="Write the new evaluator into the employee records too, so that the plans of later "
        "years start with this evaluator. Only the HR office does this.",
    )
    is_previewed = fields.Boolean(readonly=True)
    may_future = fields.Boolean(compute="_compute_may_future")

    def _compute_may_future(self):
        is_office = self.env.user.has_group("hr_asn_kinerja.group_asn_hr_office")
        for run in self:
            run.may_future = is_office

    def write(self, vals):
        # What was previewed is what is done: another choice asks for another preview.
        chosen = {"reassign_mode", "old_evaluator_id", "evaluator_id"} & set(vals)
        result = super().write(vals)
        if chosen:
            # sudo: the guard has let the choice through; this only closes the door to confirming
            self.sudo().filtered("is_previewed").write({"is_previewed": False})
        return result

    def _reassign_sentences(self):
        return {
            "ready": self.env._("Plans that get another evaluator: %(count)s."),
            "done": self.env._("Plans with another evaluator now: %(count)s."),
            "undone": self.env._("Plans back with their old evaluator: %(count)s."),
            "stayed": self.env._("Kept, because something was done there since: %(count)s."),
            "other": self.env._(
                "Left alone, another evaluator than the one to replace: %(count)s."
            ),
            "same": self.env._("This evaluator already: %(count)s."),
            "self": self.env._("Left alone, nobody evaluates himself or herself: %(count)s."),
            "circular": self.env._("Left alone, two people would evaluate each other: %(count)s."),
            "no_evaluator": self.env._("Left alone, no head of unit found: %(count)s."),
            "closed": self.env._("Left alone, closed or cancelled: %(count)s."),
            "own": self.env._("Left alone, your own or not in your care: %(count)s."),
            "changed": self.env._(
                "Left alone, changed by somebody else in the meantime: %(count)s."
            ),
        }

    def _warnings(self, counts):
        """Name the new evaluators without a login: they could not agree these plans yet."""
        warnings = super()._warnings(counts)
        if self.kind == "reassign" and counts.get("ready"):
            groups = self.env["asn.bulk.line"]._read_group(
                [
                    ("run_id", "=", self.id),
                    ("outcome", "=", "ready"),
                    ("after_has_login", "=", False),
                ],
                ["after_name"],
            )
            if groups:
                warnings.append(
                    self.env._(
                        "Without a login, so nobody can agree yet: %s. The HR office gives one.",
                        ", ".join(name for (name,) in groups[:5]),
                    )
                )
        return warnings

    # ------------------------------------------------------------------
    # Preview
    # ------------------------------------------------------------------

    def _reassign_prepare(self, plans):
        """Write one line for each plan with its evaluator as of now."""
        self.ensure_one()
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_bulk_line (run_id, skp_id, employee_id, person_name, unit_id,
                                           plan_state, before_evaluator_id, before_name,
                                           before_superior_id, evaluation_count, outcome)
                SELECT %(run)s, plan.id, plan.employee_id, plan.employee_name, plan.unit_id,
                       plan.state, plan.evaluator_id, plan.evaluator_name, plan.superior_id,
                       0, CASE WHEN plan.state IN ('closed', 'cancelled') THEN 'closed'
                               ELSE 'no_evaluator' END
                  FROM asn_skp AS plan
                 WHERE plan.id = ANY(%(plans)s)
              ORDER BY plan.id
             RETURNING 1
                """,
                run=self.id,
                plans=plans.ids,
            )
        )
        self.env.invalidate_all()

    def action_preview(self):
        """Work out the new evaluator of each plan and what stands against it."""
        self._check_own_step("preview")
        if self.kind != "reassign":
            raise UserError(self.env._("This needs no further preview."))
        self._reassign_check_choice()
        self.sudo()._reassign_preview()  # sudo: lines are written by the server only
        return self._action_dialog()

    def _reassign_check_choice(self):
        if self.reassign_mode == "replace" and not self.old_evaluator_id:
            raise UserError(self.env._("Choose the old evaluator."))
        if self.reassign_mode in ("one", "replace") and not self.evaluator_id:
            raise UserError(self.env._("Choose the new evaluator."))
        # sudo: compares the region of the chosen person only
        evaluator = self.evaluator_id.sudo()
        if evaluator and (evaluator.company_id != self.company_id or not evaluator.active):
            raise UserError(self.env._("Choose a person of this region who still works here."))

    def _reassign_preview(self):
        self.env.flush_all()
        heads = self._reassign_heads() if self.reassign_mode == "unit_head" else {}
        self.env.execute_query(
            SQL(
                """
                UPDATE asn_bulk_line AS line
                   SET after_evaluator_id = choice.evaluator_id,
                       after_name = evaluator.name,
                       after_has_login = COALESCE(login.active, FALSE),
                       before_evaluator_id = plan.evaluator_id,
                       before_name = plan.evaluator_name,
                       before_superior_id = plan.superior_id,
                       plan_state = plan.state,
                       evaluation_count = choice.evaluations,
                       outcome = CASE
                           WHEN plan.state IN ('closed', 'cancelled') THEN 'closed'
                           WHEN %(old)s IS NOT NULL
                                AND plan.evaluator_id IS DISTINCT FROM %(old)s THEN 'other'
                           WHEN choice.evaluator_id IS NULL THEN 'no_evaluator'
                           WHEN choice.evaluator_id = plan.employee_id THEN 'self'
                           WHEN choice.evaluator_id = plan.evaluator_id THEN 'same'
                           ELSE 'ready' END
                  FROM asn_bulk_line AS own
                  JOIN asn_skp AS plan ON plan.id = own.skp_id
             LEFT JOIN unnest(%(units)s::int[], %(nearest)s::int[], %(next)s::int[])
                       AS head (unit_id, nearest_id, next_id) ON head.unit_id = plan.unit_id
                  JOIN LATERAL (
                      SELECT COALESCE(%(one)s, NULLIF(head.nearest_id, plan.employee_id),
                                      head.next_id) AS evaluator_id,
                             (SELECT count(*) FROM asn_evaluation AS evaluation
                               WHERE evaluation.skp_id = plan.id
                                 AND evaluation.state NOT IN %(released)s) AS evaluations
                  ) AS choice ON TRUE
             LEFT JOIN hr_employee AS evaluator ON evaluator.id = choice.evaluator_id
             LEFT JOIN res_users AS login ON login.id = evaluator.user_id
                 WHERE own.id = line.id AND line.run_id = %(run)s
             RETURNING 1
                """,
                run=self.id,
                old=self.old_evaluator_id.id if self.reassign_mode == "replace" else None,
                one=self.evaluator_id.id if self.reassign_mode != "unit_head" else None,
                units=list(heads),
                nearest=[people[0] for people in heads.values()],
                next=[people[1] for people in heads.values()],
                released=workflow.RELEASED_STATES,
            )
        )
        self._reassign_mark_circular()
        self.env.invalidate_all()
        self.write({"is_previewed": True})

    def _reassign_heads(self):
        """Return {unit: (nearest head, next head or None)} for the units of the lines.

        The head is the manager written at the unit; where there is none, the person whose post is
        marked as head. Units above follow, for the heads themselves and for units without a head.
        """
        units = self.line_ids.unit_id.with_context(active_test=False)
        board = self.env["asn.unit.board"]
        lines = {unit.id: [*board._units_above(unit), unit.id] for unit in units}
        above = {unit for path in lines.values() for unit in path}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT unit.id, COALESCE(manager.id, head.id)
                  FROM hr_department AS unit
             LEFT JOIN hr_employee AS manager ON manager.id = unit.manager_id AND manager.active
             LEFT JOIN LATERAL (
                       SELECT employee.id
                         FROM hr_version AS version
                         JOIN hr_employee AS employee ON employee.current_version_id = version.id
                        WHERE version.department_id = unit.id AND version.asn_is_unit_head
                          AND employee.active
                     ORDER BY employee.id LIMIT 1) AS head ON TRUE
                 WHERE unit.id = ANY(%s)
                """,
                list(above),
            )
        )
        heads = {unit: head for unit, head in rows if head}
        nearest = {}
        for unit, path in lines.items():
            people = dict.fromkeys(heads[place] for place in reversed(path) if place in heads)
            if people:
                nearest[unit] = (*people, None)[:2]
        return nearest

    def _reassign_mark_circular(self):
        """Mark the lines after which two people would evaluate each other in one year.

        What this run does to the plan of the evaluator counts; a line that is marked does not, so
        it is looked at again until nothing changes.
        """
        self.env.flush_all()
        while self.env.execute_query(
            SQL(
                """
                UPDATE asn_bulk_line AS line SET outcome = 'circular'
                  FROM asn_skp AS plan, asn_skp AS other
             LEFT JOIN asn_bulk_line AS change
                       ON change.skp_id = other.id AND change.run_id = %(run)s
                          AND change.outcome IN ('ready', 'done')
                 WHERE line.run_id = %(run)s AND line.outcome = 'ready'
                   AND plan.id = line.skp_id
                   AND other.period_id = plan.period_id
                   AND other.employee_id = line.after_evaluator_id
                   AND other.state <> 'cancelled'
                   AND COALESCE(change.after_evaluator_id, other.evaluator_id) = plan.employee_id
             RETURNING line.id
                """,
                run=self.id,
            )
        ):
            continue
        self.env["asn.bulk.line"].invalidate_model()

    # ------------------------------------------------------------------
    # Doing and undoing
    # ------------------------------------------------------------------

    def _reassign_check(self):
        if not self.is_previewed:
            raise UserError(self.env._("Look at the preview first."))
        office = "hr_asn_kinerja.group_asn_hr_office"
        if self.also_future and not self.env.user.has_group(office):
            raise AccessError(self.env._("Only the HR office writes into the employee records."))
        self._reassign_check_choice()
        self._reassign_mark_circular()

    def _superiors(self, evaluators):
        """Return {evaluator: id of the evaluator's own evaluator today}."""
        today = self._today()
        return {
            person.id: person._get_version(today).asn_evaluator_id.id or None
            for person in evaluators
        }

    def _reassign_apply(self, lines):
        superiors = self._superiors(lines.after_evaluator_id)
        steps = self.env["asn.skp"]._hand_over_many(
            [
                (
                    line.skp_id.id,
                    line.before_evaluator_id.id or None,
                    line.after_evaluator_id.id,
                    superiors[line.after_evaluator_id.id],
                )
                for line in lines
            ]
        )
        self._reassign_finish(lines, steps, "done", "changed")
        if self.also_future:
            self._reassign_future(lines.filtered(lambda line: line.outcome == "done"))

    def _reassign_finish(self, lines, steps, done, kept):
        """Write the outcome of each line, and the step in the log of the plan."""
        changed = lines.filtered(lambda line: line.skp_id.id in steps)
        self._mark(lines - changed, kept)
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                UPDATE asn_bulk_line AS line SET outcome = %s, transition_id = step.id
                  FROM unnest(%s::int[], %s::int[]) AS step (skp_id, id)
                 WHERE line.skp_id = step.skp_id AND line.id = ANY(%s)
             RETURNING 1
                """,
                done,
                list(steps),
                list(steps.values()),
                changed.ids,
            )
        )
        self.env["asn.bulk.line"].invalidate_model()

    def _reassign_future(self, lines):
        """Write the new evaluator into the posts of today, as the HR officer who confirmed."""
        today = self._today()
        by_evaluator = {}
        for line in lines:
            version = line.employee_id._get_version(today)
            evaluator = line.after_evaluator_id
            mutual = evaluator._get_version(today).asn_evaluator_id == line.employee_id
            if version.asn_evaluator_id == evaluator or mutual:
                continue
            line.write({"version_id": version.id, "version_before_id": version.asn_evaluator_id.id})
            by_evaluator[evaluator] = by_evaluator.get(evaluator, version.browse()) | version
        for evaluator, versions in by_evaluator.items():
            versions.sudo(False).write({"asn_evaluator_id": evaluator.id})
