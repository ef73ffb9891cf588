"""What the offices keep: runs, imports, prints, reference data."""

from base64 import b64encode

UNITS = "kode,nama,jenis,kode_induk,bidang\nU-1,Dinas Uji,opd,,umum\n"


def values(world):
    """{model: values} of the subject."""
    own, facts = world.own, world.facts
    return {
        "asn.reminder": {
            "company_id": own["res.company"],
            "user_id": facts["users"]["asn_nurse"],
            "day": "2024-01-24",
        },
        "asn.delivery": {
            "company_id": own["res.company"],
            "kind": "weekly",
            "key": "2024-W04",
            "user_id": facts["users"]["asn_nurse"],
        },
        "asn.satisfaction": {
            "unit_id": facts["clinic"],
            "date_start": "2024-05-01",
            "date_end": "2024-05-20",
            "answer_count": 40,
            **{f"u{number}": 3 for number in range(1, 10)},
        },
        "asn.rank": {"code": "T/2", "name": "Uji", "scheme": "pns"},
        "asn.unit.board": {"name": "Uji"},
        "asn.bulk.run": {"kind": "nudge"},
        "asn.print.run": {"period_id": own["asn.period"], "with_skp": True},
        "asn.print.line": {
            "run_id": own["asn.print.run"],
            "form": "skp",
            "document": own["asn.skp"],
        },
        "asn.retention.run": {
            "company_id": own["res.company"],
            "user_id": facts["users"]["asn_hr"],
        },
        "asn.retention.line": {
            "run_id": own["asn.retention.run"],
            "company_id": own["res.company"],
            "employee_id": facts["employees"]["nurse"],
            "outcome": "ready",
        },
        "asn.bulk.line": {"run_id": own["asn.bulk.run"], "person_name": "Uji"},
        "asn.quality.rule": {"code": "activity", "message": "Uji"},
        "asn.behaviour.value": {"code": "uji", "name": "Uji"},
        "asn.behaviour.guide": {"value_id": own["asn.behaviour.value"], "name": "Uji"},
        "asn.indicator": {"code": "T-2", "name": "Uji", "field": "general", "unit": "kali"},
        "asn.import": {
            "kind": "units",
            "file": b64encode(UNITS.encode()).decode(),
            "file_name": "unit.csv",
        },
        "asn.import.problem": {"import_id": own["asn.import"], "row": 3, "message": "Salah"},
        "asn.reconciliation": {
            "period_id": facts["year"],
            "file": b64encode(b"nip;tahun\n199003122015032901;1999").decode(),
            "file_name": "skp.csv",
        },
        "asn.reconciliation.line": {
            "reconciliation_id": own["asn.reconciliation"],
            "kind": "problem",
            "note": "Salah",
        },
        "asn.workbook.order": {"kind": "history"},
    }
