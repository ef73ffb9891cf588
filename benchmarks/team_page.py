"""The page of a team: 40 people with all their indicators, read by one call."""

from asn_tool.inside.bench import register
from benchmarks._region import user
from benchmarks._timing import waits

PEOPLE = 40
CALLS = 20  # of one round, so that a 95th percentile can be told
SECONDS = 0.5  # that a page may take at the 95th percentile


def _period(env):
    """The latest evaluation period that was opened."""
    return env["asn.period"].search(
        [("kind", "!=", "year"), ("state", "=", "open")], order="date_start desc", limit=1
    )


def _team(env):
    """Make the team of one evaluator as large as the goal says: 40 people with evaluations."""
    evaluator, period = user(env, "evaluator").employee_id, _period(env)
    env.cr.execute(
        "SELECT skp_id FROM asn_evaluation"
        " WHERE period_id = %s AND employee_id <> %s ORDER BY skp_id LIMIT %s",
        [period.id, evaluator.id, PEOPLE],
    )
    plans = [row[0] for row in env.cr.fetchall()]
    assert len(plans) == PEOPLE
    for table, key in (("asn_skp", "id"), ("asn_evaluation", "skp_id")):
        env.cr.execute(
            f"UPDATE {table} SET evaluator_user_id = NULL WHERE evaluator_user_id = %s",
            [evaluator.user_id.id],
        )
        env.cr.execute(
            f"UPDATE {table} SET evaluator_user_id = %s WHERE {key} = ANY(%s)",
            [evaluator.user_id.id, plans],
        )
    env.invalidate_all()


def page(env):
    """Open the page of 40 people as their evaluator, 20 times."""
    skp, period = env["asn.skp"].with_user(user(env, "evaluator")), _period(env)

    def call():
        people = skp.get_team(period.id, "team")["people"]
        assert len(people) == PEOPLE
        return sum(len(person["lines"]) for person in people)

    return waits(env, [call] * CALLS, SECONDS, "indicators")[-1]


def page_limit(env):
    """Read the same figures by two plain queries, 20 times."""
    login, period = user(env, "evaluator"), _period(env)

    def call():
        env.cr.execute(
            "SELECT plan.id, plan.employee_name, plan.job_title, plan.state,"
            "       (SELECT max(entry.date) FROM asn_realisation AS entry"
            "         WHERE entry.skp_id = plan.id),"
            "       (SELECT max(given.date) FROM asn_feedback AS given"
            "         WHERE given.skp_id = plan.id AND given.visibility = 'open')"
            "  FROM asn_skp AS plan"
            " WHERE plan.evaluator_user_id = %s AND plan.period_id = %s"
            " ORDER BY plan.employee_name, plan.id",
            [login.id, period.parent_id.id],
        )
        env.cr.fetchall()
        env.cr.execute(
            "SELECT line.*, (SELECT max(entry.date) FROM asn_realisation AS entry"
            "                 WHERE entry.indicator_id = line.indicator_id)"
            "  FROM asn_evaluation AS evaluation"
            "  JOIN asn_evaluation_indicator AS line ON line.evaluation_id = evaluation.id"
            " WHERE evaluation.evaluator_user_id = %s AND evaluation.period_id = %s",
            [login.id, period.id],
        )
        return len(env.cr.fetchall())

    return waits(env, [call] * CALLS, SECONDS, "indicators")[-1]


register(
    "team-page",
    f"Opening the page of a team of {PEOPLE} people, {CALLS} times",
    page,
    page_limit,
    prepare=_team,
)
