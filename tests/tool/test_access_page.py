"""The page docs/access.md, made of the matrix."""

from pathlib import Path

from asn_tool import access_page

HEAD = "model,operation,state," + ",".join(access_page.ROLES) + ",why\n"
MODEL = """class AsnPlan(models.Model):
    _name = "asn.plan"
    _description = "Plan"
"""


def checkout(root, rows):
    (root / "security").mkdir()
    (root / "docs").mkdir()
    (root / access_page.MATRIX).write_text(HEAD + rows, encoding="utf-8")
    (root / "hr_asn_plan").mkdir()
    (root / "hr_asn_plan" / "asn_plan.py").write_text(MODEL, encoding="utf-8")
    return root


def test_a_row_becomes_a_line_below_the_name_of_its_model(tmp_path):
    root = checkout(tmp_path, 'asn.plan,write,draft,y,n,=,n,n,n,n,n,n,n,n,n,"Own, a | b"\n')
    lines = access_page.page(root).splitlines()
    assert "## Plan (`asn.plan`)" in lines
    assert lines[-1] == (
        "| `write` | draft | yes | – | = | – | – | – | – | – | – | – | – | – | Own, a \\| b |"
    )


def test_a_state_that_does_not_matter_is_left_out(tmp_path):
    root = checkout(tmp_path, "asn.plan,read,any,n,n,n,n,n,n,n,n,n,n,n,n,Why\n")
    assert access_page.page(root).splitlines()[-1].startswith("| `read` |  | – |")


def test_a_changed_matrix_makes_the_page_old(tmp_path):
    root = checkout(tmp_path, "asn.plan,read,*,y,n,n,n,n,n,n,n,n,n,n,n,Why\n")
    assert not access_page.is_current(root)
    access_page.write(root)
    assert access_page.is_current(root)
    matrix = root / access_page.MATRIX
    matrix.write_text(matrix.read_text(encoding="utf-8").replace(",y,", ",n,"), encoding="utf-8")
    assert not access_page.is_current(root)


def test_every_model_of_the_matrix_has_a_name():
    page = access_page.page(Path(__file__).resolve().parents[2])
    assert [line for line in page.splitlines() if line.startswith("## `")] == []
