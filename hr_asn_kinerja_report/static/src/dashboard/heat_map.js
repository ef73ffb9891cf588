import { Component, onMounted, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";

// From little to much: each step has its own shade, and the number stands in it.
const STEPS = [50, 70, 85, 95];
// Stands where a figure would tell of too few people, also by taking it from the one above.
const HIDDEN = "∗";

/** Units against periods; the reader chooses what the cells tell. */
export class HeatMap extends Component {
    static template = "hr_asn_kinerja_report.HeatMap";
    static props = { heat: Object, trend: Array, minimum: Number, onOpen: Function, onUnit: Function };

    setup() {
        this.state = useState({ measure: "done" });
        this.table = useRef("table");
        // On a phone the periods do not fit beside each other: the latest counts most.
        onMounted(() => {
            this.table.el.scrollLeft = this.table.el.scrollWidth;
        });
    }

    get measures() {
        return [
            { key: "done", label: _t("Evaluations done") },
            { key: "good", label: _t("Good or very good") },
            { key: "score", label: _t("Mean achievement") },
        ];
    }

    get explanation() {
        return {
            done: _t("Share of the evaluations that are released."),
            good: _t("Of the released evaluations, the share with “Good” or “Very good”."),
            score: _t("Mean achievement of the evaluations in which something was measured."),
        }[this.state.measure];
    }

    get hiddenText() {
        return _t("“%(sign)s” means: it would tell of fewer than %(minimum)s people, here or beside it.", {
            sign: HIDDEN,
            minimum: this.props.minimum,
        });
    }

    get moreText() {
        return _t("%s smaller units are not shown. Choose a unit above to see those in it.", this.props.heat.more);
    }

    choose(measure) {
        this.state.measure = measure;
    }

    value(cell) {
        return cell ? cell[this.state.measure] : null;
    }

    text(cell) {
        if (!cell) {
            return "–";
        }
        const value = this.value(cell);
        if (value === null) {
            return HIDDEN;
        }
        return `${formatFloat(value, { digits: [16, Number.isInteger(value) ? 0 : 1] })}%`;
    }

    step(cell) {
        const value = this.value(cell);
        return value === null ? "none" : STEPS.filter((edge) => value >= edge).length;
    }

    name(row) {
        return row.is_direct ? _t("%s – directly in it", row.name) : row.name;
    }

    cellLabel(row, cell, period) {
        return _t("%(unit)s, %(period)s: %(value)s of %(count)s evaluations", {
            unit: this.name(row),
            period: period.name,
            value: this.text(cell),
            count: cell ? cell.total : 0,
        });
    }
}
