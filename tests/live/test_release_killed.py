"""A release of many is killed in the middle of a batch: nothing is lost, nothing is done twice."""

import pytest

PEOPLE = 30
BATCH = 7

BUILD = r"""
import json
from odoo.addons.hr_asn_kinerja.tests import common

class World(common.AsnDataMixin):
    pass

World.env = env
World._make_region(env)
people = env["hr.employee"].create(
    [
        {
            "name": "Pegawai %03d" % number,
            "asn_status": "pns",
            "department_id": World.clinic.id,
            "asn_evaluator_id": World.head.id,
            "date_version": "2020-01-01",
        }
        for number in range(30)
    ]
)
env["res.users"].with_context(no_reset_password=True).create(
    [
        {"name": person.name, "login": "orang%s" % person.id, "create_employee_id": False}
        for person in people
    ]
)
for person in people:
    person.user_id = env["res.users"].search([("login", "=", "orang%s" % person.id)])
World._make_year(env)
plans = env["asn.skp"].search([("employee_id", "in", people.ids)])
for plan in plans:
    env["asn.skp.result"].create(
        {
            "skp_id": plan.id,
            "name": "Hasil",
            "indicator_ids": [(0, 0, {"name": "Ukuran", "unit": "kali", "target_value": 10})],
        }
    )
plans.write({"state": "agreed"})
World.half.with_user(World.hr_user).action_open()
evaluations = env["asn.evaluation"].search([("skp_id", "in", plans.ids)])
env["asn.evaluation.rating"].create(
    [
        {
            "evaluation_id": evaluation.id,
            "result_rating": "meets",
            "behaviour_rating": "meets",
            "reason": "Sesuai bukti dukung.",
        }
        for evaluation in evaluations
    ]
)
evaluations.write({"state": "rated"})
run = env["asn.bulk.run"].with_user(World.hr_user).browse(
    World.half.with_user(World.hr_user).action_release_results()["res_id"]
)
run.sudo().write({"state": "running", "total": run.ready_count})
# Only the processes of this test go on with the run, not the server's own background job.
env.ref("hr_asn_kinerja.ir_cron_bulk_runs").active = False
env.cr.commit()
print(json.dumps([run.id, run.ready_count]))
"""

# One process does one batch, begins another and is killed before it is committed, as by kill -9.
GO_ON = r"""
import os, signal
from unittest.mock import patch
from odoo.addons.hr_asn_kinerja.models.release import asn_bulk_release
from odoo.addons.base.models.ir_cron import IrCron

KILL_AT = %(kill_at)s
done = []

def commit(self, processed=0, *, remaining=None, deactivate=False):
    done.append(processed)
    if len(done) == KILL_AT:
        os.kill(os.getpid(), signal.SIGKILL)
    self.env.cr.commit()
    return 1000.0

asn_bulk_release.RELEASE_SIZE = %(batch)s
with patch.object(IrCron, "_commit_progress", commit):
    env["asn.bulk.run"]._cron_bulk_runs()
"""

STATES = "SELECT count(*) FROM asn_evaluation WHERE state = 'released'"
TWICE = """
SELECT count(*) FROM (
    SELECT evaluation_id FROM asn_transition WHERE action = 'release'
    GROUP BY evaluation_id HAVING count(*) > 1) AS twice
"""
OUTCOMES = "SELECT outcome, count(*) FROM asn_bulk_line GROUP BY outcome ORDER BY outcome"


def _count(server, query):
    return int(server.sql(query)[0][0])


def test_killed_in_a_batch_and_gone_on(live_server):
    """(threat: L01, G09)"""
    _run, ready = live_server.json(BUILD)
    assert ready == PEOPLE
    with pytest.raises(AssertionError):
        live_server.shell(GO_ON % {"kill_at": 2, "batch": BATCH})
    assert _count(live_server, STATES) == BATCH, "the batch that was killed left nothing"
    assert live_server.sql(OUTCOMES) == [("done", str(BATCH)), ("ready", str(PEOPLE - BATCH))]
    with pytest.raises(AssertionError):
        live_server.shell(GO_ON % {"kill_at": 2, "batch": BATCH})
    assert _count(live_server, STATES) == 2 * BATCH
    live_server.shell(GO_ON % {"kill_at": 0, "batch": BATCH})
    assert live_server.sql(OUTCOMES) == [("done", str(PEOPLE))]
    assert _count(live_server, STATES) == PEOPLE
    assert _count(live_server, TWICE) == 0
    for table in ("asn_transition WHERE action = 'release'", "asn_signature"):
        assert _count(live_server, f"SELECT count(*) FROM {table}") == PEOPLE
    assert (
        _count(
            live_server,
            "SELECT count(*) FROM mail_activity AS activity"
            " JOIN mail_activity_type AS kind ON kind.id = activity.activity_type_id"
            " JOIN ir_model_data AS name ON name.res_id = kind.id"
            " AND name.model = 'mail.activity.type'"
            " AND name.name = 'mail_activity_type_acknowledge'"
            " WHERE activity.active",
        )
        == PEOPLE
    )
    assert live_server.sql("SELECT state, done, total FROM asn_bulk_run") == [
        ("done", str(PEOPLE), str(PEOPLE))
    ]
