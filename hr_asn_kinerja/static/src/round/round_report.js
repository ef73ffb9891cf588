import { Component, onWillStart, onWillUnmount, useEffect, useRef, useState } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

// Colour, line and point differ, so that the lines can be told apart without colours, too.
const STYLES = {
    self: { color: "#495057", dash: [2, 3], point: "triangle" },
    superior: { color: "#b35900", dash: [10, 4], point: "rect" },
    peer: { color: "#0b5ed7", dash: [], point: "circle" },
    subordinate: { color: "#146c43", dash: [8, 3, 2, 3], point: "rectRot" },
    others: { color: "#0b5ed7", dash: [], point: "circle" },
};

/** What others see, as a picture with a table of the same numbers and the reasons below. */
export class RoundReport extends Component {
    static template = "hr_asn_kinerja.RoundReport";
    static props = { ...standardFieldProps };

    setup() {
        this.canvas = useRef("canvas");
        this.state = useState({ open: null });
        this.chart = null;
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => this.draw(),
            () => [this.report]
        );
        onWillUnmount(() => this.chart && this.chart.destroy());
    }

    get report() {
        return this.props.record.data[this.props.name];
    }

    get shownGroups() {
        return this.report.groups.filter((group) => group.is_shown);
    }

    get hiddenText() {
        return _t("not enough answers");
    }

    get hiddenWhy() {
        return _t(
            "Nothing is shown of fewer than %s people, so that nobody can be found out.",
            this.report.minimum
        );
    }

    get beforeText() {
        return _t("In brackets: %s, the round before.", this.report.before.name);
    }

    cell(group, value) {
        return this.report.cells[`${group.key}:${value.id}`];
    }

    before(group, value) {
        return this.report.before && this.report.before.cells[`${group.key}:${value.id}`];
    }

    number(value) {
        return value.toLocaleString(document.documentElement.lang || undefined, {
            minimumFractionDigits: 1,
            maximumFractionDigits: 1,
        });
    }

    spreadText(cell) {
        return _t("spread %s", this.number(cell.spread));
    }

    style(group) {
        const { color, dash } = STYLES[group.key];
        const width = dash.length ? "dashed" : "solid";
        const look = group.key === "self" ? "dotted" : width;
        return `border-top: 3px ${look} ${color}`;
    }

    texts(value) {
        const labels = Object.fromEntries(this.report.groups.map((g) => [g.key, g.label]));
        return this.report.texts
            .filter((text) => text.value === value.id)
            .map((text) => ({ ...text, who: text.name || labels[text.group] }));
    }

    get hasTexts() {
        return this.report.texts.length > 0;
    }

    draw() {
        if (this.chart) {
            this.chart.destroy();
            this.chart = null;
        }
        if (!this.report || !this.canvas.el) {
            return;
        }
        const { values } = this.report;
        const datasets = this.shownGroups.map((group) => {
            const { color, dash, point } = STYLES[group.key];
            return {
                label: group.label,
                data: values.map((value) => {
                    const cell = this.cell(group, value);
                    return cell ? cell.mean : null;
                }),
                borderColor: color,
                backgroundColor: "transparent",
                borderDash: dash,
                borderWidth: 2,
                pointStyle: point,
                pointRadius: 5,
                pointBackgroundColor: color,
                spanGaps: true,
            };
        });
        this.chart = new Chart(this.canvas.el, {
            type: "radar",
            data: { labels: values.map((value) => value.name.split(" ")), datasets },
            options: {
                maintainAspectRatio: false,
                animation: false,
                scales: {
                    r: {
                        min: 0,
                        max: 5,
                        ticks: { stepSize: 1, backdropColor: "transparent" },
                        pointLabels: { font: { size: 12 } },
                    },
                },
                plugins: {
                    legend: { position: "bottom", labels: { usePointStyle: true, padding: 16 } },
                },
            },
        });
    }
}

registry.category("fields").add("asn_round_report", {
    component: RoundReport,
    displayName: _t("What others see"),
    supportedTypes: ["json"],
});
