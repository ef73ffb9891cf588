from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ...rules import anonymity, workflow
from ...rules import round as rules

MOST_GIVERS = 30


class AsnFeedbackRound(models.Model):
    """A 360-degree round about one person: superior, peers and subordinates say what they see.

    It is an aid for development and for the talk about behaviour; it counts nowhere by itself.
    What was said lies in models that nobody reads; everybody, the evaluator included, sees the
    sums that ``rules/round.py`` lets out, and only after the round is closed.
    """

    _name = "asn.feedback.round"
    _description = "360 Round"
    _inherit = ["asn.workflow.mixin", "asn.snapshot.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_due desc, employee_name, id"
    _rec_names_search = ["employee_name"]

    _workflow_table = rules.STEPS
    _workflow_parts = rules.PARTS
    _workflow_first_state = "draft"
    _workflow_log_field = "round_id"
    _workflow_activities = {
        "nominating": ("hr_asn_kinerja.mail_activity_type_round_nominate", "user_id"),
        "nominated": ("hr_asn_kinerja.mail_activity_type_round_approve", "evaluator_user_id"),
        "closed": ("hr_asn_kinerja.mail_activity_type_round_release", "evaluator_user_id"),
        "released": ("hr_asn_kinerja.mail_activity_type_round_read", "user_id"),
    }
    _guard_fields = {
        "date_nominate": "setting",
        "superior_min": "setting",
        "superior_max": "setting",
        "peer_min": "setting",
        "peer_max": "setting",
        "subordinate_min": "setting",
        "subordinate_max": "setting",
        "date_due": "due",
        "nominee_ids": "nomination",
    }

    period_id = fields.Many2one(
        "asn.period", string="Period", required=True, index=True, ondelete="restrict"
    )
    skp_id = fields.Many2one(
        "asn.skp", string="Plan", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    rule_id = fields.Many2one(
        "asn.feedback.round.rule",
        string="Opened by the Rule",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("nominating", "Choosing who gives"),
            ("answering", "Answering"),
            ("closed", "Closed"),
            ("released", "Released"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )
    date_nominate = fields.Date(string="Choose until", required=True)
    date_due = fields.Date(string="Answer until", required=True)
    date_nominated = fields.Date(string="Proposed on", readonly=True, copy=False)
    date_closed = fields.Date(string="Closed on", readonly=True, copy=False)
    minimum = fields.Integer(
        string="Shown from",
        readonly=True,
        default=anonymity.MINIMUM,
        help="So many people of one relation must have answered before anything of it is shown.",
    )
    superior_min = fields.Integer(string="Superiors, at least", default=1)
    superior_max = fields.Integer(string="Superiors, at most", default=2)
    peer_min = fields.Integer(string="Peers, at least", default=3)
    peer_max = fields.Integer(string="Peers, at most", default=6)
    subordinate_min = fields.Integer(string="Subordinates, at least", default=0)
    subordinate_max = fields.Integer(string="Subordinates, at most", default=6)
    nominee_ids = fields.One2many("asn.feedback.round.nominee", "round_id", string="Givers")
    transition_ids = fields.One2many("asn.transition", "round_id", string="History", readonly=True)
    chosen_display = fields.Char(string="Chosen", compute="_compute_chosen_display")
    asked_count = fields.Integer(
        string="Asked without a Name",
        compute="_compute_asked_count",
        help="Peers and subordinates who are asked.",
    )
    answered_display = fields.Char(
        string="Answers Shown",
        compute="_compute_answered_display",
        help="Peers and subordinates in the sums that are shown; told once the round is closed.",
    )
    is_due_passed = fields.Boolean(
        compute="_compute_is_due_passed", export_string_translation=False
    )
    next_step = fields.Char(compute="_compute_next_step", export_string_translation=False)
    hint = fields.Char(compute="_compute_hint", export_string_translation=False)

    _employee_period_unique = models.UniqueIndex(
        "(employee_id, period_id) WHERE state <> 'cancelled'",
        "This person has a 360 round in this period already.",
    )
    _due_index = models.Index("(date_due) WHERE state = 'answering'")
    _list_index = models.Index("(company_id, date_due DESC, employee_name, id)")
    _check_dates = models.Constraint(
        "CHECK (date_due >= date_nominate AND date_due <= date_nominate + 120)",
        "People answer after the givers are chosen, within 120 days.",
    )
    _check_minimum = models.Constraint(
        f"CHECK (minimum BETWEEN {anonymity.MINIMUM} AND {anonymity.HIGHEST_MINIMUM})",
        "Answers without a name are shown from 3 to 20 people on.",
    )
    _check_numbers = models.Constraint(
        "CHECK (superior_min BETWEEN 0 AND superior_max AND peer_min BETWEEN 0 AND peer_max"
        " AND subordinate_min BETWEEN 0 AND subordinate_max AND"
        f" superior_max <= {MOST_GIVERS} AND peer_max <= {MOST_GIVERS}"
        f" AND subordinate_max <= {MOST_GIVERS})",
        "The numbers of givers go from 0 to 30, the least before the most.",
    )

    # ------------------------------------------------------------------
    # Computed
    # ------------------------------------------------------------------

    @api.depends("employee_name", "period_id.name")
    def _compute_display_name(self):
        for record in self:
            record.display_name = self.env._(
                "360 of %(name)s – %(period)s",
                name=record.employee_name or "",
                period=record.period_id.name or "",
            )

    def _count_nominees(self):
        """Return {round: {relation: number of givers who are not left out and did not decline}}."""
        found = {}
        # sudo: numbers only, of rounds that the caller may read
        for record, relation, number in (
            self.env["asn.feedback.round.nominee"]
            .sudo()
            ._read_group(
                [
                    ("round_id", "in", self.ids),
                    ("state", "in", ("proposed", "asked")),
                    ("is_left_out", "=", False),
                ],
                ["round_id", "relation"],
                ["__count"],
            )
        ):
            found.setdefault(record.id, {})[relation] = number
        return found

    @api.depends("nominee_ids.relation", "nominee_ids.is_left_out", "nominee_ids.state")
    def _compute_chosen_display(self):
        found = self._count_nominees()
        labels = dict(
            self.env["asn.feedback.round.nominee"]
            ._fields["relation"]
            ._description_selection(self.env)
        )
        for record in self:
            chosen, least, most = found.get(record.id, {}), record._least(), record._most()
            record.chosen_display = " · ".join(
                self.env._(
                    "%(relation)s: %(number)s (%(least)s to %(most)s)",
                    relation=labels[key],
                    number=chosen.get(key, 0),
                    least=least[key],
                    most=most[key],
                )
                for key in most
                if most[key]
            )

    @api.depends("nominee_ids.state")
    def _compute_asked_count(self):
        found = self._count_nominees()
        for record in self:
            chosen = found.get(record.id, {})
            record.asked_count = sum(chosen.get(key, 0) for key in rules.ANONYMOUS)

    @api.depends("state", "minimum")
    def _compute_answered_display(self):
        """Only once the round is closed: a number that grows while people answer tells who did."""
        closed = self.filtered(lambda record: record.state in rules.CLOSED_STATES)
        givers = closed._count_givers()
        for record in self:
            if record not in closed:
                record.answered_display = False
                continue
            number = rules.shown_givers(givers[record.id], record.minimum)
            record.answered_display = (
                str(number)
                if number
                else self.env._("fewer than %s", anonymity.minimum_in_force(record.minimum))
            )

    @api.depends("date_due")
    def _compute_is_due_passed(self):
        today = self._today_of_region()
        for record in self:
            record.is_due_passed = bool(record.date_due and record.date_due < today)

    @api.depends("state", "date_nominated")
    @api.depends_context("uid")
    def _compute_next_step(self):
        for record in self:
            record.next_step = record._get_next_step()

    def _get_next_step(self):
        """Say in one sentence what the reader must do next, or whom the round waits for."""
        roles = self._workflow_roles()
        may = workflow.actions(rules.STEPS, self.state, roles)
        due = format_date(self.env, self.date_due)
        if self.state == "draft" and "start" in may:
            return self.env._("Look at the dates and numbers, then start the round.")
        if self.state == "nominating":
            return self._get_next_step_of_choosing(roles, may)
        if self.state == "answering":
            return self.env._(
                "People answer until %s. What they say is seen by nobody before, and afterwards "
                "only summed up.",
                due,
            )
        if self.state == "closed" and "release" in may:
            return self.env._("Look at the sums, prepare the talk, then release them.")
        if self.state == "closed":
            return self.env._(
                "The answers are summed up. Waits for %s.", self.evaluator_name or "–"
            )
        if self.state == "released":
            return self.env._(
                "Talk about it: one strength to keep, one thing to try. It counts nowhere by "
                "itself."
            )
        return False

    def _get_next_step_of_choosing(self, roles, may):
        day = format_date(self.env, self.date_nominate)
        if workflow.EMPLOYEE in roles and not self.date_nominated:
            return self.env._(
                "Choose people who see you at work, until %s, and propose them to your evaluator.",
                day,
            )
        if "approve" in may and self.date_nominated:
            return self.env._("Look at who was proposed, change it where needed, then approve.")
        if "approve" in may:
            return self.env._(
                "Waits for %(name)s to propose givers until %(day)s. After that, choose yourself.",
                name=self.employee_name,
                day=day,
            )
        return self.env._("Waits for %s to approve the givers.", self.evaluator_name or "–")

    @api.depends("nominee_ids.relation", "nominee_ids.is_left_out", "state", "minimum")
    def _compute_hint(self):
        found = self._count_nominees()
        for record in self:
            few = rules.too_few_to_show(found.get(record.id, {}), record.minimum)
            record.hint = (
                self.env._(
                    "A relation with fewer than %s people cannot be shown by itself. Choose more, "
                    "or expect their answers to be put together or held back.",
                    record.minimum,
                )
                if few and record.state in ("draft", "nominating")
                else False
            )

    def _least(self):
        return {
            rules.SUPERIOR: self.superior_min,
            rules.PEER: self.peer_min,
            rules.SUBORDINATE: self.subordinate_min,
        }

    def _most(self):
        return {
            rules.SUPERIOR: self.superior_max,
            rules.PEER: self.peer_max,
            rules.SUBORDINATE: self.subordinate_max,
        }

    # ------------------------------------------------------------------
    # Saving
    # ------------------------------------------------------------------

    def _workflow_editable_parts(self):
        """What was proposed stands, until the evaluator changes it."""
        parts = super()._workflow_editable_parts()
        if self.date_nominated and workflow.EMPLOYEE in self._workflow_roles():
            return parts - {"nomination"}
        return parts

    def write(self, vals):
        before = {record.id: record.date_due for record in self} if "date_due" in vals else {}
        result = super().write(vals)
        if before and not self.env.su:
            for record in self:
                if record.date_due < record._today_of_region():
                    raise ValidationError(self.env._("Choose a day that has not passed."))
            if any(record.state == "answering" for record in self):
                self.sudo()._refresh_notices()  # sudo: the reminders follow the new day
        return result

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_start(self):
        """Start the round: the person chooses who gives."""
        return self._workflow_run("start")

    def action_nominate(self):
        """The person proposes the givers to the evaluator."""
        return self._workflow_run("nominate")

    def action_approve(self):
        """The evaluator approves the givers, and people are asked."""
        return self._workflow_run("approve")

    def action_close(self):
        """Close a round whose day has passed."""
        return self._workflow_run("close")

    def action_release(self):
        """Show the sums to the person."""
        return self._workflow_run("release")

    def action_ask_reason(self):
        """Open the dialog that asks for the reason of the step named in the context."""
        return self.env["asn.reason"]._open(self, self.env.context.get("asn_action"))
