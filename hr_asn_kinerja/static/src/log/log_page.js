import {
    Component,
    onMounted,
    onWillStart,
    useEffect,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { copiesOf, copyLabel, copySource, isAllowed, isNear, keptOf, nearDays } from "./log_days";
import { LogEntries } from "./log_entries";
import { LogEntry, problemsOf } from "./log_entry";
import { LogSaved, savedOf } from "./log_saved";
import { LogWaiting } from "./log_waiting";
import { LogWeek } from "./log_week";
import { isLoggedOut, isLost, messageOf, showDay } from "./log_words";
import { getOutbox, isEmpty } from "./outbox";

const MODEL = "asn.realisation";
const READ_AGAIN_AFTER = 10 * 60 * 1000;

/**
 * "Log Work": from today to a saved entry with a thumb.
 *
 * The form works without a connection: what is typed lives in the outbox, which keeps it on the
 * phone and brings it to the server when it can. The page itself only shows what the server told
 * last.
 */
export class LogPage extends Component {
    static template = "hr_asn_kinerja.LogPage";
    static components = { LogEntries, LogEntry, LogSaved, LogWaiting, LogWeek };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.root = useRef("root");
        this.outbox = getOutbox(this.env);
        this.box = useState(this.outbox.state);
        this.state = useState({
            page: null,
            tab: "day",
            date: "",
            isOtherDay: false,
            openToken: "",
            problems: {}, // of each draft that was tried
            saved: [],
            plan: null, // shown when nothing can be logged
            message: "",
            asked: 0, // questions of the evaluator that wait for an answer
            submitting: [], // tokens of what is being saved just now
            isBusy: false,
        });
        useBus(this.outbox.bus, "saved", (ev) => this.onSaved(ev.detail));
        useEffect(
            (count) => {
                if (count) {
                    this.root.el?.querySelector(".asn_log_saved")?.scrollIntoView({ block: "start" });
                }
            },
            () => [this.state.saved.length]
        );
        const { params = {}, context = {} } = this.props.action;
        const wanted = Number(params.plan || context.default_skp_id) || false;
        onWillStart(async () => {
            await Promise.all([this.load(wanted, false), this.outbox.loaded]);
            this.takeUpDrafts();
        });
        onMounted(() => this.outbox.send());
        // A phone wakes up with the page of yesterday.
        useExternalListener(document, "visibilitychange", () => this.onVisible());
    }

    /** Read the page of a plan and a day; without a connection, show what was read before. */
    async load(planId, date) {
        try {
            const page = await this.orm.call(MODEL, "get_log_page", [planId, date]);
            this.outbox.page = page;
            this.show(page);
            if (!page.indicators.length) {
                await this.loadPlan();
            }
        } catch (error) {
            if (isLoggedOut(error)) {
                this.box.needsLogin = true;
                return;
            }
            this.state.message = messageOf(error);
            if (isLost(error) && this.outbox.page && !this.page) {
                this.show(this.outbox.page);
            }
        }
    }

    show(page) {
        this.readAt = Date.now();
        this.state.page = page;
        this.state.date = page.date;
        this.state.message = "";
        this.state.isOtherDay = this.state.isOtherDay || !isNear(page, page.date);
    }

    /** The plan that has to be agreed first, with what it waits for. */
    async loadPlan() {
        const [plan] = await this.orm.searchRead(
            "asn.skp",
            [
                ["user_id", "=", user.userId],
                ["state", "!=", "cancelled"],
            ],
            ["display_name", "state", "next_step"],
            { limit: 1, order: "date_start desc, id desc" }
        );
        this.state.plan = plan || null;
    }

    onVisible() {
        const isOld = Date.now() - this.readAt > READ_AGAIN_AFTER;
        if (!document.hidden && isOld && this.page && navigator.onLine && !this.state.isBusy) {
            this.refresh();
        }
    }

    refresh() {
        return this.load(this.page.plan_id, this.state.date);
    }

    retry() {
        this.outbox.send();
        return this.load(this.page?.plan_id || false, this.state.date || false);
    }

    get page() {
        return this.state.page;
    }

    // ------------------------------------------------------------------
    // Plan and day
    // ------------------------------------------------------------------

    async onPlan(ev) {
        this.state.saved = [];
        await this.load(Number(ev.target.value), this.state.date);
        this.takeUpDrafts();
    }

    get days() {
        return nearDays(this.page);
    }

    get hasOtherDays() {
        return this.page.earliest < this.days.at(-1).date;
    }

    get earliestText() {
        return _t("From %s on, days can still be written.", showDay(this.page.earliest));
    }

    /** Move what is being typed to another day, and show what that day holds. */
    async chooseDay(date) {
        const { page, drafts } = this;
        const before = this.state.date;
        Object.assign(this.state, { date, saved: [] });
        // On a day that is closed the server says why; what is being typed stays where it was.
        for (const draft of isAllowed(page, date) ? drafts : []) {
            if (draft.date === before || !isAllowed(page, before)) {
                draft.date = date;
                this.outbox.keep(draft);
            }
        }
        await this.load(page.plan_id, date);
        this.state.date = date; // also when the server could not be asked
    }

    async chooseToday(date) {
        this.state.isOtherDay = false;
        await this.chooseDay(date);
    }

    // ------------------------------------------------------------------
    // What is being typed
    // ------------------------------------------------------------------

    get drafts() {
        return this.box.drafts.filter(
            (draft) =>
                draft.kind === "entry" &&
                (draft.status === "typing" || this.isSubmitting(draft)) &&
                draft.plan_id === this.page.plan_id
        );
    }

    get pending() {
        return this.box.drafts.filter(
            (draft) => draft.status !== "typing" && !this.isSubmitting(draft)
        );
    }

    /** Whether a draft is on its way for the first time: until it is known how that ends, it stays. */
    isSubmitting(draft) {
        return this.state.submitting.includes(draft.token);
    }

    /** Go on with what was typed before the page was left; otherwise begin an entry. */
    takeUpDrafts() {
        if (!this.page) {
            return;
        }
        const [first] = this.drafts;
        if (first) {
            this.state.openToken = this.drafts.at(-1).token;
            if (first.date !== this.state.date && !isEmpty(first)) {
                this.chooseDay(first.date);
            }
        } else if (this.page.indicators.length) {
            this.begin();
        }
    }

    begin(values = {}) {
        const used = new Set(this.drafts.map((draft) => draft.indicator?.id));
        const { indicators } = this.page;
        const next = indicators.find((one) => !used.has(one.id)) || indicators[0];
        const draft = this.outbox.begin({
            plan_id: this.page.plan_id,
            date: this.state.date,
            indicator: keptOf(next),
            ...values,
        });
        this.state.openToken = draft.token;
        return draft;
    }

    remove(draft) {
        this.outbox.discard(draft);
        delete this.state.problems[draft.token];
        if (!this.drafts.length) {
            this.begin();
        } else if (this.state.openToken === draft.token) {
            this.state.openToken = this.drafts.at(-1).token;
        }
    }

    get copyDay() {
        return copySource(this.page, this.state.date);
    }

    get copyText() {
        return copyLabel(this.copyDay, this.state.date);
    }

    async copy() {
        this.state.isBusy = true;
        this.state.message = "";
        try {
            const args = [this.page.plan_id, this.copyDay, this.state.date];
            const entries = await this.orm.call(MODEL, "copy_day", args);
            const copies = copiesOf(this.page, entries);
            if (!copies.length) {
                this.state.message = _t("Nothing of that day can be copied.");
                return;
            }
            this.drafts.filter(isEmpty).forEach((draft) => this.outbox.discard(draft));
            for (const values of copies) {
                this.outbox.keep(this.begin(values));
            }
            this.state.openToken = "";
        } catch (error) {
            this.state.message = messageOf(error);
        } finally {
            this.state.isBusy = false;
        }
    }

    // ------------------------------------------------------------------
    // Saving
    // ------------------------------------------------------------------

    get saveText() {
        const count = this.drafts.filter((draft) => !isEmpty(draft)).length;
        return count > 1 ? _t("Save %s entries", count) : _t("Save");
    }

    async save() {
        if (this.state.isBusy) {
            return; // a second tap
        }
        const drafts = this.drafts.length > 1 ? this.drafts.filter((one) => !isEmpty(one)) : this.drafts;
        this.state.problems = {};
        for (const draft of drafts) {
            const problems = problemsOf(draft);
            if (Object.keys(problems).length) {
                this.state.problems[draft.token] = problems;
                this.state.openToken = draft.token;
                return;
            }
        }
        this.state.isBusy = true;
        this.state.saved = [];
        this.state.submitting = drafts.map((draft) => draft.token);
        try {
            await this.outbox.submit(drafts);
            this.state.submitting = [];
            this.drafts.filter(isEmpty).forEach((draft) => this.outbox.discard(draft));
            if (this.state.saved.length) {
                await this.showSaved();
            }
            if (!this.drafts.length) {
                this.begin();
            }
        } finally {
            this.state.submitting = [];
            this.state.isBusy = false;
        }
    }

    problemsFor(draft) {
        return this.state.problems[draft.token] || {};
    }

    onSaved({ draft, answer }) {
        if (draft.kind === "cell") {
            return;
        }
        const before = this.page?.indicators.find((one) => one.id === draft.indicator.id);
        this.state.saved.push(savedOf(draft, answer, before?.realised || 0));
        if (!this.state.isBusy) {
            this.showSaved(); // it had waited
        }
    }

    /** Show what the entries saved just now did to their indicators. */
    async showSaved() {
        await this.refresh();
        this.root.el?.querySelector(".asn_log_saved")?.focus({ preventScroll: true });
    }

    async undo(entry) {
        this.state.isBusy = true;
        try {
            await this.orm.unlink(MODEL, [entry.id]);
            this.state.saved = this.state.saved.filter((one) => one.id !== entry.id);
            await this.refresh();
        } catch (error) {
            this.state.message = messageOf(error);
        } finally {
            this.state.isBusy = false;
        }
    }

    /** Take a waiting or refused entry back into the form. */
    edit(draft) {
        draft.status = "typing";
        draft.reason = "";
        this.outbox.keep(draft);
        this.drafts.filter(isEmpty).forEach((one) => this.outbox.discard(one));
        this.state.tab = "day";
        this.state.openToken = draft.token;
        if (draft.plan_id !== this.page.plan_id) {
            this.load(draft.plan_id, draft.date);
        } else if (draft.date !== this.state.date) {
            this.load(this.page.plan_id, draft.date);
        }
    }

    // Going elsewhere

    get askedText() {
        return _t("Questions of your evaluator: %s", this.state.asked);
    }

    showQuestions() {
        this.root.el.querySelector(".asn_asked")?.scrollIntoView({ block: "center" });
    }

    logIn() {
        // The whole page: another login brings another key for what is kept here.
        browser.location.href = "/web/login?redirect=" + encodeURIComponent("/odoo/log-work");
    }

    openPlan() {
        const plan = { res_model: "asn.skp", res_id: this.state.plan.id, views: [[false, "form"]] };
        this.action.doAction({ type: "ir.actions.act_window", ...plan });
    }

    /** Open the list of an action of ours: my plans, my entries. */
    openList(name) {
        this.action.doAction(`hr_asn_kinerja.${name}`);
    }
}

registry.category("actions").add("asn_log_page", LogPage);
