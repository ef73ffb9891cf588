"""What happens around the addon as a whole."""

from odoo.addons.hr_asn_kinerja.hooks import remove_traces

MODELS = (
    "asn.evaluation.report",
    "asn.recap",
    "asn.reconciliation",
    "asn.reconciliation.line",
    "asn.workbook",
    "asn.workbook.cells",
    "asn.workbook.order",
    "asn.indicator.report",
    "asn.completeness.report",
    "asn.realisation.report",
    "asn.development.report",
    "asn.objection.report",
    "asn.feedback.report",
    "asn.indicator.figure",
    "asn.satisfaction",
    "asn.delivery",
)


def uninstall_hook(env):
    """Leave nothing behind, besides what Odoo removes by itself."""
    gone = env["ir.model"].search([("model", "in", MODELS)])
    remove_traces(env, "hr_asn_kinerja_report", gone)
