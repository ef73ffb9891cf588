import { Component, onWillStart, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";

const WAIT = 250;

/** Finds people by name; the own unit and line come first. */
export class FeedbackPeople extends Component {
    static template = "hr_asn_kinerja.FeedbackPeople";
    static props = {
        choose: Function,
        chosen: { type: Array, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ query: "", people: [], isLoaded: false });
        this.search = useDebounced(() => this.load(), WAIT);
        onWillStart(() => this.load());
    }

    async load() {
        const query = this.state.query;
        const people = await this.orm.call("asn.feedback", "find_people", [query]);
        if (query === this.state.query) {
            this.state.people = people;
            this.state.isLoaded = true;
        }
    }

    onInput(event) {
        this.state.query = event.target.value;
        this.search();
    }

    isChosen(person) {
        return (this.props.chosen || []).some((one) => one.id === person.id);
    }

    initials(person) {
        const words = person.name.split(/\s+/).filter((word) => !word.endsWith("."));
        return words
            .slice(0, 2)
            .map((word) => word[0])
            .join("");
    }
}
