"""Runs tests of the addon against mutants of its guards; one forked process for each mutant.

The registry is loaded once. In the forked process the code of one method is exchanged, and the
test classes run until one turns red. Their transactions are never committed.
"""

import contextlib
import gc
import importlib
import inspect
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


def main(env, arguments):
    """Judge the mutants; returns {key: killed, timeout or survived}.

    Arguments: root, mutants (path, key, index, place of each), classes ({path: test modules and
    classes}), jobs, memory (the file that verdicts are kept in) and of ({path: fingerprint}). The
    unchanged guards are tried first; when they fail, the answer holds the key "" only.
    """
    config["test_enable"] = True
    odoo_module.current_test = True
    suites = {path: [_load(name) for name in names] for path, names in arguments["classes"].items()}
    _warm_up(env)
    every = list(dict.fromkeys(one for suite in suites.values() for one in suite))
    if _wait(_fork(lambda: None, every)) != "survived":
        return {"": "killed"}
    verdicts, running = {}, {}
    memory = Memory(Path(arguments["memory"]))

    def reap():
        child, status = os.wait()
        mutant = running.pop(child)
        verdicts[mutant["key"]] = _verdict(status)
        memory.keep(mutant["key"], arguments["of"][mutant["path"]], _verdict(status))
        progress(f"{len(verdicts)} judged")

    for mutant in arguments["mutants"]:
        while len(running) >= arguments["jobs"]:
            reap()
        change = _prepare(arguments["root"], mutant)
        running[_fork(change, suites[mutant["path"]])] = mutant
    while running:
        reap()
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
    """Return a function that puts the changed code in the place of the unchanged one."""
    path = os.path.join(root, mutant["path"])
    with open(path, encoding="utf-8") as file:
        source = file.read()
    class_name, method = mutant["place"].split(".")[:2]
    dotted = mutant["path"].removesuffix(".py").replace("/", ".")
    owner = getattr(importlib.import_module(ADDONS + dotted), class_name)
    code = compile(changes.mutated(source, mutant["index"]), path, "exec")
    code = _inner(_inner(code, class_name), method)
    function = inspect.unwrap(vars(owner)[method])

    def change():
        try:
            function.__code__ = code
        except ValueError:  # it no longer calls super(), say: another closure
            cells = dict(
                zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
            )
            closure = tuple(cells[name] for name in code.co_freevars)
            new = types.FunctionType(
                code, function.__globals__, method, function.__defaults__, closure
            )
            new.__dict__.update(function.__dict__)
            setattr(owner, method, new)

    return change


def _inner(code, name):
    found = (part for part in code.co_consts if isinstance(part, types.CodeType))
    return next(part for part in found if part.co_name == name)


def _fork(change, classes):
    child = os.fork()
    if child:
        return child
    end_with_parent()
    for number in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    signal.alarm(WAITS)
    # Connections belong to the parent; they are kept so that nothing here closes them.
    _kept = (odoo.sql_db._Pool, odoo.sql_db._Pool_readonly)
    odoo.sql_db._Pool = odoo.sql_db._Pool_readonly = None
    code = 1
    with contextlib.suppress(BaseException):  # whatever breaks is found
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        change()
        code = 0 if all(_is_green(one) for one in classes) else 1
    os._exit(code)


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
