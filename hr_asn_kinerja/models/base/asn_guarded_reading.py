from odoo import api, models, tools
from odoo.fields import Domain
from odoo.tools import SQL, Query

from .asn_guarded_filter import is_joined, is_number

# What the last search for a page counted: whose, of which condition, and how many.
COUNTED = "asn.counted"


class AsnGuardedReading(models.AbstractModel):
    """Lists under record rules look up no row that is not shown and count what they find once."""

    _inherit = "asn.guarded.mixin"

    # Whether each way of the rules to a document has an index in the model's own order.
    _rules_in_index = False

    @api.model
    @api.private
    @api.readonly
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        """Search and fetch as Odoo does, with the columns that the record rules compare.

        What was found is checked once more when it is read. Without these columns in the cache
        that check would fetch every column of every row.
        """
        self.env.cr.cache.pop(COUNTED, None)
        if self.env.su or not field_names:
            return super().search_fetch(domain, field_names, offset, limit, order)
        self._keep_rules_model()
        field_names = [*field_names, *self._rule_columns()]
        base, ways = None, ()
        is_page = is_number(limit) and limit > 0 and (not offset or is_number(offset))
        if is_page and self._rules_in_index and order in (None, False, "", self._order):
            base, ways = self._search_ways(domain)
        if not ways:
            return super().search_fetch(domain, field_names, offset, limit, order)
        fields_to_fetch = self._determine_fields_to_fetch(field_names)
        if all(is_one for _way, is_one in ways):
            rows = self._get_page(base, ways, fields_to_fetch, offset, limit)
            page = Query(self.env, self._table, rows)
            page.limit, page.offset = limit, offset
        else:
            rows = self._find_page(base, ways, offset, limit)
            if not rows:
                return self.browse()
            page = Query(self.env, self._table, self._table_sql)
            ids = tuple(key for key, _count in rows)
            page.add_where(SQL("%s IN %s", SQL.identifier(self._table, "id"), ids))
            self.env.cr.cache[COUNTED] = self.env, domain, rows[0][1]
        page.order = self._order_to_sql(self._order, page)
        return self._fetch_query(page, fields_to_fetch)

    @api.model
    def _format_web_search_read_results(
        self, domain, records, offset=0, limit=None, count_limit=None
    ):
        """Answer a list as Odoo does, and count once: finding the page may have counted already."""
        *of, count = self.env.cr.cache.pop(COUNTED, None) or (None,)
        if of != [self.env, domain]:
            return super()._format_web_search_read_results(
                domain, records, offset, limit, count_limit
            )
        length = max((offset or 0) + len(records), min(count, count_limit or count))
        return {"length": length, "records": records}

    @api.model
    @api.readonly
    def search_count(self, domain, limit=None):
        """Count as Odoo does: each way to a document by an index of its own."""
        base, ways = None, ()
        if self._rules_in_index and not self.env.su and (not limit or is_number(limit)):
            base, ways = self._search_ways(domain)
        if not ways:
            return super().search_count(domain, limit)
        key, most = SQL.identifier(self._table, "id"), SQL(" LIMIT %s", limit) if limit else SQL()
        table, where = base.from_clause, base.where_clause
        found = SQL(" UNION ").join(
            SQL("(SELECT %s FROM %s WHERE %s AND %s%s)", key, table, where, way, most)
            for way, _is_one in ways
        )
        return self.env.execute_query(
            SQL("SELECT count(*) FROM (SELECT FROM (%s) AS way%s) AS found", found, most)
        )[0][0]

    def _search_ways(self, domain):
        """Return the ways on which the caller comes to what the condition asks for.

        A person sees the own documents, those of the people below, those of the own units. Asked
        for all of them at once (``OR``), PostgreSQL has no index in the order of the list; for
        each way by itself it has one. A row may be found on more than one way.

        :return: the ``Query`` that the ways share, and for each way its condition as ``SQL`` and
            whether it compares with one value; (None, ()) when there is one way
            only, or nothing to be found
        """
        ways, common = self._compile_ways(self._get_rule_key())
        if not ways:
            return None, ()
        self.browse().check_access("read")
        domain = self._guard_domain(domain)
        if names_rows(domain, {"id"}):
            return None, ()
        # The rules follow, one way at a time.
        base = self._search(self._guard_lists(domain), bypass_access=True)
        if base.is_empty():
            return None, ()
        for condition in common:
            base.add_where(condition)
        return base, ways

    @api.model
    @tools.ormcache("self.env.uid", "self._name", "key")
    def _compile_ways(self, key):
        """Return the ways of the caller's rules and what holds for all of them, as ``SQL``.

        It is kept as long as Odoo keeps the rules themselves, in the same cache.

        :param key: what Odoo keeps rules by, besides the user
        """
        rules = self.env["ir.rule"]._compute_domain(self._name, "read")
        model, query = self._keep_rules_model(), Query(self.env, self._table, self._table_sql)
        # Only columns compared with values are kept: the answer to a search changes.
        if not all(self._is_link_compared(part) for part in rules.iter_conditions()):
            return (), ()
        rules = parts(rules, "&")
        if sum(is_joined(rule, "|") for rule in rules) != 1:
            return (), ()

        def compiled(rule):
            return rule.optimize_full(model)._to_sql(model, self._table, query)

        choices = next(rule.children for rule in rules if is_joined(rule, "|"))
        ways = [(compiled(way), len(getattr(way, "value", ())) == 1) for way in choices]
        common = [compiled(rule) for rule in rules if not is_joined(rule, "|")]
        # A condition that is always there, so that a way can be added to it.
        return tuple(ways), (SQL("TRUE"), *common)

    @api.model
    def _get_rule_key(self):
        return tuple(self.env["ir.rule"]._compute_domain_context_values())

    def _keep_rules_model(self):
        """Return this model in the environment in which Odoo compares rules.

        It asks for it at each step of a list, and makes it anew unless somebody holds it.
        """
        model = self.browse().sudo().with_context(active_test=False)  # sudo: as Odoo compares rules
        self.env.cr.cache["asn.rules.env"] = model.env
        return model

    def _get_page(self, base, ways, fields_to_fetch, offset, limit):
        """Return the rows of a page, and some that the last sorting and limit leave out.

        The first rows of each way, which its index has in their order, hold all of the page.
        """
        names = {field.name for field in fields_to_fetch if field.column_type}
        end = SQL(
            " ORDER BY %s LIMIT %s",
            self._order_to_sql(self._order, base),
            (offset or 0) + limit,
        )
        return self._join_ways(base, [way for way, _is_one in ways], names, end)

    def _find_page(self, base, ways, offset, limit):
        """Return (id, how many rows there are in all) of each row of a page, from indexes alone.

        A way that compares with many values, as the units of an officer, has no index in the order
        of the list: all of its rows are looked at, and so counted as well.
        """
        many = [way for way, is_one in ways if not is_one]
        one = [way for way, is_one in ways if is_one]
        if one:  # few rows beside those: together, which PostgreSQL plans faster
            many.append(SQL("(%s)", SQL(" OR ").join(one)))
        return self.env.execute_query(
            SQL(
                "SELECT %(key)s, count(*) OVER () FROM %(rows)s AS %(table)s"
                " ORDER BY %(order)s LIMIT %(limit)s OFFSET %(offset)s",
                key=SQL.identifier(self._table, "id"),
                rows=self._join_ways(base, many, (), SQL()),
                table=SQL.identifier(self._table),
                order=self._order_to_sql(self._order, base),
                limit=limit,
                offset=offset or 0,
            )
        )

    def _join_ways(self, base, ways, names, end):
        """Return the rows of all ways, each once, with the columns ``names`` and of the order."""
        names = {"id", *names, *(part.split()[0] for part in self._order.split(","))}
        columns = SQL(", ").join(SQL.identifier(self._table, name) for name in sorted(names))
        rows, earlier = [], SQL()
        for way in ways:
            rows.append(
                SQL(
                    "(SELECT %s FROM %s WHERE %s AND %s%s%s)",
                    columns,
                    base.from_clause,
                    base.where_clause,
                    way,
                    earlier,
                    end,
                )
            )
            earlier = SQL("%s AND (%s) IS NOT TRUE", earlier, way)
        return SQL("(%s)", SQL(" UNION ALL ").join(rows))

    def _rule_columns(self):
        """Return the names of the model's own columns that the caller's rules compare."""
        names = self._get_rule_columns(self._get_rule_key())
        return [name for name in names if self._has_field_access(self._fields[name], "read")]

    @api.model
    @tools.ormcache("self.env.uid", "self._name", "key")
    def _get_rule_columns(self, key):
        rules = self.env["ir.rule"]._compute_domain(self._name, "read")
        names = {condition.field_expr for condition in rules.iter_conditions()}
        return [
            name for name in sorted(names & set(self._fields)) if self._fields[name].column_type
        ]


def parts(domain, operator):
    """Return the conditions that a condition joins by ``operator``, or itself alone."""
    return domain.children if is_joined(domain, operator) else [domain]


def names_rows(domain, names):
    """Tell whether every row that is asked for has one of a few values in a column of ``names``.

    :raises ValueError: what a client sent is no condition
    """
    return any(
        getattr(part, "field_expr", None) in names
        and part.operator in ("=", "in")
        and bool(part.value)
        and part.value is not True
        for part in parts(Domain(domain), "&")
    )
