import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { ProgressBar, StatusPill } from "./progress_bar";
import { useProgressDoors } from "./progress_doors";
import * as words from "./progress_words";

const FILTERS = {
    all: () => true,
    behind: (person) => person.overall.short > 0,
    silent: (person) => person.is_silent,
    feedback: (person) => person.needs_feedback,
    waiting: (person) => person.to_review || person.answers || person.state === "proposed",
};
const pace = (person) => (person.overall.pace === false ? Infinity : person.overall.pace);
const SORTS = {
    name: (a, b) => a.name.localeCompare(b.name),
    short: (a, b) => b.overall.short - a.overall.short || pace(a) - pace(b),
    silence: (a, b) => b.silent_days - a.silent_days,
    feedback: (a, b) => (a.last_feedback || "").localeCompare(b.last_feedback || ""),
};

/** The people of a team: where each stands, who is silent, who waits for feedback. */
export class MyTeam extends Component {
    static template = "hr_asn_kinerja.MyTeam";
    static components = { Layout, ProgressBar, StatusPill };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.doors = useProgressDoors();
        this.words = words;
        const kept = this.props.state?.team || {};
        this.state = useState({
            data: null,
            scope: kept.scope || false,
            period: kept.period || false,
            text: kept.text || "",
            filter: kept.filter || "all",
            sort: kept.sort || "name",
            open: kept.open || {},
            isBusy: false,
        });
        useSetupAction({
            getLocalState: () => {
                const { scope, period, text, filter, sort, open } = this.state;
                return { team: { scope, period, text, filter, sort, open } };
            },
        });
        onWillStart(() => this.load());
    }

    async load(changes = {}) {
        Object.assign(this.state, changes, { isBusy: true });
        try {
            const { period, scope, text } = this.state;
            const data = await this.orm.call("asn.skp", "get_team", [period, scope, text]);
            this.state.data = data;
            this.state.scope = data.scope;
            this.state.period = data.period_id;
        } finally {
            this.state.isBusy = false;
        }
    }

    get data() {
        return this.state.data;
    }

    get people() {
        const found = this.data.people.filter(FILTERS[this.state.filter]);
        // Names break the ties of every other order.
        return found.sort((a, b) => SORTS[this.state.sort](a, b) || SORTS.name(a, b));
    }

    get filters() {
        const labels = {
            all: _t("Everybody"),
            behind: _t("Behind"),
            silent: _t("Silent"),
            feedback: _t("No feedback for a while"),
            waiting: _t("Waits for me"),
        };
        if (this.state.scope !== "team") {
            labels.waiting = _t("Waits for the evaluator");
        }
        return Object.entries(labels).map(([key, label]) => ({
            key,
            label,
            count: this.data.people.filter(FILTERS[key]).length,
        }));
    }

    get sorts() {
        return [
            { key: "name", label: _t("By name") },
            { key: "short", label: _t("Most behind first") },
            { key: "silence", label: _t("Longest silence first") },
            { key: "feedback", label: _t("Feedback longest ago first") },
        ];
    }

    get scopes() {
        const labels = {
            team: _t("Whom I evaluate"),
            below: _t("Teams below me"),
            all: _t("All I may read"),
        };
        return this.data.scopes.map((key) => ({ key, label: labels[key] }));
    }

    initials(person) {
        const parts = person.name.split(",")[0].split(" ").filter((part) => !part.endsWith("."));
        return [parts[0], parts.length > 1 ? parts.at(-1) : ""].map((part) => (part || "")[0]).join("");
    }

    postLabel(person) {
        const isOthers = this.state.scope !== "team";
        return [person.post, isOthers && person.unit, person.days].filter(Boolean).join(" · ");
    }

    /** What stands out about somebody, in a word or two each. */
    badges(person) {
        const found = [];
        if (person.overall.short) {
            const text =
                person.overall.short === 1
                    ? _t("1 of %s behind", person.overall.judged)
                    : _t("%(short)s of %(judged)s behind", person.overall);
            found.push({ key: "short", colour: "watch", text });
        }
        if (person.is_silent) {
            const text = _t("no entry for %s days", person.silent_days);
            found.push({ key: "silent", colour: "watch", text });
        }
        if (person.answers) {
            const text =
                person.answers === 1 ? _t("1 answer to read") : _t("%s answers to read", person.answers);
            found.push({ key: "answers", colour: "strong", text });
        }
        if (person.questions) {
            const text =
                person.questions === 1
                    ? _t("1 question open")
                    : _t("%s questions open", person.questions);
            found.push({ key: "questions", colour: "calm", text });
        }
        return found;
    }

    planLabel(person) {
        const isPlain = person.state === "agreed" || person.state === "closed";
        return isPlain ? person.evaluation_label : person.state_label;
    }

    feedbackLabel(person) {
        return person.last_feedback
            ? _t("Last feedback %s", words.day(person.last_feedback))
            : _t("No feedback yet");
    }

    entryLabel(person) {
        return person.last_entry
            ? _t("Last entry %s", words.day(person.last_entry))
            : _t("No entry yet");
    }

    reviewLabel(person) {
        const count = person.to_review + person.answers;
        return count ? _t("Entries (%s)", count) : _t("Entries");
    }

    doorLabel(door, person) {
        const { name } = person;
        return {
            feedback: _t("Give feedback: %s", name),
            entries: `${this.reviewLabel(person)}: ${name}`,
            plan: _t("Plan of %s", name),
            evaluation: _t("Evaluation of %s", name),
        }[door];
    }

    get moreLabel() {
        const shown = this.data.people.length;
        return _t(
            "%(shown)s of %(count)s people are shown. Search for a name, post or unit to see others.",
            { shown, count: this.data.count }
        );
    }

    segments(person) {
        return person.lines.map((line) => ({
            id: line.id,
            colour: line.colour,
            label: `${line.name}: ${words.statusLabel(line.status)}`,
        }));
    }

    segmentsLabel(person) {
        return person.lines
            .map((line) => `${line.name}: ${words.statusLabel(line.status)}`)
            .join("; ");
    }

    toggle(person) {
        this.state.open[person.id] = !this.state.open[person.id];
    }

    /** What there is to look at: answers first, then what nobody looked at, else all. */
    openEntries(person) {
        const filter = person.answers ? "answers" : person.to_review ? "review" : "";
        const { start, end } = this.data.period;
        this.doors.entries({ plan: person.id, name: person.name, filter, start, end });
    }

    openLine(person, line) {
        const { start, end } = this.data.period;
        this.doors.entries({ indicator: line.id, name: `${person.name} · ${line.name}`, start, end });
    }

    onSearchKeydown(ev) {
        if (ev.key === "Enter") {
            this.load();
        } else if (ev.key === "Escape" && this.state.text) {
            this.load({ text: "" });
        }
    }
}

registry.category("actions").add("hr_asn_kinerja.my_team", MyTeam);
