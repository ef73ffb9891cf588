"""./asn verify: what it says about the chains, and its exit code."""

import pytest

from asn_tool import verify


def chain(broken=None):
    return {"region": "Kota Subulussalam", "count": 3, "hash": "ab" * 32, "broken": broken}


def test_whole_chains_are_ok(capsys):
    assert verify.show([chain()]) == 0
    out = capsys.readouterr().out
    assert out.startswith("OK") and "3 signatures" in out and "ab" * 32 in out


def test_nothing_signed_is_ok(capsys):
    assert verify.show([]) == 0
    assert capsys.readouterr().out.startswith("OK")


@pytest.mark.parametrize("reason", verify.REASONS)
def test_the_first_broken_row_is_named(capsys, reason):
    assert verify.show([chain(), chain({"sequence": 17, "reason": reason})]) == 1
    out = capsys.readouterr().out
    assert "BROKEN" in out and "number 17" in out and verify.REASONS[reason] in out
