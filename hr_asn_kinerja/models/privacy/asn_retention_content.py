import json

from odoo import api, models
from odoo.tools import SQL

from ...rules import retention as retention_rules
from ...rules import revision as revision_rules
from .erasures import ERASURES, NAME

# In a kept version of a plan, the names of fields are those of the models.
_NAMES = {
    column
    for ways in ERASURES.values()
    for _path, columns in ways
    for column, what in columns.items()
    if what == NAME
}
_TEXTS = {
    *("nip", "expectation", "assignment_source", "dismissed_hints"),
}
_APPENDICES = {"resource_ids", "accountability_ids", "consequence_ids", "appendix_ids"}


class AsnRetentionContent(models.Model):
    """Takes the person out of the kept versions of a plan; what was planned stays comparable."""

    _inherit = "asn.retention.run"

    @api.model
    def _erase_revisions(self, ids):
        """Write each kept version anew, with its checksum; two queries for all of them."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT revision.id, revision.content, plan.employee_id
                  FROM asn_skp_revision AS revision
                  JOIN asn_skp AS plan ON plan.id = revision.skp_id
                 WHERE plan.employee_id = ANY(%s)
                """,
                ids,
            )
        )
        if not rows:
            return
        values = []
        for key, content, employee_id in rows:
            node = self._erase_node(json.loads(content), employee_id)
            text = revision_rules.canonical(node)
            values.append((key, text, revision_rules.checksum(text)))
        self.env.cr.execute_values(
            """
            UPDATE asn_skp_revision AS own SET content = found.content, checksum = found.checksum
              FROM (VALUES %s) AS found (id, content, checksum) WHERE own.id = found.id
            """,
            values,
        )

    @api.model
    def _erase_node(self, node, employee_id, is_appendix=False):
        values = dict(node["values"])
        for name, value in values.items():
            if name in _NAMES:
                values[name] = retention_rules.nameless(employee_id)
            elif name in _TEXTS or (is_appendix and name == "name"):
                values[name] = value and retention_rules.ERASED
            elif name == "employee_id" and value:
                values[name] = {**value, "name": retention_rules.nameless(employee_id)}
        lists = {
            name: [self._erase_node(line, employee_id, name in _APPENDICES) for line in lines]
            for name, lines in node["lists"].items()
        }
        return {**node, "values": values, "lists": lists}
