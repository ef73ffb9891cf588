"""The command ./asn mutate: which small faults of the rules would no test notice?"""

import json
import subprocess
from collections import Counter
from pathlib import Path

from .. import environment, processes, setup, testing
from ..report import Trouble, say, step
from . import changes, nearby
from .memory import Memory, fingerprint

EXPLAINED = "tests/rules/equivalent_mutants.txt"


_TESTS = "hr_asn_kinerja.tests."
_GUARD = f"{_TESTS}test_asn_guard.TestAsnGuard"
_DOORS = f"{_TESTS}test_asn_guard_doors.TestAsnGuardDoors"
_LINKS = f"{_TESTS}test_asn_guard_doors.TestAsnGuardLinks"
_STEPS = f"{_TESTS}test_asn_guard_steps.TestAsnGuardSteps"
_SKP = f"{_TESTS}test_asn_skp.TestSkpWorkflow"
# The files that hold the guard of all models, and the test classes that ask them: first the ones
# that find most faults in the shortest time, since the first that turns red ends the asking.
GUARDS = {
    f"hr_asn_kinerja/models/base/{name}.py": classes
    for name, classes in {
        "asn_guarded_shapes": (_GUARD, f"{_TESTS}test_asn_calls.TestAsnCalls"),
        "asn_guarded_mixin": (_GUARD, _DOORS, _LINKS, _STEPS),
        "asn_guarded_links": (_LINKS, _DOORS),
        "asn_guarded_filter": (
            f"{_TESTS}test_asn_guarded_ways.TestAsnGuardedWays",
            f"{_TESTS}test_asn_guarded_reading.TestAsnGuardedQuery",
        ),
        "asn_guarded_reading": (
            f"{_TESTS}test_asn_guarded_reading.TestAsnGuardedQuery",
            f"{_TESTS}test_asn_guarded_ways.TestAsnGuardedWays",
            f"{_TESTS}test_asn_guarded_reading.TestAsnGuardedReading",
        ),
        "asn_transition_reading": (
            f"{_TESTS}test_asn_transition_reading.TestAsnTransitionReading",
        ),
        "asn_office_mixin": (f"{_TESTS}test_asn_guard_office.TestAsnGuardOffice",),
        "asn_workflow_mixin": (_STEPS,),
        "asn_transition": (_STEPS,),
        "asn_snapshot_mixin": (_STEPS,),
        "ir_attachment": (_DOORS,),
    }.items()
}
OF_OTHERS = (_GUARD, _DOORS, _STEPS, _SKP)  # of a file that is not listed


def run(places, options):
    """The command; 1 when a mutant survived that the list does not explain."""
    places.make()
    if options.every < 1 or options.jobs < 1:
        raise Trouble("Both --every and --jobs are 1 or more.", "Use --every 8 --jobs 2.")
    if options.guards:
        return run_guards(places, options)
    chosen = choose(places.root, options.paths or ["hr_asn_kinerja/rules"])[:: options.every]
    python = environment.ensure(places, "test")
    title = f"Running the tests of the rules against {len(chosen)} mutants"
    with step(title) as current:
        job = {"above": "hr_asn_kinerja", "package": "rules", "tests": "tests/rules"}
        verdicts = judge(
            python.python,
            places.root,
            {**job, "jobs": options.jobs},
            chosen,
            _memory(places, options),
            lambda count: current.detail(f"{count} judged"),
        )
    explained = read_explained(places.root / EXPLAINED)
    return show(chosen, verdicts, explained, is_whole=options.every == 1)


def run_guards(places, options):
    """The same for the guards of the models, by a few test classes of the addon in Odoo."""
    # Methods of classes only: their code can be exchanged in a registry that is loaded.
    chosen = [m for m in choose(places.root, options.paths or GUARDS) if is_of_class(m)]
    chosen = chosen[:: options.every]
    classes = {m.path: GUARDS.get(m.path, OF_OTHERS) for m in chosen}
    of = {path: fingerprint(_files(places.root, path, tests)) for path, tests in classes.items()}
    memory = _memory(places, options)
    verdicts, waiting = recall(chosen, memory, of)
    if waiting:
        verdicts |= _judge_guards(places, options, waiting, classes, memory, of)
    explained = read_explained(places.root / EXPLAINED)
    return show(chosen, verdicts, explained, is_whole=options.every == 1)


def is_of_class(mutant):
    """Whether it changes a method, as names are written here, or something in a class body."""
    return "." in mutant.place and mutant.place[0].isupper()


def _memory(places, options):
    return Memory(places.state / "mutants.jsonl", anew=options.anew)


def _files(root, path, tests):
    modules = sorted({name.rpartition(".")[0].replace(".", "/") for name in tests})
    return [root / path, *(root / f"{name}.py" for name in modules)]


