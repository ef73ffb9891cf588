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
    """Return the two half-years of the data set, the first one with results."""
    return env["asn.period"].search([("kind", "=", "half")], order="date_start", limit=2)


def user(env, role):
    """Return the login of a role."""
    return env["res.users"].search([("login", "=", ROLES[role])])
