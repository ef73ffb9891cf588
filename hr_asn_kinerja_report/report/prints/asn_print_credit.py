from babel.numbers import format_decimal

from odoo import api, models

from odoo.addons.hr_asn_kinerja.rules import credit as credit_rules
from odoo.addons.hr_asn_kinerja.rules import credit_standing as standing_rules
from odoo.addons.hr_asn_kinerja.rules import nip as nip_rules
from odoo.addons.hr_asn_kinerja.rules.exceptions import RuleError

from . import wording

INFORMATIONAL = "Bagi PPPK angka kredit bersifat informasi dan bukan dasar kenaikan pangkat."


class AsnPrintCredit(models.AbstractModel):
    """What the three sheets of credit points share: the person, the signature, the numbers.

    PermenPANRB 1/2023 and Peraturan BKN 3/2023. The sheets are signed in ink; the number of the
    letter is left free.
    """

    _name = "asn.print.credit"
    _description = "Print of Credit Points"
    _inherit = ["asn.official.print"]

    @api.model
    def _print_points(self, value):
        """Write credit points with their two places: 18,75."""
        return format_decimal(round(value or 0.0, 2), format="#,##0.00", locale="id")

    @api.model
    def _prepare_credit_head(self, document, title, day, span, signed=None):
        """Return head and identity; ``day`` is the day whose post, rank and evaluator count.

        :param signed: what was signed with the evaluation; see ``_get_signed_frame``
        """
        signed = signed or {}
        # sudo: the sheet names the person with rank, post and unit, and who evaluates
        person = document.employee_id.sudo()
        version = person._get_version(day)
        evaluator = version.asn_evaluator_id
        signer = self._prepare_official(
            document, evaluator, "PEJABAT PENILAI KINERJA", day, signed=signed.get("evaluator")
        )
        return {
            **self._prepare_common(document, [title], None, None, signed=signed),
            "draft": "",
            "span": span,
            "identity": self._prepare_identity(document, person, version, day, signed),
            "note": INFORMATIONAL if document.is_informational else "",
            "signed_on": "",
            "signs": [{**signer, "title": "Pejabat Penilai Kinerja", "how": ""}],
        }

    @api.model
    def _prepare_identity(self, document, person, version, day, signed):
        rank = self._print_rank(version.asn_rank_id)
        level = credit_rules.LABELS.get(document.level, "")
        post = version.job_title or "-"
        unit = version.department_id.with_context(hierarchical_naming=False).name
        since = {kind: self._get_since(person, day, kind) for kind in ("rank", "post")}
        # Of a year on two levels the signature names the last post only.
        then = signed.get("employee", {})
        if then.get("level") == document.level:
            # What was corrected since has days of its own, which were not on that sheet.
            since["rank"] = since["rank"] if rank == wording.rank_with_grade(then["rank"]) else "-"
            since["post"] = since["post"] if post == then["post"] else "-"
            rank = wording.rank_with_grade(then["rank"]) or "-"
            post, unit = then["post"] or "-", then["unit"]
        if level and level not in post:
            post = f"{post} ({level})"
        birth, sex = self._get_birth(person.asn_nip)
        # The place is told to the person and to who keeps the personal file; the NIP holds the day.
        is_told = document.user_id == self.env.user or self.env.user.has_group("hr.group_hr_user")
        place = person.place_of_birth if is_told else ""
        return [
            ("Nama", then.get("name") or document.employee_name or "-"),
            ("NIP", then.get("nip") or person.asn_nip or "-"),
            ("Nomor Seri Karpeg", "-"),
            ("Tempat/Tanggal Lahir", f"{place or '-'} / {birth}"),
            ("Jenis Kelamin", sex),
            ("Pangkat/Golongan Ruang/TMT", f"{rank} / {since['rank']}"),
            ("Jabatan/TMT", f"{post} / {since['post']}"),
            ("Unit Kerja", unit),
            # sudo: the name of the region is no secret
            ("Instansi", signed.get("region") or document.company_id.sudo().name),
        ]

    @api.model
    def _get_birth(self, number):
        """Return day of birth and sex, both of which a NIP holds."""
        try:
            found = nip_rules.parse(number or "")
        except RuleError:
            return "-", "-"
        sex = {"male": "Laki-laki", "female": "Perempuan"}.get(found.sex, "-")
        return self._print_day(found.birth_date), sex

    @api.model
    def _get_since(self, person, day, kind):
        """Return the first day of the rank or post that holds on ``day``, as far as is known."""

        def held(version):
            if kind == "rank":
                return version.asn_rank_id
            return (version.job_title, version.asn_functional_level)

        versions = person.version_ids.filtered(lambda v: v.date_version <= day)
        since, last = None, None
        for version in versions.sorted("date_version", reverse=True):
            if since is not None and held(version) != last:
                break
            since, last = version.date_version, held(version)
        return self._print_day(since) or "-"


class AsnPrintCreditConversion(models.AbstractModel):
    """Konversi Predikat Kinerja ke Angka Kredit, of one released evaluation."""

    _name = "report.hr_asn_kinerja_report.print_credit_conversion"
    _description = "Print of the Conversion to Credit Points"
    _inherit = ["asn.print.credit"]

    _record_model = "asn.credit"

    @api.model
    def _prepare_sheet(self, document):
        span = self._print_span(document.date_start, document.date_end)
        title = "KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT"
        months = self._print_number(document.months)
        percent = self._print_number(document.percent)
        coefficient = self._print_number(document.coefficient)
        points = self._print_points(document.points)
        # sudo: the released evaluation that earned the points of the sheet
        evaluation = document.evaluation_id.sudo()
        released = self._get_signatures(evaluation, "evaluation_id", ["evaluation_released"])
        signed = self._get_signed_frame(evaluation, released.get("evaluation_released"))
        return {
            **self._prepare_credit_head(document, title, document.date_end, span, signed),
            "columns": [
                "PREDIKAT",
                "PROSENTASE",
                "KOEFISIEN PER TAHUN",
                "ANGKA KREDIT YANG DIDAPAT",
            ],
            "rows": [
                [
                    wording.PREDICATES.get(document.predicate, "-"),
                    f"{percent}%",
                    coefficient,
                    f"{months}/12 × {percent}% × {coefficient} = {points}",
                ]
            ],
            "total": None,
        }


