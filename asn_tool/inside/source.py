"""The registry's counters: their services, the log of a year, and the indicators that it feeds."""

from odoo import Command
from odoo.tools import SQL

from asn_tool.region.counter import FRIDAY, HOLIDAYS, LONG_DAY, SERVICES

READER = "pembaca_angka"
FIELDS = ("finished", "employee_id", "unit_id", "service_id", "is_within", "work_hours")


def settle(env, folder, users, load):
    """Make services and sources, import the log, and let the indicators be counted.

    Called when plans are agreed and before the evaluations are opened.
    """
    if env["asn.service"].search_count([]):
        return
    units = _units(env)
    if not units:
        return
    services = _services(env, units)
    # The clock of whoever builds this may be behind the end of the log.
    load(env, "service_log", folder / "log_layanan.csv", allowed={"moment_future"})
    _reader(env)
    sources = _sources(env, services, units, users["bkpsdm"])
    for source in sources.sudo():
        while not source._run_batch():
            pass
    _forget_typed_entries(env)
    env.invalidate_all()


def _units(env):
    found = env["hr.department"].search(
        [("asn_code", "in", ("DUKCAPIL", "DUKCAPIL-DAFDUK", "DUKCAPIL-CAPIL"))]
    )
    return {unit.asn_code: unit for unit in found}


def _services(env, units):
    calendar = env["resource.calendar"].create(
        {
            "name": "Loket Dukcapil",
            "company_id": env.company.id,
            "tz": env.company.asn_tz,
            "attendance_ids": [
                Command.clear(),
                *(
                    Command.create(
                        {
                            "name": "Loket",
                            "dayofweek": str(day),
                            "day_period": "morning" if start < 12 else "afternoon",
                            "hour_from": start,
                            "hour_to": end,
                        }
                    )
                    for day in range(5)
                    for start, end in (FRIDAY if day == 4 else LONG_DAY)
                ),
            ],
        }
    )
    env["resource.calendar.leaves"].create(
        [
            {
                "name": name,
                "company_id": env.company.id,
                "calendar_id": calendar.id,
                # Midnight in western Indonesia, in UTC
                "date_from": f"{day.fromordinal(day.toordinal() - 1)} 17:00:00",
                "date_to": f"{day} 16:59:59",
            }
            for day, name in HOLIDAYS.items()
        ]
    )
    made = env["asn.service"].create(
        [
            {
                "name": name,
                "code": code,
                "unit_id": units[unit].id,
                "standard": days,
                "standard_unit": "days",
                "calendar_id": calendar.id,
            }
            for code, (name, unit, days) in SERVICES.items()
        ]
    )
    return {service.code: service for service in made}


def _reader(env):
    """A user that may read tickets and nothing else of ours, and the list of what is countable."""
    group = env["res.groups"].create({"name": "Pembaca angka otomatis"})
    model = env["ir.model"]._get("asn.service.log")
    env["ir.model.access"].create(
        {
            "name": "asn.service.log pembaca angka",
            "model_id": model.id,
            "group_id": group.id,
            "perm_read": True,
        }
    )
    env["ir.rule"].create(
        {
            "name": "Tiket: semua, untuk pembaca angka otomatis",
            "model_id": model.id,
            "groups": [Command.link(group.id)],
            "domain_force": "[(1, '=', 1)]",
        }
    )
    env.company.asn_reader_id = (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "name": "Pembaca angka otomatis",
                "login": READER,
                "group_ids": [Command.set([env.ref("base.group_user").id, group.id])],
            }
        )
    )
    countable = env["asn.source.model"].create(
        {
            "model": "asn.service.log",
            "note": "Disepakati dengan Dinas Kependudukan dan Pencatatan Sipil",
        }
    )
    countable.field_ids.filtered(lambda field: field.name in FIELDS).is_allowed = True


def _sources(env, services, units, office):
    """Own tickets for the operators, those of the whole unit for its heads."""
    library = {code: env.ref(f"hr_asn_kinerja.indicator_duk_{code}") for code in ("07", "08", "10")}
    heads = env["asn.skp.indicator"].search(
        [
            ("library_id", "in", (library["08"] | library["10"]).ids),
            ("skp_id.state", "=", "agreed"),
            ("skp_id.unit_id", "in", [unit.id for unit in units.values()]),
            ("skp_id.employee_id.current_version_id.asn_is_unit_head", "=", True),
        ]
    )
    registry = units["DUKCAPIL"]

    def of_heads(code):
        lines = heads.filtered(lambda line: line.library_id == library[code])
        return {"indicator_ids": [Command.set(lines.ids)], "scope": "unit"}

    def own(code, unit):
        return {"library_ids": [Command.set(library[code].ids)], "unit_id": unit.id}

    rows = (
        (
            "Waktu KTP-el, tiket sendiri",
            own("07", units["DUKCAPIL-DAFDUK"]),
            {"service_ids": [Command.set(services["KTP-EL"].ids)], "figure": "mean"},
        ),
        (
            "Waktu kartu keluarga, tiket sendiri",
            own("08", units["DUKCAPIL-DAFDUK"]),
            {"service_ids": [Command.set(services["KK"].ids)], "figure": "mean"},
        ),
        ("Sesuai standar, tiket sendiri", own("10", registry), {"figure": "share"}),
        (
            "Waktu kartu keluarga, seluruh unit",
            of_heads("08"),
            {"service_ids": [Command.set(services["KK"].ids)], "figure": "mean"},
        ),
        ("Sesuai standar, seluruh unit", of_heads("10"), {"figure": "share"}),
    )
    return (
        env["asn.indicator.source"]
        .with_user(office)
        .create(
            [
                {"name": name, "kind": "service", "time_unit": "days", **feeds, **counts}
                for name, feeds, counts in rows
            ]
        )
    )


def _forget_typed_entries(env):
    """What is counted now was typed before the log came; both together would count twice."""
    env.execute_query(
        SQL(
            "DELETE FROM asn_realisation AS typed USING asn_realisation AS counted"
            " WHERE typed.source = 'manual' AND counted.source = 'service'"
            " AND counted.indicator_id = typed.indicator_id RETURNING typed.id"
        )
    )
