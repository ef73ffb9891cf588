import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

import { readNumber, showAmount, showDay } from "./log_words";

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
        return entry.evidence ? _t("%s pieces of evidence", entry.evidence) : "";
    }

    /** Realised and target of the period in words, and for a sum the part that is new. */
    progress(entry) {
        const indicator = this.props.indicators.find((one) => one.id === entry.indicator.id);
        if (!indicator?.realised) {
            return null;
        }
        const { realised, target, due } = indicator;
        const { figures } = entry;
        const percent = (number) => Math.min(100, (number / figures.target_value) * 100);
        const isSum = entry.indicator.aggregation === "sum";
        const share = figures ? percent(figures.realised) : 0;
        const added = figures && isSum ? Math.min(share, percent(readNumber(entry.quantity))) : share;
        return {
            text: target ? _t("%(realised)s of %(target)s", { realised, target }) : realised,
            dueText: due ? _t("until %s", showDay(due)) : "",
            hasBar: Boolean(figures),
            before: `width: ${(share - added).toFixed(1)}%`,
            added: `width: ${added.toFixed(1)}%`,
        };
    }
}
