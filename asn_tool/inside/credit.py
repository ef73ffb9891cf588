"""Credit points: opening balances of most people in functional posts, and what was earned."""

from decimal import Decimal

from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.imports import bulk
from odoo.addons.hr_asn_kinerja.rules import credit as credit_rules
from odoo.addons.hr_asn_kinerja.rules.exceptions import RuleError

from .chance import draw

WITHOUT_BALANCE = 0.12
LAST_DAY = "2025-12-31"


def settle(env, period):
    """Enter balances up to the year before, and work out the points of what is released."""
    env.flush_all()
    people = env.execute_query(
        SQL(
            """
            SELECT employee.id, employee.company_id, employee.name, version.asn_functional_level,
                   rank.code
              FROM hr_employee AS employee
              JOIN hr_version AS version ON version.id = employee.current_version_id
              JOIN asn_rank AS rank ON rank.id = version.asn_rank_id
             WHERE version.asn_position_kind = 'functional' AND version.asn_status = 'pns'
               AND version.asn_functional_level IS NOT NULL
          ORDER BY employee.id
            """
        )
    )
    rows = []
    for number, (employee, company, name, level, rank) in enumerate(people, 1):
        points = _balance(name, level, rank, period.date_end)
        if points is not None and draw(name, "no balance") >= WITHOUT_BALANCE:
            rows.append((employee, company, name, level, points, number))
    if rows:
        employees, companies, names, levels, points, numbers = zip(*rows, strict=True)
        bulk.insert(
            env,
            "asn_credit_opening",
            {
                "employee_id": ("int", list(employees)),
                "company_id": ("int", list(companies)),
                "employee_name": ("varchar", list(names)),
                "level": ("varchar", list(levels)),
                "points": ("numeric", list(points)),
                "document": ("varchar", [f"PAK No. 800/{n}/PAK/2026" for n in numbers]),
            },
            {"date": LAST_DAY},
        )
    env.invalidate_all()
    released = env["asn.evaluation"].search([("predicate", "!=", False)])
    env["asn.credit"]._sync(released)
    env["asn.credit.standing"]._refresh()


def _balance(name, level, rank, on):
    """Return points between the base of the rank and what the next one needs, or None."""
    try:
        base = credit_rules.base_points(level, rank, on)
        need = credit_rules.level_of(level, on).rank_need
    except RuleError:
        return None
    return base + round(Decimal(draw(name, "credit")) * need, 2)
