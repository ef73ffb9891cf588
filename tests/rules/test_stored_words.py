"""Words that are kept in databases: a constant is spelled as its name, and never otherwise.

A word that changes its spelling would no longer be found in the rows that hold the old one.
"""

import ast
import importlib
from pathlib import Path

import pytest
import rules
from rules import credit

FOLDER = Path(rules.__file__).parent
MODULES = sorted(
    ".".join(path.relative_to(FOLDER).with_suffix("").parts)
    for path in FOLDER.rglob("*.py")
    if path.stem not in ("__init__", "exchange")  # those are the words of the national system
)
# Spelled otherwise than they are named.
SPELLED = {
    "OWN_NAME": "name",
    "OWN_NUMBER": "number",
    "OWN_EMAIL": "email",
    "OWN_PHONE": "phone",
    "BETWEEN": "range",
    "DAY": "date",
    "WORDS": "text",
    "GENESIS": "0" * 64,
    "OPEN_WAY": "open",
    "TOO_LATE": "late",
}


def _constants(name):
    """The constants of a module that are one word each; those of other modules left out."""
    module = importlib.import_module(f"rules.{name}")
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    own = [node.targets[0] for node in tree.body if isinstance(node, ast.Assign)]
    names = [one.id for target in own for one in ast.walk(target) if isinstance(one, ast.Name)]
    values = {one: getattr(module, one) for one in names}
    return {
        constant: value
        for constant, value in values.items()
        if isinstance(value, str) and " " not in value and not constant.startswith("_")
    }


@pytest.mark.parametrize("name", MODULES)
def test_words_are_spelled_as_they_are_named(name):
    spelled = {**SPELLED, "OFFICER": "unit_officer"} if name == "socialisation" else SPELLED
    for constant, value in _constants(name).items():
        assert value == spelled.get(constant, constant.lower()), constant


def test_words_are_found():
    assert sum(len(_constants(name)) for name in MODULES) > 180


def test_levels_of_functional_posts_in_the_order_of_the_regulation():
    """PermenPANRB 1/2023: categories keahlian and keterampilan, each from the lowest level."""
    assert [(level, credit.LABELS[level]) for level in credit.LEVELS] == [
        ("expert_first", "Ahli Pertama"),
        ("expert_junior", "Ahli Muda"),
        ("expert_middle", "Ahli Madya"),
        ("expert_principal", "Ahli Utama"),
        ("skill_beginner", "Pemula"),
        ("skill_skilled", "Terampil"),
        ("skill_proficient", "Mahir"),
        ("skill_supervisor", "Penyelia"),
    ]
