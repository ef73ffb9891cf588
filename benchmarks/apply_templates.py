"""Filling in the drafts of a year from a template: results, indicators, counts and history."""

from odoo import Command

from odoo.addons.hr_asn_kinerja.models.template.asn_skp_template_run import FillingOrder

from asn_tool.inside.bench import register
from benchmarks._region import halves, user

NAME = "Uji banding"
RESULTS, INDICATORS = 5, 3  # for each plan; indicators for each result
PLANS_AT_ONCE = 1000


def prepare(env):
    """Open the next year, so that everybody has an empty draft, and make the template."""
    year = halves(env)[1].date_start.year + 1
    period = env["asn.period"].browse(env["asn.period"].action_generate(year)["res_id"])
    period.with_user(user(env, "hr-office")).action_open()
    while period.state == "opening":
        period._open_batch()
    env["asn.skp.template"].create(
        {
            "name": NAME,
            "result_ids": [
                Command.create(
                    {
                        "name": f"Tercapainya hasil kerja ke-{number}",
                        "sequence": number,
                        "indicator_ids": [
                            Command.create(
                                {
                                    "name": f"Indikator {number}.{line}",
                                    "unit": "dokumen",
                                    "target_value": 12,
                                    "sequence": line,
                                }
                            )
                            for line in range(INDICATORS)
                        ],
                    }
                )
                for number in range(RESULTS)
            ],
        }
    )
    env.flush_all()
    # What the database does by itself some time after an opening.
    env.cr.execute("ANALYZE asn_skp")


def _template(env):
    return env["asn.skp.template"].search([("name", "=", NAME)])


def _plans(env):
    return env["asn.skp"].search(
        [("state", "=", "draft"), ("result_count", "=", 0), ("form", "=", "administrator")],
        order="id",
    )


def _count(env):
    """Lines with an origin in this template, and their steps in the history."""
    env.cr.execute(
        "SELECT count(*) FROM asn_skp_result AS line"
        " JOIN asn_skp_template_result AS source ON source.id = line.template_result_id"
        " WHERE source.template_id = %(id)s"
        " UNION ALL SELECT count(*) FROM asn_skp_indicator AS line"
        " JOIN asn_skp_template_indicator AS source ON source.id = line.template_indicator_id"
        " WHERE source.template_id = %(id)s"
        " UNION ALL SELECT count(*) FROM asn_transition WHERE reason = %(name)s",
        {"id": _template(env).id, "name": NAME},
    )
    return sum(row[0] for row in env.cr.fetchall())


def product(env):
    """Fill in as the HR office does: first batch by the button, the others as the job does."""
    office = env(user=user(env, "hr-office").id)
    order = FillingOrder("template", _template(env).id)
    run = office["asn.skp.template.run"]._start(_plans(office), order).sudo()
    while run.state == "running":
        run._fill_batch()
    return _count(env)


def limit(env):
    """Insert the same rows without asking anything: neither rights nor what is there."""
    values = {"template": _template(env).id, "uid": env.uid, "ids": _plans(env).ids, "name": NAME}
    values["run"] = _run(env).id
    env.cr.execute(
        """
        INSERT INTO asn_skp_result (
               skp_id, template_result_id, template_run_id, sequence, kind, name, classification,
               weight, create_uid, create_date, write_uid, write_date)
        SELECT plan.id, source.id, %(run)s, source.sequence, source.kind, source.name,
               source.classification, 0, %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s,
               now() AT TIME ZONE 'UTC'
          FROM unnest(%(ids)s) AS plan(id)
    CROSS JOIN asn_skp_template_result AS source
         WHERE source.template_id = %(template)s
      ORDER BY plan.id, source.sequence
        """,
        values,
    )
    env.cr.execute(
        """
        INSERT INTO asn_skp_indicator (
               result_id, skp_id, template_indicator_id, template_run_id, sequence, name, aspect,
               unit, polarity, aggregation, target_kind, target_value, target_max, weight,
               distribution, create_uid, create_date, write_uid, write_date)
        SELECT result.id, result.skp_id, source.id, %(run)s, source.sequence, source.name,
               source.aspect, source.unit, source.polarity, source.aggregation,
               source.target_kind, source.target_value, 0, 0, 'prorated', %(uid)s,
               now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
          FROM asn_skp_result AS result
          JOIN asn_skp_template_indicator AS source
            ON source.result_id = result.template_result_id
         WHERE source.template_id = %(template)s AND result.skp_id = ANY(%(ids)s)
      ORDER BY result.skp_id, result.id, source.sequence
        """,
        values,
    )
    env.cr.execute(
        "UPDATE asn_skp SET result_count = %s, indicator_count = %s WHERE id = ANY(%s)",
        [RESULTS, RESULTS * INDICATORS, values["ids"]],
    )
    env.cr.execute(
        "INSERT INTO asn_transition (skp_id, action, state_from, state_to, user_id, date, reason)"
        " SELECT plan.id, 'fill_in', 'draft', 'draft', %(uid)s, now() AT TIME ZONE 'UTC', %(name)s"
        " FROM unnest(%(ids)s) AS plan(id)",
        values,
    )
    return _count(env)


def _run(env):
    return env["asn.skp.template.run"].create(
        {"source": "template", "company_id": env.company.id, "template_id": _template(env).id}
    )


def peer(env):
    """Create them with the ORM, three calls for each thousand plans: its best batch."""
    env = env(context=dict(env.context, tracking_disable=True, mail_create_nosubscribe=True))
    template, run, plans = _template(env), _run(env), _plans(env)
    for start in range(0, len(plans), PLANS_AT_ONCE):
        part = plans[start : start + PLANS_AT_ONCE]
        results = env["asn.skp.result"].create(
            [
                {
                    "skp_id": plan.id,
                    "template_result_id": source.id,
                    "template_run_id": run.id,
                    "sequence": source.sequence,
                    "kind": source.kind,
                    "name": source.name,
                    "classification": source.classification,
                }
                for plan in part
                for source in template.result_ids
            ]
        )
        env["asn.skp.indicator"].create(
            [
                {
                    "result_id": result.id,
                    "template_indicator_id": source.id,
                    "template_run_id": run.id,
                    **{
                        name: source[name]
                        for name in (
                            "sequence",
                            "name",
                            "aspect",
                            "unit",
                            "polarity",
                            "aggregation",
                            "target_kind",
                            "target_value",
                        )
                    },
                }
                for result in results
                for source in result.template_result_id.indicator_ids
            ]
        )
        env["asn.transition"].create(
            [
                {
                    "skp_id": plan.id,
                    "action": "fill_in",
                    "state_from": plan.state,
                    "state_to": plan.state,
                    "user_id": env.uid,
                    "reason": NAME,
                }
                for plan in part
            ]
        )
        env.flush_all()
        env.invalidate_all()
    return _count(env)


register(
    "apply-templates",
    "Filling in everybody's draft from a template: 5 results and 15 indicators each",
    product,
    limit,
    peer,
    prepare=prepare,
    most_of_limit=2,
    least_of_peer=4,
    peer_rounds=1,
)
