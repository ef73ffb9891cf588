"""Checks of ./asn lint that no other tool has: raised rights say why, SQL is never glued together.

``sudo()``: a comment ``# sudo: why`` stands on a line of the statement, or directly above it; it
also covers the statements that follow without a blank line. ``sudo(False)`` and
``sudo(self.env.su)`` raise nothing.

SQL: what is executed or given to ``SQL`` as its text is a constant, or another ``SQL``. Where the
text is put together from constants of ours, the line says ``# sql: why that is safe``.
"""

import ast
import re

SUDO, SQL_REASON = "# sudo:", "# sql:"
MAYBE = re.compile(r"sudo\(|SUPERUSER_ID|su=True|execute|SQL\(")
EXECUTING = {"execute", "execute_values", "execute_query", "execute_query_dict", "SQL"}
ADDONS = "hr_asn_*"


def files(root):
    """The Python files of our addons, without their tests."""
    return [
        path
        for path in sorted(root.glob(f"{ADDONS}/**/*.py"))
        if "tests" not in path.relative_to(root).parts
    ]


def problems(root):
    """Return what is wrong, as ``path:line: sentence``."""
    found = []
    for path in files(root):
        name = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        found += [f"{name}:{line}: {what}" for line, what in check(text)]
    return found


def check(text):
    """Return (line, sentence) for each problem of a file's text."""
    if not MAYBE.search(text):
        return []
    tree, lines = ast.parse(text), text.splitlines()
    return sorted({*_sudo(tree, lines), *_sql(tree, lines)})


def _sudo(tree, lines):
    for statements in _blocks(tree):
        reason_until = 0
        for statement in statements:
            start, head_end = statement.lineno, _end_of_head(statement, lines)
            own = _calls(statement, _is_raising)
            reasons = [n for n in range(start, head_end + 1) if SUDO in lines[n - 1]]
            above = _comment_above(lines, start)
            goes_on = reason_until and start == reason_until + 1
            is_said = reasons or any(SUDO in line for line in above) or goes_on
            reason_until = statement.end_lineno if is_said else 0
            if own and not reason_until:
                yield own[0].func.end_lineno, "sudo() without a comment '# sudo: why'"


def _blocks(tree):
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            value = getattr(node, field, None)
            if isinstance(value, list):
                yield value


def _end_of_head(statement, lines):
    """Last line of a statement, or of its head when it has a body (whose comments are its own)."""
    body = getattr(statement, "body", None)
    if not isinstance(body, list):
        return statement.end_lineno
    return max(statement.lineno, body[0].lineno - 1 - len(_comment_above(lines, body[0].lineno)))


def _calls(statement, chosen):
    """Calls of a statement itself; those in its body are statements of their own."""
    waiting, found = [statement], []
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and chosen(node):
            found.append(node)
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, (ast.stmt, ast.ExceptHandler, ast.match_case)):
                waiting.append(child)
    return found


def _is_raising(call):
    function = call.func
    name = getattr(function, "attr", None)
    if name == "sudo":
        lowered = call.args and ast.unparse(call.args[0]) in ("False", "self.env.su")
        return not lowered
    if name == "with_user" and call.args:
        return ast.unparse(call.args[0]).endswith("SUPERUSER_ID")
    if name == "env" or getattr(function, "id", None) == "env":
        return any(
            (word.arg == "su" and ast.unparse(word.value) == "True")
            or (word.arg == "user" and ast.unparse(word.value).endswith("SUPERUSER_ID"))
            for word in call.keywords
        )
    return False


def _comment_above(lines, start):
    above, number = [], start - 2
    while number >= 0 and lines[number].strip().startswith("#"):
        above.append(lines[number])
        number -= 1
    return above


def _sql(tree, lines):
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name not in EXECUTING or not _is_glued(node.args[0]):
            continue
        covered = range(node.lineno, node.args[0].end_lineno + 1)
        if any(SQL_REASON in lines[number - 1] for number in covered) or any(
            SQL_REASON in line for line in _comment_above(lines, node.lineno)
        ):
            continue
        yield node.lineno, f"{name}() of a text put together; use SQL, or say '# sql: why'"


def _is_glued(text):
    """Whether a text is put together from parts that are no constants."""
    if isinstance(text, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in text.values)
    if isinstance(text, ast.BinOp):
        return not (_is_text(text.left) and _is_text(text.right))
    if isinstance(text, ast.Call) and isinstance(text.func, ast.Attribute):
        return text.func.attr in ("format", "join", "format_map", "replace") and not (
            isinstance(text.func.value, ast.Call)
            and getattr(text.func.value.func, "id", "") == "SQL"
        )
    return False


def _is_text(node):
    if isinstance(node, ast.BinOp):
        return _is_text(node.left) and _is_text(node.right)
    return isinstance(node, ast.Constant)
