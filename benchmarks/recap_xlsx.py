"""The recap of a half-year as a workbook."""

import io

import xlsxwriter

from asn_tool.inside.bench import register
from benchmarks._region import halves, user

# The stored fields that stand behind the columns of the recap.
EXPORTED = (
    "employee_name",
    "nip",
    "rank_name",
    "job_title",
    "position_kind",
    "functional_level",
    "unit_id",
    "evaluator_name",
    "period_id",
    "date_start",
    "date_end",
    "months",
    "state",
    "date_due",
    "is_late",
    "score",
    "result_rating",
    "behaviour_rating",
    "predicate",
    "date_submitted",
    "date_released",
)


def _office(env):
    return env(user=user(env, "hr-office"))


def product(env):
    """Make the workbook that the HR office downloads, with cover, summaries and charts."""
    period = halves(env)[0]
    report = _office(env)["report.hr_asn_kinerja_report.recap"]
    content, _extension = report.create_xlsx_report([period.id], {})
    assert content.startswith(b"PK")
    return env["asn.evaluation"].search_count([("period_id", "=", period.id)])


def limit(env):
    """Read the same columns by SQL and write them as CSV on the server: no workbook at all."""
    buffer = io.StringIO()
    columns = [name for name in EXPORTED if name != "is_late"]
    env.cr.copy_expert(
        f"COPY (SELECT {', '.join(columns)} FROM asn_evaluation"
        f" WHERE period_id = {halves(env)[0].id}) TO STDOUT WITH CSV",
        buffer,
    )
    return buffer.getvalue().count("\n")


def peer(env):
    """Search and export as Odoo's own export does, one sheet, the workbook in memory."""
    # As the superuser: the export right is a group of its own.
    evaluations = env["asn.evaluation"].search([("period_id", "=", halves(env)[0].id)])
    rows = evaluations.export_data(list(EXPORTED))["datas"]
    workbook = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    sheet = workbook.add_worksheet()
    style = workbook.add_format({"text_wrap": True})
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, str(value) if value else "", style)
    workbook.close()
    return len(rows)


register("recap-xlsx", "Recap of a half-year as XLSX", product, limit, peer, peer_rounds=1)
