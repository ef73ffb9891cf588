from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

CELLS_AT_ONCE = 900  # 120 indicators over 7 days


class AsnRealisationWeek(models.Model):
    """The grid of a week: counts per indicator and day, one entry behind each cell."""

    _inherit = "asn.realisation"

    @api.model
    def get_week(self, plan_id, monday):
        """Return a week of the caller's plan.

        :param monday: any day of the week (YYYY-MM-DD)
        :return: {monday, days: [{date, open}], rows: [{indicator_id, name, result, unit, cells:
            [{date, quantity, id, many}]}]}; ``many``: several entries, an automatic source or a
            returned one, which is opened and not typed over. Ratios need two counts and are not
            in the grid.
        """
        plan = self._get_own_plan(plan_id)
        days = self._get_week_days(monday)
        indicators = self._get_week_indicators(plan)
        cells = self._get_week_entries(indicators, days)
        return {
            "monday": fields.Date.to_string(days[0]),
            "days": [
                {"date": fields.Date.to_string(day), "open": self._is_log_day_open(plan, day)}
                for day in days
            ],
            "rows": [
                {
                    "indicator_id": indicator.id,
                    "name": indicator.name,
                    "result": indicator.result_id.name,
                    "unit": indicator.unit or "",
                    "aggregation": indicator.aggregation,
                    "cells": [
                        self._prepare_week_cell(day, cells.get((indicator.id, day), self.browse()))
                        for day in days
                    ],
                }
                for indicator in indicators
            ],
        }

    @api.model
    def save_week(self, plan_id, cells):
        """Save cells of the grid; all of them or none, and what is unchanged is left alone.

        :param cells: list of {indicator_id, date, quantity, token}; no quantity empties the cell,
            and so does 0 where amounts are added up
        :return: list of {token, id} in the same order; id False: the cell is empty now
        :raises UserError: a cell with several entries, or not one of the plan's counts
        """
        plan = self._get_own_plan(plan_id)
        wanted = self._parse_week_cells(plan, cells)
        indicators = self.env["asn.skp.indicator"].browse({key[0] for key in wanted})
        there = self._get_week_entries(indicators, {key[1] for key in wanted})
        new, empty, ids = {}, self.browse(), {}
        for key, quantity in wanted.items():
            entry = there.get(key, self.browse())
            if entry and self._is_cell_closed(entry):
                if sum(entry.mapped("quantity")) != (quantity or 0):
                    raise UserError(self._closed_cell_message(entry))
            elif entry and quantity is None:
                empty |= entry
            elif entry and entry.quantity != quantity:
                entry.quantity = quantity
            elif not entry and quantity is not None:
                new[key] = self._prepare_week_entry(key, quantity)
            ids[key] = entry[:1].id if quantity is not None else False
        empty._empty_cells()
        if new:
            made = self._log_at_once(list(new.values()))
            ids.update({key: row["id"] for key, row in zip(new, made, strict=True)})
        return [
            {
                "token": cell.get("token") or False,
                "id": ids[cell["indicator_id"], self._log_date(cell["date"])],
            }
            for cell in cells
        ]

    def _prepare_week_entry(self, key, quantity):
        """Return the entry of an empty cell.

        One cell has one entry, also when two phones save the same week at once: the token is the
        cell's own, and the database takes it once.
        """
        day = fields.Date.to_string(key[1])
        token = f"week:{key[0]}:{day}"
        return {"token": token, "indicator_id": key[0], "date": day, "quantity": quantity}

    def _closed_cell_message(self, entries):
        return self.env._(
            "%(indicator)s on %(date)s has several entries or needs a look. Open it and change it "
            "there.",
            indicator=entries[:1].indicator_id.name,
            date=entries[:1].date,
        )

    def _empty_cells(self):
        """Delete the entries of cells that were emptied; one with words or a history becomes 0."""
        # sudo: looks whether there is a history
        kept = self.filtered(lambda entry: entry.note or entry.has_evidence)
        kept |= self.filtered(lambda entry: entry.sudo().transition_ids)
        kept.filtered("quantity").write({"quantity": 0})
        (self - kept).unlink()

    @api.model
    def _get_week_days(self, monday):
        day = self._log_date(monday)
        if not day:
            raise UserError(self.env._("Choose a week."))
        first = day - timedelta(days=day.weekday())
        return [first + timedelta(days=number) for number in range(7)]

    @api.model
    def _get_week_indicators(self, plan):
        return plan.result_ids.indicator_ids.filtered(
            lambda indicator: indicator.aggregation != "ratio" and indicator.target_kind != "text"
        )

    def _get_week_entries(self, indicators, days):
        """Return {(indicator id, day): entries}; one search."""
        cells = {}
        for entry in self.search(
            [("indicator_id", "in", indicators.ids), ("date", "in", list(days))], order="id"
        ):
            key = (entry.indicator_id.id, entry.date)
            cells[key] = cells.get(key, self.browse()) | entry
        return cells

    def _prepare_week_cell(self, day, entries):
        return {
            "date": fields.Date.to_string(day),
            "quantity": sum(entries.mapped("quantity")) if entries else None,
            "id": entries.id if len(entries) == 1 else False,
            "many": bool(entries) and self._is_cell_closed(entries),
        }

    @api.model
    def _is_cell_closed(self, entries):
        """Tell whether the entries of a cell are opened one by one instead of typed over."""
        return len(entries) > 1 or entries.source != "manual" or entries.review_state == "returned"

    def _is_log_day_open(self, plan, day):
        """Tell whether the caller may log work of ``day`` now."""
        # sudo: a day is compared with settings of the region
        if not plan.date_start <= day <= plan.date_end or plan.sudo()._get_log_day() < day:
            return False
        if "realisation" not in plan._workflow_editable_parts():
            return False
        # sudo: state and settings of the region decide
        evaluation = plan.sudo()._get_log_evaluation(day)
        if evaluation and "realisation" not in evaluation.sudo(False)._workflow_editable_parts():
            return False
        last = plan.sudo()._get_last_log_day(day)
        return not last or plan.sudo()._get_log_day() <= last

    def _parse_week_cells(self, plan, cells):
        """Return {(indicator id, day): quantity or None} of what a screen sent, checked."""
        if not isinstance(cells, (list, tuple)) or len(cells) > CELLS_AT_ONCE:
            raise UserError(self.env._("The week did not arrive whole. Load the page again."))
        indicators = self._get_week_indicators(plan)
        allowed = set(indicators.ids)
        sums = set(indicators.filtered(lambda found: found.aggregation == "sum").ids)
        wanted = {}
        for cell in cells:
            known = isinstance(cell, dict) and isinstance(cell.get("indicator_id"), int)
            if not known or cell["indicator_id"] not in allowed:
                raise UserError(self.env._("Choose an indicator of the plan that counts."))
            day = self._log_date(cell.get("date"))
            if not day:
                raise UserError(self.env._("Choose a day for each amount."))
            quantity = cell.get("quantity")
            if quantity is None or quantity is False or quantity == "":  # 0 is an amount
                quantity = None
            else:
                problem = self._guard_number_problem(self._fields["quantity"], quantity)
                if not problem and float(quantity) < 0:
                    problem = self.env._("an amount is 0 or more.")
                if problem:
                    raise ValidationError(self.env._("Amount: %s", problem))
                quantity = round(float(quantity), 4)
            if not quantity and cell["indicator_id"] in sums:
                quantity = None
            wanted[cell["indicator_id"], day] = quantity
        return wanted
