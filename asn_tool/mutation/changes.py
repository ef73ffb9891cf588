"""The small changes: each gives one mutant of a Python file, with a name that outlives moved lines.

What is never changed: docstrings, annotations, imports, decorators, and the words of messages
(arguments of ``raise``, f-strings, texts with blanks inside functions), because a reworded sentence
is not a fault of a rule.
"""

import ast
import copy
from collections import Counter
from dataclasses import dataclass

COMPARISONS = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
ARITHMETIC = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
NAMES = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "ROUND_HALF_UP": "ROUND_HALF_DOWN",
    "ROUND_DOWN": "ROUND_UP",
    "ROUND_FLOOR": "ROUND_CEILING",
    "ROUND_CEILING": "ROUND_FLOOR",
}
COLLECTIONS = (ast.Tuple, ast.List, ast.Set, ast.Dict)
TEXT_AT_MOST = 70
# Arguments that are words too: the source of a dated row, the name of a number in a refusal.
WORDS = {"Dated": 3, "exact": 1, "not_negative": 1, "as_day": 1}


@dataclass(frozen=True)
class Mutant:
    """One change. ``key`` names it in the list of explained survivors."""

    path: str
    line: int
    place: str  # the function or the assigned name that holds it
    what: str  # the changed words, before and after
    number: int  # among equal changes of the same place, from 1
    index: int  # among all changes of the file
    in_function: bool  # else it is one of a table or a constant

    @property
    def key(self):
        """A name that stays when lines move."""
        again = f" #{self.number}" if self.number > 1 else ""
        return f"{self.path} | {self.place} | {self.what}{again}"


def mutants(source, path):
    """Return the mutants of a file's text."""
    found, seen = [], Counter()
    for index, (node, place, what, _apply, in_function) in enumerate(_changes(ast.parse(source))):
        seen[place, what] += 1
        line = getattr(node, "lineno", 0) or node.target.lineno
        found.append(Mutant(path, line, place, what, seen[place, what], index, in_function))
    return found


def mutated(source, index):
    """Return the changed module (ast) of the mutant with that index."""
    tree = ast.parse(source)
    for number, (_node, _place, _what, apply, _in_function) in enumerate(_changes(tree)):
        if number == index:
            apply()
            return ast.fix_missing_locations(tree)
    raise IndexError(index)


def _text(node):
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= TEXT_AT_MOST else text[: TEXT_AT_MOST - 1] + "…"


def _changes(tree):
    """Yield (node, place, words, function that makes the change in the tree, in a function?)."""
    yield from _Walk(tree).changes()


class _Walk:
    """Walks a module in a fixed order, so that a change is found again by its number."""

    def __init__(self, tree):
        self.tree = tree

    def changes(self):
        yield from self._body(self.tree, "", in_function=False)

    def _body(self, node, place, in_function):
        for field, value in ast.iter_fields(node):
            if field in ("decorator_list", "annotation", "returns", "type_params"):
                continue
            children = value if isinstance(value, list) else [value]
            words = WORDS.get(getattr(getattr(node, "func", None), "id", None))
            for position, child in enumerate(children):
                if not isinstance(child, ast.AST) or (field == "args" and position == words):
                    continue
                if isinstance(child, ast.keyword) and child.arg == "strict":
                    continue  # of zip: a net below, which no right program falls into
                put = _putter(node, field, position if isinstance(value, list) else None)
                yield from self._one(child, put, place, in_function)

    def _one(self, node, put, place, in_function):
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.JoinedStr)) or _is_docstring(node):
            return
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            inner = f"{place}.{node.name}" if place else node.name
            is_function = in_function or isinstance(node, ast.FunctionDef)
            yield from self._body(node, inner, is_function)
            return
        if not place and isinstance(node, (ast.Assign, ast.AnnAssign)):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            place = _text(target)
            if place == "__all__":
                return
        if in_function and _is_words(node):
            return
        for what, new in _replacements(node, in_function):
            yield node, place, what, lambda new=new: put(new()), in_function
        if isinstance(node, ast.Raise):
            return  # the words of a refusal are free
        yield from self._body(node, place, in_function)


def _putter(parent, field, position):
    def put(new):
        if position is None:
            setattr(parent, field, new)
        else:
            getattr(parent, field)[position] = new

    return put


