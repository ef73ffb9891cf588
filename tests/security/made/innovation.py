"""An improvement of each; that of the nurse names somebody and was thanked for."""

from .people import PNG, YEAR


def make(made):
    """The nurse's has been sent back once and measured."""
    env, secret = made.env, made.secrets["innovation"]
    measure = env["asn.indicator"].search([("aggregation", "=", "average")], limit=1)
    innovation, of_peer = made.of_both(
        "asn.innovation",
        {
            "name": "Antrian daring",
            "problem": "Menunggu lama",
            "idea": "Nomor lewat WhatsApp",
            "expected_effect": "Berkurangnya waktu tunggu",
            "indicator_kind": "library",
            "library_id": measure.id,
            "before_value": 75,
            "before_from": f"{YEAR}-01-01",
            "before_date": f"{YEAR}-06-30",
            "before_source": "Register",
            "target_value": 30,
            "target_max": 40,
            "target_date": f"{YEAR}-12-31",
            "evidence_name": secret + ".pdf",
        },
    )
    made.keep(innovation, of_peer)
    made.own["asn.innovation.gallery"] = innovation.id
    made.keep(
        env["asn.innovation.member"]
        .with_user(made.nurse_user)
        .create({"innovation_id": innovation.id, "employee_id": made.outsider.id})
    )
    innovation.action_propose()
    innovation.with_user(made.head_user).action_send_back(secret)
    innovation.action_propose()
    everywhere = innovation.sudo()  # what later steps write, without the steps
    everywhere.write(
        {
            "after_kind": "typed",
            "after_value": 30,
            "after_from": f"{YEAR}-07-01",
            "after_date": f"{YEAR}-11-30",
            "after_source": secret,
            "after_file": PNG,
            "after_file_name": "bukti.png",
        }
    )
    thanks = env["asn.innovation.appreciation"]
    thanks._give(everywhere, made.colleague, made.colleague_user)
    made.keep(thanks.search([("innovation_id", "=", innovation.id)]))
