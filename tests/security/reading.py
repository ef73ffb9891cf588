"""Every way of reading, and what an answer must not tell."""

import json

from .world import SECRETS


def secrets_in(answer):
    """The secret words in an answer, also in an error's message."""
    text = json.dumps([answer.value, answer.message], ensure_ascii=False, default=str)
    return [word for word in SECRETS.values() if word in text]


def readings(login, model, ids, field="display_name"):
    """Every way of reading that takes ids or a domain; (name, Answer)."""
    domain = [("id", "in", ids)]
    yield "read", login.call(model, "read", ids)
    yield "web_read", login.call(model, "web_read", ids, {field: {}})
    yield "export_data", login.call(model, "export_data", ids, [".id", field])
    yield "get_metadata", login.call(model, "get_metadata", ids)
    yield "copy_data", login.call(model, "copy_data", ids)
    yield "onchange", login.call(model, "onchange", ids, {}, [], {field: {}})
    yield "search_read", login.call(model, "search_read", domain)
    yield "search_count", login.call(model, "search_count", domain)
    yield "web_search_read", login.call(model, "web_search_read", domain, {field: {}})
    yield "web_read_group", login.call(model, "web_read_group", domain, ["id"], ["__count"])
    yield "group", login.call(model, "formatted_read_group", domain, ["id"], ["__count"])
    yield "name_search", login.call(model, "name_search", "", domain)


def is_empty(answer):
    """Whether an answer tells nothing: refused, or no rows."""
    value = answer.value
    if not answer.ok:
        return True
    if isinstance(value, dict):
        return not any(value.get(key) for key in ("records", "groups", "length", "datas"))
    if isinstance(value, list) and all(isinstance(row, dict) for row in value):
        # An id that was sent comes back with nothing beside it, whether there is a record or not.
        return not any(cell for row in value for key, cell in row.items() if key != "id")
    return not value
