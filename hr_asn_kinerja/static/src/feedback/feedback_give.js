import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { FeedbackPeople } from "./feedback_people";
import { day, ICONS } from "./feedback_timeline";

const MODEL = "asn.feedback";
const PARTS = ["situation", "effect", "next_step"];

/**
 * Giving feedback on one screen: whom, what kind, up to three short sentences, who reads it.
 *
 * Nothing is kept before it is sent, neither here nor on the server: a draft would know its giver.
 */
export class FeedbackGive extends Component {
    static template = "hr_asn_kinerja.FeedbackGive";
    static components = { FeedbackPeople };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.root = useRef("root");
        this.rules = useRef("rules");
        this.state = useState({
            page: null,
            ...this.empty(),
            hints: [],
            isSent: false,
            isBusy: false,
            isDeclining: false,
            reason: "",
        });
        // What it means to stay unknown is read before sending.
        useEffect(
            () => {
                if (this.rules.el) {
                    this.rules.el.scrollIntoView({ block: "end" });
                }
            },
            () => [this.state.visibility]
        );
        const context = this.props.action.context || {};
        const params = this.props.action.params || {};
        onWillStart(async () => {
            await this.load(
                context.default_employee_id || false,
                context.default_request_id || false,
                params.feedback_id || context.default_feedback_id || false,
                context.default_skp_id || false
            );
        });
    }

    empty() {
        return {
            kind: "appreciation",
            situation: "",
            effect: "",
            next_step: "",
            about: "",
            visibility: "open",
            token: Math.random().toString(36).slice(2) + Date.now().toString(36),
        };
    }

    async load(...ids) {
        const page = await this.orm.call(MODEL, "get_give_page", ids);
        const { feedback, request } = page;
        if (feedback) {
            for (const part of PARTS) {
                this.state[part] = feedback[part];
            }
            this.state.kind = feedback.kind;
            this.state.visibility = feedback.visibility;
            this.state.about = feedback.result_id
                ? `result_${feedback.result_id}`
                : feedback.value_id
                  ? `value_${feedback.value_id}`
                  : "";
        } else if (request) {
            this.state.visibility = "open";
        }
        this.state.page = page;
    }

    get page() {
        return this.state.page;
    }

    get person() {
        return this.page.person;
    }

    get kinds() {
        return [
            { key: "appreciation", icon: ICONS.appreciation, label: _t("Appreciation") },
            { key: "suggestion", icon: ICONS.suggestion, label: _t("Suggestion") },
            { key: "correction", icon: ICONS.correction, label: _t("Correction") },
        ];
    }

    get prompts() {
        const next = {
            appreciation: _t("What should stay as it is?"),
            suggestion: _t("What could be tried next?"),
            correction: _t("What should be done next time?"),
        };
        return [
            {
                key: "situation",
                label: _t("What happened?"),
                hint: _t("When and where: “On Monday at counter two …”"),
            },
            {
                key: "effect",
                label: _t("What did it lead to?"),
                hint: _t("For the work, the team or the citizen"),
            },
            { key: "next_step", label: next[this.state.kind], hint: _t("One concrete step") },
        ];
    }

    get readers() {
        const name = this.person.name;
        const found = [
            {
                key: "open",
                icon: "fa-user-o",
                label: _t("%s and the evaluator, with my name", name),
            },
        ];
        const { request, feedback } = this.page;
        if (feedback) {
            return found;
        }
        if (!request || !request.is_about_requester) {
            found.push({
                key: "private",
                icon: "fa-lock",
                label: this.person.is_evaluator
                    ? _t("Only me and my superior: a private note")
                    : _t("Only the evaluator and the superior above, with my name"),
            });
        }
        if (!request && this.person.may_be_anonymous) {
            found.push({
                key: "anonymous",
                icon: "fa-user-secret",
                label: _t("Without my name, together with others"),
            });
        }
        return found;
    }

    get anonymousRules() {
        const { minimum, period } = this.person;
        return [
            _t("Shown once at least %s people wrote, in a mixed order, without the day.", minimum),
            _t("Let out once a week. With fewer people nobody reads it; it is then deleted after %s.", period),
            _t("You can neither find nor change it afterwards: nothing leads back to you."),
            _t("Once per person and period. Do not write what only you can know."),
        ];
    }

    get requestText() {
        const { request } = this.page;
        return request.is_about_requester
            ? _t("%(who)s asks for your feedback by %(due)s.", {
                  who: request.requester,
                  due: day(request.due),
              })
            : _t("%(who)s asks for your feedback on %(person)s by %(due)s.", {
                  who: request.requester,
                  person: request.employee,
                  due: day(request.due),
              });
    }

    get changeText() {
        return _t("You can change it for %s hours.", this.person.edit_hours);
    }

    get isWritten() {
        return PARTS.some((part) => this.state[part].trim());
    }

    get isAnonymous() {
        return this.state.visibility === "anonymous";
    }

    async choose(person) {
        await this.load(person.id);
        this.state.visibility = "open";
        this.state.about = "";
    }

    chooseAgain() {
        this.state.page = { ...this.page, person: false };
        this.state.hints = [];
    }

    edit(part, event) {
        this.state[part] = event.target.value;
        this.state.hints = [];
    }

    read(visibility) {
        this.state.visibility = visibility;
        this.state.hints = [];
        if (visibility === "anonymous" && this.state.about.startsWith("result_")) {
            this.state.about = "";
        }
    }

    get values() {
        const [kind, number] = this.state.about.split("_");
        const { request, feedback, person } = this.page;
        const values = {
            kind: this.state.kind,
            visibility: this.state.visibility,
            result_id: kind === "result" ? Number(number) : false,
            value_id: kind === "value" ? Number(number) : false,
            is_sure: Boolean(this.state.hints.length),
        };
        for (const part of PARTS) {
            values[part] = this.state[part];
        }
        if (feedback) {
            return { ...values, feedback_id: feedback.id };
        }
        if (!this.isAnonymous) {
            values.token = this.state.token;
        }
        return request ? { ...values, request_id: request.id } : { ...values, employee_id: person.id };
    }

    async step(name, values) {
        this.state.isBusy = true;
        try {
            return await this.orm.call(MODEL, "action_step", [name, values]);
        } finally {
            this.state.isBusy = false;
        }
    }

    async onSend() {
        const answer = await this.step(this.page.feedback ? "change" : "give", this.values);
        this.state.hints = answer.hints;
        if (answer.is_done) {
            this.state.isSent = true;
            this.root.el.scrollTop = 0;
        }
    }

    async onDecline() {
        const values = { request_id: this.page.request.id, text: this.state.reason };
        await this.step("decline", values);
        this.notification.add(_t("Declined. Whoever asked sees it."), { type: "info" });
        this.toPage();
    }

    again() {
        Object.assign(this.state, this.empty(), { isSent: false, hints: [] });
        this.state.page = { ...this.page, person: false, request: false, feedback: false };
    }

    toPage() {
        this.action.doAction("hr_asn_kinerja.asn_feedback_action_page", { clearBreadcrumbs: true });
    }
}

registry.category("actions").add("asn_feedback_give", FeedbackGive);
