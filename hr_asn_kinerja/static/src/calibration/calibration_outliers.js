import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

import { mean } from "./calibration_words";

const SHOWN = 8;

/** What stands out: a reason to look, never a verdict. Each row opens its evaluations. */
export class CalibrationOutliers extends Component {
    static template = "hr_asn_kinerja.CalibrationOutliers";
    static props = {
        outliers: Object,
        people: Array,
        ratings: Object,
        onOpen: Function,
    };

    setup() {
        this.state = useState({ all: {} });
    }

    get deviations() {
        const people = new Map(this.props.people.map((person) => [person.id, person]));
        const rows = this.props.outliers.deviations.map((found) => ({
            ...found,
            person: people.get(found.id),
        }));
        return this.cut("deviations", rows);
    }

    get evaluators() {
        return this.cut("evaluators", this.props.outliers.evaluators);
    }

    get same() {
        return this.cut("same", this.props.outliers.same);
    }

    cut(key, rows) {
        return this.state.all[key] ? rows : rows.slice(0, SHOWN);
    }

    more(key) {
        const rows = this.props.outliers[key].length;
        return rows > SHOWN && !this.state.all[key] ? _t("Show all (%s)", rows) : "";
    }

    deviationLabel(row) {
        const { ratings } = this.props;
        return _t("%(name)s: suggested %(suggested)s, rated %(rated)s", {
            name: row.person.name,
            suggested: ratings[row.person.suggested],
            rated: ratings[row.person.result],
        });
    }

    stepsLabel(row) {
        const steps = Math.abs(row.steps);
        if (row.steps > 0) {
            return steps === 1 ? _t("1 step higher") : _t("%s steps higher", steps);
        }
        return steps === 1 ? _t("1 step lower") : _t("%s steps lower", steps);
    }

    get meanLabel() {
        const found = this.props.outliers;
        return _t(
            "Compared with the mean of the %(evaluations)s rated evaluations of this period that you may read: results %(results)s, behaviour %(behaviour)s (below 1, meets 2, above 3).",
            {
                evaluations: found.mean_people,
                results: mean(found.mean_results),
                behaviour: mean(found.mean_behaviour),
            }
        );
    }

    directionLabel(row) {
        if (!row.direction) {
            return _t("like the others");
        }
        return row.direction === "lenient" ? _t("more lenient") : _t("more severe");
    }

    signed(value) {
        return (value > 0 ? "+" : "") + mean(value);
    }

    sameLabel(row) {
        const { ratings } = this.props;
        return _t("%(name)s gave the same in all %(evaluations)s evaluations: results %(result)s, behaviour %(behaviour)s", {
            name: row.name,
            evaluations: row.people,
            result: ratings[row.result],
            behaviour: ratings[row.behaviour],
        });
    }
}
