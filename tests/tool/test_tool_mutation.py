"""./asn mutate: which changes it makes, and that it tells a found one from one that survived."""

import ast
import sys
from types import SimpleNamespace

import pytest

from asn_tool import places
from asn_tool.mutation import changes, command, nearby
from asn_tool.mutation.memory import Memory
from asn_tool.report import Trouble

SOURCE = '''"""Marks."""

PASSED = ("good", "fair")


def passes(score, limit=60):
    """Return whether a score passes."""
    if score < 0:
        raise ValueError("no score below 0")
    return score >= limit
'''
TEST = """import pytest
from marks.exam import passes


def test_it():
    assert passes(61) and not passes(59)
    with pytest.raises(ValueError):
        passes(-1)
"""


def whats(source):
    """The changes of a text."""
    return [mutant.what for mutant in changes.mutants(source, "a.py")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f(a, b):\n    return a < b", "a < b -> a <= b"),
        ("def f(a, b):\n    return a < b", "a < b -> a >= b"),
        ("def f(a, b):\n    return a and b", "a and b: without b"),
        ("def f(a, b):\n    return a and b", "a and b -> a or b"),
        ("def f(a):\n    if a:\n        g()", "if a -> if not"),
        ("def f(a):\n    if a:\n        g()", "without g()"),
        ("def f(a):\n    raise E(a)", "without raise E(a)"),
        ("def f(a):\n    return a", "return a -> return None"),
        ("def f(a):\n    return [b for b in a if b]", "without the filter b"),
        ("T = ((1, 2), (3, 4))", "without the row (1, 2)"),
        ("T = {'a': 1}", "without the row 'a': 1"),
        ("A = 'draft'", "'draft' -> 'draft~'"),
        ("A = Decimal('0.5')", "'0.5' -> '10.5'"),
        ("A = 7", "7 -> 8"),
        ("A = True", "True -> False"),
        ("def f(a):\n    return max(a)", "max -> min"),
    ],
)
def test_the_small_changes(source, expected):
    assert expected in whats(source)


def test_words_for_people_are_not_changed():
    assert not [what for what in whats(SOURCE) if "0~" in what or "Return" in what]
    assert not whats('"""Doc."""\nfrom a import b\n')


def test_each_mutant_differs_from_the_rest_and_keeps_its_name_when_lines_move():
    mutants = changes.mutants(SOURCE, "a.py")
    texts = {ast.unparse(changes.mutated(SOURCE, mutant.index)) for mutant in mutants}
    assert len(texts) == len(mutants) == len({mutant.key for mutant in mutants})
    assert ast.unparse(ast.parse(SOURCE)) not in texts
    moved = changes.mutants("# one line more\n" + SOURCE, "a.py")
    assert [mutant.key for mutant in moved] == [mutant.key for mutant in mutants]


@pytest.fixture
def exam(tmp_path):
    """A little checkout with one rule and one test, which leaves the limit itself open."""
    (tmp_path / "addon/marks").mkdir(parents=True)
    (tmp_path / "addon/marks/__init__.py").touch()
    (tmp_path / "addon/marks/exam.py").write_text(SOURCE)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_exam.py").write_text(TEST)
    return tmp_path


def test_an_obvious_mutant_is_found_and_one_at_the_edge_survives(exam, capsys):
    wanted = {
        "score >= limit -> score > limit": "survived",
        "score >= limit -> score < limit": "killed",
        "without raise ValueError('no score below 0')": "killed",
    }
    mutants = [m for m in command.choose(exam, ["addon/marks"]) if m.what in wanted]
    job = {"above": "addon", "package": "marks", "tests": "tests", "jobs": 2}
    memory = exam / "memory.jsonl"
    verdicts = command.judge(sys.executable, exam, job, mutants, Memory(memory))
    assert {mutant.what: verdicts[mutant.key] for mutant in mutants} == wanted
    edge = next(m for m in mutants if verdicts[m.key] == "survived")
    assert command.show(mutants, verdicts, {}) == 1
    assert f"SURVIVED  line 10: {edge.key}" in capsys.readouterr().out
    assert command.show(mutants, verdicts, {edge.key: "Both are right."}) == 0
    told = capsys.readouterr().out
    assert "killed 2, timed out 0, explained 1, survived 0. Score 100.0 %." in told
    killed = next(m for m in mutants if verdicts[m.key] == "killed")
    command.show(mutants, verdicts, {edge.key: "Both.", killed.key: "No."})
    assert f"NO LONGER  {killed.key}" in capsys.readouterr().out
    # A second run has nothing to do and starts no Python; with a changed test it would.
    assert command.judge("no-python", exam, job, mutants, Memory(memory)) == verdicts
    (exam / "tests/test_exam.py").write_text(TEST.replace("passes(61)", "passes(60)"))
    with pytest.raises((Trouble, OSError)):
        command.judge("no-python", exam, job, [edge], Memory(memory))


