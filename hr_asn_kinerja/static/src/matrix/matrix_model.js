import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { x2ManyCommands } from "@web/core/orm_service";
import { reactive } from "@odoo/owl";

const UNDO_LIMIT = 20;
// The last column holds what supports none of the superior's results shown.
export const LOOSE = 0;

/** The words of a server's refusal, or of a lost connection. */
export function messageOf(error) {
    if (error instanceof ConnectionLostError) {
        return _t("There is no connection to the server. Your text is still here: try again.");
    }
    return error.data?.message || error.message || _t("This could not be saved.");
}

/**
 * One role-result matrix: its cells, what is saved, and what can be undone.
 *
 * Every cell and the head are reactive by themselves, so that an edit draws only what it changes.
 * Each edit is an ordinary call of create, write or unlink of one work result; the server decides
 * whether it is allowed.
 */
export class MatrixModel {
    constructor(orm) {
        this.orm = orm;
        this.head = reactive({
            years: [],
            yearId: false,
            superior: { id: false, name: "", post: "", plans: [], is_me: false },
            loaded: false,
            status: "",
            undo: "",
            revision: 0, // of the counts
            generation: 0, // of the cells: loading makes new ones
            lonelyColumns: 0,
            lonelyRows: 0,
        });
        this.columns = [];
        this.rows = [];
        this.rowCount = 0;
        this.history = [];
        this.saving = Promise.resolve();
    }

    async load(superiorId, yearId) {
        const data = await this.orm.call("asn.skp", "get_role_matrix", [superiorId, yearId]);
        this.results = new Map(data.results.map((result) => [result.id, result]));
        this.rowCount = data.row_count;
        this.columns = data.columns.map((column) => reactive({ ...column, support: 0 }));
        this.rows = data.rows.map((row) => reactive({ ...row, support: 0, loose: 0 }));
        this.cells = new Map();
        for (const row of this.rows) {
            for (const column of [...this.columns, { id: LOOSE }]) {
                const cell = { row, columnId: column.id, results: [], edit: null, error: "" };
                this.cells.set(`${row.id}:${column.id}`, reactive(cell));
            }
        }
        for (const result of data.results) {
            this.place(result);
        }
        this.history = [];
        Object.assign(this.head, {
            years: data.years,
            yearId: data.period_id,
            superior: data.superior,
            loaded: true,
            status: "",
            undo: "",
            generation: this.head.generation + 1,
        });
        this.count();
    }

    cell(rowId, columnId) {
        return this.cells.get(`${rowId}:${columnId}`);
    }

    /** Columns that a person can be linked to by hand from ``cell``. */
    otherResults(cell) {
        const shown = new Set(cell.results.map((result) => result.id));
        return [...this.results.values()].filter(
            (result) => result.plan === cell.row.id && !shown.has(result.id)
        );
    }

    place(result) {
        const keys = result.columns.length ? result.columns : [LOOSE];
        for (const key of keys) {
            this.cell(result.plan, key)?.results.push(result);
        }
    }

    /** Show ``result`` where it belongs after its links, its wording or its being has changed. */
    replace(result, removed = false) {
        for (const column of [...this.columns, { id: LOOSE }]) {
            const cell = this.cell(result.plan, column.id);
            const here = column.id === LOOSE ? !result.columns.length : result.columns.includes(column.id);
            const index = cell.results.findIndex((other) => other.id === result.id);
            if (index >= 0) {
                cell.results.splice(index, 1, ...(here && !removed ? [{ ...result }] : []));
            } else if (here && !removed) {
                cell.results.push({ ...result });
            }
        }
        if (removed) {
            this.results.delete(result.id);
        } else {
            this.results.set(result.id, result);
        }
        this.count();
    }

