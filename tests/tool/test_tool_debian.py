"""The Debian part reads real apt sources and unpacks a real package."""

import shutil
import subprocess

import pytest

from asn_tool import debian
from asn_tool.report import Trouble

DEB822 = """\
# the archive
Types: deb
URIs: http://archive.invalid/d
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/some.gpg

Types: deb
URIs: http://archive.invalid/security
Suites: bookworm-security
Components: main
"""
ODOO = "usr/lib/python3/dist-packages/odoo"


@pytest.fixture
def sources(tmp_path):
    """An /etc/apt of its own."""
    (tmp_path / "sources.list.d").mkdir()
    return tmp_path


def test_deb822_entry_is_found(sources):
    (sources / "sources.list.d/debian.sources").write_text(DEB822)
    fields, suites = debian.find_archive(sources)
    assert fields == ("URIs: http://archive.invalid/d\nSigned-By: /usr/share/keyrings/some.gpg")
    assert suites == ["bookworm"]


def test_key_inside_the_entry_is_kept(sources):
    text = "Types: deb\nURIs: http://a.invalid/d\nSuites: trixie\nComponents: main\n"
    text += "Signed-By:\n -----BEGIN PGP-----\n .\n abc\n -----END PGP-----\n"
    (sources / "sources.list.d/debian.sources").write_text(text)
    fields, _suites = debian.find_archive(sources)
    assert fields.endswith("Signed-By: \n -----BEGIN PGP-----\n .\n abc\n -----END PGP-----")


def test_one_line_entry_is_found(sources):
    (sources / "sources.list").write_text(
        "# deb http://wrong.invalid/d bookworm main\n"
        "deb [arch=amd64 signed-by=/k.gpg] http://right.invalid/d trixie main non-free\n"
    )
    fields, suites = debian.find_archive(sources)
    assert fields == "URIs: http://right.invalid/d\nSigned-By: /k.gpg"
    assert suites == ["trixie"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        DEB822.replace("Types: deb\nURIs", "Types: deb\nEnabled: no\nURIs"),
        DEB822.replace("Types: deb", "Types: deb-src"),
        DEB822.replace("bookworm", "noble"),
    ],
    ids=["nothing", "disabled", "only sources", "another system"],
)
def test_machine_without_archive_is_told_of_its_own_odoo(sources, text):
    (sources / "sources.list.d/debian.sources").write_text(text)
    with pytest.raises(Trouble) as caught:
        debian.find_archive(sources)
    assert "--odoo PATH" in caught.value.next_step


@pytest.fixture
def package(tmp_path):
    """A real Debian package with the shape of Odoo's."""
    root = tmp_path / "tree"

    def write(path, text="x"):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    write(
        "DEBIAN/control",
        "Package: odoo-19\nVersion: 19.0\nArchitecture: all\n"
        "Maintainer: A <a@a.invalid>\nDescription: test\n",
    )
    write(f"{ODOO}/release.py", "version_info = (19, 0, 0, 'final', 0, '')")
    write(f"{ODOO}/addons/base/__manifest__.py", "{'depends': []}")
    write(f"{ODOO}/addons/hr/__manifest__.py", "{'name': 'hr'}")
    for language in ("id", "fr"):
        write(f"{ODOO}/addons/hr/i18n/{language}.po")
    write(f"{ODOO}/addons/hr/i18n/hr.pot")
    for name in ("l10n_id", "l10n_fr", "l10n_id_efaktur", "website_hr", "pos_hr", "test_mail"):
        write(f"{ODOO}/addons/{name}/__manifest__.py", "{'depends': ['hr']}")
    write(f"{ODOO}/addons/bridge/__manifest__.py", "{'depends': ['hr', 'pos_hr']}")
    write(f"{ODOO}/addons/second/__manifest__.py", "{'depends': ['bridge']}")
    write("usr/lib/python3/dist-packages/addons/other.py")
    script = root / ODOO / "addons/web/static/lib/jquery/jquery.js"
    script.parent.mkdir(parents=True)
    script.symlink_to("/usr/share/javascript/jquery/jquery.js")
    (script.parent / "dead.js").symlink_to("/usr/share/nowhere.js")
    path = tmp_path / "odoo.deb"
    subprocess.run(["dpkg-deb", "-b", root, path], check=True, capture_output=True)
    shutil.rmtree(root)
    return path


def test_unpacking_leaves_out_what_nobody_needs(package, tmp_path):
    target = tmp_path / "with space"
    debian.unpack_odoo(package, target)
    debian.drop_orphans(target)
    addons = {path.name for path in (target / ODOO / "addons").iterdir()}
    # l10n_id_efaktur is another Indonesian addon; bridge and second hang on the left out pos_hr.
    assert addons == {"base", "hr", "l10n_id", "web"}
    assert {path.name for path in (target / ODOO / "addons/hr/i18n").iterdir()} == {
        "id.po",
        "hr.pot",
    }
    assert (target / ODOO / "release.py").read_text().startswith("version_info")
    assert not (target / "usr/lib/python3/dist-packages/addons").exists()


def test_links_to_other_packages_are_mended(package, tmp_path):
    target = tmp_path / "prefix"
    debian.unpack_odoo(package, target)
    shared = target / "usr/share/javascript/jquery/jquery.js"
    shared.parent.mkdir(parents=True)
    shared.write_text("the script")
    debian.mend_links(target)
    folder = target / ODOO / "addons/web/static/lib/jquery"
    assert (folder / "jquery.js").read_text() == "the script"
    assert not (folder / "dead.js").is_symlink()
    stripped = target / ODOO / "addons/mail/static/lib/selfie_segmentation"
    assert (stripped / "selfie_segmentation.js").exists()


def test_newer_version_is_told_as_dpkg_does():
    assert debian._is_newer("19.0.0+dfsg-10", "19.0.0+dfsg-9")
    assert not debian._is_newer("19.0.0~rc1", "19.0.0")
