"""Odoo 19 from the Debian archive, as any user and without a change to the machine's apt.

The machine's own apt sources say where the archive is and which keys sign it. A private copy of
that entry asks for the unstable suite, where Odoo 19 is; apt checks the signatures.
"""

import ast
import hashlib
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

from . import processes
from .report import Trouble, step

SUITES = {"stable", "testing", "unstable", "sid", "oldstable", "oldoldstable"}
NAMES = {"bookworm", "trixie", "forky", "duke"}
# Files that Odoo's package only links to; Font Awesome must be 4.7, since 7 has other paths.
COMPANIONS = (
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-inconsolata",
)
ICONS, ICONS_VERSION = "fonts-font-awesome", "4.7.0"
# Raised when the way of unpacking changes, so that an older cache is not taken for this one.
RECIPE = 2
USE_YOURS = "Use an Odoo 19 that you have: ./asn demo --odoo PATH (a checkout or a package)."


def find_archive(folder="/etc/apt"):
    """The Debian archive's entry in the machine's apt sources, as the text of deb822 fields.

    Returns (fields, suites): the lines of a ``.sources`` block without Suites, and the stable
    suites named there. Raises Trouble where there is none (another system, for example).
    """
    folder = Path(folder)
    files = [folder / "sources.list", *sorted((folder / "sources.list.d").glob("*"))]
    for path in files:
        if not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        read = _deb822 if path.suffix == ".sources" else _one_line
        for fields, suites in read(text):
            wanted = [suite for suite in suites if suite in SUITES | NAMES]
            if wanted:
                return fields, wanted
    raise Trouble("This machine's apt sources name no Debian archive.", USE_YOURS)


def _deb822(text):
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        fields, name = {}, None
        for line in lines:
            if line[:1] in (" ", "\t") and name:
                fields[name] += "\n" + line
            elif ":" in line:
                name, value = line.split(":", 1)
                name = name.strip().lower()
                fields[name] = value.strip()
        if "deb" not in fields.get("types", "").split():
            continue
        if fields.get("enabled", "yes").lower() in ("no", "false"):
            continue
        if "main" not in fields.get("components", "").split():
            continue
        kept = [f"URIs: {fields.get('uris', '')}"]
        if "signed-by" in fields:
            kept.append(f"Signed-By: {fields['signed-by']}")
        yield "\n".join(kept), fields.get("suites", "").split()


def _one_line(text):
    pattern = re.compile(r"^\s*deb\s+(?:\[([^]]*)\]\s+)?(\S+)\s+(\S+)\s+(.*)$")
    for line in text.splitlines():
        match = pattern.match(line.split("#")[0])
        if not match or "main" not in match[4].split():
            continue
        kept = [f"URIs: {match[2]}"]
        signed = re.search(r"signed-by=(\S+)", match[1] or "")
        if signed:
            kept.append(f"Signed-By: {signed[1].replace(',', ' ')}")
        yield "\n".join(kept), [match[3]]


