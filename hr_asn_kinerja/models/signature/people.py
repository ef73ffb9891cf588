"""Who stands on a signed sheet, and with which post, read with the document itself."""

from odoo.tools import SQL

PERSON = SQL(
    """
    document.company_id, company.name AS region, office.city AS place,
    document.user_id, document.evaluator_user_id, document.superior_user_id,
    document.employee_name, document.nip, document.rank_name, document.job_title,
    document.functional_level, document.additional_duty,
    COALESCE(unit.name->>'id_ID', unit.name->>'en_US') AS unit_name,
    document.date_start, document.date_end, period.name AS period_name,
    evaluator.name AS evaluator_name, evaluator.asn_nip AS evaluator_nip,
    superior.name AS superior_name, superior.asn_nip AS superior_nip,
    evaluator_post.rank AS evaluator_rank, evaluator_post.post AS evaluator_post,
    evaluator_post.unit AS evaluator_unit, superior_post.rank AS superior_rank,
    superior_post.post AS superior_post, superior_post.unit AS superior_unit
    """
)
OFFICIALS = ("evaluator", "superior")
POST_KEYS = ("rank", "post", "unit")
# The post that somebody has on a day; before the first one that is known, the first one.
POST = """
    LEFT JOIN LATERAL (
        SELECT version.job_title AS post,
               CASE WHEN rank.scheme = 'pns' THEN rank.name || ' (' || rank.code || ')'
                    ELSE rank.name END AS rank,
               COALESCE(part.name->>'id_ID', part.name->>'en_US') AS unit
          FROM hr_version AS version
     LEFT JOIN asn_rank AS rank ON rank.id = version.asn_rank_id
     LEFT JOIN hr_department AS part ON part.id = version.department_id
         WHERE version.employee_id = %(person)s AND version.active
      ORDER BY version.date_version <= %(day)s DESC,
               abs(version.date_version - %(day)s)
         LIMIT 1) AS %(name)s ON TRUE
"""


def make_people(moment):
    """Return the tables that ``PERSON`` reads; posts are those of the day of ``moment``.

    :param SQL moment: column with the moment of the step
    """
    day = SQL(
        "COALESCE((%s AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(company.asn_tz, 'UTC'))::date,"
        " CURRENT_DATE)",
        moment,
    )
    posts = [
        SQL(POST, person=SQL.identifier(who, "id"), day=day, name=SQL.identifier(f"{who}_post"))
        for who in OFFICIALS
    ]
    return SQL(
        """
        JOIN res_company AS company ON company.id = document.company_id
        LEFT JOIN res_partner AS office ON office.id = company.partner_id
        JOIN asn_period AS period ON period.id = document.period_id
        LEFT JOIN hr_department AS unit ON unit.id = document.unit_id
        LEFT JOIN hr_employee AS evaluator ON evaluator.id = document.evaluator_id
        LEFT JOIN hr_employee AS superior ON superior.id = document.superior_id
        %s
        """,
        SQL(" ").join(posts),
    )
