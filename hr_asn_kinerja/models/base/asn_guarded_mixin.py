import math

from odoo import api, models
from odoo.exceptions import AccessError, LockError, UserError, ValidationError
from odoo.tools import SQL

# Above this a number is a slip of the keyboard, and it keeps NaN and infinity out of the columns.
NUMBER_LIMIT = 1e12
INTEGER_LIMIT = 2**31 - 1
TEXT_LIMITS = {"char": 1000, "text": 20000, "html": 100000}


class AsnIdMixin(models.AbstractModel):
    """Refuses in words what a client sent as an id and no column of ids can be compared with."""

    _name = "asn.id.mixin"
    _description = "Record by its Id"

    def _check_access(self, operation):
        """Compare the ids, too: each of our public methods asks for access first."""
        self._check_ids()
        return super()._check_access(operation)

    def get_formview_action(self, access_uid=None):
        """Answer for ids only: what is none would come back as it was sent."""
        self._check_ids()
        return super().get_formview_action(access_uid=access_uid)

    def _check_ids(self):
        """Raise UserError unless these are ids, or records that are being made in a form."""
        for key in self._ids:
            is_number = type(key) is int
            if (key or is_number) and not (is_number and 0 < abs(key) <= INTEGER_LIMIT):
                raise UserError(self.env._("Choose one record."))


