import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { FeedbackPeople } from "./feedback_people";

const MODEL = "asn.feedback";

/** Asking named people for feedback: on oneself, or, as an evaluator, on a team member. */
export class FeedbackAsk extends Component {
    static template = "hr_asn_kinerja.FeedbackAsk";
    static components = { FeedbackPeople };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.state = useState({
            page: null,
            about: "",
            givers: [],
            question: "",
            result: "",
            due: "",
            isBusy: false,
        });
        const context = this.props.action.context || {};
        onWillStart(async () => {
            const page = await this.orm.call(MODEL, "get_ask_page", []);
            this.state.page = page;
            this.state.due = page.due;
            const wanted = page.team.find((one) => one.id === context.default_employee_id);
            this.state.about = wanted ? String(wanted.id) : "";
        });
    }

    get page() {
        return this.state.page;
    }

    get isOwn() {
        return !this.state.about;
    }

    get mayAsk() {
        const { givers, due } = this.state;
        return givers.length && due && (this.page.has_plan || !this.isOwn);
    }

    toggle(person) {
        const found = this.state.givers.findIndex((one) => one.id === person.id);
        if (found >= 0) {
            this.state.givers.splice(found, 1);
        } else if (this.state.givers.length < this.page.most) {
            this.state.givers.push(person);
        } else {
            this.notification.add(_t("At most %s people at a time.", this.page.most), {
                type: "warning",
            });
        }
    }

    get buttonText() {
        const count = this.state.givers.length;
        return count > 1 ? _t("Ask %s people", count) : _t("Ask for feedback");
    }

    async onAsk() {
        this.state.isBusy = true;
        try {
            await this.orm.call(MODEL, "action_step", [
                "ask",
                {
                    employee_id: Number(this.state.about) || false,
                    giver_ids: this.state.givers.map((person) => person.id),
                    question: this.state.question,
                    result_id: this.isOwn ? Number(this.state.result) || false : false,
                    date_due: this.state.due,
                },
            ]);
        } finally {
            this.state.isBusy = false;
        }
        this.notification.add(_t("Asked. You see the answers under Feedback."), {
            type: "success",
        });
        this.action.doAction("hr_asn_kinerja.asn_feedback_action_page", { clearBreadcrumbs: true });
    }
}

registry.category("actions").add("asn_feedback_ask", FeedbackAsk);
