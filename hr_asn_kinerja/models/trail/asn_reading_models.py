from odoo import models

RATING = frozenset({"result_rating", "behaviour_rating", "predicate"})
CHANGE = frozenset(
    {
        "result_before",
        "behaviour_before",
        "predicate_before",
        "result_after",
        "behaviour_after",
        "predicate_after",
    }
)


class AsnEvaluationIndicator(models.Model):
    _name = "asn.evaluation.indicator"
    _inherit = ["asn.evaluation.indicator", "asn.reading.mixin"]

    _reading_fields = frozenset({"achievement", "achievement_display"})


class AsnEvaluationBehaviour(models.Model):
    _name = "asn.evaluation.behaviour"
    _inherit = ["asn.evaluation.behaviour", "asn.reading.mixin"]

    _reading_fields = frozenset({"rating_aid", "feedback"})


class AsnEvaluationRating(models.Model):
    _name = "asn.evaluation.rating"
    _inherit = ["asn.evaluation.rating", "asn.reading.mixin"]

    _reading_fields = RATING | {"reason", "behaviour_reason", "note", "recommendation"}


class AsnEvaluationVersion(models.Model):
    _name = "asn.evaluation.version"
    _inherit = ["asn.evaluation.version", "asn.reading.mixin"]

    _reading_fields = RATING | {
        "result_reason",
        "recommendation",
        "score",
        "lines",
        "behaviours",
        "comparison",
    }


class AsnObjection(models.Model):
    _name = "asn.objection"
    _inherit = ["asn.objection", "asn.reading.mixin"]

    _reading_fields = CHANGE | {
        "draft_result_rating",
        "draft_behaviour_rating",
        "draft_predicate",
        "result_reason",
        "recommendation",
    }


class AsnObjectionAnswer(models.Model):
    _name = "asn.objection.answer"
    _inherit = ["asn.objection.answer", "asn.reading.mixin"]

    _reading_fields = frozenset({"result_rating", "behaviour_rating"})
    _reading_path = "objection_id.evaluation_id"


class AsnCalibrationChange(models.Model):
    _name = "asn.calibration.change"
    _inherit = ["asn.calibration.change", "asn.reading.mixin"]

    _reading_fields = CHANGE


class AsnFollowUp(models.Model):
    _name = "asn.follow.up"
    _inherit = ["asn.follow.up", "asn.reading.mixin"]

    _reading_fields = frozenset({"predicate"})


class AsnCredit(models.Model):
    _name = "asn.credit"
    _inherit = ["asn.credit", "asn.reading.mixin"]

    _reading_fields = frozenset({"predicate", "percent"})


class AsnSignature(models.Model):
    _name = "asn.signature"
    _inherit = ["asn.signature", "asn.reading.mixin"]

    _reading_fields = frozenset({"content"})
