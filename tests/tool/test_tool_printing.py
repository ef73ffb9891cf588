"""What the prints need of the machine is found, or named with the exact command."""

import os

import pytest

from asn_tool import environment, printing
from asn_tool.report import Trouble


def test_missing_library_names_its_package(monkeypatch):
    monkeypatch.setattr(printing, "LIBRARIES", {"libno-such-thing.so.0": "libno-such-thing0"})
    monkeypatch.setattr(printing, "missing_fonts", lambda: ["fonts-some"])
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Trouble) as caught:
        printing.ensure()
    assert caught.value.next_step == "Run: sudo apt-get install -y libno-such-thing0 fonts-some"


def test_library_that_is_there_installs_nothing(monkeypatch):
    monkeypatch.setattr(printing, "LIBRARIES", {"libc.so.6": "libc6"})
    monkeypatch.setattr(printing, "missing_fonts", list)
    asked = []
    monkeypatch.setattr(environment, "install_debian", lambda *given: asked.append(given))
    printing.ensure()
    assert asked == []


def test_fonts_are_found_below_the_folder(tmp_path):
    (tmp_path / "truetype/dejavu").mkdir(parents=True)
    (tmp_path / "truetype/dejavu/DejaVuSans.ttf").touch()
    assert printing.missing_fonts(tmp_path) == ["fonts-liberation", "fonts-noto-core"]


def test_missing_fonts_never_stop_a_start(monkeypatch):
    monkeypatch.setattr(printing, "missing_libraries", list)
    monkeypatch.setattr(printing, "missing_fonts", lambda: ["fonts-some"])
    asked = []

    def refuse(packages, what):
        asked.append(packages)
        raise Trouble("No archive.", "")

    monkeypatch.setattr(environment, "install_debian", refuse)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    printing.ensure()
    assert asked == []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    printing.ensure()
    assert asked == [["fonts-some"]]
