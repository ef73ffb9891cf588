"""Feedback: open from a colleague, one request that waits, texts without a name."""


def make(made):
    """The feedback about the nurse, and enough of others to be counted."""
    env, nurse, colleague = made.env, made.nurse, made.colleague
    about_nurse = {
        "skp_id": made.plan.id,
        "employee_id": nurse.id,
        "employee_name": nurse.name,
        "company_id": env.company.id,
    }
    from_colleague = _giver(colleague)
    given = env["asn.feedback"].create(
        {
            **about_nurse,
            **from_colleague,
            "relation": "peer",
            "kind": "appreciation",
            "situation": "Antrean tertib",
            "date": "2024-02-01",
            "given_at": "2024-02-01 03:00:00",
        }
    )
    made.keep(given)
    # Enough people of the clinic gave and got feedback in the first half-year to be counted.
    for person, giver in ((nurse, made.head), (colleague, made.chief), (made.head, colleague)):
        given.copy(
            {
                "skp_id": made._plan_of(person).id,
                "employee_id": person.id,
                "employee_name": person.name,
                **_giver(giver),
            }
        )
    env.flush_all()
    made.keep(env["asn.feedback.report"].search([("unit_id", "=", made.clinic.id)]))
    made.keep(
        env["asn.feedback.request"].create(
            {
                **about_nurse,
                **from_colleague,
                "requester_id": nurse.id,
                "requester_name": nurse.name,
                "requester_user_id": made.nurse_user.id,
                "date_asked": "2024-02-01",
                "date_due": "2024-02-08",
            }
        )
    )
    made.keep(env.ref("hr_asn_kinerja.feedback_tone_insult"))
    _make_nameless(made)


def _giver(person):
    return {"giver_id": person.id, "giver_name": person.name, "giver_user_id": person.user_id.id}


def _make_nameless(made):
    """Three texts without a name that were let out, and the marks of who gave some."""
    env = made.env
    for number in range(3):
        text, mark = (env[model]._draw_id() for model in ("asn.feedback.anonymous", PARTICIPATION))
        env.cr.execute(
            "INSERT INTO asn_feedback_anonymous"
            " (id, employee_id, company_id, period_id, kind, situation, is_shown)"
            " VALUES (%s, %s, %s, %s, 'suggestion', %s, TRUE)",
            [text, made.nurse.id, env.company.id, made.half.id, made.secrets["nameless"]],
        )
        env.cr.execute(
            "INSERT INTO asn_feedback_participation (id, period_id, mark) VALUES (%s, %s, %s)",
            [mark, made.half.id, str(number) * 64],
        )
        made.own.setdefault("asn.feedback.anonymous", text)
        made.own.setdefault(PARTICIPATION, mark)


PARTICIPATION = "asn.feedback.participation"
