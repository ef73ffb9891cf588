"""Which tests look at which module: by what they import."""

import ast
from pathlib import Path

STEPS = 1
# Looks at the files as they lie on the disk, which no mutant changes.
OF_TEXTS = {"test_purity.py"}


def tests_of(root, above, package, tests):
    """Return {path of a module, from ``root``: (its name, test files, test files of tables)}.

    The nearest test file comes first. Those of tables look at the tables and words of whatever
    module they find, and at no function.
    ``above`` is the folder that holds the package, ``tests`` the folder of the test files.
    """
    root, above = Path(root), Path(root) / above
    names = {module_name(path, above): path for path in sorted((above / package).rglob("*.py"))}
    files = sorted(path for path in (root / tests).glob("test_*.py") if path.name not in OF_TEXTS)
    of_all = [path for path in files if "import_module(" in path.read_text(encoding="utf-8")]
    found = users(names, files)
    return {
        path.relative_to(root).as_posix(): (
            name,
            found[name],
            [str(path) for path in of_all if str(path) not in found[name]],
        )
        for name, path in names.items()
    }


def module_name(path, above):
    """``rules.workflow.plan`` of a file below the folder ``above``."""
    parts = path.relative_to(above).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def users(names, files):
    """Return {module: test files that use it, the nearest and shortest first}.

    A test file uses what it imports, and what that imports in turn; further away nobody looks for
    a fault of this module, and a mutant that only they notice is worth a test nearer by.
    """
    imports = {name: _imported(path, names, name) for name, path in names.items()}
    reach = {name: _reach(name, imports) for name in names}
    found = {name: [] for name in names}
    for file in files:
        direct = _imported(file, names, "")
        for name in names:
            subject = f"test_{name.split('.')[1]}" if "." in name else "test_"
            distance = min((reach[one].get(name, 99) for one in direct), default=99)
            is_own = file.stem == subject or file.stem.startswith(f"{subject}_")
            if is_own or distance <= STEPS:
                found[name].append((not is_own, distance, file.stat().st_size, str(file)))
    return {name: [file for *_order, file in sorted(rows)] for name, rows in found.items()}


def _reach(name, imports):
    steps, waiting = {name: 0}, [name]
    while waiting:
        one = waiting.pop(0)
        for other in imports[one]:
            if other not in steps:
                steps[other] = steps[one] + 1
                waiting.append(other)
    return steps


def _imported(path, names, name):
    """Names of modules of ours that a file imports."""
    package = name if path.stem == "__init__" else name.rpartition(".")[0]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1]
            start = ".".join([*(base if node.level else []), *filter(None, [node.module])])
            found.add(start)
            found |= {f"{start}.{alias.name}" for alias in node.names}
    return found & set(names)
