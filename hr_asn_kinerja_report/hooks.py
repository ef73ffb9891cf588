"""What happens around the addon as a whole."""

from odoo.addons.hr_asn_kinerja.hooks import remove_traces


def uninstall_hook(env):
    """Leave nothing behind, besides what Odoo removes by itself."""
    gone = env["ir.model"].search([("model", "in", ("asn.evaluation.report", "asn.recap"))])
    remove_traces(env, "hr_asn_kinerja_report", gone)
