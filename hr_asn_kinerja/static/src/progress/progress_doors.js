import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

const LOG_ACTION = "hr_asn_kinerja.asn_log_action";
const FEEDBACK_ACTION = "hr_asn_kinerja.asn_feedback_action_give";
const FEEDBACK_PAGE = "hr_asn_kinerja.asn_feedback_action_page";
const LISTS = [
    [false, "list"],
    [false, "kanban"],
    [false, "form"],
];
// Which entries wait for the employee, for the evaluator, for evidence.
const FILTERS = {
    questions: [
        ["review_state", "in", ["questioned", "returned"]],
        ["review_answer", "=", false],
    ],
    answers: [
        ["review_state", "in", ["questioned", "returned"]],
        ["review_answer", "!=", false],
    ],
    review: [
        ["review_state", "=", "none"],
        ["source", "=", "manual"],
    ],
    bare: [
        ["has_evidence", "=", false],
        ["source", "=", "manual"],
    ],
};

/** What the pages open; whether the reader may, the server decides. */
export function useProgressDoors() {
    const action = useService("action");
    return {
        log(indicator) {
            const additionalContext = indicator ? { default_indicator_id: indicator } : {};
            return action.doAction(LOG_ACTION, { additionalContext });
        },
        feedback(person) {
            return action.doAction(FEEDBACK_ACTION, {
                additionalContext: {
                    default_employee_id: person.employee,
                    default_skp_id: person.id,
                },
            });
        },
        feedbackPage() {
            return action.doAction(FEEDBACK_PAGE);
        },
        form(model, id) {
            return action.doAction({
                type: "ir.actions.act_window",
                res_model: model,
                res_id: id,
                views: [[false, "form"]],
            });
        },
        /** The entries that a figure came from, or those that wait for somebody. */
        entries({ plan, indicator, name, filter, start, end }) {
            return action.doAction({
                type: "ir.actions.act_window",
                name: name || _t("Work Log"),
                res_model: "asn.realisation",
                views: LISTS,
                domain: [
                    indicator ? ["indicator_id", "=", indicator] : ["skp_id", "=", plan],
                    ["date", ">=", start],
                    ["date", "<=", end],
                    ...(FILTERS[filter] || []),
                ],
                context: { create: false },
            });
        },
    };
}
