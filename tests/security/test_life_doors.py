"""People change: access follows at once, and nothing of what they did is lost.

Threats: F01 F03 F05.
"""

import json

import pytest

from .rpc import Login

EVALUATION = "asn.evaluation"
# What the shell does as whoever keeps logins and employees; everything is put back afterwards.
CHANGE = r"""
from odoo.addons.base.models.res_users import *
{code}
env.cr.commit()
"""


@pytest.fixture
def changed(world):
    """Run code in the shell; the logins and units that it touches are put back afterwards."""
    tables = ("res_users", "res_partner", "resource_resource", "res_users_apikeys")
    for table in tables:
        world.database.rows(f"DROP TABLE IF EXISTS kept.before_{table}")
        world.database.rows(f"CREATE TABLE kept.before_{table} AS TABLE public.{table}")
    yield lambda code: world.server.shell(code + "\nenv.cr.commit()")
    world.database.restore()
    for table in tables:
        names = [
            name
            for (name,) in world.database.rows(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass"
                " AND attnum > 0 AND NOT attisdropped AND attname <> 'id' AND attgenerated = ''",
                f"public.{table}",
            )
        ]
        columns = ", ".join(f'"{name}"' for name in names)
        world.database.rows(
            f"UPDATE public.{table} AS t SET ({columns}) = (SELECT {columns}"
            f" FROM kept.before_{table} AS k WHERE k.id = t.id)"
            f" WHERE EXISTS (SELECT FROM kept.before_{table} AS k WHERE k.id = t.id"
            f" AND k IS DISTINCT FROM t)"
        )
        world.database.rows(
            f"DELETE FROM public.{table} WHERE id NOT IN (SELECT id FROM kept.before_{table})"
        )
