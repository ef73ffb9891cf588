import { _t } from "@web/core/l10n/translation";

import { editNumber, shiftDay, showDay } from "./log_words";

/** The days that are one tap away: today and, when it can still be written, yesterday. */
export function nearDays({ today, earliest }) {
    const yesterday = shiftDay(today, -1);
    const days = [{ date: today, label: _t("Today"), hint: showDay(today) }];
    if (yesterday >= earliest) {
        days.push({ date: yesterday, label: _t("Yesterday"), hint: showDay(yesterday) });
    }
    return days;
}

export function isNear({ today }, date) {
    return date === today || date === shiftDay(today, -1);
}

export function isAllowed({ today, earliest }, date) {
    return Boolean(date) && date <= today && date >= earliest;
}

/** The last day before ``date`` on which something was logged; empty when there is none. */
export function copySource({ indicators }, date) {
    const days = indicators.map((one) => one.last_date).filter((day) => day && day < date);
    return days.sort().at(-1) || "";
}

export function copyLabel(source, date) {
    return source === shiftDay(date, -1) ? _t("Copy the day before") : _t("Copy %s", showDay(source));
}

/** What a draft keeps of an indicator, to be shown without a connection. */
export function keptOf({ id, name, unit, aggregation }) {
    return { id, name, unit, aggregation };
}

/** Entries of another day as drafts, to be looked at; those of an indicator that is gone are left. */
export function copiesOf({ indicators }, entries) {
    const byId = new Map(indicators.map((one) => [one.id, one]));
    return entries
        .filter((entry) => byId.has(entry.indicator_id))
        .map((entry) => {
            const indicator = keptOf(byId.get(entry.indicator_id));
            const isRatio = indicator.aggregation === "ratio";
            return {
                indicator,
                quantity: editNumber(entry.quantity),
                denominator: isRatio ? editNumber(entry.denominator) : "",
                note: entry.note || "",
            };
        });
}
