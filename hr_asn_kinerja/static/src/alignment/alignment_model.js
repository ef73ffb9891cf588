import { reactive } from "@odoo/owl";

const PAGE = 50;
// "Open everything below" stops here; the rest is opened by hand.
const OPEN_LIMIT = 300;
// How many branches the server opens by one request.
const BRANCHES = 100;

/**
 * The alignment tree: branches are loaded when they are opened, a page at a time.
 *
 * A result that supports several results stands under each of them, so a node is known by its
 * way from the top (``key``), not by its record.
 */
export class AlignmentModel {
    constructor(orm) {
        this.orm = orm;
        this.state = reactive({
            years: [],
            yearId: false,
            start: "top",
            roots: [],
            active: false,
            loading: false,
            stopped: false,
            loaded: false,
        });
    }

    async load(start, yearId) {
        this.state.loading = true;
        try {
            const data = await this.orm.call("asn.skp.result", "get_alignment", [start, yearId]);
            const roots = data.groups.map((group) => this.makeGroup(group));
            if (data.branch) {
                const all = { key: "mine", level: 0, type: "mine" };
                all.children = data.branch.nodes.map((node) => this.makeNode(node, all));
                roots.push(...all.children);
            }
            Object.assign(this.state, {
                years: data.years,
                yearId: data.period_id,
                start,
                roots,
                active: roots[0]?.key,
                stopped: false,
                loaded: true,
            });
            if (roots[0] && roots.length <= 2) {
                await this.open(this.state.roots[0]);
            }
        } finally {
            this.state.loading = false;
        }
        // In a large region this takes longer than the tree, so it comes after it.
        this.loadUnlinked();
    }

    /** Add the branch of results that support nothing, when there are any. */
    async loadUnlinked() {
        const { roots } = this.state;
        const branch = { type: "unlinked", key: "unlinked", level: 1, open: false };
        const { nodes, count } = await this.fetch(branch, 0);
        if (nodes.length && this.state.roots === roots) {
            const children = nodes.map((result) => this.makeNode(result, branch));
            roots.push({ ...branch, loading: false, children, count });
            this.state.active ||= "unlinked";
        }
    }

    makeGroup(group) {
        return {
            type: "group",
            key: `group${group.id}`,
            level: 1,
            open: false,
            loading: false,
            children: null,
            group,
            count: group.count,
        };
    }

    makeNode(result, parent) {
        return {
            type: "result",
            key: `${parent.key}/${result.id}`,
            parentKey: parent.key,
            // A result that stands above itself is not opened again.
            circular: parent.key.split("/").includes(String(result.id)),
            level: parent.level + 1,
            open: false,
            loading: false,
            children: null,
            result,
            count: result.count,
        };
    }

    canOpen(node) {
        return Boolean(node.count) && !node.circular;
    }

    /** The nodes that are shown, from the top down; ``more`` rows ask for the next page. */
    rows(nodes, rows = []) {
        for (const node of nodes) {
            rows.push(node);
            if (node.open && node.children) {
                this.rows(node.children, rows);
                if (node.children.length < node.count) {
                    rows.push({ type: "more", key: `${node.key}/more`, level: node.level + 1, node });
                }
            }
        }
        return rows;
    }

    async toggle(node) {
        if (node.open) {
            node.open = false;
        } else {
            await this.open(node);
        }
    }

    async open(node) {
        if (!this.canOpen(node)) {
            return;
        }
        if (!node.children) {
            await this.loadMore(node);
        }
        node.open = true;
    }

    async loadMore(node) {
        node.loading = true;
        try {
            // What a search has put here is a part in no order: the branch is read from its start.
            const known = node.partial ? [] : node.children || [];
            const offset = known.length;
            const { nodes, count } = await this.fetch(node, offset);
            node.children = [...known, ...nodes.map((result) => this.makeNode(result, node))];
            node.count = nodes.length ? count : node.children.length;
            node.partial = false;
        } finally {
            node.loading = false;
        }
    }

    async fetch(node, offset) {
        if (node.type === "result") {
            const id = node.result.id;
            const branches = await this.orm.call("asn.skp.result", "get_alignment_children", [
                [id],
                offset,
            ]);
            return branches[id];
        }
        const key = node.type === "group" ? node.group.id : this.state.start;
        return this.orm.call("asn.skp.result", "get_alignment_branch", [
            node.type,
            key,
            this.state.yearId,
            offset,
        ]);
    }

    /** Open everything below ``node``, level by level, until ``OPEN_LIMIT`` nodes are shown. */
    async openAll(node) {
        this.state.stopped = false;
        await this.open(node);
        let level = node.children || [];
        let shown = level.length;
        while (level.length) {
            const closed = level.filter((child) => this.canOpen(child));
            const unread = closed.filter((child) => !child.children);
            for (let at = 0; at < unread.length && shown < OPEN_LIMIT; at += BRANCHES) {
                const some = unread.slice(at, at + BRANCHES);
                const branches = await this.orm.call(
                    "asn.skp.result",
                    "get_alignment_children",
                    [[...new Set(some.map((child) => child.result.id))], 0]
                );
                for (const child of some) {
                    const { nodes, count } = branches[child.result.id];
                    child.children = nodes.map((result) => this.makeNode(result, child));
                    child.count = count;
                }
            }
            const next = [];
            for (const child of closed) {
                if (!child.children || shown >= OPEN_LIMIT) {
                    this.state.stopped = true;
                    break;
                }
                child.open = true;
                shown += child.children.length;
                next.push(...child.children);
            }
            level = this.state.stopped ? [] : next;
        }
    }

    closeAll(node) {
        node.open = false;
        for (const child of node.children || []) {
            this.closeAll(child);
        }
    }

    /** Show the way from the top down to one hit of a search. */
    showPath(ids, nodes) {
        let parent = { key: "path", level: 0 };
        const root = { children: [] };
        let holder = root;
        for (const id of ids) {
            const node = this.makeNode(nodes[id], parent);
            node.open = true;
            node.partial = true;
            holder.children = [node];
            holder = parent = node;
        }
        holder.open = false;
        holder.partial = false;
        Object.assign(this.state, { roots: root.children, active: holder.key, stopped: false });
    }

    find(key, nodes = this.state.roots) {
        for (const node of nodes) {
            if (node.key === key) {
                return node;
            }
            const below = key.startsWith(`${node.key}/`) && node.children;
            const found = below && this.find(key, node.children);
            if (found) {
                return found;
            }
        }
    }
}

export { PAGE };
