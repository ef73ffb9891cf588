"""The rating screen: everything about one person, read by one call, for the 40 people of a team."""

from functools import partial

from asn_tool.inside.bench import register
from benchmarks._region import halves, user
from benchmarks._timing import waits

PEOPLE = 40
SECONDS = 0.4  # that opening a person may take at the 95th percentile


def _team(env):
    """Make the team of one evaluator as large as the goal says: 40 people with evaluations."""
    evaluator, period = user(env, "evaluator").employee_id, halves(env)[0]
    env.cr.execute(
        "SELECT id FROM asn_evaluation"
        " WHERE period_id = %s AND employee_id <> %s ORDER BY skp_id LIMIT %s",
        [period.id, evaluator.id, PEOPLE],
    )
    evaluations = [row[0] for row in env.cr.fetchall()]
    assert len(evaluations) == PEOPLE
    env.cr.execute(
        "UPDATE asn_skp SET evaluator_id = %(who)s, evaluator_user_id = %(login)s"
        " WHERE id IN (SELECT skp_id FROM asn_evaluation WHERE id = ANY(%(ids)s))",
        {"who": evaluator.id, "login": evaluator.user_id.id, "ids": evaluations},
    )
    env.cr.execute(
        "UPDATE asn_evaluation SET evaluator_id = %(who)s, evaluator_user_id = %(login)s"
        " WHERE id = ANY(%(ids)s)",
        {"who": evaluator.id, "login": evaluator.user_id.id, "ids": evaluations},
    )
    env.invalidate_all()


def _ids(env):
    env.cr.execute(
        "SELECT id FROM asn_evaluation WHERE evaluator_user_id = %s AND period_id = %s"
        " ORDER BY employee_name, id LIMIT %s",
        [user(env, "evaluator").id, halves(env)[0].id, PEOPLE],
    )
    return [row[0] for row in env.cr.fetchall()]


def _each(env, call):
    """Open person after person; return the indicators of all."""
    calls = [partial(call, evaluation) for evaluation in _ids(env)]
    return sum(waits(env, calls, SECONDS, "indicators of the last one"))


def page(env):
    """Open the screen of each of the 40 people as their evaluator."""
    evaluations = env["asn.evaluation"].with_user(user(env, "evaluator"))

    def call(evaluation):
        shown = evaluations.get_rating_page(evaluation)
        return sum(len(result["lines"]) for result in shown["results"])

    evaluations.get_rating_page(_ids(env)[0])  # what every worker has in memory
    return _each(env, call)


def page_limit(env):
    """Read the rows behind the same screens by four plain queries each."""

    def call(evaluation):
        env.cr.execute("SELECT * FROM asn_evaluation WHERE id = %s", [evaluation])
        env.cr.fetchall()
        env.cr.execute(
            "SELECT * FROM asn_evaluation_behaviour WHERE evaluation_id = %s", [evaluation]
        )
        env.cr.fetchall()
        env.cr.execute(
            "SELECT feedback.* FROM asn_feedback AS feedback"
            " JOIN asn_evaluation AS evaluation ON evaluation.skp_id = feedback.skp_id"
            " WHERE evaluation.id = %s",
            [evaluation],
        )
        env.cr.fetchall()
        env.cr.execute(
            "SELECT * FROM asn_evaluation_indicator WHERE evaluation_id = %s", [evaluation]
        )
        return len(env.cr.fetchall())

    return _each(env, call)


register(
    "rating-screen",
    f"Opening the rating screen of {PEOPLE} people, one after the other",
    page,
    page_limit,
    prepare=_team,
)
