"""The command line: names the commands, and turns every failure into a sentence."""

import argparse
import os
import signal
import sys

from .places import Places
from .report import Trouble, trouble_of_os_error

COMMANDS = ("demo", "test", "shell", "verify", "stop", "status", "clean", "bench", "lint", "mutate")

ENVIRONMENT = """\
environment:
  ASN_DEBUG=1       show where in the program a trouble arose
  ASN_PICTURES=DIR  keep the pictures of the screens that the browser tests look at
  ASN_WALK=whole    try every cell of the access matrix, repeated refusals too (tests/security)
"""


def parser():
    """The parser of all commands and options."""
    top = argparse.ArgumentParser(
        prog="./asn",
        description="Start, test and explore Kinerja ASN on Odoo 19.",
        epilog=ENVIRONMENT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name, text, *, server=True):
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(odoo=None, db_host=None, db_port=None, db_user=None)
        if server:
            group = sub.add_argument_group("your own Odoo and PostgreSQL instead of ours")
            group.add_argument("--odoo", metavar="PATH", help="an Odoo 19 (checkout or package)")
            group.add_argument("--db-host", metavar="HOST", help="host or socket folder")
            group.add_argument("--db-port", metavar="PORT", type=int, help="its port")
            group.add_argument("--db-user", metavar="USER", help="a role that may create databases")
        return sub

    demo = add("demo", "prepare everything and run the demonstration until Ctrl-C")
    demo.add_argument("--port", type=int, help="port on 127.0.0.1 (default 8069)")
    demo.add_argument(
        "--size",
        default="small",
        help="small (about 300 employees, default), city (3,500), province (60,000), or a number",
    )
    demo.add_argument("--lang", choices=["id_ID", "en_US"], help="language of the login page")
    demo.add_argument("--fresh", action="store_true", help="make the demonstration anew")
    demo.add_argument("--no-serve", action="store_true", help="prepare everything, then exit")
    add("test", "run the tests; further arguments go to pytest (paths, -k ...)")
    shell = add("shell", "Odoo's shell on the demonstration; runs Python that is piped in")
    shell.add_argument("--db", metavar="NAME", help="database (default asn_demo_small)")
    verify = add("verify", "check the chain of signatures; exit code 1 when a row was changed")
    verify.add_argument("--db", metavar="NAME", help="database (default asn_demo_small)")
    add("stop", "stop the demonstration of this checkout", server=False)
    add("status", "show what is prepared and what runs", server=False)
    clean = add("clean", "remove all that this checkout stored outside itself")
    clean.add_argument("--all", action="store_true", help="of all checkouts, and the shared cache")
    bench = add("bench", "measure the benchmarks beside plain SQL and Odoo's own way")
    bench.add_argument("names", nargs="*", help="benchmarks to run (default: all)")
    bench.add_argument("--size", default="city", help="small, city (default), province or a number")
    bench.add_argument("--rounds", type=int, default=5, help="rounds of each (default 5)")
    bench.add_argument("--json", metavar="FILE", help="write the figures as JSON too")
    bench.add_argument("--fresh", action="store_true", help="make the data set anew")
    lint = add("lint", "check style and the mandatory rules for Odoo addons", server=False)
    lint.add_argument("--fix", action="store_true", help="mend what ruff can mend, write the page")
    checks = ["ruff", "format", "pylint", "oca", "own", "access"]
    lint.add_argument("--only", choices=checks, help="one of the checks")
    mutate = add("mutate", "make small faults in the rules and say which no test notices")
    mutate.add_argument("paths", nargs="*", help="files or folders (default: all of rules/)")
    mutate.add_argument("--guards", action="store_true", help="in the models' guards, inside Odoo")
    mutate.add_argument("--every", type=int, default=1, metavar="N", help="each Nth fault only")
    mutate.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at once")
    mutate.add_argument("--anew", action="store_true", help="forget what earlier runs found")
    return top


def _run(arguments):
    from . import demo, housekeeping

    top = parser()
    options, rest = top.parse_known_args(arguments)
    if rest and options.command != "test":
        top.error(f"unrecognized arguments: {' '.join(rest)}")
    places = Places()
    if options.command == "test":
        from . import testing

        return testing.run(places, options, rest)
    if options.command == "bench":
        from . import bench

        return bench.run(places, options)
    if options.command == "lint":
        from . import lint

        return lint.run(places, options)
    if options.command == "mutate":
        from .mutation import command

        return command.run(places, options)
    if options.command == "verify":
        from . import verify

        return verify.run(places, options)
    if options.command == "demo":
        return demo.run(places, options)
    return getattr(housekeeping, options.command)(places, options)


def _stop(number, frame):
    """Ctrl-C or a signal: unwind once, and let nothing disturb the tidying up."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    raise SystemExit(0 if number == signal.SIGTERM else 130)


def main(arguments):
    """Run one command; returns the exit code. Troubles are told without a traceback."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _stop)
    os.umask(0o022)
    try:
        return _run(arguments)
    except Trouble as trouble:
        return _tell(trouble)
    except BrokenPipeError:
        # The reader of our output has gone; nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        return _tell(trouble_of_os_error(error))


def _tell(trouble):
    if os.environ.get("ASN_DEBUG"):
        import traceback

        traceback.print_exc()
    print(f"asn: {trouble.sentence}", file=sys.stderr)
    if trouble.next_step:
        print(f"     Next: {trouble.next_step}", file=sys.stderr)
    return trouble.code
