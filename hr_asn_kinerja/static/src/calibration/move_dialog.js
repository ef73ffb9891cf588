import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus } from "@web/core/utils/hooks";

/** Asks where somebody goes and why; the predicate follows from the two ratings. */
export class MoveDialog extends Component {
    static template = "hr_asn_kinerja.MoveDialog";
    static components = { Dialog };
    static props = {
        person: Object,
        result: String,
        behaviour: String,
        cells: Array,
        ratings: Object,
        predicates: Object,
        save: Function,
        close: Function,
    };

    setup() {
        useAutofocus({ refName: "reason" });
        this.state = useState({
            result: this.props.result,
            behaviour: this.props.behaviour,
            reason: "",
            isBusy: false,
        });
    }

    get title() {
        return _t("Move %s", this.props.person.name);
    }

    get choices() {
        return Object.entries(this.props.ratings).map(([value, label]) => ({ value, label }));
    }

    get predicate() {
        const cell = this.props.cells.find(
            (one) => one.result === this.state.result && one.behaviour === this.state.behaviour
        );
        return this.props.predicates[cell.predicate];
    }

    get before() {
        const { result, behaviour, predicate } = this.props.person;
        const { ratings, predicates } = this.props;
        return _t("Now: results %(result)s, behaviour %(behaviour)s, predicate %(predicate)s.", {
            result: ratings[result],
            behaviour: ratings[behaviour],
            predicate: predicates[predicate],
        });
    }

    get isChanged() {
        const { result, behaviour } = this.props.person;
        return this.state.result !== result || this.state.behaviour !== behaviour;
    }

    get deviates() {
        const { suggested, result } = this.props.person;
        return suggested && this.state.result !== result && this.state.result !== suggested;
    }

    get isReady() {
        return this.isChanged && this.state.reason.trim() && !this.state.isBusy;
    }

    async save() {
        this.state.isBusy = true;
        try {
            const { result, behaviour, reason } = this.state;
            await this.props.save(result, behaviour, reason.trim());
        } finally {
            this.props.close();
        }
    }
}
