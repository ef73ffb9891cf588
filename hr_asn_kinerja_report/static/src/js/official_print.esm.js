import {download} from "@web/core/network/download";
import {getReportUrl} from "@web/webclient/actions/reports/utils";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";

// Odoo asks whether wkhtmltopdf is there and shows a web page where it is not. The official prints
// do not need it: they are downloaded at once.
registry
    .category("ir.actions.report handlers")
    .add("asn_official_print", async (action, options, env) => {
        const name = action.report_name || "";
        if (
            action.report_type !== "qweb-pdf" ||
            !name.startsWith("hr_asn_kinerja_report.print_")
        ) {
            return false;
        }
        env.services.ui.block();
        try {
            await download({
                url: "/report/download",
                data: {
                    data: JSON.stringify([getReportUrl(action, "pdf"), "qweb-pdf"]),
                    context: JSON.stringify(user.context),
                },
            });
        } finally {
            env.services.ui.unblock();
        }
        return true;
    });
