from odoo import api, models
from odoo.fields import Domain

from .asn_guarded_links import COLLECTIONS


class AsnGuardedFilter(models.AbstractModel):
    """Records at hand are compared with the record rules by their cached links alone."""

    _inherit = "asn.guarded.mixin"

    @api.private
    def filtered_domain(self, domain):
        """Filter as Odoo does; by the cached columns alone where the condition compares links only.

        Odoo asks the record rules of every row of a list once more before it is read. That costs
        more than finding the rows, although the columns are at hand.
        """
        if self.env.su and isinstance(domain, Domain) and all(map(is_number, self._ids)):
            found = self._filter_cached(domain, self._ids)
            if found is not None:
                found = set(found)
                return self.browse(key for key in self._ids if key in found)
        return super().filtered_domain(domain)

    def _filter_cached(self, domain, ids):
        """Return those of ``ids`` that satisfy the condition, or None where the cache is too poor.

        :param domain: a ``Domain``; only stored many2one fields of this model can be compared
        """
        if domain.is_true():
            return ids
        if is_joined(domain, "&"):
            for child in domain.children:
                ids = self._filter_cached(child, ids)
                if ids is None:
                    return None
            return ids
        if is_joined(domain, "|"):
            found, others = set(), ids
            for child in domain.children:
                some = self._filter_cached(child, others)
                if some is None:
                    return None
                found.update(some)
                others = [key for key in others if key not in found]
            return [key for key in ids if key in found]
        if not self._is_link_compared(domain):
            return None
        wanted = {key or None for key in domain.value}
        cache = self._fields[domain.field_expr]._get_cache(self.env)
        is_in = domain.operator == "in"
        try:
            return [key for key in ids if (cache[key] in wanted) is is_in]
        except KeyError:
            return None

    def _is_link_compared(self, part):
        """Tell whether a condition compares a stored link of this model with ids, and no more."""
        field = self._fields.get(getattr(part, "field_expr", None))
        return (
            field is not None
            and field.type == "many2one"
            and not field.compute
            and not self.pool.field_depends_context.get(field)
            and part.operator in ("in", "not in")
            and isinstance(part.value, COLLECTIONS)
            and all(not key or is_number(key) for key in part.value)
        )


def is_joined(domain, operator):
    """Tell whether a condition joins others by ``operator``, which is ``&`` or ``|``."""
    return getattr(domain, "OPERATOR", None) == operator


def is_number(key):
    """Tell whether a key is an id of the database: an int, and no truth value."""
    return type(key) is int
