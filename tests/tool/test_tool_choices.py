"""What the commands make of their arguments and of the checkout."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from asn_tool import addons, database, demo, engine, environment, odoo_source, testing
from asn_tool.places import Places
from asn_tool.report import Trouble

ROOT = Path(__file__).resolve().parents[2]


def make_addon(root, name, manifest):
    """An addon with one model file and one test file."""
    (root / name / "tests").mkdir(parents=True)
    (root / name / "__manifest__.py").write_text(manifest)
    (root / name / "model.py").write_text("A = 1")
    (root / name / "tests/test_a.py").write_text("B = 1")


def test_addons_and_what_they_need(tmp_path):
    make_addon(tmp_path, "core", "{'depends': ['hr', 'mail']}")
    make_addon(tmp_path, "report", "{'depends': ['core', 'report_xlsx']}")
    make_addon(tmp_path, "off", "{'installable': False}")
    found = addons.discover(tmp_path)
    assert [addon.name for addon in found] == ["core", "report"]
    assert addons.foreign_dependencies(found) == ["hr", "mail", "report_xlsx"]


def test_unreadable_manifest_is_told(tmp_path):
    make_addon(tmp_path, "core", "{'depends': ")
    with pytest.raises(Trouble, match="core/__manifest__.py"):
        addons.discover(tmp_path)


def test_fingerprint_follows_code_and_not_tests(tmp_path):
    make_addon(tmp_path, "core", "{}")
    addon = addons.discover(tmp_path)[0]
    first = addons.fingerprint(addon)
    (tmp_path / "core/tests/test_a.py").write_text("B = 2")
    assert addons.fingerprint(addon) == first
    (tmp_path / "core/model.py").write_text("A = 2")
    second = addons.fingerprint(addon)
    assert second != first
    (tmp_path / "core/model.py").rename(tmp_path / "core/models.py")
    assert addons.fingerprint(addon) not in (first, second)


def test_arguments_are_sorted_by_where_they_run(tmp_path, monkeypatch):
    make_addon(tmp_path, "core", "{}")
    (tmp_path / "tests/rules").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    split = testing.split
    assert split(tmp_path, []) == ([], ["core/tests"], ["tests"])
    assert split(tmp_path, ["-x", "-k", "tests"]) == (
        ["-x", "-k", "tests"],
        ["core/tests"],
        ["tests"],
    )
    assert split(tmp_path, ["tests/rules", "-q"]) == (["-q"], [], ["tests/rules"])
    node = "core/tests/test_a.py::TestA::test_b"
    assert split(tmp_path, [node]) == ([], [node], [])
    with pytest.raises(Trouble, match="nowhere"):
        split(tmp_path, ["nowhere"])


@pytest.mark.parametrize("size", ["small", "city", "province", "10000"])
def test_sizes(size):
    assert demo.check_size(size) == size


@pytest.mark.parametrize("size", ["", "0", "-1", "huge", "1e3", "10000000", "1; DROP"])
def test_no_sizes(size):
    with pytest.raises(Trouble):
        demo.check_size(size)


def test_taken_port_is_told_and_the_next_one_found():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert "taken" in engine.why_not(port)
        with pytest.raises(Trouble, match=str(port)):
            demo.pick_port(port)
    assert engine.why_not(engine.free_port()) == ""


@pytest.mark.parametrize("name", ["A", "a-b", "1a", "", 'a"; DROP', "a" * 64])
def test_database_names_that_need_quotes_are_refused(name):
    with pytest.raises(Trouble):
        database.check_name(name)


def test_literal_closes_quotes():
    assert database.literal("it's") == "'it''s'"


def odoo_tree(folder, version):
    """A folder with the one file that tells an Odoo's version."""
    (folder / "odoo/addons").mkdir(parents=True)
    (folder / "odoo/release.py").write_text(f"version_info = {version}\n")
    return folder


def test_own_odoo_as_a_checkout(tmp_path):
    tree = odoo_tree(tmp_path, "(19, 0, 0, FINAL, 0, '')")
    (tree / "addons/web").mkdir(parents=True)
    (tree / "addons/web/__manifest__.py").write_text("{}")
    found = odoo_source.own(tree)
    assert found.package == tree
    assert found.addons == (tree / "odoo/addons", tree / "addons")
    assert odoo_source.own(tree / "odoo").package == tree


def test_other_odoo_is_refused(tmp_path):
    with pytest.raises(Trouble, match=r"18\.0"):
        odoo_source.own(odoo_tree(tmp_path, "(18, 0, 0, FINAL, 0, '')"))
    with pytest.raises(Trouble, match="no Odoo"):
        odoo_source.own(tmp_path / "not" / "here")


def test_environment_is_named_by_its_lock(tmp_path):
    lock = tmp_path / "run.lock"
    lock.write_text("a==1\n")
    first = environment.folder_name([lock])
    assert first == environment.folder_name([lock])
    lock.write_text("a==2\n")
    assert environment.folder_name([lock]) != first


def test_two_checkouts_share_odoo_and_nothing_else(tmp_path):
    one, two = (Places(tmp_path / name, tmp_path) for name in ("one", "two"))
    assert one.odoo == two.odoo and one.python == two.python
    assert one.state != two.state


def test_path_that_odoo_cannot_carry_is_told(tmp_path):
    with pytest.raises(Trouble, match="comma"):
        Places(tmp_path / "a,b", tmp_path)


@pytest.mark.parametrize("lock", ["run", "test", "lint", "addons"])
def test_every_locked_package_has_hashes_and_no_address(lock):
    text = (ROOT / "requirements" / f"{lock}.lock").read_text()
    blocks = [block for block in text.replace("\\\n", " ").splitlines() if "==" in block]
    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text and "--index" not in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["demo", "--size", "huge"], "no size"),
        (["demo", "--port", "99999", "--no-serve", "--odoo", "/nowhere"], "no Odoo"),
        (["demo", "--port", "99999"], "no port"),
        (["test", "nowhere"], "nowhere"),
        (["bench", "--rounds", "0"], "round|benchmarks"),
    ],
)
def test_wrong_arguments_give_a_sentence_and_no_traceback(tmp_path, arguments, sentence):
    import re

    done = subprocess.run(
        [sys.executable, ROOT / "asn", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
    )
    assert done.returncode == 1
    assert re.search(sentence, done.stderr)
    assert "Next: " in done.stderr and "Traceback" not in done.stderr


def test_place_that_may_not_be_written_gives_a_sentence(tmp_path):
    file = tmp_path / "file"
    file.write_text("no folder")
    done = subprocess.run(
        [sys.executable, ROOT / "asn", "demo"],
        capture_output=True,
        text=True,
        env={**os.environ, "XDG_CACHE_HOME": str(file)},
    )
    assert done.returncode == 1
    assert str(file) in done.stderr and "Traceback" not in done.stderr
