"""docs/access.md: who may do what, for people to read, made from security/access_matrix.csv."""

import csv
import re

MATRIX = "security/access_matrix.csv"
PAGE = "docs/access.md"
ROLES = {
    "owner": "Employee concerned",
    "colleague": "Colleague",
    "evaluator": "Evaluator",
    "superior": "Evaluator's superior",
    "unit_officer_own": "Officer of the unit",
    "unit_officer_other": "Officer of another unit",
    "hr_office": "HR office",
    "auditor": "Auditor",
    "administrator": "Administrator",
    "no_employee": "Login without employee",
    "portal": "Portal",
    "public": "Visitor",
}
SIGNS = {"y": "yes", "=": "=", "n": "–"}
HEAD = f"""# Who may do what

Made from `{MATRIX}` by `./asn lint --fix`; the tests walk every cell with real
logins. **yes**: done, –: refused, =: answered and nothing changes. A document is that of the
employee concerned. *When* names the state of the document; without one it is alike in all states.
A row with two words, such as `write record`, is about the fields of that part
(`security/fields.csv`).
"""
NAME = re.compile(r'^    _name = "(asn\.[a-z.]+)"', re.M)
DESCRIPTION = re.compile(r'^    _description = "([^"]+)"', re.M)


def page(root):
    """The text of the page for the checkout at ``root``."""
    with open(root / MATRIX, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    titles = _titles(root)
    models = {}
    for row in rows:
        models.setdefault(row["model"], []).append(row)
    parts = [HEAD]
    for model, own in sorted(models.items()):
        title = titles.get(model)
        parts.append(f"## {title} (`{model}`)\n" if title else f"## `{model}`\n")
        parts.append(_table(own))
    return "\n".join(parts)


def _table(rows):
    head = ["What", "When", *ROLES.values(), "Why"]
    lines = [head, ["---"] * len(head)]
    for row in rows:
        when = "" if row["state"] in ("*", "any") else row["state"]
        signs = [SIGNS[row[role]] for role in ROLES]
        lines.append([f"`{row['operation']}`", when, *signs, row["why"].replace("|", r"\|")])
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def _titles(root):
    """{model: its description}, read from the addons' files."""
    found = {}
    for path in sorted(root.glob("hr_asn_*/**/*.py")):
        text = path.read_text(encoding="utf-8")
        for part in re.split(r"^class ", text, flags=re.M)[1:]:
            name, description = NAME.search(part), DESCRIPTION.search(part)
            if name and description:
                found[name[1]] = description[1]
    return found


def is_current(root):
    """Whether the page is there and says what the file says."""
    path = root / PAGE
    return path.exists() and path.read_text(encoding="utf-8") == page(root)


def write(root):
    """Write the page anew."""
    (root / PAGE).write_text(page(root), encoding="utf-8")
