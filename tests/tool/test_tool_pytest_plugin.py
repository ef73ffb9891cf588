"""Real pytest runs: skips fail, two processes close with one line, a breakdown is no success."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = "import pytest\n@pytest.mark.skip(reason='not today')\ndef test_one():\n    pass\n"


def run(folder, *arguments, **variables):
    """Run pytest with our plugin on a folder; returns (exit code, output)."""
    environment = {name: value for name, value in os.environ.items() if name[:4] != "ASN_"}
    # Ours alone: to load every plugin that is installed takes longer than the test itself.
    environment.update(PYTHONPATH=str(ROOT), PYTEST_DISABLE_PLUGIN_AUTOLOAD="1", **variables)
    command = [sys.executable, "-m", "pytest", "-p", "asn_tool.pytest_plugin"]
    done = subprocess.run(
        [*command, "--rootdir", str(folder), *arguments, str(folder)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def folder(tmp_path):
    """A folder with one test that passes."""
    (tmp_path / "front/tests").mkdir(parents=True)
    (tmp_path / "front/test_a.py").write_text("def test_a():\n    pass\n")
    return tmp_path / "front"


def test_unexplained_skip_fails_and_is_listed(folder):
    (folder / "test_b.py").write_text(SKIPPED)
    code, output = run(folder)
    assert code == 1
    assert "test_b.py::test_one: Skipped: not today" in output
    assert output.strip().splitlines()[-1].strip("= ").startswith("1 passed, 1 skipped")


def test_explained_skip_passes(folder):
    (folder / "test_b.py").write_text(SKIPPED)
    (folder / "tests/allowed_skips.txt").write_text("test_b.py::*  needs a moon rocket\n")
    assert run(folder)[0] == 0
    (folder / "tests/allowed_skips.txt").write_text("test_b.py::*\n")
    code, output = run(folder)
    assert code == 4 and "no reason" in output


def both(folder, *back_codes):
    """Run a background process with each of these test files, then tell them in front."""
    sources = []
    for number, code in enumerate(back_codes):
        back = folder.parent / f"back_{number}"
        back.mkdir()
        (back / f"test_back_{number}.py").write_text(code)
        reports, log = folder.parent / f"reports_{number}.jsonl", folder.parent / f"log_{number}"
        _code, output = run(back, ASN_REPORTS_TO=str(reports))
        log.write_text(output)
        with open(reports, "a", encoding="utf-8") as file:
            file.write('{"kind": "gone", "value": null}\n')
        sources.append({"name": f"back {number}", "reports": str(reports), "log": str(log)})
    done = folder.parent / "front-is-done"
    answer = run(folder, ASN_REPORTS_FROM=json.dumps(sources), ASN_FRONT_IS_DONE=str(done))
    assert done.exists(), "whoever waits for the front's place would wait for ever"
    return answer


def test_closing_line_counts_all_processes(folder):
    code, output = both(
        folder, "def test_x():\n    pass\ndef test_y():\n    pass\n", "def test_z():\n    pass\n"
    )
    assert code == 0
    assert output.strip().splitlines()[-1].strip("= ").startswith("4 passed")


def test_failure_of_the_other_process_fails_the_run(folder):
    code, output = both(folder, "def test_x():\n    assert 1 == 2\n")
    assert code == 1
    assert "assert 1 == 2" in output
    assert "1 failed, 1 passed" in output


def test_file_that_cannot_be_imported_fails_the_run(folder):
    code, output = both(folder, "import no_such_module\n")
    assert code != 0
    assert "no_such_module" in output


def test_skip_of_the_other_process_fails_the_run(folder):
    code, output = both(folder, SKIPPED)
    assert code == 1
    assert "not today" in output


def test_process_that_dies_fails_the_run(folder):
    code, output = both(folder, "import os\ndef test_x():\n    os._exit(0)\n")
    assert code == 1
    assert "broke down" in output