def test_one_that_goes_in_circles_is_told_apart(capsys):
    mutants = changes.mutants("def f(a, b):\n    return a < b", "a.py")
    verdicts = {mutant.key: "killed" for mutant in mutants} | {mutants[1].key: "timeout"}
    assert command.show(mutants, verdicts, {}) == 0
    told = capsys.readouterr().out
    assert f"TIMED OUT  line 2: {mutants[1].key}" in told
    assert "killed 2, timed out 1, explained 0, survived 0. Score 100.0 %." in told


def test_what_was_found_is_kept_until_a_file_changes(tmp_path):
    file = tmp_path / "memory.jsonl"
    Memory(file).keep("a", "1", "survived")
    Memory(file).keep("a", "2", "killed")
    with file.open("a") as end:
        end.write('{"key": "b", "of"')  # ended in the middle of a line
    assert Memory(file).recall("a", "2") == "killed"
    assert [Memory(file).recall(*one) for one in (("a", "1"), ("b", "1"))] == [None, None]
    assert Memory(file, anew=True).recall("a", "2") is None


def test_the_tests_of_a_module_are_its_own_and_then_its_users(exam):
    (exam / "tests/test_report.py").write_text("from marks import exam\n")
    (exam / "tests/test_other.py").write_text("import json\n")
    (exam / "tests/test_purity.py").write_text("import marks.exam\n")
    (exam / "tests/test_words.py").write_text("import importlib\nimportlib.import_module('a')\n")
    name, *files = nearby.tests_of(exam, "addon", "marks", "tests")["addon/marks/exam.py"]
    near, of_tables = ([file.rpartition("/")[2] for file in some] for some in files)
    assert (name, near, of_tables) == (
        "marks.exam",
        ["test_exam.py", "test_report.py"],
        ["test_words.py"],
    )


def test_an_explanation_needs_words(tmp_path):
    file = tmp_path / "list.txt"
    file.write_text("# head\na.py | f | x -> y\n  Both are the same,\n  always.\n")
    assert command.read_explained(file) == {"a.py | f | x -> y": "Both are the same, always."}
    file.write_text("a.py | f | x -> y\n")
    with pytest.raises(Trouble, match="no reason"):
        command.read_explained(file)


def test_the_list_of_the_rules_names_mutants_that_exist():
    explained = set(command.read_explained(places.ROOT / command.EXPLAINED))
    files = sorted({key.split(" | ")[0] for key in explained})
    assert explained <= {mutant.key for mutant in command.choose(places.ROOT, files)}


def test_guards_are_methods_and_their_test_classes_exist():
    source = "def put(x):\n    def inner():\n        return 1\n\n\nclass A:\n"
    source += "    def b(self):\n        return 1\n"
    found = [m for m in changes.mutants(source, "a.py") if command.is_of_class(m)]
    assert {m.place for m in found} == {"A.b"}
    for path, classes in command.GUARDS.items():
        assert (places.ROOT / path).is_file()
        for name in classes:
            module, _, class_name = name.rpartition(".")
            file = places.ROOT / f"{module.replace('.', '/')}.py"
            assert f"class {class_name}(" in file.read_text(encoding="utf-8")


def test_a_path_that_is_not_there_is_told():
    with pytest.raises(Trouble, match="no file"):
        command.run(
            SimpleNamespace(root=places.ROOT, make=lambda: None),
            SimpleNamespace(paths=["nowhere.py"], every=1, jobs=1, guards=False),
        )
