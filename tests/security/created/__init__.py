"""What is sent to create a record of each model, by subject."""

from collections import ChainMap

from . import (
    evaluations,
    feedback,
    innovation,
    lives,
    office,
    outcomes,
    plans,
    reports,
    services,
    socialisation,
    talks,
)

SUBJECTS = (
    evaluations,
    feedback,
    innovation,
    lives,
    office,
    outcomes,
    plans,
    reports,
    services,
    socialisation,
    talks,
)


def create_values(world, model):
    """Values with which whoever may create a record of ``model`` creates one."""
    return ChainMap(*(one.values(world) for one in SUBJECTS))[model]