def _is_docstring(node):
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _is_words(node):
    """Words for people, handed on to a message; keys and names hold no blank."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value


def _replacements(node, in_function):
    """Yield (words, function that returns the new node) for the node itself."""
    for kind, make in (
        (ast.Compare, _of_comparison),
        (ast.BoolOp, _of_bool),
        (ast.BinOp, _of_arithmetic),
        (ast.UnaryOp, _of_unary),
        (ast.Constant, _of_constant),
        (ast.Name, _of_name),
        ((ast.If, ast.While, ast.IfExp), _of_condition),
        (ast.comprehension, _of_filter),
        (ast.stmt, _of_statement),
    ):
        if isinstance(node, kind):
            yield from make(node)
    if isinstance(node, COLLECTIONS) and not in_function:
        yield from _of_rows(node)


def _changed(node, **values):
    new = copy.copy(node)
    for name, value in values.items():
        setattr(new, name, value)
    return new


def _of_comparison(node):
    for position, operator in enumerate(node.ops):
        for kind in COMPARISONS[type(operator)]:
            ops = [*node.ops[:position], kind(), *node.ops[position + 1 :]]
            new = _changed(node, ops=ops)
            yield f"{_text(node)} -> {_text(new)}", lambda new=new: new


def _of_bool(node):
    other = _changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    yield f"{_text(node)} -> {_text(other)}", lambda: other
    for position in range(len(node.values)):
        rest = node.values[:position] + node.values[position + 1 :]
        new = rest[0] if len(rest) == 1 else _changed(node, values=rest)
        yield f"{_text(node)}: without {_text(node.values[position])}", lambda new=new: new


def _of_arithmetic(node):
    kind = ARITHMETIC.get(type(node.op))
    if kind:
        new = _changed(node, op=kind())
        yield f"{_text(node)} -> {_text(new)}", lambda: new


def _of_unary(node):
    if isinstance(node.op, (ast.Not, ast.USub)):
        yield f"{_text(node)} -> {_text(node.operand)}", lambda: node.operand


def _of_constant(node):
    value = node.value
    if isinstance(value, bool):
        new = not value
    elif isinstance(value, int):
        new = value + 1
    elif isinstance(value, str):
        # A number that is written as a text (Decimal) becomes another number.
        is_number = value.replace(".", "", 1).lstrip("-").isdecimal() and value.isascii()
        new = f"1{value}" if is_number else f"{value}~"
    else:
        return
    yield f"{_text(node)} -> {new!r}", lambda: _changed(node, value=new)


def _of_name(node):
    other = NAMES.get(node.id)
    if other and isinstance(node.ctx, ast.Load):
        yield f"{node.id} -> {other}", lambda: _changed(node, id=other)


def _of_condition(node):
    if isinstance(node.test, ast.UnaryOp) and isinstance(node.test.op, ast.Not):
        return  # taking the "not" away says the same
    negated = ast.UnaryOp(ast.Not(), node.test)
    yield f"if {_text(node.test)} -> if not", lambda: _changed(node, test=negated)


def _of_filter(node):
    for position, test in enumerate(node.ifs):
        rest = node.ifs[:position] + node.ifs[position + 1 :]
        yield f"without the filter {_text(test)}", lambda rest=rest: _changed(node, ifs=rest)


def _of_statement(node):
    nothing = ast.Pass()
    if isinstance(node, ast.Return) and node.value is not None:
        # False and None are both a no; that it becomes True is tried as well.
        is_no = isinstance(node.value, ast.Constant) and node.value.value in (None, False)
        if not is_no:
            new = ast.Return(ast.Constant(None))
            yield f"{_text(node)} -> return None", lambda: ast.copy_location(new, node)
    elif isinstance(node, (ast.Raise, ast.AugAssign, ast.Break, ast.Continue)) or (
        isinstance(node, ast.Expr) and isinstance(node.value, (ast.Call, ast.Yield, ast.YieldFrom))
    ):
        yield f"without {_text(node)}", lambda: ast.copy_location(nothing, node)


def _of_rows(node):
    """Tables: each row, role and requirement is left out once."""
    if isinstance(node, ast.Dict):
        for position, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
            keys = node.keys[:position] + node.keys[position + 1 :]
            values = node.values[:position] + node.values[position + 1 :]
            row = f"{_text(key)}: {_text(value)}" if key else f"**{_text(value)}"
            new = _changed(node, keys=keys, values=values)
            yield f"without the row {row}"[:TEXT_AT_MOST], lambda new=new: new
        return
    if isinstance(getattr(node, "ctx", None), ast.Store):
        return
    for position, row in enumerate(node.elts):
        rest = node.elts[:position] + node.elts[position + 1 :]
        new = _changed(node, elts=rest)
        yield f"without the row {_text(row)}", lambda new=new: new
