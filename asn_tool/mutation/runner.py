"""Runs the tests of the rules against mutants; in the Python of the tests, which has pytest.

Each mutant lives in a forked process: pytest is loaded already, the changed file is handed to the
import system, and nothing on the disk is touched. Started by ``./asn mutate`` with a JSON list of
mutants on standard input; answers a line of JSON for each as it ends.
"""

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
from pathlib import Path

import hypothesis
import pytest

from . import changes
from .forks import end_with_parent

SECONDS = 40  # a mutant that works longer goes in circles, and counts as found
MEMORY = 4 * 2**30
PROFILE = "mutants"  # named on the line of pytest: it must hold after the tests' own profile
EXAMPLES = 25
QUIET = {"deadline": None, "database": None}
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


def judge(mutant, source, name, path, tests):
    """Run in the forked process: end it with 1 when a test turned red, 0 when all stayed green."""
    end_with_parent()
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
    # Found is found: no time for the smallest example. What only one example in a hundred finds
    # is not found for sure, so a few have to do.
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    hypothesis.settings.register_profile(
        PROFILE, phases=phases, report_multiple_bugs=False, max_examples=EXAMPLES, **QUIET
    )
    for test in tests:
        done = pytest.main(
            [*OPTIONS, "--hypothesis-seed=0", f"--hypothesis-profile={PROFILE}", test]
        )
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
    """Judge all mutants of the job, ``jobs`` at a time; print a line of JSON for each.

    ``modules`` of the job: {path: [name of the module, its test files, those of tables]}.
    """
    root, above = Path(job["root"]), Path(job["above"])
    sys.path.insert(0, str(above))
    os.chdir(root)
    with tempfile.TemporaryDirectory() as folder:
        sys.pycache_prefix = folder
        warm_up(job["tests"])
        _judge_all(job, root)


def _judge_all(job, root):
    sources, running = {}, {}
    for mutant in job["mutants"]:
        name, tests, of_tables = job["modules"][mutant["path"]]
        path = root / mutant["path"]
        if name not in sources:
            sources[name] = path.read_text(encoding="utf-8")
        while len(running) >= job["jobs"]:
            _reap(running)
        child = os.fork()
        if not child:
            tests = tests if mutant["in_function"] else [*tests, *of_tables]
            judge(mutant, sources[name], name, path, tests)
        running[child] = mutant["key"]
    while running:
        _reap(running)


def _reap(running):
    child, status = os.wait()
    key = running.pop(child)
    if os.WIFSIGNALED(status):
        verdict = "timeout" if os.WTERMSIG(status) == signal.SIGPROF else "killed"
    else:
        verdict = "survived" if os.WEXITSTATUS(status) == 0 else "killed"
    print(json.dumps({"key": key, "verdict": verdict}), flush=True)


if __name__ == "__main__":
    run(json.load(sys.stdin))
