from odoo import fields, models


class AsnAbsenceKind(models.Model):
    """What an absence means for plan and evaluation. The region may tune it."""

    _name = "asn.absence.kind"
    _description = "Kind of Absence"
    _inherit = ["asn.guarded.mixin"]
    _order = "sequence, id"
    _guard_by_access_only = True

    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    effect = fields.Selection(
        [
            ("left_out", "Whole months are left out of the targets"),
            ("institution", "Evaluated from the report of the institution"),
            ("excluded", "No plan and no evaluation for that time"),
        ],
        string="What it means",
        required=True,
        default="left_out",
        help="Whole months are left out of targets that add up in every case, and no realisation "
        "of zero is forced. Study leave is evaluated from the progress report of the institution. "
        "Who is absent for a whole period with the last kind gets no evaluation for it.",
    )
    is_confidential = fields.Boolean(
        string="Confidential",
        help="Only the person and the offices see it, as with sickness; the evaluator sees the "
        "number of months.",
    )

    _code_unique = models.UniqueIndex("(code)", "Another kind has this code.")
