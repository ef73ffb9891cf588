import { patch } from "@web/core/utils/patch";

import { RoleMatrix } from "@hr_asn_kinerja/matrix/role_matrix";

const PRINT = "hr_asn_kinerja_report.print_role_matrix_action";

/** The matrix on paper: that of the superior who is shown, with all people. */
patch(RoleMatrix.prototype, {
    get plansToPrint() {
        return this.model.rows.length ? this.head.superior.plans.map((plan) => plan.id) : [];
    },

    async print() {
        const ids = this.plansToPrint;
        await this.model.saving;
        await this.action.doAction(PRINT, {
            additionalContext: { active_model: "asn.skp", active_id: ids[0], active_ids: ids },
        });
    },
});
