import secrets
from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL, format_datetime

from ...rules import signature as signature_rules
from ...rules import workflow

# What a row says besides its content: name in the seal -> column. The checksum covers all of it.
SEAL = {
    "form": "form",
    "company": "company_id",
    "sequence": "sequence",
    "kind": "kind",
    "skp": "skp_id",
    "evaluation": "evaluation_id",
    "record": "record",
    "employee": "employee_name",
    "period": "period_name",
    "user": "user_id",
    "signer": "signer_name",
    "nip": "signer_nip",
    "role": "signer_role",
    "date": "date",
    "salt": "salt",
    "token": "token",
}
COLUMNS = (*SEAL.values(), "content", "content_hash", "previous_hash", "hash", "token_digest")
# Of the names above alone; the values are bound.
INSERT = "INSERT INTO asn_signature (" + ", ".join(COLUMNS) + ") VALUES %s RETURNING id"  # noqa: S608
TOKEN_BYTES = 24  # 192 bits
BATCH_SIZE = 1000
LOCK = 0x41534E53  # with the number of the region: the lock of a chain
HEAD = (
    "SELECT sequence, hash FROM asn_signature_head WHERE company_id = %s"
    " ORDER BY sequence DESC LIMIT 1"
)


class AsnSignatureChain(models.Model):
    """Adds signatures to the chain of a region, one or thousands, in the step's own transaction."""

    _inherit = "asn.signature"

    @api.model
    def _sign(self, documents, kind, signer=None, moment=None):
        """Sign ``documents``; see ``_sign_many``."""
        return self._sign_many(documents, kind, signer, moment)

    @api.model
    def _sign_many(self, documents, kind, signer=None, moment=None):
        """Put a name to documents that a step has just brought into force.

        The caller has taken the step, in this transaction. Until it ends, the chain of the region
        is locked: who signs at the same time waits, and goes on after it.

        :param documents: plans, evaluations or objections, all of one kind
        :param kind: see ``KINDS``
        :param signer: the user who took the step; without one the present user
        :param moment: when; without it the moment of the step that stands on the document
        :return: the signatures
        """
        ids = []
        signer = signer or self.env.user
        for start in range(0, len(documents), BATCH_SIZE):
            self.env.flush_all()
            part = documents[start : start + BATCH_SIZE]
            by_region = defaultdict(list)
            for facts in self._complete_frames(kind, self._get_facts(kind, part.ids)):
                by_region[facts.company_id].append(facts)
            # In one order for everybody: two that sign in two regions never wait for each other.
            for company_id in sorted(by_region):
                ids += self._append(company_id, kind, by_region[company_id], signer, moment)
        for model in ("asn.skp", "asn.evaluation"):
            self.env[model].invalidate_model(["signature_ids", "signature_note"], flush=False)
        return self.browse(ids)

    @api.model
    def _append(self, company_id, kind, documents, signer, moment=None):
        """Add one row for each document to the chain of a region; return the ids."""
        name, nip = self._get_signer(signer, company_id)
        now = fields.Datetime.now()
        sequence, previous = self._lock_chain(company_id)
        values = []
        for facts in documents:
            sequence += 1
            seal = {
                "form": signature_rules.FORM,
                "company": company_id,
                "sequence": sequence,
                "kind": kind,
                "skp": facts.skp_id,
                "evaluation": facts.evaluation_id,
                "record": facts.record,
                "employee": facts.employee_name,
                "period": facts.period_name,
                "user": signer.id,
                "signer": name,
                "nip": nip,
                "role": self._get_role(signer, facts),
                "date": (moment or facts.moment or now).replace(microsecond=0),
                "salt": secrets.token_hex(16),
                "token": secrets.token_urlsafe(TOKEN_BYTES),
            }
            row = signature_rules.seal_row(seal, signature_rules.canonical(facts.content), previous)
            values.append(
                (
                    *seal.values(),
                    *row[1:],
                    signature_rules.digest(seal["token"]),
                )
            )
            previous = row.hash
        found = self.env.cr.execute_values(INSERT, values, page_size=200, fetch=True)
        self.env.cr.execute(
            SQL(
                "INSERT INTO asn_signature_head (company_id, sequence, hash) VALUES (%s, %s, %s)",
                company_id,
                sequence,
                previous,
            )
        )
        return [key for (key,) in found]

    @api.model
    def _lock_chain(self, company_id):
        """Return number and checksum of the last row; nobody else adds one until the end.

        Who waited here still reads the rows of before, and would be refused by PostgreSQL if a
        row of theirs had to be changed: when hundreds acknowledge in the same minute, Odoo's five
        repetitions would not be enough. So the last row is read beside this transaction, which
        sees what the one before wrote, and the new head is a row of its own.
        """
        self.env.cr.execute(SQL("SELECT pg_advisory_xact_lock(%s, %s)", LOCK, company_id))
        heads = self.env.execute_query(SQL(HEAD, company_id))
        with self.env.registry.cursor() as beside:
            # Never longer: this transaction may hold what the other would wait for.
            beside.execute("SET LOCAL lock_timeout = '10s'")
            beside.execute(SQL(HEAD, company_id))
            heads += beside.fetchall()
        if heads:
            return max(heads)
        self.env.cr.execute(
            SQL(
                "INSERT INTO asn_signature_head (company_id, sequence, hash) VALUES (%s, 0, %s)",
                company_id,
                signature_rules.GENESIS,
            )
        )
        return 0, signature_rules.GENESIS

    @api.model
    def _get_signer(self, signer, company_id):
        """Return name and NIP of a login as they are today."""
        # sudo: the own name and number are copied below the own signature
        people = signer.sudo().with_context(active_test=False).employee_ids
        person = people.filtered(lambda one: one.company_id.id == company_id)[:1]
        return (person.name or signer.sudo().name, person.asn_nip or None)

    @api.model
    def _get_role(self, signer, facts):
        """Return in which role somebody signs a document."""
        if signer.id == facts.user_id:
            return workflow.EMPLOYEE
        if signer.id == facts.evaluator_user_id:
            return workflow.EVALUATOR
        if signer.id == facts.superior_user_id:
            return workflow.SUPERIOR
        if signer._is_superuser():
            return workflow.SYSTEM
        # sudo: a group of the signer is asked; it goes into the row of the signature
        is_office = signer.sudo().has_group("hr_asn_kinerja.group_asn_hr_office")
        return workflow.HR_OFFICE if is_office else workflow.UNIT_OFFICER

    @api.model
    def _compute_notes(self, documents, states):
        """Say below a document in force who signed it, or that nobody did in the system."""
        link = "skp_id" if documents._name == "asn.skp" else "evaluation_id"
        in_force = documents.filtered(lambda document: document.state in states)
        (documents - in_force).signature_note = False
        if not in_force:
            return
        # sudo: whoever reads a document may know who signed it
        rows = self.sudo().search_fetch(
            [(link, "in", in_force.ids), ("kind", "in", ("plan_agreed", "evaluation_released"))],
            [link, "signer_name", "date", "company_id"],
            order="id",
        )
        last = {row[link].id: row for row in rows}
        for document in in_force:
            row = last.get(document.id)
            if not row:
                document.signature_note = self.env._("Not signed in the system.")
            else:
                document.signature_note = self.env._(
                    "Signed in the system by %(name)s on %(date)s. Code %(code)s.",
                    name=row.signer_name,
                    date=format_datetime(
                        self.env, row.date, tz=row.company_id.asn_tz, dt_format="d MMM y, HH:mm"
                    ),
                    code=row.code,
                )
