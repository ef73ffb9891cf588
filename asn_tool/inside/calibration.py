"""Calibrates the half-year that is over: moves with reasons, one confirmed exception, one open."""

from odoo import Command

from odoo.addons.hr_asn_kinerja.rules import workflow

# Who moves, and why; the next people of the evaluator's login who are rated and not released.
MOVES = (
    (
        "atasan",
        "above",
        "Capaian imunisasi 118 % dengan bukti lengkap; dibandingkan puskesmas lain ia melampaui "
        "ekspektasi.",
    ),
    (
        "penilai",
        "meets",
        "Setelah dibahas bersama, keluhan pasien pada bulan Mei sudah ditindaklanjuti; hasil "
        "kerjanya sesuai ekspektasi.",
    ),
)
EXCEPTION = (
    "Sebagian besar pegawai bekerja dalam satu tim pelayanan yang targetnya tercapai bersama. "
    "Bukti dukung diperiksa satu per satu oleh Tim Pengelola Kinerja; predikat dipertahankan."
)
COMMENT = "Mohon kepala bidang melihat kembali dua pegawai yang ratingnya berbeda dari saran."


def settle(env, period, users):
    """Open, discuss and confirm calibrations of ``period``; once only.

    :param users: {role: user}, see ``demonstration.ROLES``
    """
    calibrations = env["asn.calibration"]
    if calibrations.search_count([], limit=1):
        return
    _move(env, period, users)
    agency = users["pengelola"].asn_unit_ids[:1]
    opened = calibrations.with_user(users["pengelola"]).action_start(agency.id, period.id)
    calibrations.browse(opened).with_user(users["bkpsdm"]).message_post(body=COMMENT)
    for unit in _other_agencies(env, period, agency, users):
        confirmed = calibrations.with_user(users["bkpsdm"]).action_start(unit.id, period.id)
        calibrations.browse(confirmed).with_user(users["bkpsdm"]).action_confirm(EXCEPTION)


def _move(env, period, users):
    """Let the superior and the evaluator move one person each, as the screen does."""
    waiting = (
        env["asn.evaluation"]
        .search(
            [
                ("period_id", "=", period.id),
                ("state", "in", ("submitted", "rated", "open")),
                ("evaluator_user_id", "=", users["penilai"].id),
                ("superior_user_id", "=", users["atasan"].id),
                ("user_id", "=", False),
            ],
            order="id",
        )
        .sorted(lambda evaluation: not evaluation.rating_ids)
    )
    for evaluation, (role, result, reason) in zip(waiting, MOVES, strict=False):
        draft = evaluation.rating_ids
        if not draft:
            evaluation.rating_ids = [
                Command.create({"result_rating": "meets", "behaviour_rating": "meets"})
            ]
            draft = evaluation.rating_ids
        draft.behaviour_rating = draft.behaviour_rating or "meets"
        if draft.result_rating in (False, result):
            draft.result_rating = "below" if result == "meets" else "meets"
        evaluation.with_user(users[role]).action_move(
            result, draft.behaviour_rating, reason, evaluation._get_move_stamp(draft)
        )


def _other_agencies(env, period, agency, users):
    """Return two agencies whose people are all released and none of whom is the HR office."""
    rows = env["asn.evaluation"]._read_group(
        [("period_id", "=", period.id), ("state", "in", workflow.RELEASED_STATES)],
        ["unit_id"],
        ["__count"],
        order="__count DESC",
    )
    own = users["bkpsdm"].employee_id.department_id
    found = env["hr.department"]
    for unit, _count in rows:
        while unit.parent_id and unit.asn_kind != "agency":
            unit = unit.parent_id
        is_own = own.parent_path.startswith(unit.parent_path)
        if unit.asn_kind == "agency" and unit != agency and not is_own:
            found |= unit
    return found[:2]
