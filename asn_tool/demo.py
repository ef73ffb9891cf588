"""./asn demo: everything from nothing to a running demonstration with logins."""

import hashlib
import os
import re
import time

from . import addons, database, engine, setup
from .locks import only_one
from .places import read_json, write_json
from .report import Trouble, say, step

SIZES = ("small", "city", "province")


def check_size(size):
    """small, city, province, or a number of employees; Trouble otherwise."""
    if size in SIZES or (re.fullmatch(r"[1-9][0-9]{0,5}", size)):
        return size
    raise Trouble(
        f"{size!r} is no size.", "Use --size small, city, province, or a number of employees."
    )


def database_name(size, kind="demo"):
    """Name of the database of a demonstration or a benchmark."""
    return f"asn_{kind}_{size}"


def pick_port(asked):
    """The port to listen on: the one asked for, or the first free one from 8069 on."""
    if asked is not None:
        if not 1 <= asked <= 65535:
            raise Trouble(f"{asked} is no port.", "Use a number from 1024 to 65535.")
        reason = engine.why_not(asked)
        if reason:
            raise Trouble(
                f"Port {asked} {reason}.",
                f"Choose another, for example: ./asn demo --port {engine.free_port()}.",
            )
        return asked
    for port in range(8069, 8100):
        if not engine.why_not(port):
            if port != 8069:
                say(f"   ok Port 8069 is taken, so this one uses {port} (--port chooses).")
            return port
    raise Trouble("The ports 8069 to 8099 are all taken.", "Choose one: ./asn demo --port NUMBER.")


def run(places, options):
    """The command: prepare, serve until Ctrl-C, leave nothing running."""
    began = time.monotonic()
    size = check_size(options.size)
    places.make()
    running = read_json(places.state / "running.json", {})
    lock = only_one(
        places.state / "demo.lock",
        f"The demonstration of this checkout already runs at {running.get('url', 'its address')} "
        "(process {pid}).",
        "Open it, or end it first: ./asn stop.",
    )
    try:
        port = None if options.no_serve else pick_port(options.port)
        with setup.engine(places, options) as motor:
            name, logins = prepare(motor, size, fresh=options.fresh)
            if options.no_serve:
                show_logins(logins)
                say(f"\nPrepared in {time.monotonic() - began:.0f} s. Start it with: ./asn demo")
                return 0
            return serve(motor, name, port, logins, options.lang, began)
    finally:
        lock.release()


def prepare(motor, size, *, kind="demo", fresh=False):
    """Make or renew the database of this size; returns its name and the list of logins.

    It is built under another name and renamed when it is complete, so one that was killed
    half-way is simply built again. Changed addons are updated in place.
    """
    name = database_name(size, kind)
    record_file = motor.places.state / f"{name}.json"
    record = read_json(record_file)
    ours = addons.discover(motor.places.root)
    prints = {addon.name: addons.fingerprint(addon) for addon in ours}
    server = motor.server
    exists = server.exists(name)
    owner = f"kinerja-asn {motor.places.key}"
    named = isinstance(server.target, database.Named)
    if exists and named and server.comment(name) != owner:
        raise Trouble(
            f"The database {name} on your server was not made by this checkout.",
            f"Rename or drop it there (dropdb {name}), or use another server.",
        )
    half = f"{name}_half"
    if server.exists(half):
        # An earlier run was killed while it built this one.
        setup.discard(motor, half)
    if exists and record and not fresh:
        if record.get("odoo") != motor.odoo.version:
            say(
                f"   ok The database was made with Odoo {record.get('odoo')}; "
                "./asn demo --fresh makes it anew with this one."
            )
        _update(motor, name, record, prints)
    else:
        record = _build(motor, half, size, ours)
        server.mark(half, owner)
        if exists:
            setup.discard(motor, name)
        # The record first: a database without one is built again, never the other way round.
        record.update(addons=prints, odoo=motor.odoo.version, size=size, named=named)
        write_json(record_file, record)
        setup.finish(motor, half, name)
    if record.get("addons") != prints:
        record["addons"] = prints
        write_json(record_file, record)
    return name, record["logins"]


