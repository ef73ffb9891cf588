import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { useProgressDoors } from "./progress_doors";
import { PrivacyBanner } from "../privacy/privacy_notice";
import { ProgressBar, StatusPill } from "./progress_bar";
import * as words from "./progress_words";

const MISSING_ICONS = {
    questions: "fa-comments-o",
    silent: "fa-pencil",
    evidence: "fa-paperclip",
    overdue: "fa-calendar-check-o",
    review: "fa-lightbulb-o",
    acknowledge: "fa-envelope-open-o",
    asked: "fa-commenting-o",
};
const DATE_ICONS = {
    plan: "fa-file-text-o",
    period: "fa-flag-checkered",
    due: "fa-paper-plane-o",
    indicator: "fa-calendar-check-o",
    dialogue: "fa-comments-o",
    agreement: "fa-handshake-o",
};

/** My own performance: where I stand, what waits for me, what comes next. */
export class MyPerformance extends Component {
    static template = "hr_asn_kinerja.MyPerformance";
    static components = { Layout, PrivacyBanner, ProgressBar, StatusPill };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.doors = useProgressDoors();
        this.words = words;
        const { params = {}, context = {} } = this.props.action;
        const wanted = { ...context.params, ...params, ...this.props.state };
        this.state = useState({ page: null });
        onWillStart(() => this.load(Number(wanted.plan) || false));
    }

    async load(planId) {
        this.state.page = await this.orm.call("asn.skp", "get_my_performance", [planId]);
        this.props.updateActionState?.({ plan: planId || undefined });
    }

    get page() {
        return this.state.page;
    }

    get gone() {
        const { days, days_gone } = this.page.period;
        return Math.round((days_gone * 100) / days);
    }

    get ring() {
        return Math.min(this.page.overall.pace, 100);
    }

    get encouragement() {
        return {
            ahead: _t("More than is due by now. Well done."),
            on_track: _t("You are where you want to be."),
            behind: _t("Almost there: a little more brings it back."),
            far_behind: _t("There is room to catch up. Talk about what would help."),
            nothing_due: _t("The period has only begun."),
            no_target: _t("There is nothing to measure yet."),
            no_entry: _t("Your first entry starts the picture."),
            described: _t("Your targets are in words; your evaluator reads your entries."),
        }[this.page.overall.status];
    }

    choiceLabel(choice) {
        return [choice.year, choice.post, choice.days].filter(Boolean).join(" · ");
    }

    logLabel(line) {
        return _t("Log work: %s", line.name);
    }

    missingIcon(item) {
        return MISSING_ICONS[item.key] || "fa-file-text-o";
    }

    dateIcon(item) {
        return DATE_ICONS[item.kind];
    }

    whenLabel(item) {
        if (!item.days) {
            return _t("today");
        }
        return item.days === 1 ? _t("tomorrow") : _t("in %s days", item.days);
    }

    openMissing(item) {
        const { plan, period } = this.page;
        if (item.open === "log") {
            this.doors.log(item.indicator);
        } else if (item.open === "entries") {
            this.doors.entries({ plan: plan.id, filter: item.filter, ...period });
        } else if (item.open === "feedback") {
            this.doors.feedbackPage();
        } else if (item.open === "evaluation") {
            this.doors.form("asn.evaluation", item.id);
        } else {
            this.doors.form("asn.skp", plan.id);
        }
    }

    openEntries(line) {
        this.doors.entries({ indicator: line.id, name: line.name, ...this.page.period });
    }
}

registry.category("actions").add("hr_asn_kinerja.my_performance", MyPerformance);
