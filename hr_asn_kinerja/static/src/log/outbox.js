import { EventBus, reactive } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, rpc, RPCError } from "@web/core/network/rpc";
import { user } from "@web/core/user";
import { uuid } from "@web/core/utils/strings";
import { session } from "@web/session";

import { DraftStore } from "./draft_store";
import { isLoggedOut, isLost, isRefusal, messageOf, readNumber } from "./log_words";
import { toBase64 } from "./photo";

const RETRY_AFTER = 30 * 1000;
const PATIENCE = 45 * 1000; // for an answer, and longer for each file
const SLOWEST = 8 * 1024; // bytes a second of a connection that is still worth waiting for
const LOCK_WAIT = 3 * 1000; // a page that is being left gives its drafts free a little later

/**
 * Entries that are being typed or wait to be saved, and their way to the server.
 *
 * An entry gets its token once, when it is begun. However often it is sent (a double tap, a lost
 * answer, a second attempt) the server makes one entry of it. What the server refuses stays here,
 * with its reason. There is one outbox for the window; it goes on sending when the page is left.
 */
export class Outbox {
    constructor(orm) {
        this.orm = orm.silent;
        this.store = new DraftStore(`${session.db}:${user.userId}`, session.browser_cache_secret);
        this.bus = new EventBus(); // "saved" with {draft, answer}
        this.state = reactive({
            drafts: [],
            isOffline: !navigator.onLine,
            needsLogin: false,
            isFull: false,
            elsewhere: 0, // drafts that another window of this browser holds
        });
        this.page = null; // what the server told last, for when it cannot be asked
        this.releases = new Map();
        this.queued = new Set();
        this.writing = Promise.resolve();
        this.running = Promise.resolve();
        this.loaded = this.load();
        window.addEventListener("online", () => {
            this.state.isOffline = false;
            this.send();
        });
        window.addEventListener("offline", () => (this.state.isOffline = true));
        setInterval(() => {
            if (this.waiting.length && navigator.onLine && !this.state.needsLogin) {
                this.send();
            }
        }, RETRY_AFTER);
    }

    get waiting() {
        return this.state.drafts.filter((draft) => draft.status === "waiting");
    }

    async load() {
        const drafts = await this.store.all();
        const held = await Promise.all(drafts.map((draft) => this.hold(draft.token)));
        this.state.elsewhere = held.filter((isHeld) => !isHeld).length;
        const mine = drafts.filter((draft, index) => held[index]);
        this.state.drafts.unshift(...mine.map((draft) => ({ ...draft, isSending: false })));
    }

    /** Keep a draft for this window, so that no two windows change and send the same one. */
    hold(token) {
        if (!navigator.locks) {
            return true;
        }
        const patience = new AbortController();
        const timer = setTimeout(() => patience.abort(), LOCK_WAIT);
        return new Promise((resolve) => {
            navigator.locks
                .request(`asn_log:${token}`, { signal: patience.signal }, () => {
                    clearTimeout(timer);
                    resolve(true);
                    return new Promise((release) => this.releases.set(token, release));
                })
                .catch(() => resolve(false));
        });
    }

    // ------------------------------------------------------------------
    // Typing
    // ------------------------------------------------------------------

    /** Begin an entry of ``kind`` "entry" (the form) or "cell" (the week). */
    begin(values) {
        const draft = {
            token: uuid(),
            kind: "entry",
            status: "typing",
            reason: "",
            tries: 0,
            quantity: "",
            denominator: "",
            note: "",
            links: [],
            files: [],
            isSending: false,
            ...values,
        };
        this.hold(draft.token);
        this.state.drafts.push(draft);
        return this.state.drafts.at(-1);
    }

    /** Write a draft down on this phone; several changes in a row are written once. */
    keep(draft, newFiles = []) {
        if (!newFiles.length && this.queued.has(draft.token)) {
            return this.writing;
        }
        this.queued.add(draft.token);
        const write = async () => {
            this.queued.delete(draft.token);
            if (!this.state.drafts.some((other) => other.token === draft.token)) {
                return;
            }
            const { isSending, ...values } = draft;
            await (isEmpty(draft) ? this.store.remove(draft.token) : this.store.put(values, newFiles));
        };
        this.writing = this.writing.then(write).catch((error) => {
            // A full phone must not keep anybody from typing and saving, but it is said.
            this.state.isFull = true;
            console.warn("The draft could not be kept on this device", error);
        });
        return this.writing;
    }

    removeFile(draft, file) {
        draft.files.splice(draft.files.findIndex((other) => other.key === file.key), 1);
        this.keep(draft);
        this.writing = this.writing.then(() => this.store.removeFile(file.key)).catch(() => {});
    }

