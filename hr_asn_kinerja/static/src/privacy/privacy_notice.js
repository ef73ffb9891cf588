import { Component, onWillStart, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

/** What is kept about me, why, who reads it, how long, and what I may ask for. */
export class PrivacyNotice extends Component {
    static template = "hr_asn_kinerja.PrivacyNotice";
    static props = { notice: Object };
}

/** The same on the own page, until it was read once. */
export class PrivacyBanner extends Component {
    static template = "hr_asn_kinerja.PrivacyBanner";
    static components = { PrivacyNotice };
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ notice: null, isOpen: false });
        onWillStart(async () => {
            this.state.notice = await this.orm.call("asn.skp", "get_privacy_notice", []);
        });
    }

    async dismiss() {
        await this.orm.call("asn.skp", "dismiss_privacy_notice", []);
        this.state.notice.is_new = false;
    }

    openPage() {
        this.action.doAction("hr_asn_kinerja.asn_privacy_action");
    }
}
