from odoo.tools import SQL

from .sheet import Column

KINDS = {
    "integer": "integer",
    "float": "number",
    "monetary": "number",
    "date": "date",
    "datetime": "date",
}
WIDTHS = {"text": 22, "integer": 10, "number": 13, "date": 12}


class Source:
    """The records of a model that the reader may read, and columns made of their fields.

    A title left out is the label of the field, so that a sheet and the screen say the same.
    """

    def __init__(self, env, model, domain, zone):
        self.env = env
        self.model = env[model]
        self.query = self.model._search(domain)
        self.table = self.query.table
        self.zone = zone
        self._joins = {}

    def sql(self, name, table=None):
        """Return a stored field as SQL."""
        return SQL.identifier(table or self.table, name)

    def join(self, link, model, table=None):
        """Return the alias of the records of ``model`` that the field ``link`` leads to."""
        key = (table or self.table, link)
        if key not in self._joins:
            self._joins[key] = self.query.left_join(
                table or self.table, link, self.env[model]._table, "id", link
            )
        return self._joins[key]

    def column(
        self,
        name,
        width=None,
        title=None,
        *,
        model=None,
        table=None,
        sql=None,
        colours=None,
        **look,
    ):
        """Return the column of a stored field.

        :param str name: the field; its type says how it is written
        :param model: the model of the field where it is not that of the rows, with its ``table``
        :param SQL sql: what is selected in place of the field
        """
        field = (self.model if model is None else self.env[model])._fields[name]
        sql = sql or self.sql(name, table)
        labels = None
        if field.type == "selection":
            labels = dict(field._description_selection(self.env))
        elif field.type == "boolean":
            labels = {True: self.env._("Yes")}
        elif field.type == "datetime":
            sql = SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", sql, self.zone.key)
        kind = KINDS.get(field.type, "text")
        if not title:
            is_state = name == "state"
            title = self.env._("Status") if is_state else field._description_string(self.env)
        return Column(title, kind, width or WIDTHS[kind], sql, labels, colours, **look)

    def name(self, link, model, title=None, width=24, table=None):
        """Return the column with the name of the record that a field leads to."""
        alias = self.join(link, model, table)
        sql = self.env[model]._field_to_sql(alias, "name")
        if title is None:
            title = self.model._fields[link]._description_string(self.env)
        return Column(title, "text", width, sql)

    def units(self, link="unit_id", table=None):
        """Return the columns of the agency and of the unit."""
        unit = self.join(link, "hr.department", table)
        agency = self.join("asn_agency_id", "hr.department", unit)
        names = self.env["hr.department"]
        return [
            Column(self.env._("Agency"), "text", 34, names._field_to_sql(agency, "name")),
            Column(self.env._("Unit"), "text", 34, names._field_to_sql(unit, "name")),
        ]
