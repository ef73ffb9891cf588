"""Runs the benchmarks within Odoo."""

from pathlib import Path

from . import bench, progress


def main(env, arguments):
    """Measure the named benchmarks (all when none is named); returns a list of results.

    Arguments: folder, names, rounds. A name that is not registered is a ValueError.
    """
    members = bench.load(Path(arguments["folder"]))
    unknown = sorted(set(arguments["names"]) - set(members))
    if unknown:
        raise ValueError(f"no benchmark {', '.join(unknown)}; there are {', '.join(members)}")
    chosen = arguments["names"] or list(members)
    return [bench.run(env, members[name], arguments["rounds"], progress) for name in chosen]
