import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** What is shown of one piece of evidence. */
function pieceOf(record) {
    const { kind, name, link, url, has_thumbnail } = record.data;
    return {
        id: record.resId,
        kind,
        name: name || link || "",
        url,
        // A file has its own address; its small picture stands below.
        thumbnail: has_thumbnail ? `${url}/thumbnail` : "",
        // The server checks a link; what is no web address is shown as text.
        address: /^https?:\/\//i.test(link || "") ? link : "",
    };
}

/** Evidence of an entry as small pictures, files to download and links; nothing is loaded inline. */
export class EvidenceField extends Component {
    static template = "hr_asn_kinerja.EvidenceField";
    static props = { ...standardFieldProps };

    get pieces() {
        return this.props.record.data[this.props.name].records
            .filter((record) => record.resId)
            .map(pieceOf);
    }

    openText(piece) {
        return _t("Open %s", piece.name);
    }
}

/** One piece of evidence, as the cell of a list of evidence. */
export class EvidenceOpenField extends EvidenceField {
    get pieces() {
        const { record } = this.props;
        return record.resId ? [pieceOf(record)] : [];
    }
}

registry.category("fields").add("asn_evidence", {
    component: EvidenceField,
    supportedTypes: ["one2many"],
    relatedFields: [
        { name: "kind", type: "char" },
        { name: "name", type: "char" },
        { name: "link", type: "char" },
        { name: "url", type: "char" },
        { name: "has_thumbnail", type: "boolean" },
    ],
});
registry.category("fields").add("asn_evidence_open", {
    component: EvidenceOpenField,
    supportedTypes: ["char"],
    fieldDependencies: [
        { name: "kind", type: "char" },
        { name: "name", type: "char" },
        { name: "link", type: "char" },
        { name: "has_thumbnail", type: "boolean" },
    ],
});
