"""Versions of a plan: one exact text, its checksum, and what changed between two versions.

PermenPANRB 6/2022 lets a plan change within the year; the earlier one stays in force for the
periods before. A version is a tree of nodes: ``{"id", "values": {field: value}, "lists": {name:
[node]}}``. A link is written as ``{"id", "name"}``: it changed when it points elsewhere, not when
the other side was renamed.

>>> old = {"id": 1, "values": {"name": "A"}, "lists": {}}
>>> new = {"id": 1, "values": {"name": "B"}, "lists": {}}
>>> canonical(old)
'{"id":1,"lists":{},"values":{"name":"A"}}'
>>> checksum(canonical(old)) == checksum(canonical(new))
False
>>> compare(old, new)
(Change(kind='changed', path=(), before={'id': 1, 'values': {'name': 'A'}, 'lists': {}}, \
after={'id': 1, 'values': {'name': 'B'}, 'lists': {}}, \
fields=(FieldChange(name='name', old='A', new='B'),)),)
>>> compare(old, old)
()
>>> canonical({"id": 1, "values": {"weight": float("nan")}, "lists": {}})
Traceback (most recent call last):
    ...
rules.exceptions.InvalidInputError: A version cannot hold this value: \
Out of range float values are not JSON compliant
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from .exceptions import InvalidInputError

ADDED = "added"
REMOVED = "removed"
CHANGED = "changed"
KINDS = (ADDED, REMOVED, CHANGED)


@dataclass(frozen=True)
class FieldChange:
    """The value of one field before and after."""

    name: str
    old: object
    new: object


@dataclass(frozen=True)
class Change:
    """A node that was added, removed or changed.

    ``path``: the names of the lists and the ids that lead to it, empty for the plan itself;
    ``before``, ``after``: the node in either version, None where it is not.
    """

    kind: str
    path: tuple
    before: dict | None
    after: dict | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def node(self):
        """The node in the later version that has it."""
        return self.after or self.before


def canonical(content):
    """Return ``content`` as the one text that stands for it: sorted keys, no blanks, UTF-8.

    :raises InvalidInputError: ``not_storable``: a number that is not finite, or no plain value
    """
    try:
        return json.dumps(
            content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
        )
    except (TypeError, ValueError) as error:
        raise InvalidInputError(
            "A version cannot hold this value: %(why)s",
            code="not_storable",
            why=str(error).partition(": nan")[0],
        ) from error


def checksum(text):
    """Return the SHA-256 of a canonical text, in 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def compare(old, new):
    """Return the :class:`Change` of every node, in the order of ``new``, removed ones last.

    What lies in an added or removed node is not listed again.
    """
    return tuple(_compare_nodes(old, new, ()))


def _compare_nodes(old, new, path):
    fields = tuple(
        FieldChange(name, old["values"].get(name), new["values"].get(name))
        for name in dict.fromkeys((*old["values"], *new["values"]))
        if _bare(old["values"].get(name)) != _bare(new["values"].get(name))
    )
    if fields:
        yield Change(CHANGED, path, old, new, fields)
    for name in dict.fromkeys((*new["lists"], *old["lists"])):
        before, after = old["lists"].get(name, []), new["lists"].get(name, [])
        pairs, removed = _pair(before, after)
        for one, other in pairs:
            inside = (*path, name, other["id"])
            if one is None:
                yield Change(ADDED, inside, None, other)
            else:
                yield from _compare_nodes(one, other, inside)
        for one in removed:
            yield Change(REMOVED, (*path, name, one["id"]), one, None)


def _pair(before, after):
    """Return ([(old node or None, new node)], [removed nodes]): by id, then by equal values."""
    left = {node["id"]: node for node in before}
    pairs = [[left.pop(node["id"], None), node] for node in after]
    for pair in pairs:
        if pair[0] is None:
            same = (n for n in left.values() if _same(n, pair[1]))
            found = next(same, None)
            if found is not None:
                pair[0] = left.pop(found["id"])
    return pairs, list(left.values())


def _same(one, other):
    return _bare(one["values"]) == _bare(other["values"]) and not (one["lists"] or other["lists"])


def _bare(value):
    """Return a value without the names of what it links to."""
    if isinstance(value, dict):
        return (
            value["id"] if set(value) == {"id", "name"} else {k: _bare(v) for k, v in value.items()}
        )
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return value
