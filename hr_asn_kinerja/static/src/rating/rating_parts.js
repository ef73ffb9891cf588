import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { FeedbackEntry } from "../feedback/feedback_timeline";

/** The words on a value in a timeline: who said it under the own name. */
export function feedbackOf(timeline, valueId) {
    return timeline.months
        .flatMap((month) => month.entries)
        .filter((entry) => entry.value_id === valueId)
        .reverse();
}

/** A work result: indicators with target, realised value, achievement, and evidence to open. */
export class RatedResult extends Component {
    static template = "hr_asn_kinerja.RatedResult";
    static props = { result: Object, canLog: { type: Boolean, optional: true }, slots: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    entriesLabel(line) {
        return line.entries === 1 ? _t("1 entry") : _t("%s entries", line.entries);
    }

    openText(piece) {
        return _t("Open %s", piece.name);
    }

    barStyle(line) {
        return `width: ${Math.round((line.share / 120) * 100)}%`;
    }

    async openEntries(line) {
        const model = "asn.evaluation.indicator";
        await this.action.doAction(await this.orm.call(model, "action_view_entries", [line.id]));
    }

    logWork(line) {
        this.action.doAction("hr_asn_kinerja.asn_log_action", {
            additionalContext: { default_indicator_id: line.indicator_id },
        });
    }
}

/** Feedback that was given on one value, beside it. */
export class ValueFeedback extends Component {
    static template = "hr_asn_kinerja.ValueFeedback";
    static components = { FeedbackEntry };
    static props = { timeline: Object, valueId: Number };

    get entries() {
        return feedbackOf(this.props.timeline, this.props.valueId);
    }
}

/** One of three ratings, as large choices; the suggested one is marked in words. */
export class RatingChoice extends Component {
    static template = "hr_asn_kinerja.RatingChoice";
    static props = {
        group: String,
        title: String,
        value: [String, Boolean],
        labels: Object,
        suggested: { type: [String, Boolean], optional: true },
        isReadonly: { type: Boolean, optional: true },
        isActive: { type: Boolean, optional: true },
        isSmall: { type: Boolean, optional: true },
        onChoose: Function,
        onFocus: Function,
    };

    get choices() {
        return Object.entries(this.props.labels).map(([key, label], index) => ({
            key,
            label,
            number: index + 1,
        }));
    }
}
