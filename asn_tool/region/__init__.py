"""A made-up region: units, posts, people, plans and half a year of work, as CSV files.

Everything is drawn from a seed with the standard library alone. Numbers carry sequences from 901
up and the e-mail addresses end in ``.invalid``: nothing here belongs to a real person.
"""

from .example import write_example
from .writer import SIZES, write
from .wrong_files import write_wrong

__all__ = ["SIZES", "write", "write_example", "write_wrong"]
