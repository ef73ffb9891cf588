"""The employee takes results over on a phone, and follows when the superior changes them."""

import pytest
from live_data import HALF_YEAR, REGION
from playwright.sync_api import expect

PATIENTS = "Terlayaninya pasien puskesmas sesuai standar"
BETTER = "Terlayaninya pasien puskesmas dengan ramah sesuai standar"
ON_TIME = "Semakin singkatnya waktu pelayanan"

# The head has written two results; the colleague's plan is an empty draft.
SUPERIOR = f"""
for name, target in (({PATIENTS!r}, 3600), ({ON_TIME!r}, 12)):
    env["asn.skp.result"].create(
        {{
            "skp_id": data._plan_of(data.head).id,
            "name": name,
            "indicator_ids": [
                (0, 0, {{"name": "Jumlah", "unit": "kali", "target_value": target}})
            ],
        }}
    )
env.cr.commit()
"""


@pytest.fixture(scope="module")
def superior(live_server):
    """The live server with a plan of the head to take over from."""
    live_server.shell(REGION + HALF_YEAR + SUPERIOR)
    return live_server


def taken(server):
    """What the colleague's plan holds: result, how, target, the superior's target."""
    rows = server.sql(
        "SELECT result.name, result.cascade, round(line.target_value), round(above.target_value)"
        " FROM asn_skp_result AS result JOIN asn_skp AS plan ON plan.id = result.skp_id"
        " JOIN asn_skp_indicator AS line ON line.result_id = result.id"
        " JOIN asn_skp_indicator AS above ON above.id = line.parent_indicator_id"
        " WHERE plan.employee_name = 'Nurul Huda' ORDER BY result.sequence, line.id"
    )
    return [tuple(map(str, row)) for row in rows]


def look(screen):
    """Nothing reaches over the sides, everything has a name."""
    assert not screen.too_wide() + screen.nameless()


def test_employee_takes_over_and_follows(superior, log_in):
    colleague = log_in("colleague", phone=True)
    colleague.open("my-skp")
    colleague.open_record()
    with colleague.dialog_opens():
        colleague.button("action_take_over").click()
    look(colleague)
    cards = colleague.front.locator(".o_kanban_record:not(.o_kanban_ghost)")
    expect(cards).to_have_count(2)
    colleague.picture("30-take-over")

    # The first by its switch as it stands, the second with a quarter of the target.
    first, second = cards.filter(has_text=ON_TIME), cards.filter(has_text=PATIENTS)
    first.locator(".o_boolean_toggle input").check()
    with colleague.dialog_opens():
        second.get_by_text(PATIENTS).click()
    colleague.field("is_selected").locator("input").check()
    colleague.choose("cascade", "split")
    colleague.fill("share", "25")
    colleague.field("targets").click()
    expect(colleague.field("preview")).to_contain_text("900 kali")
    look(colleague)
    colleague.save_dialog()
    with colleague.dialog_closes():
        colleague.button("action_confirm").click()
    expect(colleague.field("result_ids").locator(".o_kanban_record").first).to_contain_text("900")
    assert sorted(taken(superior)) == sorted(
        [(PATIENTS, "split", "900", "3600"), (ON_TIME, "same", "12", "12")]
    )

    head = log_in("head")
    domain = [["result_id.name", "=", PATIENTS], ["skp_id.employee_name", "=", "Teuku Rizal"]]
    (line,) = head.call("asn.skp.indicator", "search_read", domain, ["result_id"])
    head.call("asn.skp.indicator", "write", [line["id"]], {"target_value": 4000})
    head.call("asn.skp.result", "write", [line["result_id"][0]], {"name": BETTER})

    colleague.open("my-skp")
    colleague.open_record()
    changes = colleague.field("open_change_ids").locator(".o_kanban_record:not(.o_kanban_ghost)")
    expect(changes).to_have_count(2)
    look(colleague)
    colleague.picture("31-superior-changed")
    changes.filter(has_text="4.000").locator("button[name=action_follow]").click()
    expect(changes).to_have_count(1)
    changes.locator("button[name=action_keep]").click()
    expect(changes).to_have_count(0)
    assert (PATIENTS, "split", "1000", "4000") in taken(superior)