class AsnGuardedMixin(models.AbstractModel):
    """Refuses what the workflow tables do not allow, whatever door the values come through.

    A model lists in ``_guard_fields`` which field belongs to which part of its document; the parts
    that a person may fill in, in which state, stand in ``rules/workflow/``. A field that is not
    listed cannot be set by anybody. Only the server's own code, which runs as superuser after its
    own checks, is not asked. The form, one2many commands, imports and direct calls all end in
    ``create`` and ``write``, so the guard stands there.
    """

    _name = "asn.guarded.mixin"
    _description = "Guarded Record"
    _inherit = ["asn.id.mixin"]

    _check_company_auto = True  # without it check_company of a field does nothing

    _guard_fields = {}  # field -> part of the document
    _guard_create_only = frozenset()  # links that never change after creation
    _guard_unlink_part = None  # the part that deleting a line belongs to
    _guard_by_access_only = False  # reference data: access lines decide, only input is checked

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._guard_clean(vals) for vals in vals_list]
        if not self.env.su:
            self._guard_links(*vals_list)
        if self.env.su or self._guard_by_access_only:
            return super().create(vals_list)
        defaults = {
            key: value
            for key, value in self.env.context.items()
            if not (key.startswith("default_") and key[8:] not in self._guard_fields)
        }
        # A default that arrives in the context is input like any other: only guarded fields pass,
        # and they are checked below.
        cleaned = self.with_context(defaults)  # pylint: disable=context-overridden
        records = super(AsnGuardedMixin, cleaned).create(vals_list)
        for record, vals in zip(records, vals_list, strict=True):
            given = set(vals) | {key[8:] for key in defaults if key.startswith("default_")}
            record._guard_check(given & set(record._fields))
        return records

    def write(self, vals):
        vals = self._guard_clean(vals)
        if not self.env.su:
            self._guard_links(vals)
        if not self.env.su and not self._guard_by_access_only:
            self.check_access("read")  # a refusal names the document and its state
            self._guard_check(set(vals), creating=False)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_in_editable_state(self):
        if self.env.su or self._guard_by_access_only:
            return
        for record in self:
            document = record._guard_document()
            if self._guard_unlink_part not in document._workflow_editable_parts():
                raise AccessError(
                    self.env._(
                        "You cannot delete this from %(document)s while it is %(state)s.",
                        document=document.display_name,
                        state=document._workflow_state_label(),
                    )
                )
        self._guard_hold()

    def copy_data(self, default=None):
        if not self._guard_by_access_only and not self.env.su:
            raise AccessError(self.env._("Documents of an appraisal cannot be duplicated."))
        return super().copy_data(default)

    def onchange(self, values, field_names, fields_spec):
        """Answer for records that the caller may read only: a form may name any id it likes."""
        if not self.env.su:
            if self:
                self.check_access("read")
            self._guard_links(values)
        return super().onchange(values, field_names, fields_spec)

    def _check_one(self):
        """Raise UserError or AccessError unless this is one record that the caller may read."""
        if len(self) != 1 or not self.id:
            raise UserError(self.env._("Choose one record."))
        self.check_access("read")

    def _lock_or_refuse(self, **options):
        """Lock these rows until the end of the transaction, whoever may read them.

        UserError when somebody else holds one: the person may try again. ``options`` are those of
        ``lock_for_update``. Who may act is the caller's question.
        """
        try:
            self.sudo().lock_for_update(**options)  # sudo: locks the rows only
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is changing this just now. Try again in a moment.")
            ) from error

    def _guard_document(self):
        """Return the document that decides about this record; a line returns its parent."""
        self.ensure_one()
        return self

    def _guard_check(self, names, creating=True):
        """Raise unless the current user may set the fields ``names`` of every record."""
        frozen = set() if creating else names & self._guard_create_only
        for record in self:
            document = record._guard_document()
            parts = document._workflow_editable_parts()
            refused = frozen | {name for name in names if self._guard_fields.get(name) not in parts}
            if refused:
                raise AccessError(self._guard_message(document, refused))
        self._guard_hold()

    def _guard_hold(self):
        """Hold the documents of these lines until the end of the transaction.

        A line may be written as long as its document is in such a state. Somebody who takes a step
        at that moment must not decide on a line that changes behind the decision: the later of the
        two waits, and Odoo repeats it on what the earlier left (PostgreSQL's REPEATABLE READ).
        """
        lines = self.filtered(lambda record: record._guard_document() != record)
        if lines:  # the document itself: two who write the same row are found by PostgreSQL
            documents = self.env[lines[0]._guard_document()._name]
            documents.union(*(line._guard_document() for line in lines))._guard_lock()

    def _guard_lock(self):
        """Lock these documents, each once in a transaction."""
        held = self.env.cr.precommit.data.setdefault("asn.guard.held", set())
        wanted = [key for key in sorted(self.ids) if (self._name, key) not in held]
        if wanted:
            self.env.execute_query(
                SQL(
                    "SELECT FROM %s WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE",
                    SQL.identifier(self._table),
                    wanted,
                )
            )
            held.update((self._name, key) for key in wanted)

    def _guard_message(self, document, refused):
        labels = [self._fields[name]._description_string(self.env) for name in refused]
        return self.env._(
            "You cannot change %(fields)s of %(document)s while it is %(state)s.",
            fields=", ".join(sorted(labels)),
            document=document.display_name,
            state=document._workflow_state_label(),
        )

    def _guard_clean(self, vals):
        """Return ``vals`` after refusing what no column may hold, with the field's name."""
        for name, value in vals.items():
            field = self._fields.get(name)
            if field is None or value is None or value is False:
                continue
            problem = self._guard_problem(field, value)
            if problem:
                raise ValidationError(
                    self.env._(
                        "%(field)s: %(problem)s",
                        field=field._description_string(self.env),
                        problem=problem,
                    )
                )
        return dict(vals)

    def _guard_problem(self, field, value):
        """Return what is wrong with ``value`` for ``field``, or None."""
        if field.type in ("float", "monetary", "integer"):
            return self._guard_number_problem(field, value)
        if field.type in TEXT_LIMITS:
            return self._guard_text_problem(field, value)
        if field.type == "selection" and value not in field.get_values(self.env):
            return self.env._("choose one of the listed values.")
        if field.type == "many2one" and not isinstance(value, (int, models.BaseModel)):
            return self.env._("choose a record from the list.")
        if field.type in ("date", "datetime"):
            try:
                getattr(field, f"to_{field.type}")(value)
            except (ValueError, TypeError):
                return self.env._("this is not a date of the calendar. Write it as 2026-01-31.")
        return None

    def _guard_number_problem(self, field, value):
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            return self.env._("this is not a number.")
        limit = INTEGER_LIMIT if field.type == "integer" else NUMBER_LIMIT
        if not math.isfinite(number) or abs(number) >= limit:
            return self.env._("this number is too large or not a number.")
        return None

    def _guard_text_problem(self, field, value):
        if not isinstance(value, str):
            return self.env._("this is not a text.")
        if "\x00" in value or any("\ud800" <= char < "\ue000" for char in value):
            return self.env._("the text holds a character that cannot be stored. Type it again.")
        limit = TEXT_LIMITS[field.type]
        if len(value) > limit:
            return self.env._(
                "the text has %(length)s characters; at most %(limit)s are possible. Shorten it.",
                length=len(value),
                limit=limit,
            )
        return None
