"""The calibration of a unit of 400 people: cards, distribution and what stands out in one call."""

from asn_tool.inside.bench import register
from benchmarks._region import halves, user
from benchmarks._timing import waits

PEOPLE = 400
CALLS = 20  # of one round, so that a 95th percentile can be told
SECONDS = 1.0  # that the nine-box may take at the 95th percentile


def _unit(env):
    """The unit in which the people of :func:`_fill` are evaluated."""
    return env["hr.department"].search([("asn_kind", "=", "agency")], order="id", limit=1)


def _fill(env):
    """Make one agency as large as the goal says: 400 people rated in the first half-year."""
    period, unit = halves(env)[0], _unit(env)
    reader = user(env, "hr-office").id
    env.cr.execute(
        "UPDATE asn_evaluation AS evaluation SET unit_id = %s"
        "  FROM hr_department AS place"
        " WHERE place.id = evaluation.unit_id AND period_id = %s"
        "   AND place.parent_path LIKE %s AND place.id <> %s",
        [unit.parent_id.id or unit.id, period.id, f"{unit.parent_path}%", unit.id],
    )
    env.cr.execute(
        "UPDATE asn_evaluation SET unit_id = NULL WHERE period_id = %s AND unit_id = %s",
        [period.id, unit.id],
    )
    env.cr.execute(
        "UPDATE asn_evaluation SET unit_id = %s WHERE id IN ("
        "    SELECT id FROM asn_evaluation"
        "     WHERE period_id = %s AND user_id IS DISTINCT FROM %s ORDER BY id LIMIT %s)",
        [unit.id, period.id, reader, PEOPLE],
    )
    assert env.cr.rowcount == PEOPLE
    env.invalidate_all()


def board(env):
    """Open the nine-box of 400 people as the HR office, 20 times."""
    calibrations = env["asn.calibration"].with_user(user(env, "hr-office"))
    unit, period = _unit(env), halves(env)[0]

    def call():
        people = calibrations.get_board(unit.id, period.id)["people"]
        assert len(people) == PEOPLE
        return len(people)

    return waits(env, [call] * CALLS, SECONDS, "people")[-1]


def board_limit(env):
    """Read the same people and ratings by one plain query, 20 times."""
    unit, period = _unit(env), halves(env)[0]

    def call():
        env.cr.execute(
            "SELECT evaluation.*, draft.result_rating, draft.behaviour_rating, draft.predicate"
            "  FROM asn_evaluation AS evaluation"
            "  LEFT JOIN asn_evaluation_rating AS draft ON draft.evaluation_id = evaluation.id"
            " WHERE evaluation.period_id = %s AND evaluation.unit_id = %s"
            " ORDER BY evaluation.employee_name, evaluation.id",
            [period.id, unit.id],
        )
        return len(env.cr.fetchall())

    return waits(env, [call] * CALLS, SECONDS, "people")[-1]


register(
    "nine-box",
    f"Opening the nine-box of a unit of {PEOPLE} people, {CALLS} times",
    board,
    board_limit,
    prepare=_fill,
)
