import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component } from "@odoo/owl";

/** The picture of a card in the gallery, on the field that says whether there is one. */
export class CoverField extends Component {
    static template = "hr_asn_kinerja.CoverField";
    static props = { ...standardFieldProps };

    get source() {
        const { record, name } = this.props;
        return record.data[name] && `/web/image/${record.resModel}/${record.resId}/cover`;
    }

    get text() {
        return this.props.record.data.name || _t("Picture of the innovation");
    }
}

registry.category("fields").add("asn_cover", {
    component: CoverField,
    displayName: _t("Picture of the innovation"),
    supportedTypes: ["boolean"],
});
