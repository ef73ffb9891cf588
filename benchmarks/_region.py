"""What the benchmarks share: periods and people of the data set."""

EVALUATION_TABLES = ("asn_evaluation", "asn_evaluation_indicator", "asn_evaluation_behaviour")
# One login of the demonstration for each role.
ROLES = {
    "employee": "pegawai",
    "evaluator": "penilai",
    "superior": "atasan",
    "unit-officer": "pengelola",
    "hr-office": "bkpsdm",
    "auditor": "auditor",
}


def halves(env):
    """Return the half-years of the year that is running, the first one with results."""
    running = [("kind", "=", "year"), ("state", "=", "open")]
    year = env["asn.period"].search(running, order="date_start", limit=1)
    return year.child_ids.filtered(lambda period: period.kind == "half").sorted("date_start")


def user(env, role):
    """Return the login of a role."""
    return env["res.users"].search([("login", "=", ROLES[role])])
