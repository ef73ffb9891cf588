from odoo import api, models
from odoo.fields import Domain
from odoo.tools.misc import formatLang

from ...rules import distribution as distribution_rules
from ...rules import predicate as predicate_rules
from ...rules import workflow
from ...rules.exceptions import NoRuleInForceError
from ..base import selections

ORGANISATION_PREDICATES = [
    ("excellent", "Excellent"),
    ("good", "Good"),
    ("needs_improvement", "Needs improvement"),
    ("poor", "Poor"),
    ("very_poor", "Very poor"),
]


class AsnCalibrationDistribution(models.Model):
    """The distribution of a unit beside the pattern of its organisation predicate, in words."""

    _inherit = "asn.calibration"

    def _get_distribution(self):
        """Return counts, limits and warnings of this unit and period, of what may be read."""
        self.ensure_one()
        evaluations = self.env["asn.evaluation"]
        domain = evaluations._calibration_domain(self.period_id, self.unit_id)
        return self._describe_distribution(
            self._count_predicates(domain),
            self._get_organisation_predicate(self.unit_id, self.period_id),
            self.period_id.date_end,
        )

    @api.model
    def _count_predicates(self, domain):
        """Return {predicate: people} of the evaluations of ``domain`` that the caller may read.

        Released ones count as released, all others as they are rated by now.
        """
        released = Domain("state", "in", workflow.RELEASED_STATES)
        counts = dict.fromkeys(predicate_rules.PREDICATES, 0)
        rows = self.env["asn.evaluation"]._read_group(
            domain & released & Domain("predicate", "!=", False), ["predicate"], ["__count"]
        )
        drafts = Domain("evaluation_id", "any", list(domain & ~released))
        rows += self.env["asn.evaluation.rating"]._read_group(
            drafts & Domain("predicate", "!=", False), ["predicate"], ["__count"]
        )
        for predicate, count in rows:
            counts[predicate] += count
        return counts

    @api.model
    def _get_organisation_predicate(self, unit, period):
        """Return the achievement of ``unit`` in ``period``, or False when none is set."""
        if not unit:
            return False
        found = self.env["asn.unit.achievement"]._get_values(unit.ids, period)
        return found.get(unit.id, {}).get("value") or False

    @api.model
    def _describe_distribution(self, counts, organisation, on, partial=False):
        """Return ``counts`` with columns, limits and warnings.

        :param organisation: organisation predicate, or False: then there is no pattern
        :param partial: the reader does not see the whole unit; then warnings are information
        :return: dict; ``leaves`` tells whether anything leaves the pattern that is no information
        """
        total = sum(counts.values())
        labels = self._predicate_labels()
        answer = {
            "counts": counts,
            "total": total,
            "organisation": organisation,
            "organisation_label": self._organisation_labels().get(organisation, ""),
            "columns": [
                {
                    "predicate": predicate,
                    "label": labels[predicate],
                    "count": counts[predicate],
                    "share": round(100 * counts[predicate] / total, 1) if total else 0,
                }
                for predicate in distribution_rules.CURVE
            ],
            "peak": False,
            "limits": [],
            "warnings": [],
            "leaves": False,
            "small_unit": distribution_rules.SMALL_UNIT,
            "is_small": total < distribution_rules.SMALL_UNIT,
        }
        if not organisation:
            return answer
        try:
            pattern = distribution_rules.pattern_of(organisation, on)
            found = distribution_rules.check(organisation, counts, on)
            allowed = distribution_rules.allowed_heads(organisation, total, on)
        except NoRuleInForceError:
            return answer  # a period before the circular has no pattern
        answer["peak"] = pattern.peak
        answer["limits"] = [
            self._describe_limit(limit, heads, labels)
            for limit, heads in zip(pattern.limits, allowed, strict=True)
        ]
        answer["warnings"] = [
            {
                "code": warning.code,
                "predicates": list(warning.predicates),
                "limit": warning.limit,
                "actual": warning.actual,
                "is_information": warning.information or partial,
                "text": self._describe_warning(warning, labels),
            }
            for warning in found
        ]
        answer["leaves"] = any(not warning["is_information"] for warning in answer["warnings"])
        return answer

    @api.model
    def _describe_limit(self, limit, heads, labels):
        names = self._join_labels(limit.predicates, labels)
        if limit.maximum is not None:
            text = self.env._(
                "%(names)s: at most %(percent)s%%, here %(heads)s evaluations",
                names=names,
                percent=limit.maximum,
                heads=heads.maximum,
            )
        elif limit.minimum is not None:
            text = self.env._(
                "%(names)s: at least %(percent)s%%, here %(heads)s evaluations",
                names=names,
                percent=limit.minimum,
                heads=heads.minimum,
            )
        else:
            text = self.env._(
                "%(names)s: together at least %(heads)s evaluations",
                names=names,
                heads=heads.minimum,
            )
        return {
            "predicates": list(limit.predicates),
            "minimum": heads.minimum,
            "maximum": heads.maximum,
            "percent": limit.minimum if limit.maximum is None else limit.maximum,
            "text": text,
        }

    @api.model
    def _describe_warning(self, warning, labels):
        """Say in one sentence what leaves the pattern and by how much."""
        words = {
            "names": self._join_labels(warning.predicates, labels),
            "actual": warning.actual,
            "share": formatLang(self.env, float(warning.share), digits=1),
            "limit": warning.limit,
            "total": warning.total,
        }
        if warning.code == distribution_rules.ABOVE_MAXIMUM:
            return self.env._(
                "%(names)s: %(actual)s of %(total)s evaluations (%(share)s%%); at most %(limit)s "
                "fit the pattern.",
                **words,
            )
        if warning.code == distribution_rules.BELOW_MINIMUM:
            return self.env._(
                "%(names)s: %(actual)s of %(total)s evaluations (%(share)s%%); the pattern "
                "expects at least %(limit)s.",
                **words,
            )
        return self.env._(
            "Most evaluations are expected in %(names)s (%(actual)s here), but another predicate "
            "has %(limit)s.",
            **words,
        )

    @api.model
    def _join_labels(self, predicates, labels):
        return " + ".join(labels[predicate] for predicate in predicates)

    @api.model
    def _predicate_labels(self):
        field = self.env["asn.evaluation"]._fields["predicate"]
        return dict(field._description_selection(self.env))

    @api.model
    def _rating_labels(self):
        field = self.env["asn.evaluation"]._fields["result_rating"]
        return dict(field._description_selection(self.env))

    @api.model
    def _organisation_labels(self):
        field = self.env["asn.calibration.confirmation"]._fields["organisation_predicate"]
        return dict(field._description_selection(self.env))

    @api.model
    def _get_cells(self, on):
        """Return the nine cells with their predicate, as the printed matrix orders them."""
        return [
            {
                "result": result,
                "behaviour": behaviour,
                "predicate": predicate_rules.predicate_of(result, behaviour, on),
            }
            for result, _label in selections.RATINGS
            for behaviour, _label in reversed(selections.RATINGS)
        ]
