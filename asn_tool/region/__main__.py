"""Write the files of a made-up region, or files that are wrong on purpose beside them, or what
lies in data/: an example of both.

python -m asn_tool.region FOLDER [SIZE] [SEED]
python -m asn_tool.region --contoh-salah FOLDER
python -m asn_tool.region --contoh FOLDER
"""

import sys

from .example import write_example
from .writer import write
from .wrong_files import write_wrong

OTHERS = {"--contoh": write_example, "--contoh-salah": write_wrong}


def main(arguments):
    """Do what `arguments` ask for, print the numbers of rows, return the exit code."""
    other = OTHERS.get(arguments[0]) if arguments else None
    if other:
        arguments = arguments[1:]
    if not 1 <= len(arguments) <= (1 if other else 3) or arguments[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        if other:
            rows = other(arguments[0])
        else:
            folder, size, seed = (*arguments, *("small", "1")[len(arguments) - 1 :])
            rows = write(folder, int(size) if size.isdecimal() else size, int(seed))
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    for name, number in rows.items():
        print(f"{name}: {number}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
