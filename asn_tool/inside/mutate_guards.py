"""Runs tests of the addon against mutants of its guards.

The registry is loaded once. Twice a mutant is judged:

1. Quickly: a forked process sets a test class up once, exchanges the code of one method after the
   other, and runs the tests, the one that found the last mutant first, until one turns red. That
   test must be green again with the code as it was; else the process begins anew.
2. What no class noticed so is tried once more by itself: in a forked process of its own, where the
   classes are set up with the changed code.

No transaction is ever committed.
"""

import ast
import contextlib
import gc
import importlib
import inspect
import json
import os
import signal
import types
import unittest
from pathlib import Path

import odoo.sql_db
from odoo.modules import module as odoo_module
from odoo.tests.result import OdooTestResult
from odoo.tests.suite import OdooSuite
from odoo.tools import config
from odoo.tools.translate import code_translations

from ..mutation import changes
from ..mutation.forks import end_with_parent
from ..mutation.memory import Memory
from . import progress

SECONDS = 120  # of its own work; a mutant that works longer goes in circles
WAITS = 1800  # and one that waits longer waits for a lock
ADDONS = "odoo.addons."
PARTS = ("__code__", "__defaults__", "__kwdefaults__")  # of a function, that a mutant changes


def main(env, arguments):
    """Judge the mutants; returns {key: killed, timeout or survived}.

    Arguments: root, mutants (path, key, index, place of each), classes ({path: test modules and
    classes}), jobs, memory (the file that verdicts are kept in) and of ({path: fingerprint}). The
    unchanged guards are tried first; when they fail, the answer holds the key "" only. ``jobs`` is
    the number of processes in the second round.
    """
    config["test_enable"] = True
    odoo_module.current_test = True
    suites = {path: [_load(name) for name in names] for path, names in arguments["classes"].items()}
    every = list(dict.fromkeys(one for suite in suites.values() for one in suite))
    _warm_up(env)
    if _wait(_fork(lambda: None, every)) != "survived":
        return {"": "killed"}
    verdicts = {}
    memory = Memory(Path(arguments["memory"]))

    def keep(mutant, verdict):
        verdicts[mutant["key"]] = verdict
        memory.keep(mutant["key"], arguments["of"][mutant["path"]], verdict)
        progress(f"{len(verdicts)} judged")

    mutants = arguments["mutants"]
    prepared = {mutant["key"]: _prepare(arguments["root"], mutant) for mutant in mutants}
    for path, suite in suites.items():
        left = [mutant for mutant in mutants if mutant["path"] == path]
        for case in suite:
            left = _ask(case, left, prepared, keep)
    _try_alone(arguments, suites, verdicts, prepared, keep)
    return verdicts


def _warm_up(env):
    """Read the translations of refusals once; each forked process would read the files anew."""
    for language, _name in env["res.lang"].get_installed():
        for addon in ("base", "mail", "hr_asn_kinerja"):
            code_translations.get_python_translations(addon, language)
    gc.freeze()


def _load(name):
    module, _, class_name = name.rpartition(".")
    return getattr(importlib.import_module(ADDONS + module), class_name)


def _prepare(root, mutant):
    """Return a function that changes the code, and returns one that changes it back."""
    path = os.path.join(root, mutant["path"])
    with open(path, encoding="utf-8") as file:
        source = file.read()
    class_name, method = mutant["place"].split(".")[:2]
    dotted = mutant["path"].removesuffix(".py").replace("/", ".")
    owner = getattr(importlib.import_module(ADDONS + dotted), class_name)
    tree = changes.mutated(source, mutant["index"])
    code = _inner(_inner(compile(tree, path, "exec"), class_name), method)
    before = vars(owner)[method]
    function = inspect.unwrap(before)
    unchanged = {name: getattr(function, name) for name in PARTS}
    defaults = _defaults(tree, class_name, method)

    def change():
        try:
            function.__code__ = code
            function.__defaults__, function.__kwdefaults__ = defaults
        except ValueError:  # it no longer calls super(), say: another closure
            cells = dict(
                zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
            )
            closure = tuple(cells[name] for name in code.co_freevars)
            new = types.FunctionType(code, function.__globals__, method, defaults[0], closure)
            new.__kwdefaults__ = defaults[1]
            new.__dict__.update(function.__dict__)
            setattr(owner, method, new)
            return lambda: setattr(owner, method, before)
        return lambda: [setattr(function, name, part) for name, part in unchanged.items()]

    return change


