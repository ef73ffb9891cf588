import { onWillUnmount, useState } from "@odoo/owl";
import { ConnectionLostError } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";
import { useSetupAction } from "@web/search/action_hook";

const WAIT = 700; // ms after the last key
const RETRY = 4000; // ms until a lost connection is tried again

/**
 * Saves while somebody types: changes are gathered, sent after a short pause, and sent again when
 * the connection was lost. ``state.status`` says which: clean, waiting, saving, saved, retrying,
 * refused (the server says why) or conflict (somebody else was there first).
 */
export class Saver {
    /**
     * @param {{ status: string, message: string }} state reactive, shown on the screen
     * @param {(changes: Object) => Promise<{ conflict?: string, busy?: boolean }>} send
     * @param {(pending: Object, changes: Object) => Object} merge
     */
    constructor(state, send, merge) {
        Object.assign(this, { state, send, merge });
        this.pending = null;
        this.busy = null;
        this.timer = null;
    }

    change(changes) {
        this.pending = this.pending ? this.merge(this.pending, changes) : changes;
        if (this.state.status !== "conflict") {
            this.state.status = "waiting";
            this.schedule(WAIT);
        }
    }

    schedule(wait) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.flush(), wait);
    }

    stop() {
        clearTimeout(this.timer);
    }

    get isOpen() {
        return Boolean(this.pending || this.busy);
    }

    /** Send what waits; resolves to whether nothing is left. */
    async flush() {
        clearTimeout(this.timer);
        if (this.busy) {
            await this.busy;
        }
        if (!this.pending || this.state.status === "conflict") {
            return !this.pending;
        }
        this.busy = this.sendPending();
        try {
            await this.busy;
        } finally {
            this.busy = null;
        }
        return !this.pending;
    }

    async sendPending() {
        const changes = this.pending;
        this.pending = null;
        this.state.status = "saving";
        try {
            const answer = await this.send(changes);
            if (answer && answer.busy) {
                this.keep(changes, "retrying", "");
                this.schedule(RETRY);
            } else if (answer && answer.conflict) {
                this.keep(changes, "conflict", answer.conflict);
            } else {
                this.state.status = this.pending ? "waiting" : "saved";
                this.state.message = "";
            }
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                this.keep(changes, "retrying", "");
                this.schedule(RETRY);
            } else {
                const message = error.data?.message || error.message || "";
                this.keep(changes, "refused", message);
            }
        }
    }

    /** What was not saved stays, below what was typed in the meantime. */
    keep(changes, status, message) {
        this.pending = this.pending ? this.merge(changes, this.pending) : changes;
        Object.assign(this.state, { status, message });
    }

    forget() {
        clearTimeout(this.timer);
        this.pending = null;
        Object.assign(this.state, { status: "clean", message: "" });
    }

    get label() {
        return {
            clean: "",
            waiting: _t("Saving…"),
            saving: _t("Saving…"),
            saved: _t("Saved"),
            retrying: _t("Not saved, trying again…"),
            refused: _t("Not saved"),
            conflict: _t("Not saved"),
        }[this.state.status];
    }

    get icon() {
        return {
            clean: "",
            waiting: "fa-ellipsis-h",
            saving: "fa-ellipsis-h",
            saved: "fa-check",
            retrying: "fa-refresh",
            refused: "fa-exclamation-triangle",
            conflict: "fa-exclamation-triangle",
        }[this.state.status];
    }
}

/**
 * A Saver for a page: what waits is sent when somebody leaves, and a browser that is closed asks.
 *
 * @param {(changes: Object) => Promise<{ conflict?: string, busy?: boolean }>} send
 * @param {(pending: Object, changes: Object) => Object} merge
 */
export function useSaver(send, merge) {
    const saver = new Saver(useState({ status: "clean", message: "" }), send, merge);
    useSetupAction({
        beforeLeave: () => saver.flush(),
        beforeUnload: (ev) => {
            if (saver.isOpen) {
                saver.flush();
                ev.preventDefault();
                ev.returnValue = "Unsaved changes";
            }
        },
    });
    onWillUnmount(() => saver.stop());
    return saver;
}
