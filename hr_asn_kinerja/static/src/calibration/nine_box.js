import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

import { percent } from "./calibration_words";

/** Cards of one cell that are shown before somebody asks for all. */
const SHOWN = 30;
const GHOSTS = 12;
const ORDER = ["very_good", "good", "needs_improvement", "poor", "very_poor"];

/** People as cards in the nine cells of results and behaviour; one list of cells on a phone. */
export class NineBox extends Component {
    static template = "hr_asn_kinerja.NineBox";
    static props = {
        people: Array,
        cells: Array,
        ratings: Object,
        predicates: Object,
        ghosts: Boolean,
        onMove: Function,
        onOpen: Function,
    };

    setup() {
        this.state = useState({ all: {}, over: "" });
        this.dragged = null;
    }

    get rated() {
        return this.props.people.filter((person) => person.result);
    }

    get unrated() {
        return this.props.people.filter((person) => !person.result);
    }

    /** The cells in the order of the printed matrix, each with its people. */
    get cells() {
        const groups = new Map();
        for (const person of this.rated) {
            const key = this.key(person);
            groups.set(key, [...(groups.get(key) || []), person]);
        }
        return this.props.cells.map((cell) => {
            const key = this.key(cell);
            const people = groups.get(key) || [];
            return {
                ...cell,
                key,
                people,
                shown: this.state.all[key] ? people : people.slice(0, SHOWN),
                ghosts: this.props.ghosts ? this.ghosts(key) : [],
                share: this.rated.length ? Math.round((1000 * people.length) / this.rated.length) / 10 : 0,
            };
        });
    }

    get totals() {
        return ORDER.map((predicate) => {
            const count = this.rated.filter((person) => person.predicate === predicate).length;
            const share = this.rated.length ? Math.round((1000 * count) / this.rated.length) / 10 : 0;
            return { predicate, label: this.props.predicates[predicate], count, share: percent(share) };
        });
    }

    key(cell) {
        return `${cell.result}/${cell.behaviour}`;
    }

    ghosts(key) {
        const found = this.rated.filter(
            (person) =>
                person.previous && this.key(person.previous) === key && this.key(person) !== key
        );
        return found.slice(0, GHOSTS);
    }

    // ------------------------------------------------------------------
    // Words
    // ------------------------------------------------------------------

    cellLabel(cell) {
        return _t("Results: %(result)s · Behaviour: %(behaviour)s", {
            result: this.props.ratings[cell.result],
            behaviour: this.props.ratings[cell.behaviour],
        });
    }

    countLabel(cell) {
        const count = cell.people.length;
        return count === 1
            ? _t("1 evaluation (%s)", percent(cell.share))
            : _t("%(count)s evaluations (%(share)s)", { count, share: percent(cell.share) });
    }

    moreLabel(cell) {
        return _t("Show all (%s)", cell.people.length);
    }

    unratedLabel() {
        return _t("Not rated yet (%s)", this.unrated.length);
    }

    initials(person) {
        const parts = person.name.split(",")[0].split(" ").filter((part) => !part.endsWith("."));
        return [parts[0], parts.length > 1 ? parts.at(-1) : ""].map((part) => (part || "")[0]).join("");
    }

    photo(person) {
        return `/web/image/hr.employee.public/${person.employee}/avatar_128`;
    }

    /** Better, worse or the same as in the period before, as a sign and in words. */
    trend(person) {
        if (!person.previous || !person.predicate) {
            return false;
        }
        const before = this.props.predicates[person.previous.predicate];
        const step = ORDER.indexOf(person.previous.predicate) - ORDER.indexOf(person.predicate);
        const sign = step > 0 ? "up" : step < 0 ? "down" : "right";
        const label =
            step > 0
                ? _t("up from %s", before)
                : step < 0
                  ? _t("down from %s", before)
                  : _t("as before: %s", before);
        return { sign, label };
    }

    /** Why this card stays where it is; nothing when it may be moved. */
    stayLabel(person) {
        if (person.is_released) {
            return _t("Released");
        }
        return person.is_fixed ? _t("Results follow the unit") : "";
    }

    moveLabel(person) {
        return _t("Move %s to…", person.name);
    }

    // ------------------------------------------------------------------
    // Dragging
    // ------------------------------------------------------------------

    onDragStart(ev, person) {
        this.dragged = person;
        ev.dataTransfer.effectAllowed = "move";
        ev.dataTransfer.setData("text/plain", String(person.id));
    }

    onDragOver(ev, cell) {
        if (this.dragged && this.key(this.dragged) !== cell.key) {
            ev.preventDefault();
            this.state.over = cell.key;
        }
    }

    onDragLeave(cell) {
        if (this.state.over === cell.key) {
            this.state.over = "";
        }
    }

    onDragEnd() {
        this.dragged = null;
        this.state.over = "";
    }

    onDrop(ev, cell) {
        const person = this.dragged;
        this.onDragEnd();
        if (person && this.key(person) !== cell.key) {
            ev.preventDefault();
            this.props.onMove(person, cell);
        }
    }
}
