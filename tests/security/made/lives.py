"""Lives that are not tidy: another post in the year, leave, an acting head, a request."""

from datetime import date, timedelta

from .people import YEAR


def make(made):
    """A request and a leave of each of the two; the other post is the nurse's."""
    env, today = made.env, date.today()
    made.keep(
        *made.of_both(
            "asn.change.request",
            {
                "proposed_evaluator_id": made.chief.id,
                "reason": made.secrets["request"],
                "date_from": f"{YEAR}-10-01",
            },
        )
    )
    made.keep(env["asn.absence.kind"].create({"code": "uji", "name": "Uji"}))
    long_leave = env.ref("hr_asn_kinerja.absence_kind_long_leave")
    made.keep(
        *env["asn.absence"].create(
            [
                {
                    "employee_id": person.id,
                    "kind_id": long_leave.id,
                    "date_start": f"{YEAR}-04-01",
                    "date_end": f"{YEAR}-05-31",
                }
                for person in (made.nurse, made.colleague)
            ]
        )
    )
    made.keep(
        env["asn.acting"].create(
            {
                "employee_id": made.colleague.id,
                "absent_employee_id": made.head.id,
                "unit_id": made.clinic.id,
                "date_start": today - timedelta(days=30),
                "date_end": today + timedelta(days=30),
                "decree": "SPRIN 1",
            }
        )
    )
    made.facts.update(
        long_leave=long_leave.id,
        acting_from=str(today - timedelta(days=20)),
        acting_to=str(today + timedelta(days=20)),
    )
    made.nurse.create_version({"date_version": f"{YEAR}-09-01", "job_title": "Bidan"})
    made.keep(made.nurse.current_version_id)
    suggestion = env["asn.skp.suggestion"].search([("skp_id", "=", made.plan.id)])
    made.keep(suggestion)
    for model in ("asn.skp.split", "asn.skp.end"):
        dialogs = env[model].with_user(made.officer_user)
        made.keep(dialogs.create({"skp_id": made.plan.id, "date": suggestion.date}))
