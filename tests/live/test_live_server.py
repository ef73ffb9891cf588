"""The server that browser tests use is real: it answers, runs Python, keeps what is committed."""

import urllib.request

ADD_PARTNER = "env['res.partner'].create({'name': 'Kept'}); env.cr.commit()"
COUNT = "print(env['res.partner'].search_count([('name', '=', %r)]))"


def test_login_page_answers(live_server):
    with urllib.request.urlopen(live_server.url + "/web/login", timeout=60) as response:
        assert response.status == 200
        assert b"<form" in response.read()


def test_committed_data_is_seen_and_the_rest_is_undone(live_server):
    live_server.shell(ADD_PARTNER)
    live_server.shell("env['res.partner'].create({'name': 'Lost'})")
    assert live_server.json(COUNT % "Kept") == 1
    assert live_server.json(COUNT % "Lost") == 0
    assert live_server.sql("SELECT count(*) FROM res_partner WHERE name = 'Kept'") == [("1",)]


def test_data_survives_a_killed_server(live_server):
    live_server.restart()
    with urllib.request.urlopen(live_server.url + "/web/health", timeout=60) as response:
        assert response.status == 200
    assert live_server.json(COUNT % "Kept") == 1
