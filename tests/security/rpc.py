"""Logins over HTTP, and the database looked at with SQL."""

import http.client
import json
from urllib.parse import urlsplit

import psycopg2

REFUSALS = {
    "odoo.exceptions.AccessError",
    "odoo.exceptions.UserError",
    "odoo.exceptions.ValidationError",
    "odoo.exceptions.MissingError",
}
NO_SESSION = "odoo.http.SessionExpiredException"


class Answer:
    """What a call came to: ``value``, or ``error`` (the exception's full name) and ``message``."""

    def __init__(self, value=None, error=None, message=""):
        self.value, self.error, self.message = value, error, message

    @property
    def ok(self):
        """Whether the call was answered."""
        return self.error is None

    def __repr__(self):
        return f"<{self.value!r:.300}>" if self.ok else f"<{self.error}: {self.message:.300}>"


class Login:
    """One person's session; ``login`` None is a visitor without a session."""

    def __init__(self, url, database, login=None):
        parts = urlsplit(url)
        self.login = login
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
        self.cookie = None
        if login:
            answer = self.post(
                "/web/session/authenticate",
                {"db": database, "login": login, "password": login},
            )
            assert answer.ok and answer.value["uid"], f"{login}: {answer}"
            self.uid = answer.value["uid"]

    def request(self, method, path, body=None, kind="application/json"):
        """Send one request; return (status, headers, bytes)."""
        headers = {"Content-Type": kind} if body is not None else {}
        if self.cookie:
            headers["Cookie"] = f"session_id={self.cookie}"
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        except (http.client.HTTPException, OSError):
            self.connection.close()  # the server closed an idle connection
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        content = response.read()
        for value in response.headers.get_all("Set-Cookie") or ():
            name, _, rest = value.partition("=")
            if name == "session_id":
                self.cookie = rest.partition(";")[0]
        return response.status, response.headers, content

    def post(self, path, params):
        """Call a JSON-RPC route."""
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        status, _headers, content = self.request("POST", path, body)
        try:
            answer = json.loads(content)
        except ValueError:
            return Answer(error=f"http {status}", message=content[:300].decode(errors="replace"))
        if "error" in answer:
            data = answer["error"].get("data") or {}
            return Answer(error=data.get("name", "unknown"), message=data.get("message", ""))
        return Answer(answer.get("result"))

    def call(self, model, method, *args, **kwargs):
        """Call a method of a model as the web client does."""
        params = {"model": model, "method": method, "args": list(args), "kwargs": kwargs}
        return self.post(f"/web/dataset/call_kw/{model}/{method}", params)

    def is_refusal(self, answer):
        """Whether the call was refused in words that a person may read."""
        return answer.error in REFUSALS or (self.login is None and answer.error == NO_SESSION)


# Of this table of Odoo only the files of our documents are looked at.
OURS = {"ir_attachment": "WHERE res_model LIKE 'asn.%'"}


class Database:
    """The rows as PostgreSQL has them, and a kept copy of them to compare with and go back to.

    ``tables``: parents first.
    """

    def __init__(self, target, database, tables):
        self.connection = psycopg2.connect(
            host=target.host, port=target.port, user=target.user, dbname=database
        )
        self.connection.autocommit = True
        self.tables = tables
        self.columns, self.guards = {}, {}
        for table in tables:
            names = self.rows(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass"
                " AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
                table,
            )
            self.columns[table] = [f'"{name}"' for (name,) in names]
            guards = self.rows(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass"
                " AND tgname LIKE 'asn_append_only%%'",
                table,
            )
            self.guards[table] = [name for (name,) in guards]

    def rows(self, query, *values):
        """Rows of a query."""
        with self.connection.cursor() as cursor:
            cursor.execute(query, values or None)
            return cursor.fetchall() if cursor.description else []

    def one(self, query, *values):
        """The first value of a query."""
        return self.rows(query, *values)[0][0]

    def keep(self):
        """Remember the rows as they are now."""
        self.rows("DROP SCHEMA IF EXISTS kept CASCADE; CREATE SCHEMA kept")
        # Comparing every table after every call would take longer than the calls: a trigger
        # notes which tables were written at all.
        self.rows("CREATE TABLE kept.touched (name text)")
        self.rows(
            "CREATE FUNCTION kept.note() RETURNS trigger LANGUAGE plpgsql AS"
            " $$BEGIN INSERT INTO kept.touched VALUES (TG_TABLE_NAME); RETURN NULL; END$$"
        )
        for table in self.tables:
            self.rows(f"CREATE TABLE kept.{table} AS {self.present(table)}")
            self.rows(
                f"CREATE TRIGGER note_writing AFTER INSERT OR UPDATE OR DELETE ON public.{table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION kept.note()"
            )

    def present(self, table):
        """The query of a table's rows as they are now."""
        return f"SELECT * FROM public.{table} {OURS.get(table, '')}"

    def changed(self):
        """The tables that are not as they were kept."""
        touched = {table for (table,) in self.rows("SELECT DISTINCT name FROM kept.touched")}
        found = [
            f"SELECT '{t}' WHERE EXISTS (({self.present(t)} EXCEPT ALL TABLE kept.{t})"
            f" UNION ALL (TABLE kept.{t} EXCEPT ALL {self.present(t)}))"
            for t in self.tables
            if t in touched
        ]
        changed = [table for (table,) in self.rows(" UNION ALL ".join(found))] if found else []
        self.rows("DELETE FROM kept.touched WHERE name <> ALL(%s)", changed)
        return changed

    def forget(self, table, condition, *values):
        """Delete rows of an append-only table that a test has made."""
        self.set_guards(table, "DISABLE")
        try:
            self.rows(f"DELETE FROM {table} WHERE {condition}", *values)
        finally:
            self.set_guards(table, "ENABLE")

    def set_guards(self, table, how):
        """Switch the triggers of an append-only table off and on: ``DISABLE`` or ``ENABLE``."""
        for name in self.guards[table]:
            self.rows(f"ALTER TABLE {table} {how} TRIGGER {name}")

    def restore(self, changed=None):
        """Bring every row back to what was kept."""
        changed = self.changed() if changed is None else changed
        for table in changed:
            self.set_guards(table, "DISABLE")
        try:
            self._put_back(changed)
        finally:
            for table in changed:
                self.set_guards(table, "ENABLE")

    def _put_back(self, changed):
        for table in reversed(self.tables):
            if table in changed:
                key = "id" if '"id"' in self.columns[table] else ", ".join(self.columns[table])
                self.rows(
                    f"DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM"
                    f" ({self.present(table)}) AS now EXCEPT SELECT {key} FROM kept.{table})"
                )
        for table in self.tables:
            if table not in changed:
                continue
            columns = self.columns[table]
            if '"id"' in columns:
                names = ", ".join(columns)
                self.rows(
                    f"UPDATE {table} AS t SET ({names}) ="
                    f" (SELECT {names} FROM kept.{table} AS k WHERE k.id = t.id)"
                    f" FROM kept.{table} AS o WHERE o.id = t.id AND o IS DISTINCT FROM t"
                )
                self.rows(
                    f"INSERT INTO {table} SELECT * FROM kept.{table}"
                    f" WHERE id NOT IN (SELECT id FROM {table})"
                )
            else:
                self.rows(f"INSERT INTO {table} TABLE kept.{table} EXCEPT ALL TABLE public.{table}")
        assert not self.changed()

    def set_state(self, table, ids, state):
        """Put documents into a state, in the kept copy too."""
        for schema in ("public", "kept"):
            self.rows(f"UPDATE {schema}.{table} SET state = %s WHERE id = ANY(%s)", state, ids)
