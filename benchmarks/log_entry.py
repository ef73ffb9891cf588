"""Saving one entry of work as its employee, figures of the evaluation included."""

import time
import uuid

from asn_tool.inside.bench import register
from benchmarks._region import user

ENTRIES = 100  # of one round, each saved for itself
SECONDS = 0.15  # that one may take at the 95th percentile
QUERIES = 25  # that one may cost


def _indicator(env):
    """Return an indicator of the employee's running plan that adds up."""
    employee = user(env, "employee")
    page = env["asn.realisation"].with_user(employee).get_log_page()
    assert not page["message"], page["message"]
    row = next(row for row in page["indicators"] if row["aggregation"] == "sum")
    return employee, row["id"], page["date"]


def save(env):
    """Save 100 entries one by one, each with an empty cache as in a request of its own."""
    employee, indicator, day = _indicator(env)
    log, seconds, queries = env["asn.realisation"].with_user(employee), [], []
    for number in range(ENTRIES):
        env.invalidate_all()
        before, began = env.cr.sql_log_count, time.perf_counter()
        log.log_work(
            [
                {
                    "token": uuid.uuid4().hex,
                    "indicator_id": indicator,
                    "date": day,
                    "quantity": number,
                    "note": "Uji kecepatan",
                }
            ]
        )
        env.flush_all()
        seconds.append(time.perf_counter() - began)
        queries.append(env.cr.sql_log_count - before)
    ordered = sorted(seconds)
    middle, high = ordered[ENTRIES // 2], ordered[int(ENTRIES * 0.95) - 1]
    most = max(queries[1:])  # the first fills what a server keeps between requests
    print(f"p50 {middle * 1000:.1f} ms, p95 {high * 1000:.1f} ms, at most {most} queries")
    if high > SECONDS or most > QUERIES:
        raise RuntimeError(
            f"p95 {high:.3f} s and {most} queries; wanted {SECONDS} s and {QUERIES} queries"
        )
    return ENTRIES


def save_limit(env):
    """Insert the same rows and work the line's sum out by plain SQL."""
    employee, indicator, day = _indicator(env)
    for number in range(ENTRIES):
        env.cr.execute(
            "INSERT INTO asn_realisation (indicator_id, skp_id, date, quantity, note, source,"
            " review_state, is_late, has_evidence, client_token, create_uid, write_uid,"
            " create_date, write_date)"
            " SELECT id, skp_id, %s, %s, 'Uji kecepatan', 'manual', 'none', FALSE, FALSE, %s,"
            " %s, %s, now(), now() FROM asn_skp_indicator WHERE id = %s",
            [day, number, uuid.uuid4().hex, employee.id, employee.id, indicator],
        )
        env.cr.execute(
            "UPDATE asn_evaluation_indicator AS line SET (realised, entry_count) ="
            " (SELECT sum(entry.quantity), count(*) FROM asn_realisation AS entry"
            "   WHERE entry.indicator_id = line.indicator_id AND entry.review_state <> 'returned'"
            "     AND entry.date BETWEEN evaluation.date_start AND evaluation.date_end)"
            "  FROM asn_evaluation AS evaluation"
            " WHERE evaluation.id = line.evaluation_id AND line.indicator_id = %s"
            "   AND %s BETWEEN evaluation.date_start AND evaluation.date_end",
            [indicator, day],
        )
    return ENTRIES


register(
    "log-entry",
    f"Saving {ENTRIES} entries of work, each for itself",
    save,
    save_limit,
)
