"""Odoo as a program: configuration, installing, scripts, and a server that answers."""

import configparser
import json
import os
import re
import secrets
import signal
import socket
import time
import urllib.error
import urllib.request

from . import processes
from .addons import discover
from .places import read_json
from .report import Trouble

LOADING = re.compile(r"odoo\.modules\.loading: Loading module (\S+) \((\d+)/(\d+)\)")
PROGRESS = "asn-progress: "


class Engine:
    """An Odoo with its Python, its database server and its addons paths."""

    def __init__(self, places, odoo, environment, server):
        self.places = places
        self.odoo = odoo
        self.environment = environment
        self.server = server

    def addons_path(self):
        """All addons paths: Odoo's, those of other addons, the checkout when it has addons."""
        paths = [str(path) for path in self.odoo.addons]
        if self.environment.addons:
            paths.append(str(self.environment.addons))
        if discover(self.places.root):
            paths.append(str(self.places.root))
        return paths

    def process_environment(self):
        """Environment variables of every Odoo process."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("ODOO_", "OPENERP_", "PYTHON"))
        }
        kept["PYTHONPATH"] = str(self.odoo.package)
        kept["PYTHONUNBUFFERED"] = "1"
        return kept

    def configure(self, name, database, **more):
        """Write a configuration file for one purpose and return its path."""
        target = self.server.target
        options = {
            "addons_path": ",".join(self.addons_path()),
            "data_dir": self.places.odoo_data,
            "db_host": target.host,
            "db_port": target.port,
            "db_user": target.user,
            "db_name": database,
            "dbfilter": f"^{database}$",
            "db_template": "template0",
            "list_db": False,
            "admin_passwd": secrets.token_urlsafe(24),
            "http_interface": "127.0.0.1",
            "http_port": 8069,
            "proxy_mode": False,
            "workers": 0,
            "max_cron_threads": 0,
            "with_demo": False,
            # Limits are for shared servers; here they would restart a long import half-way.
            "limit_memory_soft": 0,
            "limit_memory_hard": 0,
            "limit_time_cpu": 86400,
            "limit_time_real": 86400,
            "limit_time_real_cron": 86400,
            **more,
        }
        if "PGPASSWORD" in os.environ:
            options["db_password"] = os.environ["PGPASSWORD"]
        parser = configparser.RawConfigParser()
        parser["options"] = {name: str(value) for name, value in options.items()}
        path = self.places.conf / f"{name}.conf"
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        with open(temporary, "w", encoding="utf-8") as file:
            os.chmod(temporary, 0o600)
            parser.write(file)
        os.replace(temporary, path)
        return path

    def command(self, command, conf, *arguments):
        """The command line of an Odoo command."""
        return [self.environment.python, "-m", "odoo", command, "-c", conf, *arguments]

    def install(self, database, *, install=(), update=(), languages=(), on_progress=None):
        """Install or update addons in a database, and load languages; Trouble if that fails."""
        conf = self.configure(f"install-{database}", database)
        arguments = ["--no-http", "--stop-after-init"]
        if install:
            arguments += ["-i", ",".join(install)]
        if update:
            arguments += ["-u", ",".join(update)]
        if languages:
            arguments += [f"--load-language={','.join(languages)}"]

        def follow(line):
            match = LOADING.search(line)
            if match and on_progress:
                on_progress(f"{match[1]}, {match[2]} of {match[3]}")

        log = self.places.logs / f"install-{database}.log"
        log.unlink(missing_ok=True)
        processes.run(
            self.command("server", conf, *arguments),
            what=f"Installing the addons in {database}",
            env=self.process_environment(),
            cwd=self.places.state,
            log=log,
            on_line=follow,
        )
        wanted = [*install, *update]
        rows = self.server.rows(
            database, "SELECT name FROM ir_module_module WHERE state = 'installed'"
        )
        missing = sorted(set(wanted) - {row[0] for row in rows})
        if missing:
            raise Trouble(f"Odoo did not install {', '.join(missing)}.", f"Read {log}.")

    def script(self, database, code, *, what, on_progress=None, echo=False, log=None):
        """Run Python in Odoo's shell and return what it printed.

        The code finds ``env``; what it does not commit is undone. Raises Trouble when it raises.
        """
        conf = self.configure(f"shell-{database}", database)
        printed = []

        def follow(line):
            if line.startswith(PROGRESS):
                if on_progress:
                    on_progress(line[len(PROGRESS) :])
                return
            printed.append(line)
            if echo:
                print(line, flush=True)

        processes.run(
            self.command("shell", conf, "--no-http", "--log-level=warn"),
            what=what,
            env=self.process_environment(),
            cwd=self.places.root,
            on_line=follow,
            stdin=code,
            log=log or self.places.logs / f"script-{database}.log",
        )
        return "\n".join(printed)

    def inside(self, database, name, arguments, *, what, on_progress=None, echo=False):
        """Run ``asn_tool/inside/<name>.py``'s ``main(env, arguments)`` in Odoo; return its result.

        Arguments and result are JSON values.
        """
        result = self.places.state / f"result-{name}-{os.getpid()}.json"
        code = (
            "import sys, json\n"
            f"sys.path.insert(0, {str(self.places.root)!r})\n"
            f"from asn_tool.inside.{name} import main\n"
            f"answer = main(env, json.loads({json.dumps(arguments)!r}))\n"
            f"open({str(result)!r}, 'w', encoding='utf-8').write(json.dumps(answer))\n"
        )
        try:
            self.script(database, code, what=what, on_progress=on_progress, echo=echo)
            return read_json(result)
        finally:
            result.unlink(missing_ok=True)

    def serve(self, database, port, *, name, cron_threads=1):
        """Start Odoo's server on the loopback address and return the running Serving."""
        conf = self.configure(
            name, database, http_port=port, max_cron_threads=cron_threads, gevent_port=port
        )
        log = self.places.logs / f"{name}.log"
        if log.exists():
            log.replace(log.with_suffix(".previous.log"))
        process = processes.start(
            self.command("server", conf),
            log=log,
            env=self.process_environment(),
            cwd=self.places.state,
            start_new_session=True,
        )
        return Serving(process, port, log)


class Serving:
    """A running Odoo server."""

    def __init__(self, process, port, log):
        self.process = process
        self.port = port
        self.log = log

    @property
    def url(self):
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def wait(self, seconds=180):
        """Wait until the server and its login page answer; Trouble when it ends or never does."""
        limit = time.monotonic() + seconds
        for path in ("/web/health", "/web/login"):
            while not answers(self.url + path):
                if self.process.poll() is not None:
                    text = self.log.read_text(encoding="utf-8", errors="replace")
                    raise processes.failure(
                        "Odoo's server", text, self.process.returncode, "", self.log
                    )
                if time.monotonic() > limit:
                    self.stop()
                    raise Trouble(f"Odoo does not answer at {self.url}{path}.", f"Read {self.log}.")
                time.sleep(0.2)

    def stop(self):
        """Stop the server: orderly, then by force."""
        processes.end(self.process, seconds=15, first=signal.SIGTERM)


def answers(url):
    """Whether the address answers with 200. Proxies are left aside: it is this machine."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=60) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def why_not(port):
    """Why no server may listen on this port of the loopback address; empty when one may."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            return "is closed to ordinary users"
        except OSError:
            return "is taken by another program"
    return ""


def free_port():
    """A port that is free now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
