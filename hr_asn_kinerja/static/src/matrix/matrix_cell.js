import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useAutoresize } from "@web/core/utils/autoresize";

import { LOOSE } from "./matrix_model";

const EXISTING_LIMIT = 8;

/** Where a key that ends an edit leads: "stay", "next", "back", or nothing for any other key. */
export function leavingWay(ev) {
    if (ev.key === "Tab") {
        return ev.shiftKey ? "back" : "next";
    }
    return ev.key === "Enter" && !ev.shiftKey ? "stay" : "";
}

/**
 * The results of one person that support one result of the superior.
 *
 * ``cell.edit`` is what is being edited: {id: result or false, text, link: choose a column}.
 */
export class MatrixCell extends Component {
    static template = "hr_asn_kinerja.MatrixCell";
    static props = {
        model: Object,
        cell: Object,
        label: { type: String, optional: true },
        openResult: Function,
        leave: { type: Function, optional: true },
    };
    static defaultProps = { leave: () => {} };

    setup() {
        this.cell = useState(this.props.cell);
        this.row = useState(this.props.cell.row);
        this.input = useRef("input");
        useAutoresize(this.input, { minimumHeight: 60 });
        // Focus once when the editor opens, with the cursor behind the text.
        useEffect(
            (element) => {
                if (element) {
                    element.focus();
                    element.setSelectionRange(element.value.length, element.value.length);
                    // A key pressed before the editor was drawn (see RoleMatrix.onKeydown).
                    if (this.cell.edit?.leaveWith) {
                        this.finish(this.cell.edit.leaveWith);
                    }
                }
            },
            () => [this.input.el]
        );
    }

    get isLoose() {
        return this.cell.columnId === LOOSE;
    }

    get editable() {
        return this.row.editable;
    }

    get others() {
        return this.props.model.otherResults(this.cell).slice(0, EXISTING_LIMIT);
    }

    get addLabel() {
        return _t("Add a result of %(person)s", { person: this.row.name });
    }

    get chipHint() {
        return this.editable ? _t("Edit the wording") : _t("Open this result");
    }

    /** Open the editor for a new result, or choose nothing when the plan is locked. */
    startNew(text = "") {
        if (this.editable) {
            this.cell.error = "";
            this.cell.edit = { id: false, text, link: false };
        }
    }

    onChip(result) {
        if (!this.editable) {
            this.props.openResult(result.id);
            return;
        }
        this.cell.error = "";
        this.cell.edit = { id: result.id, text: result.name, link: false };
    }

    get edited() {
        return this.cell.results.find((result) => result.id === this.cell.edit.id);
    }

    onInput(ev) {
        this.cell.edit.text = ev.target.value;
    }

    onBlur() {
        // Clicking elsewhere saves what was typed; an empty or unchanged text changes nothing.
        if (this.cell.edit && !this.busy) {
            const text = this.cell.edit.text.trim();
            if (!text || text === this.edited?.name) {
                this.cancel();
            } else {
                this.commit();
            }
        }
    }

    async onEditorKeydown(ev) {
        ev.stopPropagation();
        if (ev.isComposing) {
            return;
        }
        if (ev.key === "Escape") {
            ev.preventDefault();
            this.cancel();
            this.props.leave(this.cell, "stay");
        } else if (leavingWay(ev)) {
            ev.preventDefault();
            await this.finish(leavingWay(ev));
        }
    }

    /** Save and go on ``way``; an empty new result is dropped when the person walks on. */
    async finish(way) {
        const empty = !this.cell.edit.text.trim() && !this.cell.edit.id;
        if (empty && way !== "stay") {
            this.cancel();
            this.props.leave(this.cell, way);
        } else if (await this.commit()) {
            this.props.leave(this.cell, way);
        }
    }

    cancel() {
        this.cell.edit = null;
        this.cell.error = "";
    }

    /** Save the text of the editor; it stays open with the text when the server refuses. */
    async commit() {
        const { id, text } = this.cell.edit;
        const name = text.trim();
        if (!name) {
            this.cell.error = _t("Write the result first, or press Escape to leave it.");
            return false;
        }
        if (this.busy) {
            return false;
        }
        const before = this.edited;
        if (before?.name === name) {
            this.cancel();
            return true;
        }
        this.busy = true;
        const { model } = this.props;
        const saved = id
            ? await model.rename(this.cell, before, name)
            : await model.create(this.cell, name);
        this.busy = false;
        if (saved) {
            this.cell.edit = null;
        }
        return saved;
    }

    async onSave() {
        if (await this.commit()) {
            this.props.leave(this.cell, "stay");
        }
    }

    /** Do one step of the editor's buttons and close it when it was saved. */
    async step(action) {
        this.busy = true;
        const saved = await action();
        this.busy = false;
        if (saved) {
            this.cell.edit = null;
            this.props.leave(this.cell, "stay");
        }
    }

    linkHere(result) {
        return this.step(() => this.props.model.link(this.cell, result, this.cell.columnId));
    }

    linkTo(column) {
        return this.step(() => this.props.model.link(this.cell, this.edited, column.id));
    }

    unlinkHere() {
        return this.step(() =>
            this.props.model.unlink(this.cell, this.edited, this.cell.columnId)
        );
    }
}
