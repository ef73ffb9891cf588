from collections import defaultdict, namedtuple
from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

from .people import OFFICIALS, PERSON, POST_KEYS, make_people

# What a row of the chain needs of its document. ``moment``: when the step was taken.
Facts = namedtuple(
    "Facts",
    "company_id record skp_id evaluation_id user_id evaluator_user_id superior_user_id"
    " employee_name period_name moment content",
)


def number(text):
    """Return a number of the database; an empty one counts as zero, as on the screen."""
    return Decimal(text or "0")


class AsnSignatureContent(models.Model):
    """What exactly is signed, read with one query for each table whatever the number of documents.

    ``body`` is what the signature stands for, and what the document must say as long as it is in
    force; ``frame`` is copied beside it: people, posts and days, which may change by other steps.
    """

    _inherit = "asn.signature"

    @api.model
    def _get_facts(self, kind, ids):
        """Return :class:`Facts` of documents, in the order of their ids."""
        if kind == "plan_agreed":
            return self._get_plan_facts(ids)
        if kind == "objection_decided":
            return self._get_objection_facts(ids)
        return self._get_evaluation_facts(ids, kind)

    @api.model
    def _make_facts(self, kind, row, body, moment, **links):
        frame = {
            "region": row["region"],
            "place": row["place"] or "",
            "period": {
                "name": row["period_name"],
                "from": row["date_start"],
                "to": row["date_end"],
            },
            "employee": {
                key: row[column] or ""
                for key, column in (
                    ("name", "employee_name"),
                    ("nip", "nip"),
                    ("rank", "rank_name"),
                    ("post", "job_title"),
                    ("level", "functional_level"),
                    ("duty", "additional_duty"),
                    ("unit", "unit_name"),
                )
            },
            # Also what else a sheet says of them, so that it says the same when printed again.
            **{
                who: {key: row[f"{who}_{key}"] or "" for key in ("name", "nip", *POST_KEYS)}
                for who in OFFICIALS
            },
            **row.get("frame", {}),
        }
        content = {"document": kind, "record": row["id"], "frame": frame, "body": body}
        return Facts(
            company_id=row["company_id"],
            record=row["id"],
            user_id=row["user_id"],
            evaluator_user_id=row["evaluator_user_id"],
            superior_user_id=row["superior_user_id"],
            employee_name=row["employee_name"] or None,
            period_name=row["period_name"] or None,
            moment=moment,
            content=content,
            **{"skp_id": None, "evaluation_id": None, **links},
        )

    # ------------------------------------------------------------------
    # Plan
    # ------------------------------------------------------------------

    @api.model
    def _get_plan_facts(self, ids):
        plans = self.env.execute_query_dict(
            SQL(
                """
                SELECT document.id, document.version_number, document.approach, document.form,
                       document.date_proposed, document.date_agreed,
                       proposer.name AS proposed_by, %s
                  FROM asn_skp AS document
                  LEFT JOIN res_users AS login ON login.id = document.proposed_by_id
                  LEFT JOIN res_partner AS proposer ON proposer.id = login.partner_id
                  %s
                 WHERE document.id = ANY(%s)
              ORDER BY document.id
                """,
                PERSON,
                make_people(SQL("document.date_agreed")),
                list(ids),
            )
        )
        results = self._get_plan_results(ids)
        behaviours = self._get_expectations(ids)
        appendix = self._get_appendix(ids)
        found = []
        for plan in plans:
            key = plan["id"]
            plan["frame"] = {
                "version": plan["version_number"] or 0,
                "proposed_by": plan["proposed_by"] or "",
                "proposed_on": plan["date_proposed"],
            }
            body = {
                "approach": plan["approach"],
                "form": plan["form"],
                "results": results[key],
                "behaviour": behaviours[key],
                "appendix": appendix[key],
            }
            found.append(self._make_facts("plan", plan, body, plan["date_agreed"], skp_id=key))
        return found

    @api.model
    def _get_plan_results(self, ids):
        """Return {plan id: [result with its indicators]}; a line made anew is the same line."""
        indicators = self._get_plan_indicators(ids)
        found = defaultdict(list)
        for row in self.env.execute_query_dict(
            SQL(
                """
                SELECT id, skp_id, kind, name, classification, perspective, assignment_source,
                       weight::text
                  FROM asn_skp_result
                 WHERE skp_id = ANY(%s) AND active
              ORDER BY skp_id, kind DESC, sequence, name, id
                """,
                list(ids),
            )
        ):
            found[row["skp_id"]].append(
                {
                    "kind": row["kind"],
                    "name": row["name"],
                    "classification": row["classification"] or "",
                    "perspective": row["perspective"] or "",
                    "source": row["assignment_source"] or "",
                    "weight": number(row["weight"]),
                    "indicators": indicators[row["id"]],
                }
            )
        return found

    @api.model
    def _get_plan_indicators(self, ids):
        targets = defaultdict(list)
        for row in self.env.execute_query_dict(
            SQL(
                """
                SELECT target.indicator_id, period.name, target.target_value::text,
                       target.target_max::text, target.target_text
                  FROM asn_skp_target AS target
                  JOIN asn_period AS period ON period.id = target.period_id
                 WHERE target.skp_id = ANY(%s)
              ORDER BY target.indicator_id, period.date_start, target.id
                """,
                list(ids),
            )
        ):
            targets[row["indicator_id"]].append(
                {
                    "period": row["name"],
                    "value": number(row["target_value"]),
                    "upper": number(row["target_max"]),
                    "text": row["target_text"] or "",
                }
            )
        found = defaultdict(list)
        for row in self.env.execute_query_dict(
            SQL(
                """
                SELECT id, result_id, name, aspect, unit, polarity, aggregation, target_kind,
                       target_value::text, target_max::text, target_text, target_date,
                       distribution, baseline::text, data_source, weight::text
                  FROM asn_skp_indicator
                 WHERE skp_id = ANY(%s) AND active
              ORDER BY result_id, sequence, name, id
                """,
                list(ids),
            )
        ):
            is_planned = row["distribution"] == "planned"
            found[row["result_id"]].append(
                {
                    **self._get_measure(row),
                    "aggregation": row["aggregation"] or "",
                    "distribution": row["distribution"],
                    "baseline": number(row["baseline"]),
                    "data_source": row["data_source"] or "",
                    "targets": targets[row["id"]] if is_planned else [],
                }
            )
        return found

    @api.model
    def _get_measure(self, row):
        """Return what an indicator asks for, in a plan or in a period."""
        return {
            "name": row["name"],
            "aspect": row["aspect"] or "",
            "unit": row["unit"] or "",
            "polarity": row["polarity"] or "",
            "weight": number(row["weight"]),
            "target": {
                "kind": row["target_kind"] or "",
                "value": number(row["target_value"]),
                "upper": number(row["target_max"]),
                "text": row["target_text"] or "",
                "due": row["target_date"],
            },
        }

    @api.model
    def _get_expectations(self, ids):
        found = defaultdict(list)
        for plan, code, expectation in self.env.execute_query(
            SQL(
                """
                SELECT line.skp_id, value.code, line.expectation
                  FROM asn_skp_behaviour AS line
                  JOIN asn_behaviour_value AS value ON value.id = line.value_id
                 WHERE line.skp_id = ANY(%s)
              ORDER BY line.skp_id, value.code
                """,
                list(ids),
            )
        ):
            found[plan].append({"value": code, "expectation": expectation or ""})
        return found

    @api.model
    def _get_appendix(self, ids):
        found = defaultdict(list)
        for plan, kind, name in self.env.execute_query(
            SQL(
                """
                SELECT skp_id, kind, name FROM asn_skp_appendix
                 WHERE skp_id = ANY(%s)
              ORDER BY skp_id, kind, sequence, name
                """,
                list(ids),
            )
        ):
            found[plan].append({"kind": kind, "name": name})
        return found

    # ------------------------------------------------------------------
    # Evaluation
    # ------------------------------------------------------------------

    @api.model
    def _get_evaluation_facts(self, ids, kind):
        evaluations = self.env.execute_query_dict(
            SQL(
                """
                SELECT document.id, document.skp_id, document.result_rating,
                       document.behaviour_rating, document.predicate, document.result_reason,
                       document.recommendation, document.has_score,
                       document.behaviour_reason,
                       document.score::text, document.suggested_rating, document.date_released,
                       document.date_acknowledged, plan.version_number, %s
                  FROM asn_evaluation AS document
                  JOIN asn_skp AS plan ON plan.id = document.skp_id
                  %s
                 WHERE document.id = ANY(%s)
              ORDER BY document.id
                """,
                PERSON,
                make_people(SQL("document.date_released")),
                list(ids),
            )
        )
        lines = self._get_evaluation_lines(ids)
        behaviours = self._get_evaluation_behaviours(ids)
        moment = "date_acknowledged" if kind == "evaluation_acknowledged" else "date_released"
        found = []
        for evaluation in evaluations:
            key = evaluation["id"]
            evaluation["frame"] = {
                "plan": evaluation["skp_id"],
                "version": evaluation["version_number"] or 0,
            }
            body = {
                "ratings": {
                    "results": evaluation["result_rating"] or "",
                    "behaviour": evaluation["behaviour_rating"] or "",
                    "predicate": evaluation["predicate"] or "",
                    "suggested": evaluation["suggested_rating"] or "",
                },
                "score": number(evaluation["score"]) if evaluation["has_score"] else None,
                "reason": evaluation["result_reason"] or "",
                "behaviour_reason": evaluation["behaviour_reason"] or "",
                "recommendation": evaluation["recommendation"] or "",
                "lines": lines[key],
                "behaviour": behaviours[key],
            }
            found.append(
                self._make_facts(
                    "evaluation", evaluation, body, evaluation[moment], evaluation_id=key
                )
            )
        return found

    @api.model
    def _get_evaluation_lines(self, ids):
        found = defaultdict(list)
        for row in self.env.execute_query_dict(
            SQL(
                """
                SELECT evaluation_id, kind, name, aspect, unit, polarity, weight::text,
                       result_weight::text, target_kind, target_value::text, target_max::text,
                       target_text, target_date, entry_count, is_measured, realised::text,
                       achievement::text
                  FROM asn_evaluation_indicator
                 WHERE evaluation_id = ANY(%s)
              ORDER BY evaluation_id, kind DESC, sequence, name, id
                """,
                list(ids),
            )
        ):
            is_measured = bool(row["is_measured"])
            found[row["evaluation_id"]].append(
                {
                    **self._get_measure(row),
                    "kind": row["kind"] or "",
                    "result_weight": number(row["result_weight"]),
                    "entries": row["entry_count"] or 0,
                    "realised": number(row["realised"]),
                    "achievement": number(row["achievement"]) if is_measured else None,
                }
            )
        return found

    @api.model
    def _get_evaluation_behaviours(self, ids):
        found = defaultdict(list)
        for row in self.env.execute_query_dict(
            SQL(
                """
                SELECT line.evaluation_id, value.code, line.expectation, line.rating_aid,
                       line.feedback
                  FROM asn_evaluation_behaviour AS line
                  JOIN asn_behaviour_value AS value ON value.id = line.value_id
                 WHERE line.evaluation_id = ANY(%s)
              ORDER BY line.evaluation_id, value.code
                """,
                list(ids),
            )
        ):
            found[row["evaluation_id"]].append(
                {
                    "value": row["code"],
                    "expectation": row["expectation"] or "",
                    "impression": row["rating_aid"] or "",
                    "feedback": row["feedback"] or "",
                }
            )
        return found
