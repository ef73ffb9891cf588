"""Opening a half-year: one evaluation with its lines for each agreed plan."""

from asn_tool.inside.bench import register
from benchmarks._region import EVALUATION_TABLES, halves, user

PLANS_AT_ONCE = 1000


def prepare(env):
    """Keep the rows of the second half-year aside and take it back to before its opening."""
    period = halves(env)[1]
    for table in EVALUATION_TABLES:
        belongs = (
            "period_id = %s"
            if table == "asn_evaluation"
            else "evaluation_id IN (SELECT id FROM asn_evaluation WHERE period_id = %s)"
        )
        env.cr.execute(
            f"CREATE TEMPORARY TABLE rows_of_{table} ON COMMIT DROP AS"
            f" SELECT * FROM {table} WHERE {belongs}",
            [period.id],
        )
    # Signed evaluations cannot be emptied; the rollback brings this back, too.
    env.cr.execute("ALTER TABLE asn_signature DISABLE TRIGGER USER")
    # An empty table is made anew and the old one comes back with the rollback: no dead rows.
    env.cr.execute("TRUNCATE asn_evaluation CASCADE")
    env.cr.execute("UPDATE asn_period SET state = 'draft' WHERE id = %s", [period.id])
    env.invalidate_all()


def _count(env):
    total = 0
    for table in EVALUATION_TABLES:
        env.cr.execute(f"SELECT count(*) FROM {table}")
        total += env.cr.fetchone()[0]
    return total


def product(env):
    """Open as the HR office does: first batch by the button, the others as the job does."""
    period = halves(env)[1]
    period.with_user(user(env, "hr-office")).action_open()
    while period.state == "opening":
        period._open_batch()
    return _count(env)


def limit(env):
    """Insert the very same rows from a copy: nothing to work out."""
    for table in EVALUATION_TABLES:
        env.cr.execute(f"INSERT INTO {table} SELECT * FROM rows_of_{table}")
    return _count(env)


def peer(env):
    """Create them with the ORM, three calls for each thousand plans: its best batch."""
    env = env(context=dict(env.context, tracking_disable=True, mail_create_nosubscribe=True))
    period = halves(env)[1]
    evaluations = env["asn.evaluation"]
    lines = env["asn.evaluation.indicator"]
    behaviours = env["asn.evaluation.behaviour"]
    plans = env["asn.skp"].search(
        [("period_id", "=", period.parent_id.id), ("state", "=", "agreed")], order="id"
    )
    for start in range(0, len(plans), PLANS_AT_ONCE):
        part = plans[start : start + PLANS_AT_ONCE]
        created = evaluations.create([evaluations._prepare_from_plan(p, period) for p in part])
        lines.create(
            [
                lines._prepare_from_indicator(evaluation, indicator)
                for evaluation in created
                for indicator in evaluation.skp_id.result_ids.indicator_ids
            ]
        )
        behaviours.create(
            [
                behaviours._prepare_from_expectation(evaluation, expected)
                for evaluation in created
                for expected in evaluation.skp_id.behaviour_ids
            ]
        )
        env.flush_all()
        env.invalidate_all()
    return _count(env)


register(
    "open-period",
    "Opening a half-year for everybody: evaluations, indicators, behaviours",
    product,
    limit,
    peer,
    prepare=prepare,
    most_of_limit=1.5,
    least_of_peer=4,
    peer_rounds=1,
)
