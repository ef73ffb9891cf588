import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component } from "@odoo/owl";

/** Two bars, before and after, with what the change means in words. */
export class BeforeAfterField extends Component {
    static template = "hr_asn_kinerja.BeforeAfterField";
    static props = { ...standardFieldProps };

    get value() {
        return this.props.record.data[this.props.name] || false;
    }

    get bars() {
        const { before, after } = this.value;
        const bars = [{ key: "before", label: _t("Before"), ...before }];
        if (after) {
            bars.push({ key: "after", label: _t("After"), ...after });
        }
        return bars;
    }

    get tone() {
        return { better: "success", worse: "warning" }[this.value.effect] || "secondary";
    }

    get sign() {
        return { better: "✓", worse: "!", same: "=" }[this.value.effect] || "?";
    }

    get goal() {
        return _t("Aimed at: %(target)s", { target: this.value.target });
    }
}

registry.category("fields").add("asn_before_after", {
    component: BeforeAfterField,
    displayName: _t("Before and after"),
    supportedTypes: ["json"],
});
