"""Makes the people and documents of the walks; imported in Odoo's shell only, where Odoo is.

Each file makes what belongs to one subject, in the order below, and notes it in a ``Made``.
"""

from . import (
    answers,
    calibrations,
    development,
    evaluations,
    feedback,
    innovation,
    lives,
    office,
    people,
    plans,
    rounds,
    services,
    socialisation,
    talks,
)
from .people import Made


def make(env, secrets):
    """Make everything and commit it; return the facts that security.world.World names.

    ``secrets`` are the words that stand in hidden places, each under its subject.
    """
    made = Made(env, secrets)
    people.make(made)
    plans.make(made)
    evaluations.make(made)
    plans.make_dialogs(made)
    office.make(made)
    socialisation.make(made)
    feedback.make(made)
    lives.make(made)
    services.make(made)
    calibrations.make(made)
    innovation.make(made)
    rounds.make(made)
    talks.make(made)
    evaluations.make_achievement(made)
    development.make(made)
    answers.make(made)
    evaluations.make_credit(made)
    evaluations.make_trail(made)
    for plan, evaluation, notes in zip(made.plans, made.evaluations, (made.own, made.peer)):
        notes.update(plans.parts(plan) | evaluations.parts(evaluation))
    people.make_other_region(made)
    made.campaign._sync_participants()  # what is made after the opening; no nightly job runs here
    env.cr.commit()
    return {**made.facts, "own": made.own, "peer": made.peer, "unused": made.unused}
