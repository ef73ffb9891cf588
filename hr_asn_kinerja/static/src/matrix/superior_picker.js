import { Component } from "@odoo/owl";
import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/** Chooses whose matrix is shown, by the name of the evaluator or of a unit. */
export class SuperiorPicker extends Component {
    static template = "hr_asn_kinerja.SuperiorPicker";
    static components = { AutoComplete };
    static props = {
        yearId: { type: [Number, Boolean], optional: true },
        value: String,
        onChoose: Function,
    };

    setup() {
        this.orm = useService("orm");
    }

    get sources() {
        return [
            {
                placeholder: _t("Searching…"),
                options: (text) => this.search(text),
                optionSlot: "evaluator",
            },
        ];
    }

    async search(text) {
        // What stands in the box is the name chosen before: then everybody is offered.
        const wanted = text === this.props.value ? "" : text.slice(0, 100);
        const { choices, more } = await this.orm.call("asn.skp", "get_role_matrix_choices", [
            this.props.yearId,
            wanted,
        ]);
        const options = choices.map((choice) => ({
            label: choice.name,
            data: choice,
            onSelect: () => this.props.onChoose(choice.id),
        }));
        if (!choices.length) {
            options.push({ label: _t("Nobody found. Type a name or a unit."), data: {} });
        } else if (more) {
            options.push({ label: _t("There are more. Type more of the name."), data: {} });
        }
        return options;
    }

    countLabel(count) {
        return count === 1 ? _t("1 person") : _t("%s people", count);
    }
}
