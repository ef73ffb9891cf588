import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { ConnectionAbortedError, ConnectionLostError } from "@web/core/network/rpc";
import { escapeRegExp } from "@web/core/utils/strings";
import { formatFloat } from "@web/core/utils/numbers";

export const MOST = 1e12;

/**
 * Read a number as people type it on a phone, whose keys may not know the comma of their language.
 *
 * A separator before exactly three digits groups thousands when the language groups with it;
 * a single dot or comma anywhere else is the decimal sign.
 *
 * @param {string} text
 * @returns {number|null} null when it is no amount from 0 on
 */
export function readNumber(text) {
    const typed = String(text ?? "").replace(/\s/g, "");
    const { thousandsSep, decimalPoint } = localization;
    const group = thousandsSep && escapeRegExp(thousandsSep.trim());
    const point = escapeRegExp(decimalPoint);
    let plain = typed;
    if (group && new RegExp(`^\\d{1,3}(${group}\\d{3})+(${point}\\d+)?$`).test(typed)) {
        plain = typed.replaceAll(thousandsSep.trim(), "").replace(decimalPoint, ".");
    } else if (/^\d*[.,]?\d*$/.test(typed)) {
        plain = typed.replace(",", ".");
    }
    if (!/^(\d+\.?\d*|\.\d+)$/.test(plain)) {
        return null;
    }
    const number = Number(plain);
    return number < MOST ? number : null;
}

/** A number in the way of the language, with at most four places and no zeros at the end. */
export function showNumber(number) {
    return formatFloat(number || 0, { digits: [16, 4], trailingZeros: false });
}

/** The same for an input, without groups: what is typed next to them would be in the way. */
export function editNumber(number) {
    return formatFloat(number || 0, { digits: [16, 4], trailingZeros: false, thousandsSep: "" });
}

/** Day of the week and date, as “Tue 24/11/2026”. */
export function showDay(date) {
    const day = deserializeDate(date);
    return `${day.toFormat("ccc")} ${formatDate(day)}`;
}

export function shiftDay(date, days) {
    return deserializeDate(date).plus({ days }).toFormat("yyyy-MM-dd");
}

/** An amount with its unit; of a ratio, both counts. */
export function showAmount({ aggregation, unit, quantity, denominator }) {
    if (aggregation === "ratio") {
        return _t("%(part)s out of %(all)s", {
            part: showNumber(quantity),
            all: showNumber(denominator),
        });
    }
    return [showNumber(quantity), unit].filter(Boolean).join(" ");
}

export function isLost(error) {
    return error instanceof ConnectionLostError || error instanceof ConnectionAbortedError;
}

export function isLoggedOut(error) {
    return error.exceptionName === "odoo.http.SessionExpiredException";
}

/** Whether the server refused for a reason it can put into words (and not because it broke). */
export function isRefusal(error) {
    const name = error.exceptionName || "";
    return name.startsWith("odoo.exceptions.");
}

/** The words for an error that is shown where it happened. */
export function messageOf(error) {
    if (isLost(error)) {
        return _t("There is no connection to the server. Try again when you are back.");
    }
    if (isLoggedOut(error)) {
        return _t("You have been logged out. Log in again; what you typed is kept.");
    }
    if (isRefusal(error)) {
        return error.data?.message || error.message;
    }
    return _t("The server could not do this. Try again in a minute.");
}
