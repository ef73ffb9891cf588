from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

PEOPLE = 5


class AsnIndicatorSourcePreview(models.Model):
    _inherit = "asn.indicator.source"

    def action_preview(self):
        """Count for five people what this source would count now; no entry is written.

        :raises AccessError: for everybody but the HR office
        :raises UserError: the rule cannot be counted; says why
        """
        self.check_access("write")
        self._check_one()
        # sudo: indicators of all plans are fed; the records are counted as the reader
        source = self.sudo()
        fed = source._get_fed(0, 500)
        chosen = {one.employee: one for one in reversed(fed) if source._is_fitting(one)}
        fed = sorted(chosen.values(), key=lambda one: one.id)[:PEOPLE]
        if not fed:
            raise UserError(
                self.env._(
                    "No agreed plan has an indicator that this source could feed. Choose "
                    "indicators under “What it feeds”."
                )
            )
        asked = source._ask(fed)
        figures = source._count(asked)
        source.write(
            {
                "preview": "\n".join(self._describe(one, asked, figures) for one in fed),
                "preview_date": fields.Datetime.now(),
            }
        )
        return True

    def _describe(self, one, asked, figures):
        """Return one line: who, which days, and what was counted."""
        name = self.env["asn.skp"].sudo().browse(one.plan).employee_name  # sudo: as above
        pieces = [key for key in asked if key[0] == one.id]
        if not pieces:
            return self.env._("%s: nothing is open to be counted", name)
        parts = []
        for key in pieces[-2:]:
            piece = key[1]
            days = f"{format_date(self.env, piece.start)} – {format_date(self.env, piece.end)}"
            if key not in figures:
                parts.append(self.env._("%(days)s: no record", days=days))
                continue
            count, quantity, denominator, _last = figures[key]
            parts.append(
                self.env._(
                    "%(days)s: %(value)s (from %(count)s records)",
                    days=days,
                    value=self._format_value(one, quantity, denominator),
                    count=count,
                )
            )
        return f"{name}: " + "; ".join(parts)

    def _format_value(self, one, quantity, denominator):
        number = self.env["asn.skp.indicator"]._format_number
        if denominator is None:
            return number(float(quantity))
        return f"{number(float(quantity))} / {number(float(denominator))}"

    def action_run(self):
        """Let the job work this source out as soon as it can.

        :raises AccessError: for everybody but the HR office
        """
        self._check_one()
        self.check_access("write")
        sources = self.sudo()  # sudo: what the job looks at; the right was checked
        sources.write({"is_waiting": True, "place": 0})
        self.env.ref("hr_asn_kinerja.ir_cron_indicator_sources").sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("The figures are worked out in the next minutes."),
            },
        }
