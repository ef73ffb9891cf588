import { Component, onWillStart, onWillUpdateProps, useRef, useState } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

export const ICONS = {
    appreciation: "fa-thumbs-o-up",
    suggestion: "fa-lightbulb-o",
    correction: "fa-wrench",
};

export function day(value) {
    return value ? formatDate(deserializeDate(value)) : "";
}

/** One feedback: what happened, what it did, what next; and what the person answered. */
export class FeedbackEntry extends Component {
    static template = "hr_asn_kinerja.FeedbackEntry";
    static props = {
        entry: Object,
        isGiven: { type: Boolean, optional: true },
        slots: { type: Object, optional: true },
    };

    get icon() {
        return ICONS[this.props.entry.kind];
    }

    get date() {
        return day(this.props.entry.date);
    }
}

/** Feedback month by month from the start of the plan; months without any stand there, too. */
export class FeedbackTimeline extends Component {
    static template = "hr_asn_kinerja.FeedbackTimeline";
    static components = { FeedbackEntry };
    static props = { timeline: Object, reload: { type: Function, optional: true } };

    setup() {
        this.orm = useService("orm");
        this.root = useRef("root");
        this.state = useState({ answering: null, text: "", isBusy: false });
    }

    get timeline() {
        return this.props.timeline;
    }

    get highest() {
        return Math.max(1, ...this.timeline.months.map((month) => month.entries.length));
    }

    get anonymousText() {
        return _t(
            "Shown once at least %s people wrote; in an order drawn by lot, without days.",
            this.timeline.minimum
        );
    }

    kindsOf(counts) {
        return Object.keys(ICONS)
            .filter((kind) => counts[kind])
            .map((kind) => ({ kind, icon: ICONS[kind], count: counts[kind] }));
    }

    iconOf(kind) {
        return ICONS[kind];
    }

    short(month) {
        return month.label.slice(0, 3);
    }

    monthTitle(month) {
        return _t("%(month)s: %(count)s", { month: month.label, count: month.entries.length });
    }

    height(month) {
        return `height: ${Math.round((month.entries.length / this.highest) * 28) + 2}px`;
    }

    goTo(month) {
        const target = this.root.el.querySelector(`[data-month="${month.key}"]`);
        target.scrollIntoView({ behavior: "smooth", block: "start" });
    }

    startAnswer(entry) {
        this.state.answering = entry.id;
        this.state.text = "";
    }

    async onThank(entry) {
        this.state.isBusy = true;
        try {
            const values = { feedback_id: entry.id, text: this.state.text };
            await this.orm.call("asn.feedback", "action_step", ["thank", values]);
        } finally {
            this.state.isBusy = false;
        }
        this.state.answering = null;
        await this.props.reload();
    }
}

/** The timeline on the form of a plan or an evaluation. */
export class FeedbackTimelineWidget extends Component {
    static template = "hr_asn_kinerja.FeedbackTimelineWidget";
    static components = { FeedbackTimeline };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ timeline: null });
        onWillStart(() => this.load(this.props.record));
        onWillUpdateProps(async (props) => {
            if (this.planOf(props.record) !== this.planOf(this.props.record)) {
                await this.load(props.record);
            }
        });
    }

    planOf(record) {
        return record.resModel === "asn.skp" ? record.resId : record.data.skp_id.id;
    }

    async load(record) {
        const plan = this.planOf(record);
        this.state.timeline = plan
            ? await this.orm.call("asn.feedback", "get_timeline", [plan])
            : null;
    }

    give() {
        this.action.doAction("hr_asn_kinerja.asn_feedback_action_give", {
            additionalContext: { default_employee_id: this.state.timeline.employee_id },
        });
    }
}

registry.category("view_widgets").add("asn_feedback_timeline", {
    component: FeedbackTimelineWidget,
});