    /** Forget a draft, saved or not wanted any more. */
    discard(draft) {
        const { token } = draft;
        const index = this.state.drafts.findIndex((other) => other.token === token);
        if (index >= 0) {
            this.state.drafts.splice(index, 1);
        }
        this.writing = this.writing.then(() => this.store.remove(token)).catch(() => {});
        this.releases.get(token)?.();
        this.releases.delete(token);
        return this.writing;
    }

    // ------------------------------------------------------------------
    // Sending
    // ------------------------------------------------------------------

    /** Send a draft now; when that fails it waits here and goes later by itself. */
    async submit(drafts) {
        for (const draft of drafts) {
            draft.status = "waiting";
            draft.reason = "";
            this.keep(draft);
        }
        await this.writing;
        await this.send();
    }

    /** Send all that waits, one after the other. */
    send() {
        const run = this.running.then(() => this.sendAll());
        this.running = run.catch(() => {});
        return run;
    }

    async sendAll() {
        const tried = new Set();
        let draft;
        while ((draft = this.waiting.find((one) => !tried.has(one.token)))) {
            tried.add(draft.token);
            draft.isSending = true;
            try {
                if (!(await this.sendOne(draft))) {
                    return;
                }
            } finally {
                draft.isSending = false;
            }
        }
    }

    /** Returns whether it makes sense to send the next one. */
    async sendOne(draft) {
        try {
            if (!navigator.onLine) {
                throw new ConnectionLostError();
            }
            draft.tries++; // from now on it may be on the server
            await this.keep(draft);
            const answer = await this.call(draft);
            Object.assign(this.state, { needsLogin: false, isOffline: false });
            await this.discard(draft);
            this.bus.trigger("saved", { draft, answer });
            return true;
        } catch (error) {
            if (isLost(error)) {
                return false;
            }
            if (!(error instanceof RPCError)) {
                throw error;
            }
            if (isLoggedOut(error) || (isRefusal(error) && (await this.isSomebodyElse()))) {
                this.state.needsLogin = true;
                return false;
            }
            draft.reason = messageOf(error);
            if (isRefusal(error)) {
                draft.status = "refused";
            }
            await this.keep(draft);
            return true;
        }
    }

    async call(draft) {
        const bytes = draft.files.reduce((sum, file) => sum + file.size, 0);
        const promise =
            draft.kind === "cell"
                ? this.orm.call("asn.realisation", "save_week", [draft.plan_id, [cellOf(draft)]])
                : this.orm.call("asn.realisation", "log_work", [[await entryOf(draft)]]);
        const timer = setTimeout(() => promise.abort(), PATIENCE + (bytes / SLOWEST) * 1000);
        try {
            return (await promise)?.[0];
        } finally {
            clearTimeout(timer);
        }
    }

    /** Whether another person has logged in from this browser since the page was opened. */
    async isSomebodyElse() {
        try {
            const info = await rpc("/web/session/get_session_info", {}, { silent: true });
            return info.uid !== user.userId;
        } catch {
            return true;
        }
    }

    // ------------------------------------------------------------------
    // In words
    // ------------------------------------------------------------------

    statusOf(draft) {
        if (draft.isSending) {
            return _t("Being sent…");
        }
        if (draft.status === "refused") {
            return _t("Not accepted");
        }
        return this.state.needsLogin ? _t("Waiting until you log in") : _t("Waiting for the connection");
    }
}

function cellOf(draft) {
    const { token, date } = draft;
    return { token, date, indicator_id: draft.indicator.id, quantity: readNumber(draft.quantity) };
}

async function entryOf(draft) {
    const files = [];
    for (const file of draft.files) {
        files.push({ name: file.name, content: await toBase64(file.blob) });
    }
    return {
        token: draft.token,
        indicator_id: draft.indicator.id,
        date: draft.date,
        quantity: readNumber(draft.quantity),
        denominator: draft.indicator.aggregation === "ratio" ? readNumber(draft.denominator) : false,
        note: draft.note.trim(),
        links: draft.links.map((link) => link.trim()).filter(Boolean),
        files,
    };
}

/** Whether nothing was typed into a draft that would be a pity to lose. */
export function isEmpty(draft) {
    return (
        draft.status === "typing" &&
        !draft.files.length &&
        ![draft.quantity, draft.denominator, draft.note, ...draft.links].some((text) => text.trim())
    );
}

let outbox;

/** The one outbox of this window. */
export function getOutbox(env) {
    outbox = outbox || new Outbox(env.services.orm);
    return outbox;
}
