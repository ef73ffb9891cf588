from odoo import api, models
from odoo.tools import SQL, Query


class AsnGuardedReading(models.AbstractModel):
    """Lists under record rules ask no second query and look up no row that is not shown."""

    _inherit = "asn.guarded.mixin"

    # Whether an index in the model's own order holds every column that its rules compare.
    _rules_in_index = False

    @api.model
    @api.private
    @api.readonly
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        """Search and fetch as Odoo does, with the columns that the record rules compare.

        What was found is checked once more when it is read. Without these columns in the cache
        that check would fetch every column of every row.
        """
        if self.env.su or not field_names:
            return super().search_fetch(domain, field_names, offset, limit, order)
        field_names = [*field_names, *self._rule_columns()]
        if not (limit and self._rules_in_index and order in (None, False, "", self._order)):
            return super().search_fetch(domain, field_names, offset, limit, order)
        # Which rows belong to the page is told by the index alone; only those of the page are
        # looked up. Asked for all columns at once, PostgreSQL looks up each row that it passes.
        found = self._search(domain, offset=offset, limit=limit, order=self._order)
        fields_to_fetch = self._determine_fields_to_fetch(field_names)
        if found.is_empty():
            return self.browse()
        page = Query(self.env, self._table, self._table_sql)
        page.add_where(SQL("%s IN %s", SQL.identifier(self._table, "id"), found.subselect()))
        page.order = self._order_to_sql(self._order, page)
        return self._fetch_query(page, fields_to_fetch)

    def _rule_columns(self):
        """Return the names of the model's own columns that the caller's rules compare."""
        rules = self.env["ir.rule"]._compute_domain(self._name, "read")
        names = {condition.field_expr for condition in rules.iter_conditions()}
        return [
            name
            for name in sorted(names & set(self._fields))
            if self._fields[name].column_type and self._has_field_access(self._fields[name], "read")
        ]
