from odoo import api, models
from odoo.tools import SQL

from ...rules import objection as objection_rules
from .people import PERSON, make_people


class AsnObjectionSignature(models.Model):
    """The signature under a decision on an objection (PP 30/2019 article 59)."""

    _inherit = "asn.objection"

    def _workflow_after(self, transition):
        result = super()._workflow_after(transition)
        if transition.action in ("decide", "record"):
            signatures = self.env["asn.signature"]
            signatures._sign(self, "objection_decided")
            if self.outcome == objection_rules.CHANGE:
                # The evaluation says something new from now on, by whoever decided.
                signatures._sign(
                    self.evaluation_id, "evaluation_released", moment=self.date_decided
                )
        return result


class AsnSignatureObjection(models.Model):
    """What is signed with a decision: both sides and what was decided."""

    _inherit = "asn.signature"

    @api.model
    def _get_objection_facts(self, ids):
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT objection.id, objection.evaluation_id, objection.reason_results,
                       objection.reason_behaviour, objection.explanation, objection.outcome,
                       objection.decision, objection.decider_name, objection.document_number,
                       objection.result_before, objection.behaviour_before,
                       objection.predicate_before, objection.result_after,
                       objection.behaviour_after, objection.predicate_after,
                       objection.date_filed, objection.date_decided, objection.is_late, %s
                  FROM asn_objection AS objection
                  JOIN asn_evaluation AS document ON document.id = objection.evaluation_id
                  %s
                 WHERE objection.id = ANY(%s)
              ORDER BY objection.id
                """,
                PERSON,
                make_people(SQL("objection.date_decided")),
                list(ids),
            )
        )
        texts = ("reason_results", "reason_behaviour", "explanation", "outcome", "decision")
        texts += ("decider_name", "document_number", "result_before", "behaviour_before")
        texts += ("predicate_before", "result_after", "behaviour_after", "predicate_after")
        found = []
        for row in rows:
            row["frame"] = {
                "evaluation": row["evaluation_id"],
                "filed_on": row["date_filed"],
                "is_late": bool(row["is_late"]),
            }
            body = {name: row[name] or "" for name in texts}
            found.append(
                self._make_facts(
                    "objection",
                    row,
                    body,
                    row["date_decided"],
                    evaluation_id=row["evaluation_id"],
                )
            )
        return found
