from odoo.tools import SQL
from odoo.tools.translate import LazyTranslate

from . import cells, vocabulary
from .kind import Column, Kind

_lt = LazyTranslate(__name__)

BATCH = 500


class PostImport(Kind):
    """Posts (Odoo's job positions), by name: a decree names a post, not a code."""

    kind = "posts"
    columns = (
        Column("kode", "J0101", _lt("Code of the post, unique in the file."), required=False),
        Column("nama", "Perawat Terampil", _lt("Name; people name their post by it.")),
        Column("jenis_jabatan", "fungsional", ", ".join(vocabulary.POSITION_KINDS)),
        Column("jenjang", "Terampil", ", ".join(vocabulary.FUNCTIONAL_LEVELS), required=False),
        Column("bidang", "kesehatan", ", ".join(vocabulary.FIELDS_OF_WORK), required=False),
    )

    def parse(self, row):
        self.take(row, "kode", cells.line, 64, required=False)
        self.take(row, "nama", cells.line, 200)
        self.take(row, "jenis_jabatan", cells.choice, vocabulary.POSITION_KINDS)
        self.take(row, "jenjang", cells.choice, vocabulary.FUNCTIONAL_LEVELS, required=False)
        self.take(row, "bidang", cells.choice, vocabulary.FIELDS_OF_WORK, required=False)

    def check(self, rows):
        there = post_ids(self.env, self.company)
        codes, names = {}, {}
        for row in rows:
            self.first_of(row, "kode", codes, "code_twice")
            self.first_of(row, "nama", names, "name_twice")
            if not row.is_bad and row.values["nama"] in there:
                self.mark_present(row)

    def store(self, rows):
        # The name is translated; the official name is the one in every language.
        model = self.env["hr.job"].with_context(
            lang="en_US", tracking_disable=True, mail_create_nosubscribe=True
        )
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            model.create(
                [{"name": row.values["nama"], "company_id": self.company.id} for row in batch]
            )
            self.outcome.created += len(batch)
            self.progress(self.outcome.created)


def post_ids(env, company):
    """Return {name: id} of the active posts of a region, by their names in all languages."""
    env["hr.job"].flush_model(["name", "active", "company_id"])
    return dict(
        env.execute_query(
            SQL(
                "SELECT label.value, job.id FROM hr_job AS job, jsonb_each_text(job.name) AS label"
                " WHERE job.active AND (job.company_id = %s OR job.company_id IS NULL)"
                " ORDER BY job.id DESC",
                company.id,
            )
        )
    )
