from odoo import models


class AsnDialoguePrint(models.Model):
    _inherit = "asn.dialogue"

    def action_print(self):
        """Download the record as a PDF; without this addon it is a page to be printed."""
        super().action_print()  # checks that it is one
        report = self.env.ref("hr_asn_kinerja_report.print_dialogue_action")
        return report.report_action(self, config=False)


class AsnCoachingPrint(models.Model):
    _inherit = "asn.coaching"

    def action_print(self):
        """Download the sheet as a PDF; without this addon it is a page to be printed."""
        super().action_print()  # checks that it is one
        report = self.env.ref("hr_asn_kinerja_report.print_coaching_action")
        return report.report_action(self, config=False)
