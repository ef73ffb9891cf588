"""Benchmarks within Odoo: how a member registers, and how one is measured.

A member is a module in the folder ``benchmarks/`` at the top of the checkout:

    from asn_tool.inside.bench import register

    def product(env): ...   # our way; returns the number of rows it made or read
    def limit(env): ...     # the same rows by plain SQL: the fastest that is possible
    def peer(env): ...      # the same rows in Odoo's own way

    register("open-period", "Opening a period for all employees", product, limit, peer)
"""

import gc
import importlib.util
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SIDES = ("product", "limit", "peer")
REGISTERED = {}


@dataclass(frozen=True)
class Benchmark:
    """One thing to measure. Sides return rows; ``prepare`` and ``undo`` are not measured."""

    name: str
    what: str
    product: Callable
    limit: Callable | None
    peer: Callable | None
    prepare: Callable | None
    undo: Callable | None
    most_of_limit: float | None
    least_of_peer: float | None
    peer_rounds: int | None


def register(
    name,
    what,
    product,
    limit=None,
    peer=None,
    *,
    prepare=None,
    undo=None,
    most_of_limit=None,
    least_of_peer=None,
    peer_rounds=None,
):
    """Register a benchmark.

    ``prepare(env)`` runs before each measured call, in the same transaction. Afterwards the
    transaction is rolled back; a side that commits by itself needs ``undo(env)``, which is
    committed. ``most_of_limit`` is how many times the limit's seconds the product may take (1.5),
    ``least_of_peer`` how many times faster than the peer it must be (4). ``peer_rounds`` lowers
    the number of rounds of a slow peer.
    """
    if name in REGISTERED:
        raise ValueError(f"benchmark {name!r} is registered twice")
    REGISTERED[name] = Benchmark(
        name, what, product, limit, peer, prepare, undo, most_of_limit, least_of_peer, peer_rounds
    )


def load(folder):
    """Import all members of a folder, in alphabetical order; returns the registered benchmarks."""
    sys.path.insert(0, str(folder.parent))
    for path in sorted(folder.glob("*.py")):
        if path.name.startswith("_"):
            continue
        name = f"asn_benchmark_{path.stem}"
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return dict(REGISTERED)


def memory(field):
    """A field of this process's memory in MB: VmRSS (now) or VmHWM (highest since the reset)."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    return 0.0


def reset_peak():
    """Let the kernel count the highest memory from here on."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")
    except OSError:
        return False
    return True


def worked(backend):
    """Seconds that this process and its PostgreSQL have computed, however busy the machine is.

    :param int backend: process of PostgreSQL; one that is not on this machine counts nothing
    """
    try:
        computed = Path(f"/proc/{backend}/schedstat").read_text(encoding="utf-8").split()[0]
    except OSError:
        computed = 0
    return time.process_time() + int(computed) / 1e9


def measure(env, benchmark, side):
    """One round of one side: rows, seconds, those computed, queries, and memory at its peak in MB.

    Of the memory it is the growth.
    """
    cursor = env.cr
    cursor.rollback()
    env.invalidate_all()
    if benchmark.prepare:
        benchmark.prepare(env)
        env.flush_all()
    gc.collect()
    cursor.execute("SELECT pg_current_xact_id()::text")
    transaction = cursor.fetchone()[0]
    cursor.execute("SELECT pg_backend_pid()")
    backend = cursor.fetchone()[0]
    reset_peak()
    before, queries = memory("VmRSS"), cursor.sql_log_count
    computed, start = worked(backend), time.perf_counter()
    rows = getattr(benchmark, side)(env)
    # What the ORM still holds back belongs to the work.
    env.flush_all()
    seconds, computed = time.perf_counter() - start, worked(backend) - computed
    figures = {
        "rows": rows,
        "seconds": seconds,
        "computed": computed,
        "queries": cursor.sql_log_count - queries,
        "memory": max(0.0, memory("VmHWM") - before),
    }
    cursor.execute("SELECT pg_current_xact_id()::text")
    committed = cursor.fetchone()[0] != transaction
    cursor.rollback()
    env.invalidate_all()
    if benchmark.undo:
        benchmark.undo(env)
        cursor.commit()
    elif committed:
        raise RuntimeError(f"{benchmark.name}: {side} commits, so it needs undo=")
    return figures


def summary(rounds):
    """Median and spread of the rounds of one side."""
    seconds = [figures["seconds"] for figures in rounds]
    return {
        "rows": rounds[-1]["rows"],
        "rounds": len(rounds),
        "median": statistics.median(seconds),
        "fastest": min(seconds),
        "slowest": max(seconds),
        "computed": statistics.median(figures["computed"] for figures in rounds),
        "queries": rounds[-1]["queries"],
        "memory": max(figures["memory"] for figures in rounds),
    }


def run(env, benchmark, rounds, tell):
    """Measure all sides in turn, after one round that is thrown away to warm the caches."""
    sides = [side for side in SIDES if getattr(benchmark, side)]
    found = {side: [] for side in sides}
    for number in range(rounds + 1):
        for side in sides:
            most = benchmark.peer_rounds if side == "peer" and benchmark.peer_rounds else rounds
            # A peer with few rounds is slow: it is not warmed up either.
            if number > most or (number == 0 and side == "peer" and most < rounds):
                continue
            tell(f"{benchmark.name}, {side}", number, rounds)
            figures = measure(env, benchmark, side)
            if number:
                found[side].append(figures)
    result = {side: summary(figures) for side, figures in found.items()}
    return {"name": benchmark.name, "what": benchmark.what, **result, **judge(benchmark, result)}


def judge(benchmark, result):
    """Ratios and the sentences about what misses its bound."""
    product, misses = result["product"], []
    ratios = {}
    for side, figures in result.items():
        if figures["rows"] != product["rows"]:
            misses.append(f"{side} has {figures['rows']} rows, the product {product['rows']}")
    if "limit" in result:
        ratios["of_limit"] = product["median"] / max(result["limit"]["median"], 1e-9)
        most = benchmark.most_of_limit
        if most and ratios["of_limit"] > most:
            misses.append(f"{ratios['of_limit']:.2f} times the limit, at most {most} are wanted")
    if "peer" in result:
        ratios["of_peer"] = result["peer"]["median"] / max(product["median"], 1e-9)
        least = benchmark.least_of_peer
        if least and ratios["of_peer"] < least:
            misses.append(f"{ratios['of_peer']:.1f} times faster than Odoo's way, wanted {least}")
    return {**ratios, "misses": misses}
