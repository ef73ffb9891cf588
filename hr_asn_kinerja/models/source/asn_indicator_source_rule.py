"""Counting the records of a rule, as the dedicated reader and never with more rights."""

from datetime import datetime, time, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .source_domain import DomainProblem, parse

# Seconds after which the database gives up counting for one batch of a rule.
PATIENCE = 120
# A reader with one of these could see more than an administrator granted on purpose.
TOO_MIGHTY = (
    "base.group_system",
    "base.group_erp_manager",
    "hr_asn_kinerja.group_asn_unit_officer",
    "hr_asn_kinerja.group_asn_auditor",
    "hr_asn_kinerja.group_asn_hr_office",
    "hr_asn_kinerja.group_asn_administrator",
)


class AsnIndicatorSourceRule(models.Model):
    _inherit = "asn.indicator.source"

    # ------------------------------------------------------------------
    # The reader
    # ------------------------------------------------------------------

    def _get_reader(self):
        """Return the region's dedicated reader.

        :raises UserError: none is set, or it is somebody with more rights
        """
        self.ensure_one()
        company = self.company_id.sudo()  # sudo: a setting, not personal
        reader = company.asn_reader_id
        if not reader or not reader.active:
            raise UserError(
                self.env._(
                    "No reader is set for %s. The administrator chooses one in the settings.",
                    company.name,
                )
            )
        company._check_asn_reader_user(reader)
        return reader

    def _as_reader(self):
        """Return the counted model with the rights of the reader, in the region's zone.

        :raises UserError: the reader, or the reader's access to the model, is missing
        """
        self.ensure_one()
        reader = self._get_reader()
        company = self.company_id
        if company not in reader.company_ids:
            raise UserError(
                self.env._("The reader %(reader)s has no access to %(region)s.",
                           reader=reader.name, region=company.name)
            )  # fmt: skip
        context = {
            "allowed_company_ids": company.ids,
            "tz": company.asn_tz or "Asia/Jakarta",
            "lang": "en_US",
        }
        # A fresh context: nothing that a caller brought along changes what is counted.
        # sudo: the name of the model; the records are read as the reader
        model = self.env(user=reader, context=context, su=False)[self.sudo().model_name]
        if not model.has_access("read"):
            # sudo: the name of the kind of records is no secret
            raise UserError(
                self.env._(
                    "The reader %(reader)s may not read “%(records)s”. Grant it, or choose other "
                    "records.",
                    reader=reader.name,
                    records=self.sudo().source_model_id.name,
                )
            )
        return model

    # ------------------------------------------------------------------
    # Counting
    # ------------------------------------------------------------------

    def _count_rule(self, asked):
        """Return {key: (count, quantity, None, last day)} of a rule.

        One grouped reading for all: by person or unit, and by day of the region; days are then
        added up to the days asked for.

        :param asked: {key: (who, first day, last day)}; ``who`` is the number of the person or
            unit, None for everything
        """
        self.ensure_one()
        if not asked:
            return {}
        self._check_rule()  # what was allowed when the rule was written may not be now
        model = self._as_reader()
        rule = self.sudo()  # sudo: names of fields from the administrator's list
        group = {"own": rule.person_field_id.name, "unit": rule.unit_field_id.name}.get(self.scope)
        domain = self._rule_domain(asked, group)
        day = f"{rule.date_field_id.name}:day"
        aggregates = ["__count"]
        if self.operation != "count":
            value = rule.value_field_id.name
            aggregates = [f"{value}:count", f"{value}:sum"]
        by_who = {}
        self._set_patience(PATIENCE)
        try:
            rows = model._read_group(domain, [*([group] if group else []), day], aggregates)
        except AccessError as error:
            raise UserError(
                self.env._(
                    "The reader %(reader)s may not read a field of “%(records)s” that the rule "
                    "looks at.",
                    reader=model.env.user.name,
                    records=rule.source_model_id.name,
                )
            ) from error
        self._set_patience(0)
        for row in rows:
            who = row[0].id if group else None
            on, count, total = row[1 if group else 0], row[-len(aggregates)], row[-1]
            on = on.date() if isinstance(on, datetime) else on
            by_who.setdefault(who, []).append((on, count, Decimal(str(total or 0))))
        return self._add_up(asked, by_who)

    def _set_patience(self, seconds):
        self.env.cr.execute("SET LOCAL statement_timeout = %s", [seconds * 1000])

    def _rule_domain(self, asked, group):
        """Return what is counted: the conditions, the days, and the people or units asked for."""
        rule = self.sudo()  # sudo: as above
        try:
            domain = parse(self.domain, rule.source_model_id._get_kinds())
        except DomainProblem as problem:
            raise UserError(self._domain_message(problem)) from problem
        first = min(start for _who, start, _end in asked.values())
        last = max(end for _who, _start, end in asked.values())
        name = rule.date_field_id.name
        if rule.date_field_id.kind == "datetime":
            zone = ZoneInfo(self.company_id.asn_tz or "Asia/Jakarta")
            first, last = (
                datetime.combine(on, time(), zone).astimezone(timezone.utc).replace(tzinfo=None)
                for on in (first, last + timedelta(days=1))
            )
            domain &= fields.Domain(name, ">=", first) & fields.Domain(name, "<", last)
        else:
            domain &= fields.Domain(name, ">=", first) & fields.Domain(name, "<=", last)
        if group:
            who = {one for whos, _start, _end in asked.values() for one in _each(whos)}
            domain &= fields.Domain(group, "in", sorted(who))
        return domain

    def _add_up(self, asked, by_who):
        found = {}
        for key, (who, start, end) in asked.items():
            days = [
                one
                for number in _each(who)
                for one in by_who.get(number, ())
                if start <= one[0] <= end
            ]
            count = sum(one[1] for one in days)
            if not count:
                continue
            total = sum((one[2] for one in days), Decimal(0))
            quantity = {
                "count": Decimal(count),
                "sum": total,
                "average": total / count,
            }[self.operation]
            found[key] = (count, quantity, None, max(one[0] for one in days if one[1]))
        return found


def _each(who):
    """The numbers that a figure is counted for: one, several, or everything."""
    return who if isinstance(who, tuple) else (who,)
