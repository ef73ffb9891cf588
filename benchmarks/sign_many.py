"""Signing a thousand released evaluations: snapshots, checksums, one chain."""

from asn_tool.inside.bench import register
from benchmarks._region import halves, user

DOCUMENTS = 1000


def _evaluations(env):
    period = halves(env)[0]
    return env["asn.evaluation"].search(
        [("period_id", "=", period.id), ("date_released", "!=", False)], order="id", limit=DOCUMENTS
    )


def prepare(env):
    """Keep the rows that signing would write aside, for the side that only stores them."""
    signer = user(env, "hr-office")
    env["asn.signature"]._sign_many(_evaluations(env), "evaluation_released", signer)
    env.cr.execute(
        "CREATE TEMPORARY TABLE rows_signed ON COMMIT DROP AS SELECT * FROM asn_signature"
        " ORDER BY sequence DESC LIMIT %s",
        [DOCUMENTS],
    )
    env.cr.execute(
        "UPDATE rows_signed SET id = id + 100000000, sequence = sequence + 100000000,"
        " token_digest = 'b' || token_digest"
    )
    env.invalidate_all()


def product(env):
    """Sign them as a release of a thousand does."""
    signer = user(env, "hr-office")
    return len(env["asn.signature"]._sign_many(_evaluations(env), "evaluation_released", signer))


def limit(env):
    """Insert as many finished rows: nothing is read, nothing is worked out."""
    env.cr.execute("INSERT INTO asn_signature SELECT * FROM rows_signed")
    return env.cr.rowcount


def peer(env):
    """Sign them one after the other, as a thousand releases by hand do."""
    signer = user(env, "hr-office")
    signatures = env["asn.signature"]
    for evaluation in _evaluations(env):
        signatures._sign(evaluation, "evaluation_released", signer)
    return len(_evaluations(env))


register(
    "sign-many",
    "Signing a thousand released evaluations in one chain",
    product,
    limit,
    peer,
    prepare=prepare,
    # Beside storing: five tables are read, 16,000 lines put into text, two checksums for each.
    most_of_limit=40,
    least_of_peer=4,
    peer_rounds=1,
)
