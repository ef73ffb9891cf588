from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .asn_guarded_reading import names_rows, parts


class AsnTransitionReading(models.Model):
    """Steps are found from the documents that the caller reads, not by looking at all of them.

    A step hangs on one of many kinds of documents, and its rules compare columns of each. Odoo
    joins all these tables for it: the whole history of a region for the few steps of a person.
    """

    _inherit = "asn.transition"

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if self.env.su or bypass_access:
            return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
        self.browse().check_access("read")
        query = super()._search(domain, *args, bypass_access=True, **kwargs)  # rules stand below
        model = self.sudo().with_context(active_test=False)  # sudo: as Odoo compares rules
        rules = self.env["ir.rule"]._compute_domain(self._name, "read").optimize_full(model)
        is_narrow = names_rows(domain, self._narrow_columns())
        for part in parts(rules, "&"):
            if not is_narrow and model._is_relation(part):
                query.add_where(model._from_documents(part))
            else:
                looked_up = part.map_conditions(model._look_up)
                query.add_where(looked_up._to_sql(model, self._table, query))
        return query

    def _narrow_columns(self):
        """Return the columns of which one value has few steps, to be compared one by one."""
        links = {name for name, field in self._fields.items() if field.type == "many2one"}
        return {"id", *links} - {"user_id", "period_id"}

    def _is_link(self, part):
        """Tell whether a condition asks for a linked document that meets another condition."""
        return (
            isinstance(getattr(part, "value", None), Domain)
            and part.operator in ("any", "any!")
            and self._fields[part.field_expr].type == "many2one"
        )

    def _is_relation(self, part):
        """Tell whether a rule asks how the caller is related to documents, of whichever kind."""
        ways = parts(part, "|")
        if not all(self._is_link(way) for way in ways):
            return False
        return any(
            condition.field_expr != "company_id"
            for way in ways
            for condition in _columns(way.value)
        )

    def _from_documents(self, part):
        """Return the condition that a step is one of those of the documents that a rule names."""
        steps = []
        for way in parts(part, "|"):
            documents = self.env[self._fields[way.field_expr].comodel_name]._search(way.value)
            steps.append(
                SQL(
                    "SELECT way.id FROM %s AS way WHERE %s IN %s",
                    SQL.identifier(self._table),
                    SQL.identifier("way", way.field_expr),
                    documents.subselect(),
                )
            )
        found = SQL(" UNION ALL ").join(steps)
        return SQL("%s IN (%s)", SQL.identifier(self._table, "id"), found)

    def _look_up(self, part):
        """Return a condition on a linked document as one that looks it up step by step.

        A query for one value is neither joined nor made for all documents beforehand.
        """
        if not self._is_link(part):
            return part
        document = self.env[self._fields[part.field_expr].comodel_name]._search(part.value)
        link = SQL.identifier(self._table, part.field_expr)
        document.add_where(SQL("%s = %s", SQL.identifier(document.table, "id"), link))
        found = SQL("(%s IS NOT NULL AND (%s) IS TRUE)", link, document.select("TRUE"))
        return Domain.custom(to_sql=lambda *_of: found)


def _columns(domain):
    """Return the conditions on columns, those of linked documents included."""
    for condition in domain.iter_conditions():
        if isinstance(condition.value, Domain):
            yield from _columns(condition.value)
        else:
            yield condition
