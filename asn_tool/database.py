"""Databases on a PostgreSQL server: the checkout's own or one that the user names."""

import os
import re
import shutil

from . import processes
from .report import Trouble


class Server:
    """SQL on a server. ``target`` has host, port, user (Odoo's) and admin (who makes databases)."""

    def __init__(self, target, programs):
        self.target = target
        self.programs = programs

    def run(self, database, sql, *, admin=True):
        """Run SQL, one statement after another, each in a transaction of its own."""
        user = self.target.admin if admin else self.target.user
        command = [self.programs / "psql", "-X", "-q", "-A", "-t", "-F", "\t", "-w"]
        command += ["-v", "ON_ERROR_STOP=1", "-h", self.target.host, "-p", str(self.target.port)]
        command += ["-U", user, "-d", database]
        environment = {**os.environ, "PGCONNECT_TIMEOUT": "10", "PGOPTIONS": ""}
        return processes.run(command, what="PostgreSQL", stdin=f"{sql};\n", env=environment)

    def rows(self, database, sql):
        """The result of a query as a list of tuples of text."""
        return [tuple(line.split("\t")) for line in self.run(database, sql).splitlines() if line]

    def exists(self, name):
        """Whether the database is there."""
        return bool(
            self.rows("postgres", f"SELECT 1 FROM pg_database WHERE datname = {literal(name)}")
        )

    def names(self, prefix):
        """Databases whose name begins so."""
        pattern = literal(prefix.replace("_", r"\_") + "%")
        sql = f"SELECT datname FROM pg_database WHERE datname LIKE {pattern} ORDER BY 1"
        return [row[0] for row in self.rows("postgres", sql)]

    def size(self, name):
        """Size of a database in bytes."""
        return int(self.rows("postgres", f"SELECT pg_database_size({literal(name)})")[0][0])

    def create(self, name, template="template0"):
        """Make a database, empty or as a copy of another one."""
        self._quiet(template)
        how = "" if template != "template0" else " ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        self.run(
            "postgres",
            f"CREATE DATABASE {name} OWNER {self.target.user} TEMPLATE {template}{how}",
        )

    def drop(self, name):
        """Drop a database, also while somebody is connected; nothing happens when it is missing."""
        self._quiet(name)
        self.run("postgres", f"DROP DATABASE IF EXISTS {name}")

    def rename(self, old, new):
        """Rename a database: the last act of making one, so a half-made one never has its name."""
        self._quiet(old)
        self.run("postgres", f"ALTER DATABASE {old} RENAME TO {new}")

    def mark(self, name, text):
        """Write whose database it is into its comment."""
        self.run("postgres", f"COMMENT ON DATABASE {name} IS {literal(text)}")

    def comment(self, name):
        """The comment of a database, or an empty text."""
        sql = (
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
            f"WHERE datname = {literal(name)}"
        )
        found = self.rows("postgres", sql)
        return found[0][0] if found else ""

    def _quiet(self, name):
        self.run(
            "postgres",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = {literal(name)} AND pid <> pg_backend_pid()",
        )


class Named:
    """A PostgreSQL that the user runs: host, port and a role that may create databases.

    A password comes from PGPASSWORD or ~/.pgpass, as with every PostgreSQL client.
    """

    def __init__(self, host, port, user):
        self.host = host or "/var/run/postgresql"
        self.port = int(port or 5432)
        self.user = user or os.environ.get("PGUSER") or os.environ.get("USER") or "odoo"
        self.admin = self.user
        if self.user == "postgres":
            raise Trouble(
                "Odoo refuses the database user postgres.",
                "Make a role (createuser --createdb odoo_asn) and name it: --db-user odoo_asn.",
            )

    def start(self):
        """Nothing to start: the user runs it."""

    def leave(self):
        """Nothing to stop."""

    def check(self, server):
        """Trouble when the server cannot be used: no answer, too old, no right to create."""
        try:
            version, may = server.rows(
                "postgres",
                "SELECT current_setting('server_version_num'), rolcreatedb OR rolsuper "
                "FROM pg_roles WHERE rolname = current_user",
            )[0]
        except Trouble as trouble:
            raise Trouble(
                f"PostgreSQL at {self.host}, port {self.port}, does not let user {self.user} in: "
                f"{trouble.detail or trouble.sentence}",
                "Check --db-host, --db-port, --db-user and the password (PGPASSWORD, ~/.pgpass).",
            ) from trouble
        if int(version) < 130000:
            raise Trouble(
                f"PostgreSQL at {self.host} is older than 13.",
                "Use a newer one, or leave out --db-host to use the embedded PostgreSQL.",
            )
        if may != "t":
            raise Trouble(
                f"The role {self.user} may not create databases.",
                f"Run on that server: ALTER ROLE {self.user} CREATEDB.",
            )


def literal(text):
    """Text as an SQL literal."""
    return "'" + str(text).replace("'", "''") + "'"


def check_name(name):
    """A database name that needs no quoting anywhere; Trouble otherwise."""
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", name):
        raise Trouble(
            f"{name!r} is no database name here.", "Use small letters, digits and underscores."
        )
    return name


def copy_filestore(odoo_data, source, target):
    """Copy the files of a database. Odoo never changes a stored file, so links are enough."""
    old, new = (odoo_data / "filestore" / name for name in (source, target))
    shutil.rmtree(new, ignore_errors=True)
    if old.exists():
        shutil.copytree(old, new, copy_function=_link)


def _link(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def remove_filestore(odoo_data, name):
    """Delete the files of a database."""
    shutil.rmtree(odoo_data / "filestore" / name, ignore_errors=True)


def rename_filestore(odoo_data, old, new):
    """Give the files of a database their final name."""
    remove_filestore(odoo_data, new)
    source = odoo_data / "filestore" / old
    if source.exists():
        source.rename(odoo_data / "filestore" / new)
