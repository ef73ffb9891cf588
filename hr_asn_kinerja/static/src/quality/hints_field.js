import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component, useState } from "@odoo/owl";

/** The hints on a plan: how many, what each says, a good example, and putting one aside. */
export class HintsField extends Component {
    static template = "hr_asn_kinerja.HintsField";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.ui = useService("ui");
        this.state = useState({ isOpen: !this.ui.isSmall });
    }

    get value() {
        return this.props.record.data[this.props.name] || {};
    }

    get lines() {
        return this.value.lines || [];
    }

    get title() {
        return _t("Hints (%(count)s)", { count: this.lines.length });
    }

    get asideText() {
        return _t("Show what was put aside (%(count)s)", { count: this.value.aside });
    }

    toggle() {
        this.state.isOpen = !this.state.isOpen;
    }

    openExample(line) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("A good example from the library"),
            res_model: "asn.indicator",
            res_id: line.indicator_id,
            views: [[false, "form"]],
            target: "new",
        });
    }

    dismiss(line) {
        return this.ask("action_dismiss_hint", [line.key]);
    }

    restore() {
        return this.ask("action_restore_hints", []);
    }

    async ask(method, args) {
        const { record } = this.props;
        if (await record.save()) {
            await this.orm.call(record.resModel, method, [[record.resId], ...args]);
            await record.load();
        }
    }
}

registry.category("fields").add("asn_hints", {
    component: HintsField,
    displayName: _t("Hints on a plan"),
    supportedTypes: ["json"],
});
