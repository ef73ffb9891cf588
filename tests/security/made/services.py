"""A service with its log, and sources from which indicators are counted."""

from odoo import Command
from odoo.tests import new_test_user

from .people import YEAR


def make(made):
    """A ticket of each of the two, the figures from them, and the sources."""
    _make_log(made)
    _make_sources(made)


def _make_log(made):
    env = made.env
    service, spare_service = env["asn.service"].create(
        [
            {"name": "KTP elektronik", "code": code, "unit_id": made.clinic.id, "standard": 1}
            for code in ("KTP-EL", "KK")
        ]
    )
    made.keep(service)
    made.unused["asn.service"] = spare_service.id
    made.keep(
        *env["asn.service.log"].create(
            [
                {
                    "ticket": f"{made.secrets['ticket']}-{number}",
                    "service_id": service.id,
                    "company_id": env.company.id,
                    "unit_id": made.clinic.id,
                    "employee_id": person.id,
                    "employee_name": person.name,
                    "opened": f"{YEAR}-03-04 01:00:00",
                    "finished": f"{YEAR}-03-04 03:00:00",
                    "date": f"{YEAR}-03-04",
                    "work_seconds": 7200,
                    "work_hours": 2,
                    "duration": 0.25,
                    "is_within": True,
                }
                for number, person in ((1, made.nurse), (2, made.colleague))
            ]
        )
    )
    figures = env["asn.service.figure"]
    figures._refresh(service.ids)
    of_people = {one.employee_id: one for one in figures.search([("level", "=", "officer")])}
    made.keep(of_people[made.nurse], of_people[made.colleague])
    made.keep(
        env["asn.indicator.figure"].create(
            {
                "period_id": made.evaluation.period_id.id,
                "company_id": env.company.id,
                "unit_id": made.clinic.id,
                "name": "Pasien yang dilayani",
                "people_count": 5,
                "achievement": 90,
            }
        )
    )


def _make_sources(made):
    env = made.env
    countable, spare_countable = env["asn.source.model"].create(
        [{"model": "asn.service.log"}, {"model": "res.country"}]
    )
    made.keep(countable)
    fields = {field.name: field for field in countable.field_ids}
    made.keep(fields["ticket"])
    for name in ("finished", "employee_id", "is_within"):
        fields[name].is_allowed = True
    env.company.asn_reader_id = new_test_user(env, login="asn_reader")
    common = {
        "is_waiting": False,
        "indicator_ids": [Command.set(made.indicators[0].ids)],
    }
    counting, rule = env["asn.indicator.source"].create(
        [
            {**common, "name": "Tiket", "kind": "service", "figure": "count"},
            {
                **common,
                "name": "Aturan",
                "source_model_id": countable.id,
                "date_field_id": fields["finished"].id,
                "person_field_id": fields["employee_id"].id,
            },
        ]
    )
    made.keep(counting)
    made.unused["asn.source.model"] = spare_countable.id
    made.unused["asn.indicator.source"] = counting.copy().id
    made.facts.update(
        counting_rule=rule.id,
        source_fields={name: field.id for name, field in fields.items()},
    )
    # The walk counts alone.
    env.ref("hr_asn_kinerja.ir_cron_indicator_sources").active = False
