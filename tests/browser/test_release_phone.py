"""A released result on a phone: read, acknowledged; and the list of who has not received it."""

from playwright.sync_api import expect

NAME = "Siti Rahmah"
FIND = "env['asn.evaluation'].search([('employee_name', '=', %r), ('state', '=', 'open')], limit=1)"
PREPARE = f"""
evaluation = {FIND % NAME}
rater = evaluation.with_user(evaluation.evaluator_user_id)
rater.write({{
    "draft_result_rating": "meets",
    "draft_behaviour_rating": "above",
    "draft_reason": "Sesuai bukti dukung.",
    "draft_behaviour_reason": "Menjadi teladan.",
    "draft_recommendation": "Ikuti pelatihan BTCLS pada triwulan depan.",
}})
rater.action_rate()
env.cr.commit()
"""


def look(screen, name):
    assert screen.too_wide() == [], name
    assert screen.nameless() == [], name
    screen.picture(name)


def test_a_result_is_released_for_many_read_and_acknowledged(half_year, log_in):
    half_year.shell(PREPARE)
    release(half_year, log_in("hr"))
    nurse = log_in("nurse", phone=True)
    nurse.open("my-evaluations")
    nurse.open_record(NAME)
    outcome = nurse.page.locator(".asn_outcome")
    for text in ("Baik", "Sesuai ekspektasi", "Ikuti pelatihan BTCLS", "Sesuai bukti dukung."):
        expect(outcome).to_contain_text(text, ignore_case=True)
    look(nurse, "95-result-on-a-phone")
    received = half_year.sql(
        "SELECT received_how, date_received IS NOT NULL FROM asn_evaluation"
        f" WHERE employee_name = '{NAME}' AND state = 'released'"
    )
    assert received == [("opened", "t")]
    outcome.locator("button[name=action_acknowledge]").click()
    nurse.expect_state("acknowledged")
    expect(outcome.locator("button[name=action_acknowledge]")).to_have_count(0)
    look(nurse, "96-result-acknowledged")


def release(server, office):
    """The HR office sees who can be released, and releases them."""
    ((half,),) = server.sql(
        f"SELECT period_id FROM asn_evaluation WHERE employee_name = '{NAME}' AND state = 'rated'"
    )
    office.open(f"asn-periods/{half}")
    office.button("action_release_results").click()
    ready = office.page.locator("button[name=action_view_lines]").first
    expect(ready).to_contain_text("1")
    look(office, "94-release-of-many")
    office.button("action_confirm").click()
    office.confirm()
    office.expect_state("done")
