"""Refusals of the rules package.

Every refusal carries a stable ``code`` for programs, an English message ``template`` with
named placeholders and the ``values`` that fill them, so that a screen can translate the
sentence without taking it apart.

>>> error = UnknownValueError("rating", "superb", ("above", "meets", "below"))
>>> error.code
'unknown_rating'
>>> print(error)
'superb' is not a known rating; expected one of: above, meets, below.
>>> error.template
'%(value)r is not a known %(subject)s; expected one of: %(expected)s.'
"""


class RuleError(ValueError):
    """A rule was asked something that the regulation or the caller's data cannot answer.

    ``code`` is stable and never translated, ``template % values`` is the English sentence.
    """

    code = "rule_error"

    def __init__(self, template, code=None, **values):
        if code is not None:
            self.code = code
        self.template = template
        self.values = values
        super().__init__(template % values if values else template)

    def __reduce__(self):
        return _rebuild, (type(self), self.template, self.code, self.values)


def _rebuild(kind, template, code, values):
    """Unpickle a refusal of any class of this family, whatever its own signature is."""
    error = kind.__new__(kind)
    RuleError.__init__(error, template, code, **values)
    return error


class UnknownValueError(RuleError):
    """A constant (rating, predicate, level, ...) that the table does not list."""

    def __init__(self, subject, value, expected=()):
        super().__init__(
            "%(value)r is not a known %(subject)s; expected one of: %(expected)s.",
            code="unknown_" + subject.replace(" ", "_"),
            subject=subject,
            value=value,
            expected=", ".join(str(item) for item in expected),
        )


class InvalidInputError(RuleError):
    """A value of the right kind that makes no sense here (negative, not finite, reversed)."""

    code = "invalid_input"


class NoRuleInForceError(RuleError):
    """A dated table has no row for the day in question."""

    def __init__(self, table, on):
        super().__init__(
            "No rule of the table '%(table)s' is in force on %(on)s.",
            code="no_rule_in_force",
            table=table,
            on=on.isoformat(),
        )


class TableError(RuleError):
    """A dated table has a gap, an overlap or a reversed row: a mistake of whoever wrote it."""

    code = "table_error"


class NipError(RuleError):
    """A text that is not a NIP (PNS) or NI PPPK; ``code`` says which part is wrong."""

    code = "nip_invalid"
