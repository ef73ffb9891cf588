import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { FeedbackTimeline } from "../feedback/feedback_timeline";
import { RatedResult, RatingChoice, ValueFeedback } from "./rating_parts";
import { useSaver } from "./saver";

const MODEL = "asn.evaluation";

/** Later changes win; lines of behaviour are kept apart by their ids. */
export function mergeRating(pending, changes) {
    const lines = new Map();
    for (const line of [...(pending.values || []), ...(changes.values || [])]) {
        lines.set(line.id, { ...lines.get(line.id), ...line });
    }
    const merged = { ...pending, ...changes };
    return lines.size ? { ...merged, values: [...lines.values()] } : merged;
}

/** One screen for each person: what was achieved, with its evidence, beside both ratings. */
export class RatingPage extends Component {
    static template = "hr_asn_kinerja.RatingPage";
    static components = { FeedbackTimeline, RatedResult, RatingChoice, ValueFeedback };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.root = useRef("root");
        this.state = useState({ page: null, group: "result", isBusy: false });
        this.saver = useSaver((changes) => this.send(changes), mergeRating);
        useSetupAction({ getLocalState: () => ({ evaluation: this.page?.id }) });
        const everywhere = { bypassEditableProtection: true };
        useHotkey("alt+arrowright", () => this.move(1), everywhere);
        useHotkey("alt+arrowleft", () => this.move(-1), everywhere);
        for (const number of [1, 2, 3]) {
            useHotkey(String(number), () => this.chooseByKey(number - 1));
        }
        useEffect(
            () => {
                this.root.el?.scrollTo({ top: 0 });
            },
            () => [this.page?.id]
        );
        onWillStart(() => {
            const kept = this.props.state?.evaluation;
            return this.load(kept || this.props.action.context?.active_id || this.props.resId);
        });
    }

    get page() {
        return this.state.page;
    }

    async load(id) {
        const page = await this.orm.call(MODEL, "get_rating_page", [id || false]);
        this.saver.forget();
        this.state.group = "result";
        this.state.page = page;
        if (!page) {
            return;
        }
        this.props.updateActionState?.({ active_id: page.id });
        this.env.config?.setDisplayName?.(page.name);
    }

    async send(changes) {
        const { id, stamp } = this.page;
        const answer = await this.orm.silent.call(MODEL, "save_rating", [id, stamp, changes]);
        if (answer.saved && this.page.id === id) {
            this.page.stamp = answer.stamp;
            this.page.suggestions = answer.suggestions;
        }
        return answer;
    }

    // ------------------------------------------------------------------
    // From person to person
    // ------------------------------------------------------------------

    get position() {
        return this.page.queue.findIndex((person) => person.id === this.page.id);
    }

    get progress() {
        const { queue } = this.page;
        const rated = queue.filter((person) => person.is_rated).length;
        return _t("%(rated)s of %(all)s rated", { rated, all: queue.length });
    }

    get progressStyle() {
        const { queue } = this.page;
        const rated = queue.filter((person) => person.is_rated).length;
        return `width: ${queue.length ? Math.round((rated / queue.length) * 100) : 0}%`;
    }

    neighbour(step) {
        return this.page && this.page.queue[this.position + step];
    }

    async move(step) {
        const person = this.neighbour(step);
        if (person) {
            await this.goTo(person.id);
        }
    }

    async goTo(id) {
        if (this.state.isBusy || id === this.page.id) {
            return;
        }
        this.state.isBusy = true;
        try {
            if (await this.settle()) {
                await this.load(id);
            }
        } finally {
            this.state.isBusy = false;
        }
    }

    /** Nothing that was typed is left behind without a word. */
    async settle() {
        if (await this.saver.flush()) {
            return true;
        }
        return new Promise((resolve) => {
            this.dialog.add(
                ConfirmationDialog,
                {
                    title: _t("Not saved"),
                    body: this.saver.state.message || _t("Your last change is not saved yet."),
                    confirmLabel: _t("Leave it"),
                    confirm: () => resolve(true),
                    cancelLabel: _t("Stay here"),
                    cancel: () => resolve(false),
                },
                { onClose: () => resolve(false) }
            );
        });
    }

    // ------------------------------------------------------------------
    // Ratings
    // ------------------------------------------------------------------

    get groups() {
        return ["result", ...this.page.values.map((value) => `value_${value.id}`), "behaviour"];
    }

    isActive(group) {
        return this.page.can_rate && this.state.group === group;
    }

    focusGroup(group) {
        this.state.group = group;
    }

    choose(group, rating) {
        const { page } = this;
        if (!page.can_rate) {
            return;
        }
        this.state.group = group;
        if (group.startsWith("value_")) {
            const line = page.values.find((value) => `value_${value.id}` === group);
            line.rating_aid = rating;
            this.saver.change({ values: [{ id: line.id, rating_aid: rating }] });
            return;
        }
        page.ratings[`${group}_rating`] = rating;
        this.saver.change({ [`${group}_rating`]: rating });
    }

    chooseByKey(index) {
        if (!this.page?.can_rate) {
            return;
        }
        const rating = Object.keys(this.page.labels.ratings)[index];
        const { groups } = this;
        const group = groups.includes(this.state.group) ? this.state.group : groups[0];
        this.choose(group, rating);
        const next = groups[groups.indexOf(group) + 1];
        if (next) {
            this.state.group = next;
            const target = this.root.el.querySelector(`[data-group="${next}"]`);
            target?.scrollIntoView({ block: "nearest", behavior: "smooth" });
        }
    }

    write(name, ev) {
        this.page.ratings[name] = ev.target.value;
        this.saver.change({ [name]: ev.target.value });
    }

    writeFeedback(line, ev) {
        line.feedback = ev.target.value;
        this.saver.change({ values: [{ id: line.id, feedback: ev.target.value }] });
    }

    get predicate() {
        const { result_rating, behaviour_rating } = this.page.ratings;
        return this.page.cells[result_rating]?.[behaviour_rating] || false;
    }

    get predicateLabel() {
        return this.predicate ? this.page.labels.predicates[this.predicate] : "";
    }

    ratingLabel(rating) {
        return this.page.labels.ratings[rating] || "";
    }

    /** Whether the choice differs from what is suggested: then the reason is asked. */
    deviates(group) {
        const chosen = this.page.ratings[`${group}_rating`];
        const { rating } = this.page.suggestions[group];
        return Boolean(rating && chosen && rating !== chosen);
    }

    showsReason(group) {
        const text = this.page.ratings[group === "result" ? "reason" : "behaviour_reason"];
        return this.deviates(group) || Boolean(text);
    }

    can(action) {
        return this.page.actions.includes(action);
    }

    async step(method) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            if (await this.saver.flush()) {
                await this.orm.call(MODEL, method, [[this.page.id]]);
                await this.load(this.page.id);
            }
        } finally {
            this.state.isBusy = false;
        }
    }

    confirm() {
        return this.step("action_rate");
    }

    revise() {
        return this.step("action_revise");
    }

    async reload() {
        this.saver.forget();
        await this.load(this.page.id);
    }

    /** Back to where the screen was opened from; after a reload that is the list of the team. */
    async goBack() {
        if (!(await this.settle())) {
            return;
        }
        const { breadcrumbs = [] } = this.env.config;
        if (breadcrumbs.length > 1) {
            await this.action.restore(breadcrumbs.at(-2).jsId);
        } else {
            await this.action.doAction("hr_asn_kinerja.asn_evaluation_action_team", {
                clearBreadcrumbs: true,
            });
        }
    }

    openForm() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: MODEL,
            res_id: this.page.id,
            views: [[false, "form"]],
        });
    }

    openEvaluation(previous) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: MODEL,
            res_id: previous.id,
            views: [[false, "form"]],
        });
    }

    get days() {
        return [this.page.start, this.page.end]
            .map((day) => formatDate(deserializeDate(day)))
            .join(" – ");
    }
}

registry.category("actions").add("asn_rating", RatingPage);
