import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const ICONS = { done: "fa-check-circle", current: "fa-dot-circle-o", next: "fa-circle-o" };

/** Where a document stands, step by step: what was done, whose turn it is, what comes. */
export class TimelineField extends Component {
    static template = "hr_asn_kinerja.TimelineField";
    static props = { ...standardFieldProps };

    get steps() {
        return (this.props.record.data[this.props.name] || []).map((step) => ({
            ...step,
            icon: ICONS[step.state],
            word: this.words[step.state],
        }));
    }

    get words() {
        return { done: _t("Done"), current: _t("Now"), next: _t("Later") };
    }
}

registry.category("fields").add("asn_timeline", {
    component: TimelineField,
    displayName: _t("Timeline"),
    supportedTypes: ["json"],
});