def _judge_guards(places, options, waiting, classes, memory, of):
    name = "asn_test_mutants"
    with setup.engine(places, options, kind="test", cluster="test") as motor:
        try:
            setup.fresh(motor, name, testing.test_base(motor))
            motor.script(name, testing.PEOPLE, what="The people of the tests")
            with step(f"Running tests against {len(waiting)} mutants of the guards") as current:
                verdicts = motor.inside(
                    name,
                    "mutate_guards",
                    {
                        "root": str(places.root),
                        "mutants": [{**_line(m), "place": m.place} for m in waiting],
                        "classes": classes,
                        "jobs": options.jobs,
                        "memory": str(memory.path),
                        "of": of,
                    },
                    what="Running the tests against the mutants",
                    on_progress=current.detail,
                )
        finally:
            setup.discard(motor, name)
    if "" in verdicts:
        raise Trouble("The tests fail without any change.", "Run them: ./asn test.")
    return verdicts


def _line(mutant):
    return {
        "path": mutant.path,
        "key": mutant.key,
        "index": mutant.index,
        "in_function": mutant.in_function,
    }


def recall(chosen, memory, of):
    """Return ({key: verdict} of what earlier runs found, the mutants that wait)."""
    known = {m.key: memory.recall(m.key, of[m.path]) for m in chosen}
    return (
        {key: verdict for key, verdict in known.items() if verdict},
        [m for m in chosen if not known[m.key]],
    )


def choose(root, paths):
    """Return the mutants of the files and folders ``paths``."""
    chosen = []
    for name in paths:
        path = root / name
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        if not all(file.is_file() for file in files):
            raise Trouble(f"There is no file or folder {name}.", "Name one below rules/.")
        for file in files:
            relative = file.relative_to(root).as_posix()
            chosen += changes.mutants(file.read_text(encoding="utf-8"), relative)
    return chosen


def judge(python, root, job, chosen, memory, on_progress=lambda count: None):
    """Return {key of a mutant: killed, timeout or survived}.

    ``job`` says where the package lies (``above``), its name, the folder of its tests, and how
    many mutants are tried at once (``jobs``). What ``memory`` knows is not tried again.
    """
    modules = nearby.tests_of(root, job["above"], job["package"], job["tests"])
    of = {
        path: fingerprint([root / path, *map(Path, modules[path][1] + modules[path][2])])
        for path in {m.path for m in chosen}
    }
    verdicts, waiting = recall(chosen, memory, of)
    if not waiting:
        return verdicts
    job = {**job, "root": str(root), "above": str(root / job["above"]), "modules": modules}
    job["mutants"] = [_line(m) for m in waiting]
    line = [str(python), "-m", "asn_tool.mutation.runner"]
    home = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        processes.with_parent(line),
        cwd=home,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    paths = {m.key: m.path for m in waiting}
    try:
        process.stdin.write(json.dumps(job))
        process.stdin.close()
        for answer in process.stdout:
            found = json.loads(answer)
            key, verdict = found["key"], found["verdict"]
            verdicts[key] = verdict
            memory.keep(key, of[paths[key]], verdict)
            on_progress(len(verdicts))
        process.wait()
    except BaseException:
        processes.end(process)
        raise
    if process.returncode or len(verdicts) < len(chosen):
        raise Trouble(
            "The mutants were not all judged.", "Start it again: it goes on where it ended."
        )
    return verdicts


def read_explained(path):
    """Return {key: reason}: lines of a key and, indented below it, why no test can notice it."""
    explained, key = {}, None
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(" "):
            explained[key] = f"{explained[key]} {line.strip()}".strip()
            continue
        key = line.strip()
        explained[key] = ""
    unexplained = [key for key, reason in explained.items() if not reason]
    if unexplained:
        raise Trouble(f"{path.name} gives no reason for: {unexplained[0]}.", "Write it below.")
    return explained


def show(chosen, verdicts, explained, *, is_whole=True):
    """Print the score by file and the survivors; 1 when one of them is not explained.

    The score: how many of the mutants that a test could notice were noticed. One that went in
    circles until its time was over is noticed, and told apart.
    """
    score = {}
    for mutant in chosen:
        verdict = verdicts[mutant.key]
        if verdict == "survived" and mutant.key in explained:
            verdict = "explained"
        score.setdefault(mutant.path, Counter())[verdict] += 1
    for path, counts in sorted(score.items()):
        left = f", {counts['survived']} survived" if counts["survived"] else ""
        say(f"{_percent(counts):>7}  {counts.total():5}  {path}{left}")
    total = sum(score.values(), Counter())
    for mutant in chosen:
        if verdicts[mutant.key] == "timeout":
            say(f"TIMED OUT  line {mutant.line}: {mutant.key}")
    for mutant in chosen:
        if verdicts[mutant.key] == "survived" and mutant.key not in explained:
            say(f"SURVIVED  line {mutant.line}: {mutant.key}")
    if is_whole:
        killed = {key for key, verdict in verdicts.items() if verdict != "survived"}
        paths = tuple(f"{path} |" for path in score)
        for key in explained:
            if key in killed or (key.startswith(paths) and key not in verdicts):
                say(f"NO LONGER  {key}: take it out of {EXPLAINED}")
    say(
        f"Mutants: {total.total()}, killed {total['killed']}, timed out {total['timeout']},"
        f" explained {total['explained']}, survived {total['survived']}."
        f" Score {_percent(total)}."
    )
    return 1 if total["survived"] else 0


def _percent(counts):
    found = counts["killed"] + counts["timeout"]
    return f"{100 * found / max(1, found + counts['survived']):.1f} %"
