import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

import { percent } from "./calibration_words";

const LEFT = 34;
const WIDTH = 104;
const TOP = 52;
const BOTTOM = 236;
const BAR = 56;

/** Actual people against the pattern of the organisation predicate, left to right as printed. */
export class DistributionCurve extends Component {
    static template = "hr_asn_kinerja.DistributionCurve";
    static props = { distribution: Object };

    get width() {
        return LEFT + 5 * WIDTH + 6;
    }

    get highest() {
        const { columns, limits, total } = this.props.distribution;
        const numbers = [
            ...columns.map((column) => column.count),
            ...limits.map((limit) => Math.max(limit.minimum || 0, limit.maximum || 0)),
        ];
        return Math.max(1, Math.min(Math.max(...numbers) * 1.1, Math.max(total, 1) * 1.1));
    }

    y(people) {
        return BOTTOM - ((BOTTOM - TOP) * people) / this.highest;
    }

    x(index) {
        return LEFT + WIDTH * index;
    }

    get columns() {
        const { columns, peak, warnings } = this.props.distribution;
        return columns.map((column, index) => {
            const y = this.y(column.count);
            return {
                ...column,
                x: this.x(index) + (WIDTH - BAR) / 2,
                middle: this.x(index) + WIDTH / 2,
                y,
                percent: percent(column.share),
                height: BOTTOM - y,
                bar: BAR,
                words: column.label.split(" "),
                isPeak: column.predicate === peak,
                isOut: warnings.some(
                    (warning) =>
                        warning.code !== "not_peak" && warning.predicates.includes(column.predicate)
                ),
            };
        });
    }

    /** A line over the columns that a limit is about, with the allowed side shaded. */
    get limits() {
        const { columns, limits } = this.props.distribution;
        return limits.map((limit, number) => {
            const indexes = limit.predicates.map((predicate) =>
                columns.findIndex((column) => column.predicate === predicate)
            );
            const x = this.x(Math.min(...indexes)) + 4;
            const isMaximum = limit.maximum !== null;
            const heads = isMaximum ? limit.maximum : limit.minimum;
            const y = this.y(heads);
            return {
                key: number,
                x,
                y,
                end: this.x(Math.max(...indexes)) + WIDTH - 4,
                middle: (this.x(Math.min(...indexes)) + this.x(Math.max(...indexes)) + WIDTH) / 2,
                width: this.x(Math.max(...indexes)) + WIDTH - 8 - this.x(Math.min(...indexes)),
                top: isMaximum ? y : TOP,
                height: isMaximum ? BOTTOM - y : y - TOP,
                label: this.limitLabel(limit, isMaximum, heads),
            };
        });
    }

    limitLabel(limit, isMaximum, heads) {
        if (limit.percent === null) {
            return _t("together min. %s", heads);
        }
        return isMaximum
            ? _t("max. %(heads)s (%(percent)s)", { heads, percent: percent(limit.percent) })
            : _t("min. %(heads)s (%(percent)s)", { heads, percent: percent(limit.percent) });
    }

    /** A smooth curve through the tops of the bars. */
    get curve() {
        const points = this.columns.map((column) => [column.middle, column.y]);
        return points
            .map(([x, y], index) => {
                if (!index) {
                    return `M ${x} ${y}`;
                }
                const [before, height] = points[index - 1];
                const half = (x - before) / 2;
                return `C ${before + half} ${height}, ${x - half} ${y}, ${x} ${y}`;
            })
            .join(" ");
    }

    get summary() {
        return this.props.distribution.columns
            .map((column) => `${column.label}: ${column.count} (${percent(column.share)})`)
            .join("; ");
    }

    allowed(column) {
        return this.props.distribution.limits
            .filter((limit) => limit.predicates.includes(column.predicate))
            .map((limit) => limit.text)
            .join("; ");
    }
}
