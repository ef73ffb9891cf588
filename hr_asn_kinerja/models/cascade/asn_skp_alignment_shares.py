from odoo import models


class AsnSkpAlignmentShares(models.Model):
    """The targets that were handed down against the target that they come from."""

    _inherit = "asn.skp.indicator"

    def _alignment_shares(self):
        """Return how the targets below each of ``self`` stand to its target of the year.

        :return: {id: dict of ``status`` (``ok``, ``little``, ``much``: the shares together against
            the target; ``unequal``: some who should have the same target have another; ``hidden``:
            somebody's share is not open to the reader, so no sum is told), ``total`` (as people
            write it) and ``unequal`` (how many)}; ids that nobody took over are left out
        """
        # sudo: a sum needs every share; it is told to those only who may read each of them
        lines = self.sudo()
        sums = lines._cascade_sums()
        children = lines.filtered(lambda line: line.id in sums).child_indicator_ids
        children = children.filtered(lambda child: child.skp_id.state != "cancelled")
        seen = set(children.with_env(self.env)._filtered_access("read").ids)
        hidden = children.filtered(lambda child: child.id not in seen).parent_indicator_id
        told = children.filtered(lambda child: child.id in seen).parent_indicator_id
        shares = {}
        for line in told:
            figures = sums[line.id]
            difference, unequal = figures["difference"], figures["unequal"]
            if line in hidden:
                shares[line.id] = {"status": "hidden", "total": "", "unequal": 0}
            elif difference is not None:
                status = "little" if difference < 0 else "much" if difference > 0 else "ok"
                total = f"{self._format_number(figures['total'])} {line.unit or ''}".strip()
                shares[line.id] = {"status": status, "total": total, "unequal": unequal}
            elif unequal:
                shares[line.id] = {"status": "unequal", "total": "", "unequal": unequal}
        return shares
