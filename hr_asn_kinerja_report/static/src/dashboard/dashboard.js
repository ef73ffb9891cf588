import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/core/utils/numbers";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { formatInteger } from "@web/views/fields/formatters";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { DistributionCurve } from "@hr_asn_kinerja/calibration/distribution_curve";
import { BeforeAfterField } from "@hr_asn_kinerja/innovation/before_after";

import { HeatMap } from "./heat_map";
import { TrendChart } from "./trend_chart";

// A line more is a line that nobody follows.
const LINES = 3;

/** The before and after of an innovation, as on its card. */
class BeforeAfter extends BeforeAfterField {
    static props = { view: Object };

    get value() {
        return this.props.view;
    }
}

/** Is service getting better? What a leader asks, with the records behind every number. */
export class Dashboard extends Component {
    static template = "hr_asn_kinerja_report.Dashboard";
    static components = { BeforeAfter, DistributionCurve, HeatMap, Layout, TrendChart };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        const kept = this.props.state?.dashboard || {};
        this.state = useState({
            data: null,
            unit: kept.unit || false,
            period: kept.period || false,
            service: kept.service || false,
            isBusy: false,
        });
        useSetupAction({
            getLocalState: () => {
                const { unit, period, service } = this.state;
                return { dashboard: { unit, period, service } };
            },
        });
        onWillStart(() => this.load());
    }

    get data() {
        return this.state.data;
    }

    /** Load once; a unit that the period does not have gives way to the first one, or is refused. */
    async load(changes = {}, keepUnit = false) {
        Object.assign(this.state, changes, { isBusy: true });
        try {
            const { period, unit } = this.state;
            const data = await this.orm.call("asn.evaluation.report", "get_dashboard", [
                period,
                unit,
                keepUnit,
            ]);
            this.state.data = data;
            this.state.unit = data.unit && data.unit.id;
            this.state.period = data.period && data.period.id;
        } finally {
            this.state.isBusy = false;
        }
    }

    /** A period may have other units; the same unit is kept when it is still there. */
    choosePeriod(period) {
        return this.load({ period }, true);
    }

    /** No unit (0) is the whole region. */
    chooseUnit(unit) {
        return this.load({ unit: unit || false, service: false });
    }

    unitLabel(unit) {
        return "\u00a0\u00a0".repeat(unit.depth) + unit.name;
    }

    // ------------------------------------------------------------------
    // Numbers and words
    // ------------------------------------------------------------------

    count(value) {
        return formatInteger(value || 0);
    }

    number(value) {
        return formatFloat(value, { digits: [16, Number.isInteger(value) ? 0 : 1] });
    }

    percent(value) {
        return value === null ? "–" : `${this.number(value)}%`;
    }

    width(value) {
        return `width: ${Math.min(Math.max(value || 0, 0), 100)}%`;
    }

    get isEmpty() {
        const { plans, evaluations, services } = this.data;
        return !plans.total && !evaluations.total && !services.rows.length;
    }

    get seenLabel() {
        const { total, of_all } = this.data.evaluations;
        return _t(
            "You may read %(count)s of %(total)s evaluations here; the numbers are those of what you may read.",
            { count: this.count(total), total: this.count(of_all) }
        );
    }

    get hiddenDistribution() {
        return _t(
            "Shown once evaluations of at least %s people are released, here and in what would remain of the unit above, so that nobody can be found out.",
            this.data.minimum
        );
    }

    // ------------------------------------------------------------------
    // Services
    // ------------------------------------------------------------------

    get shownServices() {
        const { rows } = this.data.services;
        const chosen = rows.find((row) => row.id === this.state.service);
        if (chosen) {
            return [chosen];
        }
        // Days and minutes share no axis: those measured like the largest one.
        return rows.filter((row) => row.measure === rows[0].measure).slice(0, LINES);
    }

    get serviceLines() {
        const shown = this.shownServices;
        const lines = shown.map((row) => ({ name: row.name, values: row.medians }));
        const standard = shown[0].standard;
        if (shown.every((row) => row.standard === standard)) {
            const values = this.data.services.months.map(() => standard);
            lines.push({ name: _t("Standard"), values, isGoal: true });
        }
        return lines;
    }

    get shareLines() {
        return this.shownServices.map((row) => ({ name: row.name, values: row.shares }));
    }

    /** The heads of the table, which on a phone stand before each number. */
    get words() {
        return {
            tickets: _t("Tickets"),
            mean: _t("Mean time"),
            change: _t("Compared with before"),
            within: _t("Within the standard"),
            standard: _t("Standard"),
        };
    }

    /** What a reader of the screen hears: a number alone says nothing of what it opens. */
    openLabel(row, what, value) {
        return _t("%(name)s, %(what)s: %(value)s. Open the records behind it.", {
            name: row.name,
            what,
            value,
        });
    }

    time(row, value) {
        return `${this.number(value)} ${row.measure.toLowerCase()}`;
    }

    /** The period against the one before it; in the first period the last month against the first. */
    serviceChange(row) {
        const medians = row.medians.filter((value) => value !== null);
        let [now, before] = [medians.at(-1), medians.length > 1 ? medians[0] : null];
        if (row.before) {
            [now, before] = [row.now && row.now.mean, row.before.mean];
        }
        if (!before || now === false || now === undefined) {
            return false;
        }
        const change = (100 * (now - before)) / before;
        const size = `${this.number(Math.abs(Math.round(change)))}%`;
        if (Math.abs(change) < 0.5) {
            return { colour: "calm", sign: "=", text: _t("as before") };
        }
        return change < 0
            ? { colour: "good", sign: "▼", text: _t("%s faster", size) }
            : { colour: "help", sign: "▲", text: _t("%s slower", size) };
    }

    chooseService(row) {
        this.state.service = this.state.service === row.id ? false : row.id;
    }

    /** One value makes no line: it stands in the list below the chart alone. */
    get satisfactionLines() {
        const rows = this.data.satisfaction.filter(
            (row) => row.values.filter((value) => value !== null).length > 1
        );
        return rows.map((row) => ({
            name: row.measure ? `${row.name} (${row.measure})` : row.name,
            values: row.values,
        }));
    }

    satisfaction(row) {
        const value = row.values.at(-1);
        return value === null ? "–" : `${this.number(value)} ${row.measure}`.trim();
    }

    get trendLabels() {
        return this.data.trend.map((period) => period.name);
    }

    get courseLines() {
        const { course } = this.data;
        return [
            { name: _t("Mean achievement (%)"), values: course.map((row) => row.score) },
            { name: _t("Evaluations done (%)"), values: course.map((row) => row.share) },
        ];
    }

    get hasCourse() {
        return this.data.trend.length > 1;
    }

    // ------------------------------------------------------------------
    // Opening what stands behind a number
    // ------------------------------------------------------------------

    open(link) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: link.name,
            res_model: link.model,
            domain: link.domain,
            context: link.context || {},
            views: [
                [false, "list"],
                [false, "form"],
            ],
        });
    }

    openInnovation(card) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "asn.innovation.gallery",
            res_id: card.id,
            views: [[false, "form"]],
        });
    }

    openCell(row, cell, period) {
        const { model, domain } = this.data.heat.link;
        const place = row.id
            ? ["unit_id", row.is_direct ? "=" : "child_of", row.id]
            : ["unit_id", "=", false];
        return this.open({
            model,
            name: `${row.name}, ${period.name}`,
            domain: [["period_id", "=", period.id], place, ...domain],
        });
    }
}

registry.category("actions").add("asn_dashboard", Dashboard);
