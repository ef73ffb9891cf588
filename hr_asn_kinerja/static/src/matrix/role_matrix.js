import { Component, onMounted, onPatched, onWillStart, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { registry } from "@web/core/registry";
import { normalize } from "@web/core/l10n/utils";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { leavingWay, MatrixCell } from "./matrix_cell";
import { LOOSE, MatrixModel } from "./matrix_model";
import { SuperiorPicker } from "./superior_picker";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
export const STATE_COLOURS = {
    draft: "text-bg-light border",
    proposed: "text-bg-info",
    returned: "text-bg-warning",
    agreed: "text-bg-success",
    closed: "text-bg-success",
};

/** The role-result matrix: the superior's results across, the people he or she evaluates down. */
export class RoleMatrix extends Component {
    static template = "hr_asn_kinerja.RoleMatrix";
    static components = { Layout, MatrixCell, SuperiorPicker };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.ui = useState(useService("ui"));
        this.model = new MatrixModel(this.orm);
        this.head = useState(this.model.head);
        const kept = this.props.state?.matrix || {};
        this.state = useState({
            search: kept.search || "",
            lonelyColumns: kept.lonelyColumns || false,
            lonelyRows: kept.lonelyRows || false,
            byColumn: kept.byColumn || false,
            open: kept.open || {},
        });
        this.table = useRef("table");
        this.colours = STATE_COLOURS;
        useSetupAction({
            beforeLeave: () => this.model.saving,
            getLocalState: () => ({
                matrix: { ...this.state, superior: this.head.superior.id, year: this.head.yearId },
            }),
        });
        useHotkey("control+z", () => this.undo());
        const { params = {}, context = {} } = this.props.action;
        const wanted = { ...context.params, ...params, ...kept };
        this.state.open[wanted.plan] = true;
        onWillStart(() => this.load(Number(wanted.superior) || false, Number(wanted.year) || false));
        onMounted(() => this.remember());
        onPatched(() => this.keepOneTabStop());
        onMounted(() => this.keepOneTabStop());
    }

    async load(superiorId, yearId) {
        await this.model.saving;
        await this.model.load(superiorId, yearId);
    }

    async choose(superiorId, yearId) {
        this.state.lonelyColumns = this.state.lonelyRows = false;
        await this.load(superiorId, yearId);
        this.remember();
    }

    onYear(ev) {
        return this.choose(this.head.superior.id, Number(ev.target.value));
    }

    /** Put what is shown into the address, so that reloading the page shows it again. */
    remember() {
        this.props.updateActionState?.({
            superior: this.head.superior.id || undefined,
            year: this.head.yearId || undefined,
        });
    }

    // ------------------------------------------------------------------
    // What is shown
    // ------------------------------------------------------------------

    get rows() {
        this.head.revision; // counts have changed
        const text = normalize(this.state.search.trim());
        return this.model.rows.filter(
            (row) =>
                (!text || normalize(`${row.name} ${row.post} ${row.unit}`).includes(text)) &&
                (!this.state.lonelyRows || !row.support)
        );
    }

    get columns() {
        this.head.revision;
        const columns = this.model.columns.filter(
            (column) => !this.state.lonelyColumns || this.isLonely(column)
        );
        const loose = this.model.rows.some((row) => row.loose);
        return loose && !this.state.lonelyColumns ? [...columns, { id: LOOSE }] : columns;
    }

    isLonely(column) {
        return column.kind === "main" && !column.support;
    }

    get isFiltered() {
        return this.state.search || this.state.lonelyColumns || this.state.lonelyRows;
    }

    get statusText() {
        return {
            saving: _t("Saving…"),
            saved: _t("Saved"),
            failed: _t("Not saved: see the cell marked red"),
        }[this.head.status];
    }

    get canWrite() {
        return this.model.rows.some((row) => row.editable);
    }

    get ownPlan() {
        return this.head.superior.plans.at(-1);
    }

    get lonelyColumnsLabel() {
        const count = this.head.lonelyColumns;
        if (!count) {
            return _t("Every result is supported");
        }
        return count === 1
            ? _t("1 result that nobody supports")
            : _t("%s results that nobody supports", count);
    }

    get lonelyRowsLabel() {
        const count = this.head.lonelyRows;
        if (!count) {
            return _t("Everybody supports something");
        }
        return count === 1
            ? _t("1 person who supports nothing")
            : _t("%s people who support nothing", count);
    }

    get nobodyTitle() {
        const { is_me: isMe, name } = this.head.superior;
        if (isMe) {
            return _t("Nobody is evaluated by you this year");
        }
        return name ? _t("Nobody to see under %s", name) : _t("Nobody to see here");
    }

    get noResultsTitle() {
        return _t("There are no results of %s to read this year.", this.head.superior.name);
    }

    get limitLabel() {
        return _t("Only the first %(shown)s of %(all)s people are shown.", {
            shown: this.model.rows.length,
            all: this.model.rowCount,
        });
    }

    get peopleLabel() {
        return _t("People (%s)", this.rows.length);
    }

    countLabel(count) {
        return count === 1 ? _t("1 person") : _t("%s people", count);
    }

    cellLabel(row, column) {
        return column.id === LOOSE
            ? _t("%(person)s: results not linked to these", { person: row.name })
            : _t("%(person)s, supports: %(result)s", { person: row.name, result: column.name });
    }

    supportLabel(row) {
        const all = this.model.columns.length;
        const shown = this.model.columns.filter(
            (column) => this.model.cell(row.id, column.id).results.length
        ).length;
        return _t("supports %(shown)s of %(all)s results", { shown, all });
    }

    toggle(key) {
        this.state.open[key] = !this.state.open[key];
    }

    // ------------------------------------------------------------------
    // Actions
    // ------------------------------------------------------------------

    async undo() {
        if (this.head.undo) {
            await this.model.undo();
        }
    }

    clearFilters() {
        Object.assign(this.state, { search: "", lonelyColumns: false, lonelyRows: false });
    }

    openPlan(id) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "asn.skp",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openResult(id) {
        this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: _t("Work Result"),
                res_model: "asn.skp.result",
                res_id: id,
                views: [[false, "form"]],
                target: "new",
            },
            { onClose: () => this.load(this.head.superior.id, this.head.yearId) }
        );
    }

    // ------------------------------------------------------------------
    // Keyboard
    // ------------------------------------------------------------------

    /** The table is one stop of the Tab key; the arrows move inside it. */
    keepOneTabStop() {
        const cells = this.table.el?.querySelectorAll("td[data-row]") || [];
        if (cells.length && ![...cells].some((cell) => cell.tabIndex === 0)) {
            cells[0].tabIndex = 0;
        }
    }

    onFocusin(ev) {
        const cell = ev.target.closest("td[data-row]");
        if (cell && cell.tabIndex !== 0) {
            for (const other of this.table.el.querySelectorAll("td[tabindex='0']")) {
                other.tabIndex = -1;
            }
            cell.tabIndex = 0;
        }
    }

    /** Move the focus by ``rows`` and ``columns`` from a cell; false at the edge of the table. */
    move(from, rows, columns) {
        const row = Number(from.dataset.row) + rows;
        const column = Number(from.dataset.column) + columns;
        const cell = this.table.el.querySelector(
            `td[data-row="${row}"][data-column="${column}"]`
        );
        cell?.focus();
        return Boolean(cell);
    }

    onKeydown(ev) {
        const td = ev.target.closest("td[data-row]");
        if (!td || ev.ctrlKey || ev.metaKey || ev.altKey) {
            return;
        }
        if (ev.target !== td) {
            this.onChipKeydown(ev, td);
            return;
        }
        const cell = this.model.cell(Number(td.dataset.plan), Number(td.dataset.key));
        const chips = [...td.querySelectorAll(".asn_matrix_cell > .asn_chip")];
        if (cell.edit) {
            // The editor opens with the first key; what is pressed until it is drawn belongs to it.
            const editor = td.querySelector("textarea");
            if (editor) {
                editor.focus();
            } else {
                this.onEarlyKey(ev, cell);
            }
            return;
        }
        if (ARROWS[ev.key]) {
            ev.preventDefault();
            this.move(td, ...ARROWS[ev.key]);
        } else if (ev.key === "Enter" || ev.key === "F2") {
            ev.preventDefault();
            if (chips.length === 1) {
                chips[0].click();
            } else if (chips.length) {
                chips[0].focus();
            } else {
                td.querySelector(".asn_matrix_add")?.click();
            }
        } else if (ev.key === "Tab") {
            // Tab walks through the cells like in a spreadsheet and leaves at the edges.
            const last = this.columns.length - 1;
            const at = Number(td.dataset.column);
            const moved = ev.shiftKey
                ? this.move(td, 0, -1) || (at === 0 && this.move(td, -1, last))
                : this.move(td, 0, 1) || (at === last && this.move(td, 1, -last));
            if (moved) {
                ev.preventDefault();
            }
        } else if (ev.key.length === 1 && cell.row.editable && cell.columnId !== LOOSE) {
            ev.preventDefault();
            cell.error = "";
            cell.edit = { id: false, text: ev.key === "+" ? "" : ev.key.trim(), link: false };
        }
    }

    /** A key for an editor that is open but not drawn yet: a fast typist loses none. */
    onEarlyKey(ev, cell) {
        if (ev.key.length === 1) {
            cell.edit.text += ev.key;
        } else if (ev.key === "Backspace") {
            cell.edit.text = cell.edit.text.slice(0, -1);
        } else if (ev.key === "Escape") {
            cell.edit = null;
        } else if (leavingWay(ev)) {
            cell.edit.leaveWith = leavingWay(ev);
        } else {
            return;
        }
        ev.preventDefault();
    }

    onChipKeydown(ev, td) {
        const chips = [...td.querySelectorAll(".asn_chip, .asn_matrix_add")];
        const at = chips.indexOf(ev.target);
        if (at < 0) {
            return;
        }
        if (ev.key === "Escape") {
            ev.preventDefault();
            td.focus();
        } else if (ARROWS[ev.key]) {
            ev.preventDefault();
            const step = ARROWS[ev.key][0] || ARROWS[ev.key][1];
            chips[at + step]?.focus();
        }
    }

    /** After an edit: stay on the cell, or go to the next or the one before. */
    leave(cell, way) {
        const td = this.table.el?.querySelector(
            `td[data-plan="${cell.row.id}"][data-key="${cell.columnId}"]`
        );
        if (td && (way === "stay" || !this.move(td, 0, way === "next" ? 1 : -1))) {
            td.focus();
        }
    }
}

registry.category("actions").add("asn_role_matrix", RoleMatrix);
