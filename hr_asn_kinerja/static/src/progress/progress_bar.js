import { Component } from "@odoo/owl";

import { barLabel, ICONS, statusLabel } from "./progress_words";

/** Realised against due by now and against the target of the period, in colour and in words. */
export class ProgressBar extends Component {
    static template = "hr_asn_kinerja.ProgressBar";
    static props = { line: Object };

    get label() {
        return barLabel(this.props.line);
    }

    /** The part of the bar that a range or the rest of the way takes. */
    get wantedStyle() {
        const { bar } = this.props.line;
        const from = bar.target_from === false ? bar.target : bar.target_from;
        return `left: ${from}%; width: ${Math.max(bar.target - from, 0)}%`;
    }
}

/** A status: a sign, a word and a colour. */
export class StatusPill extends Component {
    static template = "hr_asn_kinerja.StatusPill";
    static props = { status: String, colour: String, "*": true };

    get icon() {
        return ICONS[this.props.status];
    }

    get label() {
        return statusLabel(this.props.status);
    }
}
