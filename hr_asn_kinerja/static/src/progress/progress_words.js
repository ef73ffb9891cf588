import { deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";

/** A colour always comes with a word and a sign: nobody has to tell colours apart. */
export const ICONS = {
    ahead: "fa-angle-double-up",
    on_track: "fa-check",
    behind: "fa-clock-o",
    far_behind: "fa-life-ring",
    nothing_due: "fa-leaf",
    no_target: "fa-minus",
    no_entry: "fa-pencil",
    described: "fa-align-left",
};

export function statusLabel(status) {
    return {
        ahead: _t("Ahead"),
        on_track: _t("On track"),
        behind: _t("A little behind"),
        far_behind: _t("Needs attention"),
        nothing_due: _t("Nothing due yet"),
        no_target: _t("No target"),
        no_entry: _t("No entry yet"),
        described: _t("Described in words"),
    }[status];
}

/** "1,840" or "88.31": as many places as it takes, at most two. */
export function number(value) {
    return formatFloat(value, { digits: [16, 2], trailingZeros: false });
}

/** What was worked out from days: nobody wants its places after the comma. */
export function rough(value) {
    return formatFloat(value, { digits: [16, value < 20 ? 1 : 0], trailingZeros: false });
}

export function amount(value, unit) {
    if (unit === "%") {
        return `${number(value)} %`;
    }
    return unit ? `${number(value)} ${unit}` : number(value);
}

/** "24 Sep" or, in another year, "24 Sep 2027". */
export function day(text) {
    const date = deserializeDate(text);
    const isThisYear = date.year === luxon.DateTime.local().year;
    return date.toLocaleString({
        day: "numeric",
        month: "short",
        ...(isThisYear ? {} : { year: "numeric" }),
    });
}

export function target(line) {
    if (line.target_kind === "text") {
        return line.target_text;
    }
    if (line.target_kind === "date") {
        return day(line.target_date);
    }
    if (line.target_max !== false) {
        return `${number(line.target)} – ${amount(line.target_max, line.unit)}`;
    }
    return amount(line.target, line.unit);
}

/** What was realised and what is wanted, as one sentence. */
export function standSentence(line) {
    const wanted = target(line);
    if (line.target_kind === "date") {
        return line.entries
            ? _t("Logged on %(day)s; due on %(due)s", { day: day(line.last_date), due: wanted })
            : _t("Due on %s", wanted);
    }
    if (line.target_kind === "text") {
        return wanted;
    }
    if (!line.entries) {
        return line.polarity === "lower"
            ? _t("No entry yet; at most %s", wanted)
            : _t("No entry yet; the target is %s", wanted);
    }
    const realised = amount(line.realised, line.target_max === false ? "" : line.unit);
    return line.polarity === "lower"
        ? _t("%(realised)s; at most %(target)s", { realised, target: wanted })
        : _t("%(realised)s of %(target)s", { realised, target: wanted });
}

/** How much is due by now; nothing when that is the target itself. */
export function dueSentence(line) {
    const isShare = line.aggregation === "sum" && ["number", "range"].includes(line.target_kind);
    if (!isShare || line.due === false || !line.due || line.status === "no_target") {
        return "";
    }
    return line.polarity === "lower"
        ? _t("by now at most %s", rough(line.due))
        : _t("by now %s", rough(line.due));
}

export function forecastSentence(line) {
    if (line.forecast === false || line.aggregation !== "sum") {
        return "";
    }
    const forecast = [rough(line.forecast), line.unit].filter(Boolean).join(" ");
    return _t("At this pace about %s at the end", forecast);
}

/** All of it, for whoever hears the page instead of seeing it. */
export function barLabel(line) {
    return [line.name, statusLabel(line.status), standSentence(line), dueSentence(line)]
        .filter(Boolean)
        .join(". ");
}

export function daysLeft(period) {
    if (period.begins) {
        return _t("begins on %s", day(period.start));
    }
    if (!period.days_left) {
        return _t("ended on %s", day(period.end));
    }
    return period.days_left === 1 ? _t("last day") : _t("%s days left", period.days_left);
}

/** How the indicators of a person stand together. */
export function shortSentence(overall) {
    if (!overall.judged) {
        return "";
    }
    if (!overall.short) {
        return _t("Everything that is due by now is on its way.");
    }
    return overall.short === 1
        ? _t("1 of %s indicators needs a hand.", overall.judged)
        : _t("%(short)s of %(judged)s indicators need a hand.", overall);
}
