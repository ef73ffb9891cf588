"""``python -m asn_tool.region FOLDER [SIZE] [SEED]``: write the files of a made-up region."""

import sys

from .writer import write


def main(arguments):
    """Write the region and print how many rows each file got; return the exit code."""
    if not 1 <= len(arguments) <= 3:
        print(__doc__, file=sys.stderr)
        return 2
    folder, size, seed = (*arguments, *("small", "1")[len(arguments) - 1 :])
    try:
        rows = write(folder, int(size) if size.isdecimal() else size, int(seed))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    for name, number in rows.items():
        print(f"{name}.csv: {number}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
