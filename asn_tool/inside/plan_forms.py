"""What the import does not bring: the qualitative form, appendices, perspectives of leaders.

So that they can be seen and printed. The plans are drafts still: whoever agrees them afterwards
signs these, too.
"""

from odoo.tools import SQL

QUALITATIVE = "pengelola"

# Kind of appendix -> its lines (PermenPANRB 6/2022, appendices of the plan), for everybody.
APPENDICES = {
    "resource": (
        "Dua orang rekan kerja di unit yang sama untuk berbagi tugas dan saling menggantikan.",
        "Anggaran kegiatan unit sesuai DPA tahun 2026.",
        "Laptop dan jaringan internet kantor, serta akses ke aplikasi layanan yang dipakai.",
    ),
    "accountability": (
        "Kemajuan dicatat dalam catatan kerja paling sedikit sekali seminggu, dengan bukti dukung.",
        "Pejabat penilai memeriksa capaian pada akhir setiap bulan melalui dialog kinerja; sumber "
        "data adalah register layanan dan laporan bulanan unit.",
    ),
    "consequence": (
        "Target tercapai: diusulkan mengikuti pelatihan teknis pilihan dan dipertimbangkan untuk "
        "penghargaan pegawai.",
        "Target tidak tercapai: mengikuti bimbingan kinerja bersama pejabat penilai, lalu capaian "
        "ditinjau kembali dalam tiga bulan.",
    ),
}


# Word in a leader's result -> its perspective, the first that is found (balanced scorecard).
PERSPECTIVES = (
    ("anggaran", "budget"),
    ("keuangan", "budget"),
    ("pegawai", "strengthening"),
    ("aparatur", "strengthening"),
    ("kompetensi", "strengthening"),
    ("kepuasan", "service"),
    ("mutu", "service"),
    ("warga", "service"),
    ("penduduk", "service"),
)
OTHER_PERSPECTIVE = "process"


def settle(env, year, users):
    """Complete the drafts of a year: all leaders' results, and what those with a login have."""
    _set_perspectives(env, year)
    _fill_in(env, year, users)


def _set_perspectives(env, year):
    env.flush_all()
    found = [
        SQL("WHEN result.name ILIKE %s THEN %s", f"%{word}%", key) for word, key in PERSPECTIVES
    ]
    env.cr.execute(
        SQL(
            """
            UPDATE asn_skp_result AS result SET perspective = CASE %s ELSE %s END
              FROM asn_skp AS plan
             WHERE plan.id = result.skp_id AND plan.period_id = %s AND plan.state = 'draft'
               AND plan.form = 'senior_leader' AND result.active AND result.perspective IS NULL
            """,
            SQL(" ").join(found),
            OTHER_PERSPECTIVE,
            year.id,
        )
    )
    env.invalidate_all()


def _fill_in(env, year, users):
    """Fill in the appendices of those who have a login; one of them has the qualitative form."""
    logins = env["res.users"].browse([user.id for user in users.values()])
    plans = env["asn.skp"].search(
        [("period_id", "=", year.id), ("user_id", "in", logins.ids), ("state", "=", "draft")]
    )
    plans.filtered(lambda plan: plan.user_id == users[QUALITATIVE]).approach = "qualitative"
    env["asn.skp.appendix"].create(
        [
            {"skp_id": plan.id, "kind": kind, "sequence": 10 * number, "name": line}
            for plan in plans
            for kind, lines in APPENDICES.items()
            for number, line in enumerate(lines, 1)
        ]
    )
