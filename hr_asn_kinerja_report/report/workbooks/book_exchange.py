from odoo import models
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.rules import exchange, predicate, rating

from ...groups import HR_OFFICE
from .sheet import Column, Sheet


def _case(sql, values):
    """Return SQL that puts a text in the place of each key; other keys become NULL."""
    whens = SQL(" ").join(SQL("WHEN %s THEN %s", key, text) for key, text in values.items())
    return SQL("CASE %s %s END", sql, whens)


class AsnBookExchange(models.AbstractModel):
    """Released results in the field names and codes of the national system (SIASN).

    One row for each person and period: whoever changed posts within it is reported with the last
    part. All cells are text, as the system takes them; what it has no published code for is empty.
    """

    _name = "report.hr_asn_kinerja_report.book_exchange"
    _description = "Results for the National System (XLSX)"
    _inherit = "asn.workbook"

    _book_model = "asn.evaluation"
    _book_groups = (HR_OFFICE,)
    # Programs read the first sheet of a file.
    _book_cover_first = False

    def _book_title(self):
        return self.env._("Results for the National System")

    def _book_facts(self, scope):
        return [
            self._get_released_fact(),
            (
                self.env._("Codes"),
                self.env._(
                    "Field names and codes of SKP 2022 and kinerja periodik (SIASN). koefisienId "
                    "is known for the predicate good only, penilaiGolonganId for PNS, periodikId "
                    "for months and quarters; other cells are empty."
                ),
            ),
        ]

    def _book_sheets(self, scope):
        source = self._prepare_source(self._get_domain(scope))
        fields = self._prepare_fields(source)
        evaluation = source.sql("id")
        return [
            Sheet(
                name="SKP",
                query=source.query,
                columns=[
                    Column(name, "text", max(12, len(name) + 2), fields[name])
                    for name in exchange.FIELDS
                ],
                order=SQL("%s, %s, %s", source.sql("nip"), source.sql("date_start"), evaluation),
                empty=self.env._("Nothing was released here yet."),
                numbered=False,
                evaluation=evaluation,
                rated=SQL("TRUE"),
            )
        ]

    def _prepare_source(self, domain):
        """Return the released evaluations, the last part of each person and period only."""
        source = self._source([*domain, ("predicate", "!=", False)])
        source.query.add_where(
            SQL(
                """
                NOT EXISTS (
                    SELECT FROM asn_evaluation AS later
                     WHERE later.employee_id = %(employee)s AND later.period_id = %(period)s
                       AND later.predicate IS NOT NULL
                       AND (later.date_end, later.id) > (%(end)s, %(id)s))
                """,
                employee=source.sql("employee_id"),
                period=source.sql("period_id"),
                end=source.sql("date_end"),
                id=source.sql("id"),
            )
        )
        return source

    def _prepare_fields(self, source):
        """Return {field name of the national system: SQL text}."""
        period = source.join("period_id", "asn.period")
        official = source.join("evaluator_id", "hr.employee")
        version = self._join_version(source)
        rank = source.join("asn_rank_id", "asn.rank", version)
        unit = source.join("department_id", "hr.department", version)
        result, behaviour, key = (
            source.sql(name) for name in ("result_rating", "behaviour_rating", "predicate")
        )
        # sudo: the list of ranks, nothing personal
        ranks = self.env["asn.rank"].sudo().with_context(active_test=False).search([])
        rank_ids = {one.id: exchange.rank_id(one.code) or None for one in ranks}
        coefficients = SQL("%s || '/' || %s", source.sql("functional_level"), key)

        def part(name, what):
            return SQL("EXTRACT(%s FROM %s)::int::text", SQL(what), source.sql(name))

        return {
            "nip": source.sql("nip"),
            "nama": source.sql("employee_name"),
            "tahun": part("date_end", "YEAR"),
            "periodikId": _case(SQL.identifier(period, "kind"), exchange.PERIOD_IDS),
            "bulanMulaiPenilaian": part("date_start", "MONTH"),
            "tahunMulaiPenilaian": part("date_start", "YEAR"),
            "bulanSelesaiPenilaian": part("date_end", "MONTH"),
            "tahunSelesaiPenilaian": part("date_end", "YEAR"),
            "hasilKinerja": _case(result, exchange.RATING_TEXTS),
            "hasilKinerjaNilai": _case(result, _texts(rating.CODES)),
            "perilakuKerja": _case(behaviour, exchange.RATING_TEXTS),
            "perilakuKerjaNilai": _case(behaviour, _texts(rating.CODES)),
            "kuadranKinerja": _case(key, exchange.PREDICATE_TEXTS),
            "kuadranKinerjaNilai": _case(key, _texts(predicate.CODES)),
            "koefisienId": _case(
                coefficients,
                {
                    f"{level}/{one}": exchange.coefficient_id(level, one)
                    for level in exchange.LEVEL_DIGITS
                    for one in exchange.PUBLISHED_PREDICATES
                },
            ),
            "namaPenilai": source.sql("evaluator_name"),
            # The forms name the evaluator with NIP, rank, post and unit; the HR office keeps them.
            "nipNrpPenilai": SQL.identifier(official, "asn_nip"),
            "penilaiGolonganId": _case(SQL.identifier(rank, "id"), rank_ids or {0: None}),
            "penilaiJabatanNm": SQL.identifier(version, "job_title"),
            "penilaiUnorNm": self.env["hr.department"]._field_to_sql(unit, "name"),
            "statusPenilai": SQL(
                "CASE WHEN %s IS NULL THEN %s ELSE %s END",
                SQL.identifier(official, "asn_nip"),
                exchange.NOT_ASN,
                exchange.ASN,
            ),
        }

    def _join_version(self, source):
        """Join post, rank and unit of the evaluator as they were at the end of the period."""
        alias = source.query.make_alias(source.table, "evaluator_version")
        source.query.add_join(
            "LEFT JOIN",
            alias,
            SQL(
                """
                LATERAL (SELECT job_title, department_id, asn_rank_id
                           FROM hr_version
                          WHERE employee_id = %s AND active AND date_version <= %s
                       ORDER BY date_version DESC, id DESC LIMIT 1)
                """,
                source.sql("evaluator_id"),
                source.sql("date_end"),
            ),
            SQL("TRUE"),
        )
        return alias


def _texts(codes):
    return {key: str(code) for key, code in codes.items()}
