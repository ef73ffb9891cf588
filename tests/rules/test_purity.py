"""The rules need nothing but the standard library of Python 3.10."""

import ast
import dataclasses
import doctest
import importlib
import subprocess
import sys
import types
from pathlib import Path

import pytest
import rules

FOLDER = Path(rules.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))
# "predicate", "workflow.plan"; a package by its own name, "rules" itself left out
MODULES = [
    ".".join(part for part in path.relative_to(FOLDER).with_suffix("").parts if part != "__init__")
    for path in FILES
    if path.parent != FOLDER or path.stem != "__init__"
]


def _id(path):
    return path.relative_to(FOLDER).with_suffix("").as_posix()


# Refuses Odoo and everything installed, then imports every module in turn.
PROBE = """
import importlib, sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"odoo", "psycopg2", "werkzeug", "pytz"}:
            raise ImportError("the rules must not import " + name)
sys.meta_path.insert(0, Refuse())
sys.path.insert(0, sys.argv[1])
for name in sys.argv[2:]:
    importlib.import_module("rules." + name)
print(sorted(name for name in sys.modules if name.split(".")[0] == "odoo"))
"""


def test_all_modules_are_looked_at():
    assert len(MODULES) >= 14
    assert {"predicate", "indicator", "workflow", "nip"} <= set(MODULES)


def test_rules_load_in_a_python_without_odoo():
    done = subprocess.run(
        # -I leaves out the environment, -S all installed packages.
        [sys.executable, "-I", "-S", "-c", PROBE, str(FOLDER.parent), *MODULES],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", FILES, ids=_id)
def test_imports_are_relative_or_standard(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module]
        else:
            continue
        for name in names:
            assert name.split(".")[0] in sys.stdlib_module_names, name


@pytest.mark.parametrize("path", FILES, ids=_id)
def test_syntax_is_that_of_python_3_10(path):
    ast.parse(path.read_text(), feature_version=(3, 10))


@pytest.mark.parametrize("path", FILES, ids=_id)
def test_nothing_asks_for_the_current_day(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"today", "now", "utcnow"}, path.name


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_the_docstrings_hold(name):
    module = importlib.import_module(f"rules.{name}")
    result = doctest.testmod(module)
    assert result.failed == 0
    computes = any(
        isinstance(value, types.FunctionType) and value.__module__ == module.__name__
        for value in vars(module).values()
    )
    if computes:  # a table of rows is its own example
        assert result.attempted > 0, f"{name} has no example"


@pytest.mark.parametrize("path", FILES, ids=_id)
def test_public_functions_and_classes_are_explained(path):
    tree = ast.parse(path.read_text())
    assert ast.get_docstring(tree)
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{path.name}: {node.name}"


@pytest.mark.parametrize("name", MODULES)
def test_values_cannot_be_changed_afterwards(name):
    module = importlib.import_module(f"rules.{name}")
    for value in vars(module).values():
        if isinstance(value, type) and dataclasses.is_dataclass(value):
            assert value.__dataclass_params__.frozen, value
