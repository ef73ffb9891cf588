from odoo import api, models


class AsnSignatureFrame(models.Model):
    """What a signed sheet shows besides its own document, copied when it is signed.

    The names of the superior's results that a plan supports, and what the unit achieved, are of
    other documents, which go on; the values and their guides are reference data. A sheet printed
    again says what stood there on the day.
    """

    _inherit = "asn.signature"

    @api.model
    def _complete_frames(self, kind, found):
        """Add to the frames of ``found`` (:class:`Facts`) what their sheets show of others."""
        if kind == "plan_agreed":
            self._add_plan_results(found)
            self._add_guides(found)
        elif kind == "evaluation_released":
            self._add_organisation(found)
            self._add_guides(found)
        return found

    @api.model
    def _add_guides(self, found):
        """Keep name and guides of each value under its id; one query for all documents."""
        # sudo: reference data that everybody reads
        values = self.env["asn.behaviour.value"].sudo().with_context(active_test=False).search([])
        guides = self.env["asn.evaluation"].sudo()._page_guides(values)
        kept = {
            str(value.id): {"name": value.name, "guides": guides.get(value.id, [])}
            for value in values
        }
        for facts in found:
            facts.content["frame"]["guides"] = kept

    @api.model
    def _add_plan_results(self, found):
        """Keep the texts of each result under its id, which lines of an evaluation know."""
        # sudo: whoever signs signs the whole sheet
        results = self.env["asn.skp.result"].sudo()
        results = results.search([("skp_id", "in", [facts.skp_id for facts in found])])
        by_plan = results.grouped(lambda result: result.skp_id.id)
        for facts in found:
            facts.content["frame"]["results"] = {
                str(result.id): {
                    "name": result.name or "",
                    "parent": result.parent_summary or "",
                    "source": result.assignment_source or "",
                    "perspective": result.perspective or "",
                }
                for result in by_plan.get(facts.skp_id, ())
            }

    @api.model
    def _add_organisation(self, found):
        """Keep the value that counts for the unit; nothing as long as none is set."""
        # sudo: the value of the unit stands on the sheet of each of its people
        evaluations = self.env["asn.evaluation"].sudo()
        evaluations = evaluations.browse([facts.evaluation_id for facts in found])
        units = self.env["asn.unit.achievement"].sudo()  # sudo: as above
        values = {
            period.id: units._get_values(part.unit_id.ids, period)
            for period, part in evaluations.grouped("period_id").items()
        }
        for facts, one in zip(found, evaluations, strict=True):
            value = values[one.period_id.id].get(one.unit_id.id, {}).get("value")
            facts.content["frame"]["organisation"] = value or ""
