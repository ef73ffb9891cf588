import { Component, markup, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import {
    deserializeDate,
    deserializeDateTime,
    formatDate,
    formatDateTime,
} from "@web/core/l10n/dates";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const MODEL = "asn.socialisation";

/**
 * "Getting to know": read the cards, answer three questions, come to a session, ask something.
 *
 * What was chosen in the check lives in this window only. The server learns it to compare, and
 * keeps nothing but the day on which everything was right.
 */
export class SocialisationPage extends Component {
    static template = "hr_asn_kinerja.SocialisationPage";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.state = useState({
            page: null,
            tab: "read",
            card: null,
            answers: {},
            results: {},
            again: {},
            code: "",
            text: "",
            withName: true,
            needsCare: false,
            isAsked: false,
            search: "",
            isBusy: false,
            lookedAt: 0, // lets the window scroll to what is to be read again; kept nowhere
        });
        this.root = useRef("root");
        useEffect(
            () => {
                const hint = this.root.el && this.root.el.querySelector(".asn_almost");
                if (hint) {
                    hint.scrollIntoView({ behavior: "smooth", block: "center" });
                }
            },
            () => [this.state.lookedAt]
        );
        onWillStart(async () => {
            await this.load();
            this.state.tab = this.firstOpenTab;
            this.openNextCard();
        });
    }

    async load() {
        const page = await this.orm.call(MODEL, "action_page", []);
        for (const card of page.materials || []) {
            card.body = markup(card.body); // cleaned by the server
        }
        this.state.page = page;
    }

    /** Take a step on the server; returns its answer, or null when it refused. */
    async step(name, values) {
        this.state.isBusy = true;
        try {
            return await this.orm.call(MODEL, "action_step", [[this.page.campaign.id], name, values]);
        } finally {
            this.state.isBusy = false;
        }
    }

    // What is shown

    get page() {
        return this.state.page;
    }

    get readCount() {
        return this.page.materials.filter((card) => card.is_read).length;
    }

    get isAllRead() {
        return this.readCount === this.page.materials.length;
    }

    get isUnderstood() {
        return this.page.checks.every((check) => check.date);
    }

    get minutesLeft() {
        return this.page.materials
            .filter((card) => !card.is_read)
            .reduce((sum, card) => sum + card.minutes, 0);
    }

    get firstOpenTab() {
        if (!this.page.campaign || !this.page.is_participant || !this.isAllRead) {
            return "read";
        }
        return this.isUnderstood ? "meet" : "check";
    }

    get steps() {
        const { materials, checks, date_attended } = this.page;
        const done = checks.filter((check) => check.date).length;
        return [
            {
                key: "read",
                icon: "fa-book",
                label: _t("Read"),
                isDone: this.isAllRead,
                hint: _t("%(done)s of %(all)s cards", {
                    done: this.readCount,
                    all: materials.length,
                }),
            },
            {
                key: "check",
                icon: "fa-lightbulb-o",
                label: _t("Quick Check"),
                isDone: this.isUnderstood,
                hint: this.isUnderstood
                    ? _t("Understood")
                    : _t("%(done)s of %(all)s", { done, all: checks.length }),
            },
            {
                key: "meet",
                icon: "fa-users",
                label: _t("Meet"),
                isDone: Boolean(date_attended),
                hint: date_attended ? _t("You were there") : _t("Sessions"),
            },
            {
                key: "ask",
                icon: "fa-comments-o",
                label: _t("Ask"),
                isDone: false,
                hint: _t("%s answers", this.page.asks.length),
            },
        ];
    }

    get asks() {
        const words = this.state.search.toLowerCase().split(/\s+/).filter(Boolean);
        return this.page.asks.filter((ask) => {
            const text = `${ask.question} ${ask.answer}`.toLowerCase();
            return words.every((word) => text.includes(word));
        });
    }

    get minutesLeftText() {
        return _t(
            "About %s minutes are left. You can stop at any card and go on later.",
            this.minutesLeft
        );
    }

    get attendedText() {
        return _t("You were at a session on %s.", this.day(this.page.date_attended));
    }

    minutesText(card) {
        return _t("%s min", card.minutes);
    }

    linkText(card) {
        return _t("Go on at %s", card.site);
    }

    understoodText(check) {
        return _t("Understood on %s. Thank you for taking the time!", this.day(check.date));
    }

    day(value) {
        return value ? formatDate(deserializeDate(value)) : "";
    }

    time(value) {
        const format = `ccc, ${localization.dateFormat} HH:mm`;
        return formatDateTime(deserializeDateTime(value), { format });
    }

    // Reading

    show(tab) {
        this.state.tab = tab;
        this.state.isAsked = false;
    }

    openNextCard() {
        const cards = this.page.materials || [];
        const next = cards.find((card) => !card.is_read);
        this.state.card = next ? next.id : null;
    }

    toggleCard(card) {
        this.state.card = this.state.card === card.id ? null : card.id;
    }

    async onRead(card) {
        if (this.page.campaign.is_open && this.page.is_participant && !card.is_read) {
            await this.step("read", { material: card.id });
        }
        card.is_read = true;
        this.openNextCard();
        if (this.isAllRead) {
            this.show("check");
        }
    }

    // The check

    isOpen(check) {
        return !check.date || this.state.again[check.part];
    }

    isAnswered(check) {
        return check.questions.every((question) => this.state.answers[question.id]);
    }

    choose(question, key) {
        this.state.answers[question.id] = key;
        delete this.state.results[question.id];
    }

    takeAgain(check) {
        this.state.again[check.part] = true;
        for (const question of check.questions) {
            delete this.state.answers[question.id];
            delete this.state.results[question.id];
        }
    }

    hasResults(check) {
        return check.questions.some((question) => this.state.results[question.id]);
    }

    async onCheck(check) {
        const answers = {};
        for (const question of check.questions) {
            answers[question.id] = this.state.answers[question.id];
        }
        const answer = await this.step("check", { part: check.part, answers });
        for (const result of answer.questions) {
            this.state.results[result.id] = result;
        }
        this.state.lookedAt++;
        if (answer.understood) {
            await this.load();
            this.state.again[check.part] = false;
            this.notification.add(_t("You have understood it. Thank you for taking the time!"), {
                type: "success",
            });
        }
    }

    // Sessions

    async onConfirm() {
        const answer = await this.step("attend", { code: this.state.code });
        this.state.code = "";
        this.notification.add(_t("You are on the list of “%s”.", answer.session), {
            type: "success",
        });
        await this.load();
    }

    // Questions

    async onAsk() {
        const answer = await this.step("ask", {
            text: this.state.text,
            with_name: this.state.withName,
            is_sure: this.state.needsCare,
        });
        this.state.needsCare = !answer.is_asked;
        if (answer.is_asked) {
            this.state.text = "";
            this.state.isAsked = true;
        }
    }
}

registry.category("actions").add("asn_socialisation_page", SocialisationPage);
