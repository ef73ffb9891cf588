from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..groups import OFFICES, REGION_OFFICES
from .workbooks.sheet import Column, iter_rows, made_facts, zone_of


class AsnRecap(models.AbstractModel):
    """The rows of the recap of a period, read under the rights of whoever asks.

    Rows are streamed: memory does not grow with their number.
    """

    _name = "asn.recap"
    _description = "Recap of a Period"

    # ------------------------------------------------------------------
    # Who, and what of it
    # ------------------------------------------------------------------

    def _check_office(self):
        """Raise unless the reader works in one of the offices that a recap is for.

        Groups on a report hide it from the menu; the address of the report does not ask them.
        """
        if not any(map(self.env.user.has_group, OFFICES)):
            raise AccessError(
                self.env._(
                    "The recap of a period is for the HR office, the performance officers of "
                    "the units, and the auditors."
                )
            )

    def _get_periods(self, ids):
        """Return the periods with the given ids, all of one region and readable."""
        periods = self.env["asn.period"].browse(ids).exists()
        if not periods or len(periods) != len(set(ids)):
            raise UserError(self.env._("Choose the period that the recap is about."))
        periods.check_access("read")
        if len(periods.company_id) > 1:
            raise UserError(self.env._("A recap is about one region. Choose its periods only."))
        return periods.sorted(lambda period: (period.date_start, period.date_end))

    def _get_units(self):
        """Return the units that a unit officer keeps, or None for those who see all units."""
        if any(map(self.env.user.has_group, REGION_OFFICES)):
            return None
        return self.env.user.sudo().asn_unit_ids  # sudo: the reader's own units

    def _get_domain(self, periods):
        """Return what belongs to the recap; the record rules narrow it further.

        A year stands for its annual evaluations once these were opened, before that for those of
        its periods: nobody is counted as often as there are evaluations.
        """
        years = periods.filtered(lambda period: period.annual_state == "none")
        domain = [("period_id", "in", (periods | years.child_ids).ids)]
        units = self._get_units()
        if units is not None:
            # An officer may read his or her own evaluation elsewhere; it is not the office's.
            domain.append(("unit_id", "child_of", units.ids))
        return domain

    # ------------------------------------------------------------------
    # Rows
    # ------------------------------------------------------------------

    def _prepare_query(self, periods):
        """Return the query of the evaluations, joined with the names that rows show."""
        query = self.env["asn.evaluation"]._search(self._get_domain(periods))
        unit = query.left_join(query.table, "unit_id", "hr_department", "id", "unit_id")
        agency = query.left_join(unit, "asn_agency_id", "hr_department", "id", "agency_id")
        period = query.left_join(query.table, "period_id", "asn_period", "id", "period_id")
        names = self.env["hr.department"]
        return {
            "query": query,
            "evaluation": query.table,
            "unit": names._field_to_sql(unit, "name"),
            "agency": names._field_to_sql(agency, "name"),
            "agency_id": SQL.identifier(unit, "asn_agency_id"),
            "period": SQL.identifier(period, "name"),
        }

    def _prepare_columns(self, periods, source):
        """Return the columns in the order of the sheet.

        :param source: what :meth:`_prepare_query` returned
        """
        env = self.env
        table = source["evaluation"]
        zone = zone_of(periods.company_id).key

        def column(name):
            return SQL.identifier(table, name)

        def local_date(name):
            return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", column(name), zone)

        def labelled(title, width, name):
            return Column(title, "text", width, column(name), self._get_labels(name))

        late = env["asn.evaluation.report"]._sql_is_late(table)
        late_labels = {True: env._("Late"), False: ""}
        score = SQL("CASE WHEN %s THEN %s END", column("has_score"), column("score"))
        submitted, released = column("date_submitted"), column("date_released")
        days = SQL("EXTRACT(EPOCH FROM %s - %s) / 86400.0", released, submitted)
        return [
            Column(env._("Name"), "text", 32, column("employee_name")),
            Column(env._("NIP"), "text", 21, column("nip")),
            Column(env._("Rank and Grade"), "text", 30, column("rank_name")),
            Column(env._("Post"), "text", 34, column("job_title")),
            labelled(env._("Position Kind"), 20, "position_kind"),
            labelled(env._("Functional Level"), 26, "functional_level"),
            Column(env._("Agency"), "text", 36, source["agency"]),
            Column(env._("Unit"), "text", 36, source["unit"]),
            Column(env._("Evaluator"), "text", 32, column("evaluator_name")),
            Column(env._("Period"), "text", 18, source["period"]),
            Column(env._("From"), "date", 12, column("date_start")),
            Column(env._("To"), "date", 12, column("date_end")),
            Column(env._("Months"), "integer", 9, column("months")),
            labelled(env._("Status"), 17, "state"),
            Column(env._("Due Date"), "date", 12, column("date_due")),
            Column(env._("Late"), "text", 11, late, late_labels),
            Column(env._("Achievement (%)"), "number", 13, score),
            labelled(env._("Work Results"), 22, "result_rating"),
            labelled(env._("Work Behaviour"), 22, "behaviour_rating"),
            labelled(env._("Predicate"), 18, "predicate"),
            Column(env._("Submitted on"), "date", 12, local_date("date_submitted")),
            Column(env._("Released on"), "date", 12, local_date("date_released")),
            Column(env._("Days to Release"), "number", 11, days),
        ]

    def _get_labels(self, name):
        """Return the words for the keys of a selection, in the reader's language."""
        field = self.env["asn.evaluation.report"]._fields[name]
        return dict(field._description_selection(self.env))

    def _iter_rows(self, periods, tally=None):
        """Yield the titles, then a list of plain values for each evaluation.

        :param tally: a :class:`Tally` that counts the rows as they pass
        """
        source = self._prepare_query(periods)
        columns = self._prepare_columns(periods, source)
        yield columns
        table = source["evaluation"]
        late = self.env["asn.evaluation.report"]._sql_is_late(table)
        counted = [
            source["agency_id"],
            SQL.identifier(table, "unit_id"),
            SQL.identifier(table, "state"),
            late,
            SQL.identifier(table, "predicate"),
            SQL(
                "CASE WHEN %s THEN %s END",
                *(SQL.identifier(table, name) for name in ("has_score", "score")),
            ),
        ]
        query = source["query"]
        query.order = SQL(
            "%s, %s, %s, %s, %s",
            source["agency"],
            source["unit"],
            SQL.identifier(table, "employee_name"),
            SQL.identifier(table, "date_start"),
            SQL.identifier(table, "id"),
        )
        select = query.select(*counted, *(column.sql for column in columns))
        for lead, _stored, row in iter_rows(self.env, select, columns, "asn_recap", len(counted)):
            if tally is not None:
                tally.add(*lead)
            yield row

    # ------------------------------------------------------------------
    # Cover
    # ------------------------------------------------------------------

    def _prepare_cover(self, periods):
        """Return the facts of the cover as pairs of title and value."""
        env = self.env
        units = self._get_units()
        if units is None:
            scope = env._("All units of the region")
        elif units:
            scope = env._("Units of the officer: %s", ", ".join(units.mapped("name")))
        else:
            scope = env._("No unit is assigned to this officer")
        covered = periods.filtered(lambda period: not period.child_ids) | periods.child_ids
        return [
            # sudo: the name of the region of a period that the reader may read
            (env._("Region"), periods.company_id.sudo().name),
            (env._("Period"), ", ".join(periods.mapped("name"))),
            (env._("From"), min(covered.mapped("date_start"))),
            (env._("To"), max(covered.mapped("date_end"))),
            (env._("Content"), scope),
            (env._("Ratings"), env._("Released ratings only; what is not released is not shown")),
            *made_facts(env, zone_of(periods.company_id)),
        ]
