import { Component, onMounted, onPatched, onWillStart, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { STATE_COLOURS } from "../matrix/role_matrix";
import { AlignmentModel, PAGE } from "./alignment_model";

const STARTS = ["top", "mine", "chain"];

/** Which result supports which: as a tree from the top down, and as a chain upwards. */
export class Alignment extends Component {
    static template = "hr_asn_kinerja.Alignment";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.model = new AlignmentModel(this.orm);
        this.tree = useState(this.model.state);
        const kept = this.props.state?.alignment || {};
        const { params = {}, context = {} } = this.props.action;
        const wanted = { ...params, ...context.params, ...kept };
        this.state = useState({
            start: STARTS.includes(wanted.start) ? wanted.start : "top",
            text: "",
            hits: null,
            chain: null,
            resultId: Number(wanted.result) || false,
        });
        this.root = useRef("tree");
        this.colours = STATE_COLOURS;
        this.moveFocus = false;
        useSetupAction({
            getLocalState: () => ({
                alignment: {
                    start: this.state.start,
                    year: this.tree.yearId,
                    result: this.state.resultId,
                    roots: this.tree.roots,
                    active: this.tree.active,
                },
            }),
        });
        onWillStart(async () => {
            await this.load(Number(wanted.year) || false);
            if (kept.roots) {
                // Back from a result that was opened: the tree stands as it was left.
                Object.assign(this.tree, { roots: kept.roots, active: kept.active });
            }
        });
        onMounted(() => this.remember());
        onPatched(() => {
            if (this.moveFocus) {
                this.moveFocus = false;
                this.root.el?.querySelector("[role=treeitem][tabindex='0']")?.focus();
            }
        });
    }

    async load(yearId) {
        this.state.hits = null;
        if (this.state.start === "chain") {
            this.state.chain = await this.orm.call("asn.skp.result", "get_alignment_chain", [
                this.state.resultId,
                yearId,
            ]);
            this.tree.years = this.state.chain.years;
            this.tree.yearId = this.state.chain.period_id;
            this.state.resultId = this.state.chain.result_id;
        } else {
            await this.model.load(this.state.start, yearId);
        }
    }

    remember() {
        this.props.updateActionState?.({
            start: this.state.start,
            year: this.tree.yearId || undefined,
            result: (this.state.start === "chain" && this.state.resultId) || undefined,
        });
    }

    async choose({ start = this.state.start, year = this.tree.yearId, result = false }) {
        this.state.start = start;
        this.state.resultId = result;
        await this.load(year);
        this.remember();
    }

    idOf(ev) {
        return Number(ev.target.value);
    }

    // ------------------------------------------------------------------
    // Words
    // ------------------------------------------------------------------

    get starts() {
        return [
            { key: "top", label: _t("From the top") },
            { key: "mine", label: _t("From my plan") },
            { key: "chain", label: _t("Up from my result") },
        ];
    }

    caretHint(node) {
        return node.open ? _t("Close the branch") : _t("Open the branch");
    }

    get rows() {
        return this.model.rows(this.tree.roots);
    }

    countLabel(node) {
        if (node.type === "result") {
            return node.count === 1
                ? _t("1 result supports this")
                : _t("%s results support this", node.count);
        }
        return node.count === 1 ? _t("1 result") : _t("%s results", node.count);
    }

    moreLabel(node) {
        const left = node.count - node.children.length;
        if (node.partial) {
            return _t("Show all %s", node.count);
        }
        return _t("Show %(next)s more of %(left)s", { next: Math.min(left, PAGE), left });
    }

    groupLabel(group) {
        return group.id ? group.name : _t("Without an evaluator");
    }

    peopleLabel(group) {
        if (!group.id) {
            return group.people === 1 ? _t("1 person") : _t("%s people", group.people);
        }
        return group.people === 1
            ? _t("Evaluator of 1 person")
            : _t("Evaluator of %s people", group.people);
    }

    shareLabel(share, target) {
        const values = { total: share.total, target };
        return {
            ok: _t("The shares add up to the target: %(total)s", values),
            little: _t("Too little is shared out: %(total)s of %(target)s", values),
            much: _t("More is shared out than the target: %(total)s of %(target)s", values),
            unequal: _t("%s have another target than this", share.unequal),
            hidden: _t("Some of the shares are not open to you, so no sum is shown."),
        }[share.status];
    }

    treeLabel(node) {
        return node.type === "result"
            ? `${node.result.name}. ${node.result.person}`
            : node.type === "group"
              ? this.groupLabel(node.group)
              : _t("Not linked yet");
    }

    // ------------------------------------------------------------------
    // Actions
    // ------------------------------------------------------------------

    openResult(id) {
        this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Work Result"),
            res_model: "asn.skp.result",
            res_id: id,
            views: [[false, "form"]],
            target: "new",
        });
    }

    onRow(node) {
        this.tree.active = node.key;
        if (node.type === "result") {
            this.openResult(node.result.id);
        } else {
            this.model.toggle(node);
        }
    }

    async search() {
        const text = this.state.text.trim();
        this.state.hits = text
            ? await this.orm.call("asn.skp.result", "search_alignment", [
                  text.slice(0, 100),
                  this.tree.yearId,
              ])
            : null;
    }

    onSearchKeydown(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            this.search();
        } else if (ev.key === "Escape") {
            this.state.text = "";
            this.state.hits = null;
        }
    }

    pathLabel(path) {
        const { nodes } = this.state.hits;
        return path
            .slice(0, -1)
            .map((id) => nodes[id].person)
            .join(" › ");
    }

    showHit(path) {
        const { nodes } = this.state.hits;
        this.state.hits = null;
        if (this.state.start === "chain") {
            this.state.start = "top";
        }
        this.model.showPath(path, nodes);
        this.moveFocus = true;
    }

    // ------------------------------------------------------------------
    // Keyboard: as in any tree, the arrows walk, open and close
    // ------------------------------------------------------------------

    async onKeydown(ev) {
        if (ev.ctrlKey || ev.metaKey || ev.altKey || !ev.target.matches("[role=treeitem]")) {
            return;
        }
        const rows = this.rows;
        const at = rows.findIndex((row) => row.key === this.tree.active);
        const row = rows[at];
        const to = {
            ArrowDown: rows[at + 1],
            ArrowUp: rows[at - 1],
            Home: rows[0],
            End: rows.at(-1),
        }[ev.key];
        if (to) {
            this.focus(to);
        } else if (ev.key === "ArrowRight" && row.type !== "more") {
            if (!row.open) {
                await this.model.open(row);
            } else if (rows[at + 1]?.level > row.level) {
                this.focus(rows[at + 1]);
            }
        } else if (ev.key === "ArrowLeft") {
            if (row.open) {
                row.open = false;
            } else {
                const above = rows.slice(0, at).findLast((other) => other.level < row.level);
                if (above) {
                    this.focus(above);
                }
            }
        } else if (ev.key === "Enter" || ev.key === " ") {
            if (row.type === "more") {
                await this.showMore(row.node);
            } else {
                this.onRow(row);
            }
        } else {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    }

    focus(row) {
        this.tree.active = row.key;
        this.moveFocus = true;
    }

    async showMore(node) {
        const first = node.partial ? 0 : node.children.length;
        await this.model.loadMore(node);
        this.focus(node.children[Math.min(first, node.children.length - 1)]);
    }
}

registry.category("actions").add("asn_alignment", Alignment);
