"""The leader's dashboard of a whole region with its course over the periods, in one call."""

from asn_tool.inside.bench import register
from benchmarks._region import halves, user
from benchmarks._timing import waits

CALLS = 20  # of one round, so that a 95th percentile can be told
SECONDS = 1.0  # that the dashboard may take at the 95th percentile


def _fill(env):
    """Work out the figures of indicators, as the job of the night does."""
    env["asn.indicator.figure"]._cron_refresh()
    env.flush_all()


def dashboard(env):
    """Open the dashboard of the whole region as the HR office, 20 times."""
    reports = env["asn.evaluation.report"].with_user(user(env, "hr-office"))
    period = halves(env)[0]

    def call():
        return reports.get_dashboard(period.id)["evaluations"]["total"]

    return waits(env, [call] * CALLS, SECONDS, "people")[-1]


def dashboard_limit(env):
    """Count the same evaluations and plans by two plain queries, 20 times."""
    period, reader = halves(env)[0], user(env, "hr-office")

    def call():
        env.cr.execute(
            "SELECT evaluation.period_id, evaluation.unit_id, evaluation.state,"
            "       evaluation.predicate, count(*), avg(evaluation.score)"
            "  FROM asn_evaluation AS evaluation"
            "  JOIN asn_period AS period ON period.id = evaluation.period_id"
            " WHERE period.kind = %s AND period.company_id = %s"
            "   AND evaluation.user_id IS DISTINCT FROM %s"
            " GROUP BY 1, 2, 3, 4",
            [period.kind, period.company_id.id, reader.id],
        )
        people = sum(row[4] for row in env.cr.fetchall() if row[0] == period.id)
        env.cr.execute(
            "SELECT unit_id, state, count(*) FROM asn_skp WHERE period_id = %s GROUP BY 1, 2",
            [period.parent_id.id],
        )
        env.cr.fetchall()
        return people

    return waits(env, [call] * CALLS, SECONDS, "people")[-1]


register(
    "dashboard",
    f"Opening the leader's dashboard of the whole region, {CALLS} times",
    dashboard,
    dashboard_limit,
    prepare=_fill,
)
