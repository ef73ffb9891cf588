import { Component, onWillStart, useState } from "@odoo/owl";
import { formatDateTime, deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { CalibrationDialog } from "./calibration_dialog";
import { CalibrationOutliers } from "./calibration_outliers";
import { DistributionCurve } from "./distribution_curve";
import { MoveDialog } from "./move_dialog";
import { NineBox } from "./nine_box";

const FORM = [[false, "form"]];

/** The nine-box of a unit with its distribution and what stands out. */
export class Calibration extends Component {
    static template = "hr_asn_kinerja.Calibration";
    static components = { CalibrationOutliers, DistributionCurve, Layout, NineBox };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        const asked = this.props.action.params || {};
        const kept = this.props.state?.calibration || {};
        this.state = useState({
            data: null,
            unit: kept.unit || asked.unit_id || false,
            period: kept.period || asked.period_id || false,
            kind: kept.kind || "",
            below: kept.below || "",
            evaluator: kept.evaluator || "",
            ghosts: kept.ghosts || false,
            isBusy: false,
        });
        useSetupAction({
            getLocalState: () => {
                const { unit, period, kind, below, evaluator, ghosts } = this.state;
                return { calibration: { unit, period, kind, below, evaluator, ghosts } };
            },
        });
        onWillStart(() => this.load());
    }

    get data() {
        return this.state.data;
    }

    async load(changes = {}) {
        Object.assign(this.state, changes, { isBusy: true });
        try {
            const { unit, period } = this.state;
            const data = await this.orm.call("asn.calibration", "get_board", [unit, period]);
            this.state.data = data;
            this.state.unit = data.unit && data.unit.id;
            this.state.period = data.period && data.period.id;
        } finally {
            this.state.isBusy = false;
        }
    }

    chooseUnit(unit) {
        return this.load({ unit, kind: "", below: "", evaluator: "" });
    }

    /** A period may have other units; the same unit is kept when it is still there. */
    async choosePeriod(period) {
        const unit = this.state.unit;
        await this.load({ period, unit: false, kind: "", below: "", evaluator: "" });
        if (unit !== this.state.unit && this.data.units.some((one) => one.id === unit)) {
            await this.load({ unit });
        }
    }

    unitLabel(unit) {
        return "\u00a0\u00a0".repeat(unit.depth) + unit.name;
    }

    // ------------------------------------------------------------------
    // Filters
    // ------------------------------------------------------------------

    get people() {
        const { kind, below, evaluator } = this.state;
        return this.data.people.filter(
            (person) =>
                (!kind || person.kind === kind) &&
                (!below || person.unit_id === Number(below)) &&
                (!evaluator || person.evaluator_id === Number(evaluator))
        );
    }

    get isFiltered() {
        return Boolean(this.state.kind || this.state.below || this.state.evaluator);
    }

    choices(key, label) {
        const found = new Map();
        for (const person of this.data.people) {
            if (person[key]) {
                found.set(String(person[key]), person[label]);
            }
        }
        return [...found]
            .map(([value, text]) => ({ value, text }))
            .sort((a, b) => a.text.localeCompare(b.text));
    }

    get hasPrevious() {
        return this.data.people.some((person) => person.previous);
    }

    // ------------------------------------------------------------------
    // Words
    // ------------------------------------------------------------------

    get seenLabel() {
        const { count, unit_count } = this.data;
        return _t(
            "You see %(count)s of %(total)s evaluations of this unit; numbers and limits are those of the evaluations you see.",
            { count, total: unit_count }
        );
    }

    get tooManyLabel() {
        return _t(
            "%s evaluations are too many for cards. Choose a unit below to see them; the distribution counts all.",
            this.data.count
        );
    }

    get hints() {
        return this.data.distribution.warnings.filter((warning) => warning.is_information);
    }

    get warnings() {
        return this.data.distribution.warnings.filter((warning) => !warning.is_information);
    }

    when(text) {
        return text ? formatDateTime(deserializeDateTime(text), { format: "d MMM yyyy HH:mm" }) : "";
    }

    get calibrationLabel() {
        const found = this.data.calibration;
        if (!found.id) {
            return _t("Not opened for calibration");
        }
        if (found.state === "confirmed") {
            return _t("Confirmed by %(name)s on %(date)s", {
                name: found.confirmed_by,
                date: this.when(found.date),
            });
        }
        return _t("Open, not confirmed yet");
    }

    changeLabel(change) {
        return _t("%(before)s → %(after)s (%(from)s → %(to)s)", {
            before: change.before,
            after: change.after,
            from: change.predicate_before,
            to: change.predicate_after,
        });
    }

    // ------------------------------------------------------------------
    // Steps
    // ------------------------------------------------------------------

    move(person, cell) {
        this.dialog.add(MoveDialog, {
            person,
            result: cell ? cell.result : person.result,
            behaviour: cell ? cell.behaviour : person.behaviour,
            cells: this.data.cells,
            ratings: this.data.ratings,
            predicates: this.data.predicates,
            save: async (result, behaviour, reason) => {
                try {
                    await this.orm.call("asn.evaluation", "action_move", [
                        [person.id],
                        result,
                        behaviour,
                        reason,
                        person.stamp,
                    ]);
                    this.notification.add(_t("%s was moved; the change is kept.", person.name), {
                        type: "success",
                    });
                } finally {
                    await this.load();
                }
            },
        });
    }

    async start() {
        await this.orm.call("asn.calibration", "action_start", [this.state.unit, this.state.period]);
        await this.load();
    }

    confirm() {
        const leaves = this.warnings.length > 0;
        this.dialog.add(CalibrationDialog, {
            title: leaves ? _t("Confirm the exception") : _t("Confirm the distribution"),
            text: leaves
                ? _t("The distribution leaves the pattern of the unit. Whoever reads the confirmation later needs to understand why.")
                : _t("A note is possible and not necessary."),
            warnings: this.warnings,
            isRequired: leaves,
            save: (reason) => this.step("action_confirm", reason),
        });
    }

    reopen() {
        this.dialog.add(CalibrationDialog, {
            title: _t("Take the confirmation back"),
            text: _t("The unit is looked at again. The former confirmation stays in the history."),
            warnings: [],
            isRequired: true,
            save: (reason) => this.step("action_reopen", reason),
        });
    }

    async step(name, reason) {
        await this.orm.call("asn.calibration", name, [[this.data.calibration.id], reason]);
        await this.load();
    }

    openCalibration() {
        return this.openForm("asn.calibration", this.data.calibration.id);
    }

    openForm(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: FORM,
        });
    }

    openPerson(person) {
        return this.openForm("asn.evaluation", person.id);
    }

    openEvaluations(ids, name) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name,
            res_model: "asn.evaluation",
            domain: [["id", "in", ids]],
            views: [
                [false, "list"],
                [false, "kanban"],
                [false, "form"],
            ],
        });
    }
}

registry.category("actions").add("asn_calibration", Calibration);