def _update(motor, name, record, prints):
    known = record.get("addons", {})
    added = sorted(set(prints) - set(known))
    changed = sorted(addon for addon in known if addon in prints and known[addon] != prints[addon])
    if not added and not changed:
        return
    with step("Updating changed addons: " + ", ".join(added + changed)) as current:
        try:
            motor.install(name, install=added, update=changed, on_progress=current.detail)
        except Trouble as trouble:
            trouble.next_step += " If the change cannot be updated: ./asn demo --fresh."
            raise
        current.detail("")


def _build(motor, half, size, ours):
    base = setup.template(motor)
    with step("Copying the template database"):
        setup.fresh(motor, half, base)
        motor.server.run(
            half,
            "UPDATE ir_config_parameter SET value = gen_random_uuid()::text "
            "WHERE key IN ('database.uuid', 'database.secret')",
        )
    if ours:
        names = [addon.name for addon in ours]
        with step("Installing " + ", ".join(names)) as current:
            motor.install(half, install=names, on_progress=current.detail)
            current.detail("")
    return {"logins": _demonstrate(motor, half, size)}


def _demonstrate(motor, name, size):
    """Write the region's files where they are needed and let Odoo import them."""
    script = motor.places.root / "asn_tool/inside/demonstration.py"
    if not script.exists():
        say("   ok No demonstration here yet: Odoo's own administrator is the only login.")
        return [{"role": "Administrator", "login": "admin", "password": "admin", "name": "admin"}]
    folder = region_files(motor.places, size)
    with step(f"Demonstration, size {size}") as current:
        logins = motor.inside(
            name,
            "run_demonstration",
            {"folder": str(folder), "size": size},
            what="Building the demonstration",
            on_progress=current.detail,
        )
        current.detail(f"{len(logins)} logins")
    return logins


def region_files(places, size):
    """Folder with the region's import files, generated and kept."""
    from .region import write

    folder = places.state / "region" / size
    mark = _source_mark(places)
    if (folder / "complete").exists() and (folder / "complete").read_text() == mark:
        return folder
    with step(f"Writing the files of the region, size {size}"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "complete").unlink(missing_ok=True)
        try:
            write(folder, int(size) if size.isdigit() else size)
        except ValueError as error:
            raise Trouble(f"No region of this size: {error}", "Use a larger --size.") from error
        (folder / "complete").write_text(mark)
    return folder


def _source_mark(places):
    from .region.library import PATH

    source = addons.Addon("region", places.root / "asn_tool/region", ())
    return addons.fingerprint(source) + hashlib.sha256(PATH.read_bytes()).hexdigest()


def serve(motor, name, port, logins, language, began):
    """Run the server in the foreground until Ctrl-C or SIGTERM."""
    places = motor.places
    state = places.state / "running.json"
    with step("Starting Odoo"):
        serving = motor.serve(name, port, name="odoo-demo")
        try:
            write_json(
                state,
                {
                    "pid": os.getpid(),
                    "odoo": serving.process.pid,
                    "url": serving.url,
                    "database": name,
                },
            )
            serving.wait()
        except BaseException:
            serving.stop()
            state.unlink(missing_ok=True)
            raise
    try:
        show_logins(logins)
        address = serving.url + (f"/web/login?lang={language}" if language else "")
        say(f"\nReady after {time.monotonic() - began:.0f} s: {address}")
        say("Ctrl-C stops it. Log: " + str(serving.log))
        serving.process.wait()
        raise Trouble(
            f"Odoo's server ended by itself (code {serving.process.returncode}).",
            f"Read {serving.log} and start again.",
        )
    finally:
        with step("Stopping"):
            serving.stop()
            state.unlink(missing_ok=True)
            motor.server.target.leave()


def show_logins(logins):
    """Print one row per login."""
    columns = ("role", "login", "password", "name")
    rows = [columns] + [[str(login.get(key, "")) for key in columns] for login in logins]
    widths = [max(len(row[index]) for row in rows) for index in range(len(columns))]
    say()
    for number, row in enumerate(rows):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths))
        say("  " + (line.rstrip().capitalize() if number == 0 else line.rstrip()))
