"""A service log of 100,000 tickets: importing it, and computing the indicators that it feeds."""

import csv
import io
from datetime import datetime, timedelta
from random import Random

from odoo import Command
from odoo.tools import SQL

from asn_tool.inside.bench import register
from benchmarks._region import halves

TICKETS = 100_000
OFFICERS = 400
SERVICES = ("UJI-1", "UJI-2", "UJI-3")
NAME = "Uji banding"


def _unit(env):
    return env["hr.department"].search([("asn_code", "!=", False)], limit=1)


def _make_services(env):
    return env["asn.service"].create(
        [{"name": code, "code": code, "unit_id": _unit(env).id, "standard": 3} for code in SERVICES]
    )


def _officers(env):
    """People with an agreed plan that has a number to be fed, by NIP."""
    return env.execute_query(
        SQL(
            """
            SELECT employee.asn_nip, min(indicator.id), employee.id
              FROM asn_skp AS plan
              JOIN asn_skp_indicator AS indicator ON indicator.skp_id = plan.id
              JOIN hr_employee AS employee ON employee.id = plan.employee_id
              JOIN asn_evaluation AS evaluation
                ON evaluation.skp_id = plan.id AND evaluation.state = 'open'
             WHERE plan.state = 'agreed' AND indicator.active AND employee.active
               AND indicator.target_kind = 'number' AND indicator.aggregation <> 'ratio'
          GROUP BY employee.id, employee.asn_nip ORDER BY employee.id LIMIT %s
            """,
            OFFICERS,
        )
    )


def _content(env):
    """The file: tickets over eleven months, in the order of opening."""
    random = Random(1)
    officers = [row[0] for row in _officers(env)]
    first = datetime.combine(halves(env)[0].date_start, datetime.min.time())
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("tiket", "kode_layanan", "dibuka", "selesai", "nip_petugas"))
    for number in range(TICKETS):
        opened = first + timedelta(minutes=number * 4.5)
        finished = opened + timedelta(minutes=random.randrange(10, 8000))
        writer.writerow(
            (
                f"T-{number:07d}",
                SERVICES[number % len(SERVICES)],
                f"{opened:%Y-%m-%d %H:%M}",
                f"{finished:%Y-%m-%d %H:%M}",
                officers[number % len(officers)],
            )
        )
    return stream.getvalue().encode()


FILES = {}


def prepare_import(env):
    """Make the services, and the file once."""
    _make_services(env)
    env.flush_all()
    if "file" not in FILES:
        FILES["file"] = _content(env)


def product_import(env):
    """Read, check, work out and write every row, as the dialog does."""
    outcome = env["asn.import"]._load("service_log", FILES["file"])
    if not outcome.done:
        raise RuntimeError(f"the file is refused: {outcome} {outcome.problems[:3]}")
    return outcome.created


def limit_import(env):
    """COPY the rows as they are and join them: no check, no working time, no figures."""
    env.cr.execute(
        "CREATE TEMP TABLE raw_log (ticket text, code text, opened timestamp, finished timestamp,"
        " nip text) ON COMMIT DROP"
    )
    env.cr._obj.copy_expert(
        "COPY raw_log FROM STDIN WITH (FORMAT csv, HEADER)", io.BytesIO(FILES["file"])
    )
    env.cr.execute(
        """
        INSERT INTO asn_service_log (ticket, service_id, company_id, unit_id, employee_id,
               employee_name, opened, finished, date, work_seconds, work_hours, duration, is_within)
        SELECT raw.ticket, service.id, service.company_id, service.unit_id, employee.id,
               employee.name, raw.opened, raw.finished, raw.finished::date,
               EXTRACT(EPOCH FROM raw.finished - raw.opened)::int, 0, 0, TRUE
          FROM raw_log AS raw
          JOIN asn_service AS service ON service.code = raw.code
          JOIN hr_employee AS employee ON employee.asn_nip = raw.nip AND employee.active
        """
    )
    return env.cr.rowcount


def prepare_figures(env):
    """Import the log, and let one indicator of each officer be fed by it."""
    prepare_import(env)
    product_import(env)
    env["asn.indicator.source"].create(
        {
            "name": NAME,
            "kind": "service",
            "figure": "p90",
            "time_unit": "hours",
            "indicator_ids": [Command.set([row[1] for row in _officers(env)])],
        }
    )
    env.flush_all()
    env.cr.execute("ANALYZE asn_service_log")


def _count_entries(env):
    env.cr.execute(
        "SELECT count(*) FROM asn_realisation AS entry"
        " JOIN asn_indicator_source AS source ON source.id = entry.source_id"
        " WHERE source.name = %s",
        [NAME],
    )
    return env.cr.fetchone()[0]


def product_figures(env):
    """Compute as the nightly job does: rights, locks, what is there, evaluations that follow."""
    source = env["asn.indicator.source"].search([("name", "=", NAME)])
    while not source._run_batch():
        pass
    return _count_entries(env)


def limit_figures(env):
    """The same figures and entries by one plain statement, asking nothing."""
    env.cr.execute(
        """
        INSERT INTO asn_realisation (indicator_id, skp_id, date, quantity, source, source_id,
               source_start, source_end, source_count, has_evidence, review_state)
        SELECT indicator.id, plan.id, max(log.date),
               round((percentile_cont(0.9) WITHIN GROUP (ORDER BY log.work_seconds / 3600.0)
                     )::numeric, 4),
               'service', source.id, evaluation.date_start, evaluation.date_end, count(*), FALSE,
               'none'
          FROM asn_indicator_source AS source
          JOIN asn_indicator_source_indicator_rel AS fed
            ON fed.asn_indicator_source_id = source.id
          JOIN asn_skp_indicator AS indicator ON indicator.id = fed.asn_skp_indicator_id
          JOIN asn_skp AS plan ON plan.id = indicator.skp_id
          JOIN asn_evaluation AS evaluation
            ON evaluation.skp_id = plan.id AND evaluation.state = 'open'
          JOIN asn_service_log AS log ON log.employee_id = plan.employee_id
           AND log.date BETWEEN evaluation.date_start AND evaluation.date_end
         WHERE source.name = %s
      GROUP BY indicator.id, plan.id, source.id, evaluation.id
        """,
        [NAME],
    )
    # The evaluations that count the entries, as bare numbers.
    env.cr.execute(
        """
        UPDATE asn_evaluation_indicator AS line
           SET realised = entry.quantity, entry_count = 1, is_measured = TRUE
          FROM asn_realisation AS entry
          JOIN asn_indicator_source AS source ON source.id = entry.source_id
          JOIN asn_evaluation AS evaluation ON evaluation.skp_id = entry.skp_id
           AND entry.date BETWEEN evaluation.date_start AND evaluation.date_end
         WHERE source.name = %s AND line.indicator_id = entry.indicator_id
           AND line.evaluation_id = evaluation.id
        """,
        [NAME],
    )
    return _count_entries(env)


register(
    "service-log-import",
    "Importing a service log of 100,000 tickets",
    product_import,
    limit_import,
    prepare=prepare_import,
)
register(
    "service-log-figures",
    "Computing a percentile of 100,000 tickets for 400 people's indicators",
    product_figures,
    limit_figures,
    prepare=prepare_figures,
    most_of_limit=3,
)
