import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { PrivacyNotice } from "./privacy_notice";

/** My data and privacy: the notice at any time, and everything about me as a file. */
export class PrivacyPage extends Component {
    static template = "hr_asn_kinerja.PrivacyPage";
    static components = { Layout, PrivacyNotice };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ notice: null });
        onWillStart(async () => {
            this.state.notice = await this.orm.call("asn.skp", "get_privacy_notice", []);
            if (this.state.notice.is_new) {
                await this.orm.call("asn.skp", "dismiss_privacy_notice", []);
            }
        });
    }
}

registry.category("actions").add("hr_asn_kinerja.privacy", PrivacyPage);