def _defaults(tree, class_name, method):
    """Return the values of arguments that need not be given, which are no part of the code."""
    owner = next(node for node in tree.body if getattr(node, "name", None) == class_name)
    function = next(node for node in owner.body if getattr(node, "name", None) == method)
    given = function.args
    named = zip(given.kwonlyargs, given.kw_defaults, strict=True)
    return (
        tuple(ast.literal_eval(value) for value in given.defaults) or None,
        {arg.arg: ast.literal_eval(value) for arg, value in named if value} or None,
    )


def _inner(code, name):
    found = (part for part in code.co_consts if isinstance(part, types.CodeType))
    return next(part for part in found if part.co_name == name)


# ----------------------------------------------------------------------
# The first round
# ----------------------------------------------------------------------


def _ask(case, mutants, prepared, keep):
    """Judge mutants by a class that is set up once; return those that it does not notice."""
    waiting, unnoticed = list(mutants), []
    while waiting:
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            _alone()
            with contextlib.suppress(BaseException):
                _Asker(case, prepared, writing).judge(waiting)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as answers:
            if answers.readline() != "ready\n":
                raise RuntimeError(f"{case.__name__} cannot be set up")
            for answer in answers:
                mutant, verdict = waiting.pop(0), json.loads(answer)
                keep(mutant, verdict) if verdict != "survived" else unnoticed.append(mutant)
        status = os.waitpid(child, 0)[1]
        if os.WIFSIGNALED(status) and waiting:
            keep(waiting.pop(0), _verdict(status))
    return unnoticed


class _Asker:
    """A test class that is set up, and the mutants that it is asked about one by one."""

    def __init__(self, case, prepared, writing):
        self.case, self.prepared, self.writing = case, prepared, writing
        self.names = unittest.defaultTestLoader.getTestCaseNames(case)

    def judge(self, mutants):
        """Write a verdict for each; end early when a mutant left something behind."""
        self.case.setUpClass()
        os.write(self.writing, b"ready\n")
        for number, mutant in enumerate(mutants):
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            signal.alarm(WAITS)
            back = self.prepared[mutant["key"]]()
            found = next((name for name in self.names if not self._is_green(name)), None)
            back()
            is_clean = not found or self._is_green(found)
            if is_clean or number == 0:
                verdict = "killed" if found else "survived"
                os.write(self.writing, f"{json.dumps(verdict)}\n".encode())
            if not is_clean:
                return
            if found:
                self.names.remove(found)
                self.names.insert(0, found)

    def _is_green(self, name):
        result = _Result()
        try:
            self.case(name).run(result)
        except Exception:  # beside the test itself: in what it leaves to be undone
            return False
        return result.wasSuccessful() and result.testsRun > 0


# ----------------------------------------------------------------------
# The second round
# ----------------------------------------------------------------------


def _try_alone(arguments, suites, verdicts, prepared, keep):
    """Judge what is left over, each in a process of its own."""
    running = {}

    def reap():
        child, status = os.wait()
        keep(running.pop(child), _verdict(status))

    for mutant in arguments["mutants"]:
        if mutant["key"] in verdicts:
            continue
        while len(running) >= arguments["jobs"]:
            reap()
        running[_fork(prepared[mutant["key"]], suites[mutant["path"]])] = mutant
    while running:
        reap()


def _fork(change, classes):
    child = os.fork()
    if child:
        return child
    _alone()
    code = 1
    with contextlib.suppress(BaseException):  # whatever breaks is found
        change()
        code = 0 if all(_is_green(one) for one in classes) else 1
    os._exit(code)


def _alone():
    """Make a forked process one of its own: with an end, without words, without connections."""
    end_with_parent()
    for number in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    signal.alarm(WAITS)
    # Connections belong to the parent; they are kept so that nothing here closes them.
    _kept.extend((odoo.sql_db._Pool, odoo.sql_db._Pool_readonly))
    odoo.sql_db._Pool = odoo.sql_db._Pool_readonly = None
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)


_kept = []


class _Result(OdooTestResult):
    """Stops at the first failure."""

    def addError(self, test, err):
        super().addError(test, err)
        self.shouldStop = True

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.shouldStop = True


def _is_green(case):
    result = _Result()
    OdooSuite(unittest.defaultTestLoader.loadTestsFromTestCase(case))(result)
    return result.wasSuccessful() and result.testsRun > 0


def _wait(child):
    return _verdict(os.waitpid(child, 0)[1])


def _verdict(status):
    if os.WIFSIGNALED(status):
        is_over = os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGALRM)
        return "timeout" if is_over else "killed"
    return "survived" if os.WEXITSTATUS(status) == 0 else "killed"
