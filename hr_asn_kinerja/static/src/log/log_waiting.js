import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { showAmount, showDay, readNumber } from "./log_words";

/** Entries that were saved by the person and are not on the server yet, each with the reason. */
export class LogWaiting extends Component {
    static template = "hr_asn_kinerja.LogWaiting";
    static props = { outbox: Object, drafts: Array, onEdit: Function, onLogIn: Function };

    setup() {
        this.box = useState(this.props.outbox.state);
        this.state = useState({ isBusy: false, removing: "" });
    }

    get count() {
        return this.props.drafts.filter((draft) => draft.status === "waiting").length;
    }

    get title() {
        if (!this.count) {
            return _t("Not accepted yet");
        }
        return this.box.needsLogin
            ? _t("Waiting until you log in: %s", this.count)
            : _t("Waiting for the connection: %s", this.count);
    }

    amount(draft) {
        return showAmount({
            ...draft.indicator,
            quantity: readNumber(draft.quantity),
            denominator: readNumber(draft.denominator),
        });
    }

    day(draft) {
        return showDay(draft.date);
    }

    status(draft) {
        return this.props.outbox.statusOf(draft);
    }

    evidence(draft) {
        return draft.files.length ? _t("%s files", draft.files.length) : "";
    }

    /** Once on its way it may be on the server already; then it is changed there. */
    canEdit(draft) {
        return draft.kind === "entry" && (draft.status === "refused" || !draft.tries);
    }

    async send() {
        this.state.isBusy = true;
        try {
            await this.props.outbox.send();
        } finally {
            this.state.isBusy = false;
        }
    }

    async sendAgain(draft) {
        await this.props.outbox.submit([draft]);
    }

    discard(draft) {
        if (this.state.removing !== draft.token) {
            this.state.removing = draft.token; // asks once more
            return;
        }
        this.props.outbox.discard(draft);
    }
}
