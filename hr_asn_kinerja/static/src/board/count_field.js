import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatInteger } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { useService } from "@web/core/utils/hooks";
import { Component } from "@odoo/owl";

/** A number that opens the list of exactly the plans it counts. */
export class CountField extends Component {
    static template = "hr_asn_kinerja.CountField";
    static props = {
        ...standardFieldProps,
        hasLabel: { type: Boolean, optional: true },
        isBad: { type: Boolean, optional: true },
    };

    setup() {
        this.action = useService("action");
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    get text() {
        return formatInteger(this.value);
    }

    get label() {
        return this.props.record.fields[this.props.name].string;
    }

    get hint() {
        return _t("%(label)s: open these plans", { label: this.label });
    }

    open() {
        return this.action.doActionButton({
            type: "object",
            name: "action_view_plans",
            resModel: this.props.record.resModel,
            resId: this.props.record.resId,
            resIds: [this.props.record.resId],
            context: this.props.record.context,
            buttonContext: { asn_count: this.props.name },
        });
    }
}

registry.category("fields").add("asn_count", {
    component: CountField,
    displayName: _t("Count that opens its list"),
    supportedTypes: ["integer"],
    extractProps: ({ options }) => ({
        hasLabel: Boolean(options.label),
        isBad: Boolean(options.bad),
    }),
});
