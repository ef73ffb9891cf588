import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { RatedResult, ValueFeedback } from "./rating_parts";
import { useSaver } from "./saver";

const MODEL = "asn.evaluation";
// Where a gap is shown: the attribute of the place it leads to.
const PLACES = { entries: "line", evidence: "line", result: "result" };

function mergeWords(pending, changes) {
    const merged = { ...pending, ...changes };
    for (const name of ["results", "values"]) {
        if (pending[name] || changes[name]) {
            merged[name] = { ...pending[name], ...changes[name] };
        }
    }
    return merged;
}

/** What is missing, before the period is handed over. Each line leads to its place. */
export class MissingDialog extends Component {
    static template = "hr_asn_kinerja.MissingDialog";
    static components = { Dialog };
    static props = { missing: Array, open: Function, submit: Function, close: Function };

    get title() {
        return this.props.missing.length ? _t("Before you submit") : _t("Submit?");
    }

    go(gap) {
        this.props.close();
        this.props.open(gap);
    }

    submit() {
        this.props.close();
        this.props.submit();
    }
}

/** The employee looks back on a period: everything that was logged is there, words are added. */
export class SelfReviewPage extends Component {
    static template = "hr_asn_kinerja.SelfReviewPage";
    static components = { RatedResult, ValueFeedback };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.root = useRef("root");
        this.state = useState({ page: null, isBusy: false, place: null });
        this.saver = useSaver((changes) => this.send(changes), mergeWords);
        onWillStart(() => this.load(this.props.action.context?.active_id || this.props.resId));
    }

    get page() {
        return this.state.page;
    }

    async load(id) {
        const page = await this.orm.call(MODEL, "get_self_review", [id || false]);
        this.saver.forget();
        this.state.page = page;
        if (page) {
            this.props.updateActionState?.({ active_id: page.id });
        }
    }

    async send(changes) {
        const answer = await this.orm.silent.call(MODEL, "save_self_review", [
            this.page.id,
            changes,
        ]);
        this.page.missing = answer.missing;
        return answer;
    }

    writeOverall(ev) {
        this.page.reflection = ev.target.value;
        this.saver.change({ reflection: ev.target.value });
    }

    /** @param {"results"|"values"} kind */
    writeAbout(kind, record, ev) {
        record.reflection = ev.target.value;
        this.saver.change({ [kind]: { [record.id]: ev.target.value } });
    }

    get days() {
        return [this.page.start, this.page.end]
            .map((day) => formatDate(deserializeDate(day)))
            .join(" – ");
    }

    get dueText() {
        if (!this.page.due || !this.page.may_write) {
            return "";
        }
        const day = formatDate(deserializeDate(this.page.due));
        return this.page.is_late
            ? _t("The date for this evaluation was %s. Your self-review still counts: submit it now.", day)
            : _t("The evaluation is due on %s.", day);
    }

    show(gap) {
        const place = PLACES[gap.kind];
        const selector = place ? `[data-${place}="${gap.key}"]` : "[data-overall]";
        const target = this.root.el.querySelector(selector);
        if (!target) {
            return;
        }
        target.scrollIntoView({ block: "center", behavior: "smooth" });
        target.classList.add("asn_here");
        setTimeout(() => target.classList.remove("asn_here"), 3000);
        if (!place || place === "result") {
            target.querySelector("textarea")?.focus({ preventScroll: true });
        }
    }

    async askToSubmit() {
        if (this.state.isBusy || !(await this.saver.flush())) {
            return;
        }
        this.dialog.add(MissingDialog, {
            missing: [...this.page.missing],
            open: (gap) => this.show(gap),
            submit: () => this.step("action_submit"),
        });
    }

    async step(method) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            await this.orm.call(MODEL, method, [[this.page.id]]);
            await this.load(this.page.id);
            this.root.el.scrollTo({ top: 0 });
        } finally {
            this.state.isBusy = false;
        }
    }

    withdraw() {
        return this.step("action_withdraw");
    }

    can(action) {
        return this.page.actions.includes(action);
    }

    openForm() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: MODEL,
            res_id: this.page.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("asn_self_review", SelfReviewPage);
