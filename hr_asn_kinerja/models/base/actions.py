"""Actions that methods of several models answer with."""


def form_of(record, **more):
    """Return the action that shows one record in its form; ``more`` are further keys of it."""
    return {
        "type": "ir.actions.act_window",
        "res_model": record._name,
        "res_id": record.id,
        "views": [(False, "form")],
        **more,
    }
