import { Component, onWillStart, onWillUpdateProps, useRef, useState } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useBus, useService } from "@web/core/utils/hooks";

import { editNumber, messageOf, readNumber, shiftDay, showDay } from "./log_words";

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] };

/** Monday of the week of a day. */
function mondayOf(date) {
    return shiftDay(date, 1 - deserializeDate(date).weekday);
}

/**
 * The counts of a week: one row for each indicator, one column for each day, saved cell by cell.
 *
 * A phone shows the rows of one day at a time.
 */
export class LogWeek extends Component {
    static template = "hr_asn_kinerja.LogWeek";
    static props = {
        planId: Number,
        today: String,
        earliest: String,
        outbox: Object,
        onOpenLog: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.ui = useState(useService("ui"));
        this.box = useState(this.props.outbox.state);
        this.table = useRef("table");
        this.state = useState({
            monday: mondayOf(this.props.today),
            day: this.props.today,
            week: null,
            saved: {}, // cells that were saved in this window
            problems: {},
            message: "",
        });
        useBus(this.props.outbox.bus, "saved", (ev) => this.onSaved(ev.detail));
        onWillStart(() => this.load(this.props.planId));
        onWillUpdateProps((next) => {
            if (next.planId !== this.props.planId) {
                return this.load(next.planId);
            }
        });
    }

    async load(planId) {
        try {
            this.state.week = await this.orm.call("asn.realisation", "get_week", [
                planId,
                this.state.monday,
            ]);
            this.state.message = "";
        } catch (error) {
            this.state.message = messageOf(error);
        }
    }

    async shift(weeks) {
        this.state.monday = shiftDay(this.state.monday, weeks * 7);
        const sunday = shiftDay(this.state.monday, 6);
        this.state.day = this.props.today <= sunday && weeks > 0 ? this.props.today : sunday;
        if (this.state.day > this.props.today) {
            this.state.day = this.props.today;
        }
        Object.assign(this.state, { saved: {}, problems: {} });
        await this.load(this.props.planId);
    }

    get title() {
        return _t("%(first)s to %(last)s", {
            first: formatDate(deserializeDate(this.state.monday)),
            last: formatDate(deserializeDate(shiftDay(this.state.monday, 6))),
        });
    }

    get hasEarlier() {
        return this.state.monday > this.props.earliest;
    }

    get hasLater() {
        return shiftDay(this.state.monday, 7) <= this.props.today;
    }

    /** The days that are shown: all, or on a phone the chosen one. */
    get days() {
        const { days } = this.state.week;
        return this.ui.isSmall ? days.filter((day) => day.date === this.state.day) : days;
    }

    dayName(day) {
        return deserializeDate(day.date).toFormat("ccc");
    }

    dayNumber(day) {
        return deserializeDate(day.date).toFormat("d/M");
    }

    dayText(day) {
        return showDay(day.date);
    }

    cellOf(row, day) {
        return row.cells.find((cell) => cell.date === day.date) || { date: day.date, quantity: null };
    }

    key(row, day) {
        return `${row.indicator_id}:${day.date}`;
    }

    label(row, day) {
        return _t("%(indicator)s on %(day)s", { indicator: row.name, day: showDay(day.date) });
    }

    /** What waits for this cell in the outbox, if anything. */
    draftOf(row, day) {
        return this.box.drafts.find(
            (draft) =>
                draft.kind === "cell" &&
                draft.plan_id === this.props.planId &&
                draft.indicator.id === row.indicator_id &&
                draft.date === day.date
        );
    }

    shown(row, day) {
        const draft = this.draftOf(row, day);
        if (draft) {
            return draft.quantity;
        }
        const cell = this.cellOf(row, day);
        return cell.quantity === null ? "" : editNumber(cell.quantity);
    }

    /** What stands under a cell about it: a word and its colour. */
    note(row, day) {
        const key = this.key(row, day);
        const draft = this.draftOf(row, day);
        if (this.state.problems[key]) {
            return { text: this.state.problems[key], colour: "asn_problem" };
        }
        if (draft) {
            const text = draft.reason || this.props.outbox.statusOf(draft);
            return { text, colour: draft.status === "refused" ? "asn_problem" : "text-muted" };
        }
        return this.state.saved[key] ? { text: _t("Saved"), colour: "asn_saved" } : null;
    }

    async onChange(row, day, ev) {
        const key = this.key(row, day);
        const text = ev.target.value.trim();
        delete this.state.saved[key];
        delete this.state.problems[key];
        if (text && readNumber(text) === null) {
            this.state.problems[key] = _t("Type a number from 0.");
            return;
        }
        const cell = this.cellOf(row, day);
        const earlier = this.draftOf(row, day);
        if (!earlier && readNumber(text) === cell.quantity) {
            return;
        }
        if (earlier && !earlier.isSending) {
            this.props.outbox.discard(earlier);
        }
        const { indicator_id: id, name, unit } = row;
        const draft = this.props.outbox.begin({
            kind: "cell",
            plan_id: this.props.planId,
            indicator: { id, name, unit, aggregation: "sum" },
            date: day.date,
            quantity: text, // none empties the cell
        });
        await this.props.outbox.submit([draft]);
    }

    onSaved({ draft, answer }) {
        if (draft.kind !== "cell" || draft.plan_id !== this.props.planId || !this.state.week) {
            return;
        }
        const row = this.state.week.rows.find((one) => one.indicator_id === draft.indicator.id);
        const cell = row?.cells.find((one) => one.date === draft.date);
        if (cell) {
            cell.id = answer.id;
            cell.quantity = answer.id ? readNumber(draft.quantity) : null;
            this.state.saved[`${draft.indicator.id}:${draft.date}`] = true;
        }
    }

    /** Arrows move between the cells; left and right only from the ends of the text. */
    onKeydown(ev, rowIndex, dayIndex) {
        const input = ev.target;
        let move = MOVES[ev.key];
        if (ev.key === "ArrowLeft" && input.selectionStart === 0) {
            move = [0, -1];
        } else if (ev.key === "ArrowRight" && input.selectionEnd === input.value.length) {
            move = [0, 1];
        }
        if (!move) {
            return;
        }
        ev.preventDefault();
        const [down, right] = move;
        let row = rowIndex + down;
        let day = dayIndex + right;
        // A cell that cannot be written is stepped over.
        while (row >= 0 && day >= 0 && row < this.state.week.rows.length && day < this.days.length) {
            const next = this.table.el.querySelector(`input[data-row="${row}"][data-day="${day}"]`);
            if (next && !next.disabled) {
                next.focus();
                next.select();
                return;
            }
            row += down;
            day += right;
        }
        if (ev.key === "Enter") {
            input.blur();
        }
    }
}
