from collections import namedtuple

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import format_date

from .asn_dialogue import HELD_STATES
from .asn_dialogue_agenda import MOST_LINES

Point = namedtuple("Point", "kind model record name")
MOST_OF_A_KIND = 15
RECORD_LANGUAGE = "id_ID"


class AsnDialogueFilling(models.Model):
    """Fills the agenda from what is open, at one click and as often as one likes.

    Each kind is one query of its own; what is on the agenda already is left alone, and so is what
    somebody has changed there. The points name what both sides may read: an entry, an indicator,
    an agreement, feedback that is open to the person and then only its kind and day.
    """

    _inherit = "asn.dialogue"

    def action_fill_agenda(self):
        """Add what is open and not on the agenda yet; tell when nothing is.

        :raises AccessError: for others than the two, or when the agenda is closed
        """
        self._check_one()
        if "agenda" not in self._workflow_editable_parts():
            raise AccessError(self.env._("Employee and evaluator fill an agenda while it is open."))
        known = {
            (line.kind, line.source_model, line.source_id)
            for line in self.agenda_ids
            if line.source_id
        }
        points = [
            point
            for point in self.with_context(lang=self._get_record_lang())._collect_points()
            if (point.kind, point.model, point.record) not in known
        ][: max(MOST_LINES - len(self.agenda_ids), 0)]
        if not points:
            return self._tell(self.env._("Nothing is open that is not on the agenda already."))
        last = max(self.agenda_ids.mapped("sequence"), default=0)
        # sudo: the caller may fill the agenda; where a point comes from is set by the server only
        self.env["asn.dialogue.agenda"].sudo().create(
            [
                {
                    "dialogue_id": self.id,
                    "sequence": last + 10 * number,
                    "kind": point.kind,
                    "source_model": point.model,
                    "source_id": point.record,
                    "name": point.name[:1000],
                }
                for number, point in enumerate(points, 1)
            ]
        )
        self._touch()
        return True

    @api.model
    def _get_record_lang(self):
        """The record is official and Indonesian, whoever writes it."""
        installed = dict(self.env["res.lang"].get_installed())
        return RECORD_LANGUAGE if RECORD_LANGUAGE in installed else self.env.lang

    @api.model
    def _tell(self, text):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": text, "type": "info"},
        }

    def _collect_points(self):
        """Return the Points that are open, those of the last dialogue first."""
        # sudo: the caller is one of the two whose plan this is (checked); both may read all of it
        dialogue = self.sudo()
        last = dialogue._get_last_held()
        since = last._get_local_day() if last else dialogue.skp_id.date_start
        return [
            *dialogue._collect_agreements(),
            *dialogue._collect_behind(),
            *dialogue._collect_questions(),
            *dialogue._collect_bare_entries(since),
            *dialogue._collect_feedback(since),
        ]

    def _get_last_held(self):
        """Return the last dialogue with this person before this one."""
        return self.search(
            [
                ("employee_id", "=", self.employee_id.id),
                ("id", "!=", self.id),
                ("state", "in", HELD_STATES),
                ("date_start", "<=", self.date_start),
            ],
            limit=1,
        )

    def _collect_agreements(self):
        lines = self.env["asn.dialogue.agreement"].search(
            [
                ("dialogue_id.employee_id", "=", self.employee_id.id),
                ("dialogue_id", "!=", self.id),
                ("dialogue_id.state", "=", "confirmed"),
                ("is_done", "=", False),
            ],
            order="date_due, id",
            limit=MOST_OF_A_KIND,
        )
        return [
            Point(
                "agreement",
                line._name,
                line.id,
                self.env._(
                    "%(name)s (due %(day)s)",
                    name=line.name[:900],
                    day=format_date(self.env, line.date_due),
                ),
            )
            for line in lines
        ]

    def _collect_behind(self):
        """Indicators of which less was done than is due by now."""
        plan = self.skp_id
        today = plan.period_id.today()
        evaluation = plan.evaluation_ids.filtered(lambda e: e.date_start <= today <= e.date_end)
        if plan.state != "agreed":
            return []
        standing = plan._get_standings([(plan, evaluation[:1])], today)[plan.id]
        found = []
        for line in standing["lines"]:
            if not line["is_short"]:
                continue
            if line["due"] is False:
                name = line["name"]
            else:
                name = self.env._(
                    "%(indicator)s: %(done)s of %(due)s %(unit)s due by now",
                    indicator=line["name"],
                    done=self._format_number(line["realised"] or 0),
                    due=self._format_number(self._round_due(line["due"])),
                    unit=line["unit"],
                )
            found.append(Point("behind", "asn.skp.indicator", line["id"], name))
        return found[:MOST_OF_A_KIND]

    @api.model
    def _round_due(self, due):
        """Return a share of a target without digits that say nothing: whole from ten on."""
        return round(due) if abs(due) >= 10 else due

    @api.model
    def _format_number(self, number):
        """Write a number as the language does, without zeros at the end."""
        lang = self.env["res.lang"]._lang_get(self.env.lang or "en_US")
        text = lang.format("%.2f", number, grouping=True)
        point = lang.decimal_point
        return text.rstrip("0").rstrip(point) if point in text else text

    def _collect_questions(self):
        """Entries with a question of the evaluator, or returned and not corrected."""
        entries = self.env["asn.realisation"].search(
            [("skp_id", "=", self.skp_id.id), ("review_state", "in", ("questioned", "returned"))],
            order="date, id",
            limit=MOST_OF_A_KIND,
        )
        return [
            Point(
                "question",
                entry._name,
                entry.id,
                self.env._(
                    "%(indicator)s, entry of %(day)s: %(review)s",
                    indicator=entry.indicator_id.name,
                    day=format_date(self.env, entry.date),
                    review=dict(entry._fields["review_state"]._description_selection(self.env)).get(
                        entry.review_state
                    ),
                ),
            )
            for entry in entries
        ]

    def _collect_bare_entries(self, since):
        """How many entries without evidence each indicator has since the last dialogue."""
        rows = self.env["asn.realisation"]._read_group(
            [
                ("skp_id", "=", self.skp_id.id),
                ("date", ">=", since),
                ("has_evidence", "=", False),
            ],
            ["indicator_id"],
            ["__count"],
        )
        return [
            Point(
                "evidence",
                indicator._name,
                indicator.id,
                self.env._(
                    "%(indicator)s: %(count)s entries without evidence",
                    indicator=indicator.name,
                    count=count,
                ),
            )
            for indicator, count in rows
        ][:MOST_OF_A_KIND]

    def _collect_feedback(self, since):
        """Feedback open to the person: suggestions without an answer, and what is new."""
        records = self.env["asn.feedback"].search(
            [
                ("skp_id.employee_id", "=", self.employee_id.id),
                ("visibility", "=", "open"),
                "|",
                ("date", ">=", since),
                "&",
                ("kind", "=", "suggestion"),
                ("date_thanked", "=", False),
            ],
            order="date desc, id desc",
            limit=MOST_OF_A_KIND,
        )
        kinds = dict(records._fields["kind"]._description_selection(self.env))
        points = []
        for record in records:
            is_unread = record.kind == "suggestion" and not record.date_thanked
            text = self.env._(
                "%(kind)s of %(day)s",
                kind=kinds[record.kind],
                day=format_date(self.env, record.date),
            )
            if is_unread:
                text = self.env._(
                    "Suggestion of %(day)s, not answered yet",
                    day=format_date(self.env, record.date),
                )
            kind = "suggestion" if is_unread else "feedback"
            points.append(Point(kind, record._name, record.id, text))
        return points
