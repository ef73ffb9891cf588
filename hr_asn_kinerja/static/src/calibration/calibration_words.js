import { formatFloat } from "@web/core/utils/numbers";

/** A share in percent with one place at most, as the reader's language writes it. */
export function percent(value) {
    return `${formatFloat(value, { digits: [16, Number.isInteger(value) ? 0 : 1] })}%`;
}

/** A mean or a difference of means. */
export function mean(value) {
    return formatFloat(value, { digits: [16, 2] });
}
