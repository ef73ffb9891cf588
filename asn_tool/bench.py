"""./asn bench: builds or reuses a data set and shows each figure beside its limit and its peer."""

import json
import os
import platform
from pathlib import Path

from . import demo, setup
from .report import Trouble, say, step

LABELS = {"product": "Kinerja ASN", "limit": "plain SQL", "peer": "Odoo's way"}


def run(places, options):
    """The command; 1 when a figure misses a bound that its benchmark states."""
    folder = places.root / "benchmarks"
    if not any(folder.glob("[!_]*.py")):
        raise Trouble(
            "There are no benchmarks in the folder benchmarks/.",
            "Add one: asn_tool/inside/bench.py says how.",
        )
    if options.rounds < 1:
        raise Trouble("At least one round is needed.", "Use --rounds 5.")
    size = demo.check_size(options.size)
    with setup.engine(places, options) as motor:
        name, _logins = demo.prepare(motor, size, kind="bench", fresh=options.fresh)
        motor.server.run(name, "VACUUM ANALYZE")
        with step(f"Measuring, {options.rounds} rounds each") as current:
            results = motor.inside(
                name,
                "run_benchmarks",
                {"folder": str(folder), "names": options.names, "rounds": options.rounds},
                what="Measuring",
                on_progress=current.detail,
            )
            current.detail("")
        postgresql = motor.server.rows(name, "SHOW server_version")[0][0]
    show(results)
    if options.json:
        content = {
            "size": size,
            "rounds": options.rounds,
            "odoo": motor.odoo.version,
            "postgresql": postgresql,
            "python": platform.python_version(),
            "cores": os.cpu_count(),
            "results": results,
        }
        Path(options.json).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        say(f"\nWritten: {options.json}")
    return 1 if any(result["misses"] for result in results) else 0


def show(results):
    """Print a table: one block per benchmark, one row per side."""
    head = (
        "",
        "rows",
        "median s",
        "fastest",
        "slowest",
        "cpu s",
        "queries",
        "peak MB",
        "beside ours",
    )
    for result in results:
        say(f"\n{result['name']}: {result['what']}")
        rows = [head]
        for side, label in LABELS.items():
            figures = result.get(side)
            if figures:
                rows.append(_row(label, figures, result["product"]["median"]))
        widths = [max(len(row[index]) for row in rows) for index in range(len(head))]
        for row in rows:
            cells = [row[0].ljust(widths[0])]
            cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
            say("  " + "  ".join(cells).rstrip())
        for miss in result["misses"]:
            say(f"  MISSED: {miss}")


def _row(label, figures, ours):
    return (
        label,
        str(figures["rows"]),
        f"{figures['median']:.3f}",
        f"{figures['fastest']:.3f}",
        f"{figures['slowest']:.3f}",
        f"{figures['computed']:.4f}",
        str(figures["queries"]),
        f"{figures['memory']:.1f}",
        f"{figures['median'] / max(ours, 1e-9):.2f}x",
    )
