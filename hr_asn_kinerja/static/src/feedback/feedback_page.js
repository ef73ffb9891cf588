import { Component, onMounted, onWillStart, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { day, FeedbackEntry, FeedbackTimeline } from "./feedback_timeline";

const MODEL = "asn.feedback";

/** "Feedback": what I received, what waits for my answer, what I gave and what I asked for. */
export class FeedbackPage extends Component {
    static template = "hr_asn_kinerja.FeedbackPage";
    static components = { FeedbackEntry, FeedbackTimeline };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.state = useState({ page: null, tab: "received", isBusy: false });
        this.reload = this.load.bind(this);
        onWillStart(async () => {
            await this.load();
            if (this.page.to_answer.length) {
                this.state.tab = "answer";
            }
        });
        onMounted(() => {
            if (this.page.timeline && this.page.timeline.count) {
                this.orm.silent.call(MODEL, "action_step", ["read", {}]);
            }
        });
    }

    async load() {
        this.state.page = await this.orm.call(MODEL, "get_page", []);
    }

    get page() {
        return this.state.page;
    }

    get tabs() {
        const { timeline, to_answer, given, asked } = this.page;
        return [
            { key: "received", label: _t("Received"), count: timeline ? timeline.count : 0 },
            { key: "answer", label: _t("To answer"), count: to_answer.length },
            { key: "given", label: _t("Given"), count: given.length },
            { key: "asked", label: _t("I asked"), count: asked.length },
        ];
    }

    day(value) {
        return day(value);
    }

    dueText(request) {
        return request.is_late
            ? _t("was due on %s", day(request.due))
            : _t("by %s", day(request.due));
    }

    aboutText(request) {
        return request.is_about_requester
            ? _t("%s asks for feedback", request.requester)
            : _t("%(who)s asks for feedback on %(person)s", {
                  who: request.requester,
                  person: request.employee,
              });
    }

    give() {
        this.action.doAction("hr_asn_kinerja.asn_feedback_action_give");
    }

    ask() {
        this.action.doAction("hr_asn_kinerja.asn_feedback_action_ask");
    }

    answer(request) {
        this.action.doAction("hr_asn_kinerja.asn_feedback_action_give", {
            additionalContext: { default_request_id: request.id },
        });
    }

    change(entry) {
        this.action.doAction("hr_asn_kinerja.asn_feedback_action_give", {
            additionalContext: { default_feedback_id: entry.id },
        });
    }

    async step(name, values) {
        this.state.isBusy = true;
        try {
            await this.orm.call(MODEL, "action_step", [name, values]);
            await this.load();
        } finally {
            this.state.isBusy = false;
        }
    }

    withdraw(entry) {
        this.dialog.add(ConfirmationDialog, {
            body: _t("Take this feedback back? It is deleted."),
            confirmLabel: _t("Take back"),
            confirm: () => this.step("withdraw", { feedback_id: entry.id }),
            cancel: () => {},
        });
    }

    cancel(request) {
        return this.step("cancel", { request_id: request.id });
    }
}

registry.category("actions").add("asn_feedback_page", FeedbackPage);
