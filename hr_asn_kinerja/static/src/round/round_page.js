import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const MODEL = "asn.feedback.round";
const SHORTEST = 10; // characters of a reason that must be given

/**
 * "To answer": whom I am asked about, seven values on a phone, then send.
 *
 * What is typed stays in this browser until it is sent, under the own login, and is then taken
 * away: a draft on the server would be a text beside a name.
 */
export class RoundPage extends Component {
    static template = "hr_asn_kinerja.RoundPage";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.dialog = useService("dialog");
        this.root = useRef("root");
        this.state = useState({
            page: { requests: [], values: [], scale: [] },
            request: null,
            marks: {},
            step: 0,
            declining: false,
            declineReason: "",
            traces: [],
            isBusy: false,
        });
        onWillStart(async () => {
            this.take(await this.orm.call(MODEL, "action_page", []));
        });
        useEffect(
            () => {
                const content = this.root.el && this.root.el.querySelector(".o_content");
                if (content) {
                    content.scrollTop = 0;
                }
            },
            () => [this.state.step, this.state.request]
        );
    }

    take(page) {
        this.state.page = page;
        this.forgetOld();
    }

    // The draft, in this browser only

    key(request) {
        return `asn_round_${user.userId}_${request.id}`;
    }

    /** Take away drafts of this login that nobody asks for any more. */
    forgetOld() {
        const open = new Set(this.open.map((request) => this.key(request)));
        for (const key of Object.keys(localStorage)) {
            if (key.startsWith(`asn_round_${user.userId}_`) && !open.has(key)) {
                localStorage.removeItem(key);
            }
        }
    }

    readDraft(request) {
        try {
            return JSON.parse(localStorage.getItem(this.key(request))) || {};
        } catch {
            return {};
        }
    }

    keep() {
        try {
            localStorage.setItem(this.key(this.request), JSON.stringify(this.state.marks));
        } catch {
            // A full or closed store: the answers stay on the screen, only a pause is not possible.
        }
    }

    hasDraft(request) {
        return Object.keys(this.readDraft(request)).length > 0;
    }

    // What is shown

    get open() {
        return this.state.page.requests.filter((request) => !request.is_done);
    }

    get done() {
        return this.state.page.requests.filter((request) => request.is_done);
    }

    get request() {
        return this.state.request;
    }

    get values() {
        return this.state.page.values;
    }

    get value() {
        return this.values[this.state.step];
    }

    get mark() {
        return this.state.marks[this.value.id] || {};
    }

    get isLook() {
        return this.state.step >= this.values.length;
    }

    get stepText() {
        return _t("%(number)s of %(all)s", { number: this.state.step + 1, all: this.values.length });
    }

    get nameText() {
        if (this.request.relation === "self") {
            return _t("About yourself, with your name.");
        }
        if (this.request.is_named) {
            return _t("You answer as superior, with your name.");
        }
        return _t(
            "You answer without your name. Marks are shown as sums only and texts in an order drawn by lot, and both only when at least %s people have answered. Who has answered is kept from everybody.",
            this.request.minimum
        );
    }

    get traceText() {
        const words = {
            name: _t("your name"),
            number: _t("your NIP"),
            email: _t("your e-mail address"),
            phone: _t("your telephone number"),
        };
        return _t(
            "In your text stands %s. Take it out if you want to stay unknown, or send it as it is.",
            this.state.traces.map((trace) => words[trace]).join(", ")
        );
    }

    aboutText(request) {
        return request.relation === "self"
            ? _t("About myself")
            : _t("As %s", request.relation_label.toLowerCase());
    }

    dueText(request) {
        return _t("until %s", formatDate(deserializeDate(request.due)));
    }

    isChosen(score) {
        return "score" in this.mark && this.mark.score === score;
    }

    markText(value) {
        const mark = this.state.marks[value.id] || {};
        if (mark.score === null) {
            return _t("could not observe");
        }
        const label = this.state.page.scale.find((one) => one.score === mark.score);
        return label ? `${label.score} · ${label.name}` : _t("no mark yet");
    }

    needsReason(mark) {
        return mark.score === 1 || mark.score === 5;
    }

    isReady(value) {
        const mark = this.state.marks[value.id] || {};
        const text = (mark.reason || "").trim();
        return "score" in mark && (!this.needsReason(mark) || text.length >= SHORTEST);
    }

    get isComplete() {
        return this.values.every((value) => this.isReady(value));
    }

    // Answering

    begin(request) {
        this.state.request = request;
        this.state.marks = this.readDraft(request);
        const next = this.values.findIndex((value) => !this.isReady(value));
        this.state.step = next < 0 ? this.values.length : next;
        this.state.declining = false;
        this.state.declineReason = "";
        this.state.traces = [];
    }

    leave() {
        this.state.request = null;
    }

    choose(score) {
        this.state.marks[this.value.id] = { ...this.mark, score };
        this.keep();
    }

    write(text) {
        this.state.marks[this.value.id] = { ...this.mark, reason: text };
        this.state.traces = [];
        this.keep();
    }

    go(step) {
        this.state.step = step;
    }

    async send(isSure) {
        const marks = {};
        for (const value of this.values) {
            const { score, reason } = this.state.marks[value.id];
            marks[value.id] = { score, reason: score === null ? "" : reason || "" };
        }
        await this.ask("answer", { nominee: this.request.id, marks, is_sure: isSure });
    }

    async decline() {
        await this.ask("decline", {
            nominee: this.request.id,
            reason: this.state.declineReason,
        });
    }

    async ask(step, values) {
        this.state.isBusy = true;
        try {
            const answer = await this.orm.call(MODEL, "action_page", [step, values]);
            if (!answer.is_sent) {
                this.state.traces = answer.traces;
                return;
            }
            this.state.request = null;
            this.state.marks = {};
            this.take(answer);
            const thanks = step === "answer" ? _t("Sent. Thank you!") : _t("You are not asked any more.");
            this.notification.add(thanks, { type: "success" });
        } finally {
            this.state.isBusy = false;
        }
    }

    askToForget() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Start again?"),
            body: _t("The marks and texts for this person are taken from this device."),
            confirmLabel: _t("Start again"),
            confirm: () => {
                localStorage.removeItem(this.key(this.request));
                this.begin(this.request);
            },
            cancel: () => {},
        });
    }
}

registry.category("actions").add("asn_round_page", RoundPage);
