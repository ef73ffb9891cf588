import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

import { messageOf, showAmount, showDay } from "./log_words";

const MODEL = "asn.realisation";
const MOST_ASKED = 20;
export const REVIEWS = {
    none: { icon: "fa-circle-thin", colour: "text-muted" },
    confirmed: { icon: "fa-check-circle", colour: "text-bg-success" },
    questioned: { icon: "fa-question-circle", colour: "text-bg-warning" },
    returned: { icon: "fa-undo", colour: "text-bg-danger" },
};

/** The entries of a day, and the evaluator's questions about entries of any day. */
export class LogEntries extends Component {
    static template = "hr_asn_kinerja.LogEntries";
    static props = {
        entries: Array,
        date: String,
        planId: Number,
        onChanged: Function,
        onAsked: Function, // told how many questions wait for an answer
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ asked: [], texts: {}, problems: {}, isBusy: false });
        onWillStart(() => this.loadAsked(this.props));
        onWillUpdateProps((next) => {
            const isNew = next.entries !== this.props.entries || next.planId !== this.props.planId;
            return isNew && this.loadAsked(next); // not at each key that is pressed in the form
        });
    }

    /** What the evaluator asked or returned and nobody answered, on other days than this one. */
    async loadAsked({ planId, entries }) {
        const domain = [
            ["skp_id", "=", planId],
            ["review_state", "in", ["questioned", "returned"]],
            ["review_answer", "=", false],
            ["id", "not in", entries.map((entry) => entry.id)],
        ];
        const names = ["date", "quantity", "denominator", "unit", "aggregation", "review_state"];
        try {
            const rows = await this.orm.searchRead(
                MODEL,
                domain,
                [...names, "indicator_id", "note", "review_comment", "editable_parts", "is_late"],
                { limit: MOST_ASKED }
            );
            this.state.asked = rows.map((row) => ({
                ...row,
                name: row.indicator_id[1],
                editable: Boolean(row.editable_parts),
                late: row.is_late,
                evidence: [],
            }));
        } catch {
            this.state.asked = []; // without a connection the day itself is still shown
        }
        this.props.onAsked(this.state.asked.length + entries.filter((one) => this.isAsked(one)).length);
    }

    get title() {
        return _t("Entries of %s", showDay(this.props.date));
    }

    amount(entry) {
        return showAmount(entry);
    }

    day(entry) {
        return entry.date === this.props.date ? "" : showDay(entry.date);
    }

    colour(entry) {
        return REVIEWS[entry.review_state].colour;
    }

    icon(entry) {
        return REVIEWS[entry.review_state].icon;
    }

    review(entry) {
        const words = {
            confirmed: _t("Confirmed"),
            questioned: entry.review_answer ? _t("Answered") : _t("Question"),
            returned: entry.review_answer ? _t("Returned, answered") : _t("Returned"),
        };
        return words[entry.review_state] || "";
    }

    isAsked(entry) {
        return ["questioned", "returned"].includes(entry.review_state) && !entry.review_answer;
    }

    openText(file) {
        return _t("Open %s", file.name);
    }

    openLabel(entry) {
        return _t("Open the entry of %s", entry.name);
    }

    open(entry) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: MODEL,
            res_id: entry.id,
            views: [[false, "form"]],
        });
    }

    async answer(entry, text) {
        this.state.isBusy = true;
        delete this.state.problems[entry.id];
        try {
            await this.orm.call(MODEL, "action_answer", [[entry.id], text]);
            delete this.state.texts[entry.id];
            await this.props.onChanged();
        } catch (error) {
            this.state.problems[entry.id] = messageOf(error);
        } finally {
            this.state.isBusy = false;
        }
    }

    answerTyped(entry) {
        const text = (this.state.texts[entry.id] || "").trim();
        if (!text) {
            this.state.problems[entry.id] = _t("Write your answer first.");
            return;
        }
        return this.answer(entry, text);
    }

    /** One tap: the entry is right as it stands. */
    answerRight(entry) {
        return this.answer(entry, _t("I have looked again: the entry is right as it stands."));
    }
}
