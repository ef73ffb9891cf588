import json

from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...rules import signature as signature_rules
from ...rules import workflow
from .asn_signature_chain import HEAD, SEAL

CHECK_BATCH = 2000
CHECK_AT_ONCE = 50000  # rows that the button walks along itself; more are left to the job
IN_FORCE = {
    "plan_agreed": ("agreed", "closed"),
    "evaluation_released": workflow.RELEASED_STATES,
    "evaluation_acknowledged": workflow.RELEASED_STATES,
    "objection_decided": ("decided",),
}
# A signature is replaced when one of these was written later under the same document.
REPLACED_BY = {
    "plan_agreed": ("plan_agreed",),
    "evaluation_released": ("evaluation_released",),
    "evaluation_acknowledged": ("evaluation_released",),
    "objection_decided": (),  # what the superior decides is final
}


class AsnSignatureCheck(models.Model):
    """Finds any row of a chain that is not as it was written."""

    _inherit = "asn.signature"

    # ------------------------------------------------------------------
    # One signature: what it says about its document today
    # ------------------------------------------------------------------

    def _compute_status(self):
        statuses = self._get_statuses()
        for signature in self:
            signature.status = statuses.get(signature.id)

    def _get_statuses(self):
        """Return {id: status}; see ``rules.signature.status_of``. The caller may read the rows."""
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT own.id, %s, before.hash AS hash_before, after.previous_hash AS hash_after,
                       head.sequence AS last_sequence, head.hash AS last_hash
                  FROM asn_signature AS own
                  LEFT JOIN asn_signature AS before
                         ON before.company_id = own.company_id
                        AND before.sequence = own.sequence - 1
                  LEFT JOIN asn_signature AS after
                         ON after.company_id = own.company_id
                        AND after.sequence = own.sequence + 1
                  LEFT JOIN LATERAL (
                       SELECT sequence, hash FROM asn_signature_head
                        WHERE company_id = own.company_id
                     ORDER BY sequence DESC LIMIT 1) AS head ON TRUE
                 WHERE own.id = ANY(%s)
                """,
                self._get_columns("own"),
                self.ids,
            )
        )
        states = self._get_states(rows)
        newest = self._get_newest(rows)
        bodies = self._get_bodies(rows)
        erased = self._get_erased(rows, bodies)
        found = {}
        for row in rows:
            kind = row["kind"]
            key = (row["skp_id"], row["evaluation_id"])
            state = states.get((self._get_document_model(kind), row["record"]))
            found[row["id"]] = signature_rules.status_of(
                is_intact=self._is_intact(row),
                has_newer=any(
                    newest.get((*key, other), 0) > row["sequence"] for other in REPLACED_BY[kind]
                ),
                is_in_force=state in IN_FORCE[kind],
                is_same=self._get_body(row) == bodies.get((kind, row["record"])),
                is_erased=row["id"] in erased,
            )
        return found

    @api.model
    def _is_intact(self, row):
        """Return whether a row and its two neighbours are as they were written."""
        if row["sequence"] == 1:
            follows = row["previous_hash"] == signature_rules.GENESIS
        else:
            follows = row["previous_hash"] == row["hash_before"]
        is_last = row["sequence"] == row["last_sequence"]
        is_continued = row["hash"] == (row["last_hash"] if is_last else row["hash_after"])
        whole = signature_rules.problem_of(self._make_row(row)) is None
        return follows and is_continued and whole

    @api.model
    def _get_document_model(self, kind):
        models_by_kind = {"plan_agreed": "asn.skp", "objection_decided": "asn.objection"}
        return models_by_kind.get(kind, "asn.evaluation")

    @api.model
    def _get_body(self, row):
        """Return the text of what was signed, without people, posts and days."""
        try:
            return signature_rules.canonical(json.loads(row["content"])["body"])
        except (ValueError, KeyError, TypeError):
            return None

    @api.model
    def _get_bodies(self, rows):
        """Return {(kind, number of the document): text of what it says today}."""
        records = {}
        for row in rows:
            records.setdefault(row["kind"], set()).add(row["record"])
        self.env.flush_all()
        return {
            (kind, facts.record): signature_rules.canonical(facts.content["body"])
            for kind, ids in records.items()
            for facts in self._get_facts(kind, sorted(ids))
        }

    @api.model
    def _get_erased(self, rows, bodies):
        """Return the ids of rows whose document was made nameless; for other rooms to fill."""
        return set()

    @api.model
    def _get_states(self, rows):
        """Return {(model, number of the document): state}."""
        records = {}
        for row in rows:
            records.setdefault(self._get_document_model(row["kind"]), set()).add(row["record"])
        return {
            (model, document.id): document.state
            for model, ids in records.items()
            # sudo: the state of a document decides what its signature says
            for document in self.env[model].sudo().browse(sorted(ids)).exists()
        }

    @api.model
    def _get_newest(self, rows):
        """Return {(plan id, evaluation id, kind): number of its last row}."""
        plans = [row["skp_id"] for row in rows if row["skp_id"]]
        evaluations = [row["evaluation_id"] for row in rows if row["evaluation_id"]]
        return {
            (plan, evaluation, kind): last
            for plan, evaluation, kind, last in self.env.execute_query(
                SQL(
                    """
                    SELECT skp_id, evaluation_id, kind, max(sequence) FROM asn_signature
                     WHERE skp_id = ANY(%s) OR evaluation_id = ANY(%s)
                  GROUP BY 1, 2, 3
                    """,
                    plans,
                    evaluations,
                )
            )
        }

    # ------------------------------------------------------------------
    # A whole chain
    # ------------------------------------------------------------------

    @api.model
    def _get_columns(self, table):
        names = (*SEAL.values(), "content", "content_hash", "previous_hash", "hash")
        return SQL(", ").join(SQL.identifier(table, name) for name in names)

    @api.model
    def _make_row(self, row):
        seal = {name: row[column] for name, column in SEAL.items()}
        return signature_rules.Row(
            seal, row["content"], row["content_hash"], row["previous_hash"], row["hash"]
        )

    @api.model
    def _get_rows(self, company_id, after, limit):
        """Return the next rows of a chain, as the database has them."""
        found = self.env.execute_query_dict(
            SQL(
                """
                SELECT %s FROM asn_signature AS own
                 WHERE company_id = %s AND sequence > %s ORDER BY sequence LIMIT %s
                """,
                self._get_columns("own"),
                company_id,
                after,
                limit,
            )
        )
        return [self._make_row(row) for row in found]

    @api.model
    def _check_batch(self, company_id, after, limit=CHECK_BATCH):
        """Walk along the next rows; return (:class:`rules.signature.Check`, whether it ended).

        At the end the chain is compared with its head, so that missing last rows are found.
        """
        rows = self._get_rows(company_id, after.sequence, limit)
        check = signature_rules.verify_chain(rows, after)
        if check.broken or len(rows) == limit:
            return check, bool(check.broken)
        head = self.env.execute_query(SQL(HEAD, company_id))
        sequence, last_hash = head[0] if head else (0, signature_rules.GENESIS)
        return signature_rules.verify_end(check, sequence, last_hash), True

    @api.model
    def _check_chain(self, company_id):
        """Walk along the whole chain of a region; return the ``Check``."""
        check, is_ended = signature_rules.Check(0, 0, signature_rules.GENESIS), False
        while not is_ended:
            check, is_ended = self._check_batch(company_id, check)
        return check

    @api.model
    def _get_chains(self):
        """Return the regions that have a chain, also those whose head is gone."""
        return [
            key
            for (key,) in self.env.execute_query(
                SQL(
                    "SELECT company_id FROM asn_signature_head UNION"
                    " SELECT company_id FROM asn_signature ORDER BY 1"
                )
            )
        ]

    @api.model
    def _cron_check_chains(self):
        """Walk along every chain, batch by batch; go on where the last run stopped."""
        for company_id in self._get_chains():
            is_ended = False
            while not is_ended:
                check, is_ended = self._check_batch(company_id, self._get_mark(company_id))
                self._keep_mark(company_id, check, is_ended)
                if check.broken:
                    self._tell(company_id, check.broken)
                left = 0 if is_ended else self._count_after(company_id, check.sequence)
                if not self.env["ir.cron"]._commit_progress(1, remaining=left) and not is_ended:
                    return

    @api.model
    def _count_after(self, company_id, sequence):
        # sudo: a number of rows, for the progress of the scheduled check
        return -(
            -self.sudo().search_count(
                [("company_id", "=", company_id), ("sequence", ">", sequence)]
            )
            // CHECK_BATCH
        )

    @api.model
    def _get_mark(self, company_id):
        """Return how far the last run of the job came."""
        rows = self.env.execute_query(
            SQL(
                "SELECT checked_sequence, checked_hash FROM asn_signature_head"
                " WHERE company_id = %s AND sequence = 0 AND checked_sequence > 0",
                company_id,
            )
        )
        sequence, last = rows[0] if rows else (0, signature_rules.GENESIS)
        return signature_rules.Check(sequence, sequence, last)

    @api.model
    def _keep_mark(self, company_id, check, is_ended):
        """Note how far this run came; after the end the next one begins anew."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE asn_signature_head SET checked_sequence = %s, checked_hash = %s
                 WHERE company_id = %s AND sequence = 0
                """,
                0 if is_ended else check.sequence,
                "" if is_ended else check.hash,
                company_id,
            )
        )

    @api.model
    def _get_problem(self, broken):
        """Return what is wrong at a place of the chain, for people."""
        labels = {
            signature_rules.MISSING: self.env._("a row is missing, was put in or was moved"),
            signature_rules.CONTENT: self.env._("the text is not the one that was signed"),
            signature_rules.LINK: self.env._("it does not follow from the row before it"),
            signature_rules.SEAL: self.env._("who, when or what was changed"),
            signature_rules.END: self.env._("rows at the end of the chain are gone"),
        }
        return labels[broken.reason]

    @api.model
    def _tell(self, company_id, broken):
        """Give administrators and auditors of the region a task, once while it is open."""
        groups = self.env.ref("hr_asn_kinerja.group_asn_auditor")
        groups |= self.env.ref("hr_asn_kinerja.group_asn_administrator")
        people = self.env["res.users"].search(
            [
                ("all_group_ids", "in", groups.ids),
                ("company_ids", "in", company_id),
                ("share", "=", False),
            ]
        )
        activities = self.env["mail.activity"].sudo()  # sudo: tasks are given to others
        path = "/odoo/action-hr_asn_kinerja.asn_signature_action"
        told = activities.search(
            [("res_model", "=", False), ("user_id", "in", people.ids), ("note", "ilike", path)]
        ).user_id
        company = self.env["res.company"].sudo().browse(company_id)
        for user in people - told:
            here = self.with_context(lang=user.lang)
            activities.with_context(mail_activity_quick_update=True).create(
                {
                    "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                    "user_id": user.id,
                    "date_deadline": self.env["asn.period"]._local_today(company),
                    "summary": here.env._("The chain of signatures is broken"),
                    "note": Markup("<p>%s</p><p><a href='%s'>%s</a></p>")
                    % (
                        here.env._(
                            "%(region)s, number %(number)s: %(problem)s. Compare it with the last "
                            "backup before anything else is signed.",
                            region=company.name,
                            number=broken.sequence,
                            problem=here._get_problem(broken),
                        ),
                        path,
                        here.env._("Register of signatures"),
                    ),
                }
            )

    def action_check_chain(self):
        """Walk along the chains of the own regions and say what was found."""
        user = self.env.user
        if not (
            user.has_group("hr_asn_kinerja.group_asn_hr_office")
            or user.has_group("hr_asn_kinerja.group_asn_auditor")
        ):
            raise AccessError(self.env._("The HR office and the auditor check the signatures."))
        # sudo: the rows are compared; nothing of them is shown but a number
        checker = self.sudo()
        regions = self.env.companies
        count = checker.search_count([("company_id", "in", regions.ids)], limit=CHECK_AT_ONCE + 1)
        if count > CHECK_AT_ONCE:
            # sudo: the scheduled job does what this button does, later
            self.env.ref("hr_asn_kinerja.ir_cron_check_signatures").sudo()._trigger()
            message = self.env._(
                "The chain is long and is checked in the background. Whatever is found comes as a "
                "task to the auditor and the administrator."
            )
            return self._notify(message, "info")
        for region in regions:
            check = checker._check_chain(region.id)
            if check.broken:
                message = self.env._(
                    "%(region)s, number %(number)s: %(problem)s.",
                    region=region.name,
                    number=check.broken.sequence,
                    problem=self._get_problem(check.broken),
                )
                return self._notify(message, "danger", sticky=True)
        return self._notify(
            self.env._("All %s signatures are as they were written.", count), "success"
        )

    @api.model
    def _notify(self, message, kind, sticky=False):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("Chain of Signatures"),
                "message": message,
                "type": kind,
                "sticky": sticky,
            },
        }
