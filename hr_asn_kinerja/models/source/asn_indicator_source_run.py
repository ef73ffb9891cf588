import logging
from decimal import ROUND_HALF_UP, Decimal

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...imports import bulk
from ...rules import source_span

_logger = logging.getLogger(__name__)

BATCH = 2000
PLACES = Decimal("0.0001")
LARGEST = Decimal("1e12")


class AsnIndicatorSourceRun(models.Model):
    _inherit = "asn.indicator.source"

    # ------------------------------------------------------------------
    # The job
    # ------------------------------------------------------------------

    @api.model
    def _cron_sources(self):
        """Work out the sources that wait or were not worked out today, batch by batch."""
        today = fields.Datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
        sources = self.search(
            [
                "|",
                "|",
                ("is_waiting", "=", True),
                ("last_run", "=", False),
                ("last_run", "<", today),
            ],
            order="place desc, last_run nulls first, id",
        )
        remaining = len(sources)
        for source in sources:
            is_done = False
            while not is_done:
                is_done = source._run_batch_guarded()
                remaining -= is_done
                if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                    return

    def _run_batch_guarded(self):
        """Work out the next batch; what goes wrong is written down and stops nobody else.

        :return: True when this source is done for now
        """
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                is_done = self._run_batch()
                self.env.flush_all()
            return is_done
        except UserError as error:  # AccessError and ValidationError are of this family
            problem = error.args[0] if error.args else str(error)
        except psycopg2.errors.QueryCanceled:
            problem = self.env._(
                "Counting took too long. Narrow the conditions, or let the administrator add an "
                "index."
            )
        except Exception:  # a rule over any model may meet anything; the others go on
            _logger.exception("Automatic source %s failed", self.id)
            problem = self.env._(
                "Counting failed for a technical reason. The administrator finds it in the log "
                "of the server."
            )
        self.env.invalidate_all()
        self.write(
            {
                "last_error": problem,
                "last_run": fields.Datetime.now(),
                "place": 0,
                "is_waiting": False,
            }
        )
        return True

    def _run_batch(self, size=BATCH):
        """Work out the next ``size`` indicators; return True when there are no more."""
        self.ensure_one()
        fed = self._get_fed(self.place, size)
        if fed:
            self._write_figures(fed)
        if len(fed) == size:
            self.place = fed[-1].id
            return False
        self._remove_unfed()
        self.write(
            {
                "place": 0,
                "is_waiting": False,
                "last_error": False,
                "last_run": fields.Datetime.now(),
                "last_skipped": self._describe_skipped(),
            }
        )
        return True

    # ------------------------------------------------------------------
    # Figures as entries
    # ------------------------------------------------------------------

    def _ask(self, fed):
        """Return {(indicator id, Piece): (who, first, last)} of what is to be counted."""
        today = self.env["asn.period"]._local_today(self.company_id)
        windows, whos = self._get_windows(fed), self._get_whos(fed)
        asked = {}
        for one in fed:
            if one.id not in whos or not self._is_fitting(one):
                continue
            spans = windows.get(one.plan) or [source_span.Window(one.start, one.end)]
            for piece in source_span.pieces(spans, today, self._is_by_month(one)):
                asked[one.id, piece] = (whos[one.id], piece.start, piece.end)
        return asked

    def _count(self, asked):
        return self._count_service(asked) if self.kind == "service" else self._count_rule(asked)

    def _write_figures(self, fed):
        """Write what changed as entries; what is the same, or locked, is not touched."""
        asked = self._ask(fed)
        figures = self._count(asked)
        by_id = {one.id: one for one in fed}
        wanted = {}
        for (indicator, piece), (count, quantity, denominator, last) in figures.items():
            if self._is_share() and by_id[indicator].aggregation != "ratio":
                quantity, denominator = 100 * quantity / denominator, None
            if not 0 <= quantity < LARGEST:
                raise UserError(
                    self.env._(
                        "A figure is negative or too large: %s. An indicator counts from 0 up.",
                        quantity,
                    )
                )
            value = quantity.quantize(PLACES, ROUND_HALF_UP)
            wanted[indicator, piece.start] = (last, value, denominator, count, piece.end)
        there = self._get_entries([one.id for one in fed])
        asked_places = {(indicator, piece.start) for indicator, piece in asked}
        changed = [key for key in wanted if key in there and there[key][1:] != wanted[key]]
        gone = [there[key][0] for key in there if key in asked_places and key not in wanted]
        new = [key for key in wanted if key not in there]
        self._insert_entries([(by_id[key[0]], key[1], wanted[key]) for key in new])
        self._update_entries([(there[key][0], wanted[key]) for key in changed])
        self._delete_entries(gone)
        touched = {key[0] for key in (*new, *changed)}
        touched |= {key[0] for key in there if key in asked_places and key not in wanted}
        self._refresh_lines(touched)

    def _get_entries(self, indicators):
        """Return {(indicator id, first day): (entry id, day, quantity, out of, count, end)}."""
        rows = self.env.execute_query(
            SQL(
                "SELECT indicator_id, source_start, id, date, quantity::numeric(16, 4),"
                " denominator::numeric(16, 0), source_count, source_end"
                " FROM asn_realisation WHERE source_id = %s AND indicator_id = ANY(%s)",
                self.id,
                list(indicators),
            )
        )
        return {
            (indicator, start): (
                number,
                day,
                Decimal(str(quantity)),
                denominator and Decimal(str(denominator)),
                *rest,
            )
            for indicator, start, number, day, quantity, denominator, *rest in rows
        }

    def _insert_entries(self, rows):
        if not rows:
            return
        now = fields.Datetime.now()
        count = len(rows)
        bulk.insert(
            self.env,
            "asn_realisation",
            {
                "indicator_id": ("int", [fed.id for fed, _start, _wanted in rows]),
                "skp_id": ("int", [fed.plan for fed, _start, _wanted in rows]),
                "date": ("date", [wanted[0] for _fed, _start, wanted in rows]),
                "quantity": ("numeric", [wanted[1] for _fed, _start, wanted in rows]),
                "denominator": ("numeric", [wanted[2] for _fed, _start, wanted in rows]),
                "note": ("text", [self.name] * count),
                "has_evidence": ("bool", [False] * count),
                "is_late": ("bool", [False] * count),
                "source": ("text", [self.kind] * count),
                "source_id": ("int", [self.id] * count),
                "source_start": ("date", [start for _fed, start, _wanted in rows]),
                "source_end": ("date", [wanted[4] for _fed, _start, wanted in rows]),
                "source_count": ("int", [wanted[3] for _fed, _start, wanted in rows]),
                "source_date": ("timestamp", [now] * count),
            },
            self._entry_pattern(),
        )

    def _entry_pattern(self):
        """Return the values that every new entry starts with, of the columns of other rooms."""
        entry = self.env["asn.realisation"]
        defaults = entry.default_get(["review_state"]) if "review_state" in entry._fields else {}
        return {name: value for name, value in defaults.items() if value}

    def _update_entries(self, rows):
        if not rows:
            return
        now = fields.Datetime.now()
        bulk.update(
            self.env,
            "asn_realisation",
            {
                "id": ("int", [number for number, _wanted in rows]),
                "date": ("date", [wanted[0] for _number, wanted in rows]),
                "quantity": ("numeric", [wanted[1] for _number, wanted in rows]),
                "denominator": ("numeric", [wanted[2] for _number, wanted in rows]),
                "source_count": ("int", [wanted[3] for _number, wanted in rows]),
                "source_end": ("date", [wanted[4] for _number, wanted in rows]),
                "source_date": ("timestamp", [now] * len(rows)),
                "write_date": ("timestamp", [now] * len(rows)),
            },
        )
        # What an evaluator said about the old figure is not about the new one.
        # sudo: a scheduled step: the reviews of the old figures are taken back
        entries = self.env["asn.realisation"].sudo().browse(number for number, _wanted in rows)
        entries.invalidate_recordset()
        entries._review_corrected()

    def _delete_entries(self, ids):
        if ids:
            self.env["asn.realisation"].sudo().browse(ids).unlink()  # sudo: written by the server

    def _remove_unfed(self):
        """Take back entries of indicators that are fed no more, where nothing is locked."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT entry.id, entry.indicator_id
                  FROM asn_realisation AS entry
                  JOIN asn_skp_indicator AS indicator ON indicator.id = entry.indicator_id
                  JOIN asn_skp AS plan ON plan.id = indicator.skp_id
                 WHERE entry.source_id = %s AND plan.state = 'agreed' AND NOT (%s)
                   AND NOT EXISTS (
                       SELECT FROM asn_evaluation AS evaluation
                        WHERE evaluation.skp_id = plan.id AND evaluation.state <> 'open'
                          AND evaluation.period_kind <> 'year'
                          AND entry.date BETWEEN evaluation.date_start AND evaluation.date_end)
                """,
                self.id,
                self._fed_condition(),
            )
        )
        self._delete_entries([row[0] for row in rows])
        self._refresh_lines({row[1] for row in rows})

    def _refresh_lines(self, indicators):
        """Let the open evaluations of these indicators count their entries again."""
        if not indicators:
            return
        self.env["asn.realisation"].invalidate_model()
        self.env["asn.skp.indicator"].invalidate_model(["realisation_ids"])
        rows = self.env.execute_query(
            SQL(
                "SELECT line.id FROM asn_evaluation_indicator AS line"
                " JOIN asn_evaluation AS evaluation ON evaluation.id = line.evaluation_id"
                " WHERE line.indicator_id = ANY(%s) AND (evaluation.state = 'open'"
                " OR evaluation.period_kind = 'year'"
                " AND evaluation.state IN ('submitted', 'rated'))",
                list(indicators),
            )
        )
        # sudo: the figures follow from the entries
        lines = self.env["asn.evaluation.indicator"].sudo().browse(row[0] for row in rows)
        lines.modified(["target_value"])
        self.env.flush_all()
