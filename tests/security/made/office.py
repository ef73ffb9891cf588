"""What the offices keep: reminders, mass runs, imports, comparisons, prints, reference data."""

from .people import YEAR


def make(made):
    """A record of each, and the reference data that a walk may change."""
    env = made.env
    made.keep(
        env["asn.reminder"].create(
            {"company_id": env.company.id, "user_id": made.nurse_user.id, "day": "2024-01-17"}
        )
    )
    made.keep(
        env["asn.delivery"].create(
            {
                "company_id": env.company.id,
                "kind": "weekly",
                "key": "2024-W03",
                "user_id": made.nurse_user.id,
                "state": "sent",
            }
        )
    )
    _make_surveys(made)
    _make_bulk_run(made)
    board_row = env["asn.unit.board"].search(
        [
            ("unit_id", "=", made.agency.id),
            ("is_direct", "=", False),
            ("period_id", "=", made.year.id),
        ]
    )
    made.keep(board_row)
    _make_files(made)
    _make_reference(made)


def _make_surveys(made):
    survey, spare_survey = made.env["asn.satisfaction"].create(
        [
            {
                "unit_id": made.clinic.id,
                "company_id": made.env.company.id,
                "date_start": f"{YEAR}-{month}-01",
                "date_end": f"{YEAR}-{month}-20",
                "answer_count": 40,
                **{f"u{number}": 3.5 for number in range(1, 10)},
            }
            for month in ("02", "03")
        ]
    )
    made.keep(survey)
    made.unused["asn.satisfaction"] = spare_survey.id


def _make_bulk_run(made):
    runs = made.env(user=made.officer_user)["asn.bulk.run"]
    run = runs.browse(made.plan.with_user(made.officer_user).action_reassign()["res_id"])
    run.write({"evaluator_id": made.chief.id})
    run.action_preview()
    made.keep(run)
    made.keep(run.line_ids)


def _make_files(made):
    """What is brought in, compared, put away, ordered and printed."""
    env, of_hr = made.env, made.env(user=made.hr_user)
    dialog = of_hr["asn.import"].create({"kind": "units"})
    made.keep(dialog)
    retention = env["asn.retention.run"].browse(
        of_hr["asn.retention.run"]._open_preview()["res_id"]
    )
    made.keep(retention)
    made.keep(
        env["asn.retention.line"].create(
            {
                "run_id": retention.id,
                "company_id": retention.company_id.id,
                "employee_id": made.outsider.id,
                "person_name": "Uji",
                "outcome": "serving",
            }
        )
    )
    made.keep(
        of_hr["asn.import.problem"].create({"import_id": dialog.id, "row": 2, "message": "Salah"})
    )
    comparison = of_hr["asn.reconciliation"].create({"period_id": made.year.id})
    made.keep(comparison)
    made.keep(
        of_hr["asn.reconciliation.line"]
        .sudo()  # the comparison alone writes it
        .create({"reconciliation_id": comparison.id, "kind": "problem", "note": "Salah"})
    )
    made.keep(of_hr["asn.workbook.order"].create({"kind": "late"}))
    prints = env(user=made.officer_user)["asn.print.run"].create({"period_id": made.half.id})
    made.keep(prints)
    made.keep(
        env["asn.print.line"].create(
            {"run_id": prints.id, "form": "skp", "document": made.plan.id, "outcome": "done"}
        )
    )


def _make_reference(made):
    env = made.env
    scheme = env["asn.rank"].search([], limit=1).scheme
    made.keep(env["asn.rank"].create({"code": "T/1", "name": "Uji", "scheme": scheme}))
    made.keep(
        env["asn.indicator"].create(
            {"code": "T-1", "name": "Uji", "field": "general", "unit": "kali"}
        )
    )
    value = env["asn.behaviour.value"].search([], limit=1)
    made.keep(value)
    made.keep(value.guide_ids[:1])
    made.keep(env.ref("hr_asn_kinerja.quality_activity"))