class Apt:
    """apt with lists, cache and sources of its own in a private folder."""

    def __init__(self, folder, sources="/etc/apt"):
        for program in ("apt-get", "apt-cache", "dpkg-deb"):
            if not shutil.which(program):
                raise Trouble(f"This system has no {program}: it is no Debian.", USE_YOURS)
        fields, suites = find_archive(sources)
        self.folder = folder
        for part in ("parts", "lists/partial", "cache/archives/partial", "debs"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        wanted = " ".join(dict.fromkeys([*suites, "sid"]))
        (folder / "parts" / "archive.sources").write_text(
            f"Types: deb\n{fields}\nSuites: {wanted}\nComponents: main\n", encoding="utf-8"
        )
        # A file, since a path with a space does not survive -o; clearing needs a file as well.
        self.config = folder / "apt.conf"
        self.config.write_text(
            "#clear APT::Update::Post-Invoke;\n#clear APT::Update::Post-Invoke-Success;\n"
            "#clear APT::Update::Pre-Invoke;\n#clear DPkg::Post-Invoke;\n"
            'Dir::Etc::SourceList "/dev/null";\n'
            f'Dir::Etc::SourceParts "{folder}/parts";\n'
            f'Dir::State::Lists "{folder}/lists";\n'
            f'Dir::Cache "{folder}/cache";\n'
            'Acquire::AllowInsecureRepositories "false";\n'
            'APT::Get::AllowUnauthenticated "false";\n'
            'Acquire::Languages "none";\nAcquire::Retries "3";\n'
            'APT::Install-Recommends "false";\n'
            # The private folder may lie where apt's own sandbox user cannot go.
            + ('APT::Sandbox::User "root";\n' if os.geteuid() == 0 else ""),
            encoding="utf-8",
        )

    def _run(self, *command, what, cwd=None):
        return processes.run(
            [command[0], "-c", self.config, *command[1:]],
            what=what,
            cwd=cwd or self.folder,
            env={**os.environ, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"},
            next_step="Check the machine's apt sources with: apt-get update.",
        )

    def update(self):
        """Fetch the signed index of the archive; a suite that cannot be fetched is an error."""
        output = self._run("apt-get", "update", "--error-on=any", what="Reading the Debian archive")
        return output

    def versions(self, package):
        """All versions the index offers: list of dicts with version, sha256 and size in bytes."""
        output = self._run("apt-cache", "show", package, what=f"Looking up {package}")
        found = []
        for block in output.split("\n\n"):
            fields = dict(
                line.split(": ", 1) for line in block.splitlines() if re.match(r"[\w-]+: ", line)
            )
            if fields.get("Package") == package and "SHA256" in fields:
                found.append(
                    {
                        "package": package,
                        "version": fields["Version"],
                        "sha256": fields["SHA256"],
                        "size": int(fields["Size"]),
                    }
                )
        return found

    def newest(self, package, containing=""):
        """The newest version on offer whose number contains the text, or None."""
        offers = [offer for offer in self.versions(package) if containing in offer["version"]]
        best = None
        for offer in offers:
            if best is None or _is_newer(offer["version"], best["version"]):
                best = offer
        return best

    def download(self, offer):
        """Fetch one package, check its SHA-256 against the signed index, return its path."""
        name = f"{offer['package']}={offer['version']}"
        place = self.folder / "debs"
        before = set(place.glob("*.deb"))
        for path in before:
            if path.name.startswith(offer["package"] + "_") and _sha256(path) == offer["sha256"]:
                return path
        self._run("apt-get", "download", name, what=f"Downloading {name}", cwd=place)
        for path in place.glob(f"{offer['package']}_*.deb"):
            if _sha256(path) == offer["sha256"]:
                return path
            path.unlink()
        raise Trouble(
            f"The downloaded package {name} does not have the checksum of the signed index.",
            "Start again; if it stays, a proxy between here and the archive changes files.",
        )


def _is_newer(one, other):
    command = ["dpkg", "--compare-versions", one, "gt", other]
    try:
        processes.run(command, what="Comparing versions")
    except Trouble:
        return False
    return True


def _sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def unpack_odoo(deb, target, languages=("id",)):
    """Unpack the ``odoo`` folder of a package into ``target``, without what nobody needs here.

    Left out: accounting of other countries, web shop, cash desk, themes, Odoo's own test addons,
    and translations other than the given languages.
    """
    prefix = "./usr/lib/python3/dist-packages/odoo/"
    unwanted = re.compile(r"^addons/(l10n_(?!id(/|$))|website_|pos_|theme_|test_)")
    translation = re.compile(r"/i18n/([^/]+)\.po$")
    base = target / "usr/lib/python3/dist-packages/odoo"
    with subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", str(deb)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=1 << 20,
    ) as process:
        with tarfile.open(fileobj=process.stdout, mode="r|", bufsize=1 << 20) as archive:
            for member in archive:
                if not member.name.startswith(prefix):
                    continue
                name = member.name[len(prefix) :]
                if unwanted.match(name):
                    continue
                language = translation.search(name)
                if language and language[1] not in languages:
                    continue
                path = base / name
                if ".." in path.parts:
                    raise Trouble(f"The package {deb.name} holds an unsafe path.", USE_YOURS)
                if member.isdir():
                    path.mkdir(parents=True, exist_ok=True)
                elif member.issym():
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.symlink_to(member.linkname)
                elif member.isfile():
                    path.parent.mkdir(parents=True, exist_ok=True)
                    with archive.extractfile(member) as source, open(path, "wb") as out:
                        shutil.copyfileobj(source, out, 1 << 20)
        if process.wait():
            raise Trouble(f"The package {deb.name} cannot be unpacked.", "Start again.")


def drop_orphans(target):
    """Remove addons whose dependencies were left out: Odoo would try to install them by itself."""
    base = target / "usr/lib/python3/dist-packages/odoo/addons"
    depends = {}
    for path in base.glob("*/__manifest__.py"):
        manifest = ast.literal_eval(path.read_text(encoding="utf-8"))
        depends[path.parent.name] = set(manifest.get("depends", ["base"])) - {path.parent.name}
    while True:
        orphans = [name for name, needed in depends.items() if needed - depends.keys()]
        if not orphans:
            return
        for name in orphans:
            shutil.rmtree(base / name)
            del depends[name]


def mend_links(target):
    """Put in place what the package only links to, and the one script that was stripped."""
    base = target / "usr/lib/python3/dist-packages/odoo/addons"
    stripped = base / "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    stripped.parent.mkdir(parents=True, exist_ok=True)
    # Only blurs the background of video calls; its absence is a console error on every page.
    stripped.touch()
    for path in base.glob("**/*"):
        if not path.is_symlink():
            continue
        link = os.readlink(path)
        # Links climb to /usr/share; kept relative they end in the same prefix.
        if link.startswith("/"):
            path.unlink()
            path.symlink_to(os.path.relpath(target / link.lstrip("/"), path.parent))
        if not path.exists():
            path.unlink()


def fetch_odoo(work, odoo_folder):
    """Fetch the newest Odoo 19.0 and unpack it into a folder of ``odoo_folder``."""
    with step("Reading the Debian archive's signed index") as current:
        apt = Apt(work)
        apt.update()
        offer = apt.newest("odoo-19", "19.0")
        icons = apt.newest(ICONS, ICONS_VERSION)
        if not offer or not icons:
            missing = "odoo-19" if not offer else f"{ICONS} {ICONS_VERSION}"
            raise Trouble(f"The Debian archive offers no {missing} any more.", USE_YOURS)
        current.detail(f"odoo-19 {offer['version']}")
    name = offer["version"]
    final = odoo_folder / f"{name}-r{RECIPE}"
    if (final / "complete").exists():
        return
    with step(f"Downloading Odoo {name}") as current:
        current.detail(f"{offer['size'] / 1e6:.0f} MB, SHA-256 {offer['sha256'][:12]}... checked")
        deb = apt.download(offer)
        others = [apt.download(apt.newest(package)) for package in COMPANIONS]
        others.append(apt.download(icons))
    with step(f"Unpacking Odoo {name}"):
        half = odoo_folder / f".{name}.{os.getpid()}"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        unpack_odoo(deb, half)
        for path in others:
            processes.run(["dpkg-deb", "-x", path, half], what=f"Unpacking {path.name}")
        drop_orphans(half)
        mend_links(half)
        (half / "complete").write_text(f"{name}\n{offer['sha256']}\n", encoding="utf-8")
        shutil.rmtree(final, ignore_errors=True)
        half.rename(final)
    shutil.rmtree(work, ignore_errors=True)
