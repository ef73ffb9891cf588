import { Component, onWillUnmount, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { humanSize } from "@web/core/utils/binary";
import { uuid } from "@web/core/utils/strings";

import { keptOf } from "./log_days";
import { editNumber, readNumber, showAmount, showDay, showNumber } from "./log_words";
import { prepareFile } from "./photo";

const SHOWN = 3; // choices before the thumb has to scroll to the number
const SEARCHED = 12; // more choices than this need a search

/**
 * What is still wrong with a draft, by field, in words; an empty object when it can be sent.
 *
 * The server checks all of it again; this only spares the way there.
 */
export function problemsOf(draft) {
    const problems = {};
    const quantity = readNumber(draft.quantity);
    if (!draft.indicator) {
        problems.indicator = _t("Choose what you worked on.");
    }
    if (quantity === null) {
        problems.quantity = _t("Type how much, as a number from 0.");
    }
    if (draft.indicator?.aggregation === "ratio") {
        const all = readNumber(draft.denominator);
        if (!all) {
            problems.denominator = _t("Type the number of all cases.");
        } else if (quantity > all) {
            problems.denominator = _t("All cases are at least as many as those done.");
        }
    }
    if (draft.links.some((link) => link.trim() && !/^https?:\/\/[^\s/]+\S*$/i.test(link.trim()))) {
        problems.links = _t("A link starts with https:// and names a site.");
    }
    return problems;
}

/** One entry that is being typed: open with all its fields, or closed as one line with its number. */
export class LogEntry extends Component {
    static template = "hr_asn_kinerja.LogEntry";
    static props = {
        draft: Object,
        indicators: Array,
        limits: Object,
        outbox: Object,
        isOpen: Boolean,
        isOnly: Boolean,
        date: String,
        problems: Object,
        onOpen: Function,
        onRemove: Function,
    };

    setup() {
        this.root = useRef("root");
        this.draft = useState(this.props.draft);
        this.state = useState({ isAll: false, search: "", told: {}, error: "", isBusy: false });
        this.urls = new Map();
        onWillUnmount(() => this.urls.forEach((url) => URL.revokeObjectURL(url)));
        useEffect(
            (count) => {
                if (count) {
                    this.root.el.querySelector("[aria-invalid=true]")?.focus();
                }
            },
            () => [Object.keys(this.props.problems).length, this.props.problems]
        );
    }

    get id() {
        return `asn_log_${this.draft.token}`;
    }

    // Choices

    get choices() {
        const { indicators } = this.props;
        const chosen = this.draft.indicator?.id;
        if (!this.state.isAll) {
            const first = indicators.slice(0, SHOWN);
            const other = indicators.slice(SHOWN).find((one) => one.id === chosen);
            return other ? [...first, other] : first;
        }
        const words = this.state.search.toLowerCase().split(/\s+/).filter(Boolean);
        return indicators.filter((one) => {
            const text = `${one.name} ${one.result || ""}`.toLowerCase();
            return one.id === chosen || words.every((word) => text.includes(word));
        });
    }

    get hasMore() {
        return !this.state.isAll && this.props.indicators.length > this.choices.length;
    }

    get moreText() {
        return _t("Show all %s", this.props.indicators.length);
    }

    get isSearched() {
        return this.state.isAll && this.props.indicators.length > SEARCHED;
    }

    get isRatio() {
        return this.draft.indicator?.aggregation === "ratio";
    }

    get current() {
        return this.props.indicators.find((one) => one.id === this.draft.indicator?.id);
    }

    choose(indicator) {
        this.draft.indicator = keptOf(indicator);
        if (!this.isRatio) {
            this.draft.denominator = "";
        }
        this.changed();
    }

    lastText(indicator) {
        return indicator.last_date ? _t("last on %s", showDay(indicator.last_date)) : "";
    }

    // Numbers

    get lastAmount() {
        const { current } = this;
        if (!current?.last_date || this.draft.quantity !== "") {
            return "";
        }
        return _t("Same as last time: %s", showAmount({ ...current, quantity: current.last_quantity, denominator: current.last_denominator }));
    }

    takeLast() {
        this.draft.quantity = editNumber(this.current.last_quantity);
        if (this.isRatio) {
            this.draft.denominator = editNumber(this.current.last_denominator);
        }
        this.changed();
    }

    step(field, by) {
        const number = Math.max(0, (readNumber(this.draft[field]) ?? 0) + by);
        this.draft[field] = editNumber(Math.round(number * 10000) / 10000);
        this.changed();
    }

    get amountLabel() {
        const unit = this.draft.indicator?.unit;
        return unit ? _t("How much? (%s)", unit) : _t("How much?");
    }

    get shareText() {
        const part = readNumber(this.draft.quantity);
        const all = readNumber(this.draft.denominator);
        if (part === null || !all || part > all) {
            return "";
        }
        return _t("That is %s.", `${showNumber(Math.round((part / all) * 1000) / 10)}%`);
    }

    // Evidence

    get evidenceText() {
        const count = this.draft.files.length + this.draft.links.filter((link) => link.trim()).length;
        return count ? _t("Evidence: %s", count) : "";
    }

    get accept() {
        return (this.props.limits.extensions || []).map((one) => `.${one.replace(/^\./, "")}`).join(",");
    }

    async onFiles(ev) {
        const input = ev.target;
        const files = [...input.files];
        input.value = ""; // so that the same file can be chosen again
        Object.assign(this.state, { error: "", isBusy: true });
        const most = this.props.limits.max_count;
        try {
            for (const chosen of files) {
                if (most && this.draft.files.length + this.draft.links.length >= most) {
                    throw new Error(_t("At most %s files and links belong to one entry.", most));
                }
                const { told, ...values } = await prepareFile(chosen, this.props.limits);
                const file = { key: uuid(), ...values };
                this.draft.files.push(file);
                this.state.told[file.key] = told;
                await this.props.outbox.keep(this.draft, [file]);
            }
        } catch (error) {
            this.state.error = error.message;
        } finally {
            this.state.isBusy = false;
        }
    }

    preview(file) {
        if (file.type !== "image/jpeg" && file.type !== "image/png") {
            return "";
        }
        if (!this.urls.has(file.key)) {
            this.urls.set(file.key, URL.createObjectURL(file.blob));
        }
        return this.urls.get(file.key);
    }

    sizeOf(file) {
        return humanSize(file.size);
    }

    removeFile(file) {
        this.props.outbox.removeFile(this.draft, file);
    }

    removeText(name) {
        return _t("Remove %s", name);
    }

    addLink() {
        this.draft.links.push("");
    }

    setLink(index, ev) {
        this.draft.links[index] = ev.target.value;
        this.changed();
    }

    removeLink(index) {
        this.draft.links.splice(index, 1);
        this.changed();
    }

    // The whole

    get dayText() {
        return this.draft.date === this.props.date ? "" : showDay(this.draft.date);
    }

    changed() {
        this.props.outbox.keep(this.draft);
    }
}
