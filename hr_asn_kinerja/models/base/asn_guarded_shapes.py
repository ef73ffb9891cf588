from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .asn_guarded_mixin import INTEGER_LIMIT
from .cursors import may_write

COMMANDS = range(7)
DEEPEST = 10  # forms within forms; ours have two
LONGEST = 20_000  # parts of a search; of more the framework alone is busy for minutes
# Records that one call makes, or commands of one list: some seconds of a worker. Odoo's dialog of
# imports sends so many lines of a file at once. What the server makes as superuser is not counted.
ROWS_AT_MOST = 2_000


def put_in_front(model_class):
    """Give a model a ``create`` and a ``write`` that ask about the shape before all others.

    Extensions of a model look into the values before they hand them on, so the mixin's own methods
    would come too late. Whatever is loaded later still comes after these.
    """

    @api.model_create_multi
    def create(self, vals_list):
        return super(model_class, self).create(self._guard_values(vals_list))

    def write(self, vals):
        self._check_ids()
        return super(model_class, self).write(*self._guard_values([vals]))

    model_class.create, model_class.write = create, write


class AsnGuardedShapes(models.AbstractModel):
    """Says in words what is wrong with a call that no screen of ours sends.

    A program of somebody's own may send a text in place of values, a field that there is not, or
    half a condition. The framework ends then in an error of the language, with its trace.
    """

    _inherit = "asn.guarded.mixin"

    def _register_hook(self):
        super()._register_hook()
        if not self._abstract:
            put_in_front(self.env.registry[self._name])

    @api.model
    def load(self, fields, data):
        """Import lines of a file; asked here, since Odoo tries a refused whole line by line."""
        limit = self.env.context.get("_import_limit")
        self._guard_count(data if limit is None else data[:limit])
        return super().load(fields, data)

    def copy_data(self, default=None):
        if default is not None:
            self._guard_shape(default)
        return super().copy_data(default)

    def onchange(self, values, field_names, fields_spec):
        self._guard_shape(values)
        self._guard_specification(fields_spec)
        if len(self) > 1:
            self._guard_refuse()
        self._guard_names(field_names)
        return super().onchange(values, field_names, fields_spec)

    @may_write  # a model whose readings are written down comes after this one
    def read(self, fields=None, load="_classic_read"):
        self._check_ids()  # of none, computed fields would be asked all the same
        return super().read(fields, load)

    @may_write
    def web_read(self, specification):
        self._check_ids()  # of the id alone Odoo would answer what it was asked with
        self._guard_specification(specification)
        return super().web_read(specification)

    def get_field_translations(self, field_name, langs=None):
        """Return a text in its languages; asked here, since Odoo looks at the ids later."""
        self._check_ids()
        return super().get_field_translations(field_name, langs=langs)

    def update_field_translations(self, field_name, translations, **options):
        """Write a text in other languages; asked here, since our guards look at the records."""
        self._check_ids()
        self._guard_names([field_name])
        self._guard_dictionary(translations)
        if self._abstract:
            self._guard_refuse()
        return super().update_field_translations(field_name, translations, **options)

    def action_archive(self):
        """Archive, as the list of the client does; most of our records cannot be archived."""
        self._guard_archivable()
        return super().action_archive()

    def action_unarchive(self):
        """Take back out of the archive."""
        self._guard_archivable()
        return super().action_unarchive()

    def _guard_archivable(self):
        self.check_access("write")
        if not self._active_name:
            raise UserError(self.env._("This cannot be archived."))

    @api.model
    def _search(self, domain, *args, **kwargs):
        if not self.env.su:
            domain = self._guard_domain(domain)
        return super()._search(domain, *args, **kwargs)

    # ------------------------------------------------------------------
    # What a call is made of
    # ------------------------------------------------------------------

    @api.model
    def _guard_refuse(self):
        raise UserError(self.env._("This call cannot be understood. Reload the page."))

    @api.model
    def _guard_dictionary(self, vals):
        if not isinstance(vals, dict):
            self._guard_refuse()

    @api.model
    def _guard_names(self, names):
        """Raise UserError unless ``names`` are names of fields of this model."""
        if not isinstance(names, (list, tuple, set, frozenset)):
            self._guard_refuse()
        for name in names:
            if not isinstance(name, str) or name.split(".")[0] not in self._fields:
                self._guard_refuse()

    @api.model
    def _guard_domain(self, domain):
        """Return the domain, or raise UserError: no domain, no field of ours, no such operator.

        The first of Odoo's steps of a search, in which no code of ours takes part: whatever goes
        wrong in the others may be a fault of ours and is not hidden here.
        """
        if isinstance(domain, (list, tuple)) and len(domain) > LONGEST:
            self._guard_refuse()
        try:
            domain = Domain(domain)
            domain.optimize(self)
        except (AttributeError, RecursionError, TypeError, ValueError) as error:
            raise UserError(
                self.env._("This search cannot be understood. Reload the page.")
            ) from error
        return domain

    @api.model
    def _guard_specification(self, specification, passed=(), model=None):
        """Raise UserError unless this says, field by field, what a form shows.

        No list is asked for within itself, nor forms too deep in each other: plans of a period,
        the period of each, its plans again. Three lines of a call could ask for more than the
        server has memory for.
        """
        self._guard_dictionary(specification)
        if len(passed) > DEEPEST:
            self._guard_refuse()
        for name, part in specification.items():
            field = (self if model is None else model)._fields.get(name)
            if field is None or not (part is None or isinstance(part, dict)):
                self._guard_refuse()
            inner = part and part.get("fields")
            if inner and field.relational:
                if field.type.endswith("2many") and field in passed:
                    self._guard_refuse()
                self._guard_specification(inner, (*passed, field), self.env[field.comodel_name])

    @api.model
    def _guard_values(self, vals_list):
        """Return the list of values after refusing what are none, and what the server notes."""
        try:
            vals_list = list(vals_list)
        except TypeError:
            self._guard_refuse()
        self._guard_count(vals_list)
        for vals in vals_list:
            self._guard_shape(vals)
            self._guard_log(vals)
        return vals_list

    @api.model
    def _guard_count(self, rows):
        """Raise UserError when a client sends more than a worker has time for."""
        if not self.env.su and len(rows) > ROWS_AT_MOST:
            raise UserError(
                self.env._(
                    "%(count)s lines at once are too many; at most %(limit)s are possible. Send "
                    "them in several parts.",
                    count=len(rows),
                    limit=ROWS_AT_MOST,
                )
            )

    @api.model
    def _guard_shape(self, vals):
        """Raise UserError unless ``vals`` are values of fields of this model, links as commands."""
        self._guard_dictionary(vals)
        if self.env.su:
            return
        self._guard_names(list(vals))
        for name, value in vals.items():
            if value and self._fields[name].type in ("one2many", "many2many"):
                self._guard_commands(value)

    @api.model
    def _guard_log(self, vals):
        """Raise AccessError for what the server alone writes: number, maker, last writer, times.

        The framework leaves such values out without a word, but notes who wrote and when: on a
        locked document, too.
        """
        if not self.env.su and not set(models.MAGIC_COLUMNS).isdisjoint(vals):
            raise AccessError(
                self.env._("Who wrote a record, and when, is noted by the server alone.")
            )

    @api.model
    def _guard_commands(self, commands):
        """Raise UserError unless these are commands, or ids, of a list of records."""
        if isinstance(commands, models.BaseModel):
            return
        if not isinstance(commands, (list, tuple)):
            self._guard_refuse()
        self._guard_count(commands)
        for command in commands:
            if self._is_guard_id(command):
                continue
            if not isinstance(command, (list, tuple)) or not 0 < len(command) <= 3:
                self._guard_refuse()
            code, key, rest = (*command, None, None)[:3]
            if type(code) is bool or code not in COMMANDS:
                self._guard_refuse()
            is_key = self._is_guard_id(key)
            if code in (1, 2, 3, 4) and not (is_key or isinstance(key, str)):
                self._guard_refuse()
            if code in (0, 1) and not isinstance(rest, dict):
                self._guard_refuse()
            if code == 6 and not (
                isinstance(rest, (list, tuple)) and all(self._is_guard_id(item) for item in rest)
            ):
                self._guard_refuse()

    @api.model
    def _is_guard_id(self, value):
        return type(value) is int and abs(value) <= INTEGER_LIMIT