    /** Work out who supports nothing and what nobody supports. */
    count() {
        const perColumn = new Map();
        const perRow = new Map();
        const loose = new Map();
        for (const result of this.results.values()) {
            for (const key of result.columns) {
                perColumn.set(key, (perColumn.get(key) || new Set()).add(result.plan));
            }
            const target = result.columns.length ? perRow : loose;
            target.set(result.plan, (target.get(result.plan) || 0) + 1);
        }
        for (const column of this.columns) {
            column.support = perColumn.get(column.id)?.size || 0;
        }
        for (const row of this.rows) {
            row.support = perRow.get(row.id) || 0;
            row.loose = loose.get(row.id) || 0;
        }
        // An additional result of the superior need not be shared out.
        const lonely = this.columns.filter((c) => c.kind === "main" && !c.support);
        this.head.lonelyColumns = lonely.length;
        this.head.lonelyRows = this.rows.filter((row) => !row.support).length;
        this.head.revision++;
    }

    // ------------------------------------------------------------------
    // Edits
    // ------------------------------------------------------------------

    /**
     * Do one edit: say that it is being saved, then that it was, or tell why not at the cell.
     *
     * Edits wait for one another, so that they arrive in the order in which they were made.
     *
     * @param {Object} cell where a refusal is told
     * @param {Function} edit does it; returns [what an undo is called, its function]
     * @returns {Promise<boolean>} whether it was saved
     */
    save(cell, edit) {
        const run = async () => {
            this.head.status = "saving";
            cell.error = "";
            try {
                const [label, undo] = await edit();
                if (undo) {
                    this.history.push({ label, undo, cell });
                    this.history.splice(0, this.history.length - UNDO_LIMIT);
                }
                this.head.status = "saved";
                return true;
            } catch (error) {
                cell.error = messageOf(error);
                this.head.status = "failed";
                return false;
            } finally {
                this.head.undo = this.history.at(-1)?.label || "";
            }
        };
        const done = this.saving.then(run);
        this.saving = done;
        return done;
    }

    async undo() {
        const last = this.history.pop();
        if (last) {
            await this.save(last.cell, async () => {
                await last.undo();
                return [];
            });
        }
    }

    /** A text in an empty cell becomes a main result of that person. */
    create(cell, name) {
        const { row, columnId } = cell;
        return this.save(cell, async () => {
            const [id] = await this.orm.create("asn.skp.result", [
                {
                    skp_id: row.id,
                    kind: "main",
                    name,
                    parent_result_ids: columnId === LOOSE ? [] : [x2ManyCommands.link(columnId)],
                },
            ]);
            const columns = columnId === LOOSE ? [] : [columnId];
            const result = { id, plan: row.id, name, kind: "main", columns, linked: !!columnId };
            this.replace(result);
            return [
                _t("Take back the new result"),
                async () => {
                    await this.orm.unlink("asn.skp.result", [id]);
                    this.replace(this.results.get(id), true);
                },
            ];
        });
    }

    rename(cell, result, name) {
        const before = result.name;
        return this.save(cell, async () => {
            await this.writeName(result.id, before, name);
            return [
                _t("Back to the wording before"),
                () => this.writeName(result.id, name, before),
            ];
        });
    }

    /** Write a wording, unless somebody else has changed it since it was read. */
    async writeName(id, before, name) {
        const [current] = await this.orm.read("asn.skp.result", [id], ["name"]);
        if (current && current.name !== before) {
            this.replace({ ...this.results.get(id), name: current.name });
            throw new Error(
                _t("Somebody else has changed this in the meantime. It now says: %s", current.name)
            );
        }
        await this.orm.write("asn.skp.result", [id], { name });
        this.replace({ ...this.results.get(id), name });
    }

    link(cell, result, columnId) {
        return this.save(cell, async () => {
            await this.writeLink(result.id, columnId, true);
            return [_t("Take back the link"), () => this.writeLink(result.id, columnId, false)];
        });
    }

    unlink(cell, result, columnId) {
        return this.save(cell, async () => {
            await this.writeLink(result.id, columnId, false);
            return [_t("Link it again"), () => this.writeLink(result.id, columnId, true)];
        });
    }

    async writeLink(id, columnId, on) {
        const command = on ? x2ManyCommands.link(columnId) : x2ManyCommands.unlink(columnId);
        await this.orm.write("asn.skp.result", [id], { parent_result_ids: [command] });
        const result = this.results.get(id);
        const columns = result.columns.filter((key) => key !== columnId);
        this.replace({ ...result, columns: on ? [...columns, columnId] : columns });
    }
}
