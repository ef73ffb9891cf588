import { Component, onWillStart, onWillUnmount, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { formatFloat } from "@web/core/utils/numbers";

// Colour, line and point differ, so that the lines can be told apart without colours, too.
const STYLES = [
    { color: "#0b5ed7", dash: [], point: "circle" },
    { color: "#b35900", dash: [8, 4], point: "rect" },
    { color: "#146c43", dash: [2, 3], point: "triangle" },
    { color: "#6f42c1", dash: [10, 3, 2, 3], point: "rectRot" },
    { color: "#495057", dash: [4, 4], point: "star" },
];

/** Lines over months or periods; they pass over a gap. The same numbers stand in a table below. */
export class TrendChart extends Component {
    static template = "hr_asn_kinerja_report.TrendChart";
    static props = {
        labels: Array,
        lines: Array,
        label: String,
        unit: { type: String, optional: true },
        percent: { type: Boolean, optional: true },
    };

    setup() {
        this.canvas = useRef("canvas");
        this.chart = null;
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => this.draw(),
            () => [this.props.labels, this.props.lines, this.props.unit]
        );
        onWillUnmount(() => this.chart && this.chart.destroy());
    }

    number(value) {
        return formatFloat(value, { digits: [16, Number.isInteger(value) ? 0 : 1] });
    }

    draw() {
        if (this.chart) {
            this.chart.destroy();
            this.chart = null;
        }
        if (!this.canvas.el) {
            return;
        }
        const { labels, lines, unit, percent } = this.props;
        const datasets = lines.map((line, index) => {
            const { color, dash, point } = STYLES[index % STYLES.length];
            return {
                label: line.name,
                data: line.values,
                borderColor: color,
                backgroundColor: color,
                borderDash: line.isGoal ? [2, 2] : dash,
                borderWidth: line.isGoal ? 1.5 : 2.5,
                pointStyle: point,
                pointRadius: line.isGoal ? 0 : 4,
                tension: 0.25,
                spanGaps: true,
                // Points on the edge are drawn whole.
                clip: 8,
            };
        });
        this.chart = new Chart(this.canvas.el, {
            type: "line",
            data: { labels, datasets },
            options: {
                maintainAspectRatio: false,
                animation: false,
                interaction: { mode: "index", intersect: false },
                scales: {
                    y: {
                        beginAtZero: true,
                        suggestedMax: percent ? 100 : undefined,
                        ticks: { callback: (value) => this.number(value) },
                        title: { display: Boolean(unit), text: unit || "" },
                        grid: { color: "rgba(0, 0, 0, 0.08)" },
                    },
                    x: { grid: { display: false } },
                },
                plugins: {
                    legend: {
                        position: "bottom",
                        labels: { usePointStyle: true, padding: 14, boxHeight: 7 },
                    },
                    tooltip: {
                        callbacks: {
                            label: (item) =>
                                `${item.dataset.label}: ${this.number(item.parsed.y)} ${unit || ""}`,
                        },
                    },
                },
            },
        });
    }
}
