{
    "name": "Kinerja ASN: Reports",
    "summary": "Analysis and spreadsheet recap of the evaluations of civil servants",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Appraisals",
    "author": "Kinerja ASN contributors",
    "license": "AGPL-3",
    "depends": ["hr_asn_kinerja", "report_xlsx"],
    "data": [
        "security/ir.model.access.csv",
        "security/asn_evaluation_report_security.xml",
        "report/asn_evaluation_report_views.xml",
        "report/asn_reports.xml",
        "views/asn_period_views.xml",
        "views/hr_asn_kinerja_report_menus.xml",
    ],
    "uninstall_hook": "uninstall_hook",
}
