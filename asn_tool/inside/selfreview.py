"""Self-reviews of the half-years, and impressions that wait for the evaluator's two ratings.

The login of the employee finds a half-year with some words written and some missing; the login of
the evaluator finds people who have reflected, one of them half rated.
"""

RESULT_WORDS = (
    "Antrean berkurang sejak loket pendaftaran dibagi dua; target tercapai sejak Maret.",
    "Sempat tertinggal pada April karena dua rekan cuti; terkejar setelah jadwal disusun ulang.",
    "Pencatatan langsung di aplikasi membuat rekap bulanan selesai tepat waktu.",
)
VALUE_WORDS = {
    "service_oriented": "Menjelaskan ulang dengan sabar kepada pasien lanjut usia sampai paham.",
    "collaborative": "Berbagi jadwal jaga dengan rekan ruang sebelah saat ada yang sakit.",
}
IMPRESSIONS = {
    "service_oriented": ("above", "Ramah dan cepat tanggap; dua pasien menyampaikan terima kasih."),
    "accountable": ("meets", "Laporan lengkap dan dapat ditelusuri."),
    "competent": ("above", "Membagikan ilmu pelatihan triase kepada rekan."),
}


def settle(env, period, users):
    """Write the words of who has a login and of the people whom the evaluator's login rates.

    :param period: the first half-year, evaluated in part
    :param users: {role: user}, see ``demonstration.ROLES``
    """
    reflections = env["asn.evaluation.reflection"]
    if reflections.search_count([], limit=1):
        return
    waiting = env["asn.evaluation"].search(
        [
            ("period_id", "=", period.id),
            ("evaluator_user_id", "=", users["penilai"].id),
            ("state", "in", ("open", "submitted")),
        ],
        order="state desc, employee_name, id",
    )
    reflections.create([values for evaluation in waiting for values in _words(evaluation)])
    submitted = waiting.filtered(lambda evaluation: evaluation.state == "submitted")[:1]
    for line in submitted.behaviour_ids:
        rating, feedback = IMPRESSIONS.get(line.value_id.code, (False, False))
        if rating:
            line.write({"rating_aid": rating, "feedback": feedback})


def _words(evaluation):
    """Return the reflections of one person: all results but the last of who is still writing."""
    results = evaluation.line_ids.result_id
    if evaluation.state == "open":
        results = results[:1]
    for result, text in zip(results, RESULT_WORDS, strict=False):
        yield {"evaluation_id": evaluation.id, "result_id": result.id, "text": text}
    for line in evaluation.skp_id.behaviour_ids:
        text = VALUE_WORDS.get(line.value_id.code)
        if text:
            yield {"evaluation_id": evaluation.id, "value_id": line.value_id.id, "text": text}
