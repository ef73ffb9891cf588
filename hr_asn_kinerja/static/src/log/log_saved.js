import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

import { readNumber, showAmount, showDay, showNumber } from "./log_words";

/** What is shown of a draft that was saved just now; ``before`` is what was realised without it. */
export function savedOf(draft, answer, before) {
    return {
        id: answer.id,
        late: answer.late,
        date: draft.date,
        indicator: { ...draft.indicator },
        quantity: draft.quantity,
        denominator: draft.denominator,
        note: draft.note,
        evidence: draft.files.length + draft.links.filter((link) => link.trim()).length,
        before,
    };
}

/** What was just saved, and what it did to the bar of its indicator. */
export class LogSaved extends Component {
    static template = "hr_asn_kinerja.LogSaved";
    static props = {
        entries: Array,
        indicators: Array,
        isBusy: Boolean,
        onUndo: Function,
    };

    amount(entry) {
        return showAmount({
            ...entry.indicator,
            quantity: readNumber(entry.quantity),
            denominator: readNumber(entry.denominator),
        });
    }

    day(entry) {
        return showDay(entry.date);
    }

    undoText(entry) {
        return _t("Undo: %s", entry.indicator.name);
    }

    evidenceText(entry) {
        return entry.evidence ? _t("Evidence: %s", entry.evidence) : "";
    }

    /** Realised and target of the period in words; for a sum, a bar with the part that is new. */
    progress(entry) {
        const indicator = this.props.indicators.find((one) => one.id === entry.indicator.id);
        if (!indicator?.realised) {
            return null;
        }
        const { realised, target, due, aggregation } = indicator;
        const unit = aggregation === "ratio" ? "%" : indicator.unit;
        const values = {
            realised: showNumber(realised),
            target: showNumber(target),
            unit: unit || "",
        };
        const percent = (number) => (Math.min(1, number / target) * 100).toFixed(1);
        return {
            text: (target > 0
                ? _t("%(realised)s of %(target)s %(unit)s", values)
                : `${values.realised} ${values.unit}`
            ).trim(),
            dueText: due ? _t("due by now: %s", showNumber(due)) : "",
            isDone: due > 0 && realised >= due,
            // A bar says something only where every entry adds to it.
            hasBar: target > 0 && aggregation === "sum",
            before: `width: ${percent(Math.min(entry.before, realised))}%`,
            added: `width: ${percent(Math.max(0, realised - entry.before))}%`,
            due: `left: ${percent(due)}%`,
        };
    }
}
