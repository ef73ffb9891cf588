"""Runs the tests of the rules against mutants; in the Python of the tests, which has pytest.

Each mutant lives in a forked process: pytest is loaded already, the changed file is handed to the
import system, and nothing on the disk is touched. Started by ``./asn mutate`` with a JSON list of
mutants on standard input; answers a line of JSON for each as it ends.
"""

import ast
import contextlib
import doctest
import gc
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import resource
import signal
import sys
import tempfile
import time
from pathlib import Path

import hypothesis
import pytest

from . import changes

STEPS = 1
SECONDS = 40  # a mutant that works longer goes in circles, and counts as found
MEMORY = 4 * 2**30
OPTIONS = ("-x", "-q", "--tb=no", "--assert=plain", "-p", "no:cacheprovider")
OPTIONS += ("-p", "_hypothesis_pytestplugin", "-p", "no:unraisableexception")


class Hook(importlib.abc.MetaPathFinder):
    """Hands out the changed module instead of the one on the disk."""

    def __init__(self, name, path, code):
        self.name, self.path, self.code = name, path, code

    def find_spec(self, name, path=None, target=None):
        """Return the spec of the changed module; of all others None."""
        if name != self.name:
            return None
        loader = _Loader(name, str(self.path))
        loader.code = self.code
        folder = [str(self.path.parent)] if self.path.stem == "__init__" else None
        return importlib.util.spec_from_file_location(
            name, self.path, loader=loader, submodule_search_locations=folder
        )


class _Loader(importlib.machinery.SourceFileLoader):
    code = None

    def get_code(self, fullname):
        return self.code


def module_name(path, above):
    """``rules.workflow.plan`` of a file below the folder ``above``."""
    parts = path.relative_to(above).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def users(names, files, above):
    """Return {module: test files that use it, the nearest and shortest first}.

    A test file uses what it imports, and what that imports in turn; further away nobody looks for
    a fault of this module, and a mutant that only they notice is worth a test nearer by.
    """
    imports = {name: _imported(path, names, name) for name, path in names.items()}
    reach = {name: _reach(name, imports) for name in names}
    found = {name: [] for name in names}
    for file in files:
        # A test that imports whatever it finds looks at every module.
        is_for_all = "import_module(" in file.read_text(encoding="utf-8")
        direct = names if is_for_all else _imported(file, names, "")
        for name in names:
            subject = f"test_{name.split('.')[1]}" if "." in name else "test_"
            distance = min((reach[one].get(name, 99) for one in direct), default=99)
            distance = STEPS if is_for_all else distance
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


def judge(mutant, source, name, path, tests):
    """Run in the forked process: end it with 1 when a test turned red, 0 when all stayed green."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # of its own work: a busy machine finds nothing
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    try:
        code = compile(changes.mutated(source, mutant["index"]), str(path), "exec")
        sys.meta_path.insert(0, Hook(name, path, code))
        module = importlib.import_module(name)
        if doctest.testmod(module).failed:
            os._exit(1)
    except BaseException:  # the changed module does not even load: found
        os._exit(1)
    # Found is found: no time for the smallest example.
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    hypothesis.settings.register_profile("mutants", phases=phases, report_multiple_bugs=False)
    hypothesis.settings.load_profile("mutants")
    for test in tests:
        done = pytest.main([*OPTIONS, "--hypothesis-seed=0", test])
        if done not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            os._exit(1)
    os._exit(0)


def warm_up(tests):
    """Load all that the tests load, once for all mutants, and forget our own modules again."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    before = set(sys.modules)
    with open(os.devnull, "w", encoding="utf-8") as silent, contextlib.redirect_stdout(silent):
        pytest.main([*OPTIONS, "--collect-only", tests])
    for name in set(sys.modules) - before:
        file = getattr(sys.modules[name], "__file__", None) or ""
        if file.startswith(os.getcwd() + os.sep):
            del sys.modules[name]
    gc.collect()
    gc.freeze()  # what is loaded now is not gone through again in every mutant


def run(job):
    """Judge all mutants of the job, ``jobs`` at a time; print a line of JSON for each."""
    root, above = Path(job["root"]), Path(job["above"])
    sys.path.insert(0, str(above))
    os.chdir(root)
    with tempfile.TemporaryDirectory() as folder:
        sys.pycache_prefix = folder
        warm_up(job["tests"])
        _judge_all(job, root, above)


def _judge_all(job, root, above):
    modules = sorted((above / job["package"]).rglob("*.py"))
    names = {module_name(path, above): path for path in modules}
    files = sorted((root / job["tests"]).glob("test_*.py"))
    tests = users(names, files, above)
    by_path = {str(path.relative_to(root)): name for name, path in names.items()}
    sources, running = {}, {}
    for mutant in job["mutants"]:
        name = by_path[mutant["path"]]
        path = names[name]
        if name not in sources:
            sources[name] = path.read_text(encoding="utf-8")
        while len(running) >= job["jobs"]:
            _reap(running)
        child = os.fork()
        if not child:
            judge(mutant, sources[name], name, path, tests[name])
        running[child] = (mutant, time.monotonic())
    while running:
        _reap(running)


def _reap(running):
    child, status = os.wait()
    mutant, start = running.pop(child)
    if os.WIFSIGNALED(status):
        verdict = "timeout" if os.WTERMSIG(status) == signal.SIGPROF else "killed"
    else:
        verdict = "survived" if os.WEXITSTATUS(status) == 0 else "killed"
    line = {"key": mutant["key"], "verdict": verdict, "seconds": time.monotonic() - start}
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    run(json.load(sys.stdin))
