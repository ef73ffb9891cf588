from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.hr_asn_kinerja.rules import distribution as distribution_rules
from odoo.addons.hr_asn_kinerja.rules import workflow
from odoo.addons.hr_asn_kinerja.rules.exceptions import NoRuleInForceError

from . import wording


class AsnPrintDistribution(models.AbstractModel):
    """What a unit achieved, and how the predicates of its people are distributed.

    SE MenPANRB 3/2023. Only released predicates are counted, so the paper tells nothing before its
    time; and only who may read all of the unit's evaluations prints it, so that the numbers are
    the same for every reader.
    """

    _name = "report.hr_asn_kinerja_report.print_distribution"
    _description = "Print of the Distribution in a Unit"
    _inherit = ["asn.official.print"]

    _record_model = "asn.unit.achievement"

    @api.model
    def _prepare_sheet(self, document):
        period = document.period_id.sudo()  # sudo: its name and days
        is_set = document.state == "set"
        value = document.value if is_set else None
        counts, open_count, people_count = self._count(document, period)
        titles = [
            "PENETAPAN CAPAIAN KINERJA ORGANISASI",
            "DAN DISTRIBUSI PREDIKAT KINERJA PEGAWAI",
        ]
        setter = self._prepare_rows(None, document.set_by_name or "..............", *[""] * 4)
        signed = "Ditetapkan secara elektronik, "
        signed += self._print_moment(document, document.date_set)
        return {
            **self._prepare_common(
                document, titles, period.date_start, period.date_end, document.unit_name or "-"
            ),
            "period": wording.period_parts(period.kind, period.date_start.month),
            "draft": "" if is_set else "KONSEP – CAPAIAN KINERJA ORGANISASI BELUM DITETAPKAN",
            "unit": [
                ("UNIT KERJA", document.unit_name or "-"),
                ("PIMPINAN UNIT KERJA", document.head_name or "-"),
                ("CAPAIAN KINERJA ORGANISASI", wording.ORGANISATION.get(value, "-")),
                ("DASAR PENETAPAN", document.rationale if is_set and document.rationale else "-"),
            ],
            "curve": wording.curve_path(value) if value else "",
            "axis": wording.AXIS,
            "rows": self._prepare_counts(counts, value, period.date_end),
            "total": sum(counts.values()),
            "open_count": open_count,
            "people_count": people_count,
            "signed_on": self._print_local_day(document, is_set and document.date_set),
            "signs": [
                {
                    **setter,
                    "title": "Pimpinan Organisasi yang Menetapkan",
                    "how": signed if is_set and document.date_set else "",
                }
            ],
        }

    @api.model
    def _count(self, document, period):
        """Return ({predicate: released evaluations}, number of others, people of the released).

        Whoever had two posts in the period has two evaluations: each counts.

        :raises AccessError: the reader may not read all evaluations of the unit
        """
        evaluations = self.env["asn.evaluation"]
        domain = Domain("period_id", "=", period.id)
        domain &= Domain("unit_id", "child_of", document.unit_id.id)
        # sudo: only the number, to see that none is hidden from the reader
        everybody = evaluations.sudo().search_count(domain)
        if evaluations.search_count(domain) != everybody:
            raise AccessError(
                self.env._("Only who may read all evaluations of the unit prints its distribution.")
            )
        counts = dict.fromkeys(wording.PREDICATES, 0)
        released = Domain("state", "in", workflow.RELEASED_STATES) & Domain(
            "predicate", "!=", False
        )
        for predicate, count in evaluations._read_group(
            domain & released, ["predicate"], ["__count"]
        ):
            counts[predicate] = count
        ((people_count,),) = evaluations._read_group(
            domain & released, [], ["employee_id:count_distinct"]
        )
        return counts, everybody - sum(counts.values()), people_count

    @api.model
    def _prepare_counts(self, counts, value, on):
        """Return a row for each predicate: limit of the pattern, people, share in percent."""
        total = sum(counts.values())
        limits = {}
        try:
            is_counted = value and total  # of nobody the pattern says nothing
            allowed = distribution_rules.allowed_heads(value, total, on) if is_counted else ()
        except NoRuleInForceError:
            allowed = ()
        for limit in allowed:
            words = []
            if limit.minimum is not None:
                words.append(f"paling sedikit {limit.minimum} orang")
            if limit.maximum is not None:
                words.append(f"paling banyak {limit.maximum} orang")
            together = " (bersama)" if len(limit.predicates) > 1 else ""
            for predicate in limit.predicates:
                limits.setdefault(predicate, []).append(", ".join(words) + together)
        return [
            (
                label,
                "; ".join(limits.get(predicate, [])) or "-",
                str(counts[predicate]),
                f"{self._print_number(100 * counts[predicate] / total)}%" if total else "-",
            )
            for predicate, label in wording.PREDICATES.items()
        ]
