import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";

/** Asks for the reason of a confirmation or of taking it back. */
export class CalibrationDialog extends Component {
    static template = "hr_asn_kinerja.CalibrationDialog";
    static components = { Dialog };
    static props = {
        title: String,
        text: String,
        warnings: Array,
        isRequired: Boolean,
        save: Function,
        close: Function,
    };

    setup() {
        useAutofocus({ refName: "reason" });
        this.state = useState({ reason: "", isBusy: false });
    }

    get isReady() {
        return !this.state.isBusy && (!this.props.isRequired || this.state.reason.trim());
    }

    async save() {
        this.state.isBusy = true;
        try {
            await this.props.save(this.state.reason.trim());
            this.props.close();
        } finally {
            this.state.isBusy = false;
        }
    }
}
