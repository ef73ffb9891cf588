"""What is wrong with a file: where, and which of the known problems it is."""

from dataclasses import dataclass, field

ERROR = "error"  # the row is refused
WARNING = "warning"  # the row comes in; somebody should look at it
NOTE = "note"  # nothing was done with the row, and that is right

# So much is kept and shown; a file with more is better cut into pieces or corrected at its source.
KEPT = {ERROR: 5000, WARNING: 1000, NOTE: 1000}
SHOWN_CHARACTERS = 80


@dataclass(frozen=True)
class Problem:
    """One problem: row as in a spreadsheet (the header is 1, 0 = the file), column, cell, code."""

    row: int
    column: str
    value: str
    code: str
    level: str = ERROR
    values: dict = field(default_factory=dict)


class FileError(Exception):
    """The file as a whole cannot be read; carries its :class:`Problem`."""

    def __init__(self, code, row=0, column="", **values):
        self.problem = Problem(row, column, "", code, ERROR, values)
        super().__init__(code)


class CellError(Exception):
    """A cell cannot be understood; the caller knows row and column."""

    def __init__(self, code, **values):
        self.code = code
        self.values = values
        super().__init__(code)


def shown(value):
    """Return a cell as it can be shown and stored: short, and printable characters only.

    >>> shown("a" + chr(0) + "b" * 100)[:4], len(shown("b" * 100))
    ('a\\ufffdbb', 80)
    """
    text = str(value or "")
    text = text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


class Outcome:
    """What an import found and did."""

    def __init__(self):
        self.rows = 0
        self.created = 0
        self.present = 0
        self.refused = 0
        self.done = False
        self.problems = []
        self.counts = {ERROR: 0, WARNING: 0, NOTE: 0}

    def add(self, problem):
        """Keep a problem; beyond the limit it is only counted."""
        self.counts[problem.level] += 1
        if self.counts[problem.level] <= KEPT[problem.level]:
            self.problems.append(problem)

    @property
    def is_clean(self):
        """Whether no row was refused."""
        return not self.counts[ERROR]

    def __repr__(self):
        return (
            f"<Outcome rows={self.rows} created={self.created} present={self.present}"
            f" refused={self.refused} {self.counts}>"
        )
