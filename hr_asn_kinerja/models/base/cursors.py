"""On which cursor a call of a client runs."""


def may_write(method):
    """Mark a door of the framework that reads as one that may write: no read-only cursor.

    Odoo looks for the mark along the classes of a model, so it must stand on every override.
    """
    method._readonly = False
    return method
