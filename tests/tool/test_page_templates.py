"""Templates of pages: what stands in their expressions is looked up in the page alone."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(ROOT.glob("hr_asn_kinerja*/static/src/**/*.xml"))
# Owl knows Math, Date, Object, Array and RegExp; any other global is undefined when it is used,
# and the page breaks at the click.
UNKNOWN = re.compile(
    r"(?<![\w.'\"])(Number|String|Boolean|parseInt|parseFloat|isNaN|JSON|Promise|Set|Map|Intl"
    r"|document|navigator|localStorage|sessionStorage)\s*[.(]"
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_global_that_a_template_does_not_know(path):
    found = [
        f"{name}={value}"
        for node in ElementTree.parse(path).iter()
        for name, value in node.attrib.items()
        if name.startswith("t-") and UNKNOWN.search(value)
    ]
    assert found == []


def test_the_rule_finds_them():
    assert UNKNOWN.search("(ev) => this.load(Number(ev.target.value))")
    assert not UNKNOWN.search("this.toNumber(x) or Math.round(y) or page.Set(z)")
