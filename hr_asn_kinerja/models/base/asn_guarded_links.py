from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, OrderedSet, Query

# Comparisons of a list of linked records with ids, and whether they ask that one is among them;
# also those that Odoo rewrites into one of the others afterwards.
LINK_OPERATORS = {
    "=": True,
    "==": True,
    "=?": True,
    "in": True,
    "child_of": True,
    "parent_of": True,
    "!=": False,
    "<>": False,
    "not in": False,
}
EQUALS = {"=", "==", "!=", "<>"}
COLLECTIONS = (list, tuple, set, frozenset, OrderedSet)


class AsnGuardedLinks(models.AbstractModel):
    """Links and searches tell nothing of records that the caller may not read."""

    _inherit = "asn.guarded.mixin"

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """Search what the caller may read, by what the caller may read.

        Whether a list of linked records is empty, or holds a certain one, is otherwise compared
        with all rows there are: an employee would learn that a rating has been begun.
        """
        if not self.env.su and not bypass_access:
            domain = self._guard_lists(domain)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _guard_lists(self, domain):
        """Return the condition of a client so that it counts readable linked records only."""
        return Domain(domain).map_conditions(self._guard_condition)

    def _guard_condition(self, condition):
        """Return a condition on a list of our records that counts readable ones only."""
        field = self._fields.get(condition.field_expr)
        operator, value = condition.operator, condition.value
        is_wanted = LINK_OPERATORS.get(operator)
        if is_wanted is None or field is None or not field.type.endswith("2many"):
            return condition
        if not field.comodel_name.startswith("asn."):
            return condition
        if isinstance(value, (Domain, Query, SQL)) or (operator == "=?" and not value):
            return condition
        values = value if isinstance(value, COLLECTIONS) else [value]
        if not values and operator in EQUALS:
            values = [False]  # as Odoo takes it
        # Whatever is no name is compared as an id: a number with a fraction finds one, too.
        ids = [item for item in values if not isinstance(item, (bool, str, type(None)))]
        names = [item for item in values if isinstance(item, str)]
        operator = operator if operator.endswith("_of") else "in"
        parts = [Domain(field.name, operator, names)] if names else []
        if ids:
            parts.append(Domain(field.name, "any", Domain("id", operator, ids)))
        if any(item is False for item in values):
            parts.append(Domain(field.name, "not any", Domain.TRUE))
        found = Domain.OR(parts)
        return found if is_wanted else ~found

    def _guard_links(self, *values_list):
        """Raise when values link to a hidden record that is not linked already.

        The label of a link is read as superuser: whoever may make a link would read the name of
        any record, and a computed field may tell more.
        """
        wanted, lines = {}, {}
        for values in values_list:
            for name, value in values.items():
                field = self._fields.get(name)
                if field is None or not field.relational or not value:
                    continue
                if not hasattr(self.env[field.comodel_name], "_guard_links"):
                    continue
                ids, made = self._guard_linked(value)
                # sudo: which records are linked already is compared, not shown
                known = self.sudo()[name].ids if ids else []
                new = [key for key in ids if key not in known]
                wanted.setdefault(field.comodel_name, []).extend(new)
                lines.setdefault(field.comodel_name, []).extend(made)
        for name, ids in wanted.items():
            self.env[name].browse(ids).check_access("read")
        for name, made in lines.items():
            self.env[name]._guard_links(*made)

    @api.model
    def _guard_linked(self, value):
        """Return the ids that ``value`` links to, and the values of what it would make or change.

        A list of plain ids is one of links, too. What is no id stays in: it is refused in words.
        """
        ids, made = [value] if isinstance(value, int) else [], []
        if isinstance(value, dict):
            ids = [value.get("id")]
        for command in value if isinstance(value, (list, tuple)) else ():
            if not isinstance(command, (list, tuple)):
                ids.append(command)
                continue
            code, key, rest = (*command, None, None, None)[:3]
            if code in (1, 4):
                ids.append(key)
            elif code == 6:
                ids += rest if isinstance(rest, (list, tuple)) else [rest]
            if code in (0, 1) and isinstance(rest, dict):
                made.append(rest)
        return [key for key in ids if key], made

    def _check_company(self, fnames=None):
        """Refuse links between regions, without the names of the other region.

        The server's own code is not asked: it copies what belongs to people who have moved since.
        """
        if self.env.su:
            return
        try:
            super()._check_company(fnames)
        except UserError as error:
            raise UserError(
                self.env._("What you chose belongs to another region. Choose one of this region.")
            ) from error
