"""Which Python ./asn runs in."""

import importlib.machinery
import importlib.util
import sys

import pytest

from asn_tool.places import ROOT


@pytest.fixture
def asn(monkeypatch):
    """The start program, as if a Python built by hand without optimisation ran it."""
    loader = importlib.machinery.SourceFileLoader("asn_start", str(ROOT / "asn"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("asn_start", loader))
    loader.exec_module(module)
    monkeypatch.setattr(module, "DEBIAN", sys.executable)
    monkeypatch.setattr(module.sysconfig, "get_config_var", lambda _name: "'--prefix=/opt/own'")
    monkeypatch.setattr(sys, "executable", "/opt/own/bin/python3")
    return module


def test_python_without_optimisation_gives_way_to_debians(asn):
    assert asn.find_other() == asn.DEBIAN


def test_optimised_python_stays(asn, monkeypatch):
    monkeypatch.setattr(
        asn.sysconfig, "get_config_var", lambda _name: "'--enable-optimizations' '--with-lto'"
    )
    assert asn.find_other() is None


@pytest.mark.parametrize("debian", ["/nowhere/python3", "/bin/false"])
def test_python_stays_where_debians_can_prepare_nothing(asn, monkeypatch, debian):
    monkeypatch.setattr(asn, "DEBIAN", debian)
    assert asn.find_other() is None


def test_python_that_is_too_new_gives_way_to_one_on_the_path(asn, monkeypatch, tmp_path):
    other = tmp_path / "python3.12"
    other.write_text("")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "version_info", (3, 14, 0))
    assert asn.find_other() == str(other)
