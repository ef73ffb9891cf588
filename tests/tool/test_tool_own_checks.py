"""The checks of ./asn lint that are our own."""

from pathlib import Path

import pytest

from asn_tool import own_checks

ROOT = Path(__file__).resolve().parents[2]


def lines(text):
    """The numbers of the lines that are complained of."""
    return [line for line, _what in own_checks.check(text)]


@pytest.mark.parametrize(
    "text",
    [
        "a = self.sudo()",
        "# why not\na = self.sudo()",
        "# sudo: why\n\na = self.sudo()",
        "# sudo: why\na = self.sudo()\n\nb = self.sudo()",
        "if x:\n    a = self.sudo()",
        "for a in self.sudo():\n    # sudo: of something else\n    b = a",
        "# sudo: the words of the test\nif self.sudo():\n    a = self.sudo()",
        "a = self.with_user(SUPERUSER_ID)",
        "a = self.env(su=True)",
    ],
)
def test_raised_rights_without_a_reason_are_found(text):
    assert len(lines(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "a = self.sudo()  # sudo: why",
        "# sudo: why\n# and more\na = self.sudo()",
        "# sudo: why\na = self.sudo()\nb = self.sudo()",
        "a = (\n    self\n    .sudo()  # sudo: why\n)",
        "a = self.sudo(False)",
        "a = self.sudo(self.env.su)",
        "a = pseudo()",
    ],
)
def test_explained_or_lowered_rights_are_left_alone(text):
    assert not lines(text)


@pytest.mark.parametrize(
    "text",
    [
        'cr.execute(f"SELECT {a}")',
        'cr.execute("SELECT %s" % a)',
        'cr.execute("SELECT " + a)',
        'cr.execute("SELECT {}".format(a))',
        'SQL(f"SELECT {a}")',
        'env.execute_query(SQL("a" + b))',
    ],
)
def test_sql_that_is_put_together_is_found(text):
    assert lines(text) == [1]


@pytest.mark.parametrize(
    "text",
    [
        'cr.execute("SELECT %s", [a])',
        'cr.execute("SELECT 1 " "FROM a")',
        'SQL("SELECT %s", a)',
        'SQL(", ").join(parts)',
        'cr.execute(SQL(", ").join(parts))',
        '# sql: a constant of this file\ncr.execute(f"SELECT {A}")',
        'cr.execute(f"SELECT {A}")  # sql: a constant of this file',
    ],
)
def test_bound_or_explained_sql_is_left_alone(text):
    assert not lines(text)


def test_tests_of_addons_are_not_looked_at(tmp_path):
    for name in ("hr_asn_a/models/a.py", "hr_asn_a/tests/test_a.py", "other/a.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a = self.sudo()\n")
    assert own_checks.problems(tmp_path) == [
        "hr_asn_a/models/a.py:1: sudo() without a comment '# sudo: why'"
    ]
