from odoo import api, fields, models, tools

from ...rules import quality


class AsnQualityRule(models.Model):
    """What the hints on a plan look for; the HR office changes words and thresholds or turns a
    rule off. The checks themselves are in ``rules/quality.py``."""

    _name = "asn.quality.rule"
    _description = "Hint on a Plan"
    _inherit = ["asn.guarded.mixin"]
    _order = "sequence, id"
    _guard_by_access_only = True

    sequence = fields.Integer(default=10)
    code = fields.Selection(
        [
            (quality.NO_RESULT, "No work result"),
            (quality.TOO_MANY, "Too many work results"),
            (quality.WEIGHT_TOTAL, "Weights do not make 100"),
            (quality.ACTIVITY, "Result worded as an activity"),
            (quality.VAGUE, "Words that say nothing"),
            (quality.TEXT_SHORT, "Result too short"),
            (quality.TEXT_LONG, "Result too long"),
            (quality.SAME_TEXT, "Same words as many others"),
            (quality.NO_INDICATOR, "Result without indicator"),
            (quality.NO_NUMBER, "Indicator without a number"),
            (quality.NO_UNIT, "Indicator without a unit"),
            (quality.SAME_AS_RESULT, "Indicator repeats the result"),
            (quality.BEHIND_LAST_YEAR, "Target below last year"),
        ],
        string="Looks for",
        required=True,
        readonly=True,
    )
    level = fields.Selection(
        [("tip", "Tip"), ("important", "Important")], required=True, default="tip"
    )
    message = fields.Text(
        required=True,
        translate=True,
        help="What the employee reads. {count} stands for the number found.",
    )
    words = fields.Text(
        help="One word or phrase a line; after “=” the better word, which is proposed then: "
        "“melaksanakan = terlaksananya”.",
    )
    threshold = fields.Float(help="The number from which or above which the hint appears.")
    has_words = fields.Boolean(compute="_compute_uses")
    has_threshold = fields.Boolean(compute="_compute_uses")
    example = fields.Char(
        string="Good Wording", translate=True, help="Shown beside the hint as an example."
    )
    indicator_id = fields.Many2one(
        "asn.indicator",
        string="Example from the Library",
        ondelete="set null",
        help="The hint opens this indicator as a good example.",
    )
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex("(code)", "There is a hint for this already.")
    _check_threshold = models.Constraint(
        "CHECK (threshold >= 0 AND threshold < 100000)",
        "A threshold is a number from 0 to 99,999.",
    )

    @api.depends("code")
    def _compute_display_name(self):
        labels = dict(self._fields["code"]._description_selection(self.env))
        for rule in self:
            rule.display_name = labels.get(rule.code, "")

    @api.depends("code")
    def _compute_uses(self):
        with_threshold = (
            quality.TOO_MANY,
            quality.TEXT_SHORT,
            quality.TEXT_LONG,
            quality.SAME_TEXT,
        )
        for rule in self:
            rule.has_words = rule.code in (quality.ACTIVITY, quality.VAGUE)
            rule.has_threshold = rule.code in with_threshold

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    @tools.ormcache("self.env.lang")
    def _in_force(self):
        """Return ({code: rule for rules/quality.py}, {code: what the screen shows}) of the rules
        that are on. Kept in memory: a plan is saved without asking for them."""
        checks, shown = {}, {}
        # sudo: reference data that everybody reads; the cache is shared by all users
        for rule in self.sudo().search([]):
            checks[rule.code] = quality.Rule(
                rule.code, quality.parse_words(rule.words), rule.threshold
            )
            shown[rule.code] = {
                "level": rule.level,
                "message": rule.message or "",
                "example": rule.example or "",
                "indicator_id": rule.indicator_id.id,
            }
        return checks, shown
