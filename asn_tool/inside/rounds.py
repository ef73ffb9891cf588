"""360-degree rounds: two that were released, one to release, one being answered, one to approve.

Few people of the demonstration have a login, so most answers are put down as the page does it for
whoever answers; marks follow from the person's registry number and are the same every time.
"""

from hashlib import sha256

from odoo.addons.hr_asn_kinerja.rules import round as rules
from odoo.addons.hr_asn_kinerja.rules import workflow

NUMBERS = {
    "superior_min": 1,
    "superior_max": 2,
    "peer_min": 3,
    "peer_max": 6,
    "subordinate_min": 3,
    "subordinate_max": 6,
}
FIRST = {"date_nominate": "2026-05-25", "date_due": "2026-06-12"}
CLOSED = {"date_nominate": "2026-11-02", "date_due": "2026-11-20"}
RUNNING = {"date_nominate": "2026-11-20", "date_due": "2026-12-11"}
CHOOSING = {"date_nominate": "2026-12-01", "date_due": "2026-12-18"}

# What people wrote, by value; not everybody writes something.
WORDS = {
    "service_oriented": (
        "Selalu menyapa keluarga pasien dan menjelaskan antrean dengan sabar.",
        "Saat loket penuh pada hari Senin, beliau turun membantu tanpa diminta.",
        "Kadang telepon dari desa baru dijawab sore hari; akan baik bila ada petugas bergilir.",
    ),
    "accountable": (
        "Laporan bulanan selesai tepat waktu dan angkanya dapat ditelusuri.",
        "Pemakaian obat dicatat hari itu juga, jadi stok jarang selisih.",
    ),
    "competent": (
        "Mengajari kami cara baru mengisi rekam medis elektronik.",
        "Perlu lebih sering ikut pelatihan kegawatdaruratan.",
    ),
    "harmonious": (
        "Mendengarkan dua pihak dulu ketika jadwal jaga berbenturan.",
        "Suasana apel pagi menjadi lebih hangat sejak beliau memimpin.",
    ),
    "loyal": ("Menjaga kerahasiaan data pasien, juga dalam obrolan santai.",),
    "adaptive": (
        "Cepat mencoba pendaftaran daring, lalu memperbaikinya dari masukan kami.",
        "Masih ragu memakai aplikasi baru; contoh langsung akan membantu.",
    ),
    "collaborative": (
        "Mengajak kader desa sejak perencanaan posyandu.",
        "Rapat lintas program sebaiknya dijadwalkan tetap setiap bulan.",
    ),
}


def settle(env, year, users):
    """Give the people who can log in their rounds; once only."""
    rounds = env["asn.feedback.round"]
    if rounds.search_count([("period_id", "in", year.child_ids.ids)], limit=1):
        return
    first, second = year.child_ids.filtered(lambda p: p.kind == "half").sorted("date_start")
    nurse, head, peer = (users[key].employee_id for key in ("pegawai", "penilai", "rekan"))
    for person in (head, nurse):
        before = _open(env, year, first, person, FIRST)
        _choose(before, peers=5, below=5)
        _answer(before, shift=0)
        _close(before)
        before.with_user(before.evaluator_user_id).action_release()
        before.activity_ids.unlink()  # read long ago
    closed = _open(env, year, second, head, CLOSED)
    _choose(closed, peers=4, below=6)
    _answer(closed, shift=1)
    _close(closed)
    running = _open(env, year, second, nurse, RUNNING)
    _choose(running, peers=5, below=0, always=peer)
    _answer(running, shift=1, but=peer | nurse | head)
    choosing = _open(env, year, second, peer, CHOOSING)
    own = choosing.with_user(users["rekan"])
    _add(own, [nurse, *_colleagues(choosing, 3)], "peer")
    own.action_nominate()
    env.invalidate_all()


def _open(env, year, period, person, days):
    plan = year.skp_ids.filtered(lambda p: p.employee_id == person and p.state == "agreed")
    record = env["asn.feedback.round"]._open(plan[-1:], period, {**days, **NUMBERS})
    record.write({"superior_min": 1, "peer_min": 3})
    return record


def _colleagues(record, count):
    """People who share the evaluator, in the order of their names."""
    found = record.env["asn.skp"].search(
        [
            ("period_id", "=", record.skp_id.period_id.id),
            ("evaluator_id", "=", record.evaluator_id.id),
            ("employee_id", "!=", record.employee_id.id),
            ("state", "=", "agreed"),
        ],
        order="employee_name, id",
    )
    return found.employee_id[:count]


def _team(record, count):
    found = record.env["asn.skp"].search(
        [
            ("period_id", "=", record.skp_id.period_id.id),
            ("evaluator_id", "=", record.employee_id.id),
            ("state", "=", "agreed"),
        ],
        order="employee_name, id",
    )
    return found.employee_id[:count]


def _add(record, people, relation):
    known = record.sudo().nominee_ids.employee_id
    record.env["asn.feedback.round.nominee"].create(
        [
            {"round_id": record.id, "employee_id": person.id, "relation": relation}
            for person in people
            if person not in known
        ]
    )


def _choose(record, peers, below, always=()):
    """Choose givers and ask them; people without a login are asked on paper, so to say."""
    people = list(dict.fromkeys([*always, *_colleagues(record, peers)]))[:peers]
    _add(record, people, "peer")
    _add(record, _team(record, below), "subordinate")
    without = record.nominee_ids.filtered(lambda n: not n.user_id)
    record.write({"date_nominated": record.date_nominate})
    for nominee in without:
        nominee.user_id = record.env.ref("base.user_root")
    step = workflow.find(rules.STEPS, "nominating", "approve", {workflow.EVALUATOR})
    # Applied without asking for today, so that the demonstration can be built on any day.
    record.with_user(record.evaluator_user_id)._workflow_apply(step, None)
    for nominee in without:
        nominee.user_id = False
    record._renew_activities(record.env.ref("base.user_root"))


def _answer(record, shift, but=()):
    """Put down what everybody says who is asked, leaving out ``but``."""
    values = record.env["asn.behaviour.value"].search([])
    for nominee in record.nominee_ids.filtered(lambda n: n.state == "asked"):
        if nominee.employee_id in but:
            continue
        marks = [_mark(record, nominee, value, shift) for value in values]
        record._store(nominee, marks)


def _mark(record, nominee, value, shift):
    """Return (value, mark, reason): the middle of the scale and a little above."""
    word = f"{record.employee_id.asn_nip}{nominee.employee_id.asn_nip}{value.code}"
    chance = sha256(word.encode()).digest()
    usual = {"self": 4, "superior": 3, "peer": 3, "subordinate": 3}[nominee.relation]
    score = min(max(usual + (chance[0] % 3) - 1 + (shift if chance[1] % 3 == 0 else 0), 2), 5)
    if nominee.relation in ("peer", "subordinate") and chance[2] % 12 == 0:
        return value.id, None, ""
    texts = WORDS[value.code]
    is_written = nominee.relation != "self" and (score == 5 or chance[3] % 5 == 0)
    return value.id, score, texts[chance[4] % len(texts)] if is_written else ""


def _close(record):
    record._close_as_system()
    record.date_closed = record.date_due
