"""The first page of the list of evaluations, as each role sees it.

What the rules cost beside the superuser's list is measured here (threat: M03).
"""

from functools import partial

from asn_tool.inside.bench import register
from benchmarks._region import ROLES, user

PAGE = 80
COLUMNS = (
    "employee_name",
    "job_title",
    "evaluator_name",
    "has_score",
    "score",
    "predicate",
    "date_due",
    "state",
)
# The list shows the unit's own name, not the path above it.
UNIT = {"fields": {"display_name": {}}, "context": {"hierarchical_naming": False}}
SPECIFICATION = {**{name: {} for name in COLUMNS}, "unit_id": UNIT}
KNOWN = {}


def look_up(role, env):
    """Find the login and the rows beforehand: neither side is charged for looking them up."""
    condition, values = _seen(env, role)
    env.cr.execute(
        f"SELECT id FROM asn_evaluation e WHERE {condition}"
        f" ORDER BY employee_name, id LIMIT {PAGE}",
        values or None,
    )
    ids = [row[0] for row in env.cr.fetchall()]
    # A request is of its user from the beginning; that costs both sides the same.
    evaluations = env["asn.evaluation"].with_user(user(env, role).id)
    KNOWN[role] = evaluations, condition, values, ids
    env.invalidate_all()


def _seen(env, role):
    """Return the condition of the rows that the role may see, as SQL on stored columns."""
    login = user(env, role)
    if role in ("hr-office", "auditor"):
        return "TRUE", []
    relation = "(%(id)s IN (e.user_id, e.evaluator_user_id, e.superior_user_id)"
    if role == "unit-officer":
        units = env["hr.department"].search([("id", "child_of", login.asn_unit_ids.ids)])
        return relation + " OR e.unit_id = ANY(%(units)s))", {"id": login.id, "units": units.ids}
    return relation + ")", {"id": login.id}


def product(role, env):
    """Read the page as the web client does, under the rules of the role."""
    evaluations, _condition, _values, _ids = KNOWN[role]
    found = evaluations.web_search_read([], SPECIFICATION, limit=PAGE, count_limit=10001)
    return len(found["records"])


def limit(role, env):
    """Read the same page by one query, names of the units and the count included."""
    _evaluations, condition, values, _ids = KNOWN[role]
    env.cr.execute(
        f"""SELECT e.id, {", ".join("e." + name for name in COLUMNS)}, unit.name
              FROM asn_evaluation e LEFT JOIN hr_department unit ON unit.id = e.unit_id
             WHERE {condition} ORDER BY e.employee_name, e.id LIMIT {PAGE}""",
        values or None,
    )
    rows = env.cr.fetchall()
    env.cr.execute(
        f"SELECT count(*) FROM (SELECT FROM asn_evaluation e WHERE {condition} LIMIT 10001) AS x",
        values or None,
    )
    return len(rows)


def peer(role, env):
    """Read the same rows as the superuser, whom no rule limits: what the ORM costs by itself."""
    domain = [] if role in ("hr-office", "auditor") else [("id", "in", KNOWN[role][3])]
    found = env["asn.evaluation"].web_search_read(
        domain, SPECIFICATION, limit=PAGE, count_limit=10001
    )
    return len(found["records"])


for name in ROLES:
    register(
        f"list-{name}",
        f"List of {PAGE} evaluations as {name.replace('-', ' ')} (Odoo's way: without any rule)",
        partial(product, name),
        partial(limit, name),
        partial(peer, name),
        prepare=partial(look_up, name),
    )