class AsnPrintCreditAccumulation(models.AbstractModel):
    """Akumulasi Angka Kredit: what counts on the level of today, row by row."""

    _name = "report.hr_asn_kinerja_report.print_credit_accumulation"
    _description = "Print of the Accumulation of Credit Points"
    _inherit = ["asn.print.credit"]

    _record_model = "asn.credit.standing"

    @api.model
    def _prepare_sheet(self, document):
        day = self.env["asn.period"]._local_today(document.company_id)
        credits = self._get_credits(document)
        start = document.start_points
        opening = document.opening_id
        label = f"Saldo awal, {opening.document}" if opening else "Angka kredit dasar"
        days = credits.mapped("date_start"), credits.mapped("date_end")
        span = self._print_span(min(days[0]), max(days[1])) if credits else ""
        return {
            **self._prepare_credit_head(document, "AKUMULASI ANGKA KREDIT", day, span),
            "columns": [
                "TAHUN",
                "PERIODE (BULAN)",
                "PREDIKAT",
                "PROSENTASE",
                "KOEFISIEN",
                "ANGKA KREDIT",
            ],
            "start": (label, self._print_points(start)) if start else None,
            "rows": [self._prepare_row(credit) for credit in credits],
            "total": self._print_points(document.cumulative),
        }

    @api.model
    def _get_credits(self, document):
        """Return the rows that make the total, oldest first, as the reader may read them."""
        return self.env["asn.credit"].search(
            [
                ("employee_id", "=", document.employee_id.id),
                ("level", "=", document.level),
                ("counts", "=", "counted"),
            ],
            order="date_start, id",
        )

    @api.model
    def _prepare_row(self, credit):
        return [
            str(credit.date_end.year),
            self._print_number(credit.months),
            wording.PREDICATES.get(credit.predicate, "-"),
            f"{self._print_number(credit.percent)}%",
            self._print_number(credit.coefficient),
            self._print_points(credit.points),
        ]


class AsnPrintCreditDecision(models.AbstractModel):
    """Penetapan Angka Kredit (PAK): old, new and total points, and what is missing."""

    _name = "report.hr_asn_kinerja_report.print_credit_decision"
    _description = "Print of the Decision on Credit Points"
    _inherit = ["asn.print.credit"]

    _record_model = "asn.credit.standing"

    @api.model
    def _prepare_sheet(self, document):
        day = self.env["asn.period"]._local_today(document.company_id)
        span = f"S.D. {self._print_day(document.date_counted).upper()}"
        sheet = self._prepare_credit_head(
            document, "PENETAPAN ANGKA KREDIT", day, span if document.date_counted else ""
        )
        sheet["signs"][0].update(
            title="Pejabat yang Berwenang Menetapkan Angka Kredit", name="..............", nip="-"
        )
        start, earned = document.start_points, document.earned_points
        opening = document.opening_id
        base, old = (0.0, start) if opening else (start, 0.0)
        parts = [
            ("Angka kredit dasar yang diberikan", base, 0.0, ""),
            ("Angka kredit jabatan fungsional lama", old, 0.0, opening.document or ""),
            ("Angka kredit penyesuaian/penyetaraan", 0.0, 0.0, ""),
            ("Angka kredit konversi", 0.0, earned, ""),
            ("Angka kredit dari peningkatan pendidikan", 0.0, 0.0, ""),
        ]
        show = self._print_points
        return {
            **sheet,
            "parts": [(name, show(a), show(b), show(a + b), note) for name, a, b, note in parts],
            "sums": [show(start), show(earned), show(document.cumulative)],
            "needs": self._prepare_needs(document),
            "verdicts": self._prepare_verdicts(document),
        }

    @api.model
    def _prepare_needs(self, document):
        """Return (what, for the rank, for the level): minimum, and surplus or shortage."""
        show = self._print_points
        total = document.cumulative
        targets = (document.rank_target, document.level_target)
        rest = [
            f"{'+' if total >= t else '-'}{show(abs(total - t))}" if t else "-" for t in targets
        ]
        return [
            ("Angka kredit minimal yang harus dipenuhi", *[show(t) if t else "-" for t in targets]),
            ("Kelebihan (+)/kekurangan (-) angka kredit", *rest),
        ]

    @api.model
    def _prepare_verdicts(self, document):
        """Say for rank and level whether points and predicates allow it to be considered."""
        is_good = document.good_years >= standing_rules.GOOD_YEARS
        level = credit_rules.LABELS.get(document.next_level, "")
        rows = (
            ("KENAIKAN PANGKAT", document.next_rank, document.is_rank_reached),
            ("KENAIKAN JENJANG JABATAN", level, document.is_level_reached),
        )
        return [
            f"{'DAPAT' if is_good and reached else 'BELUM DAPAT'} DIPERTIMBANGKAN UNTUK {what} "
            f"MENJADI {target.upper() if what.endswith('JABATAN') else target}"
            for what, target, reached in rows
            if target and not document.is_informational
        ]
